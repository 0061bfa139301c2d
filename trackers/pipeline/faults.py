"""Faults: what a look's story says when something raised that no stage foresaw.

Without this a page that trips over a mistake of ours would leave no Check, keep its interval and be fetched again every
few minutes for ever. With it the fault is logged whole, the Check says that we are to blame, and the next look waits.
"""

import logging

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from trackers.models import Outcome

logger = logging.getLogger(__name__)

# Our own servers are away: nothing can be written down, and the lease brings the row back when they return.
_SERVERS_AWAY = (OperationalError, InterfaceError, RedisError)


def explain_fault(error: Exception, *, what: str) -> tuple[Outcome, str]:
    """Return the Outcome and a plain sentence for an unforeseen exception of a look at ``what`` (``article=7``).

    Raises the exception again when our own database or broker is away.
    """
    if isinstance(error, _SERVERS_AWAY):
        raise error
    logger.error("look_broke %s error=%s", what, type(error).__name__, exc_info=error)
    if isinstance(error, SoftTimeLimitExceeded):
        return Outcome.UNREADABLE, _("Reading this took too long.")
    if isinstance(error, OSError):
        return Outcome.FAILED, _("The response could not be stored on our side.")
    return Outcome.FAILED, _("Something went wrong on our side; the log says what.")

"""Lists that were asked something that means nothing: an address may hold any lookup on any column, with any value."""

import logging
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db import DataError, ProgrammingError
from django.http import HttpRequest
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)
# A year of six digits, half an array, a range of one end: Django finds out when it asks, PostgreSQL when it reads.
_SENSELESS = (ValueError, TypeError, LookupError, ArithmeticError, DataError, ProgrammingError)


class PlainLookups:
    """An admin whose list answers a senseless lookup with the whole list and a sentence, and nobody with an error."""

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Return the list; raises IncorrectLookupParameters, for which Django shows the list without what was asked."""
        listing: Any = super()
        try:
            found: ChangeList = listing.get_changelist_instance(request)
        except _SENSELESS as error:
            if not request.GET:
                raise
            logger.warning("senseless_lookup path=%s error=%s", request.path, type(error).__name__)
            messages.warning(
                request, _("What the address asks of this list means nothing; here is all of it.")
            )
            raise IncorrectLookupParameters from error
        return found

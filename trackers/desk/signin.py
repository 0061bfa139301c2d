"""Signing in: how often a password may be tried, so that none is found by trying.

Three counts: by account and address together, sharply; by address, so that nobody tries one password on everybody; by
account, loosely, against many addresses at once. Where an account has signed in before, only the first counts: nobody
keeps an editor out of the desk from elsewhere. A try is counted before the password is looked at, so that a hundred at
once are a hundred.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import translation
from django.utils.translation import gettext as _

from trackers.desk.events import Actor, record_event
from trackers.limits.clients import coarsen
from trackers.limits.counting import Limit, Spent, give_back, recall, remember, spend
from trackers.models import Act

logger = logging.getLogger(__name__)

BY_PAIR = Limit("signin-pair", most=5, seconds=15 * 60)
BY_ADDRESS = Limit("signin-address", most=30, seconds=15 * 60)
BY_ACCOUNT = Limit("signin-account", most=100, seconds=60 * 60)
# However many addresses there are, the record does not fill up: what is more stands in the log alone.
RECORDED = Limit("signin-recorded", most=60, seconds=60 * 60)
# A place somebody has signed in from stays known for a month, and counts begun anew for a day.
KNOWN, KNOWN_SECONDS = "signin-known", 30 * 24 * 3600
ANEW, ANEW_SECONDS = "signin-anew", 24 * 3600


@dataclass(frozen=True)
class Try:
    """One try to sign in, counted; ``wait_until`` is when it may be made again where it may not be now."""

    account: str
    client: str
    at: datetime
    counted: tuple[tuple[Limit, str], ...]
    wait_until: datetime | None = None


def begin_try(account: str, *, client: str, now: datetime) -> Try:
    """Count a try to sign in and tell whether it may be made; ``client`` is an address from ``find_client``.

    Does the same work for accounts there are and others: only whoever is over a limit is written about.
    """
    account = account.strip().casefold()
    pair = f"{_anew(account)}\n{client}"
    limits = [(BY_PAIR, pair)]
    if not recall(KNOWN, f"{account}\n{client}"):
        limits += [(BY_ADDRESS, _anew(client)), (BY_ACCOUNT, _anew(account))]
    counted: list[tuple[Limit, str]] = []
    for limit, who in limits:
        spent = spend(limit, who, now=now)
        if spent.is_over:
            if spent.is_first_over:
                _record(limit, spent, account=account, client=client, now=now)
            return Try(account, client, now, tuple(counted), wait_until=spent.ends_at)
        counted.append((limit, who))
    return Try(account, client, now, tuple(counted))


def end_well(attempt: Try) -> None:
    """Say that a try was good: it counts for nothing, and from there only wrong passwords of this account count."""
    for limit, who in attempt.counted:
        give_back(limit, who, now=attempt.at)
    remember(KNOWN, f"{attempt.account}\n{attempt.client}", 1, seconds=KNOWN_SECONDS)


def unlock(account: str = "", *, client: str = "", actor: Actor) -> None:
    """Let an account, or whoever comes from an address, try again at once, and put it on the record."""
    for who in (account.strip().casefold(), client):
        if who:
            remember(ANEW, who, recall(ANEW, who) + 1, seconds=ANEW_SECONDS)
    told = {"account": account, "network": coarsen(client)}
    record_event(
        Act.UNLOCK_SIGN_IN, actor=actor, after={name: value for name, value in told.items() if value}
    )


def _anew(who: str) -> str:
    """Return the name somebody is counted under: another one since the last time the counts were begun anew."""
    return f"{recall(ANEW, who)}\n{who}"


def _record(limit: Limit, spent: Spent, *, account: str, client: str, now: datetime) -> None:
    """Put into the log, and on the record, that no further password is looked at for a while."""
    # A name that is no account's may be a password typed in the wrong box: it is told nowhere.
    known = User.objects.filter(username__iexact=account).values_list("username", flat=True).first()
    name = known if known is not None and limit is not BY_ADDRESS else ""
    logger.warning(
        "signin_limited limit=%s account=%s client=%s until=%s",
        limit.name, _quote(name), client or "unknown", f"{spent.ends_at:%H:%M}",
    )  # fmt: skip
    if spend(RECORDED, "", now=now).is_over:
        return
    told = {"account": name, "network": coarsen(client) if limit is not BY_ACCOUNT else ""}
    # In the site's language, not in the stranger's.
    with translation.override(settings.LANGUAGE_CODE):
        record_event(
            Act.LIMIT_SIGN_IN,
            actor=None,
            actor_name=_("the sign-in page"),
            reason=_say_limit(limit, until=spent.ends_at),
            after={key: value for key, value in told.items() if value},
        )


def _say_limit(limit: Limit, *, until: datetime) -> str:
    words = {"most": limit.most, "until": f"{until:%H:%M}"}
    if limit is BY_PAIR:
        return (
            _(
                "More than %(most)d wrong passwords for one account from one address; it waits until %(until)s UTC."
            )
            % words
        )
    if limit is BY_ADDRESS:
        return _("More than %(most)d wrong passwords from one address; it waits until %(until)s UTC.") % words
    return (
        _(
            "More than %(most)d wrong passwords for one account from many addresses; "
            "addresses it has not signed in from wait until %(until)s UTC."
        )
        % words
    )


def _quote(name: str) -> str:
    return repr(name) if name else "unknown"

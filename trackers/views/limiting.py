"""How many pages that cost a comparison, a search or a picture one address may ask for in a minute."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from trackers.limits.clients import find_client
from trackers.limits.counting import Limit, spend


class TooManyError(Exception):
    """One address has asked for more than its share; ``seconds`` are until it may ask again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def spend_on_page(request: HttpRequest) -> None:
    """Count a page that costs much; raise TooManyError, which ``public_page`` answers, for one too many.

    Whoever works here is not counted, nor a request whose address nobody tells. Two commands to the cache, no query but
    that of a session; where the cache is down each process counts by itself, and pages are served.
    """
    client, most = find_client(request.META), settings.COSTLY_PAGES_A_MINUTE
    if not client or not most or works_here(request):
        return
    now: datetime = timezone.now()
    spent = spend(Limit("pages", most=most, seconds=60), client, now=now)
    if spent.is_over:
        raise TooManyError(max(1, int((spent.ends_at - now).total_seconds()) + 1))


def works_here(request: HttpRequest) -> bool:
    """Whether somebody of the staff asks. No query without a session's cookie."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return bool(request.user.is_active and getattr(request.user, "is_staff", False))

"""Any search as a feed: what was found last, of what anyone may see, in the same words as every other feed."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.feeds.changes import NEVER, ChangesFeed, Issue, find_turn, latest_of
from trackers.feeds.lists import list_changes
from trackers.models import Change
from trackers.search.rows import Search, TookTooLongError, bounded, choose_changes, prepare_search
from trackers.search.sentences import TOOK_TOO_LONG, tell_problem
from trackers.text.query import parse_query
from trackers.views.limiting import spend_on_page
from trackers.views.search.page import read_typed


class SearchChangesFeed(ChangesFeed):
    """Changes that a search finds."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Issue:
        """Return the feed of a search, given by the caller, as it stands. Three queries more than the search."""
        search: Search = args[0]
        words = {"site": settings.SITE_NAME, "words": search.query.text}
        with bounded():
            entries = list_changes(choose_changes(Change.objects.public(), search))
        return Issue(
            title=_("%(site)s: changes found by “%(words)s”") % words,
            description=_("Changes of articles that this search finds."),
            path=f"{reverse('search')}?{urlencode({'q': search.query.text})}",
            route="search",
            arguments=(),
            specific=f"search/{sha256(search.query.text.encode()).hexdigest()[:32]}",
            entries=entries,
            updated=latest_of(entries, turn=find_turn(), since=NEVER),
        )

    def feed_url(self, issue: Issue) -> str:
        """Return the feed's own address, the query in it."""
        return f"{super().feed_url(issue)}?{issue.path.partition('?')[2]}"


def about_search(view: Callable[[HttpRequest, Search], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a feed take a Search made ready in place of ``?q=``; one that cannot be meant is answered here, in words."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponseBase:
        spend_on_page(request)
        query = parse_query(read_typed(request.GET))
        try:
            with bounded():
                search = prepare_search(query, today=timezone.now().date())
            if search.problems:
                return _say("\n".join(tell_problem(problem) for problem in search.problems), status=400)
            if query.is_empty:
                return _say(
                    _("Nothing is asked for: write the search behind ?q= in the address."), status=400
                )
            return view(request, search)
        except TookTooLongError:
            return _say(str(TOOK_TOO_LONG), status=503)

    return answer


def _say(words: str, *, status: int) -> HttpResponse:
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")

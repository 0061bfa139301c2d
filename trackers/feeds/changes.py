"""The feeds readers subscribe to: all changes, a publisher's, an article's, annotated ones.

They stand on Django's own syndication framework, each as Atom and as RSS, and are written in the site's language
whatever the reader's browser asks for, because one feed is read by many.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import set_response_etag
from django.utils.translation import gettext as _

from trackers.feeds.entries import (
    ChangeEntry,
    absolute,
    tag_uri,
)
from trackers.feeds.generators import ChangesGenerator
from trackers.feeds.lists import list_changes, list_publications
from trackers.models import (
    Act,
    Article,
    Change,
    Publication,
    ReviewEvent,
    Source,
)
from trackers.views.visibility import newest_public_version

# Minutes: what we look at ourselves is half an hour old on average.
TTL = 10

# Acts after which an entry may be missing, back or under another name: no date of an entry that is left tells of them.
_TURNS = (Act.WITHHOLD, Act.RELEASE, Act.REVISE_SOURCE, Act.RETRACT)
# The date of a feed that has never said anything.
NEVER = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Issue:
    """One feed as it stands now.

    ``path`` is the page it belongs to, ``route`` and ``arguments`` name its own address, ``specific`` ends its tag URI.
    """

    title: str
    description: str
    path: str
    route: str
    arguments: tuple[Any, ...]
    specific: str
    entries: Sequence[ChangeEntry]
    updated: datetime


class ChangesFeed(Feed[ChangeEntry, Issue]):
    """What the feeds share: how an Issue and its entries are put into Django's words."""

    item_guid_is_permalink = False
    ttl = TTL

    def __init__(self, generator: type[ChangesGenerator]) -> None:
        self.feed_type = generator
        self.suffix = generator.suffix

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the feed, its date and its entity tag, which conditional requests are held against."""
        with translation.override(settings.LANGUAGE_CODE):
            response = super().__call__(request, *args, **kwargs)
        response.headers["Content-Language"] = settings.LANGUAGE_CODE
        set_response_etag(response)
        return response

    def title(self, issue: Issue) -> str:
        """Return the feed's title."""
        return issue.title

    def description(self, issue: Issue) -> str:
        """Return what the feed is, in a sentence (RSS)."""
        return issue.description

    subtitle = description

    def link(self, issue: Issue) -> str:
        """Return the address of the page the feed belongs to."""
        return absolute(issue.path)

    def feed_url(self, issue: Issue) -> str:
        """Return the feed's own address."""
        return absolute(reverse(f"{issue.route}_{self.suffix}", args=issue.arguments))

    def feed_guid(self, issue: Issue) -> str:
        """Return the feed's permanent id (Atom)."""
        return tag_uri(f"feed/{issue.specific}")

    def author_name(self) -> str:
        """Return who made the feed: the site."""
        return settings.SITE_NAME

    def author_link(self) -> str:
        """Return the site's address."""
        return absolute(reverse("front"))

    def feed_extra_kwargs(self, issue: Issue) -> dict[str, Any]:
        """Return what our generators ask for beside Django's words."""
        return {"updated": issue.updated}

    def items(self, issue: Issue) -> Sequence[ChangeEntry]:
        """Return the entries, the last announced first."""
        return issue.entries

    def item_title(self, item: ChangeEntry) -> str:
        """Return plain text: the generator escapes it, once."""
        return item.title

    def item_description(self, item: ChangeEntry) -> str:
        """Return the words, as escaped HTML."""
        return item.words

    def item_link(self, item: ChangeEntry) -> str:
        """Return the address of the Change's page."""
        return item.link

    def item_guid(self, item: ChangeEntry) -> str:
        """Return the entry's permanent id."""
        return item.id

    def item_pubdate(self, item: ChangeEntry) -> datetime:
        """Return when the new text was first seen, or when readers first saw what was said of it."""
        return item.published

    def item_updateddate(self, item: ChangeEntry) -> datetime:
        """Return when the Change was announced, or when what was said of it was last amended or retracted."""
        return item.updated

    def item_author_name(self, item: ChangeEntry) -> str:
        """Return the publisher, whose words these are."""
        return item.author

    def item_author_link(self, item: ChangeEntry) -> str | None:
        """Return the publisher's home page."""
        return item.author_link

    def item_categories(self, item: ChangeEntry) -> tuple[str, ...]:
        """Return the publisher and the labels editors put on it."""
        return item.categories

    def item_extra_kwargs(self, item: ChangeEntry) -> dict[str, Any]:
        """Return what our generators ask for beside Django's words."""
        return {"lang": item.lang}


class AllChangesFeed(ChangesFeed):
    """Changes of every publisher."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Issue:
        """Return the feed as it stands. Three queries at most."""
        entries = _list_changes(Q())
        return Issue(
            title=_("%(site)s: all changes") % {"site": settings.SITE_NAME},
            description=_("What news articles said before and what they say now."),
            path=reverse("front"),
            route="changes",
            arguments=(),
            specific="changes",
            entries=entries,
            updated=latest_of(entries, turn=find_turn(), since=NEVER),
        )


class SourceChangesFeed(ChangesFeed):
    """Changes of one publisher."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Issue:
        """Return the feed of a public Source, given by the caller, as it stands. Three queries at most."""
        source: Source = args[0]
        entries = _list_changes(Q(article__source=source))
        turn = find_turn(Q(source=source) | Q(article__source=source))
        return Issue(
            title=_("%(site)s: changes at %(publisher)s")
            % {"site": settings.SITE_NAME, "publisher": source.name},
            description=_("What articles of %(publisher)s said before and what they say now.")
            % {"publisher": source.name},
            path=source.get_absolute_url(),
            route="source",
            arguments=(source.slug,),
            specific=f"source/{source.uuid}",
            entries=entries,
            updated=latest_of(entries, turn=turn, since=source.created_at),
        )


class ArticleChangesFeed(ChangesFeed):
    """Changes of one article."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Issue:
        """Return the feed of a public Article, given by the caller, as it stands. Four queries at most."""
        article: Article = args[0]
        headline = newest_public_version(article).headline or article.entry_title or article.url
        entries = _list_changes(Q(article=article))
        turn = find_turn(Q(article=article) | Q(source=article.source_id, article__isnull=True))
        words = {"site": settings.SITE_NAME, "headline": headline, "publisher": article.source.name}
        return Issue(
            title=_("%(site)s: changes of “%(headline)s”") % words,
            description=_("What this article of %(publisher)s said before and what it says now.") % words,
            path=article.get_absolute_url(),
            route="article",
            arguments=(article.pk,),
            specific=f"article/{article.uuid}",
            entries=entries,
            updated=latest_of(entries, turn=turn, since=article.first_seen_at),
        )


class AnnotatedChangesFeed(ChangesFeed):
    """What the editors have published about changes."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Issue:
        """Return the feed as it stands. Seven queries at most."""
        entries = list_publications(Publication.objects.newest().told())
        return Issue(
            title=_("%(site)s: annotated changes") % {"site": settings.SITE_NAME},
            description=_("Changes that the editors of %(site)s have said something about.")
            % {"site": settings.SITE_NAME},
            path=reverse("front"),
            route="annotated",
            arguments=(),
            specific="annotated",
            entries=entries,
            updated=latest_of(entries, turn=find_turn(), since=NEVER),
        )


def _list_changes(condition: Q) -> list[ChangeEntry]:
    return list_changes(Change.objects.public().filter(condition))


def find_turn(condition: Q | None = None) -> datetime | None:
    """Return when an editor last did what can take entries away or bring them back."""
    turns = ReviewEvent.objects.filter(condition or Q(), act__in=_TURNS)
    found: datetime | None = turns.aggregate(latest=Max("at"))["latest"]
    return found


def latest_of(entries: Iterable[ChangeEntry], *, turn: datetime | None, since: datetime) -> datetime:
    """Return when the feed last differed: a reader who asks by date alone must learn of what was withheld as well."""
    dates = [date for entry in entries for date in (entry.published, entry.updated)]
    return max([*dates, turn or since, since]).astimezone(UTC)

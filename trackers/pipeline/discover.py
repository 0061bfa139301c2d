"""Discover: from a fetched list of links to Articles that are followed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError

from trackers.models import Article, ArticleURL, Feed, FoundBy, Tracking
from trackers.text.listings import Entry, FeedKind, Listing, read_listing
from trackers.text.urls import BadURL, key_of, normalise_url

# One look takes up at most this many new Articles; the rest is still in the list at the next look.
MOST_NEW = 200
# A sitemap may list a publisher's whole archive: entries that say they are older than this are left alone.
SITEMAP_REACHES_BACK = timedelta(days=7)


@dataclass(frozen=True)
class Found:
    """What one look at a Feed found; ``left`` Entries wait for the next look.

    ``same_list`` means that the list was byte for byte the one read before and was not read again; ``has_children``
    that further lists belong to it, which may change while it does not.
    """

    new: int = 0
    known: int = 0
    revived: int = 0
    filtered: int = 0
    refused: int = 0
    left: int = 0
    same_list: bool = False
    has_children: bool = False


def read_feed(feed: Feed, *, body: bytes, url: str, content_type: str) -> Listing:
    """Return a fetched Feed's Entries; raise UnreadableListing with a plain sentence."""
    return read_listing(body, url=url, content_type=content_type, expected=FeedKind(feed.kind))


def record_entries(feed: Feed, listing: Listing, *, now: datetime) -> Found:
    """Follow the Articles a Feed lists and revive those that were closed and are listed again.

    An Entry under another address of a known Article makes no second one. Costs three queries, and a few more for
    each Article that is new or revived.
    """
    admitted, filtered, refused = _admit(feed, listing.entries, now=now)
    known = ArticleURL.objects.select_related("article").in_bulk(list(admitted), field_name="key")
    revived = sum(_revive_returned(row, feed=feed, now=now) for row in known.values())
    ArticleURL.objects.filter(pk__in=[row.pk for row in known.values()]).update(last_seen_at=now)
    unknown = [found for key, found in admitted.items() if key not in known]
    new = sum(_follow(feed, entry, url=url, now=now) for entry, url in unknown[:MOST_NEW])
    return Found(
        new=new,
        known=len(known),
        revived=revived,
        filtered=filtered,
        refused=refused,
        left=len(unknown[MOST_NEW:]),
        has_children=bool(listing.more),
    )


def _admit(
    feed: Feed, entries: Iterable[Entry], *, now: datetime
) -> tuple[dict[str, tuple[Entry, str]], int, int]:
    """Return the Entries to follow by the key of their address, and how many were left out and refused."""
    admitted: dict[str, tuple[Entry, str]] = {}
    filtered = refused = 0
    for entry in entries:
        if not feed.admits(url=entry.url, title=entry.title, categories=entry.categories) or _too_old(
            feed, entry, now=now
        ):
            filtered += 1
            continue
        try:
            url = normalise_url(entry.url)
        except BadURL:
            refused += 1
            continue
        admitted.setdefault(key_of(url), (entry, url))
    return admitted, filtered, refused


def _follow(feed: Feed, entry: Entry, *, url: str, now: datetime) -> bool:
    try:
        Article.objects.start_following(
            feed.source, url=url, title=entry.title, found_by=FoundBy.FEED, now=now
        )
    except IntegrityError:
        return False  # a rival has just done it
    return True


def revive(article: Article, *, now: datetime) -> bool:
    """Follow a closed Article again, from its first interval on; return False for one that was not closed."""
    return bool(
        Article.objects.filter(pk=article.pk, tracking=Tracking.CLOSED).update(
            tracking=Tracking.ACTIVE, interval=article.source.first_interval, next_check_at=now
        )
    )


def _revive_returned(row: ArticleURL, *, feed: Feed, now: datetime) -> bool:
    """Revive the Article of a listed address if it was closed and the list did not hold it when last read."""
    if feed.list_read_at is None or row.last_seen_at >= feed.list_read_at:
        return False
    if row.article.tracking != Tracking.CLOSED or row.article.source_id != feed.source_id:
        return False
    row.article.source = feed.source
    return revive(row.article, now=now)


def _too_old(feed: Feed, entry: Entry, *, now: datetime) -> bool:
    return (
        feed.kind == FeedKind.SITEMAP
        and entry.published is not None
        and now - entry.published > SITEMAP_REACHES_BACK
    )

"""Discover: from a fetched list of links to Articles that are followed.

An Article belongs to the Source whose site it stands on: a list may name another publisher's stories, and those are
followed as that publisher's where it is followed at all (`trackers.pipeline.owners`).
"""

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError

from trackers.models import Article, ArticleURL, Feed, FoundBy, Source, SourceState, Tracking
from trackers.pipeline.owners import Owners, take_over
from trackers.pipeline.readers import read_listing_apart
from trackers.text.entries import Entry, FeedKind, Listing
from trackers.text.urls import BadURL, key_of, normalise_url
from trackers.web.errors import Refused
from trackers.web.guard import check_url
from trackers.web.headers import safe_host

logger = logging.getLogger(__name__)

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
    """Return a fetched Feed's Entries, read in this process's reader; raise UnreadableListing with a plain sentence."""
    return read_listing_apart(body, url=url, content_type=content_type, expected=FeedKind(feed.kind))


def record_entries(
    feed: Feed, listing: Listing, *, now: datetime, allowed_peers: Collection[str] | None = None
) -> Found:
    """Follow the Articles a Feed lists and revive those that were closed and are listed again.

    With ``allowed_peers`` an Entry whose address the guard would refuse as it stands makes no Article; without them
    that is found out at its first look. What a name leads to is judged there in either case.
    An Entry under another address of a known Article makes no second one; an address that a page has only claimed is
    not known yet. Costs four queries, and a few more for each Article that is new, revived or taken over.
    """
    admitted, filtered, refused = _admit(feed, listing.entries, now=now, allowed_peers=allowed_peers)
    rows = ArticleURL.objects.select_related("article__source").in_bulk(list(admitted), field_name="key")
    known = {key: row for key, row in rows.items() if not row.is_claim}
    unknown = [found for key, found in admitted.items() if key not in known]
    owners = Owners.of_followed_sites() if unknown or _from_retired(known.values()) else Owners({})
    revived = sum(_revive_returned(row, feed=feed, owners=owners, now=now) for row in known.values())
    ArticleURL.objects.filter(pk__in=[row.pk for row in known.values()]).update(last_seen_at=now)
    new = sum(
        _follow(entry, url=url, source=owners.find(url, lister=feed.source), now=now)
        for entry, url in unknown[:MOST_NEW]
    )
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
    feed: Feed, entries: Iterable[Entry], *, now: datetime, allowed_peers: Collection[str] | None
) -> tuple[dict[str, tuple[Entry, str]], int, int]:
    """Return the Entries to follow by the key of their address, and how many were left out and refused."""
    admitted: dict[str, tuple[Entry, str]] = {}
    filtered = refused = 0
    first: Refused | None = None
    for entry in entries:
        if not feed.admits(url=entry.url, title=entry.title, categories=entry.categories) or _too_old(
            feed, entry, now=now
        ):
            filtered += 1
            continue
        try:
            url = normalise_url(entry.url)
            if allowed_peers is not None:
                check_url(url, allowed_peers=allowed_peers)
        except (BadURL, Refused) as error:
            refused += 1
            first = first or (error if isinstance(error, Refused) else None)
            continue
        admitted.setdefault(key_of(url), (entry, url))
    if first is not None:
        # One line a look, however many a hostile list holds.
        host = safe_host(first.host) if first.host else "?"
        logger.warning(
            "entry_refused feed=%s code=%s host=%s reason=%s", feed.pk, first.code, host, first.reason
        )
    return admitted, filtered, refused


def _follow(entry: Entry, *, url: str, source: Source, now: datetime) -> bool:
    try:
        ArticleURL.objects.start_following(source, url=url, title=entry.title, found_by=FoundBy.FEED, now=now)
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


def _from_retired(rows: Iterable[ArticleURL]) -> bool:
    return any(row.article.source.state == SourceState.RETIRED for row in rows)


def _revive_returned(row: ArticleURL, *, feed: Feed, owners: Owners, now: datetime) -> bool:
    """Take over a listed Article of a retired Source; revive one that the list did not hold when last read.

    One that was closed is followed again; one whose page is gone, and is looked for rarely, is due at once.
    """
    article = row.article
    if article.source.state == SourceState.RETIRED:
        return take_over(article, owners.find(row.url, lister=feed.source), now=now)
    if feed.list_read_at is None or row.last_seen_at >= feed.list_read_at:
        return False
    if article.source_id != feed.source_id:
        return False
    if article.tracking == Tracking.CLOSED:
        article.source = feed.source
        return revive(article, now=now)
    return article.gone_at is not None and _look_at_once(article, now=now)


def _look_at_once(article: Article, *, now: datetime) -> bool:
    waiting = Article.objects.filter(pk=article.pk, tracking=Tracking.ACTIVE, next_check_at__gt=now)
    return bool(waiting.update(next_check_at=now))


def _too_old(feed: Feed, entry: Entry, *, now: datetime) -> bool:
    return (
        feed.kind == FeedKind.SITEMAP
        and entry.published is not None
        and now - entry.published > SITEMAP_REACHES_BACK
    )

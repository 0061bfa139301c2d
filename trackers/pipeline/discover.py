"""Discover: from a fetched list of links to Articles that are followed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from trackers.models import Article, ArticleURL, Feed, Tracking
from trackers.text.listings import Entry, FeedKind, Listing, read_listing

# One look takes up at most this many new Articles; the rest is still in the list at the next look.
MOST_NEW = 200
# A sitemap may list a publisher's whole archive: entries that say they are older than this are left alone.
SITEMAP_REACHES_BACK = timedelta(days=7)

AddArticle = Callable[[Entry], tuple[ArticleURL, bool]]


@dataclass(frozen=True)
class Found:
    """What one look at a Feed found; ``left`` Entries wait for the next look.

    ``same_list`` means that the list was byte for byte the one read before and was not read again.
    """

    new: int = 0
    known: int = 0
    revived: int = 0
    filtered: int = 0
    refused: int = 0
    left: int = 0
    same_list: bool = False


def read_feed(feed: Feed, *, body: bytes, url: str, content_type: str) -> Listing:
    """Return a fetched Feed's Entries; raise UnreadableListing with a plain sentence."""
    return read_listing(body, url=url, content_type=content_type, expected=FeedKind(feed.kind))


def record_entries(feed: Feed, listing: Listing, *, add_article: AddArticle, now: datetime) -> Found:
    """Follow the Articles a Feed lists and revive those that were closed and are listed again.

    ``add_article`` returns the row of an Entry's address and whether an Article was made for it; it raises
    ValueError for an address that cannot be followed. An Entry under another address of a known Article makes no
    second one.
    """
    counts = dict.fromkeys(("new", "known", "revived", "filtered", "refused", "left"), 0)
    for entry in listing.entries:
        if not feed.admits(url=entry.url, title=entry.title, categories=entry.categories) or _too_old(
            feed, entry, now=now
        ):
            counts["filtered"] += 1
            continue
        if counts["new"] >= MOST_NEW:
            counts["left"] += 1
            continue
        try:
            row, is_new = add_article(entry)
        except ValueError:
            counts["refused"] += 1
            continue
        if is_new:
            counts["new"] += 1
        else:
            counts["known"] += 1
            counts["revived"] += _see_again(row, feed=feed, now=now)
    return Found(
        new=counts["new"],
        known=counts["known"],
        revived=counts["revived"],
        filtered=counts["filtered"],
        refused=counts["refused"],
        left=counts["left"],
    )


def revive(article: Article, *, now: datetime) -> bool:
    """Follow a closed Article again, from its first interval on; return False for one that was not closed."""
    return bool(
        Article.objects.filter(pk=article.pk, tracking=Tracking.CLOSED).update(
            tracking=Tracking.ACTIVE, interval=article.source.first_interval, next_check_at=now
        )
    )


def _see_again(row: ArticleURL, *, feed: Feed, now: datetime) -> bool:
    """Note that an address is listed; revive its Article if the list did not hold it at the look before."""
    returned = feed.list_read_at is not None and row.last_seen_at < feed.list_read_at
    ArticleURL.objects.filter(pk=row.pk).update(last_seen_at=now)
    if not returned or row.article.tracking != Tracking.CLOSED or row.article.source_id != feed.source_id:
        return False
    row.article.source = feed.source
    return revive(row.article, now=now)


def _too_old(feed: Feed, entry: Entry, *, now: datetime) -> bool:
    return (
        feed.kind == FeedKind.SITEMAP
        and entry.published is not None
        and now - entry.published > SITEMAP_REACHES_BACK
    )

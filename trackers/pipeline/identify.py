"""Identify: which addresses are the same Article.

An address belongs to one Article only (``ArticleURL.key`` is unique). A page's final address and its canonical link
join two entries into one Article on three conditions: same publisher, the newcomer has no text of its own yet, and
headline and most paragraphs are those the other Article bears. A site whose every page names one canonical address
thus swallows nothing. An address nobody has yet is noted at the first reading, and later only while the headline
stays the same: a page that has begun to lead to another story must not take that story's address.
"""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction

from trackers.models import Article, ArticleURL, FoundBy, Tracking
from trackers.text.article import Extraction
from trackers.text.urls import BadURL, address_key, key_of, normalise_url


def find_by_address(url: str) -> ArticleURL | None:
    """Return the row of an address, or of one that differs only in what does not tell stories apart.

    A merge has moved the rows to the Article that is left. Raises BadURL for what is no web address.
    """
    return ArticleURL.objects.select_related("article").filter(key=address_key(url)).first()


def join_addresses(
    article: Article, extraction: Extraction, *, final_url: str, now: datetime
) -> Article | None:
    """Note the page's final and canonical addresses; return the other Article this one turned out to be, if any.

    When another Article is returned, ``article`` has been merged into it and keeps its addresses.
    """
    for key, (url, found_by) in _other_addresses(article, extraction, final_url=final_url).items():
        row = (
            ArticleURL.objects.select_related("article__source", "article__latest_version")
            .filter(key=key)
            .first()
        )
        if row is None:
            if _is_same_story_address(url) and _may_note(article, extraction):
                ArticleURL.objects.get_or_create(
                    key=key,
                    defaults={
                        "article": article,
                        "url": url,
                        "found_by": found_by,
                        "first_seen_at": now,
                        "last_seen_at": now,
                    },
                )
        elif row.article_id != article.pk and _may_join(article, row.article, extraction):
            _merge(article, row.article, now=now)
            return row.article
    return None


def _other_addresses(
    article: Article, extraction: Extraction, *, final_url: str
) -> dict[str, tuple[str, FoundBy]]:
    """Return the page's addresses on the Article's own site that are not the one it is asked for by, by their key."""
    own = address_key(article.url)
    others: dict[str, tuple[str, FoundBy]] = {}
    for url, found_by in ((final_url, FoundBy.REDIRECT), (extraction.canonical_url, FoundBy.CANONICAL)):
        try:
            address = normalise_url(url)
        except BadURL:
            continue
        key = key_of(address)
        if key != own and _site_of(key) == _site_of(own):
            others.setdefault(key, (address, found_by))
    return others


def _site_of(key: str) -> str:
    return key.split("/", 1)[0]


def _is_same_story_address(url: str) -> bool:
    """A home page or a bare section is where gone stories are sent to, never an address of a story."""
    path = urlsplit(url).path.strip("/")
    return path.count("/") >= 1 or "-" in path or any(letter.isdigit() for letter in path)


def _may_note(article: Article, extraction: Extraction) -> bool:
    return article.latest_version is None or article.latest_version.headline == extraction.headline


def _may_join(newcomer: Article, other: Article, extraction: Extraction) -> bool:
    return (
        newcomer.version_count == 0
        and newcomer.source_id == other.source_id
        and other.merged_into_id is None
        and other.latest_version is not None
        and other.latest_version.headline == extraction.headline
        and _share_paragraphs(other.latest_version.paragraphs, extraction.paragraphs)
    )


def _share_paragraphs(known: Sequence[str], read: Sequence[str]) -> bool:
    """Tell whether at least half of what was read stands in what is known: an edited copy, not another text."""
    return 2 * len(set(known) & set(read)) >= len(set(read))


def _merge(newcomer: Article, other: Article, *, now: datetime) -> None:
    """Let ``other`` bear the newcomer's addresses; one that was closed is followed again, for it was listed anew."""
    with transaction.atomic():
        Article.objects.filter(pk=newcomer.pk).update(merged_into=other, next_check_at=None)
        ArticleURL.objects.filter(article=newcomer).update(article=other)
        Article.objects.filter(pk=other.pk, tracking=Tracking.CLOSED).update(
            tracking=Tracking.ACTIVE, interval=newcomer.source.first_interval, next_check_at=now
        )
    newcomer.merged_into = other

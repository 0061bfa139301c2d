"""Identify: which Article a page belongs to, and which addresses are the same Article.

An address belongs to one Article only (``ArticleURL.key`` is unique). A page says that it is another address by a
permanent redirect (301, 308) or by its canonical link; it is believed only when the texts say so too. What a temporary
redirect leads to is no address of the Article, whatever that page calls itself. A page that has begun to lead to
another story is no reading of the first one. ``docs/decisions/0009-joining-addresses.md`` tells why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from trackers.models import Article, ArticleURL, FoundBy, Outcome, SourceState, Tracking
from trackers.pipeline.join import join_articles, may_be_joined
from trackers.text.extraction import Extraction
from trackers.text.fronts import is_front
from trackers.text.sameness import (
    are_one_text,
    have_one_headline,
    is_one_title,
    share_most_paragraphs,
    tell_one_story,
)
from trackers.text.urls import BadURL, address_key, key_of, normalise_url
from trackers.web.client import Hop

PERMANENT = frozenset({301, 308})


@dataclass(frozen=True)
class Route:
    """How an answer was reached: ``final_url`` gave the body; ``is_permanent`` when every redirect on the way was.

    A redirect that leaves the key of the address as it is (to https, to "www.") counts as none.
    """

    final_url: str
    is_permanent: bool


@dataclass(frozen=True)
class Elsewhere:
    """A page that is no reading of the Article it was asked for: the look's Outcome, one plain sentence, and whose."""

    outcome: Outcome
    detail: str
    article: Article | None = None


def find_by_address(url: str) -> ArticleURL | None:
    """Return the row of an address, or of one that differs only in what does not tell stories apart.

    A merge has moved the rows to the Article that is left. Raises BadURL for what is no web address.
    """
    return ArticleURL.objects.select_related("article").filter(key=address_key(url)).first()


def read_route(hops: Sequence[Hop], *, final_url: str) -> Route:
    """Return the Route of an answer from its redirects; without them, as for a stored response, none is permanent."""
    if not hops:
        return Route(final_url, is_permanent=False)
    is_permanent = all(
        hop.status in PERMANENT or address_key(hop.url) == address_key(after.url)
        for hop, after in pairwise(hops)
    )
    return Route(final_url, is_permanent=is_permanent)


def identify_page(
    article: Article, extraction: Extraction, *, route: Route, now: datetime
) -> Elsewhere | None:
    """Note what the page says of its addresses; return None when it is a reading of ``article``, else where it belongs.

    Another Article of the same text is joined with this one where the page says that they are one. Costs one query
    where the page names no other address, two or three where it does. ``article`` comes with ``source``,
    ``latest_version`` and ``last_snapshot``.
    """
    own = address_key(article.url)
    final, canonical = _key_or_none(route.final_url), _key_or_none(extraction.canonical_url)
    named = {key for key in (final, canonical) if key is not None and key != own}
    if not named:
        return None
    rows = ArticleURL.objects.select_related("article__source", "article__latest_version").in_bulk(
        list(named), field_name="key"
    )
    if final in named:
        row = rows.get(final)
        if row is None or row.article_id != article.pk:
            # What another page has merely claimed does not stand in the way of one that leads there.
            other = row.article if row is not None and not row.is_claim else None
            if away := _judge_redirect(article, extraction, other, route=route, now=now):
                return away
        if not route.is_permanent:
            return None  # nothing that a temporary stand-in says of itself is said of this Article
        if moved := _follow_redirect(article, extraction, row, route=route, now=now):
            return moved
    if canonical in named and canonical != final:
        return _follow_canonical(article, extraction, rows.get(canonical), now=now)
    return None


def _follow_redirect(
    article: Article, extraction: Extraction, row: ArticleURL | None, *, route: Route, now: datetime
) -> Elsewhere | None:
    """Take the address that a permanent redirect leads to, or join with the Article that has it."""
    if row is not None and not row.is_claim:
        return None if row.article_id == article.pk else _join(article, extraction, row.article, now=now)
    if _is_own_site(article, route.final_url) and not is_front(route.final_url, asked_url=article.url):
        _note(article, route.final_url, found_by=FoundBy.REDIRECT, now=now)
    return None


def _follow_canonical(
    article: Article, extraction: Extraction, row: ArticleURL | None, *, now: datetime
) -> Elsewhere | None:
    """Join with the Article that has the canonical address, or claim it.

    No look has tested what the page says, so an Article that is found at a claimed address later has it.
    """
    if row is not None:
        return None if row.article_id == article.pk else _join(article, extraction, row.article, now=now)
    url, known = extraction.canonical_url, article.latest_version
    if (
        _is_own_site(article, url)
        and not is_front(url, asked_url=article.url)
        and (known is None or have_one_headline(known, extraction))
    ):
        _note(article, url, found_by=FoundBy.CANONICAL, now=now)
    return None


def _join(article: Article, extraction: Extraction, other: Article, *, now: datetime) -> Elsewhere | None:
    left = join_articles(article, other, now=now) if _is_same_text(article, extraction, other) else None
    if left is None or left.pk == article.pk:
        return None
    return Elsewhere(Outcome.MOVED, _("The page says that it is article %(id)d.") % {"id": left.pk}, left)


def _judge_redirect(
    article: Article, extraction: Extraction, other: Article | None, *, route: Route, now: datetime
) -> Elsewhere | None:
    """Tell where a redirect to an address that is not the Article's own has led, None where it is still its story."""
    known = article.latest_version
    if known is None:
        return _wait_for(article, extraction, other, route=route, now=now) if other is not None else None
    if _is_where_it_was(article, route) or tell_one_story(known, extraction):
        return None
    if is_front(route.final_url, asked_url=article.url):
        return Elsewhere(
            Outcome.MISSING, _("The address leads to a front page now; the article is not there.")
        )
    if other is not None:
        words = _("The address leads to another story now: article %(id)d.") % {"id": other.pk}
        return Elsewhere(Outcome.MOVED, words, other)
    return Elsewhere(Outcome.MOVED, _("The address leads to another story now."))


def _wait_for(
    article: Article, extraction: Extraction, other: Article, *, route: Route, now: datetime
) -> Elsewhere | None:
    """Leave a page to the Article whose address it stands at: read for a newcomer as well, it would stand here twice.

    With a permanent redirect the two are joined as soon as the texts agree, that of the newcomer being no more than its
    title in the list; an Article that had been closed is looked at again to find out.
    """
    if other.source.state == SourceState.RETIRED:
        return None
    if route.is_permanent and other.source_id == article.source_id:
        if _is_same_text(article, extraction, other) and _is_as_listed(article, extraction):
            return None
        Article.objects.filter(pk=other.pk, tracking=Tracking.CLOSED).update(
            tracking=Tracking.ACTIVE, interval=other.source.first_interval, next_check_at=now
        )
    words = _("The address leads to article %(id)d, which is followed at its own address.")
    return Elsewhere(Outcome.MOVED, words % {"id": other.pk}, other)


def _is_as_listed(article: Article, extraction: Extraction) -> bool:
    """Tell whether a page bears the title that a list gave a newcomer: a notice that all addresses lead to does not."""
    titles = (extraction.headline, extraction.share_headline)
    return not article.entry_title or any(is_one_title(article.entry_title, title) for title in titles)


def _is_where_it_was(article: Article, route: Route) -> bool:
    """Tell whether the last reading came from there too: then the page has been edited, not exchanged."""
    last = article.last_snapshot
    return last is not None and _key_or_none(last.url) == _key_or_none(route.final_url)


def _is_same_text(article: Article, extraction: Extraction, other: Article) -> bool:
    """Tell whether the page, the other Article and what this one said last are one text: only then may they be one."""
    known = article.latest_version
    return (
        other.latest_version is not None
        and are_one_text(other.latest_version, extraction)
        and (known is None or share_most_paragraphs(known, extraction))
        and may_be_joined(article, other)
    )


def _note(article: Article, url: str, *, found_by: FoundBy, now: datetime) -> None:
    """Remember an address that nobody has, or that was no more than claimed. A rival may be faster."""
    address = normalise_url(url)
    key = key_of(address)
    with transaction.atomic():
        if found_by == FoundBy.REDIRECT:
            ArticleURL.objects.drop_claim(key, but_of=article)
        ArticleURL.objects.get_or_create(
            key=key,
            defaults={
                "article": article,
                "url": address,
                "found_by": found_by,
                "first_seen_at": now,
                "last_seen_at": now,
            },
        )


def _is_own_site(article: Article, url: str) -> bool:
    return _site_of(address_key(url)) == _site_of(address_key(article.url))


def _key_or_none(url: str) -> str | None:
    try:
        return key_of(normalise_url(url))
    except BadURL:
        return None


def _site_of(key: str) -> str:
    return key.split("/", 1)[0]

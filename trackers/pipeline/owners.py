"""Owners: whose an Article is. It belongs to the Source whose site it stands on, whichever list named it."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from trackers.models import Article, PublicText, Source, SourceState, Tracking
from trackers.text.urls import BadURL, address_key

logger = logging.getLogger(__name__)

_SHOWN = {PublicText.PRIVATE: 0, PublicText.PASSAGES: 1, PublicText.FULL: 2}


@dataclass(frozen=True)
class Owners:
    """The followed Sources by the host of their home page, "www." and the like left out."""

    sites: Mapping[str, Sequence[Source]]

    @classmethod
    def of_followed_sites(cls) -> Self:
        """Return the sites of all Sources that are not retired. One query."""
        sites: dict[str, list[Source]] = {}
        for source in Source.objects.exclude(state=SourceState.RETIRED).order_by("pk"):
            try:
                sites.setdefault(address_key(source.homepage).partition("/")[0], []).append(source)
            except BadURL:
                continue
        return cls(sites)

    def find(self, url: str, *, lister: Source) -> Source:
        """Return whose an address is: the Source with the nearest site, or the ``lister`` where nobody has one.

        A Source's site takes in the hosts below it, unless they are another's. Of several on one host the ``lister``
        comes first, then the one whose home page the address lies furthest below.
        """
        key = address_key(url)
        for host in _host_and_above(key.partition("/")[0]):
            if here := self.sites.get(host):
                if any(source.pk == lister.pk for source in here):
                    return lister
                return max(here, key=lambda source: (_depth(key, source), -source.pk))
        return lister


def take_over(article: Article, source: Source, *, now: datetime) -> bool:
    """Give a retired Source's Article to the Source that lists it now, due at once; tell whether it was given.

    Not where that would show the public more than the retired Source let it see: that is for an editor to decide. A
    paused Article stays paused.
    """
    old = article.source
    if source.pk == old.pk or (source.is_public and not old.is_public):
        return False
    if _SHOWN[PublicText(source.public_text)] > _SHOWN[PublicText(old.public_text)]:
        return False
    given = Article.objects.filter(pk=article.pk, source=old)
    if not given.update(source=source):
        return False
    Article.objects.filter(pk=article.pk).exclude(tracking=Tracking.PAUSED).update(
        tracking=Tracking.ACTIVE, interval=source.first_interval, next_check_at=now
    )
    logger.info("article_taken_over article=%s from=%s by=%s", article.pk, old.pk, source.pk)
    return True


def _host_and_above(host: str) -> Iterator[str]:
    """Yield a host and its parents, but no single word: "news.example.org", "example.org"."""
    while host:
        yield host
        _label, _dot, host = host.partition(".")
        if "." not in host:
            return


def _depth(key: str, source: Source) -> int:
    home = address_key(source.homepage)
    return len(home) if key == home or key.startswith(f"{home}/") else 0

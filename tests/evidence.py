"""Evidence for tests and benches that decide on readings without any stored response."""

from __future__ import annotations

from trackers.models import Article
from trackers.text.deciding import Rendition
from trackers.text.pagetext import PageText


class NoEvidence:
    """Nothing is kept: no page can be looked up, no response read again. An article's Versions are known."""

    def __init__(self, article: Article | None = None) -> None:
        self._article = article

    def older_page(self) -> PageText | None:
        return None

    def newer_page(self) -> PageText | None:
        return None

    def read_older(self) -> Rendition | None:
        return None

    def read_waiting(self) -> Rendition | None:
        return None

    def count_earlier(self, text_hash: str) -> int:
        return self._article.versions.filter(text_hash=text_hash).count() if self._article else 0


def mark_nothing(text: object) -> tuple[int, ...]:
    """No line is the template's."""
    return ()

"""A publisher whose articles change alike: pages that are stored, read and weighed as a look does it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import zstandard
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction

from tests.builders import NOON, make_article, make_snapshot, make_source, make_version
from tests.press import page_html
from trackers.models import WAITING, Article, RereadingReason, Snapshot, Source, WaitingFor
from trackers.models.snapshot import storage_name
from trackers.pipeline.incidents import Held, Step, Verdict, note_left, weigh
from trackers.pipeline.waiting import absorb_waiting
from trackers.text.article import read_article
from trackers.text.tidy import ArticleText, article_text, hash_text

SUBJECTS = (
    "ferry", "mill", "bridge", "tram", "library", "orchard", "lighthouse", "quarry", "theatre", "canal", "market",
    "museum",
)  # fmt: skip
LINE = "The pages of this harbour are printed on paper from Torne"


def story(subject: str) -> list[str]:
    """Paragraphs about something, long enough to be read and to collapse."""
    return [
        f"The {subject} was in the news on day {day} of the long {subject} affair, when its keeper spoke to our "
        f"reporter about the {subject} and what had become of it over the {day} years before."
        for day in range(2, 11)
    ]


def store(article: Article, html: str, *, at: datetime) -> Snapshot:
    """The row and the body of a response."""
    body = html.encode()
    digest = hashlib.sha256(body).hexdigest()
    if not storages["snapshots"].exists(storage_name(digest)):
        storages["snapshots"].save(storage_name(digest), ContentFile(zstandard.compress(body)))
    return make_snapshot(article, fetched_at=at, sha256=digest, size=len(body))


def text_of(html: str, article: Article) -> ArticleText:
    """What a page says."""
    return article_text(read_article(html.encode(), url=article.url, content_type="text/html; charset=utf-8"))


@dataclass
class Newsroom:
    """A publisher with read articles, and a clock that goes on a minute with every look."""

    source: Source = field(default_factory=make_source)
    now: datetime = NOON
    articles: list[Article] = field(default_factory=list)

    def publish(self, count: int) -> list[Article]:
        """Read so many new articles for the first time."""
        new = [self._read_first(subject) for subject in SUBJECTS[len(self.articles) :][:count]]
        self.articles += new
        return new

    def forward(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)

    def paragraphs(self, article: Article) -> list[str]:
        """What an article said first."""
        return story(SUBJECTS[[known.pk for known in self.articles].index(article.pk)])

    def see(
        self,
        article: Article,
        paragraphs: Sequence[str] | None = None,
        *,
        headline: str = "",
        confidence: float = 1.0,
    ) -> Held | None:
        """Look at an article that says something now, and do as a look does; return what was held of it."""
        self.forward(minutes=1)
        said = list(self.paragraphs(article) if paragraphs is None else paragraphs)
        html = page_html(headline or f"News of {article.pk}", said)
        snapshot = store(article, html, at=self.now)
        with transaction.atomic():
            locked = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
            shown = locked.basis or locked.latest_version
            assert shown is not None
            after = text_of(html, locked)
            if shown.text == after:
                note_left(locked, now=self.now)
                locked.forget_waiting()
                locked.text_seen_at = self.now
                locked.save()
                return None
            held = weigh(
                locked, Step(shown.text, after, confidence=confidence), snapshot=snapshot, now=self.now
            )
            if held is None:
                make_version(
                    locked,
                    headline=after.headline,
                    paragraphs=after.paragraphs,
                    observed_at=self.now,
                    snapshot=snapshot,
                )
                locked.forget_waiting()
                locked.save(update_fields=WAITING)
                return None
            self._wait(locked, after, snapshot)
            if held.verdict == Verdict.ABSORB:
                absorb_waiting(locked, reason=RereadingReason.TEMPLATE, now=self.now)
            return held

    def see_line(self, article: Article, line: str = LINE) -> Held | None:
        """Look at an article that has a new line after its third paragraph."""
        said = self.paragraphs(article)
        return self.see(article, [*said[:3], line, *said[3:]])

    def _wait(self, article: Article, text: ArticleText, snapshot: Snapshot) -> None:
        if article.waiting_hash != hash_text(text):
            article.waiting_since, article.waiting_snapshot = self.now, snapshot
        article.waiting_for, article.waiting_hash = WaitingFor.EDITOR, hash_text(text)
        article.save(update_fields=WAITING)

    def _read_first(self, subject: str) -> Article:
        article = make_article(self.source)
        html = page_html(f"News of {article.pk}", story(subject))
        text = text_of(html, article)
        make_version(
            article,
            headline=text.headline,
            paragraphs=text.paragraphs,
            observed_at=self.now,
            snapshot=store(article, html, at=self.now),
        )
        return article

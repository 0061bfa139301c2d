"""Versions that an older extractor read from pages that are stored: what a replay is for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import zstandard
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from tests.builders import make_article, make_snapshot, make_version
from tests.press import page_html
from trackers.desk.replay import ask_for_replay
from trackers.models import Article, Change, ReplayPurpose, ReplayRun, Snapshot, Version
from trackers.models.snapshot import storage_name
from trackers.pipeline.replay import work_on

HEADLINE = "Lock keepers of Quillmouth end their strike"
STORY = (
    "The lock keepers of Quillmouth went back to their gates on Tuesday after nine days of strike, their union said.",
    "Twelve barges had waited below the town since the first day, among them two that carried seed for the spring.",
    "Mayor Odile Brandt said that nobody had won, and that the canal board would publish its accounts before May.",
    "The board agreed to pay for night watches from the summer on, and to hire four more keepers for the upper gates.",
)
EDITED = (STORY[0], STORY[1].replace("Twelve", "Forty"), *STORY[2:])
# What an older extractor took for a line of the article.
TEASER = "How the goat of Saltgate learned to ride the tram to the upper town"


def store_body(article: Article, body: bytes, **fields: Any) -> Snapshot:
    """A response of an article with its body in the storage."""
    digest = hashlib.sha256(body).hexdigest()
    name = storage_name(digest)
    if not storages["snapshots"].exists(name):
        storages["snapshots"].save(name, ContentFile(zstandard.compress(body)))
    return make_snapshot(article, sha256=digest, size=len(body), **fields)


def store_page(
    article: Article, paragraphs: Sequence[str] = STORY, *, headline: str = HEADLINE, **fields: Any
) -> Snapshot:
    """A stored page that says what it is given."""
    return store_body(article, page_html(headline, paragraphs).encode(), **fields)


def read_long_ago(
    article: Article,
    paragraphs: Sequence[str],
    *,
    page: Sequence[str] | None = None,
    headline: str = HEADLINE,
    snapshot: Snapshot | None = None,
    **fields: Any,
) -> Version:
    """The article's next Version as an older extractor read it, of a page that says ``page`` when read today."""
    response = snapshot or store_page(article, page or paragraphs, headline=headline)
    return make_version(article, headline=headline, paragraphs=paragraphs, snapshot=response, **fields)


def make_phantom(article: Article | None = None) -> Change:
    """A Change that only our older reading saw: of two pages that say the same it took a teaser for a line of one."""
    article = article or make_article()
    read_long_ago(article, STORY)
    return change_to(read_long_ago(article, (*STORY, TEASER), page=STORY))


def make_muddled(article: Article | None = None) -> Change:
    """A real edit that our older reading muddled with a teaser."""
    article = article or make_article()
    read_long_ago(article, STORY)
    return change_to(read_long_ago(article, (*EDITED, TEASER), page=EDITED))


def change_to(version: Version) -> Change:
    """The edit that led to a Version, fresh."""
    rows = Change.objects.edits().select_related("article", "description", "from_version", "to_version")
    return rows.get(to_version=version)


def replay(**scope: Any) -> ReplayRun:
    """Ask for a replay and work on it to its end; return the run."""
    scope = {"purpose": ReplayPurpose.REHEARSE, "actor": None, "job": "test", **scope}
    return work_on(ask_for_replay(**scope).pk, job=scope["job"])


def apply(**scope: Any) -> ReplayRun:
    """The same for a replay that records what it finds."""
    return replay(purpose=ReplayPurpose.APPLY, **scope)

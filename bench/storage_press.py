"""The few articles of the storage benchmark that are real: pages, stored bodies, and the same text read again."""

import hashlib
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import zstandard
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection

from bench.storage_rows import HEADERS, edit_chance
from tests.evidence import NoEvidence, mark_nothing
from trackers.models import Article, Change, Check, MissingBody, Outcome, Snapshot, Source, Version
from trackers.models.snapshot import storage_name
from trackers.pipeline.extract import read_snapshot
from trackers.pipeline.version import Seen, let_go_on, record_reading
from trackers.text.deciding import Rendition
from trackers.text.extraction import Extraction
from trackers.text.tidy import article_text, hash_text

TOOK = timedelta(milliseconds=800)
PAGE_BYTES = 144_000
LEVEL = 9
WORDS = """
    harbour council ferry bridge lighthouse keeper storm mayor school budget island market winter train road nurse river
    museum vote strike tower garden police teacher fishing bakery library orchard festival tunnel
""".split()  # noqa: SIM905


def read_stored(snapshot: Snapshot) -> Extraction:
    """Read a stored response again; raise MissingBody where it is not kept any more."""
    extraction = read_snapshot(snapshot, asked_url=snapshot.url).extraction
    assert extraction is not None
    return extraction


@dataclass(frozen=True)
class Replayed:
    """How many responses were asked for, read with the right hash, and read again as the text that was recorded."""

    asked: int
    read: int
    same: int


class SamplePress:
    """Publishes a real article twice a day and looks at each by the pipeline's own stages."""

    def __init__(self, source: Source, *, seed: int) -> None:
        self.source = source
        self.random = random.Random(seed)
        self.article_ids: list[int] = []
        self.edits: Counter[int] = Counter()
        self.readings: dict[tuple[int, int], Extraction] = {}

    def publish(self, start: datetime, *, slot: int) -> None:
        """Publish one article every twelve hours."""
        if slot % 24:
            return
        url = f"{self.source.homepage}sample/{len(self.article_ids)}"
        article = Article.objects.create(
            source=self.source, url=url, first_seen_at=start + timedelta(minutes=7), next_check_at=start
        )
        self.article_ids.append(article.pk)
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO bench_sample VALUES (%s)", [article.pk])

    def look(self, start: datetime, end: datetime) -> Counter[str]:
        """Make the looks of the sample that fall into a stretch; return their Outcomes."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT a.id, p.number, a.first_seen_at + p.age FROM bench_plan p JOIN trackers_article a"
                " ON a.first_seen_at >= %(start)s - p.age AND a.first_seen_at < %(end)s - p.age"
                " JOIN bench_sample s ON s.article_id = a.id",
                {"start": start, "end": end},
            )
            rows = cursor.fetchall()
        return Counter(self._look(article_id, number, at) for article_id, number, at in rows)

    def _look(self, article_id: int, number: int, at: datetime) -> str:
        if number and self.random.random() < edit_chance(number):
            self.edits[article_id] += 1
        article = Article.objects.get(pk=article_id)
        body = make_page(article_id, edit=self.edits[article_id], furniture=self.random)
        snapshot = store_body(article, body, at=at + TOOK)
        # Read once an edit: that the others say the same is what the end of the month shows.
        key = (article_id, self.edits[article_id])
        extraction = self.readings.get(key) or read_stored(snapshot)
        self.readings[key] = extraction
        recorded = record_reading(
            article,
            Rendition(extraction),
            seen=Seen(snapshot, at, at + TOOK),
            evidence_of=lambda _: NoEvidence(),
            mark=mark_nothing,
            weigh=let_go_on,
        )
        Check.objects.create(
            article=article, started_at=at, elapsed_ms=800, outcome=recorded.outcome, status=200, wire_bytes=30720,
            snapshot=snapshot,
        )  # fmt: skip
        Article.objects.filter(pk=article_id).update(
            last_snapshot=snapshot, last_check_at=at + TOOK, last_outcome=recorded.outcome
        )
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO bench_look VALUES (%s, (%s AT TIME ZONE 'UTC')::date, %s)",
                [article_id, at, recorded.outcome],
            )
        return str(Outcome(recorded.outcome).value)


def make_page(article_id: int, *, edit: int, furniture: random.Random) -> bytes:
    """Return a page of 144 kB: one article, edited so many times, in furniture that is never the same."""
    text = random.Random(article_id)
    paragraphs = [
        f"<p>{' '.join(text.choice(WORDS) for _ in range(60)).capitalize()}, said witness {n}.</p>"
        for n in range(12)
    ]
    paragraphs[edit % 12] = (
        f"<p>After edit number {edit} the council said something else about the harbour.</p>"
    )
    head = f"<!doctype html><html lang='en'><head><title>Story {article_id}</title></head><body>"
    article = (
        f"<main><article><h1>Story {article_id} of the harbour</h1>{''.join(paragraphs)}</article></main>"
    )
    teasers: list[str] = []
    size = len(head) + len(article)
    while size < PAGE_BYTES:
        words = " ".join(furniture.choice(WORDS) for _ in range(6))
        teaser = (
            f'<li class="teaser teaser--small" data-id="{furniture.getrandbits(64):x}">'
            f'<a class="teaser__link" href="/news/{furniture.getrandbits(24):x}">'
            f'<span class="teaser__kicker">Most read</span><span class="teaser__title">{words}</span></a></li>'
        )
        teasers.append(teaser)
        size += len(teaser)
    return f"{head}{article}<aside><ul>{''.join(teasers)}</ul></aside></body></html>".encode()


def store_body(article: Article, body: bytes, *, at: datetime) -> Snapshot:
    """Store a body as a look does, and its row."""
    digest, packed = hashlib.sha256(body).hexdigest(), zstandard.ZstdCompressor(level=LEVEL).compress(body)
    storages["snapshots"].save(storage_name(digest), ContentFile(packed))
    return Snapshot.objects.create(
        article=article, fetched_at=at, url=article.url, status=200, headers=HEADERS, sha256=digest, size=len(body),
        stored_size=len(packed),
    )  # fmt: skip


def replay_sample(article_ids: Iterable[int]) -> Replayed:
    """Read every response beside a Version's boundary again and compare its text with the Version's."""
    boundaries = [
        (version.snapshot, version.text_hash)
        for version in Version.objects.filter(article__in=article_ids).select_related("snapshot")
    ]
    boundaries += [
        (change.old_snapshot, change.from_version.text_hash)
        for change in Change.objects.filter(article__in=article_ids).select_related(
            "old_snapshot", "from_version"
        )
    ]
    read = same = 0
    for snapshot, text_hash in boundaries:
        try:
            extraction = read_stored(snapshot)
        except MissingBody:
            continue
        read += 1
        same += hash_text(article_text(extraction)) == text_hash
    return Replayed(len(boundaries), read, same)

"""Which stored bodies are kept, and which go."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

import pytest
import zstandard
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from tests.builders import NOON, make_article, make_snapshot, make_source, make_version
from tests.press import Press
from trackers.models import Article, KeptFor, MissingBody, Snapshot, StoreDay, Version
from trackers.models.snapshot import storage_name
from trackers.pipeline.check import check_article
from trackers.pipeline.retention import GB, _forget, forget_bodies

pytestmark = pytest.mark.django_db

PARAGRAPHS = [
    f"Paragraph {n} of a story about a lighthouse that was painted green by mistake." for n in range(5)
]

MORE = tuple(
    f"Inspector {n} of the harbour board said that the colour had been ordered by telephone and misheard."
    for n in range(4)
)


def look(
    press: Press, article: Article, *, furniture: str = "", colour: str = "green", more: tuple[str, ...] = ()
) -> None:
    """Look at the story on its page; `more` makes an edit that is large enough to be told at once."""
    headline = f"Lighthouse painted {colour}"
    press.publish("/story", headline=headline, paragraphs=[*PARAGRAPHS, *more], furniture=furniture)
    check_article(article.pk, wire=press.wire())
    press.clock.forward(days=1)


def test_only_bodies_that_no_version_or_window_rests_on_go_after_their_time(press: Press) -> None:
    article = make_article(make_source(host_delay=timedelta(0)), url=press.url("/story"))
    look(press, article)
    for number in range(3):
        look(press, article, furniture=f"<p>Most read {number}</p>")
    look(press, article, colour="red", more=MORE)
    look(press, article, colour="red", more=MORE, furniture="<p>Most read 9</p>")
    first, wasted, wasted_too, before, version_2, latest = Snapshot.objects.order_by("pk")
    assert forget_bodies(now=press.clock.now, limit=100) == 0
    press.clock.forward(days=30)
    assert forget_bodies(now=press.clock.now, limit=100) == 2
    for kept in (first, before, version_2, latest):
        assert b"Lighthouse" in Snapshot.objects.get(pk=kept.pk).read_body()
    for gone in (wasted, wasted_too):
        row = Snapshot.objects.get(pk=gone.pk)
        assert row.sha256 == gone.sha256
        with pytest.raises(MissingBody):
            row.read_body()
    assert {version.snapshot_id for version in Version.objects.all()} == {first.pk, version_2.pk}


def test_a_body_two_rows_share_stays_while_one_needs_it(press: Press) -> None:
    source = make_source(host_delay=timedelta(0))
    article = make_article(source, url=press.url("/story"))
    look(press, article)
    look(press, article, furniture="<p>other</p>")
    twin = make_article(source, url=press.url("/twin"))
    press.pages["/twin"] = press.pages["/story"]
    check_article(twin.pk, wire=press.wire())
    look(press, article, furniture="<p>third</p>")
    shared = Snapshot.objects.filter(article=article).order_by("pk")[1]
    press.clock.forward(days=30)
    forget_bodies(now=press.clock.now, limit=100)
    assert Snapshot.objects.get(pk=shared.pk).body_deleted_at is not None
    assert Snapshot.objects.get(article=twin).read_body()


def test_a_body_that_was_tampered_with_is_not_returned(press: Press, settings: object) -> None:
    article = make_article(make_source(host_delay=timedelta(0)), url=press.url("/story"))
    look(press, article)
    snapshot = Snapshot.objects.get()
    assert snapshot.read_body()
    storages["snapshots"].delete(snapshot.storage_name)
    storages["snapshots"].save(snapshot.storage_name, ContentFile(zstandard.compress(b"<p>other words</p>")))
    with pytest.raises(MissingBody, match="not what was stored"):
        snapshot.read_body()


def stored(article: Article, at: datetime, *, size: int = 1000, body: bytes | None = None) -> Snapshot:
    """A response with a body in the storage, whose stored size is made up."""
    number = Snapshot.objects.count()
    body = body or f"<p>response {number} of article {article.pk}</p>".encode()
    digest = hashlib.sha256(body).hexdigest()
    name = storage_name(digest)
    if not storages["snapshots"].exists(name):
        storages["snapshots"].save(name, ContentFile(zstandard.compress(body)))
    return make_snapshot(article, fetched_at=at, sha256=digest, size=len(body), stored_size=size)


def has_body(snapshot: Snapshot) -> bool:
    row = Snapshot.objects.get(pk=snapshot.pk)
    there = storages["snapshots"].exists(row.storage_name)
    assert there == (row.body_deleted_at is None)
    return there


def held() -> int:
    day = StoreDay.objects.newest()
    assert day is not None
    return day.held_bytes


def test_over_budget_the_oldest_that_nothing_needs_goes_first_and_no_more_than_must(settings: Any) -> None:
    article = make_article()
    rows = [stored(article, NOON + timedelta(minutes=n)) for n in range(10)]
    Article.objects.filter(pk=article.pk).update(last_snapshot=rows[0])
    settings.RESPONSES_BUDGET_GB = 1000 * 250 / GB
    several = [stored(article, NOON + timedelta(minutes=20 + n)) for n in range(300)]
    forget_bodies(now=NOON + timedelta(hours=8), limit=10_000)
    gone = [has_body(row) for row in [*rows, *several]]
    # Down to 98 % of the budget, in steps of a hundred; the one that is its article's latest stays.
    assert gone[0] and not any(gone[1:101]) and all(gone[101:])
    assert held() == 1000 * 210


def test_within_the_budget_nothing_goes_before_its_time(settings: Any) -> None:
    settings.RESPONSES_BUDGET_GB = 1
    row = stored(make_article(), NOON)
    assert forget_bodies(now=NOON + timedelta(days=13), limit=100) == 0
    assert has_body(row) and held() == 1000


def test_a_response_that_was_stored_a_moment_ago_never_goes(settings: Any) -> None:
    row = stored(make_article(), NOON)
    settings.RESPONSES_BUDGET_GB = 1 / GB
    assert forget_bodies(now=NOON + timedelta(minutes=30), limit=100) == 0
    day = StoreDay.objects.newest()
    assert day is not None and day.full_at is not None
    assert forget_bodies(now=NOON + timedelta(minutes=90), limit=100) == 1
    day.refresh_from_db()
    assert day.full_at is None and not has_body(row)


def test_what_was_the_latest_response_once_goes_when_it_is_no_more(settings: Any) -> None:
    article = make_article()
    first, second = stored(article, NOON), stored(article, NOON + timedelta(days=20))
    Article.objects.filter(pk=article.pk).update(last_snapshot=first)
    assert forget_bodies(now=NOON + timedelta(days=20, hours=1), limit=100) == 0
    assert Snapshot.objects.get(pk=first.pk).kept_for == KeptFor.LATEST
    Article.objects.filter(pk=article.pk).update(last_snapshot=second)
    assert forget_bodies(now=NOON + timedelta(days=21, hours=1), limit=100) == 1
    assert not has_body(first) and has_body(second)


def test_with_the_body_its_headers_go_and_its_hash_stays() -> None:
    row = stored(make_article(), NOON)
    forget_bodies(now=NOON + timedelta(days=15), limit=100)
    kept = Snapshot.objects.get(pk=row.pk)
    assert (kept.headers, kept.sha256, kept.stored_size) == ([], row.sha256, 1000)


def test_the_ledger_counts_a_body_that_two_rows_share_once_and_corrects_itself_daily() -> None:
    article, twin = make_article(), make_article()
    settled = timedelta(minutes=2)
    stored(article, NOON, body=b"the same")
    forget_bodies(now=NOON + settled, limit=100)
    stored(twin, NOON + timedelta(hours=1), body=b"the same")
    stored(article, NOON + timedelta(hours=1), size=500)
    forget_bodies(now=NOON + timedelta(hours=1) + settled, limit=100)
    assert held() == 1500
    # A row that came to light late, behind the last measuring.
    stored(article, NOON + timedelta(minutes=30), size=70)
    forget_bodies(now=NOON + timedelta(hours=2), limit=100)
    assert held() == 1500
    forget_bodies(now=NOON + timedelta(days=1), limit=100)
    assert held() == 1570
    assert StoreDay.objects.get(day=NOON.date()).stored_bytes == 1500


def test_the_ledger_tells_what_came_and_went_by_day() -> None:
    article = make_article()
    for day in range(20):
        stored(article, NOON + timedelta(days=day), size=100)
        forget_bodies(now=NOON + timedelta(days=day, hours=1), limit=100)
    days = list(StoreDay.objects.order_by("day").values_list("stored_bytes", "freed_bytes", "held_bytes"))
    assert days[0] == (100, 0, 100) and days[13] == (100, 0, 1400)
    assert all(day == (100, 100, 1400) for day in days[14:])


def test_two_runs_at_once_take_bytes_off_once(settings: Any) -> None:
    row = stored(make_article(), NOON)
    forget_bodies(now=NOON + timedelta(hours=1), limit=1)
    day = StoreDay.objects.newest()
    assert day is not None
    for _ in range(2):
        _forget([row], day=day, now=NOON + timedelta(hours=2))
    day.refresh_from_db()
    assert (day.held_bytes, day.freed_bytes) == (0, 1000)


def test_what_is_kept_for_good_is_not_read_again_by_the_next_run() -> None:
    article = make_article()
    for day in range(5):
        snapshot = stored(article, NOON + timedelta(days=day))
        make_version(article, paragraphs=[f"Day {day}."], snapshot=snapshot)
    forget_bodies(now=NOON + timedelta(days=60), limit=100)
    assert not Snapshot.objects.undecided().exists()
    assert set(Snapshot.objects.values_list("kept_for", flat=True)) == {KeptFor.VERSION}

"""Which stored bodies are kept, and which go."""

from datetime import timedelta

import pytest

from tests.builders import make_article, make_source
from tests.press import Press
from trackers.models import Article, MissingBody, Snapshot, Version
from trackers.pipeline.check import check_article
from trackers.pipeline.retention import forget_bodies

pytestmark = pytest.mark.django_db

PARAGRAPHS = [
    f"Paragraph {n} of a story about a lighthouse that was painted green by mistake." for n in range(5)
]


def look(
    press: Press, article: Article, *, furniture: str = "", headline: str = "Lighthouse painted green"
) -> None:
    press.publish("/story", headline=headline, paragraphs=PARAGRAPHS, furniture=furniture)
    check_article(article.pk, wire=press.wire())
    press.clock.forward(days=1)


def test_only_bodies_that_no_version_or_window_rests_on_go_after_their_time(press: Press) -> None:
    article = make_article(make_source(host_delay=timedelta(0)), url=press.url("/story"))
    look(press, article)
    for number in range(3):
        look(press, article, furniture=f"<p>Most read {number}</p>")
    look(press, article, headline="Lighthouse painted red")
    look(press, article, headline="Lighthouse painted red", furniture="<p>Most read 9</p>")
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
    snapshot.sha256 = "0" * 64
    with pytest.raises(MissingBody):
        snapshot.read_body()

"""What looks through the pipeline make of readings: technical re-readings, texts that wait, incidents."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta

import pytest
import zstandard
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from tests.builders import NOON, make_article, make_editor, make_snapshot, make_source, make_version
from tests.press import Press, page_html
from trackers.desk.incidents import decide_incident
from trackers.models import (
    Article,
    Change,
    Incident,
    IncidentState,
    Outcome,
    Rereading,
    RereadingReason,
    Snapshot,
    Source,
    Version,
    WaitingFor,
)
from trackers.models.snapshot import storage_name
from trackers.pipeline.check import check_article
from trackers.pipeline.verdicts import carry_out
from trackers.pipeline.wire import Report
from trackers.text.extraction import EXTRACTOR

pytestmark = pytest.mark.django_db

HEADLINE = "Lock keeper finds lost bell"
STORY = (
    "The bell of the drowned chapel was found in the mud below the lower lock on Tuesday, its keeper said.",
    "Four divers had looked for it in vain every summer since the dam was built and the valley flooded.",
    "The keeper, Hanne Brook, saw its rim when the basin was drained to mend one of the gates.",
    "It weighs as much as a small car and will hang in the new tower once its crack has been mended.",
)
MORE = (
    "The parish council will vote in April on who pays for the frame, which has to be made of oak and may not touch "
    "the wall of the tower; two of its members said that they would rather have the bell stand in front of the church, "
    "where children can knock at it and nobody has to climb."
)
LINE = "Readers who like our river pages can have them printed on paper from the mill at Torne."


def look(press: Press, article: Article, *, minutes: float = 30) -> Report:
    press.clock.forward(minutes=minutes)
    return check_article(article.pk, wire=press.wire())


def publish(press: Press, path: str = "/bell", paragraphs: Sequence[str] = STORY, **more: str) -> str:
    return press.publish(path, headline=HEADLINE, paragraphs=paragraphs, **more)


def store_page(article: Article, paragraphs: Sequence[str]) -> Snapshot:
    """The response of a page as it was stored when it was received."""
    body = page_html(HEADLINE, paragraphs).encode()
    digest = hashlib.sha256(body).hexdigest()
    storages["snapshots"].save(storage_name(digest), ContentFile(zstandard.ZstdCompressor().compress(body)))
    return make_snapshot(article, sha256=digest, size=len(body))


def read_by_an_older_extractor(press: Press, *, without: str) -> Article:
    """An article whose first Version lacks a line that today's extractor reads on the same page."""
    article = make_article(make_source(host_delay=timedelta(0)), url=publish(press))
    lines = [line for line in STORY if line != without]
    make_version(article, headline=HEADLINE, paragraphs=lines, snapshot=store_page(article, STORY), lang="en")
    return article


def test_a_newer_extractor_makes_no_change_but_a_technical_rereading(press: Press) -> None:
    article = read_by_an_older_extractor(press, without=STORY[2])
    publish(press, furniture="<p>Most read 3</p>")
    assert look(press, article).outcome == Outcome.UNCHANGED
    article.refresh_from_db()
    rereading = Rereading.objects.get()
    assert article.basis == rereading and rereading.reason == RereadingReason.EXTRACTOR
    assert rereading.own_paragraphs == STORY and rereading.extractor == EXTRACTOR
    assert Version.objects.count() == 1 and not Change.objects.exists()
    publish(press, furniture="<p>Most read 7</p>")
    assert look(press, article).outcome == Outcome.UNCHANGED
    assert Rereading.objects.count() == 1


def test_an_edit_after_an_upgrade_is_told_without_what_the_upgrade_did(press: Press) -> None:
    article = read_by_an_older_extractor(press, without=STORY[2])
    publish(press, paragraphs=(*STORY, MORE))
    report = look(press, article)
    change = Change.objects.get()
    assert report.change == change and change.from_reading == Rereading.objects.get()
    assert change.text_before.text.paragraphs == STORY
    assert change.description.words_removed == 0 and change.description.words_added == len(MORE.split())


def test_an_edit_is_told_as_it_was_read_where_the_older_response_is_no_longer_kept(press: Press) -> None:
    article = make_article(
        make_source(host_delay=timedelta(0)), url=publish(press, paragraphs=(*STORY, MORE))
    )
    make_version(article, headline=HEADLINE, paragraphs=STORY, lang="en")
    assert look(press, article).change is not None
    assert Change.objects.get().from_reading is None


def test_a_second_look_that_sees_yet_more_makes_two_versions(press: Press) -> None:
    article = make_article(make_source(host_delay=timedelta(0)), url=publish(press))
    look(press, article)
    seen_as_it_was = press.clock.now
    once = STORY[1].replace("Four", "Seven")
    publish(press, paragraphs=(STORY[0], once, *STORY[2:]))
    assert look(press, article).outcome == Outcome.PENDING
    first = press.clock.now
    publish(press, paragraphs=(STORY[0], once, *STORY[2:], MORE))
    assert look(press, article, minutes=15).outcome == Outcome.NEW_VERSION
    windows = Change.objects.order_by("to_number").values_list("seen_old_at", "seen_new_at")
    assert list(windows) == [(seen_as_it_was, first), (first, press.clock.now)]
    assert all(change.announced_at for change in Change.objects.all())


def test_what_waits_is_said_on_the_article_and_dropped_when_the_text_is_back(press: Press) -> None:
    article = make_article(make_source(host_delay=timedelta(0)), url=publish(press))
    look(press, article)
    publish(press, paragraphs=STORY[:-1])
    look(press, article)
    article.refresh_from_db()
    assert article.waiting_for == WaitingFor.SECOND_LOOK and article.waiting_snapshot is not None
    assert article.next_check_at - press.clock.now <= timedelta(minutes=15)
    publish(press)
    assert look(press, article).outcome == Outcome.UNCHANGED
    article.refresh_from_db()
    assert (article.waiting_for, article.waiting_snapshot, article.waiting_looks) == ("", None, 0)
    assert article.variants.get().other == ""


# --- Many articles alike


def own_line(number: int) -> str:
    return (
        f"In that week the river stood {number * 7 + 3} hands above its mark at the old mill of lot {number}."
    )


def follow_many(press: Press, source: Source, *, count: int = 8) -> list[Article]:
    articles = []
    for number in range(count):
        own = own_line(number)
        url = publish(press, f"/bell-{number}", (own, *STORY))
        articles.append(make_article(source, url=url, next_check_at=NOON))
        look(press, articles[-1], minutes=0)
    return articles


def put_the_line_on_all(press: Press, articles: Sequence[Article], *, edited: int = -1) -> None:
    for number, _ in enumerate(articles):
        own = own_line(number)
        more = (MORE,) if number == edited else ()
        publish(press, f"/bell-{number}", (own, *STORY, *more, LINE))


def test_many_articles_that_change_alike_wait_for_one_decision(press: Press) -> None:
    articles = follow_many(press, make_source(host_delay=timedelta(0)))
    put_the_line_on_all(press, articles, edited=7)
    outcomes = [look(press, article, minutes=1).outcome for article in articles]
    assert outcomes[:7] == [Outcome.PENDING] * 7
    assert outcomes[7] == Outcome.NEW_VERSION, "the real edit among them is told"
    for article in articles[:7]:
        assert look(press, article, minutes=5).outcome == Outcome.PENDING
    incident = Incident.objects.get()
    assert incident.state == IncidentState.OPEN and incident.articles.held().count() == 7
    assert Change.objects.count() == 1
    assert set(
        Article.objects.filter(pk__in=[a.pk for a in articles[:7]]).values_list("waiting_for", flat=True)
    ) == {WaitingFor.EDITOR}


@pytest.mark.parametrize(("decision", "changes"), [("template", 0), ("real", 8)])
def test_one_decision_settles_all_of_them(press: Press, decision: str, changes: int) -> None:
    articles = follow_many(press, make_source(host_delay=timedelta(0)))
    put_the_line_on_all(press, articles)
    first_seen = {}
    for article in articles:
        look(press, article, minutes=1)
        first_seen[article.pk] = press.clock.now
    for article in articles:
        look(press, article, minutes=5)
    incident = Incident.objects.get()
    decide_incident(incident, decision, actor=make_editor("operator"), reason="New footer.")
    carried = carry_out(incident.pk, now=press.clock.now)
    assert (carried.settled, carried.failed) == (8, 0)
    assert Change.objects.count() == changes
    for change in Change.objects.all():
        assert change.seen_new_at == first_seen[change.article_id] and change.announced_at is not None
    assert Rereading.objects.filter(reason=RereadingReason.TEMPLATE).count() == 8 - changes
    for article in articles:
        assert look(press, article, minutes=30).outcome in {Outcome.UNCHANGED, Outcome.NOT_MODIFIED}
    assert Change.objects.count() == changes

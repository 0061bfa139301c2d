"""A text that differs is told in the end, with its first look's moment, whatever happens while it waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.builders import NOON, make_article, make_editor, make_source
from tests.pipeline.test_hinted_looks import put_in_force
from tests.pipeline.test_readings import (
    LINE,
    MORE,
    STORY,
    follow_many,
    look,
    own_line,
    publish,
    put_the_line_on_all,
)
from tests.press import Press
from trackers.desk.furniture import overrule_line
from trackers.desk.incidents import decide_incident
from trackers.models import Article, Change, FurnitureLine, HeldState, Incident, Standing, Via
from trackers.pipeline.check import converse_about, find_articles, settle
from trackers.pipeline.furnish import shared_templates
from trackers.pipeline.memory import MOST_VARIANTS_KEPT, note_flips
from trackers.pipeline.sight import see
from trackers.pipeline.verdicts import carry_out
from trackers.text.deciding import Flip
from trackers.text.learned import line_key

pytestmark = pytest.mark.django_db


def with_box(words: str, story: Sequence[str] = STORY) -> tuple[str, ...]:
    return (*story[:2], words, *story[2:])


def read_once(press: Press) -> Article:
    article = make_article(make_source(host_delay=timedelta(0)), url=publish(press))
    look(press, article)
    return article


def hold_many(press: Press) -> tuple[list[Article], Incident]:
    articles = follow_many(press, make_source(host_delay=timedelta(0)))
    put_the_line_on_all(press, articles)
    for _ in range(2):
        for article in articles:
            look(press, article, minutes=5)
    return articles, Incident.objects.get()


def test_a_short_text_that_comes_after_another_is_told_though_the_page_stays_as_it_is(press: Press) -> None:
    article = read_once(press)
    publish(press, paragraphs=with_box("Divers resume their search at dawn"))
    look(press, article)
    publish(press, paragraphs=with_box("Bell rung by hand on Friday"))
    look(press, article)
    seen_as_it_was = Article.objects.get(pk=article.pk).text_seen_at
    for _ in range(3):
        look(press, article)
    change = Change.objects.get()
    assert change.description.added == "Bell rung by hand on Friday"
    assert change.seen_old_at == seen_as_it_was


def test_a_text_is_told_that_is_looked_at_between_a_decision_and_its_carrying_out(press: Press) -> None:
    articles, incident = hold_many(press)
    first = incident.articles.get(article=articles[0])
    decide_incident(incident, "real", actor=make_editor("operator"), reason="A new rule of theirs.")
    look(press, articles[0], minutes=5)
    assert carry_out(incident.pk, now=press.clock.now).failed == 0
    look(press, articles[0], minutes=5)
    change = Change.objects.get(article=articles[0])
    assert change.seen_new_at == first.seen_at
    assert Article.objects.get(pk=articles[0].pk).waiting_for == ""


def test_a_held_text_keeps_its_first_look_when_the_pages_are_read_otherwise_meanwhile(press: Press) -> None:
    articles, incident = hold_many(press)
    first = incident.articles.get(article=articles[0])
    before = Article.objects.get(pk=articles[0].pk)
    put_in_force(articles[0].source, standfirst="footer p")
    look(press, articles[0], minutes=5)
    after = Article.objects.get(pk=articles[0].pk)
    assert after.waiting_hash != before.waiting_hash
    assert (after.waiting_since, after.waiting_snapshot) == (before.waiting_since, before.waiting_snapshot)
    row = incident.articles.get(article=articles[0])
    assert (row.state, row.seen_at, row.snapshot) == (HeldState.HELD, first.seen_at, first.snapshot)


def test_a_text_is_last_seen_when_it_waited_though_the_same_response_was_seen_before(press: Press) -> None:
    article = read_once(press)
    for words in ("Divers resume their search at dawn", "Bell rung by hand on Friday"):
        publish(press, paragraphs=with_box(words))
        look(press, article)
    look(press, article)
    waited = press.clock.now
    publish(press, paragraphs=(*with_box("Bell rung by hand on Friday"), MORE))
    look(press, article)
    windows = Change.objects.order_by("to_number").values_list("seen_old_at", "seen_new_at")
    assert windows[0][1] == windows[1][0] == waited


# --- What editors do while an article is followed


def test_an_overruled_line_that_goes_from_the_page_later_is_a_change(press: Press) -> None:
    source = make_source(host_delay=timedelta(0))
    line = FurnitureLine.objects.create(
        source=source,
        key=line_key(LINE),
        sample=LINE,
        first_seen_at=NOON,
        last_seen_at=NOON,
        articles=12,
        of=40,
        standing=Standing.LEARNED,
    )
    shared_templates.cache_clear()
    article = make_article(source, url=publish(press, paragraphs=(*STORY, LINE)))
    look(press, article)
    overrule_line(line, actor=make_editor("source_manager"))
    publish(press, paragraphs=(*STORY, LINE), furniture="<p>Most read 3</p>")
    look(press, article)
    assert not Change.objects.exists()
    publish(press)
    for _ in range(3):
        look(press, article, minutes=90)
    assert Change.objects.get().description.removed == LINE


def test_a_look_is_compared_with_what_an_editor_decided_while_it_was_made(press: Press) -> None:
    source = make_source(host_delay=timedelta(0))
    articles = []
    for number in range(8):
        url = publish(press, f"/bell-{number}", (own_line(number), *STORY, LINE))
        articles.append(make_article(source, url=url))
        look(press, articles[-1], minutes=0)
    for number in range(8):
        publish(press, f"/bell-{number}", (own_line(number), *STORY))
    for article in (*articles, *articles):
        look(press, article, minutes=5)
    article, incident = articles[0], Incident.objects.get()
    decide_incident(incident, "real", actor=make_editor("operator"), reason="Their mill has closed.")
    publish(press, "/bell-0", (own_line(0), *STORY, LINE))
    press.clock.forward(minutes=5)
    stale, wire = find_articles([article.pk]).get(), press.wire()
    with converse_about(stale, wire=wire) as conversation:
        sight = see(stale, conversation=conversation)
    carry_out(incident.pk, now=press.clock.now)
    settle([sight], via=Via.CLOCK)
    for _ in range(3):
        look(press, article, minutes=150)
    told = [
        (change.description.removed, change.description.added)
        for change in Change.objects.filter(article=article).order_by("to_number")
    ]
    assert told == [(LINE, ""), ("", LINE)]


def test_an_article_keeps_so_many_places_that_flip_and_no_more() -> None:
    article = make_article(make_source())
    often = Flip("headline", "Lock keeper finds lost bell", "Bell found")
    for number in range(2):
        note_flips(article, [often], at=NOON + timedelta(hours=number))
    for number in range(MOST_VARIANTS_KEPT + 20):
        at = NOON + timedelta(hours=2 + number)
        note_flips(article, [Flip("paragraphs", "", f"Offer {number}")], at=at)
    assert article.variants.count() == MOST_VARIANTS_KEPT
    assert article.variants.filter(field="headline").exists(), "seen twice, it stays"
    assert article.variants.filter(other=f"Offer {MOST_VARIANTS_KEPT + 19}").exists(), "the newest stay"

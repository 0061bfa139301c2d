"""Lowered changes: off the lists, one click away, and named on every page of theirs."""

import pytest
from django.test import Client

from tests import noise
from tests.builders import make_article, make_source
from tests.noise import make_clock, make_figure
from tests.views.asking import ask, links, words
from tests.views.everything import annotate
from trackers.models import Source, SourceState

pytestmark = pytest.mark.django_db


def test_a_publishers_list_leaves_lowered_changes_out_and_a_switch_shows_them() -> None:
    source = make_source()
    rule = noise.in_force("Page clocks")
    lowered, kept = make_clock(make_article(source)), make_figure(make_article(source))
    path = source.get_absolute_url()
    assert kept.get_absolute_url() in links(ask(path)) and lowered.get_absolute_url() not in links(ask(path))
    assert f"{path}?all=1" in links(ask(path))
    everything = ask(f"{path}?all=1")
    assert {kept.get_absolute_url(), lowered.get_absolute_url(), path} <= set(links(everything))
    (card,) = [card for card in everything.cssselect(".card") if "Lowered" in words(card)]
    assert "Lowered by the rule Page clocks" in words(card)
    assert [a.get("href") for a in card.cssselect(".lowered a")] == [f"/rules/#rule-{rule.pk}"]


def test_the_switch_stays_on_from_page_to_page() -> None:
    source = make_source()
    for _ in range(11):
        make_clock(make_article(source))
    (older,) = [link for link in links(ask(f"{source.get_absolute_url()}?all=1")) if "changes_before" in link]
    assert older.startswith("?all=1&")


def test_a_lowered_change_keeps_its_page_which_names_the_rule() -> None:
    noise.in_force("Page clocks")
    page = ask(make_clock().get_absolute_url())
    said = words(page)
    assert "Lowered by the rule Page clocks" in said
    assert "lowered by the rule “Page clocks”: -100" in said
    assert "Lowered by" not in words(ask(make_figure().get_absolute_url()))


def test_what_an_editor_has_spoken_of_stays_in_the_list() -> None:
    noise.in_force()
    change = make_clock()
    annotate(change, text="It is more than a clock.")
    path = change.article.source.get_absolute_url()
    assert change.get_absolute_url() in links(ask(path))


def test_feeds_carry_everything() -> None:
    change = make_clock()
    before = Client().get("/feeds/changes.atom").content
    noise.in_force()
    after = Client().get("/feeds/changes.atom").content
    assert change.get_absolute_url().encode() in after and after == before


def test_the_rules_stand_on_a_page_of_their_own() -> None:
    assert "There is no such rule yet" in words(ask("/rules/"))
    make_clock()
    noise.draft("Not yet")
    source = make_source(name="The Ostby Herald")
    first = noise.in_force("Page clocks", source=source, most_words=4)
    noise.withdraw(first)
    noise.in_force("All clocks")
    said = words(ask("/rules/"))
    assert "Not yet" not in said
    assert said.index("All clocks") < said.index("Page clocks")
    assert "it lowers 1 change." in said and "of The Ostby Herald · at most 4 words" in said
    assert "what it lowered has the rank again that it had" in said


def test_the_rule_of_a_publisher_that_is_not_public_is_not_shown() -> None:
    source = make_source(name="The Ostby Herald")
    noise.in_force(source=source)
    Source.objects.update(exposure="withheld", state=SourceState.ACTIVE)
    assert "There is no such rule yet" in words(ask("/rules/"))

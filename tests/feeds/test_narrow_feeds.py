"""Feeds of a kind, of a label, of notices to readers, of pages gone and back: what they hold and when they forget."""

from collections.abc import Callable
from itertools import product
from typing import Any

import feedparser
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from tests.builders import make_article, make_change, make_gone, make_return, make_source, make_version
from tests.feeds.asking import (
    FORMS,
    PROBLEMS,
    address,
    get_feed,
    hide_article,
    hide_source,
    publish_annotation,
    take_back,
)
from tests.feeds.rules import ATOM, fragment_problems
from tests.feeds.test_validity import HOSTILE, texts
from tests.noise import in_force, make_clock
from trackers.feeds.passages import forget_passages
from trackers.models import (
    Annotation,
    Change,
    ChangeKind,
    Description,
    Disclosure,
    Exposure,
    ExposureReason,
    Label,
    PublicText,
)

pytestmark = pytest.mark.django_db

KIND, LABEL = ("kind", ("number",)), ("label", ("test-figure",))
DISCLOSED, ABSENCES = ("disclosed", ()), ("absences", ())
ROUTES: list[tuple[str, tuple[str, ...]]] = [KIND, LABEL, DISCLOSED, ABSENCES]
TYPES = {"atom": "application/atom+xml; charset=utf-8", "rss": "application/rss+xml; charset=utf-8"}


def fill(text: str = "", **source: Any) -> Change:
    """An article with a figure that was corrected and labelled, whose page went and came back; the first Change."""
    article = make_article(make_source(**source), url="https://gazette.example/ferry")
    make_version(article, headline=f"Ferry sails {text}", paragraphs=[f"It has 12 berths {text}."])
    change = make_change(
        article,
        new={
            "headline": f"Ferry stays {text}",
            "paragraphs": [f"It has 40 berths {text}.", "Correction: an earlier version said 12."],
        },
    )
    publish_annotation(change, note=text or "The figure was corrected.", labels=("Figure",))
    make_gone(article)
    make_return(article)
    return change


def ids(route: str, *arguments: Any) -> list[str]:
    """The last part of each entry's id, in the feed's order, which is the same in both forms."""
    found = {form: feedparser.parse(get_feed(f"{route}_{form}", *arguments)).entries for form in FORMS}
    assert [entry.id for entry in found["atom"]] == [entry.id for entry in found["rss"]]
    return [entry.id.rpartition("/")[2] for entry in found["atom"]]


def test_a_feed_is_valid_and_names_itself(client: Client, settings: Any) -> None:
    fill()
    for (route, arguments), form in product(ROUTES, FORMS):
        path = address(f"{route}_{form}", *arguments)
        response = client.get(path)
        assert response["Content-Type"] == TYPES[form], path
        assert PROBLEMS[form](response.content) == [], path
        entries = texts(response.content, form)
        assert len(entries) == (2 if route == "absences" else 1), path
        assert all(fragment_problems(words) == [] for _, words in entries), path
        own = feedparser.parse(response.content).feed
        assert [link.href for link in own.links if link.rel == "self"] == [f"{settings.PUBLIC_URL}{path}"]


@pytest.mark.parametrize("public_text", [PublicText.FULL, PublicText.PASSAGES])
def test_hostile_text_stays_text(public_text: PublicText) -> None:
    fill(
        " ".join(HOSTILE), public_text=public_text, name="]]> <b>Gazette</b>", homepage="javascript:alert(5)"
    )
    Label.objects.filter(code="test-figure").update(name="Figure ]]> <b> &lt;i&gt; \u202e")
    for (route, arguments), form in product(ROUTES, FORMS):
        body = get_feed(f"{route}_{form}", *arguments)
        assert PROBLEMS[form](body) == [], (route, form)
        assert b"alert(5)" not in body, (route, form)
        entries = texts(body, form)
        assert entries and all(fragment_problems(words) == [] for _, words in entries), (route, form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("route", "arguments"), [KIND, DISCLOSED, ABSENCES])
def test_a_feed_without_entries_is_valid_and_stays_the_same(
    route: str, arguments: tuple[str, ...], form: str
) -> None:
    body = get_feed(f"{route}_{form}", *arguments)
    assert PROBLEMS[form](body) == []
    assert texts(body, form) == []
    assert get_feed(f"{route}_{form}", *arguments) == body


def test_every_kind_has_a_feed_and_nothing_else_has(client: Client) -> None:
    for kind in ChangeKind:
        for form in FORMS:
            assert PROBLEMS[form](get_feed(f"kind_{form}", kind.value)) == [], kind
    for nothing in ("nothing", "NUMBER", "number-", "Number"):
        assert client.get(f"/feeds/kinds/{nothing}.atom").status_code == 404


def test_a_kind_holds_its_own_changes_alone() -> None:
    figure, name = make_change(new=["Forty people were rescued."]), fill()
    moved = make_change(
        old={"headline": "Bells silent", "paragraphs": ["One."]},
        new={"headline": "Bells to ring", "paragraphs": ["One."]},
    )
    Description.objects.filter(change=figure).update(kinds=["number"])
    assert ids("kind", "number") == [str(name.uuid), str(figure.uuid)]
    assert str(moved.uuid) in ids("kind", "headline")


def test_a_change_told_anew_comes_to_those_who_ask_by_tag_and_by_date(client: Client) -> None:
    change = fill()
    path = address("kind_atom", "negation")
    first = client.get(path)
    assert "Last-Modified" not in first
    by_tag = {"if-none-match": first["ETag"]}
    assert client.get(path, headers=by_tag).status_code == 304
    Description.objects.filter(change=change).update(kinds=["negation"])
    for headers in (by_tag, {"if-modified-since": "Sat, 14 Mar 2026 23:00:00 GMT"}):
        answer = client.get(path, headers=headers)
        assert answer.status_code == 200
        assert str(change.uuid) in answer.text


def test_a_change_is_disclosed_where_its_page_says_more_than_a_newer_date() -> None:
    change = fill()
    for disclosure in Disclosure:
        Description.objects.update(disclosure="")
        Description.objects.filter(change=change).update(disclosure=disclosure)
        is_silent = disclosure in (Disclosure.NONE, Disclosure.TIMESTAMP)
        assert ids("disclosed") == ([] if is_silent else [str(change.uuid)]), disclosure


def test_gone_and_back_holds_no_edit() -> None:
    fill()
    entries = feedparser.parse(get_feed("absences_atom")).entries
    assert [entry.title for entry in entries] == ["Back: Ferry stays", "Gone: Ferry stays"]


@pytest.mark.parametrize("form", FORMS)
def test_gone_and_back_is_answered_by_date_as_well(form: str, client: Client) -> None:
    article = fill().article
    path = address(f"absences_{form}")
    seen = {"if-modified-since": client.get(path)["Last-Modified"]}
    assert client.get(path, headers=seen).status_code == 304
    article.refresh_from_db()
    make_gone(article)
    assert client.get(path, headers=seen).status_code == 200


def test_an_entry_has_one_id_in_every_feed_that_holds_it() -> None:
    change = fill()
    assert ids("label", "test-figure") == ids("annotated") == [str(Annotation.objects.get().uuid)]
    assert ids("kind", "number") == ids("disclosed") == [str(change.uuid)]
    assert set(ids("absences")) < set(ids("changes"))


def test_the_feed_of_a_label_keeps_its_id_when_the_desk_renames_it() -> None:
    fill()
    before = etree.fromstring(get_feed("label_atom", "test-figure")).findtext(f"{ATOM}id")
    Label.objects.filter(code="test-figure").update(name="Amount")
    feed = etree.fromstring(get_feed("label_atom", "test-figure"))
    assert feed.findtext(f"{ATOM}id") == before
    assert feed.findtext(f"{ATOM}title") == "Newswatch: changes labelled “Amount”"


def test_a_label_under_which_nothing_was_published_has_no_feed(client: Client) -> None:
    annotation = publish_annotation(make_change(), labels=("Figure",))
    path = address("label_atom", "test-figure")
    assert client.get(path).status_code == 200
    Label.objects.create(code="test-unused", name="Unused")
    annotation.labels.set(Label.objects.filter(code="test-unused"))
    assert client.get(address("label_atom", "test-unused")).status_code == 404
    assert client.get(address("label_atom", "nobody")).status_code == 404


def test_a_label_whose_notes_were_retracted_keeps_a_feed_that_says_so() -> None:
    fill()
    take_back(*Annotation.objects.all())
    assert len(ids("label", "test-figure")) == 1
    assert "Retracted: " in get_feed("label_atom", "test-figure").decode()


def test_a_label_that_is_retired_keeps_its_feed() -> None:
    change = fill()
    Label.objects.update(retired_at=change.seen_new_at)
    assert len(ids("label", "test-figure")) == 1


def test_what_is_withheld_is_in_no_feed() -> None:
    change = fill()
    article = change.article
    hides: list[Callable[[], object]] = [
        lambda: hide_article(article, exposure=Exposure.WITHHELD, exposure_reason=ExposureReason.EDITORIAL),
        lambda: hide_article(article, exposure=Exposure.CANCELED, exposure_reason=ExposureReason.LEGAL),
        lambda: hide_article(article, merged_into=make_article()),
        lambda: hide_source(article.source, exposure=Exposure.WITHHELD),
        lambda: hide_source(article.source, public_text=PublicText.PRIVATE),
        lambda: Change.objects.update(announced_at=None),
    ]
    for hide in hides:
        assert all(ids(route, *arguments) for route, arguments in ROUTES)
        announced = dict(Change.objects.values_list("pk", "announced_at"))
        hide()
        for (route, arguments), form in product(ROUTES, FORMS):
            assert b"erry" not in get_feed(f"{route}_{form}", *arguments), (route, form)
        hide_article(article, exposure=Exposure.USABLE, exposure_reason="", merged_into=None)
        hide_source(article.source, exposure=Exposure.USABLE, public_text=PublicText.FULL)
        for pk, moment in announced.items():
            Change.objects.filter(pk=pk).update(announced_at=moment)


def test_a_feed_of_a_kind_holds_what_a_noise_rule_lowered() -> None:
    change = make_clock()
    in_force()
    assert Description.objects.get(change=change).lowered_by is not None
    assert ids("kind", "furniture") == [str(change.uuid)]


def test_a_feed_costs_the_same_however_many_entries_it_has() -> None:
    fill()
    asked = [(f"{route}_{form}", *arguments) for form in FORMS for route, arguments in ROUTES]
    few = {route: count_queries(route, *arguments) for route, *arguments in asked}
    label = Label.objects.get(code="test-figure")
    for number in range(12):
        change = make_change(new=["Forty.", f"Correction: an earlier version said {number}."])
        publish_annotation(change).labels.add(label)
        make_gone(change.article)
    many = {route: count_queries(route, *arguments) for route, *arguments in asked}
    costs = {"kind": 3, "label": 6, "disclosed": 3, "absences": 2}
    assert many == {f"{route}_{form}": cost for form in FORMS for route, cost in costs.items()}
    assert all(few[route] <= many[route] for route in many)


def count_queries(route: str, *arguments: Any) -> int:
    """How many queries a feed takes in a process that has not seen its changes."""
    forget_passages()
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        get_feed(route, *arguments)
    return len(queries)


def test_feeds_are_read_only(client: Client) -> None:
    fill()
    for route, arguments in ROUTES:
        assert client.post(address(f"{route}_atom", *arguments)).status_code == 405, route
        assert client.head(address(f"{route}_rss", *arguments)).status_code == 200, route

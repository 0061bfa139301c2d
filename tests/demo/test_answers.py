"""The demo press's HTTP manners, asked without a socket."""

from __future__ import annotations

import gzip
from datetime import datetime, timedelta
from http import HTTPStatus

import pytest

from newswatch.demo.answers import VALIDATORS, Answer, Request, Validator, accepts_gzip, answer
from tests.demo.papers import ADDRESS, FOUNDED, PAPER


def ask(target: str, *, at: float = 0, load: int = 1, **headers: str) -> Answer:
    request = Request(target, {name.replace("_", "-"): value for name, value in headers.items()})
    now: datetime = FOUNDED + timedelta(seconds=at)
    return answer(request, paper=PAPER, now=now, load=load, address=ADDRESS)


def header(sent: Answer, name: str) -> str:
    return dict(sent.headers).get(name, "")


def test_an_unchanged_article_of_the_city_is_not_sent_again_and_a_changed_one_is() -> None:
    etag = header(ask("/city/warehouse-fire"), "ETag")

    assert ask("/city/warehouse-fire", at=5, load=2, if_none_match=etag).status == HTTPStatus.NOT_MODIFIED
    assert (
        ask("/city/warehouse-fire", at=5, load=2, if_none_match=f'"x", {etag}').status
        == HTTPStatus.NOT_MODIFIED
    )
    assert ask("/city/warehouse-fire", at=6, load=2, if_none_match=etag).status == HTTPStatus.OK


def test_a_304_has_no_body_and_names_the_validators_again() -> None:
    first = ask("/city/warehouse-fire")
    again = ask("/city/warehouse-fire", load=2, if_none_match=header(first, "ETag"), accept_encoding="gzip")

    assert again.body == b""
    assert header(again, "ETag") == header(first, "ETag")
    assert not header(again, "Content-Type") and not header(again, "Content-Encoding")


def test_business_is_recognised_by_its_date_alone() -> None:
    first = ask("/business/shipyard-order")
    since = header(first, "Last-Modified")

    assert not header(first, "ETag")
    assert ask("/business/shipyard-order", at=60, if_modified_since=since).status == HTTPStatus.NOT_MODIFIED
    assert ask("/business/shipyard-order", at=67, if_modified_since=since).status == HTTPStatus.OK
    assert ask("/business/shipyard-order", if_modified_since="yesterday").status == HTTPStatus.OK


def test_world_and_culture_are_sent_whole_every_time() -> None:
    world, culture = ask("/world/korvenia-election"), ask("/culture/dialect-dictionary")

    assert not header(world, "ETag") and not header(world, "Last-Modified")
    assert header(culture, "ETag")
    again = ask("/culture/dialect-dictionary", load=2, if_none_match=header(culture, "ETag"))
    assert again.status == HTTPStatus.OK


def test_an_unknown_etag_counts_for_more_than_a_known_date() -> None:
    since = header(ask("/city/tram-goat"), "Last-Modified")

    assert ask("/city/tram-goat", if_modified_since=since).status == HTTPStatus.NOT_MODIFIED
    assert ask("/city/tram-goat", if_modified_since=since, if_none_match='"other"').status == HTTPStatus.OK


@pytest.mark.parametrize("page", PAPER.stories, ids=lambda page: page.slug)
def test_every_edit_of_every_story_gets_past_its_own_validators(page) -> None:
    moments = [at for at in (10, 100, 331, 700, 4000, 20_000) if at > page.published]
    known: tuple[str, str, object] | None = None
    for at in moments:
        state = PAPER.at(at).page(page.path)
        assert state is not None
        if known:
            asked = (
                {"if_none_match": known[0]}
                if known[0]
                else {"if_modified_since": known[1]}
                if known[1]
                else {}
            )
            sent = ask(page.path, at=at, load=int(at), **asked)
            changed = (state.text, state.modern, state.gone) != known[2]
            expected = HTTPStatus.GONE if state.gone else HTTPStatus.OK
            if (
                not changed
                and VALIDATORS[page.section] in {Validator.ETAG, Validator.DATE}
                and not state.gone
            ):
                expected = HTTPStatus.NOT_MODIFIED
            assert sent.status == expected
        sent = ask(page.path, at=at)
        known = header(sent, "ETag"), header(sent, "Last-Modified"), (state.text, state.modern, state.gone)


def test_a_vanished_story_is_gone_and_not_merely_missing() -> None:
    assert ask("/business/kestrel-line-pension", at=119).status == HTTPStatus.OK
    gone = ask("/business/kestrel-line-pension", at=120)
    assert gone.status == HTTPStatus.GONE
    assert b"pension" not in gone.body
    assert ask("/business/never-was").status == HTTPStatus.NOT_FOUND


def test_a_story_that_is_not_published_yet_is_not_found() -> None:
    assert ask("/city/saltgate-power-cut", at=21).status == HTTPStatus.NOT_FOUND
    assert ask("/city/saltgate-power-cut", at=22).status == HTTPStatus.OK


def test_tracking_parameters_lead_to_the_same_page() -> None:
    plain, tracked = ask("/city/tram-goat"), ask("/city/tram-goat?utm_source=courier&utm_medium=rss")

    assert plain == tracked


def test_what_is_packed_is_the_same_as_what_is_not() -> None:
    plain, packed = ask("/feeds/all.rss"), ask("/feeds/all.rss", accept_encoding="br, gzip;q=0.5")

    assert gzip.decompress(packed.body) == plain.body
    assert header(packed, "Content-Encoding") == "gzip" and not header(plain, "Content-Encoding")
    assert header(packed, "Vary") == header(plain, "Vary") == "Accept-Encoding"


@pytest.mark.parametrize(
    ("value", "packed"),
    [
        ("gzip", True),
        ("GZIP", True),
        ("*", True),
        ("br, gzip;q=1", True),
        ("gzip;q=0", False),
        ("br", False),
        ("", False),
    ],
)
def test_only_those_who_ask_for_it_get_gzip(value: str, packed: bool) -> None:
    assert accepts_gzip(value) is packed


def test_a_feed_is_304_until_something_in_it_changes() -> None:
    etag = header(ask("/feeds/all.rss"), "ETag")

    assert ask("/feeds/all.rss", at=5, load=9, if_none_match=etag).status == HTTPStatus.NOT_MODIFIED
    assert ask("/feeds/all.rss", at=7, load=9, if_none_match=etag).status == HTTPStatus.OK


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html"),
        ("/city/", 200, "text/html"),
        ("/culture/", 200, "text/html"),
        ("/city", 301, "text/plain"),
        ("/about", 200, "text/html"),
        ("/robots.txt", 200, "text/plain"),
        ("/private/notebook", 200, "text/html"),
        ("/style.css", 200, "text/css"),
        ("/modern.css", 200, "text/css"),
        ("/pictures/tram-goat.svg", 200, "image/svg"),
        ("/feeds/world.atom", 200, "application/atom+xml"),
        ("/feeds/nowhere.rss", 404, "text/html"),
        ("/feeds/../../etc/passwd.rss", 404, "text/html"),
        ("//", 404, "text/html"),
        ("/all/", 404, "text/html"),
    ],
)
def test_what_else_can_be_asked_for(path: str, status: int, kind: str) -> None:
    sent = ask(path)

    assert sent.status == status
    assert header(sent, "Content-Type").startswith(kind)

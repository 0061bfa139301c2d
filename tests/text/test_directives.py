"""What pages ask of robots, in their metadata and in the headers they come with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from trackers.text.directives import WORDS, read_directives


def page(*tags: str) -> str:
    return f"<!doctype html><html><head><title>Ferry</title>{''.join(tags)}</head><body><p>Text</p></body></html>"


def read(*tags: str, headers: tuple[tuple[str, str], ...] = (), agent: str = "newswatch") -> tuple[str, ...]:
    return read_directives(document_fromstring(page(*tags)), headers, agent)


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("<meta name='robots' content='noarchive'>", ("noarchive",)),
        ("<META NAME='ROBOTS' CONTENT='NOARCHIVE, NoIndex'>", ("noarchive", "noindex")),
        ("<meta name=' robots ' content=' noarchive ,nosnippet '>", ("noarchive", "nosnippet")),
        ("<meta name='robots' content='noarchive noindex'>", ("noarchive", "noindex")),
        ("<meta name='robots' content='none'>", ("none",)),
        ("<meta name='robots' content='index, follow, max-snippet:-1, max-image-preview:large'>", ()),
        (
            "<meta name='robots' content='unavailable_after: 25 Jun 2026 15:00:00 GMT'>",
            ("unavailable_after",),
        ),
        ("<meta name='newswatch' content='noarchive'>", ("noarchive",)),
        ("<meta name='googlebot' content='noarchive'>", ()),
        ("<meta name='description' content='noarchive'>", ()),
        ("<meta property='robots' content='noarchive'>", ()),
        ("<meta name='robots'>", ()),
        ("<meta content='noarchive'>", ()),
    ],
)
def test_meta_tags_for_all_robots_and_for_ours_are_read(tag: str, words: tuple[str, ...]) -> None:
    assert read(tag) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("noarchive", ("noarchive",)),
        ("NoArchive, NOINDEX", ("noarchive", "noindex")),
        ("newswatch: noarchive", ("noarchive",)),
        ("Newswatch: noarchive, nosnippet", ("noarchive", "nosnippet")),
        ("googlebot: noarchive", ()),
        ("googlebot: noarchive, nosnippet", ()),
        ("noindex, googlebot: noarchive", ("noindex",)),
        ("googlebot: noindex, newswatch: noarchive", ("noarchive",)),
        (
            "unavailable_after: Thursday, 25-Jun-26 15:00:00 GMT, noarchive",
            ("noarchive", "unavailable_after"),
        ),
        ("max-snippet:-1, noarchive", ("noarchive",)),
        ("all", ()),
        ("", ()),
    ],
)
def test_the_header_is_read_with_the_robots_it_names(value: str, words: tuple[str, ...]) -> None:
    assert read(headers=(("X-Robots-Tag", value),)) == words


def test_all_that_is_asked_holds_together_and_each_word_stands_once() -> None:
    headers = (("x-robots-tag", "otherbot: noindex"), ("X-ROBOTS-TAG", "noarchive"), ("Server", "nosnippet"))
    tags = (
        "<meta name='robots' content='noarchive'>",
        "<meta name='newswatch' content='unavailable_after: x'>",
    )
    assert read(*tags, headers=headers) == ("noarchive", "unavailable_after")


def test_a_page_that_asks_for_nothing_gives_nothing() -> None:
    assert read() == ()


def test_a_flood_of_tags_and_words_is_read_no_further_than_anybody_would() -> None:
    tags = ["<meta name='robots' content='" + "a, " * 50_000 + "'>"] * 20
    assert read(*tags, *["<meta>"] * 20_000, headers=(("X-Robots-Tag", "a:" * 500_000),)) == ()


@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_stands_there_only_known_words_come_out(content: str, value: str) -> None:
    tree = document_fromstring(page())
    tree.head.append(tree.makeelement("meta", {"name": "robots", "content": "x"}))
    found = read_directives(tree, [("X-Robots-Tag", value), ("X-Robots-Tag", content)], "newswatch")
    assert set(found) <= WORDS
    assert list(found) == sorted(set(found))

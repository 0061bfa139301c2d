"""What is an address, and when two of them are one article."""

from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackers.text.urls import BadURL, address_key, drop_tracking, host_of, matches, normalise_url

PAGE = "https://gazette.example/news/index.html"


@pytest.mark.parametrize(
    ("given_url", "normal"),
    [
        ("http://Gazette.Example:80", "http://gazette.example/"),
        ("https://gazette.example:443/a", "https://gazette.example/a"),
        ("https://gazette.example:8443/a#top", "https://gazette.example:8443/a"),
        ("  https://gazette.example/a?b=1#c \n", "https://gazette.example/a?b=1"),
        ("https://gazette.example/a b?q=ü", "https://gazette.example/a%20b?q=%C3%BC"),
        ("https://gazette.example/50%/%C3%A9", "https://gazette.example/50%25/%C3%A9"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://gazette。example/", "https://gazette.example/"),
        ("https://gazette.example./a", "https://gazette.example/a"),
        ("https://gazette.example/a/../b/./c", "https://gazette.example/b/c"),
        ("https://gazette.example/../../b/..", "https://gazette.example/"),
        ("HTTPS://GAZETTE.EXAMPLE/Path", "https://gazette.example/Path"),
        ("https://[2001:DB8:0::1]/", "https://[2001:db8::1]/"),
        ("https://192.0.2.7/", "https://192.0.2.7/"),
    ],
)
def test_an_address_has_one_form(given_url: str, normal: str) -> None:
    assert normalise_url(given_url) == normal


@pytest.mark.parametrize(
    ("link", "absolute"),
    [
        ("ferry", "https://gazette.example/news/ferry"),
        ("/ferry", "https://gazette.example/ferry"),
        ("../ferry?id=1", "https://gazette.example/ferry?id=1"),
        ("?page=2", "https://gazette.example/news/index.html?page=2"),
        ("//other.example/x", "https://other.example/x"),
        ("2024:review", "https://gazette.example/news/2024:review"),
        ("http://other.example/x", "http://other.example/x"),
    ],
)
def test_a_relative_link_is_read_against_its_page(link: str, absolute: str) -> None:
    assert normalise_url(link, base=PAGE) == absolute


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "   ",
        "ferry",
        "//gazette.example/x",
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "FILE:/etc/passwd",
        "source:x",
        "gopher://gazette.example/",
        "mailto:desk@gazette.example",
        "https:evil",
        "https:/evil",
        "https:///evil",
        "http://",
        "http://a@gazette.example/",
        "http://a:b@gazette.example/",
        "http://in\\@out.example/",
        "http://gazette.example\\x",
        "http://gaz ette.example/",
        "http://gaz\tette.example/",
        "http://gazette.example/\x00",
        "http://gazette.example:99999/",
        "http://gazette.example:port/",
        "http://gazette.example:0/",
        "http://gaz%65tte.example/",
        "http://a..example/",
        "http://" + "a" * 64 + ".example/",
        "http://127.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://1.2.3.4.5/",
        "http://[::1%25eth0]/",
        "http://[::1/",
        "http://[nonsense]/",
        "https://gazette.example/" + "a" * 2000,
    ],
)
def test_what_is_no_web_address_is_refused(bad: str) -> None:
    with pytest.raises(BadURL):
        normalise_url(bad)


@pytest.mark.parametrize(
    "bad", ["javascript:alert(1)", "https:evil", "///evil.example/x", "mailto:x", "", "http://"]
)
def test_a_bad_link_stays_bad_on_a_good_page(bad: str) -> None:
    with pytest.raises(BadURL):
        normalise_url(bad, base=PAGE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.gazette.example/ferry/", "http://gazette.example/ferry"),
        ("https://m.gazette.example/ferry", "https://amp.gazette.example/ferry"),
        ("https://gazette.example/ferry?utm_source=x&UTM_medium=y&fbclid=z", "https://gazette.example/ferry"),
        ("https://gazette.example/ferry?b=2&a=1", "https://gazette.example/ferry?a=1&b=2"),
        ("https://GAZETTE.example/ferry#comments", "https://gazette.example/ferry"),
        ("https://gazette.example/%7Eada/%c3%a9", "https://gazette.example/~ada/é"),
        ("https://gazette.example", "http://www.gazette.example/"),
        ("https://gazette.example:443/a", "http://gazette.example:80/a"),
        ("https://gazette.example/a?at_medium=feed&CMP=x", "https://gazette.example/a?"),
        ("https://gazette.example/a?partner=rss&emc=rss", "https://gazette.example/a"),
    ],
)
def test_two_addresses_of_one_article_share_a_key(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://gazette.example/story?id=123", "https://gazette.example/story?id=124"),
        ("https://gazette.example/story?id=123", "https://gazette.example/story"),
        ("https://gazette.example/aB", "https://gazette.example/Ab"),
        ("https://gazette.example/a", "https://gazette.example/a/b"),
        ("https://gazette.example/a%2Fb", "https://gazette.example/a/b"),
        ("https://gazette.example/?a=b%26c=d", "https://gazette.example/?a=b&c=d"),
        ("https://gazette.example/?a=1&a=2", "https://gazette.example/?a=2&a=1"),
        ("https://gazette.example/a", "https://sport.gazette.example/a"),
        ("https://gazette.example:8443/a", "https://gazette.example/a"),
        ("https://m.co.uk/a", "https://amp.co.uk/a"),
        ("https://www.example/a", "https://m.example/a"),
        ("https://gazette.example/a?cmp=1", "https://gazette.example/a?cmp=2"),
        ("https://gazette.example/a?source=1", "https://gazette.example/a?source=2"),
        ("https://gazette.example//a", "https://gazette.example/a"),
        ("https://gazette.example?a", "https://gazette.example/a"),
    ],
)
def test_addresses_that_may_be_two_stories_have_two_keys(one: str, other: str) -> None:
    assert address_key(one) != address_key(other)


def test_the_host_stands_before_the_first_slash_of_a_key() -> None:
    assert address_key("https://www.gazette.example/?id=1").split("/", 1)[0] == "gazette.example"
    assert address_key("https://www.gazette.example/a?id=1").split("/", 1)[0] == "gazette.example"


def test_the_host_names_its_port_only_when_it_is_unusual() -> None:
    assert host_of("https://Gazette.Example:443/a") == "gazette.example"
    assert host_of("http://gazette.example:443/a") == "gazette.example:443"
    assert host_of("http://gazette.example:8000/a") == "gazette.example:8000"
    with pytest.raises(BadURL):
        host_of("javascript:alert(1)")


@given(st.text(max_size=80), st.sampled_from([None, PAGE]))
def test_any_text_gives_a_normal_address_or_is_refused(text: str, base: str | None) -> None:
    for candidate in (text, "https://gazette.example/" + text, "//" + text):
        try:
            normal = normalise_url(candidate, base=base)
        except BadURL:
            continue
        assert normal.isascii() and normal.startswith(("http://", "https://"))
        assert normalise_url(normal) == normal
        assert len(address_key(normal)) <= 2000 and host_of(normal)


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("*/sport/*", "https://gazette.example/sport/ferry", True),
        ("*/sport/*", "https://gazette.example/news/ferry", False),
        ("ferry", "the ferry", False),
        ("FERRY", "ferry", True),
        ("f?rry", "ferry", True),
        ("f?rry", "frry", False),
        ("straße*", "STRASSE 5", False),
        ("ÉCLAIR", "éclair", True),
        ("", "", True),
        ("", "a", False),
        ("*", "", True),
        ("**a**", "banana", True),
        ("?", "", False),
        ("[ab]", "a", False),
        ("a.c", "abc", False),
    ],
)
def test_wildcards(pattern: str, text: str, fits: bool) -> None:
    assert matches(pattern, text) is fits


@given(st.text("ab*?", max_size=8), st.text("ab", max_size=10))
def test_wildcards_agree_with_the_shell(pattern: str, text: str) -> None:
    assert matches(pattern, text) is fnmatchcase(text, pattern)


def test_a_pattern_made_to_take_for_ever_is_answered() -> None:
    assert matches("*a" * 500 + "*b", "a" * 20_000) is False
    assert matches("*?" * 500 + "b", "a" * 20_000) is False


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://news.example/a?utm_source=rss&id=7&utm_medium=x", "https://news.example/a?id=7"),
        ("https://news.example/a?b=2&a=1", "https://news.example/a?b=2&a=1"),
        ("https://news.example/a?utm_source=rss", "https://news.example/a"),
        ("https://news.example/", "https://news.example/"),
    ],
)
def test_an_address_without_what_tracks_readers_is_otherwise_as_it_was(address: str, expected: str) -> None:
    assert drop_tracking(address) == expected

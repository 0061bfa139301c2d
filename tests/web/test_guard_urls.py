"""Which URLs are asked for, and that the host which was judged is the host which is connected to."""

import random

import pytest

from tests.web.loopback import AGENT, PUBLIC, Names, Network
from trackers.web.client import Client, FetchCode, FetchError, Refused
from trackers.web.guard import check_url

REFUSED_URLS = [
    "http://127.1/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://127.0.0.1.0x0/",
    "http://news.example.1/",
    "http://[::1%25eth0]/",
    "http://[::1%eth0]/",
    "http://[fe80::1%251]/",
    "http://[v1.fe80::a+en1]/",
    "http://[::1",
    "http://::1]/",
    "http://[::1]80/",
    "http://a@b.example/",
    "http://a:b@b.example/",
    "http://@b.example/",
    "http://news.example@127.0.0.1/",
    "http://in\\@out.example/",
    "http:\\\\news.example\\",
    "http://news.example\\@evil.example/",
    "http://news.example/a\\b",
    "http://news.example /",
    "http://news.example/a b",
    " http://news.example/",
    "http://news.example/\n",
    "http://news.example/\r\nHost: evil.example",
    "http://news.example/\t",
    "http://news.example/\x00",
    "http://news.example/\x7f",
    "http://news.example/\x85",
    "http://news.example/\u00a0",
    "http://news\u2028.example/",
    "http://１２７.0.0.1/",
    "http://127.0.0.①/",
    "http://news%2eexample/",
    "http://%31%32%37.0.0.1/",
    "http://news.example%00.evil.example/",
    "http://news..example/",
    "http://.news.example/",
    "http://news.example./",
    "http://" + "a" * 64 + ".example/",
    "http://" + "a." * 130 + "example/",
    "http://news.example/" + "a" * 9000,
    "http://ex*ample/",
    "http://ex|ample/",
    "http://\ud800.example/",
    "http://news.example/\ud800",
    "http://xn--\u00e9.example/",
    "http://news.example:22/",
    "http://news.example:6379/",
    "http://news.example:8080/",
    "http://news.example:0/",
    "http://news.example:65616/",
    "http://news.example:-80/",
    "http://news.example:+80/",
    "http://news.example:８０/",
    "http://news.example:80:80/",
    "http://news.example:80x/",
    "http://news.example:0x50/",
    "http://",
    "http:///path",
    "http:news.example/",
    "http:/news.example/",
    "//news.example/",
    "news.example",
    "/path",
    "",
    "file:///etc/passwd",
    "FILE:/etc/passwd",
    "source:http://news.example/",
    "view-source:http://news.example/",
    "gopher://news.example/",
    "ftp://news.example/",
    "data:text/html,hello",
    "javascript:alert(1)",
    "ws://news.example/",
    "unix:///run/docker.sock",
    "jar:http://news.example/",
    "hTTp\u017f://news.example/",
]
REFUSED_ADDRESSES = [
    "http://127.0.0.1/",
    "http://10.0.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://127。0。0。1/",
    "http://127．0．0．1/",
    "http://0.0.0.0/",
    "http://255.255.255.255/",
]


@pytest.mark.parametrize("url", REFUSED_URLS)
def test_a_url_that_can_be_misread_is_refused(url: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_url(url)
    assert refusal.value.code is FetchCode.REFUSED_URL


@pytest.mark.parametrize("url", REFUSED_ADDRESSES)
def test_an_address_that_is_not_public_is_refused_before_anything_is_looked_up(url: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_url(url)
    assert refusal.value.code is FetchCode.REFUSED_ADDRESS


@pytest.mark.parametrize(
    ("url", "seen", "host", "port"),
    [
        ("http://news.example", "http://news.example", "news.example", 80),
        ("HTTPS://News.Example:443/A?b=C#d", "https://news.example/A?b=C", "news.example", 443),
        ("http://news.example:443/", "http://news.example:443/", "news.example", 443),
        ("http://news.example:/a", "http://news.example/a", "news.example", 80),
        (
            "http://bücher.example/ä?ö",
            "http://xn--bcher-kva.example/%C3%A4?%C3%B6",
            "xn--bcher-kva.example",
            80,
        ),
        ("http://ex。ample.com/", "http://ex.ample.com/", "ex.ample.com", 80),
        ("http://my_paper.example/", "http://my_paper.example/", "my_paper.example", 80),
        ("http://93.184.216.34/", "http://93.184.216.34/", "93.184.216.34", 80),
        ("https://[2606:4700::1]/", "https://[2606:4700::1]/", "2606:4700::1", 443),
        ("http://intranet/", "http://intranet/", "intranet", 80),
    ],
)
def test_an_ordinary_url_passes_in_one_form(url: str, seen: str, host: str, port: int) -> None:
    target = check_url(url)
    assert (str(target.url), target.host, target.port) == (seen, host, port)
    assert target.url.raw_host == host.encode("ascii")


def test_an_allowed_peer_is_waived_for_that_host_and_port_only() -> None:
    peers = {"127.0.0.1:8731", "[::1]:8731", "intranet.example:8080"}
    for url in ("http://127.0.0.1:8731/", "http://[::1]:8731/", "http://Intranet.Example:8080/"):
        check_url(url, allowed_peers=peers)
    for url in (
        "http://127.0.0.1/",
        "http://127.0.0.1:8732/",
        "http://127.0.0.2:8731/",
        "http://localhost:8731/",
        "http://[::1]:8732/",
        "http://intranet.example:8081/",
        "http://a@127.0.0.1:8731/",
        "http://2130706433:8731/",
        "ftp://127.0.0.1:8731/",
    ):
        with pytest.raises(Refused):
            check_url(url, allowed_peers=peers)


def mutate(url: str, dice: random.Random) -> str:
    """Return the URL with a few characters that parsers quarrel over put in, taken out or doubled."""
    pieces = [
        "@", ":", "/", "\\", "#", "?", "%", ".", "。", "[", "]", "[::1]", "127.0.0.1", "%2f", "%40", "%00", "\t", "\n",
        " ", "//", ":80", ":443", ":22", "evil.example", "a@", "ß", "ſ", "\u212a", "①", "xn--", "\u00ad",
        "\u200b", "\ud800", ";", "|", "0x7f.1", "_", "-", "*", "http://", "https:", "..", "é", "１",
    ]  # fmt: skip
    for _ in range(dice.randint(1, 4)):
        place = dice.randint(0, len(url))
        cut = dice.choice([0, 0, 1, 3])
        url = url[:place] + dice.choice(pieces) + url[place + cut :]
    return url


def test_the_host_that_was_judged_is_the_host_that_is_connected_to() -> None:
    dice = random.Random(20260101)
    seeds = [
        "http://news.example/a?b=c",
        "https://user@news.example:443/",
        "http://[2606:4700::1]/x",
        "http://93.184.216.34/",
    ]
    names, network = Names({}), Network()
    connected = 0
    with Client(resolver=names, connect=network) as client:
        for _ in range(10_000):
            url = mutate(dice.choice(seeds), dice)
            names.asked.clear()
            network.reached.clear()
            with pytest.raises(FetchError) as failure:
                client.fetch(url, agent=AGENT)
            try:
                target = check_url(url)
            except Refused as refusal:
                assert failure.value.code is refusal.code
                assert not names.asked and not network.reached, url
                continue
            connected += 1
            asked_for = names.asked or [network.reached[0][0]]
            assert asked_for == [target.host], url
            assert all(port == target.port for _, port in network.reached)
    assert connected > 500


def test_the_literal_of_a_public_address_is_connected_to_without_a_look_up() -> None:
    names, network = Names({}), Network()
    with Client(resolver=names, connect=network) as client, pytest.raises(FetchError) as failure:
        client.fetch(f"http://{PUBLIC}/", agent=AGENT)
    assert failure.value.code is FetchCode.CONNECT
    assert (names.asked, network.reached) == ([], [(PUBLIC, 80)])

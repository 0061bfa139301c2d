"""What a fetch asks and what it hands back when nothing goes wrong; what a caller may not send; what it ignores."""

import pickle

import pytest

from tests.web.loopback import AGENT, PUBLIC, Conversation, Names, Network, Server, ask
from trackers.web.client import Client, FetchCode, FetchError, Refused, TooLarge, fetch


def hello(conversation: Conversation) -> None:
    conversation.answer(b"hello", content_type="text/html; charset=utf-8", etag='"one"', server="demo")


def test_a_response_carries_the_body_its_headers_in_order_and_what_it_cost() -> None:
    with Server(hello) as server:
        response = ask(server, "/story?a=b#c")
    assert (response.status, response.body, response.was_cut) == (200, b"hello", False)
    assert response.headers == (
        ("Content-Length", "5"),
        ("Content-Type", "text/html; charset=utf-8"),
        ("Etag", '"one"'),
        ("Server", "demo"),
    )
    assert response.header("ETAG") == '"one"'
    assert response.header("missing") == ""
    assert (response.url, response.final_url) == (
        "http://news.example/story?a=b#c",
        "http://news.example/story?a=b",
    )
    assert response.wire_bytes > 5
    assert response.elapsed > 0


def test_repeated_headers_are_joined_by_a_comma() -> None:
    answer = (
        b"HTTP/1.1 200 OK\r\nX-Robots-Tag: noarchive\r\nx-robots-tag: noindex\r\nContent-Length: 0\r\n\r\n"
    )
    with Server(lambda conversation: conversation.say(answer)) as server:
        assert ask(server).header("X-Robots-Tag") == "noarchive, noindex"


def test_the_request_says_who_asks_and_what_it_understands() -> None:
    with Server(hello) as server:
        ask(server, "/story?a=b", headers={"If-None-Match": 'W/"one"'})
    assert server.requests[0].target == "/story?a=b"
    assert server.requests[0].headers == {
        "host": "news.example",
        "user-agent": AGENT,
        "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "accept-encoding": "gzip, deflate",
        "if-none-match": 'W/"one"',
    }


def test_the_environments_proxies_are_not_listened_to(monkeypatch: pytest.MonkeyPatch) -> None:
    with Server(hello) as proxy, Server(hello) as server:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        peer = f"127.0.0.1:{server.port}"
        assert fetch(f"http://{peer}/", agent=AGENT, allowed_peers=frozenset({peer})).body == b"hello"
    assert (proxy.connections, server.connections) == (0, 1)


def test_a_netrc_file_gives_no_password_away(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    netrc = f"{tmp_path}/netrc"
    with open(netrc, "w", encoding="ascii") as file:
        file.write("machine news.example login someone password secret\n")
    monkeypatch.setenv("NETRC", netrc)
    with Server(hello) as server:
        ask(server)
    assert "authorization" not in server.requests[0].headers


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-A", "b\r\nX-C: d"),
        ("X-A", "b\nc"),
        ("X-A", "b\x00"),
        ("X-A", ""),
        ("X-A", " b"),
        ("X-A", "b\u0100"),
        ("X A", "b"),
        ("X-A:", "b"),
        ("", "b"),
        ("Host", "evil.example"),
        ("host", "evil.example"),
        ("Content-Length", "5"),
        ("Transfer-Encoding", "chunked"),
        ("Accept-Encoding", "br"),
        ("Connection", "upgrade"),
        ("Range", "bytes=0-1"),
        ("Proxy-Authorization", "Basic x"),
    ],
)
def test_a_header_that_would_confuse_the_request_is_not_sent(name: str, value: str) -> None:
    with Server(hello) as server, pytest.raises(ValueError) as error:
        ask(server, headers={name: value})
    assert server.connections == 0
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("agent", ["", "a\r\nX-B: c", "N\u00e9wswatch/1"])
def test_an_agent_that_is_not_one_plain_line_is_not_sent(agent: str) -> None:
    with pytest.raises(ValueError):
        fetch("http://news.example/", agent=agent)


def test_a_client_can_be_used_again_after_a_failure_and_leaves_nothing_open() -> None:
    def talk(conversation: Conversation) -> None:
        if conversation.target == "/broken":
            conversation.say(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello")
        else:
            hello(conversation)

    with Server(talk) as server:
        network = Network({(PUBLIC, 80): server})
        with Client(resolver=Names({"news.example": [PUBLIC]}), connect=network) as client:
            for _ in range(3):
                with pytest.raises(FetchError):
                    client.fetch("http://news.example/broken", agent=AGENT)
                assert not network.open
                assert client.fetch("http://news.example/", agent=AGENT).body == b"hello"
        assert not network.open


def test_errors_survive_the_way_through_a_queue() -> None:
    for error in (
        TooLarge(FetchCode.TOO_LARGE, "the page is larger than we read"),
        Refused(FetchCode.REFUSED_ADDRESS, "not public", "loopback", "news.example"),
    ):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), again.code, again.detail, str(again)) == (
            type(error),
            error.code,
            error.detail,
            str(error),
        )
        assert vars(again) == vars(error)

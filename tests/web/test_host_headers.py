"""Headers for one host, such as a paper an editor pays for: sent there, and never anywhere else or in the clear."""

import pytest

from tests.web.loopback import AGENT, OTHER_PUBLIC, PUBLIC, QUICK, Conversation, Names, Network, Server
from tests.web.test_tls import trusting_the_tests
from trackers.web.client import Client, FetchError, Refused
from trackers.web.headers import HostHeaders

SENTINEL = "sentinel-5e7d1c"
COOKIE = {"Cookie": f"subscriber={SENTINEL}"}


def answering(conversation: Conversation) -> None:
    places = {
        "/away": "https://other.example/back",
        "/back": "https://news.example/story",
        "/up": "https://news.example/story",
        "/down": "http://news.example/story",
    }
    if conversation.target in places:
        conversation.redirect(places[conversation.target])
    else:
        conversation.answer(b"hello")


class Press:
    """news.example and other.example over https, news.example also over http, and a client with a subscription."""

    def __init__(self, headers: dict[str, dict[str, str]]) -> None:
        self.secure = Server(answering, certificate="good.pem")
        self.other = Server(answering, certificate="other.pem")
        self.plain = Server(answering)
        self.headers = headers

    def fetch(self, url: str, **headers: str) -> None:
        roads = {(PUBLIC, 443): self.secure, (OTHER_PUBLIC, 443): self.other, (PUBLIC, 80): self.plain}
        names = Names({"news.example": [PUBLIC], "other.example": [OTHER_PUBLIC]})
        with (
            self.secure,
            self.other,
            self.plain,
            Client(
                resolver=names,
                connect=Network(roads),
                tls=trusting_the_tests(),
                host_headers=self.headers,
            ) as client,
        ):
            client.fetch(url, agent=AGENT, limits=QUICK, headers=headers)

    def cookies(self, server: Server) -> list[str]:
        return [request.headers.get("cookie", "") for request in server.requests]


def test_a_hosts_headers_go_to_it_and_not_where_it_redirects_and_again_when_it_is_led_back_to() -> None:
    press = Press({"News.Example": COOKIE})
    press.fetch("https://news.example/away")
    assert press.cookies(press.secure) == [COOKIE["Cookie"]] * 2
    assert [request.target for request in press.other.requests] == ["/back"]
    assert SENTINEL not in str(press.other.requests[0].headers)


def test_a_hosts_headers_are_not_sent_in_the_clear() -> None:
    press = Press({"news.example": COOKIE, "news.example:80": COOKIE})
    press.fetch("http://news.example/up")
    assert press.cookies(press.plain) == [""]
    assert press.cookies(press.secure) == [COOKIE["Cookie"]]


def test_a_stranger_that_redirects_to_a_host_does_not_spend_its_headers() -> None:
    press = Press({"news.example": COOKIE})
    press.fetch("https://other.example/back")
    assert [request.target for request in press.secure.requests] == ["/story"]
    assert press.cookies(press.secure) == [""]


def test_headers_for_one_host_are_not_sent_to_its_neighbours() -> None:
    press = Press({"example": COOKIE, "www.news.example": COOKIE, "news.example:8443": COOKIE})
    press.fetch("https://news.example/story")
    assert press.cookies(press.secure) == [""]


def test_a_hosts_header_takes_the_place_of_the_callers() -> None:
    press = Press({"news.example": {"Accept": "text/plain", "X-Key": "1"}})
    press.fetch("https://news.example/story", Accept="text/html")
    assert press.secure.requests[0].headers["accept"] == "text/plain"
    assert press.secure.requests[0].headers["x-key"] == "1"


def test_an_allowed_peer_may_have_headers_without_tls() -> None:
    with Server(answering) as server, Server(answering) as neighbour:
        peers = {f"127.0.0.1:{server.port}", f"127.0.0.1:{neighbour.port}"}
        headers = {f"127.0.0.1:{server.port}": COOKIE, "127.0.0.1": COOKIE}
        with Client(allowed_peers=peers, host_headers=headers) as client:
            client.fetch(f"http://127.0.0.1:{server.port}/", agent=AGENT, limits=QUICK)
            client.fetch(f"http://127.0.0.1:{neighbour.port}/", agent=AGENT, limits=QUICK)
    assert server.requests[0].headers["cookie"] == COOKIE["Cookie"]
    assert "cookie" not in neighbour.requests[0].headers


@pytest.mark.parametrize(
    "url", ["https://news.example/down", "https://nowhere.example/", "https://news.example:22/"]
)
def test_the_secret_stands_in_no_error_and_no_log(url: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    press = Press({"news.example": COOKIE})
    with pytest.raises(FetchError) as failure:
        press.fetch(url)
    assert SENTINEL not in repr(failure.value) + str(vars(failure.value)) + caplog.text
    if isinstance(failure.value, Refused):
        assert "fetch_refused" in caplog.text


def test_the_secret_stands_in_no_repr() -> None:
    headers = HostHeaders({"news.example": COOKIE})
    assert repr(headers) == "HostHeaders({'news.example:443': ['Cookie']})"
    assert str(headers) == repr(headers)
    assert dict(headers) == {"news.example:443": COOKIE}


@pytest.mark.parametrize(
    "headers",
    [
        {"https://news.example": COOKIE},
        {"news.example/story": COOKIE},
        {"*.news.example": COOKIE},
        {"": COOKIE},
        {"news.example:": COOKIE},
        {"user@news.example": COOKIE},
        {"news.example": {"Host": SENTINEL}},
        {"news.example": {"User-Agent": SENTINEL}},
        {"news.example": {"Content-Length": SENTINEL}},
        {"news.example": {"Cookie": f"{SENTINEL}\r\nX: y"}},
        {"news.example": {"Cookie": [SENTINEL]}},
        {"news.example": f"Cookie: {SENTINEL}"},
    ],
)
def test_what_cannot_be_sent_is_refused_when_it_is_set_and_not_repeated(headers: dict[str, object]) -> None:
    with pytest.raises(ValueError) as error:
        HostHeaders(headers)  # type: ignore[arg-type]
    assert SENTINEL not in str(error.value)

"""Redirects: followed by hand, each hop judged like the first, nothing of the caller's carried to another host."""

import pytest

from tests.web.loopback import AGENT, OTHER_PUBLIC, PUBLIC, QUICK, Conversation, Names, Network, Server, ask
from trackers.web.client import BadAnswer, Client, FetchCode, Hop, Refused, Response
from trackers.web.guard import Verdict


def leading(*locations: str, status: str = "302 Found") -> Server:
    """A server whose /0, /1, … redirect in turn and whose other pages say hello."""

    def talk(conversation: Conversation) -> None:
        step = conversation.target.strip("/")
        if step.isdigit() and int(step) < len(locations):
            conversation.redirect(locations[int(step)], status=status)
        else:
            conversation.answer(b"hello")

    return Server(talk)


@pytest.mark.parametrize("status", ["301 x", "302 x", "303 x", "307 x", "308 x"])
def test_a_redirect_is_followed_with_get(status: str) -> None:
    with leading("/story", status=status) as server:
        response = ask(server, "/0")
    assert response.body == b"hello"
    assert (response.url, response.final_url) == ("http://news.example/0", "http://news.example/story")
    assert response.hops == (
        Hop("http://news.example/0", int(status[:3])),
        Hop("http://news.example/story", 200),
    )


@pytest.mark.parametrize(
    ("location", "asked"),
    [
        ("story", "/story"),
        ("../story?a=b", "/story?a=b"),
        ("//news.example/story", "/story"),
        ("http://news.example:80/story#part", "/story"),
        ("?page=2", "/0?page=2"),
        ("/a story", "/a%20story"),
        ("/gr\u00fc\u00dfe", "/gr%C3%BC%C3%9Fe"),
    ],
)
def test_locations_are_read_as_browsers_read_them(location: str, asked: str) -> None:
    with leading(location) as server:
        ask(server, "/0")
        assert server.requests[-1].target == asked


@pytest.mark.parametrize("status", ["300 Multiple Choices", "304 Not Modified", "305 Use Proxy"])
def test_other_3xx_answers_are_answers(status: str) -> None:
    with leading("/story", status=status) as server:
        assert ask(server, "/0").status == int(status[:3])
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://127.0.0.1/", FetchCode.REFUSED_ADDRESS),
        ("http://169.254.169.254/latest/meta-data/", FetchCode.REFUSED_ADDRESS),
        ("//10.0.0.1/", FetchCode.REFUSED_ADDRESS),
        ("http://[::1]/", FetchCode.REFUSED_ADDRESS),
        ("http://private.example/", FetchCode.REFUSED_ADDRESS),
        ("file:///etc/passwd", FetchCode.REFUSED_REDIRECT),
        ("gopher://news.example/", FetchCode.REFUSED_REDIRECT),
        ("data:text/html,hello", FetchCode.REFUSED_REDIRECT),
        ("http://news.example:22/", FetchCode.REFUSED_REDIRECT),
        ("http://user@news.example/", FetchCode.REFUSED_REDIRECT),
        ("http://127.1/", FetchCode.REFUSED_REDIRECT),
        ("/\\evil.example/", FetchCode.REFUSED_REDIRECT),
        ("http://[/", FetchCode.REFUSED_REDIRECT),
        ("http://a b.example/", FetchCode.REFUSED_REDIRECT),
    ],
)
def test_a_redirect_to_what_would_not_be_fetched_is_not_followed(location: str, code: FetchCode) -> None:
    with leading("/1", location) as server:
        network = Network({(PUBLIC, 80): server})
        names = Names({"news.example": [PUBLIC], "private.example": ["192.168.1.1"]})
        with Client(resolver=names, connect=network) as client, pytest.raises(Refused) as refusal:
            client.fetch("http://news.example/0", agent=AGENT, limits=QUICK)
    assert refusal.value.code is code
    assert {address for address, _ in network.reached} == {PUBLIC}
    assert not network.open


def test_an_allowed_peer_may_not_be_used_as_a_step_to_another_port() -> None:
    with leading("http://127.0.0.1:1/", "/story") as server:
        base = f"127.0.0.1:{server.port}"
        with Client(allowed_peers={base}) as client:
            assert client.fetch(f"http://{base}/1", agent=AGENT, limits=QUICK).body == b"hello"
            with pytest.raises(Refused) as refusal:
                client.fetch(f"http://{base}/0", agent=AGENT, limits=QUICK)
    assert (refusal.value.code, refusal.value.reason) == (FetchCode.REFUSED_ADDRESS, Verdict.LOOPBACK.value)


def test_five_redirects_are_followed_and_a_sixth_is_not() -> None:
    with leading(*(f"/{step}" for step in range(1, 12))) as server:
        assert len(ask(server, "/6").hops) == 6
        server.requests.clear()
        with pytest.raises(BadAnswer, match="more than 5"):
            ask(server, "/5")
        assert len(server.requests) == 6


def test_a_circle_of_redirects_ends() -> None:
    with leading("/1", "/0") as server, pytest.raises(BadAnswer, match="more than 5"):
        ask(server, "/0")


@pytest.mark.parametrize("headers", [b"", b"Location: \r\n"])
def test_a_redirect_to_nowhere_is_a_bad_answer(headers: bytes) -> None:
    def talk(conversation: Conversation) -> None:
        conversation.say(b"HTTP/1.1 302 Found\r\n" + headers + b"Content-Length: 0\r\n\r\n")

    with Server(talk) as server, pytest.raises(BadAnswer):
        ask(server)


class TwoHosts:
    """news.example redirects /away to other.example, which sends /back; both set a cookie."""

    def __init__(self, away: str = "http://other.example/story") -> None:
        self.news = Server(lambda conversation: self._talk(conversation, away))
        self.other = Server(lambda conversation: self._talk(conversation, "http://news.example/story"))

    def _talk(self, conversation: Conversation, away: str) -> None:
        if conversation.target in {"/away", "/back"}:
            conversation.answer(
                status="302 Found", location=away, set_cookie="session=secret; Path=/; Domain=example"
            )
        else:
            conversation.answer(b"hello", set_cookie="session=secret; Path=/")

    def fetch(self, headers: dict[str, str]) -> Response:
        names = Names({"news.example": [PUBLIC], "other.example": [OTHER_PUBLIC]})
        network = Network({(PUBLIC, 80): self.news, (OTHER_PUBLIC, 80): self.other})
        with self.news, self.other, Client(resolver=names, connect=network) as client:
            client.fetch("http://news.example/story", agent=AGENT, limits=QUICK, headers=headers)
            return client.fetch("http://news.example/away", agent=AGENT, limits=QUICK, headers=headers)


SECRETS = {
    "Authorization": "Bearer secret",
    "Cookie": "subscriber=secret",
    "X-Api-Key": "secret",
    "If-None-Match": '"secret"',
    "If-Modified-Since": "Sat, 01 Jan 2022 00:00:00 GMT",
}


def test_nothing_of_the_callers_reaches_another_host() -> None:
    hosts = TwoHosts()
    hosts.fetch({**SECRETS, "Accept": "text/html", "Accept-Language": "cy"})
    received = hosts.other.requests[-1].headers
    assert received == {
        "host": "other.example",
        "user-agent": AGENT,
        "accept-encoding": "gzip, deflate",
        "accept": "text/html",
        "accept-language": "cy",
    }


def test_nothing_dropped_comes_back_on_the_way_home() -> None:
    hosts = TwoHosts(away="http://other.example/back")
    hosts.fetch(SECRETS)
    assert [request.target for request in hosts.news.requests] == ["/story", "/away", "/story"]
    assert not set(hosts.news.requests[-1].headers) & {name.lower() for name in SECRETS}


def test_the_callers_headers_stay_within_the_asked_origin() -> None:
    with leading("/story") as server:
        ask(server, "/0", headers=SECRETS)
    for request in server.requests:
        assert {name.lower() for name in SECRETS} <= set(request.headers)


def test_no_cookie_is_kept_between_fetches() -> None:
    hosts = TwoHosts(away="/story")
    hosts.fetch({})
    assert len(hosts.news.requests) == 3
    assert not any("cookie" in request.headers for request in hosts.news.requests)

"""robots.txt: RFC 9309 as far as a publisher's wish can be read out of it."""

import json
import tracemalloc
from datetime import timedelta

import pytest

from tests.web.loopback import AGENT, OTHER_PUBLIC, PUBLIC, Conversation, Names, Network, Server
from trackers.web.client import Client
from trackers.web.robots import Robots, Stance, ask_robots, product_token, read_robots

SITE = "https://news.example"


def allowed(text: str, path: str, agent: str = AGENT) -> bool:
    return read_robots(text.encode()).allows(SITE + path, agent)


@pytest.mark.parametrize(
    ("text", "path", "free"),
    [
        ("", "/story", True),
        ("User-agent: *\nDisallow: /", "/story", False),
        ("User-agent: *\nDisallow:", "/story", True),
        ("User-agent: *\nDisallow: /private/", "/private/a", False),
        ("User-agent: *\nDisallow: /private/", "/public/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/paper.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/paper.pdf?page=1", True),
        ("User-agent: *\nDisallow: /*?print=", "/a?print=1", False),
        ("User-agent: *\nDisallow: /gr%C3%BCn", "/grün", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("user-agent:*\ndisallow:/a # not this", "/a", False),
        ("User-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("Disallow: /", "/story", True),
        ("<!doctype html><title>Not found</title>", "/story", True),
    ],
)
def test_rules_for_everybody(text: str, path: str, free: bool) -> None:
    assert allowed(text, path) is free


@pytest.mark.parametrize(
    ("group", "concerns_us"),
    [
        ("Newswatch", True),
        ("newswatch", True),
        ("NEWSWATCH/2.0", True),
        ("Newswatch*", True),
        ("News", False),
        ("watch", False),
        ("Newswatch-Images", False),
        ("watch.example", False),
        ("GPTBot", False),
        ("*watch", False),
    ],
)
def test_a_group_concerns_us_when_it_bears_our_whole_name(group: str, concerns_us: bool) -> None:
    assert (
        allowed(f"User-agent: {group}\nDisallow: /\n\nUser-agent: *\nAllow: /", "/story") is not concerns_us
    )


def test_our_own_group_stands_in_place_of_everybodys() -> None:
    text = "User-agent: *\nDisallow: /\n\nUser-agent: GPTBot\nUser-agent: Newswatch\nDisallow: /private\n"
    assert allowed(text, "/story")
    assert not allowed(text, "/private")
    assert not allowed(text, "/story", "Otherbot/1.0")


def test_two_groups_of_ours_are_read_as_one() -> None:
    text = "User-agent: Newswatch\nDisallow: /a\n\nUser-agent: X\nDisallow: /\n\nUser-agent: Newswatch\nDisallow: /b"
    assert [allowed(text, path) for path in ("/a", "/b", "/c")] == [False, False, True]


def test_the_contact_in_our_agent_is_no_name_of_ours() -> None:
    agent = "Newswatch/0.1 (+https://googlebot.example/about/)"
    assert product_token(agent) == "newswatch"
    assert allowed("User-agent: Googlebot\nDisallow: /", "/story", agent)


@pytest.mark.parametrize(
    ("lines", "seconds"),
    [
        ("Crawl-delay: 10", 10),
        ("Crawl-delay: 0.5", 0.5),
        ("Request-rate: 1/5", 5),
        ("Request-rate: 1/2m", 120),
        ("Request-rate: 10/1m", 6),
        ("Crawl-delay: 3\nRequest-rate: 1/5", 5),
        ("Crawl-delay: 9\nRequest-rate: 1/5", 9),
        ("Crawl-delay: 999999999999", 86400),
        ("Crawl-delay: 1e300", 86400),
        ("Crawl-delay: inf", 0),
        ("Crawl-delay: nan", 0),
        ("Crawl-delay: -5", 0),
        ("Crawl-delay: soon", 0),
        ("Request-rate: 0/0", 0),
        ("Disallow: /a", 0),
    ],
)
def test_the_pause_a_site_asks_for(lines: str, seconds: float) -> None:
    robots = read_robots(f"User-agent: *\n{lines}".encode())
    assert robots.delay(AGENT) == timedelta(seconds=seconds)


def test_sitemaps_are_named_whatever_group_they_stand_in() -> None:
    robots = read_robots(
        b"Sitemap: https://news.example/a.xml\nUser-agent: x\nDisallow: /\nSitemap: /b.xml\n"
    )
    assert robots.sitemaps == ("https://news.example/a.xml", "/b.xml")


def test_bytes_that_are_not_utf8_and_what_follows_500_kib_are_no_trouble() -> None:
    assert not read_robots(b"User-agent: *\nDisallow: /a\n# caf\xe9\n").allows(SITE + "/a", AGENT)
    late = b"User-agent: *\nDisallow: /a\n" + b"#" * 500 * 1024 + b"\nDisallow: /b\n"
    assert [read_robots(late).allows(SITE + path, AGENT) for path in ("/a", "/b")] == [False, True]


@pytest.mark.parametrize(
    "line", ["User-agent: bot{}", "user agent bot{}", "USERAGENT : bot{}", " user-agent\tbot{}"]
)
def test_many_robots_with_many_rules_are_not_multiplied(line: str) -> None:
    names = "\n".join(line.format(number) for number in range(1000))
    body = f"{names}\nDisallow: /a\n".encode() + b"Disallow: /b\n" * 5000
    tracemalloc.start()
    try:
        assert read_robots(body).allows(SITE + "/a", AGENT)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 32 * 2**20  # a rule for each robot of each line would be ten times that


@pytest.mark.parametrize(
    "rules",
    [
        "".join(f"Disallow: /*{number}*a*b*c*d\n" for number in range(18_000)),
        "Disallow: /" + "*a" * 200_000 + "*e",
    ],
)
def test_rules_made_of_wildcards_are_read_in_linear_time(rules: str) -> None:
    assert read_robots(b"User-agent: *\n" + rules.encode()).allows(f"{SITE}/{'abcd' * 1500}", AGENT)


@pytest.mark.parametrize(
    ("status", "stance"),
    [
        ("200 OK", Stance.RULES),
        ("206 Partial Content", Stance.RULES),
        ("304 Not Modified", Stance.OPEN),
        ("400 x", Stance.OPEN),
        ("401 x", Stance.OPEN),
        ("403 x", Stance.OPEN),
        ("404 x", Stance.OPEN),
        ("410 x", Stance.OPEN),
        ("429 x", Stance.AWAY),
        ("500 x", Stance.AWAY),
        ("503 x", Stance.AWAY),
        ("599 x", Stance.AWAY),
    ],
)
def test_the_status_decides_before_any_rule(status: str, stance: Stance) -> None:
    def talk(conversation: Conversation) -> None:
        conversation.answer(b"User-agent: *\nDisallow: /private\n", status=status)

    with Server(talk) as server:
        robots = asked_of(server)
    assert (robots.stance, robots.status) == (stance, int(status[:3]))
    assert robots.allows(SITE + "/story", AGENT) is (stance is not Stance.AWAY)
    assert robots.allows(SITE + "/private", AGENT) is (stance is Stance.OPEN)
    assert robots.keep_for == (timedelta(minutes=15) if stance is Stance.AWAY else timedelta(hours=24))


def asked_of(server: Server, origin: str = "http://news.example/section/?a=b#c") -> Robots:
    network = Network({(PUBLIC, 80): server})
    with Client(resolver=Names({"news.example": [PUBLIC]}), connect=network) as client:
        return ask_robots(client, origin, agent=AGENT)


def test_the_file_is_asked_for_at_its_one_place_and_redirects_are_followed() -> None:
    def talk(conversation: Conversation) -> None:
        if conversation.target == "/robots.txt":
            conversation.redirect("/rules")
        else:
            conversation.answer(b"User-agent: *\nDisallow: /\n")

    with Server(talk) as server:
        assert not asked_of(server).allows("http://news.example/", AGENT)
    assert [request.target for request in server.requests] == ["/robots.txt", "/rules"]


def test_the_rules_of_another_host_count_where_the_file_leads_there() -> None:
    rules = Server(lambda conversation: conversation.answer(b"User-agent: *\nDisallow: /private\n"))
    with Server(lambda conversation: conversation.redirect("http://other.example/r.txt")) as server, rules:
        network = Network({(PUBLIC, 80): server, (OTHER_PUBLIC, 80): rules})
        names = Names({"news.example": [PUBLIC], "other.example": [OTHER_PUBLIC]})
        with Client(resolver=names, connect=network) as client:
            robots = ask_robots(client, "http://news.example/story", agent=AGENT)
    assert robots.stance is Stance.RULES
    assert not robots.allows("http://news.example/private", AGENT)


@pytest.mark.parametrize(("steps", "stance"), [(5, Stance.RULES), (6, Stance.OPEN), (99, Stance.OPEN)])
def test_five_redirects_are_followed_to_the_file_and_more_are_no_file(steps: int, stance: Stance) -> None:
    def talk(conversation: Conversation) -> None:
        step = 0 if conversation.target == "/robots.txt" else int(conversation.target.strip("/"))
        if step < steps:
            conversation.redirect(f"/{step + 1}")
        else:
            conversation.answer(b"User-agent: *\nDisallow: /\n")

    with Server(talk, answers=10) as server:
        assert asked_of(server).stance is stance
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nUser-agent: *", b"<html>hello</html>"]
)
def test_an_answer_that_breaks_off_is_no_permission(answer: bytes) -> None:
    with Server(lambda conversation: conversation.say(answer)) as server:
        robots = asked_of(server)
    assert (robots.stance, robots.keep_for) == (Stance.AWAY, timedelta(seconds=30))


def test_an_endless_file_is_cut_and_its_head_obeyed() -> None:
    body = b"User-agent: *\nDisallow: /a\n" + b"# padding\n" * 200_000
    with Server(lambda conversation: conversation.answer(body)) as server:
        robots = asked_of(server)
    assert len(robots.text) <= 500 * 1024
    assert not robots.allows(SITE + "/a", AGENT)


def test_a_site_that_does_not_answer_is_left_alone() -> None:
    with Client(resolver=Names({}), connect=Network()) as client:
        robots = ask_robots(client, SITE, agent=AGENT)
    assert (robots.stance, robots.allows(SITE + "/a", AGENT)) == (Stance.AWAY, False)


def test_a_site_our_guard_refuses_is_left_to_the_guard() -> None:
    with Client() as client:
        robots = ask_robots(client, "http://127.0.0.1/", agent=AGENT)
    assert (robots.stance, robots.status) == (Stance.OPEN, 0)


def test_a_value_survives_being_kept_as_json() -> None:
    for robots in (read_robots("User-agent: *\nDisallow: /\u00e4".encode()), Robots(Stance.AWAY, status=503)):
        again = Robots(**json.loads(json.dumps(robots.as_dict())))
        assert again == robots
        assert again.stance is robots.stance
        assert again.allows(SITE + "/ä", AGENT) is robots.allows(SITE + "/ä", AGENT)

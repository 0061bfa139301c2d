"""Walls are told from articles: the score each page of the golden folder bears in its name is the score it gets."""

import re
import time
from pathlib import Path

import pytest

from tests.text.pages import PARAGRAPHS, page
from trackers.text.walls import THRESHOLD, Judgement, judge_page, weigh_page
from trackers.text.webpage import parse_page

FOLDER = Path(__file__).parent / "walls"
NAME = re.compile(r"([a-z]+)-[a-z0-9-]+?-(\d{1,3})\.html")
FACT = re.compile(r"^(asked|final|status|header): (.+)$", re.MULTILINE)
CASES = sorted(FOLDER.iterdir())
ASKED = "https://gazette.example/harbour/ferry-late-4711"


def weigh(body: bytes, *, final_url: str = ASKED, status: int = 200, **headers: str) -> Judgement:
    """What a page is likeliest to be instead of an article."""
    return weigh_page(
        parse_page(body, url=final_url),
        status=status,
        headers=list(headers.items()),
        asked_url=ASKED,
        final_url=final_url,
    )


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_a_golden_page_has_exactly_the_score_in_its_name(path: Path) -> None:
    named = NAME.fullmatch(path.name)
    assert named, "a name is <wall or innocent>-<words>-<expected score>.html"
    body = path.read_bytes()
    facts = FACT.findall(body.decode().partition("-->")[0])
    told = dict(fact for fact in facts if fact[0] != "header")
    headers = [tuple(value.split(": ", 1)) for name, value in facts if name == "header"]
    arguments = {
        "status": int(told["status"]),
        "headers": headers,
        "asked_url": told["asked"],
        "final_url": told["final"],
    }
    parsed = parse_page(body, url=told["final"], content_type="text/html; charset=utf-8")
    weighed = weigh_page(parsed, **arguments)  # type: ignore[arg-type]
    judged = judge_page(parsed, **arguments)  # type: ignore[arg-type]

    wall, expected = named[1], int(named[2])
    assert weighed.score == expected, weighed
    assert sum(points for _, points in weighed.reasons) in {expected, max(expected, 100)} or expected in {
        0,
        100,
    }
    if wall == "innocent":
        assert judged is None and expected < THRESHOLD
    else:
        assert judged is not None and expected >= THRESHOLD
        assert judged.wall == {"not": "not_found"}.get(wall, wall)
        assert judged.kind == ("missing" if wall in {"not", "front"} else "blocked")
        assert judged.sentence.endswith(".")


def test_the_folder_holds_enough_of_both() -> None:
    innocent = [path for path in CASES if path.name.startswith("innocent-")]
    assert len(CASES) >= 50 and len(innocent) >= 15
    for lang in ("de", "fr", "es", "pt", "it", "nl", "pl", "ja"):
        for wall in ("paywall", "not-found"):
            assert list(FOLDER.glob(f"{wall}-{lang}-*.html")), f"{wall} in {lang}"


@pytest.mark.parametrize(
    "name", [path.name for path in CASES if not path.name.startswith(("innocent", "front"))]
)
def test_a_whole_article_is_no_wall_whatever_stands_around_it(name: str) -> None:
    wall = (FOLDER / name).read_bytes().decode()
    head, _, rest = wall.partition("<body")
    tag, _, inside = rest.partition(">")
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS * 5)
    page_with_text = f"{head}<body{tag}><main><article>{text}</article></main>{inside}"
    assert weigh(page_with_text.encode(), cf_mitigated="").score < THRESHOLD


@pytest.mark.parametrize(
    ("final_url", "wall"),
    [
        ("https://gazette.example/", "front"),
        ("https://www.gazette.example/index.html", "front"),
        ("https://gazette.example/en/", "front"),
        ("https://gazette.example/harbour/", "front"),
        ("https://gazette.example/ferry", ""),
        ("https://gazette.example/harbour/another-story-of-the-day", ""),
        ("https://gazette.example/harbour/4712", ""),
        ("https://www.gazette.example/harbour/ferry-late-4711?utm_source=x", ""),
    ],
)
def test_a_redirect_to_a_front_page_is_missing_and_one_to_a_story_is_not(final_url: str, wall: str) -> None:
    judged = weigh(page(*PARAGRAPHS * 6), final_url=final_url)
    assert (judged.score >= THRESHOLD) is bool(wall)
    if wall:
        assert (judged.kind, judged.wall) == ("missing", wall)


def test_a_bare_word_is_a_section_only_where_the_page_says_so_too() -> None:
    section = "https://gazette.example/news"
    website = page(head='<meta property="og:type" content="website">')
    article = page(head='<meta property="og:type" content="article">')
    assert weigh(website, final_url=section).wall == "front"
    assert weigh(website, final_url=section).score >= THRESHOLD > weigh(article, final_url=section).score


def test_a_home_page_that_was_asked_for_leads_nowhere() -> None:
    home = "https://gazette.example/"
    body = parse_page(page(), url=home)
    assert judge_page(body, status=200, headers=(), asked_url=home, final_url=home) is None


def test_words_out_of_sight_are_not_read() -> None:
    offer = '<div hidden><div class="box"><h2>Subscribe to continue reading</h2></div></div>'
    assert "words_of_a_paywall" not in dict(weigh(page(foot=offer)).reasons)
    assert dict(weigh(page(foot=offer.replace(" hidden", ""))).reasons)["words_of_a_paywall"] == 40


def test_the_reasons_add_up_to_the_score() -> None:
    judged = weigh(page(*PARAGRAPHS[:2], foot="<h2>Subscribe to continue reading</h2>"))
    assert dict(judged.reasons)["words_of_a_paywall"] == 40
    assert sum(points for _, points in judged.reasons) == judged.score


def test_the_same_page_is_judged_alike_again() -> None:
    body = (FOLDER / next(path.name for path in CASES if path.name.startswith("paywall"))).read_bytes()
    assert weigh(body) == weigh(body)


@pytest.mark.parametrize(
    "body",
    [
        b"<p>" + b"subscribe to continue " * 20_000,
        b"<div>" * 200 + b"just a moment " * 5_000,
        b"".join(b"<p>to continue readin</p>" for _ in range(20_000)),
        b"<title>" + b"- " * 50_000 + b"</title><p>x</p>",
        b"<h1>" + b"404 error " * 20_000 + b"</h1>",
        b"".join(b"<script>" + b"{" * 400 + b"</script>" for _ in range(2_000)),
        b'<div class="' + b"x " * 100_000 + b'">text</div>',
    ],
)
def test_no_page_makes_a_judgement_slow(body: bytes) -> None:
    parsed = parse_page(body, url=ASKED)
    start = time.process_time()
    judge_page(parsed, status=200, headers=(), asked_url=ASKED, final_url=ASKED)
    assert time.process_time() - start < 1, "bounded work: milliseconds on any machine, a second on none"

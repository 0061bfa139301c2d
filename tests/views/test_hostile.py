"""Every text field holds an attack: no page may turn a word of it into markup (safety controls C1, C2, C4, C11)."""

import re
from itertools import product
from pathlib import Path

import pytest
import pytest_django
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from lxml import html

from tests.builders import make_change
from tests.views.everything import fill_site, pages_of, taken_back
from trackers.models import Article, Feed, Source

ATTACKS = [
    "<script>alert('canary')</script>",
    "\"><img src=x onerror=alert('canary')>",
    "'><svg/onload=alert(`canary`)>",
    "</title><script src=//canary.example></script>",
    "--><iframe src=javascript:alert('canary')>",
    "</textarea></style></noscript><body onload=canary()>",
    "{{ canary }}{% canary %}${canary}",
    '<a href="javascript:canary()">canary</a>',
    "javascript:canary()",
    "&lt;script&gt;canary&lt;/script&gt;",
    "<scr\u200bipt>canary()</scr\u200bipt>",
    "canary\u202e\u2066<b>canary</b>",
    "<!--canary--><![CDATA[<script>canary()</script>]]>",
]
# All of them in every field: each stands whole among the first letters once, and one that is an address begins one.
FIELD = 180
EVERYTHING = [" ".join(ATTACKS[first:] + ATTACKS[:first]) for first in (0, 4, 8)]
# What fits whole into the shortest fields.
SHORTEST = 80
TOGETHER = [
    " ".join(ATTACKS[place] for place in places)
    for places in ((0, 3), (1, 4), (2, 7), (5, 10), (8, 6), (9,), (12, 11))
]
ALLOWED = {
    "html", "head", "meta", "title", "link", "body", "header", "nav", "main", "footer", "section", "article", "aside",
    "h1", "h2", "h3", "p", "a", "ul", "ol", "li", "div", "span", "bdi", "time", "table", "caption", "thead", "tbody",
    "tr", "th", "td", "ins", "del", "br", "form", "label", "input", "button", "dl", "dt", "dd", "code", "strong",
    "select", "option", "details", "summary", "img", "mark", "q", "kbd", "textarea", "script", "svg", "g", "line",
    "rect", "circle", "path", "text", "figure", "figcaption", "blockquote",
}  # fmt: skip
# The one script there is: a file of ours, and nothing inside the element.
SCRIPT = re.compile(r"/static/steps(\.\w+)?\.js")
ADDRESSES = {"href", "src", "action", "formaction", "srcset", "poster", "data"}

pytestmark = pytest.mark.django_db


def problems(body: bytes) -> list[str]:
    """What in a page is not ours."""
    found = []
    for element in html.document_fromstring(body).iter():
        if not isinstance(element.tag, str):
            found.append(f"a comment or instruction: {element}")
            continue
        if element.tag == "script" and (element.text or not SCRIPT.fullmatch(element.get("src", ""))):
            found.append("a script")
        if element.tag not in ALLOWED:
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            if name.startswith("on") or name in {"style", "srcdoc"}:
                found.append(f"{name}={value}")
            if name in ADDRESSES and not re.match(r"(https?://|/(?!/)|[?#]|mailto:)", value):
                found.append(f"{name}={value}")
            if "canary" in value and (element.tag, name) not in {
                ("meta", "content"),
                ("link", "title"),
                ("img", "alt"),
            }:
                found.append(f"{element.tag} {name}={value}")
    return found


def test_no_attack_is_left_out() -> None:
    for texts, room in ((EVERYTHING, FIELD), (TOGETHER, SHORTEST)):
        assert all(any(attack in text[:room] for text in texts) for attack in ATTACKS)


@pytest.mark.parametrize(
    ("public_text", "attack"), [*product(["full"], EVERYTHING), ("passages", EVERYTHING[0])]
)
def test_an_attack_in_every_field_stays_text_on_every_page(attack: str, public_text: str) -> None:
    change = fill_site(attack, short=TOGETHER, public_text=public_text)
    client, shown = Client(), 0

    for path in pages_of(change):
        response = client.get(path)
        assert response.status_code == 200, path
        assert problems(response.content) == [], path
        shown += "canary" in html.document_fromstring(response.content).text_content()

    assert shown >= 10


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<scr", "<script>canary()</script>"),
        ("<script>a", "<script>b"),
        ("<img src=x on", "<img src=x onerror=canary()>"),
    ],
)
def test_an_attack_across_the_edge_of_a_mark_stays_text(old: str, new: str) -> None:
    change = make_change(
        old={"headline": f"Lock {old} opens", "paragraphs": [f"The lock {old} opens on Friday."]},
        new={"headline": f"Lock {new} opens", "paragraphs": [f"The lock {new} opens on Friday."]},
    )

    for path in ("/", change.get_absolute_url()):
        assert problems(Client().get(path).content) == []


def test_an_address_that_is_not_of_the_web_never_becomes_a_link() -> None:
    change, client = fill_site("words"), Client()
    for address in ("javascript:canary()", "data:text/html,canary", "//canary.example/", "/\\canary"):
        Article.objects.update(url=address)
        Source.objects.update(homepage=address)
        Feed.objects.update(address=address)

        for path in pages_of(change):
            response = client.get(path)
            assert response.status_code == 200, (address, path)
            assert problems(response.content) == [], (address, path)


@pytest.fixture(scope="module")
def answers(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> dict[str, HttpResponse]:
    """What a filled site answers at the addresses of all its pages, and at those where there is none."""
    with taken_back(django_db_blocker):
        change = fill_site("words")
        withheld = make_change().article
        Article.objects.filter(pk=withheld.pk).update(exposure="withheld", exposure_reason="legal")
        own = change.article.get_absolute_url()
        others = [
            "/nope",
            withheld.get_absolute_url(),
            f"{own}changes/2..1/",
            f"{own}diff/1/2",
            "/healthz",
            "/robots.txt",
            "/favicon.ico",
            "/feeds/changes.atom",
            "/feeds/all.opml",
            f"/published/{change.publications.first().uuid}/annotation.jsonld",
            "/admin/",
        ]
        return {path: Client().get(path) for path in [*pages_of(change), *others]}


def test_what_readers_may_not_know_is_on_no_page(answers: dict[str, HttpResponse]) -> None:
    assert {path for path, answer in answers.items() if b"For the desk alone." in answer.getvalue()} == set()


def test_every_answer_carries_the_policy_that_forbids_scripts_from_elsewhere(
    answers: dict[str, HttpResponse],
) -> None:
    assert len(answers) > 40
    for path, answer in answers.items():
        headers = answer.headers
        policy = dict(
            part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";")
        )
        assert policy["default-src"] == policy["script-src"] == policy["form-action"] == "'self'", path
        assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'", path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["X-Frame-Options"] == "DENY", path
        assert headers["Referrer-Policy"] == "same-origin", path
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert policy["img-src"] == "'self'", path
        assert "camera=()" in headers["Permissions-Policy"], path


def test_nothing_switches_escaping_off() -> None:
    # Templates of the desk are held to the same.
    forbidden = re.compile(
        r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off|\{%\s*filter\s+safe|mark_safe|SafeString|SafeText|format_html"
    )
    places = [*Path(settings.BASE_DIR / "templates").rglob("*.html")]
    places += [*Path(settings.BASE_DIR / "trackers/views").rglob("*.py")]
    places += [*Path(settings.BASE_DIR / "trackers/templatetags").rglob("*.py")]

    assert len(places) > 40
    assert [str(place) for place in places if forbidden.search(place.read_text(encoding="utf-8"))] == []


def test_no_script_of_ours_makes_markup_of_text() -> None:
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|setHTMLUnsafe|\beval\(|new Function"
    )
    scripts = [*Path(settings.BASE_DIR / "static").rglob("*.js")]

    assert scripts
    assert [str(place) for place in scripts if forbidden.search(place.read_text(encoding="utf-8"))] == []


def test_pages_bring_one_script_from_a_file_and_no_style_of_their_own() -> None:
    ours = """<script src="{% static 'steps.js' %}" defer></script>"""
    templates = Path(settings.BASE_DIR / "templates")
    for place in [*templates.glob("*.html"), *(templates / "trackers").rglob("*.html")]:
        markup = place.read_text(encoding="utf-8").replace(ours, "")
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", markup), place

"""The desk in a window: a morning's triage by keyboard, a second read, a publication, and what nobody else sees.

Times are those of the steps themselves: from the key to the page that follows it.
"""

import re
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SCREENSHOTS, Visit, open_window
from tests.builders import make_article, make_change, make_editor, make_source
from tests.reviews import show_at_once
from trackers.desk.review import review_of
from trackers.models import Annotation, Change, Label, ReviewEvent
from trackers.tasks import tick_desk

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/admin/trackers/change/"
WAITS = f"{LIST}?annotated=no"
FEED = "/feeds/annotated.atom"
DISMISSAL_SECONDS, ANNOTATION_SECONDS = 5, 30


def fill_queue(count: int = 20) -> list[Change]:
    """So many changes of as many articles, the oldest first; the last two are the same correction twice."""
    source = make_source(name="The Marrow Gazette")
    changes = [
        make_change(
            make_article(source),
            old=[f"Some {number} boats wait outside.", "The keeper was in town, said the board."],
            new=[f"Some {number + 300} boats wait outside.", "The keeper was in town, said the board."],
        )
        for number in range(1, count - 1)
    ]
    same = {
        "old": ["Odile Far keeps the bridge.", "It is shut."],
        "new": ["Odile Farr keeps the bridge.", "It is shut."],
    }
    return [*changes, *(make_change(make_article(source), **same) for _number in range(2))]


def log_in(visit: Visit, user: User) -> None:
    """Come in by the front door of the desk."""
    visit.go("/admin/login/")
    visit.page.fill("#id_username", user.username)
    visit.page.fill("#id_password", "a long enough password")
    visit.follow(visit.page.locator("input[type=submit]"))


def enter(chromium: Browser, live_server: object, user: User, **size: Any) -> Iterator[Visit]:
    """Open a window in which somebody is logged in."""
    for visit in open_window(chromium, str(live_server), **{"width": 1280, "scheme": "light", **size}):
        log_in(visit, user)
        yield visit


def number_of(page: Page) -> int:
    """The change a review page is about."""
    return int(page.url.split("/change/")[1].split("/")[0])


def press(page: Page, *keys: str) -> float:
    """Press keys of which the last leads to another page; return the seconds until that is there."""
    began = time.monotonic()
    for key in keys[:-1]:
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press(keys[-1])
    return time.monotonic() - began


def select_words(page: Page, words: str) -> None:
    """Select words of the new text as a mouse would."""
    page.evaluate(
        """words => {
            const cells = [...document.querySelectorAll('.desk-diff td:nth-child(2)')];
            for (const cell of cells) {
                const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
                for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                    const at = node.data.indexOf(words);
                    if (at >= 0) { getSelection().setBaseAndExtent(node, at, node, at + words.length); return; }
                }
            }
            throw new Error('no such words');
        }""",
        words,
    )


def look(visit: Visit, name: str, *, but: frozenset[str] = frozenset()) -> None:
    """Keep a screenshot; axe finds nothing, ``but`` for some of its rules, and nothing overflows."""
    width = visit.page.viewport_size["width"] if visit.page.viewport_size else 0
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    visit.page.screenshot(path=SCREENSHOTS / f"{name}-{width}-{visit.scheme}.png", full_page=True)
    found = [rule for rule in Axe().run(visit.page).response["violations"] if rule["id"] not in but]
    assert not found, [(rule["id"], [node["html"][:200] for node in rule["nodes"][:3]]) for rule in found]
    wider = visit.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"{name} is {wider} pixels wider than the window"
    assert (visit.foreign, visit.dialogs) == ([], [])


@pytest.fixture
def label() -> Label:
    """The desk's only word."""
    Label.objects.all().delete()
    return Label.objects.create(code="figure", name="Figure", definition="A figure is another one.")


def test_a_morning_at_the_desk(chromium: Browser, live_server: object, label: Label) -> None:
    fill_queue()
    # Readers wait for nothing here: two minutes are too long for a test.
    show_at_once()
    analyst, editor, outsider = make_editor("analyst"), make_editor("editor"), make_editor("outsider")
    for visit in enter(chromium, live_server, analyst):
        annotated, times = triage(visit)
    sys.stderr.write(f"{ {name: f'{max(found):.2f} s at most' for name, found in times.items()} }\n")
    assert max(times["dismissal"]) < DISMISSAL_SECONDS and max(times["annotation"]) < ANNOTATION_SECONDS
    assert len(times["dismissal"]) == 17 and len(annotated) == 3
    for visit in enter(chromium, live_server, editor):
        published = read_and_publish(visit, annotated)
    entry = Annotation.objects.get(change=published)
    for visit in enter(chromium, live_server, outsider):
        sees_nothing(visit, published)
    feed = read_feed(chromium, live_server)
    assert str(entry.uuid) in feed and entry.public_note in feed
    for visit in enter(chromium, live_server, analyst):
        amend(visit, published)
    for visit in enter(chromium, live_server, editor):
        approve_amendment(visit, published)
    amended = read_feed(chromium, live_server)
    assert "counted twice" in amended and str(entry.uuid) in amended
    assert re.findall("<updated>([^<]+)", feed) < re.findall("<updated>([^<]+)", amended)


def read_feed(chromium: Browser, live_server: object) -> str:
    """The feed of editors' notes as a reader gets it, once the clock has come by."""
    tick_desk()
    for visit in open_window(chromium, str(live_server), width=1280, scheme="light"):
        answer = visit.page.request.get(f"{visit.site}{FEED}")
        assert answer.ok
        return answer.text()
    raise AssertionError


def triage(visit: Visit) -> tuple[list[int], dict[str, list[float]]]:
    """Go through twenty changes by keyboard alone; say which were annotated, and how long each step took."""
    page, annotated, times = visit.page, [], {"dismissal": [], "annotation": []}
    visit.go(WAITS)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator("#result_list tr.desk-here")).to_have_count(1)
    press(page, "Enter")
    for place in range(20):
        if place in {2, 7, 12}:
            annotated.append(number_of(page))
            times["annotation"].append(annotate(page, send_on=place == 2))
        else:
            times["dismissal"].append(press(page, "d", "s"))
        if place == 3:
            expect(page.locator(".messagelist")).to_be_in_viewport()
    assert ReviewEvent.objects.filter(act="dismiss").count() == 17
    visit.hold()
    return annotated, times


def annotate(page: Page, *, send_on: bool) -> float:
    """Say what a change is about, with an anchor; send it to a second read, or save and go on."""
    began = time.monotonic()
    page.keyboard.press("3" if send_on else "2")
    expect(page.locator("#desk-said")).to_be_in_viewport()
    page.keyboard.press("h")
    expect(page.locator("#id_confidence")).to_have_value("certain")
    page.keyboard.press("e")
    page.keyboard.type("The number of boats is another one. s d j")
    page.keyboard.press("Escape")
    select_words(page, "boats wait")
    page.keyboard.press("w")
    expect(page.locator("#id_quote_after")).to_have_value("boats wait")
    page.keyboard.press("t")
    page.keyboard.type("quot")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    this = number_of(page)
    press(page, "r" if send_on else "s")
    row = Annotation.objects.get(change=this)
    assert [anchor["exact"] for anchor in row.anchors] == ["boats wait"] and "quote" in row.kinds
    if send_on:
        assert review_of(row.change).state == "second_read"
        press(page, "n")
    return time.monotonic() - began


def read_and_publish(visit: Visit, annotated: list[int]) -> Change:
    """Read what waits for a second read, and publish it by one key."""
    visit.go(f"{LIST}{annotated[0]}/change/")
    press(visit.page, "Shift+P")
    change = Change.objects.get(pk=annotated[0])
    assert review_of(change).state == "published"
    visit.hold()
    return change


def sees_nothing(visit: Visit, change: Change) -> None:
    """Somebody without a role finds no list, no page and no batch."""
    for path in (LIST, f"{LIST}{change.pk}/change/", "/admin/trackers/batch/"):
        answer = visit.page.request.get(f"{visit.site}{path}")
        assert answer.status == 403 and "boats" not in answer.text(), path
    visit.go("/admin/")
    assert visit.page.locator(f"a[href='{LIST}']").count() == 0


def amend(visit: Visit, change: Change) -> None:
    """Write better words about what is published, and send them to a second read."""
    visit.go(f"{LIST}{change.pk}/change/")
    visit.page.fill("#id_public_note", "The boats had been counted twice.")
    visit.page.keyboard.press("Escape")
    visit.follow(visit.page.locator("input[name=_draft]"))
    press(visit.page, "r")


def approve_amendment(visit: Visit, change: Change) -> None:
    """Say what was amended, and publish it."""
    visit.go(f"{LIST}{change.pk}/change/")
    visit.page.fill("#id_reason", "The first note had the wrong reason.")
    visit.page.keyboard.press("Escape")
    press(visit.page, "Shift+P")
    assert review_of(change).state == "amended"


def test_from_a_focused_row_to_published_in_six_keys(
    chromium: Browser, live_server: object, label: Label
) -> None:
    change = fill_queue(3)[0]
    for visit in enter(chromium, live_server, make_editor("editor")):
        page, keys = visit.page, 0
        visit.go(f"{LIST}?q=301")
        page.keyboard.press("j")
        for key in ("Enter", "2", "h", "l", "1", "Shift+P"):
            keys += 1
            if key in {"Enter", "Shift+P"}:
                press(page, key)
            else:
                page.keyboard.press(key)
        assert (review_of(change).state, keys) == ("published", 6)
        visit.hold()


def test_keys_rest_while_somebody_types_and_when_switched_off(
    chromium: Browser, live_server: object, label: Label
) -> None:
    change = fill_queue(3)[0]
    for visit in enter(chromium, live_server, make_editor("editor")):
        page = visit.page
        visit.go(f"{LIST}{change.pk}/change/")
        page.keyboard.press("Control+2")
        page.focus("#id_public_note")
        page.keyboard.type("2dsc?")
        assert page.locator("input[name=significance]:checked").count() == 0
        assert page.locator("dialog[open]").count() == 0
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        expect(page.locator("dialog#desk-help")).to_be_visible()
        page.keyboard.press("2")
        page.keyboard.press("Escape")
        expect(page.locator("dialog#desk-help")).to_be_hidden()
        assert page.locator("input[name=significance]:checked").count() == 0
        page.keyboard.press("]")
        assert page.evaluate("document.activeElement.tagName") == "TR"
        page.keyboard.press("o")
        expect(page.locator(".desk-diff.desk-stacked")).to_have_count(1)
        page.keyboard.press("o")
        expect(page.locator(".desk-diff[data-mode=whole]")).to_have_count(1)
        page.uncheck("#desk-keys")
        page.reload()
        page.keyboard.press("2")
        assert page.locator("input[name=significance]:checked").count() == 0
        expect(page.locator("#desk-keys")).not_to_be_checked()
        assert review_of(change).state == "new"
        visit.hold()


def test_the_last_decision_is_repeated_copied_and_undone(
    chromium: Browser, live_server: object, label: Label
) -> None:
    changes = fill_queue(5)
    for visit in enter(chromium, live_server, make_editor("analyst")):
        page = visit.page
        visit.go(f"{LIST}{changes[0].pk}/change/")
        press(page, "d", "t")
        visit.go(f"{LIST}{changes[1].pk}/change/")
        press(page, ".")
        assert [review_of(change).state for change in changes[:2]] == ["dismissed"] * 2
        press(page, "u")
        assert review_of(changes[1]).state == "new" and number_of(page) == changes[1].pk
        visit.go(f"{LIST}{changes[3].pk}/change/")
        press(page, "d", "s")
        visit.go(f"{LIST}{changes[3].pk}/change/")
        visit.follow(page.locator("button[name=_copy]"))
        visit.follow(page.locator("input[name=_confirm]"))
        expect(page.locator(".desk-outcome")).to_have_text("1 done.")
        assert review_of(changes[4]).state == "dismissed"
        visit.follow(page.locator("input[name=_undo]"))
        expect(page.locator(".desk-outcome")).to_have_text("1 undone.")
        assert review_of(changes[4]).state == "new"
        visit.hold()


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]
)
def test_every_page_of_the_desk_holds_what_pages_promise(
    chromium: Browser, live_server: object, label: Label, width: int, scheme: str
) -> None:
    changes = fill_queue(4)
    for visit in enter(chromium, live_server, make_editor("editor"), width=width, scheme=scheme):
        page = visit.page
        visit.go(LIST)
        page.keyboard.press("j")
        look(visit, "desk-list")
        visit.go(f"{LIST}{changes[2].pk}/change/")
        page.click("#desk-more > summary")
        look(visit, "desk-review")
        page.keyboard.press("?")
        look(visit, "desk-keys")
        page.keyboard.press("Escape")
        expect(page.locator("dialog#desk-help")).to_be_hidden()
        press(page, "d", "s")
        visit.go(f"{LIST}{changes[2].pk}/change/")
        look(visit, "desk-dismissed")
        visit.follow(page.locator("button[name=_copy]"))
        look(visit, "desk-copy")
        visit.follow(page.locator("input[name=_confirm]"))
        look(visit, "desk-copied")
        for action in ("bulk_annotate", "bulk_dismiss", "bulk_publish", "bulk_snooze"):
            visit.go(LIST)
            page.check("#action-toggle")
            page.select_option("select[name=action]", action)
            visit.follow(page.locator("button[name=index]"))
            look(visit, f"desk-{action}")
        visit.go("/admin/trackers/batch/")
        look(visit, "desk-batches")

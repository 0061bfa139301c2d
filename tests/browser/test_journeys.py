"""What readers come for, step by step: find a change, judge it, follow an article through its life, ask for words."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit, open_window
from tests.builders import make_article, make_change, make_source, make_version
from trackers.models import Change
from trackers.pipeline.describe import describe_change
from trackers.text.compare import compare

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = (
    "The swing bridge at Marrow Creek will stay shut until Friday, the harbour board said on Monday.",
    "Two of its bearings had cracked in the frost, and new ones had to be cast inland.",
    "Fishing boats were led round the island by a tug that the board had hired for the week.",
    "“We have never had a winter like it,” said the keeper, Odile Farr, who has lived there for years.",
    "The board meets again next week.",
)
AFTER = (
    "The swing bridge at Marrow Creek will stay shut until Sunday, the harbour board said on Monday.",
    BEFORE[1],
    BEFORE[2],
    "“We have never had a winter like it,” said the keeper, Odile Farr.",
    "Forty boats wait outside, twice as many as the board had counted before.",
    BEFORE[4],
)


@pytest.fixture
def bridge() -> Change:
    """A story of three versions whose first step has been described and found."""
    article = make_article(make_source(name="The Marrow Gazette"), url="https://marrow.example/bridge")
    make_version(article, headline="Bridge stays shut", paragraphs=list(BEFORE))
    change = make_change(
        article, new={"headline": "Bridge stays shut until Sunday", "paragraphs": list(AFTER)}
    )
    before, after = change.texts_shown
    describe_change(change, compare(before.text, after.text))
    make_change(article, new={"headline": "Bridge opens on Sunday", "paragraphs": list(AFTER)})
    return change


@pytest.fixture
def scriptless(chromium: Browser, live_server: object) -> Iterator[Visit]:
    """A window in which no script runs."""
    yield from open_window(chromium, str(live_server), width=360, scheme="light", scripts=False)


def place_of(page: Page) -> str:
    """The part of a page that its address names, as the page itself says: the driver hears of it only later."""
    return str(page.evaluate("location.hash"))


def test_a_reader_goes_from_the_front_page_to_a_change_and_steps_through_it(
    visit: Visit, bridge: Change
) -> None:
    page = visit.page
    visit.go("/")
    visit.follow(page.locator(f"main a[href='{bridge.get_absolute_url()}']").first)
    assert page.url.endswith(bridge.get_absolute_url())
    visit.look("journey-change")
    page.keyboard.press("j")
    page.keyboard.press("j")
    stepped = place_of(page)
    assert stepped
    page.keyboard.press("Control+j")
    assert place_of(page) == stepped, "a key with another held is the browser's"
    page.keyboard.press("k")
    assert place_of(page) != stepped
    visit.follow(page.get_by_role("link", name="The article’s story"))
    visit.look("journey-story")
    page.goto(f"{visit.site}{bridge.article.get_absolute_url()}life/")
    visit.look("journey-life")


def test_words_that_went_are_found_and_the_search_can_be_followed(window: Visit, bridge: Change) -> None:
    page = window.page
    window.go("/search/")
    page.get_by_role("searchbox").first.fill("removed:friday added:sunday")
    window.enter()
    expect(page.get_by_role("heading", name="Changes", exact=True)).to_be_visible()
    assert page.locator(f"main a[href='{bridge.get_absolute_url()}']").count() >= 1
    window.look("journey-search")
    atom = page.locator("link[type='application/atom+xml']").first.get_attribute("href")
    assert atom is not None
    answer = page.request.get(f"{window.site}{atom}" if atom.startswith("/") else atom)
    assert answer.ok and bridge.get_absolute_url() in answer.text()


def test_a_mistyped_search_says_what_is_wrong_and_loses_nothing(window: Visit, bridge: Change) -> None:
    window.go("/search/")
    box = window.page.get_by_role("searchbox").first
    box.fill("after:yesterday bridge")
    window.enter()
    expect(window.page.get_by_role("alert")).to_be_visible()
    assert window.page.get_by_role("searchbox").first.input_value() == "after:yesterday bridge"


def test_an_address_that_is_pasted_leads_to_its_article(window: Visit, bridge: Change) -> None:
    window.go("/search/")
    window.page.get_by_role("searchbox").first.fill("https://marrow.example/bridge?utm_source=mail")
    window.enter()
    expect(window.page).to_have_url(f"{window.site}{bridge.article.get_absolute_url()}")


def test_without_scripts_nothing_is_missing(scriptless: Visit, bridge: Change) -> None:
    page = scriptless.page
    scriptless.go("/")
    page.get_by_label("Kind of change").select_option("headline")
    scriptless.follow(page.get_by_role("button", name="Show").first)
    scriptless.follow(page.locator(f"main a[href='{bridge.get_absolute_url()}']").first)
    for word in ("Friday", "Sunday", "Forty boats wait outside"):
        assert page.get_by_text(word).count() >= 1
    scriptless.hold()

"""One Chromium for all journeys, each in a window that reports whatever a page does wrong."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, sync_playwright

from newswatch.environment import BASE_DIR

SCREENSHOTS = BASE_DIR / ".test-data" / "screenshots"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
# Playwright's synchronous interface runs an event loop in the thread that speaks to the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# A shift of content as Chromium counts it (Layout Instability API), less those that answer a key or a click.
_SHIFTS = """
() => new Promise(tell => {
  let sum = 0;
  const add = entry => { if (!entry.hadRecentInput) sum += entry.value; };
  new PerformanceObserver(list => list.getEntries().forEach(add)).observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => tell(sum)));
})
"""


@dataclass
class Visit:
    """A window on the site: `page` is Playwright's, `site` the address, the lists what must stay empty."""

    page: Page
    site: str
    scheme: str
    foreign: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a path of the site; a page that answers with an error is one."""
        answer = self.page.goto(f"{self.site}{path}", wait_until="load")
        assert answer is not None and answer.ok, f"{path} answered {answer and answer.status}"

    def follow(self, place: Locator) -> None:
        """Click what leads to another page, and wait until that one is there whole."""
        with self.page.expect_navigation():
            place.click()

    def enter(self) -> None:
        """Send the form that is being filled in by the Enter key, and wait for the page that answers."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def look(self, name: str) -> None:
        """Keep a screenshot and hold the page to what every page promises: axe finds nothing and nothing jumps."""
        width = self.page.viewport_size["width"] if self.page.viewport_size else 0
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}-{width}-{self.scheme}.png", full_page=True)
        found = Axe().run(self.page).response["violations"]
        assert not found, [(rule["id"], [node["html"][:200] for node in rule["nodes"][:3]]) for rule in found]
        assert self.page.evaluate(_SHIFTS) < 0.02, "the layout shifts"
        wider = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wider <= 0, f"{name} is {wider} pixels wider than the window"
        self.hold()

    def hold(self) -> None:
        """Fail if a page asked a stranger for anything, opened a dialog or complained."""
        assert (self.foreign, self.dialogs, self.complaints) == ([], [], [])


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser that ``BROWSER`` names; as root it has no sandbox."""
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=Path(os.environ["BROWSER"]), args=flags)
        yield browser
        browser.close()


@pytest.fixture(
    params=[(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")],
    ids=lambda one: f"{one[0]}-{one[1]}",
)
def visit(request: pytest.FixtureRequest, chromium: Browser, live_server: object) -> Iterator[Visit]:
    """A window as wide and as bright as a reader's may be."""
    width, scheme = request.param
    yield from open_window(chromium, str(live_server), width=width, scheme=scheme)


@pytest.fixture
def window(chromium: Browser, live_server: object) -> Iterator[Visit]:
    """One wide, light window."""
    yield from open_window(chromium, str(live_server), width=1280, scheme="light")


def open_window(
    chromium: Browser, site: str, *, width: int, scheme: str, scripts: bool = True
) -> Iterator[Visit]:
    """Yield a Visit in a context of its own."""
    size = WIDE if width == WIDE["width"] else NARROW
    context = chromium.new_context(
        viewport=size, color_scheme=scheme, locale="en-GB", java_script_enabled=scripts
    )  # type: ignore[arg-type]
    page = context.new_page()
    visit = Visit(page, site, scheme)
    host = urlsplit(site).netloc

    def note_request(asked: Request) -> None:
        if urlsplit(asked.url).netloc != host and not asked.url.startswith("data:"):
            visit.foreign.append(asked.url)

    def note_message(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            visit.complaints.append(message.text)

    page.on("request", note_request)
    page.on("console", note_message)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("dialog", lambda dialog: (visit.dialogs.append(dialog.message), dialog.dismiss())[-1])
    yield visit
    context.close()

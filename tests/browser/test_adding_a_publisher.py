"""A source manager adds a newspaper by its address, and a list of them by OPML, in a window."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.admin.asking import run_jobs
from tests.browser.conftest import SCREENSHOTS, Visit
from tests.builders import make_editor
from tests.press import Answer, Press, open_press
from trackers.models import Source

pytestmark = pytest.mark.django_db(transaction=True)

LOCK = [
    "The lock at Vellmouth opened again on Thursday, after divers had taken a bicycle and two anchors out of its gate.",
    "Eleven barges had waited above it since Monday, one of them with a brass band that had been due in the town.",
    "“We played for the ducks,” said the bandmaster, Teodor Lindqvist, while the water rose in the chamber at last.",
    "The harbour office wants to look at the gate once more in April, when the river is low and the traffic is thin.",
]


def publish(press: Press) -> None:
    for name, headline in (("lock", "Lock opens after four days"), ("band", "Band plays for the ducks")):
        head = '<meta name="author" content="Odile Marchmain"><meta name="description" content="Eleven barges waited.">'
        press.publish(f"/{name}", headline=headline, paragraphs=LOCK, head=head)
    press.pages["/closed"] = Answer(b"no", status=403)
    entries = [(name, press.url(f"/{name}")) for name in ("lock", "band", "closed")]
    press.list_in_feed("/news.xml", entries)
    press.pages["/"] = Answer(
        b"<!doctype html><html lang='en-GB'><title>The Vellmouth Lantern | Home</title>"
        b"<link rel='alternate' type='application/rss+xml' href='/news.xml'><link rel='alternate' "
        b"type='application/atom+xml' href='/lost.xml'><body></body></html>",
        headers={"Content-Type": "text/html; charset=utf-8"},
    )


def look(visit: Visit, name: str) -> None:
    """Keep a screenshot; hold a page of the admin to what is ours: axe finds nothing and nothing overflows."""
    width = visit.page.viewport_size["width"] if visit.page.viewport_size else 0
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    visit.page.screenshot(path=SCREENSHOTS / f"{name}-{width}-{visit.scheme}.png", full_page=True)
    found = Axe().run(visit.page).response["violations"]
    assert not found, [(rule["id"], [node["html"][:200] for node in rule["nodes"][:3]]) for rule in found]
    wider = visit.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"{name} is {wider} pixels wider than the window"
    assert (visit.foreign, visit.dialogs) == ([], [])


def log_in(visit: Visit) -> None:
    user = make_editor("source_manager")
    visit.go("/admin/login/")
    visit.page.fill("#id_username", user.username)
    visit.page.fill("#id_password", "a long enough password")
    visit.follow(visit.page.locator("input[type=submit]"))


def test_a_newspaper_is_tried_and_followed(visit: Visit, settings: Any) -> None:
    log_in(visit)
    with open_press() as press:
        settings.FETCH_ALLOWED_PEERS = frozenset({press.base.split("//")[1]})
        publish(press)
        visit.go("/admin/trackers/source/survey/")
        look(visit, "add-address")
        visit.page.fill("#id_address", "not an address")
        visit.follow(visit.page.locator(".submit-row input[type=submit]"))
        look(visit, "add-address-refused")
        visit.page.fill("#id_address", press.base)
        visit.follow(visit.page.locator(".submit-row input[type=submit]"))
        look(visit, "add-waiting")
        run_jobs()
        visit.page.get_by_text("2 of 3 articles read well").wait_for()
        look(visit, "add-found")
        visit.follow(visit.page.locator(".submit-row input[type=submit]"))
        assert Source.objects.get().name == "The Vellmouth Lantern"
        assert "looked at again at about" in visit.page.inner_text(".messagelist")


def test_a_list_of_feeds_is_rehearsed_and_imported(visit: Visit) -> None:
    log_in(visit)
    rows = "".join(
        f'<outline type="rss" text="The {name}" xmlUrl="https://{name}.example/rss"/>'
        for name in ("gull", "tern", "auk")
    )
    file = f'<opml version="2.0"><head/><body>{rows}<outline text="Bad" xmlUrl="nonsense"/></body></opml>'.encode()
    visit.go("/admin/trackers/source/import/")
    look(visit, "import-file")
    visit.page.set_input_files("#id_file", {"name": "papers.opml", "mimeType": "text/x-opml", "buffer": file})
    visit.follow(visit.page.locator(".submit-row input[type=submit]"))
    look(visit, "import-rehearsed")
    visit.follow(visit.page.locator(".submit-row input[type=submit]"))
    run_jobs()
    visit.page.get_by_text("Imported.").wait_for()
    look(visit, "import-done")
    assert Source.objects.count() == 3

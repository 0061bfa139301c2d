"""OPML by the admin's door: a file is rehearsed, imported by a job, and what is followed is handed out."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.admin.asking import Visitor, enter, page_of, run_jobs, text_of
from tests.builders import make_feed, make_source
from trackers.models import Feed, FeedImport, ImportState, Source
from trackers.text.opml import read_opml

pytestmark = pytest.mark.django_db

IMPORT = "/admin/trackers/source/import/"
CHOICE = {"public_text": "passages", "exposure": "withheld"}


def opml(*feeds: tuple[str, str]) -> bytes:
    rows = "".join(f'<outline type="rss" text="{title}" xmlUrl="{address}"/>' for address, title in feeds)
    return f'<opml version="2.0"><head/><body>{rows}</body></opml>'.encode()


def upload(visitor: Visitor, body: bytes, name: str = "papers.opml") -> Any:
    return visitor.post(IMPORT, {"file": SimpleUploadedFile(name, body)})


def test_a_file_is_rehearsed_imported_and_told_with_links() -> None:
    manager = enter("source_manager")
    page = upload(manager, opml(("https://bell.example/rss", "The Bell"), ("nonsense", "No")))["Location"]
    shown = text_of(manager.get(page))
    assert "Nothing is followed yet" in shown
    assert "Follows a new publisher: 1" in shown
    assert "Cannot be followed: 1" in shown
    assert not Source.objects.exists()
    assert manager.post(page, CHOICE)["Location"] == page
    assert "Refresh" in manager.get(page)
    run_jobs()
    done = manager.get(page)
    source = Source.objects.get()
    assert "Imported." in text_of(done)
    assert page_of(done).xpath(f"//a[@href='/admin/trackers/source/{source.pk}/change/']")
    assert (source.name, source.public_text, source.exposure) == ("The Bell", "passages", "withheld")
    assert not page_of(done).xpath("//input[@value='Import']")


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"%PDF-1.7", "This is not XML."),
        (b"<html></html>", "This XML is not OPML."),
        (opml(), "This file lists no feeds."),
        (opml(*[("https://a.example/rss", "A")] * 5_001), "more than 5000 feeds"),
        (b"", "The submitted file is empty."),
        (b"<opml>" + b" " * 5_300_000, "larger than 5 MB"),
    ],
    ids=["a PDF", "a page", "no feeds", "too many", "empty", "too large"],
)
def test_what_is_no_list_of_feeds_gets_a_sentence_on_the_form(body: bytes, sentence: str) -> None:
    response = upload(enter("source_manager"), body)
    assert response.status_code == 200
    assert sentence in text_of(response)
    assert not FeedImport.objects.exists()


def test_no_file_at_all_gets_a_sentence() -> None:
    assert "This field is required" in text_of(enter("source_manager").post(IMPORT, {}))


def test_five_thousand_feeds_are_shown_in_part_and_counted_whole() -> None:
    manager = enter("source_manager")
    page = upload(manager, opml(*((f"https://n{n}.example/rss", f"N{n}") for n in range(5_000))))["Location"]
    shown = manager.get(page)
    assert "Follows a new publisher: 5000" in text_of(shown)
    assert "Only the first ones are shown." in text_of(shown)
    assert len(shown.content) < 200_000


def test_a_choice_that_is_none_imports_nothing() -> None:
    manager = enter("source_manager")
    page = upload(manager, opml(("https://bell.example/rss", "Bell")))["Location"]
    response = manager.post(page, {"public_text": "everything", "exposure": "canceled"})
    assert response.status_code == 200
    assert "not one of the available choices" in text_of(response)
    assert FeedImport.objects.get().state == ImportState.REHEARSED


def test_an_import_whose_worker_is_lost_can_go_on() -> None:
    manager = enter("source_manager")
    page = upload(manager, opml(("https://bell.example/rss", "Bell")))["Location"]
    FeedImport.objects.update(state=ImportState.RUNNING, job="import-lost")
    assert "let it go on" in text_of(manager.get(page))
    manager.post(page, {})
    run_jobs()
    assert Source.objects.count() == 1


def test_a_queue_that_cannot_be_reached_leaves_the_import_rehearsed(settings: Any) -> None:
    manager = enter("source_manager")
    page = upload(manager, opml(("https://bell.example/rss", "Bell")))["Location"]
    settings.RQ_QUEUES = {"desk": {"URL": "unix:///nowhere/at/all.sock", "DEFAULT_TIMEOUT": 60}}
    manager.post(page, CHOICE)
    assert FeedImport.objects.get().state == ImportState.REHEARSED
    assert "The queue cannot be reached" in text_of(manager.get(page))


def test_what_is_followed_is_handed_out_and_read_back() -> None:
    source = make_source(name="Bell & Sons", homepage="https://bell.example/")
    make_feed(source, address="https://bell.example/rss", title="News")
    make_feed(source, address="https://bell.example/map.xml", kind="sitemap")
    response = enter("source_manager").get("/admin/trackers/source/export.opml")
    assert response["Content-Type"] == "text/x-opml; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert [(row.kind.value, row.address) for row in read_opml(response.content)] == [
        ("rss", "https://bell.example/rss"), ("sitemap", "https://bell.example/map.xml"),
    ]  # fmt: skip


def test_our_own_file_adds_nothing_to_what_is_followed() -> None:
    source = make_source()
    make_feed(source)
    manager = enter("source_manager")
    file = manager.get("/admin/trackers/source/export.opml").content
    shown = text_of(manager.get(upload(manager, file)["Location"]))
    assert "Is read already: 1" in shown
    assert Feed.objects.count() == 1


@pytest.mark.parametrize("role", ["outsider", "analyst", "editor"])
def test_only_those_who_may_add_sources_import_them(role: str) -> None:
    manager, visitor = enter("source_manager"), enter(role)
    page = upload(manager, opml(("https://bell.example/rss", "Bell")))["Location"]
    assert visitor.get(IMPORT).status_code == 403
    assert upload(visitor, opml(("https://bell.example/rss", "Bell"))).status_code == 403
    assert visitor.get(page).status_code == 403
    assert visitor.post(page, CHOICE).status_code == 403
    expected = 200 if role == "editor" else 403
    assert visitor.get("/admin/trackers/source/export.opml").status_code == expected

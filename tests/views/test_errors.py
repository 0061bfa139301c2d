"""Pages for what went wrong: readable, neutral, and without a trace of the inside."""

import pytest
from django.test import Client, RequestFactory, override_settings
from lxml import html

from newswatch import urls
from tests.views.asking import ask, words
from trackers.views import errors


@pytest.mark.parametrize("path", ["/nope", "/nope/<script>alert(1)</script>", "/articles/x/", "/.env"])
def test_an_address_that_is_not_there_leads_back(path: str) -> None:
    page = ask(path, status=404)

    assert words(page.cssselect("h1")[0]) == "Not found"
    assert {"/", "/sources/"} <= {link.get("href") for link in page.cssselect("main a")}
    assert "script" not in words(page)
    assert page.cssselect("meta[name=robots]")[0].get("content") == "noindex"


def test_our_own_pages_are_the_ones_that_answer() -> None:
    assert (urls.handler400, urls.handler403, urls.handler404, urls.handler500) == (
        errors.bad_request,
        errors.forbidden,
        errors.not_found,
        errors.server_error,
    )


@override_settings(
    STORAGES={"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}
)
def test_the_page_for_our_own_faults_needs_no_database_and_no_manifest() -> None:
    # No django_db mark: a query would fail the test.
    response = errors.server_error(RequestFactory().get("/"))

    page = html.document_fromstring(response.content)
    assert response.status_code == 500
    assert "The fault is ours, not yours." in words(page)
    assert page.cssselect("link[rel=stylesheet]")[0].get("href") == "/static/site.css"


def test_a_fault_of_ours_is_answered_by_our_page() -> None:
    # Without the database mark the front page cannot be made: the query raises.
    response = Client(raise_request_exception=False).get("/")

    assert response.status_code == 500
    assert b"The fault is ours" in response.content
    assert b"Traceback" not in response.content


def test_a_request_for_another_host_is_refused() -> None:
    response = Client().get("/about/", headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert b"could not be understood" in response.content
    assert b"evil.example" not in response.content


def test_what_is_not_allowed_says_so() -> None:
    response = errors.forbidden(RequestFactory().get("/"), PermissionError("inside"))

    assert response.status_code == 403
    assert b"You may not see this page." in response.content
    assert b"inside" not in response.content

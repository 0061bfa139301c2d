"""What machines ask for: health, robots.txt, the icon; and how pages may be kept."""

from urllib.robotparser import RobotFileParser

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client, override_settings

from tests.builders import make_change, make_editor

NO_BROKER = {"default": {**settings.CACHES["default"], "LOCATION": "unix:///nowhere/valkey.sock"}}


@pytest.mark.django_db
def test_all_is_well_when_database_and_broker_answer() -> None:
    response = Client().get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "broker": "ok"}
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
@override_settings(CACHES=NO_BROKER)
def test_a_broker_that_does_not_answer_is_reported_without_its_address() -> None:
    response = Client().get("/healthz")

    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "database": "ok", "broker": "unreachable"}


@pytest.mark.django_db(transaction=True)
def test_a_database_that_does_not_answer_is_reported_without_its_name() -> None:
    name, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], "no_such_database"
    connection.close()
    try:
        response = Client().get("/healthz")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name

    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "database": "unreachable", "broker": "ok"}


def test_health_is_only_looked_at() -> None:
    assert Client().post("/healthz").status_code == 405


def test_robots_may_read_what_is_public_and_not_the_desk() -> None:
    response = Client().get("/robots.txt")
    rules = RobotFileParser()
    rules.parse(response.content.decode().splitlines())

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert rules.can_fetch("anybody", "/articles/1/changes/1..2/")
    assert not rules.can_fetch("anybody", "/admin/")


def test_browsers_that_ask_for_the_icon_by_habit_find_it() -> None:
    response = Client().get("/favicon.ico")

    assert (response.status_code, response.headers["Location"]) == (302, "/static/favicon.ico")
    for name in ("favicon.ico", "favicon.svg", "site.css"):
        assert finders.find(name)


@pytest.mark.django_db
def test_pages_may_be_kept_for_a_minute_and_a_sessions_copy_by_nobody_else() -> None:
    make_change()
    client = Client()

    anonymous = client.get("/")
    client.force_login(make_editor())
    staff = client.get("/")

    assert anonymous.headers["Cache-Control"] == "public, max-age=60"
    assert "private" in staff.headers["Cache-Control"] and "public" not in staff.headers["Cache-Control"]
    for response in (anonymous, staff):
        assert "Cookie" in response.headers["Vary"]
    assert "Set-Cookie" not in anonymous.headers


@pytest.mark.django_db
def test_an_unchanged_page_is_not_sent_twice() -> None:
    change = make_change()
    client = Client()

    first = client.get(change.get_absolute_url())
    again = client.get(change.get_absolute_url(), headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")

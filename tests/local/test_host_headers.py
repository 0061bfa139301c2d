"""FETCH_HOST_HEADERS and WEBHOOKS: read once, refused loudly when they cannot be used, repeated nowhere."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from django.views.debug import SafeExceptionReporterFilter

from trackers.web.headers import HostHeaders
from trackers.web.webhooks import Webhooks

ROOT = Path(__file__).resolve().parents[2]
SENTINEL = "sentinel-91c07f"


def read_settings(value: str, *, name: str = "FETCH_HOST_HEADERS") -> "subprocess.CompletedProcess[str]":
    """Import the settings in a process of its own, with nothing but this variable and what they must have."""
    environment = {
        "PATH": os.environ["PATH"],
        "NEWSWATCH_DATA": str(settings.DATA_DIR),
        "SECRET_KEY": "for this test",
        "DATABASE_URL": "postgresql:///none",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        name: value,
    }
    code = f"from newswatch import settings; print(settings.{name})"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_the_setting_is_read_and_shows_names_but_no_values() -> None:
    found = read_settings(json.dumps({"Paper.example": {"Cookie": SENTINEL}}))
    assert found.stdout == "HostHeaders({'paper.example:443': ['Cookie']})\n"
    assert found.returncode == 0


@pytest.mark.parametrize(
    "value",
    [
        f'{{"paper.example": {{"Cookie": "{SENTINEL}"}}',
        f'["{SENTINEL}"]',
        f'{{"paper.example": "{SENTINEL}"}}',
        f'{{"paper.example": {{"Host": "{SENTINEL}"}}}}',
        f'{{"paper.example": {{"Cookie": "{SENTINEL}\\n"}}}}',
        f'{{"https://paper.example/": {{"Cookie": "{SENTINEL}"}}}}',
    ],
)
def test_a_setting_that_cannot_be_sent_stops_the_start_without_repeating_it(value: str) -> None:
    found = read_settings(value)
    assert found.returncode != 0
    assert "ImproperlyConfigured: FETCH_HOST_HEADERS" in found.stderr
    assert SENTINEL not in found.stdout + found.stderr


def test_djangos_page_about_an_error_does_not_show_the_values() -> None:
    with override_settings(FETCH_HOST_HEADERS=HostHeaders({"paper.example": {"Cookie": SENTINEL}})):
        shown = SafeExceptionReporterFilter().get_safe_settings()
    assert "paper.example" in str(shown["FETCH_HOST_HEADERS"])
    assert SENTINEL not in str(shown)


def test_a_webhook_that_cannot_be_sent_to_stops_the_start_without_repeating_it() -> None:
    found = read_settings(
        json.dumps({"desk": {"url": f"https://desk.example/{SENTINEL}", "secret": SENTINEL}}), name="WEBHOOKS"
    )
    assert found.returncode != 0
    assert "ImproperlyConfigured: WEBHOOKS: The secret of desk must be whsec_" in found.stderr
    assert SENTINEL not in found.stdout + found.stderr


def test_djangos_page_about_an_error_shows_the_names_of_webhooks_alone() -> None:
    secret = "whsec_" + base64.b64encode(SENTINEL.encode() * 2).decode()
    hooks = Webhooks({"desk": {"url": f"https://desk.example/{SENTINEL}", "secret": secret}})
    with override_settings(WEBHOOKS=hooks):
        shown = str(SafeExceptionReporterFilter().get_safe_settings())
    assert "Webhooks(['desk'])" in shown
    assert SENTINEL not in shown and secret not in shown

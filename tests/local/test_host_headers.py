"""FETCH_HOST_HEADERS and WEBHOOKS: read once, refused loudly when they cannot be used, repeated nowhere."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.test import override_settings
from django.views.debug import SafeExceptionReporterFilter

from trackers.web.headers import HostHeaders
from trackers.web.webhooks import Webhooks

ROOT = Path(__file__).resolve().parents[2]
SENTINEL = "sentinel-91c07f"


# Django is imported once for all of them; a failed import leaves no settings behind.
CODE = """
import json, os, sys, traceback
name, values = json.loads(sys.argv[1])
for value in values:
    os.environ[name] = value
    try:
        from newswatch import settings
    except Exception:
        print(json.dumps(traceback.format_exc()))
    else:
        print(json.dumps(str(getattr(settings, name))))
"""


def read_settings(*values: str, name: str = "FETCH_HOST_HEADERS") -> list[str]:
    """Import the settings in a process of its own, with nothing but this variable and what they must have.

    Returns what it says of each value: how the setting shows itself, or the whole traceback of what was raised.
    """
    environment = {
        "PATH": os.environ["PATH"],
        "NEWSWATCH_DATA": str(settings.DATA_DIR),
        "SECRET_KEY": "for this test",
        "DATABASE_URL": "postgresql:///none",
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }
    done = subprocess.run(
        [sys.executable, "-c", CODE, json.dumps([name, values])],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert SENTINEL not in done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_setting_is_read_and_shows_names_but_no_values() -> None:
    assert read_settings(json.dumps({"Paper.example": {"Cookie": SENTINEL}})) == [
        "HostHeaders({'paper.example:443': ['Cookie']})"
    ]


def test_a_setting_that_cannot_be_sent_stops_the_start_without_repeating_it() -> None:
    values = [
        f'{{"paper.example": {{"Cookie": "{SENTINEL}"}}',
        f'["{SENTINEL}"]',
        f'{{"paper.example": "{SENTINEL}"}}',
        f'{{"paper.example": {{"Host": "{SENTINEL}"}}}}',
        f'{{"paper.example": {{"Cookie": "{SENTINEL}\\n"}}}}',
        f'{{"https://paper.example/": {{"Cookie": "{SENTINEL}"}}}}',
    ]
    said = read_settings(*values)
    assert len(said) == len(values)
    for value, words in zip(values, said, strict=True):
        assert "ImproperlyConfigured: FETCH_HOST_HEADERS" in words, value
        assert SENTINEL not in words, value


def test_djangos_page_about_an_error_does_not_show_the_values() -> None:
    with override_settings(FETCH_HOST_HEADERS=HostHeaders({"paper.example": {"Cookie": SENTINEL}})):
        shown = SafeExceptionReporterFilter().get_safe_settings()
    assert "paper.example" in str(shown["FETCH_HOST_HEADERS"])
    assert SENTINEL not in str(shown)


def test_a_webhook_that_cannot_be_sent_to_stops_the_start_without_repeating_it() -> None:
    (said,) = read_settings(
        json.dumps({"desk": {"url": f"https://desk.example/{SENTINEL}", "secret": SENTINEL}}), name="WEBHOOKS"
    )
    assert "ImproperlyConfigured: WEBHOOKS: The secret of desk must be whsec_" in said
    assert SENTINEL not in said


def test_djangos_page_about_an_error_shows_the_names_of_webhooks_alone() -> None:
    secret = "whsec_" + base64.b64encode(SENTINEL.encode() * 2).decode()
    hooks = Webhooks({"desk": {"url": f"https://desk.example/{SENTINEL}", "secret": secret}})
    with override_settings(WEBHOOKS=hooks):
        shown = str(SafeExceptionReporterFilter().get_safe_settings())
    assert "Webhooks(['desk'])" in shown
    assert SENTINEL not in shown and secret not in shown

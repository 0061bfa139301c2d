"""The page of releases: what there is, what each column means, and files that are served by name alone."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.builders import make_change
from tests.views.asking import ask, links, words
from trackers.models import Dump
from trackers.models.opendata import TABLES
from trackers.pipeline.dump.release import release_now

pytestmark = pytest.mark.django_db


def test_the_page_says_what_there_is_and_every_file_is_what_it_says(settings: Any, tmp_path: Path) -> None:
    page = ask("/data/")
    assert "does not release any files" in words(page) and "/feeds/" in links(page)
    settings.OPEN_DATA_DIR = str(tmp_path)
    assert "There is no release at the moment" in words(ask("/data/"))

    make_change()
    older = release_now(tmp_path, now=timezone.now(), keep=5)
    row = release_now(tmp_path, now=timezone.now(), keep=5)
    assert row is not None and older is not None
    page = ask("/data/")
    said = words(page)
    for table in TABLES:
        assert str(table.words) in said
        assert all(column.name in said and str(column.words) in said for column in table.columns)
    assert "No licence is given" in said and f"release {row.name}" in said and "Cite this" in said
    settings.OPEN_DATA_LICENCE = "CC0-1.0 https://licence.example/zero"
    assert "https://licence.example/zero" in links(ask("/data/"))

    files = [address for address in links(page) if address.startswith("/data/2")]
    assert len(files) == 12
    client = Client()
    for each in row.files:
        answer = client.get(f"/data/{row.name}/{each['name']}")
        body = b"".join(answer.streaming_content)
        assert hashlib.sha256(body).hexdigest() == each["sha256"] and each["sha256"] in said
        assert answer.headers["Content-Length"] == str(len(body)) == str(each["size"])
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "Content-Encoding" not in answer.headers
        again = client.get(
            f"/data/{row.name}/{each['name']}", headers={"if-none-match": answer.headers["ETag"]}
        )
        assert again.status_code == 304
    types = {
        each["name"]: client.head(f"/data/{row.name}/{each['name']}").headers["Content-Type"]
        for each in row.files
    }
    assert types["changes.csv.gz"] == "application/gzip"
    assert types["datapackage.json"] == "application/json"
    assert types["README.txt"] == "text/plain; charset=utf-8"


def test_no_path_is_made_of_an_address(settings: Any, tmp_path: Path) -> None:
    settings.OPEN_DATA_DIR = str(tmp_path / "open")
    make_change()
    row = release_now(tmp_path / "open", now=timezone.now(), keep=5)
    assert row is not None
    (tmp_path / "open" / row.name / "own.txt").write_text("the operator's own")
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "open" / "2026-01-01-0a1b2c").mkdir()
    (tmp_path / "open" / "2026-01-01-0a1b2c" / "changes.csv.gz").write_bytes(b"of no row")
    unfinished = Dump.objects.create(name="2026-01-02-0a1b2c")
    client = Client()
    for path in (
        f"/data/{row.name}/own.txt",
        f"/data/{row.name}/..%2F..%2Fsecret",
        f"/data/{row.name}/%2e%2e/%2e%2e/secret",
        f"/data/{row.name}/changes.csv.gz%00",
        f"/data/{row.name}/",
        "/data/2026-01-01-0a1b2c/changes.csv.gz",
        f"/data/{unfinished.name}/changes.csv.gz",
        "/data/%2E%2E/secret",
        "/data/..%2Fopen/changes.csv.gz",
    ):
        assert client.get(path).status_code == 404, path
    (tmp_path / "open" / row.name / "changes.csv.gz").unlink()
    assert client.get(f"/data/{row.name}/changes.csv.gz").status_code == 404
    settings.OPEN_DATA_DIR = ""
    assert client.get(f"/data/{row.name}/README.txt").status_code == 404

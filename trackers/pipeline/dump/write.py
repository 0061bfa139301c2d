"""Writing a release: tables as compressed CSV and what is said of them, in a folder that appears whole or not at all.

The same rows make the same bytes: no file carries the moment or the name of its making.
"""

import csv
import gzip
import hashlib
import io
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from trackers.models.opendata import TABLES, Table
from trackers.pipeline.dump.package import (
    PACKAGE,
    README,
    WrittenFile,
    file_name,
    write_package,
    write_readme,
)
from trackers.pipeline.dump.tables import Cells, read_tables
from trackers.text.sheets import escape_cell


def write_dump(folder: Path, *, name: str, made_at: datetime) -> list[WrittenFile]:
    """Write a release into a folder of that ``name`` below ``folder``; return its files. Memory stays flat.

    It is written under another name and renamed at its end. Raises OSError, and leaves nothing half written then.
    """
    partial = folder / f".{name}.part"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir()
    try:
        files = _write_files(partial, name=name, made_at=made_at)
        os.replace(partial, folder / name)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return files


def _write_files(folder: Path, *, name: str, made_at: datetime) -> list[WrittenFile]:
    with one_snapshot():
        rows = read_tables()
        files = [_write_table(folder, table, rows[table.name]) for table in TABLES]
    with translation.override(settings.LANGUAGE_CODE):
        texts = {
            PACKAGE: write_package(files, name=name, made_at=made_at),
            README: write_readme(files, name=name, made_at=made_at),
        }
    for file, body in texts.items():
        (folder / file).write_bytes(body)
        files.append(_measure(folder / file))
    return files


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Have all tables read as they stood at one moment, so that a row refers to none that is missing.

    Within a transaction that has begun already, that one's isolation holds.
    """
    begins = not connection.in_atomic_block
    with transaction.atomic():
        if begins:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _write_table(folder: Path, table: Table, rows: Iterable[Cells]) -> WrittenFile:
    path, count = folder / file_name(table), 0
    with (
        path.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed,
        io.TextIOWrapper(packed, encoding="utf-8", errors="replace", newline="") as text,
    ):
        writer = csv.writer(text)
        writer.writerow([column.name for column in table.columns])
        for row in rows:
            writer.writerow([write_cell(value) for value in row])
            count += 1
    return _measure(path, table=table.name, rows=count)


def write_cell(value: Any) -> str:
    """Return a value as its cell: moments in UTC to the second, yes and no as true and false, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    # A number may be less than nothing, which is no formula.
    return str(value) if isinstance(value, int) else escape_cell(str(value))


def _measure(path: Path, *, table: str = "", rows: int = 0) -> WrittenFile:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return WrittenFile(path.name, path.stat().st_size, digest, table=table, rows=rows)

"""What stands beside the tables of a release: how to read them, for programs and for people.

``datapackage.json`` follows the Frictionless Data Package and Table Schema specifications (version 1).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from trackers.models.opendata import TABLES, Column, Table

PACKAGE, README = "datapackage.json", "README.txt"


@dataclass(frozen=True)
class WrittenFile:
    """A file of a release: its name, size in bytes, SHA-256 in hex, the table it holds ("" for none) and its rows."""

    name: str
    size: int
    sha256: str
    table: str = ""
    rows: int = 0


def file_name(table: Table) -> str:
    """Return the name of a table's file."""
    return f"{table.name}.csv.gz"


def write_package(files: Sequence[WrittenFile], *, name: str, made_at: datetime) -> bytes:
    """Return datapackage.json about the files of the tables, in the active language."""
    known = {each.table: each for each in files}
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": f"newswatch-{name}",
        "title": _("%(site)s: changes of news articles") % {"site": settings.SITE_NAME},
        "description": _describe(),
        "homepage": f"{settings.PUBLIC_URL}/data/",
        "created": _moment(made_at),
        "resources": [_describe_table(table, known[table.name]) for table in TABLES],
    }
    licence = read_licence()
    if licence is not None:
        package["licenses"] = [{"name": licence[0], "path": licence[1]}]
    return json.dumps(package, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def write_readme(files: Sequence[WrittenFile], *, name: str, made_at: datetime) -> bytes:
    """Return README.txt: what this is, what each column means, and how to cite it, in the active language."""
    known = {each.table: each for each in files}
    lines = [
        _("%(site)s: changes of news articles") % {"site": settings.SITE_NAME},
        _moment(made_at),
        "",
        _describe(),
        "",
        _tell_licence(),
        _("Cite as: %(site)s, release %(name)s, %(address)s")
        % {"site": settings.SITE_NAME, "name": name, "address": f"{settings.PUBLIC_URL}/data/"},
    ]
    for table in TABLES:
        head = f"{file_name(table)} ({known[table.name].rows})"
        lines += ["", head, "-" * len(head), str(table.words)]
        lines += [f"  {column.name} ({column.type}): {column.words}" for column in table.columns]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def read_licence() -> tuple[str, str] | None:
    """Return the name and the address of the licence the settings name, None where they name none."""
    name, _space, address = settings.OPEN_DATA_LICENCE.partition(" ")
    return (name, address) if name else None


def _tell_licence() -> str:
    licence = read_licence()
    if licence is None:
        return _("No licence is given with these data.")
    return _("Licence: %(name)s, %(address)s") % {"name": licence[0], "address": licence[1]}


def _describe() -> str:
    return " ".join(
        (
            _("What this site shows of publishers, articles, changes and our editors’ entries: metadata, no texts."),
            _("Files are CSV in UTF-8 (RFC 4180), compressed by gzip. Moments are in UTC."),
            _("A change happened between two looks: after last_seen_old and before first_seen_new."),
            _("A cell that a spreadsheet would take for a formula has an apostrophe before it."),
            _("What is withheld from readers is in no table; withheld words of a headline are replaced by a mark."),
            _("When something is withheld, earlier releases are taken back: please take the latest one."),
        )
    )  # fmt: skip


def _describe_table(table: Table, file: WrittenFile) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_describe_column(column) for column in table.columns],
        "primaryKey": table.columns[0].name,
        "missingValues": [""],
    }
    keys = [
        {"fields": each.name, "reference": {"resource": each.refers_to[0], "fields": each.refers_to[1]}}
        for each in table.columns
        if each.refers_to is not None
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": file.name,
        "description": str(table.words),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "compression": "gz",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }  # fmt: skip


def _describe_column(column: Column) -> dict[str, str]:
    return {"name": column.name, "type": column.type, "description": str(column.words)}


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

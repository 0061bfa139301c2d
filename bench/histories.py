"""Versions found against the truth: real page pairs and page histories, served over loopback, through the real
pipeline.

    bin/bench histories PATH

PATH holds ``govuk/*.json.gz`` (a page's captures, each with ``captured_at``, ``html`` and ``content_changed``) and
``pairs/*/{a,b}.html.gz`` with ``expected.json`` (``article_changed``). Every capture is set on a loopback server
and looked at as the clock would: fetch, keep, read, record. *False* is a Version where the truth says unchanged,
*missed* the reverse.
"""

import gzip
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command

from tests.press import Answer, Press, open_press
from trackers.models import Article, ArticleURL, Outcome, Source
from trackers.pipeline.check import check_article
from trackers.text.urls import address_key


@dataclass(frozen=True)
class Step:
    """One capture: its bytes, its time, and whether the article differs from the capture before (None: the first)."""

    body: bytes
    at: datetime
    changed: bool | None
    content_type: str = "text/html; charset=utf-8"


@dataclass
class Tally:
    """Steps by truth and finding, with the names of those that disagree."""

    changed: int = 0
    unchanged: int = 0
    false: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)


def read_histories(data: Path) -> Iterator[tuple[str, list[Step]]]:
    """Yield each history's name and steps, in order."""
    for path in sorted((data / "govuk").glob("*.json.gz")):
        history = json.loads(gzip.decompress(path.read_bytes()))
        yield path.name.removesuffix(".json.gz"), [_govuk_step(capture) for capture in history["captures"]]


def read_pairs(data: Path) -> Iterator[tuple[str, list[Step]]]:
    """Yield each pair as a history of two steps."""
    for folder in sorted(path for path in (data / "pairs").iterdir() if path.is_dir()):
        expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        first = gzip.decompress((folder / "a.html.gz").read_bytes())
        second = gzip.decompress((folder / "b.html.gz").read_bytes())
        start = datetime(2026, 1, 1, tzinfo=UTC)
        yield (
            folder.name,
            [
                Step(first, start, None, "text/html"),
                Step(second, start + timedelta(minutes=35), expected["article_changed"], "text/html"),
            ],
        )


def follow(press: Press, source: Source, name: str, steps: list[Step], tally: Tally) -> None:
    """Serve one history step by step and compare what the pipeline records with the truth."""
    path = f"/{name}"
    url = press.url(path)
    article = Article.objects.create(source=source, url=url, next_check_at=steps[0].at)
    ArticleURL.objects.create(article=article, url=url, key=address_key(url))
    for number, step in enumerate(steps):
        press.clock.now = step.at
        press.pages[path] = Answer(step.body, headers={"Content-Type": step.content_type})
        report = check_article(article.pk, wire=press.wire())
        if report.outcome not in {Outcome.NEW_VERSION, Outcome.UNCHANGED}:
            tally.odd.append(f"{name} {number}: {report.outcome} {report.words}")
        if step.changed is None:
            continue
        found = report.change is not None
        tally.changed += step.changed
        tally.unchanged += not step.changed
        if found and not step.changed:
            tally.false.append(f"{name} {number}")
        if step.changed and not found:
            tally.missed.append(f"{name} {number}")


def main(arguments: list[str]) -> int:
    """Follow everything below a path and print one row per collection; return the exit code."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("usage: bin/bench histories PATH\n")
        return 2
    data = Path(arguments[0])
    call_command("migrate", verbosity=0)
    source = Source.objects.create(
        name="Histories", slug="histories", homepage="https://histories.example/", host_delay=timedelta(0)
    )
    rows = {"gov.uk histories": read_histories(data), "page pairs": read_pairs(data)}
    print(
        f"{'collection':20}{'steps':>7}{'changed':>9}{'found':>7}{'missed':>8}{'unchanged':>11}{'false':>7}"
    )
    details: list[str] = []
    with open_press() as press:
        for title, histories in rows.items():
            tally = Tally()
            for name, steps in histories:
                follow(press, source, name, steps, tally)
            _print_row(title, tally)
            details += [f"  false   {name}" for name in tally.false] + [
                f"  missed  {name}" for name in tally.missed
            ]
            details += [f"  other   {name}" for name in tally.odd]
    print("\n".join(details))
    return 0


def _print_row(title: str, tally: Tally) -> None:
    found = tally.changed - len(tally.missed)
    print(
        f"{title:20}{tally.changed + tally.unchanged:7}{tally.changed:9}{found:7}{len(tally.missed):8}"
        f"{tally.unchanged:11}{len(tally.false):7}"
    )


def _govuk_step(capture: dict[str, Any]) -> Step:
    html = f'<!doctype html><html lang="en"><head><title>gov.uk</title></head><body>{capture["html"]}</body></html>'
    at = datetime.fromisoformat(capture["captured_at"].replace("Z", "+00:00"))
    return Step(html.encode(), at, capture["content_changed"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Which real pages are taken for walls, and what a judgement costs: `python -m bench.walls DATA`.

DATA is a folder with any of `pages/` and `pairs/` (as for `bench.reading`) and `govuk/` (histories as for
`bench.histories`). All of them are articles: each hit is printed with its parts, to be read by a person.
"""

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from trackers.text.extraction import UnreadableArticle
from trackers.text.walls import judge_page, weigh_page
from trackers.text.webpage import WebPage, parse_page

_ROUNDS = 5


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a row for each collection and a line for each page that is taken for a wall."""
    parser = argparse.ArgumentParser(prog="bench.walls", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with pages/, pairs/ or govuk/")
    parser.add_argument("--near", type=int, default=0, metavar="SCORE", help="print what scores so much, too")
    options = parser.parse_args(arguments)
    print(
        f"{'collection':<12}{'pages':>7}{'unreadable':>12}{'judged':>8}{'median ms':>11}{'p90 ms':>8}{'max ms':>8}"
    )
    lines: list[str] = []
    for name, pages in (("pages", _pages), ("pairs", _pairs), ("govuk", _captures)):
        _report(name, pages(options.data / name), lines, near=options.near)
    print(*lines, sep="\n")


def _report(name: str, pages: Iterator[tuple[str, str, bytes]], lines: list[str], *, near: int) -> None:
    times: list[float] = []
    unreadable = judged = 0
    for label, url, body in pages:
        try:
            page = parse_page(body, url=url)
        except UnreadableArticle:
            unreadable += 1
            continue
        times.append(_time(page, url))
        best = weigh_page(page, status=200, headers=(), asked_url=url, final_url=url)
        is_hit = judge_page(page, status=200, headers=(), asked_url=url, final_url=url) is not None
        judged += is_hit
        if is_hit or (near and best.score >= near):
            parts = ", ".join(f"{part} {points:+}" for part, points in best.reasons)
            lines.append(f"{'HIT ' if is_hit else 'near'} {label}: {best.wall} {best.score} ({parts})")
    if times:
        ninth = sorted(times)[int(0.9 * (len(times) - 1))]
        print(
            f"{name:<12}{len(times) + unreadable:>7}{unreadable:>12}{judged:>8}"
            f"{statistics.median(times):>11.2f}{ninth:>8.2f}{max(times):>8.2f}"
        )


def _time(page: WebPage, url: str) -> float:
    spans = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        judge_page(page, status=200, headers=(), asked_url=url, final_url=url)
        spans.append(1000 * (time.perf_counter() - start))
    return min(spans)


def _pages(folder: Path) -> Iterator[tuple[str, str, bytes]]:
    for path in sorted(folder.glob("*.html.gz")):
        facts = json.loads((folder / path.name.replace(".html.gz", ".json")).read_text())
        yield path.name, facts["url"], gzip.decompress(path.read_bytes())


def _pairs(folder: Path) -> Iterator[tuple[str, str, bytes]]:
    for path in sorted(folder.glob("*/?.html.gz")):
        facts = json.loads((path.parent / "expected.json").read_text())
        yield f"{path.parent.name}/{path.name}", facts["url"], gzip.decompress(path.read_bytes())


def _captures(folder: Path) -> Iterator[tuple[str, str, bytes]]:
    for path in sorted(folder.glob("*.json.gz")):
        history = json.loads(gzip.decompress(path.read_bytes()))
        for number, capture in enumerate(history["captures"]):
            body = f"<!doctype html><meta charset=utf-8><body>{capture['html']}".encode()
            yield f"{path.name}[{number}]", history["url"], body


if __name__ == "__main__":
    main()

"""Fingerprints against full readings: `bin/bench fingerprint PATH`.

PATH holds ``govuk/`` (histories of real pages), ``pairs/`` and ``pages/`` (single pages, as in `bench.reading`). Every
pair of captures is read whole, and its fingerprints are compared; then furniture and edits are put into the single
pages, some 6,000 times. *Edited* are pairs whose tracked text differs, *missed* those of them whose fingerprints do
not: it must be 0. *Wavered* are pairs of which a full reading takes other parts of the page for the article although
none of them was changed (or takes furniture for it), *quiet* those of them that the fingerprint keeps from becoming a
false change. *Saved* is the share of pages read alike that needed no extraction, with Wilson's 95 % interval.
"""

import argparse
import gzip
import itertools
import json
import math
import random
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from lxml import etree

from bench.furniture import EDITS, FURNITURE, Change
from bench.intervals import wilson
from trackers.text.article import read_parsed
from trackers.text.covered import whole_text, without_marks
from trackers.text.extraction import UnreadableArticle
from trackers.text.fingerprint import is_known, take_fingerprint
from trackers.text.surroundings import read_surroundings
from trackers.text.tidy import ArticleText, article_text, tidy
from trackers.text.webpage import WebPage, parse_page

T = TypeVar("T")
DRAWS = 60


@dataclass(frozen=True)
class Seen:
    """One page as it was read: its tracked text, None where it is unreadable, and its fingerprint."""

    text: ArticleText | None
    fingerprint: str
    everything: str


@dataclass
class Tally:
    """Pairs of one kind: by what full readings of both say and whether the fingerprint is the same."""

    edited: int = 0
    missed: int = 0
    wavered: int = 0
    quiet: int = 0
    alike: int = 0
    saved: int = 0

    def add(self, found: str, *, same: bool) -> None:
        """Count one pair by what the full readings found: `edited`, `wavered` or `alike`."""
        of_them = {"edited": "missed", "wavered": "quiet", "alike": "saved"}[found]
        setattr(self, found, getattr(self, found) + 1)
        setattr(self, of_them, getattr(self, of_them) + same)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables for the data folder given on the command line."""
    parser = argparse.ArgumentParser(prog="bench.fingerprint", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with govuk/, pairs/ and pages/")
    parser.add_argument(
        "--draws", type=int, default=DRAWS, help="changes of each page, of furniture and of edits each"
    )
    options = parser.parse_args(arguments)
    pages = list(_pages(options.data / "pages"))
    _report_captures(options.data)
    _report_drawn(pages, draws=options.draws)
    _report_time(pages)


def _report_captures(data: Path) -> None:
    _print_heading("real captures")
    for label, histories in (("govuk", _histories(data / "govuk")), ("pairs", _pairs(data / "pairs"))):
        tally, missed = Tally(), []
        for name, captures in histories:
            for old, new in itertools.pairwise(captures):
                known = _see(old)
                found, same = _compare(known, new)
                tally.add(found, same=same)
                missed += [name] if found == "edited" and same else []
        _print_tally(label, tally)
        for name in missed:
            print(f"  missed: {name}")


def _report_drawn(pages: list[tuple[str, WebPage]], *, draws: int) -> None:
    tallies: dict[str, Tally] = defaultdict(Tally)
    dice = random.Random(20260301)
    missed: Counter[str] = Counter()
    for name, page in pages:
        known = _see(page)
        for changes in (FURNITURE, EDITS):
            for _ in range(draws):
                change = dice.choice(changes)
                other = _apply(page, change, dice)
                if other is None:
                    continue
                found, same = _compare(known, other)
                # What is furniture by design can only be taken for the article by mistake.
                found = "wavered" if found == "edited" and change in FURNITURE else found
                tallies[change.__name__].add(found, same=same)
                if found == "edited" and same:
                    missed[f"{change.__name__}: {name}"] += 1
    for title, changes in (("furniture", FURNITURE), ("edits", EDITS)):
        _print_heading(title)
        total = Tally()
        for change in changes:
            tally = tallies[change.__name__]
            _print_tally(change.__name__.replace("_", " "), tally)
            total = Tally(*(a + b for a, b in zip(vars(total).values(), vars(tally).values(), strict=True)))
        _print_tally("all", total)
        if changes is EDITS:
            low, high = wilson(total.missed, total.edited)
            shares = f"{100 * low:.2f} to {100 * high:.2f} %"
            print(f"missed: {total.missed} of {total.edited}, 95 % interval {shares}")
    for where, count in missed.most_common():
        print(f"  missed {count}: {where}")


def _report_time(pages: list[tuple[str, WebPage]]) -> None:
    spent: dict[str, list[float]] = defaultdict(list)
    for _name, page in pages:
        body = etree.tostring(page.tree, method="html", encoding="utf-8")
        again = _clock(spent["parse"], partial(_parse, body, url=page.url))
        around = _clock(spent["all fields but the body"], partial(read_surroundings, again))
        extraction = _clock(spent["the body"], partial(read_parsed, again, around))
        known = _clock(spent["taking a fingerprint"], partial(take_fingerprint, again, around, extraction))
        _clock(spent["knowing a fingerprint"], partial(is_known, again, around, known))
        spent["kB"].append(len(body) / 1000)
    print(f"\n{'CPU ms per page':34}{'median':>9}{'mean':>8}{'most':>8}")
    for label, values in spent.items():
        print(
            f"{label:34}{statistics.median(values):>9.2f}{statistics.mean(values):>8.2f}{max(values):>8.2f}"
        )


def _compare(known: Seen, page: WebPage) -> tuple[str, bool]:
    """Return what full readings find between what is known and a page, and whether the fingerprint is the same."""
    around = read_surroundings(page)
    same = bool(known.fingerprint) and is_known(page, around, known.fingerprint)
    seen = _see(page)
    if seen.text == known.text:
        return "alike", same
    differing = _lines_of(seen.text).symmetric_difference(_lines_of(known.text))
    stays = all(line in seen.everything and line in known.everything for line in differing)
    return "wavered" if differing and stays else "edited", same


def _see(page: WebPage) -> Seen:
    around = read_surroundings(page)
    everything = _squeeze(without_marks(whole_text(page.tree)))
    try:
        extraction = read_parsed(page, around)
    except UnreadableArticle:
        return Seen(None, "", everything)
    return Seen(article_text(extraction), take_fingerprint(page, around, extraction), everything)


def _lines_of(text: ArticleText | None) -> set[str]:
    if text is None:
        return set()
    lines = (text.headline, text.standfirst, *text.byline, *text.paragraphs, *text.captions)
    return {_squeeze(cell) for line in lines for cell in line.split(" | ")}


def _squeeze(text: str) -> str:
    return tidy(text).replace(" ", "")


def _apply(page: WebPage, change: Change, dice: random.Random) -> WebPage | None:
    """Return the page with a change in it, through bytes as it would come; None where it has no place for one."""
    tree = deepcopy(page.tree)
    if not change(tree, dice):
        return None
    try:
        return _parse(etree.tostring(tree, method="html", encoding="utf-8"), url=page.url)
    except UnreadableArticle:
        return None


def _parse(body: bytes, *, url: str) -> WebPage:
    return parse_page(body, url=url, content_type="text/html; charset=utf-8")


def _pages(folder: Path) -> Iterator[tuple[str, WebPage]]:
    for facts_file in sorted(folder.glob("*.json")):
        facts = json.loads(facts_file.read_text(encoding="utf-8"))
        body = gzip.decompress((folder / f"{facts_file.stem}.html.gz").read_bytes())
        page = parse_page(body, url=facts["url"], content_type=f"text/html; charset={facts['encoding']}")
        # Through bytes once, as the changed ones go.
        yield (
            facts_file.stem,
            _parse(etree.tostring(page.tree, method="html", encoding="utf-8"), url=facts["url"]),
        )


def _histories(folder: Path) -> Iterator[tuple[str, list[WebPage]]]:
    for path in sorted(folder.glob("*.json.gz")):
        history = json.loads(gzip.decompress(path.read_bytes()))
        yield (
            path.name,
            [_parse(capture["html"].encode(), url=history["url"]) for capture in history["captures"]],
        )


def _pairs(folder: Path) -> Iterator[tuple[str, list[WebPage]]]:
    for facts_file in sorted(folder.glob("*/expected.json")):
        facts: dict[str, Any] = json.loads(facts_file.read_text(encoding="utf-8"))
        bodies = [gzip.decompress((facts_file.parent / f"{side}.html.gz").read_bytes()) for side in "ab"]
        types = [f"text/html; charset={encoding}" for encoding in facts["encoding"]]
        yield (
            facts_file.parent.name,
            [
                parse_page(body, url=facts["url"], content_type=kind)
                for body, kind in zip(bodies, types, strict=True)
            ],
        )


def _clock(spent: list[float], work: Callable[[], T]) -> T:
    start = time.process_time()
    result = work()
    spent.append(1000 * (time.process_time() - start))
    return result


def _print_heading(title: str) -> None:
    names = "".join(f"{name:>9}" for name in vars(Tally()))
    print(f"\n{title:34}{names}{'share saved':>22}")


def _print_tally(label: str, tally: Tally) -> None:
    low, high = wilson(tally.saved, tally.alike)
    share = 100 * tally.saved / tally.alike if tally.alike else math.nan
    counts = "".join(f"{count:>9}" for count in vars(tally).values())
    print(f"{label:34}{counts}{share:>10.1f} ({100 * low:.1f}-{100 * high:.1f})")


if __name__ == "__main__":
    main()

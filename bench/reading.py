"""How much of each article is read, and how much that is not the article: `bin/bench reading PATH`.

PATH is a folder with `pages/` (or itself a folder of pages): `<name>.html.gz`, and `<name>.json` with `url`, `encoding`
and `paragraphs` (a news page) or `body` (a general one), `headline`, `date_published` and `byline` where they are
known; and, if it is there, `pairs/` (two captures of one article with `expected.json`). Trafilatura as it comes and
trafilatura favouring precision are measured beside ours on the same pages in the same run. Shares stand with their
95 % interval: Wilson's for counts, the bootstrap's for F1.
"""

import argparse
import os
import platform
import statistics
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

from bench.intervals import bootstrap, span, wilson
from bench.reading_fields import print_fields
from bench.reading_pages import KINDS, Result, Results, TruePage, available_readers, load_pages, measure
from bench.reading_pairs import print_pairs
from bench.reading_scores import BodyScore, compare_lines, f1_of

_LEVELS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
_GOOD = 0.97


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables for the data folder given on the command line."""
    parser = argparse.ArgumentParser(prog="bench.reading", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with pages/ and pairs/, or of pages")
    parser.add_argument("--each", action="store_true", help="a line for every page, worst first")
    parser.add_argument("--ours", action="store_true", help="no other reader than ours")
    options = parser.parse_args(arguments)
    folder = options.data / "pages" if (options.data / "pages").is_dir() else options.data
    pages = list(load_pages(folder))
    if not pages:
        parser.error(f"{folder} holds no pages")
    readers = available_readers()
    if options.ours:
        readers = {"newswatch": readers["newswatch"]}
    results: Results = {}
    for name, reader in readers.items():
        # Once without the clock: libraries load data at first use.
        reader(pages[0])
        results[name] = [measure(page, reader) for page in pages]
    _print_machine(pages)
    _print_bodies(results)
    print_fields(results)
    _print_times(results)
    ours = results["newswatch"]
    _print_calibration(ours)
    _print_shortfalls(ours)
    if options.each:
        _print_each(ours)
    print_pairs(options.data / "pairs")


def _print_machine(pages: Sequence[TruePage]) -> None:
    model = "processor unknown"
    with suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(
            (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model
        )
    print(f"{len(pages)} pages read one after another by one process on {os.cpu_count()} cores ({model}),")
    print(f"Python {platform.python_version()}, trafilatura {version('trafilatura')}")


def _print_bodies(results: Results) -> None:
    head = f"{'F1':>8}{'95 %':>15}{'precision':>11}{'recall':>8}{'exact':>7}{'share':>7}{'95 %':>15}"
    print(f"\n{'body':40}{'pages':>6}{head}")
    for kind, pick in KINDS.items():
        for name, read in results.items():
            scores = [result.body for result in read if result.body is not None and pick(result.page)]
            if scores:
                _print_body(f"{kind}: {name}", scores)


def _print_body(label: str, scores: Sequence[BodyScore]) -> None:
    precision, recall = (
        statistics.mean(getattr(score, part) for score in scores) for part in ("precision", "recall")
    )
    exact = sum(score.is_exact for score in scores)
    print(
        f"{label:40}{len(scores):>6}{f1_of(scores):>8.3f}{span(bootstrap(scores, f1_of)):>15}{precision:>11.3f}"
        f"{recall:>8.3f}{exact:>7}{exact / len(scores):>7.3f}{span(wilson(exact, len(scores))):>15}"
    )


def _print_times(results: Results) -> None:
    print(f"\n{'CPU ms per page':40}{'median':>8}{'p95':>8}{'most':>8}")
    for name, read in results.items():
        spent = sorted(result.milliseconds for result in read)
        late = spent[min(len(spent) - 1, round(0.95 * len(spent)))]
        print(f"{name:40}{statistics.median(spent):>8.1f}{late:>8.1f}{spent[-1]:>8.1f}")


def _print_calibration(ours: Sequence[Result]) -> None:
    """Print how good bodies are at each level of confidence, and what doubts stand beside them."""
    known = [
        (result.read.extraction.confidence, result.read.extraction.doubts, result.body.f1)
        for result in ours
        if result.read.extraction is not None and result.body is not None
    ]
    print(f"\n{'confidence':14}{'pages':>6}{'mean F1':>9}{'worst':>8}{f'F1 < {_GOOD}':>11}")
    for low, high in pairwise(_LEVELS):
        level = [f1 for confidence, _doubts, f1 in known if low <= confidence < high]
        if level:
            poor = sum(f1 < _GOOD for f1 in level)
            label = f"{low:.2f} to {min(high, 1):.2f}"
            print(f"{label:14}{len(level):>6}{statistics.mean(level):>9.3f}{min(level):>8.3f}{poor:>11}")
    doubts = defaultdict(list)
    for _confidence, codes, f1 in known:
        for code in codes or ("none",):
            doubts[code].append(f1)
    for code, scores in sorted(doubts.items(), key=lambda item: statistics.mean(item[1])):
        print(f"  doubt {code}: {len(scores)} pages, mean F1 {statistics.mean(scores):.3f}")


def _print_shortfalls(ours: Sequence[Result]) -> None:
    """Print the pages whose body falls short, worst first, with what is wrong in numbers; nothing of their text."""
    print(f"\nbodies with F1 under {_GOOD}")
    for result in sorted(ours, key=lambda result: result.body.f1 if result.body else 1):
        if result.body is not None and result.body.f1 < _GOOD:
            print(f"  {result.body.f1:.3f} {result.page.name}: {_explain(result)}")


def _explain(result: Result) -> str:
    if result.read.reason:
        return f"unreadable ({result.read.reason})"
    assert result.page.lines is not None
    missed = compare_lines(result.page.lines, result.read.lines)
    added = compare_lines(result.read.lines, result.page.lines)
    return "; ".join(f"{word} {text}" for word, text in (("misses", missed), ("adds", added)) if text)


def _print_each(ours: Sequence[Result]) -> None:
    print()
    for result in sorted(ours, key=lambda result: result.body.f1 if result.body else 1):
        if result.body is not None:
            body = result.body
            print(
                f"{body.f1:.3f} {body.precision:.3f} {body.recall:.3f} {result.milliseconds:6.0f} {result.page.name}"
            )


if __name__ == "__main__":
    main()

"""Prints how fast and how well two texts are compared, beside difflib, diff-match-patch and rapidfuzz alone.

    python -m bench.compare DATA [--seed N]

DATA is a directory with real pairs: `govuk/*.json.gz` (page histories) and `edits/*.jsonl` (labelled
edits); edits of known truth are planted into their texts and those of `pages/*.json`. Times are medians of
three runs, in milliseconds of the processor; compare columns of one run, not runs of different days. An island
is one or two unchanged words between two changes of the same passage.
"""

import argparse
import gzip
import json
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from lxml import html

from bench.compare_engines import ENGINES, OURS, Engine, Marks, run_ours
from bench.compare_planted import print_planted
from bench.compare_worst import WORST_WORDS, huge_cases, worst_cases
from trackers.text.compare.tokens import count_words
from trackers.text.tidy import ArticleText, tidy

BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "td", "th", "blockquote", "figcaption")
RUNS = 3
WORST_MS = 300
# Shorter texts have too few paragraphs to plant edits in.
LEAST_WORDS = 150


@dataclass(frozen=True)
class Pair:
    """Two texts of one article, with a name to find them again."""

    name: str
    old: ArticleText
    new: ArticleText


def main(argv: Sequence[str] | None = None) -> None:
    """Read the real pairs, run every engine on them and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="directory with govuk/ and edits/")
    parser.add_argument("--seed", type=int, default=1, help="for the planted edits and the random texts")
    options = parser.parse_args(argv)
    histories = [*read_histories(options.data / "govuk")]
    edits = [*read_edits(options.data / "edits")]
    pairs = histories + edits
    if not pairs:
        parser.error(f"no pairs found below {options.data}")
    for name, group in (("page histories", histories), ("labelled edits", edits)):
        changed = [pair for pair in group if pair.old != pair.new]
        if changed:
            print_real(name, changed, of=len(group))
    print_worst_cases(random.Random(options.seed))
    bodies = {pair.new.paragraphs for pair in pairs} | {*read_bodies(options.data / "pages")}
    texts = sorted(body for body in bodies if count_words(" ".join(body)) > LEAST_WORDS)
    print_planted(texts, seed=options.seed)


def read_histories(folder: Path) -> Iterator[Pair]:
    """Yield the neighbouring captures of each page history below `folder`."""
    for path in sorted(folder.glob("*.json.gz")):
        captures = json.loads(gzip.decompress(path.read_bytes()))["captures"]
        texts = [read_capture(capture["html"]) for capture in captures]
        for number, (old, new) in enumerate(pairwise(texts), 1):
            yield Pair(f"{path.name}:{number}", old, new)


def read_capture(markup: str) -> ArticleText:
    """Return the h1 and the innermost blocks of the first element whose class speaks of govspeak."""
    tree = html.fromstring(markup)
    headline = " ".join(tree.xpath("string((//h1)[1])").split())
    body = tree.xpath("(//*[contains(@class, 'govspeak')])[1]")
    paragraphs = []
    for block in body[0].iter(*BLOCKS) if body else ():
        if not any(inner is not block for inner in block.iter(*BLOCKS)):
            paragraphs.append(tidy(block.text_content()))
    return ArticleText(headline=tidy(headline), paragraphs=tuple(text for text in paragraphs if text))


def read_edits(folder: Path) -> Iterator[Pair]:
    """Yield the pairs of every JSON Lines file of labelled edits below `folder`."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            entry = json.loads(line)
            yield Pair(entry["id"], read_side(entry["before"]), read_side(entry["after"]))


def read_bodies(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield the true paragraphs of each page described below `folder`."""
    for path in sorted(folder.glob("*.json")):
        page = json.loads(path.read_text("utf-8"))
        paragraphs = page.get("paragraphs") or str(page.get("body", "")).split("\n\n")
        yield tuple(text for text in map(tidy, paragraphs) if text)


def read_side(side: dict[str, object]) -> ArticleText:
    """Return one side of a labelled edit, tidied as every text is."""
    paragraphs = side["paragraphs"]
    assert isinstance(paragraphs, list)
    return ArticleText(
        headline=tidy(str(side["headline"])),
        standfirst=tidy(str(side["standfirst"] or "")),
        paragraphs=tuple(text for text in map(tidy, paragraphs) if text),
    )


def clock(engine: Engine, pair: Pair, *, runs: int = RUNS) -> tuple[float, Marks]:
    """Return the median time of an engine on a pair in milliseconds, and its marks."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        marks = engine(pair.old, pair.new)
        times.append(1000 * (time.process_time() - start))
    return statistics.median(times), marks


def print_real(title: str, pairs: Sequence[Pair], *, of: int) -> None:
    """Print one line per engine over the changed pairs of one collection."""
    words = statistics.median(count_words(" ".join(pair.old.paragraphs)) for pair in pairs)
    print(f"\nReal pairs, {title}: {len(pairs)} changed of {of}, median {words:.0f} words")
    print(
        f"{'engine':<15}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}{'islands/pair':>14}{'words marked/pair':>19}"
    )
    for name, engine in ENGINES.items():
        results = [clock(engine, pair) for pair in pairs]
        times = sorted(spent for spent, _ in results)
        p95 = times[int(0.95 * (len(times) - 1))]
        island = statistics.mean(marks.islands for _, marks in results)
        marked = statistics.mean(marks.words for _, marks in results)
        print(
            f"{name:<15}{statistics.median(times):>9.2f}{p95:>9.2f}{times[-1]:>9.1f}{island:>14.2f}{marked:>19.1f}"
        )


def print_worst_cases(dice: random.Random) -> None:
    """Print one line per worst case, and of two random texts of 5 MB for ours alone."""
    print(f"\nWorst cases, {WORST_WORDS:,} words a side, milliseconds")
    print(f"{'case':<44}" + "".join(f"{name:>17}" for name in ENGINES))
    slowest = 0.0
    for case in worst_cases(dice):
        pair = Pair(case.name, ArticleText(paragraphs=case.old), ArticleText(paragraphs=case.new))
        times = [clock(engine, pair, runs=RUNS if name == OURS else 1)[0] for name, engine in ENGINES.items()]
        slowest = max(slowest, times[0])
        print(f"{case.name:<44}" + "".join(f"{spent:>17.1f}" for spent in times))
    print(f"slowest of ours: {slowest:.1f} (aim: never above {WORST_MS})")
    print("\nTwo random texts of 5 MB, milliseconds (one run)")
    for case in huge_cases(dice):
        pair = Pair(case.name, ArticleText(paragraphs=case.old), ArticleText(paragraphs=case.new))
        print(f"{case.name:<44}{clock(run_ours, pair, runs=1)[0]:>17.1f}")


if __name__ == "__main__":
    main()

"""Prints how fast and how well two texts are compared, beside difflib and rapidfuzz's raw opcodes.

    python -m bench.compare DATA [--seed N]

DATA is a directory with real pairs: `govuk/*.json.gz` (page histories) and `edits/*.jsonl` (labelled
edits). Times are medians of three runs, in milliseconds, of one process; compare columns of one run, not
runs of different days. An island is one or two unchanged words between two changes of the same passage.
"""

import argparse
import difflib
import gzip
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from lxml import html
from rapidfuzz.distance import Indel

from bench.compare_planted import print_planted
from trackers.text.compare import Op, Row, compare
from trackers.text.compare.tokens import count_words, tokenise, weigh
from trackers.text.tidy import ArticleText, tidy

BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "td", "th", "blockquote", "figcaption")
RUNS = 3
ISLAND_WORDS = 2


@dataclass(frozen=True)
class Pair:
    """Two texts of one article, with a name to find them again."""

    name: str
    old: ArticleText
    new: ArticleText


@dataclass(frozen=True)
class Marks:
    """What an engine marks on one pair, in words, and how many tiny islands it leaves."""

    words: int
    islands: int


# Each engine takes two texts and returns the work that is timed.
Engine = Callable[[ArticleText, ArticleText], Marks]


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
    texts = sorted(
        {pair.new.paragraphs for pair in pairs if count_words(" ".join(pair.new.paragraphs)) > 150}
    )
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


def read_side(side: dict[str, object]) -> ArticleText:
    """Return one side of a labelled edit, tidied as every text is."""
    paragraphs = side["paragraphs"]
    assert isinstance(paragraphs, list)
    return ArticleText(
        headline=tidy(str(side["headline"])),
        standfirst=tidy(str(side["standfirst"] or "")),
        paragraphs=tuple(text for text in map(tidy, paragraphs) if text),
    )


def run_ours(old: ArticleText, new: ArticleText) -> Marks:
    """Compare with the product's own function."""
    diff = compare(old, new)
    rows = [*(field.row for field in diff.fields), *diff.rows]
    return Marks(diff.words_removed + diff.words_added, sum(islands(row) for row in rows))


def islands(row: Row) -> int:
    """Return how many unchanged runs of one or two words stand between two changes of this row."""
    spans = row.inline
    return sum(
        0 < count_words(span.text) <= ISLAND_WORDS
        for number, span in enumerate(spans)
        if span.op is Op.EQUAL and 0 < number < len(spans) - 1
    )


def flat(text: ArticleText) -> list[str]:
    """Return all tokens of an article in one list, as the engines without paragraphs see them."""
    whole = "\n".join([text.headline, text.standfirst, *text.byline, *text.paragraphs, *text.captions])
    return tokenise(whole)[1]


def run_difflib(old: ArticleText, new: ArticleText) -> Marks:
    """Compare all words with difflib."""
    one, other = flat(old), flat(new)
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return judge(one, other, [(m.a, m.b, m.size) for m in matcher.get_matching_blocks()])


def run_rapidfuzz(old: ArticleText, new: ArticleText) -> Marks:
    """Compare all words with rapidfuzz's Indel opcodes, as they come."""
    one, other = flat(old), flat(new)
    found = Indel.opcodes(one, other).as_matching_blocks()
    return judge(one, other, [(m.a, m.b, m.size) for m in found])


def judge(one: list[str], other: list[str], blocks: list[tuple[int, int, int]]) -> Marks:
    """Return the marked words and the islands of a list of matching blocks, the last of them empty."""
    kept = [sum(1 for token in one[a : a + size] if weigh(token)) for a, _, size in blocks]
    total = sum(1 for token in [*one, *other] if weigh(token))
    inner = [
        words
        for (a, b, size), words in zip(blocks, kept, strict=True)
        if (a or b) and (a + size < len(one) or b + size < len(other))
    ]
    return Marks(total - 2 * sum(kept), sum(0 < words <= ISLAND_WORDS for words in inner))


ENGINES: dict[str, Engine] = {"ours": run_ours, "difflib": run_difflib, "rapidfuzz raw": run_rapidfuzz}


def clock(engine: Engine, pair: Pair, *, runs: int = RUNS) -> tuple[float, Marks]:
    """Return the median time of an engine on a pair in milliseconds, and its marks."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        marks = engine(pair.old, pair.new)
        times.append(1000 * (time.perf_counter() - start))
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


WORST_WORDS = 5000
PARAGRAPH_WORDS = 20


def print_worst_cases(dice: random.Random) -> None:
    """Print one line per worst case of 5,000 words a side, and of two random texts of 5 MB for ours alone."""
    print(f"\nWorst cases, {WORST_WORDS:,} words a side, milliseconds")
    print(f"{'case':<44}" + "".join(f"{name:>15}" for name in ENGINES))
    for name, old, new in worst_cases(dice):
        pair = Pair(name, ArticleText(paragraphs=old), ArticleText(paragraphs=new))
        times = [
            clock(engine, pair, runs=1 if engine is run_difflib else RUNS)[0] for engine in ENGINES.values()
        ]
        print(f"{name:<44}" + "".join(f"{spent:>15.1f}" for spent in times))
    print("\nTwo random texts of 5 MB, milliseconds (one run)")
    for name, width in (("paragraphs of 20 words", PARAGRAPH_WORDS), ("one paragraph", 10**7)):
        sides = [cut(invent(dice, words=900_000, vocabulary=50_000), width=width) for _ in range(2)]
        pair = Pair(name, *(ArticleText(paragraphs=side) for side in sides))
        print(f"{name:<44}{clock(run_ours, pair, runs=1)[0]:>15.1f}")


def worst_cases(dice: random.Random) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Yield named pairs of paragraph lists that are hard in different ways."""
    base = invent(dice, words=WORST_WORDS)
    other = invent(dice, words=WORST_WORDS)
    few = [invent(dice, words=WORST_WORDS, vocabulary=20) for _ in range(2)]
    mixed = [one if number % 2 else two for number, (one, two) in enumerate(zip(base, other, strict=True))]
    third = [one if number % 3 else two for number, (one, two) in enumerate(zip(base, other, strict=True))]
    lines = cut(base, width=PARAGRAPH_WORDS)
    shuffled = tuple(dice.sample(lines, len(lines)))
    yield "unrelated, one paragraph", cut(base, width=WORST_WORDS), cut(other, width=WORST_WORDS)
    yield "unrelated, 250 paragraphs", lines, cut(other, width=PARAGRAPH_WORDS)
    yield "unrelated, 1,000 paragraphs", cut(base, width=5), cut(other, width=5)
    yield "twenty words only, one paragraph", cut(few[0], width=WORST_WORDS), cut(few[1], width=WORST_WORDS)
    yield (
        "twenty words only, 250 paragraphs",
        cut(few[0], width=PARAGRAPH_WORDS),
        cut(few[1], width=PARAGRAPH_WORDS),
    )
    yield (
        "every second word differs, one paragraph",
        cut(base, width=WORST_WORDS),
        cut(mixed, width=WORST_WORDS),
    )
    yield "every third word differs, 250 paragraphs", lines, cut(third, width=PARAGRAPH_WORDS)
    yield "paragraphs shuffled", lines, shuffled
    yield "shuffled, every third word differs", cut(third, width=PARAGRAPH_WORDS), shuffled
    yield "one line 250 times against 240 times", lines[:1] * 250, lines[:1] * 240
    yield "two lines alternating, 250 against 251", lines[:2] * 125, (lines[1], *lines[:2] * 125)
    yield "all paragraphs joined", lines, (" ".join(lines),)


def invent(dice: random.Random, *, words: int, vocabulary: int = 2000) -> list[str]:
    """Return so many words, common ones more often, as Zipf found them in every language."""
    letters = "aeioubcdfghklmnprstvwy"
    known = ["".join(dice.choices(letters, k=dice.randint(2, 9))) for _ in range(vocabulary)]
    return dice.choices(known, weights=[1 / rank for rank in range(1, vocabulary + 1)], k=words)


def cut(words: Sequence[str], *, width: int) -> tuple[str, ...]:
    """Return the words as paragraphs of `width` words."""
    return tuple(" ".join(words[first : first + width]) for first in range(0, len(words), width))


if __name__ == "__main__":
    main()

"""The engines that `bench/compare` times: our own and three that others build on.

Each takes two texts and says how many words it marks and how many tiny islands it leaves. difflib and
rapidfuzz get the words of the whole article; diff-match-patch gets its characters, as its users call it, with
its own limit of one second and its semantic clean-up. It is a package of requirements-dev.txt: where it is not
installed its column is left out.
"""

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from rapidfuzz.distance import Indel

from trackers.text.compare import Op, Row, compare
from trackers.text.compare.tokens import count_words, tokenise, weigh
from trackers.text.tidy import ArticleText

ISLAND_WORDS = 2


@dataclass(frozen=True)
class Marks:
    """What an engine marks on one pair, in words, and how many tiny islands it leaves."""

    words: int
    islands: int


# Each engine takes two texts and returns the work that is timed.
Engine = Callable[[ArticleText, ArticleText], Marks]


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


def run_difflib(old: ArticleText, new: ArticleText) -> Marks:
    """Compare all words with difflib."""
    one, other = words_of(old), words_of(new)
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return judge_blocks(one, other, [(m.a, m.b, m.size) for m in matcher.get_matching_blocks()])


def run_rapidfuzz(old: ArticleText, new: ArticleText) -> Marks:
    """Compare all words with rapidfuzz's Indel opcodes, as they come."""
    one, other = words_of(old), words_of(new)
    found = Indel.opcodes(one, other).as_matching_blocks()
    return judge_blocks(one, other, [(m.a, m.b, m.size) for m in found])


def run_diff_match_patch(old: ArticleText, new: ArticleText) -> Marks:
    """Compare all characters with diff-match-patch, cleaned up for readers."""
    matcher = import_module("diff_match_patch").diff_match_patch()
    found = matcher.diff_main(whole(old), whole(new))
    matcher.diff_cleanupSemantic(found)
    counts = [(op, count_words(text)) for op, text in found]
    inner = [words for op, words in counts[1:-1] if op == 0]
    return Marks(sum(words for op, words in counts if op), sum(0 < words <= ISLAND_WORDS for words in inner))


def whole(text: ArticleText) -> str:
    """Return an article in one string, as the engines without paragraphs see it."""
    return "\n".join([text.headline, text.standfirst, *text.byline, *text.paragraphs, *text.captions])


def words_of(text: ArticleText) -> list[str]:
    """Return all tokens of an article in one list."""
    return tokenise(whole(text))[1]


def judge_blocks(one: list[str], other: list[str], blocks: list[tuple[int, int, int]]) -> Marks:
    """Return the marked words and the islands of a list of matching blocks, the last of them empty."""
    kept = [sum(1 for token in one[a : a + size] if weigh(token)) for a, _, size in blocks]
    total = sum(1 for token in [*one, *other] if weigh(token))
    inner = [
        words
        for (a, b, size), words in zip(blocks, kept, strict=True)
        if (a or b) and (a + size < len(one) or b + size < len(other))
    ]
    return Marks(total - 2 * sum(kept), sum(0 < words <= ISLAND_WORDS for words in inner))


OURS = "ours"
ENGINES: dict[str, Engine] = {OURS: run_ours, "difflib": run_difflib, "rapidfuzz raw": run_rapidfuzz}
if find_spec("diff_match_patch"):
    ENGINES["diff-match-patch"] = run_diff_match_patch

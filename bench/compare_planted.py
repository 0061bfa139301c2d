"""Counts how many planted edits the comparison reads as they were made."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from bench.compare_planting import LEAST_WORDS, MovedSentence, Planted, is_spaceless, plant, words_of
from trackers.text.compare import Diff, Move, Op, RowKind, compare
from trackers.text.tidy import ArticleText

ROUNDS = 3
MOVED_SHARE = 0.7
# What is left of a paragraph in these has its old place beside its new one.
SURVIVORS = (
    "unchanged",
    "edited",
    "split",
    "joined",
    "moved",
    "moved and edited",
    "lost or won a sentence",
    "sentences in another order",
)
MOVED = ("moved", "moved and edited")


class Tally:
    """How many edits of each name were planted, and how many of them found."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.found: Counter[str] = Counter()

    def count(self, name: str, *, asked: int, found: int) -> None:
        """Add to one name."""
        self.asked[name] += asked
        self.found[name] += found

    def print(self) -> None:
        """Print a line for each name that was asked for."""
        print(f"{'what':<44}{'found':>8}{'of':>8}{'share':>9}")
        for name, asked in sorted(self.asked.items()):
            if asked:
                print(f"{name:<44}{self.found[name]:>8}{asked:>8}{self.found[name] / asked:>9.4f}")


def print_planted(texts: Sequence[tuple[str, ...]], *, seed: int) -> None:
    """Print the share of each sort of planted edit that the comparison finds."""
    dice = random.Random(seed)
    tally = Tally()
    for planted in plant_all(texts, dice=dice):
        judge(planted, tally=tally)
    print(f"\nPlanted edits ({len(texts)} texts, {ROUNDS} rounds each)")
    tally.print()


def plant_all(texts: Sequence[tuple[str, ...]], *, dice: random.Random) -> Iterator[Planted]:
    """Yield each text edited `ROUNDS` times; what is put in comes from another text of the same sort of script."""
    for text in texts:
        own, spaceless = set(text), is_spaceless("".join(text))
        others = [other for other in texts if is_spaceless("".join(other)) == spaceless]
        donors = [
            paragraph
            for paragraph in chain.from_iterable(others)
            if paragraph not in own and len(words_of(paragraph)) > LEAST_WORDS
        ]
        for _ in range(ROUNDS if donors else 0):
            yield plant(list(dict.fromkeys(text)), donors=donors, dice=dice)


def judge(planted: Planted, *, tally: Tally) -> None:
    """Count what the comparison makes of one planted text."""
    old, new = (ArticleText(paragraphs=tuple(side)) for side in (planted.old, planted.new))
    diff = compare(old, new)
    aligned, moved = aligned_paragraphs(diff), moved_paragraphs(diff)
    for name in SURVIVORS:
        pairs = planted.pairs.get(name, set())
        tally.count(f"surviving: {name}", asked=len(pairs), found=len(pairs & aligned))
        tally.count("surviving: all", asked=len(pairs), found=len(pairs & aligned))
    planted_moves = set().union(*(planted.pairs.get(name, set()) for name in MOVED))
    tally.count("paragraph moves", asked=len(planted_moves), found=len(planted_moves & moved))
    tally.count("reported: paragraph moves", asked=len(moved), found=len(moved & planted_moves))
    for sentence in planted.sentences:
        seen = is_shown(sentence, diff=diff)
        tally.count(f"sentence moves: {sentence.what}", asked=1, found=seen)
        tally.count("sentence moves: all", asked=1, found=seen)


def aligned_paragraphs(diff: Diff) -> set[tuple[int, int]]:
    """Return the old and new places that stand side by side or are shown as one move."""
    in_place = {
        (i, j)
        for row in diff.rows
        if row.kind is not RowKind.MOVED
        for i in row.old_paragraphs
        for j in row.new_paragraphs
    }
    return in_place | moved_paragraphs(diff)


def moved_paragraphs(diff: Diff) -> set[tuple[int, int]]:
    """Return the old and new places of the paragraphs that are shown as moved."""
    return {
        (i, j)
        for move in diff.moves
        if move.whole_paragraph
        for i in diff.rows[move.old_row].old_paragraphs
        for j in diff.rows[move.new_row].new_paragraphs
    }


def is_shown(sentence: MovedSentence, *, diff: Diff) -> bool:
    """True if the sentence is shown as moved from its old paragraph to its new one.

    Where sentences of one paragraph changed places any of them may be the one that is shown.
    """
    moves = [move for move in diff.moves if not move.whole_paragraph and _joins(move, sentence, diff=diff)]
    if sentence.what == "within a paragraph":
        return bool(moves)
    wanted = Counter(words_of(sentence.text))
    return any(
        (Counter(words_of(moved_text(diff, move))) & wanted).total() >= MOVED_SHARE * wanted.total()
        for move in moves
    )


def moved_text(diff: Diff, move: Move) -> str:
    """Return the words of a moved sentence as they stand in the new text."""
    spans = diff.rows[move.new_row].inline
    return "".join(
        span.text for span in spans if span.move_id == move.move_id and span.op is Op.INSERT
    ).strip()


def _joins(move: Move, sentence: MovedSentence, *, diff: Diff) -> bool:
    return (
        sentence.source in diff.rows[move.old_row].old_paragraphs
        and sentence.target in diff.rows[move.new_row].new_paragraphs
    )

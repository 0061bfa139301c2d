"""Plants edits of known truth into real texts and counts how many the comparison reads as they were made."""

import difflib
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from trackers.text.compare import Diff, RowKind, compare
from trackers.text.compare.tokens import count_words
from trackers.text.tidy import ArticleText

_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z“\"])")
LEAST_SENTENCE_WORDS = 6
ROUNDS = 4


@dataclass
class Planted:
    """Two texts, which paragraphs of them belong together, and what moved from where to where."""

    old: list[str]
    new: list[str] = field(default_factory=list)
    kept: set[tuple[int, int]] = field(default_factory=set)
    edited: set[tuple[int, int]] = field(default_factory=set)
    parts: set[tuple[int, int]] = field(default_factory=set)
    moved: set[tuple[int, int]] = field(default_factory=set)
    sentences: set[tuple[int, int]] = field(default_factory=set)


def print_planted(texts: Sequence[tuple[str, ...]], *, seed: int) -> None:
    """Print the share of each sort of planted edit that the comparison finds."""
    dice = random.Random(seed)
    asked: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for text in texts:
        own = set(text)
        others = (paragraph for other in texts for paragraph in other if paragraph not in own)
        donors = [paragraph for paragraph in others if count_words(paragraph) > LEAST_SENTENCE_WORDS]
        for _ in range(ROUNDS):
            planted = plant(list(dict.fromkeys(text)), donors=donors, dice=dice)
            judge(planted, asked=asked, found=found)
    print(f"\nPlanted edits ({len(texts)} texts, {ROUNDS} rounds each)")
    print(f"{'what':<32}{'found':>8}{'of':>8}{'share':>9}")
    for name, count in asked.items():
        print(f"{name:<32}{found[name]:>8}{count:>8}{found[name] / count:>9.4f}")


def plant(old: list[str], *, donors: Sequence[str], dice: random.Random) -> Planted:
    """Return a text edited in many ways at once, with the truth about it."""
    planted = Planted(old)
    # Each new paragraph: its text, the old ones it was made of, and what was done.
    pieces: list[tuple[str, tuple[int, ...], str]] = []
    place = 0
    while place < len(old):
        text, fate = old[place], dice.random()
        sentences = _SENTENCE.split(text)
        if fate < 0.08:
            pass
        elif fate < 0.13 and len(sentences) > 1:
            middle = dice.randrange(1, len(sentences))
            for part in (sentences[:middle], sentences[middle:]):
                pieces.append((" ".join(part), (place,), "part"))
        elif fate < 0.18 and place + 1 < len(old):
            pieces.append((f"{text} {old[place + 1]}", (place, place + 1), "part"))
            place += 1
        elif fate < 0.5:
            edited = edit_words(text, donors=donors, dice=dice)
            pieces.append((edited, (place,), "edited" if share_kept(text, edited) >= 0.5 else "rewritten"))
        else:
            pieces.append((text, (place,), "kept"))
        if dice.random() < 0.1:
            pieces.append((dice.choice(donors), (), "new"))
        place += 1
    move_paragraphs(pieces, dice=dice)
    sentence_moves = move_sentence(pieces, dice=dice)
    for number, (text, sources, what) in enumerate(pieces):
        planted.new.append(text)
        truth = {
            "kept": planted.kept,
            "edited": planted.edited,
            "part": planted.parts,
            "moved": planted.moved,
        }
        if what in truth:
            truth[what].update((source, number) for source in sources)
    planted.sentences = sentence_moves
    return planted


def edit_words(text: str, *, donors: Sequence[str], dice: random.Random) -> str:
    """Return the text with one place, or up to two fifths of its words, exchanged, cut or added to."""
    words = text.split(" ")
    strangers = dice.choice(donors).split(" ")
    count = 1 if dice.random() < 0.5 else max(1, int(len(words) * dice.uniform(0.05, 0.4)))
    for _ in range(count):
        place = dice.randrange(len(words))
        width = min(dice.randint(1, 3), len(words) - place)
        fresh = [dice.choice(strangers) for _ in range(dice.randint(0, 3))]
        words[place : place + width] = fresh
        if not words:
            words = [dice.choice(strangers)]
    edited = " ".join(words)
    return edited if edited != text else text + " " + strangers[0]


def share_kept(old: str, new: str) -> float:
    """Return the share of words two texts have in common; below half nothing has survived."""
    return difflib.SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio()


def move_paragraphs(pieces: list[tuple[str, tuple[int, ...], str]], *, dice: random.Random) -> None:
    """Move up to two unchanged paragraphs of some length at least three places on."""
    for _ in range(2):
        movable = [
            number
            for number, (text, _, what) in enumerate(pieces)
            if what == "kept" and count_words(text) > LEAST_SENTENCE_WORDS
        ]
        if not movable or len(pieces) < 8:
            return
        number = dice.choice(movable)
        text, sources, _ = pieces.pop(number)
        targets = [place for place in range(len(pieces) + 1) if abs(place - number) >= 3]
        pieces.insert(dice.choice(targets), (text, sources, "moved"))


def move_sentence(
    pieces: list[tuple[str, tuple[int, ...], str]], *, dice: random.Random
) -> set[tuple[int, int]]:
    """Move a sentence to the end of another unchanged paragraph; return its old place and its new one."""
    rich = [
        number
        for number, (text, _, what) in enumerate(pieces)
        if what == "kept" and len(_SENTENCE.split(text)) > 1
    ]
    homes = [number for number, (text, _, what) in enumerate(pieces) if what == "kept" and text[-1] in ".!?"]
    if not rich or len(homes) < 3:
        return set()
    giver = dice.choice(rich)
    taker = dice.choice([number for number in homes if number != giver])
    sentences = _SENTENCE.split(pieces[giver][0])
    long_enough = [one for one in sentences if count_words(one) >= LEAST_SENTENCE_WORDS and one[-1] in ".!?"]
    if not long_enough:
        return set()
    moving = dice.choice(long_enough)
    sentences.remove(moving)
    source = pieces[giver][1][0]
    pieces[giver] = (" ".join(sentences), pieces[giver][1], "edited")
    pieces[taker] = (f"{pieces[taker][0]} {moving}", pieces[taker][1], "edited")
    return {(source, taker)}


def judge(planted: Planted, *, asked: Counter[str], found: Counter[str]) -> None:
    """Count what the comparison makes of one planted text."""
    old, new = (ArticleText(paragraphs=tuple(side)) for side in (planted.old, planted.new))
    diff = compare(old, new)
    aligned, moved, sentences = read_diff(diff)
    for name, truth, seen in (
        ("surviving, unchanged", planted.kept, aligned),
        ("surviving, edited", planted.edited, aligned),
        ("split or joined", planted.parts, aligned),
        ("paragraph moves", planted.moved, moved),
        ("sentence moves", planted.sentences, sentences),
    ):
        asked[name] += len(truth)
        found[name] += len(truth & seen)
    asked["moves reported"] += len(moved)
    found["moves reported"] += len(moved & planted.moved)


def read_diff(diff: Diff) -> tuple[set[tuple[int, int]], set[tuple[int, int]], set[tuple[int, int]]]:
    """Return the places set side by side, those shown as moved, and those between which sentences moved."""
    aligned = {
        (i, j)
        for row in diff.rows
        if row.kind is not RowKind.MOVED
        for i in row.old_paragraphs
        for j in row.new_paragraphs
    }
    moved: set[tuple[int, int]] = set()
    sentences: set[tuple[int, int]] = set()
    for move in diff.moves:
        left, came = diff.rows[move.old_row].old_paragraphs, diff.rows[move.new_row].new_paragraphs
        (moved if move.whole_paragraph else sentences).update((i, j) for i in left for j in came)
    return aligned | moved, moved, sentences

"""Plants edits of known truth into a real text: paragraphs and sentences that move, split, join, change, come and go.

Everything is drawn from one seeded source of chance, so the same texts and seed give the same edits.
"""

import difflib
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

LEAST_WORDS = 6
SURVIVES = 0.5
_SENTENCE_END = re.compile('[.!?]["\'”’»]? (?=["“«A-ZÀ-ÝА-Я])|[。！？]」?(?=.)')
_MARKS = '.,;:!?"“”()。、，！？'
_SPACELESS = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


@dataclass
class Piece:
    """A new paragraph on its way: its text, the old ones it was made of, and what was done."""

    text: str
    sources: tuple[int, ...] = ()
    what: str = "new"


@dataclass(frozen=True)
class MovedSentence:
    """A sentence that left an old paragraph for a new one, as it reads there."""

    text: str
    source: int
    target: int
    what: str


@dataclass
class Planted:
    """Two texts, which paragraphs belong together by what was done to them, and which sentences moved."""

    old: list[str]
    new: list[str]
    pairs: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    sentences: list[MovedSentence] = field(default_factory=list)


def plant(old: list[str], *, donors: Sequence[str], dice: random.Random) -> Planted:
    """Return a text edited in many ways at once, with the truth about it."""
    pieces = edit_paragraphs(old, donors=donors, dice=dice)
    move_paragraphs(pieces, donors=donors, dice=dice)
    sentences = [*_move_between(pieces, donors=donors, dice=dice), *_move_within(pieces, dice=dice)]
    planted = Planted(old, [piece.text for piece in pieces], sentences=sentences)
    for number, piece in enumerate(pieces):
        planted.pairs.setdefault(piece.what, set()).update((source, number) for source in piece.sources)
    return planted


def edit_paragraphs(old: Sequence[str], *, donors: Sequence[str], dice: random.Random) -> list[Piece]:
    """Return the paragraphs cut, split, joined, edited or kept, with new ones between."""
    pieces: list[Piece] = []
    place = 0
    while place < len(old):
        text, fate = old[place], dice.random()
        sentences = cut_sentences(text)
        if 0.08 <= fate < 0.13 and len(sentences) > 1:
            cuts = sorted(dice.sample(range(1, len(sentences)), min(len(sentences) - 1, dice.randint(1, 3))))
            for first, last in zip([0, *cuts], [*cuts, len(sentences)], strict=True):
                pieces.append(Piece(put_together(sentences[first:last]), (place,), "split"))
        elif 0.13 <= fate < 0.18 and place + 1 < len(old):
            count = min(dice.randint(2, 4), len(old) - place)
            whole = put_together(old[place : place + count])
            pieces.append(Piece(whole, tuple(range(place, place + count)), "joined"))
            place += count - 1
        elif 0.18 <= fate < 0.5:
            edited = edit_words(text, donors=donors, dice=dice, most=0.4)
            what = "edited" if share_kept(text, edited) >= SURVIVES else "rewritten"
            pieces.append(Piece(edited, (place,), what))
        elif fate >= 0.08:
            pieces.append(Piece(text, (place,), "unchanged"))
        if dice.random() < 0.1:
            pieces.append(Piece(dice.choice(donors)))
        place += 1
    return pieces


def edit_words(text: str, *, donors: Sequence[str], dice: random.Random, most: float) -> str:
    """Return the text with one place, or up to `most` of its words, exchanged, cut or added to."""
    words, strangers = words_of(text), words_of(dice.choice(donors))
    count = 1 if dice.random() < 0.5 else max(1, int(len(words) * dice.uniform(0.05, most)))
    for _ in range(count):
        place = dice.randrange(len(words))
        width = min(dice.randint(1, 3), len(words) - place)
        words[place : place + width] = [dice.choice(strangers) for _ in range(dice.randint(0, 3))]
        words = words or [dice.choice(strangers)]
    edited = _glue_of(text).join(words)
    return edited if edited != text else _glue_of(text).join([text, strangers[0]])


def move_paragraphs(pieces: list[Piece], *, donors: Sequence[str], dice: random.Random) -> None:
    """Move up to two unchanged paragraphs of some length at least three places on, every other edited."""
    for _ in range(2):
        movable = [number for number, piece in enumerate(pieces) if _is_free(piece)]
        if not movable or len(pieces) < 8:
            return
        number = dice.choice(movable)
        piece = pieces.pop(number)
        piece.what = "moved"
        if dice.random() < 0.5:
            edited = edit_words(piece.text, donors=donors, dice=dice, most=0.15)
            if share_kept(piece.text, edited) >= 0.7:
                piece.text, piece.what = edited, "moved and edited"
        targets = [place for place in range(len(pieces) + 1) if abs(place - number) >= 3]
        pieces.insert(dice.choice(targets), piece)


def _move_between(pieces: list[Piece], *, donors: Sequence[str], dice: random.Random) -> list[MovedSentence]:
    """Move a sentence to any place in another paragraph, one in three with a word exchanged."""
    givers = [piece for piece in pieces if _is_free(piece) and len(cut_sentences(piece.text)) > 1]
    takers = [
        piece for piece in pieces if piece.what in ("unchanged", "edited") and piece.text[-1] in ".!?。！？"
    ]
    if not givers or len(takers) < 3:
        return []
    giver = dice.choice(givers)
    taker = dice.choice([piece for piece in takers if piece is not giver])
    sentences = cut_sentences(giver.text)
    long_enough = [one for one in sentences if _is_long(one) and one[-1] in ".!?。！？"]
    if not long_enough:
        return []
    moving = dice.choice(long_enough)
    sentences.remove(moving)
    giver.text, giver.what = put_together(sentences), "lost or won a sentence"
    what = "between paragraphs"
    if dice.random() < 1 / 3 and len(words_of(moving)) > 2 * LEAST_WORDS:
        words = words_of(moving)
        words[dice.randrange(1, len(words) - 1)] = dice.choice(words_of(dice.choice(donors))).strip(_MARKS)
        moving, what = _glue_of(moving).join(words), "between, one word edited"
    others = cut_sentences(taker.text)
    others.insert(dice.randint(0, len(others)), moving)
    taker.text, taker.what = put_together(others), "lost or won a sentence"
    target = next(number for number, piece in enumerate(pieces) if piece is taker)
    return [MovedSentence(moving, giver.sources[0], target, what)]


def _move_within(pieces: list[Piece], *, dice: random.Random) -> list[MovedSentence]:
    """Move a sentence to another place of its own paragraph."""
    rich = [
        number
        for number, piece in enumerate(pieces)
        if piece.what == "unchanged" and sum(map(_is_long, cut_sentences(piece.text))) > 2
    ]
    if not rich:
        return []
    number = dice.choice(rich)
    sentences = cut_sentences(pieces[number].text)
    place = dice.choice([place for place, one in enumerate(sentences) if _is_long(one)])
    moving = sentences.pop(place)
    targets = [target for target in range(len(sentences) + 1) if target != place]
    sentences.insert(dice.choice(targets), moving)
    pieces[number].text, pieces[number].what = put_together(sentences), "sentences in another order"
    return [MovedSentence(moving, pieces[number].sources[0], number, "within a paragraph")]


def cut_sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph without the white space between them."""
    cuts = [match.end() for match in _SENTENCE_END.finditer(text)]
    ends = zip([0, *cuts], [*cuts, len(text)], strict=True)
    return [text[first:last].strip() for first, last in ends]


def put_together(parts: Sequence[str]) -> str:
    """Return sentences or paragraphs as one paragraph of their script."""
    return _glue_of(parts[0]).join(parts)


def words_of(text: str) -> list[str]:
    """Return the words of a text, or its characters where words are not parted by spaces."""
    return text.split(" ") if _glue_of(text) else list(text)


def share_kept(old: str, new: str) -> float:
    """Return the share of words two texts have in common; below SURVIVES nothing has survived."""
    return difflib.SequenceMatcher(None, words_of(old), words_of(new), autojunk=False).ratio()


def is_spaceless(text: str) -> bool:
    """True if the text is written in Chinese or Japanese."""
    return len(_SPACELESS.findall(text)) > len(text) / 3


def _glue_of(text: str) -> str:
    return "" if is_spaceless(text) else " "


def _is_long(text: str) -> bool:
    return len(words_of(text)) >= LEAST_WORDS


def _is_free(piece: Piece) -> bool:
    return piece.what == "unchanged" and _is_long(piece.text)

"""Invents pairs of texts that are hard to compare, each in another way: long ones, unlike ones, repeated ones."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WORST_WORDS = 5000
PARAGRAPH_WORDS = 20
HUGE_WORDS = 900_000
_LETTERS = "aeioubcdfghklmnprstvwy"
# Common ideographs and Thai consonants: texts of these have no spaces.
_HAN = "".join(map(chr, range(0x4E00, 0x4E00 + 1500)))
_THAI = "".join(map(chr, range(0x0E01, 0x0E2F)))


@dataclass(frozen=True)
class Case:
    """Two lists of paragraphs and what makes them hard."""

    name: str
    old: tuple[str, ...]
    new: tuple[str, ...]


def worst_cases(dice: random.Random) -> Iterator[Case]:
    """Yield pairs of `WORST_WORDS` words a side."""
    yield from _unlike(dice)
    yield from _half_alike(dice)
    yield from _repeated(dice)
    yield from _without_spaces(dice)
    yield from _odd(dice)


def huge_cases(dice: random.Random) -> Iterator[Case]:
    """Yield pairs of random texts of 5 MB a side."""
    for name, width in (("paragraphs of 20 words", PARAGRAPH_WORDS), ("one paragraph", 10**7)):
        sides = [cut(invent(dice, words=HUGE_WORDS, vocabulary=50_000), width=width) for _ in range(2)]
        yield Case(name, *sides)


def invent(dice: random.Random, *, words: int, vocabulary: int = 2000) -> list[str]:
    """Return so many words, common ones more often, as Zipf found them in every language."""
    known = ["".join(dice.choices(_LETTERS, k=dice.randint(2, 9))) for _ in range(vocabulary)]
    return dice.choices(known, weights=[1 / rank for rank in range(1, vocabulary + 1)], k=words)


def cut(words: Sequence[str], *, width: int) -> tuple[str, ...]:
    """Return the words as paragraphs of `width` words."""
    return tuple(" ".join(words[first : first + width]) for first in range(0, len(words), width))


def as_sentences(lines: Sequence[str]) -> tuple[str]:
    """Return lines as the sentences of one paragraph."""
    return (" ".join(f"{line.capitalize()}." for line in lines),)


def _unlike(dice: random.Random) -> Iterator[Case]:
    base, other = invent(dice, words=WORST_WORDS), invent(dice, words=WORST_WORDS)
    for name, width in (
        ("unrelated, one paragraph", WORST_WORDS),
        ("unrelated, 250 paragraphs", PARAGRAPH_WORDS),
        ("unrelated, 1,000 paragraphs", 5),
        ("unrelated, 5,000 paragraphs of one word", 1),
    ):
        yield Case(name, cut(base, width=width), cut(other, width=width))
    few = [invent(dice, words=WORST_WORDS, vocabulary=20) for _ in range(2)]
    for name, width in (
        ("twenty words only, one paragraph", WORST_WORDS),
        ("twenty words only, 250 paragraphs", PARAGRAPH_WORDS),
        ("twenty words only, 1,000 paragraphs", 5),
    ):
        yield Case(name, cut(few[0], width=width), cut(few[1], width=width))


def _half_alike(dice: random.Random) -> Iterator[Case]:
    base, other = invent(dice, words=WORST_WORDS), invent(dice, words=WORST_WORDS)
    second = [one if number % 2 else two for number, (one, two) in enumerate(zip(base, other, strict=True))]
    third = [one if number % 3 else two for number, (one, two) in enumerate(zip(base, other, strict=True))]
    lines, ones = cut(base, width=PARAGRAPH_WORDS), cut(base, width=1)
    shuffled = tuple(dice.sample(lines, len(lines)))
    cases = (
        (
            "every word differs, 250 paragraphs",
            lines,
            cut([f"{word}s" for word in base], width=PARAGRAPH_WORDS),
        ),
        ("every second word differs, one paragraph", (" ".join(base),), (" ".join(second),)),
        ("every third word differs, 250 paragraphs", lines, cut(third, width=PARAGRAPH_WORDS)),
        ("paragraphs shuffled", lines, shuffled),
        ("shuffled, every third word differs", cut(third, width=PARAGRAPH_WORDS), shuffled),
        ("all paragraphs joined", lines, (" ".join(lines),)),
        ("cut elsewhere: 20 words against 21", lines, cut(base, width=PARAGRAPH_WORDS + 1)),
        ("5,000 paragraphs of one word, shuffled", ones, tuple(dice.sample(ones, len(ones)))),
        ("sentences shuffled in one paragraph", as_sentences(lines), as_sentences(shuffled)),
    )
    yield from (Case(*case) for case in cases)


def _repeated(dice: random.Random) -> Iterator[Case]:
    lines = cut(invent(dice, words=WORST_WORDS), width=PARAGRAPH_WORDS)
    few = lines[:5]
    yield Case("one line 250 times against 240 times", lines[:1] * 250, lines[:1] * 240)
    yield Case("two lines alternating, 250 against 251", lines[:2] * 125, (lines[1], *lines[:2] * 125))
    yield Case(
        "five lines in random order, 250 a side",
        tuple(dice.choices(few, k=250)),
        tuple(dice.choices(few, k=250)),
    )
    sides = [tuple(f"{line} {number}" for number, line in enumerate(few * 50, first)) for first in (0, 1000)]
    yield Case("five lines, each with a number of its own", *sides)
    yield Case(
        "one word 5,000 times, one paragraph", ("boat " * WORST_WORDS,), ("ship " + "boat " * WORST_WORDS,)
    )


def _without_spaces(dice: random.Random) -> Iterator[Case]:
    for name, letters in (("Han", _HAN), ("Thai", _THAI)):
        base, other = ("".join(dice.choices(letters, k=2 * WORST_WORDS)) for _ in range(2))
        mixed = "".join(
            one if number % 3 else two for number, (one, two) in enumerate(zip(base, other, strict=True))
        )
        yield Case(f"{name} without spaces, unrelated", (base,), (other,))
        yield Case(f"{name} without spaces, every third differs", (base,), (mixed,))


def _odd(dice: random.Random) -> Iterator[Case]:
    size = 6 * WORST_WORDS
    yield Case("one word of 30,000 letters", ("a" * size,), ("a" * (size - 1) + "b",))
    yield Case("30,000 combining marks", ("e" + "\u0301" * size,), ("e" + "\u0301" * (size - 1) + "\u0300",))
    yield Case("30,000 spaces", ("a" + " " * size + "b",), ("a" + " " * (size - 1) + "b",))
    yield Case("30,000 marks", ("." * size + "!?" * 9,), ("!?" * (size // 2),))
    yield Case("3 against 5,000 words", ("One two three.",), (" ".join(invent(dice, words=WORST_WORDS)),))

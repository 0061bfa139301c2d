"""Folds a word to the form under which it is found: no case, no accents where a script can do without, plain digits.

Folding comes before stemming on both sides, so that a word typed without its accents finds the one that has them.
What a mark means depends on its script: an accent of Latin or Greek, a vowel point of Hebrew or Arabic may be left out
by a reader who types; a vowel sign of Devanagari is a letter like any other, and so is the breve of a Cyrillic short i.
"""

import unicodedata
from functools import lru_cache

LONGEST_WORD = 64

_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h", "ŧ": "t",
        "ی": "ي", "ى": "ي", "ک": "ك", "ـ": "",
    }
)  # fmt: skip
# First and last code points of the scripts whose marks are left out.
_BARE = ((0x41, 0x24F), (0x370, 0x3FF), (0x590, 0x6FF), (0x750, 0x77F), (0x1E00, 0x1FFF))
_CYRILLIC = (0x400, 0x52F)
_STRESS = frozenset("\u0300\u0301")
_DIAERESIS = "\u0308"


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """Return the form of one word, at most 64 characters; "" where nothing of it is left."""
    return fold_text(word[: 2 * LONGEST_WORD])[:LONGEST_WORD]


def fold_text(text: str) -> str:
    """Return a text with all its letters folded; what stands between its words stays."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept: list[str] = []
    base = ""
    for character in unicodedata.normalize("NFD", folded):
        if unicodedata.category(character) != "Mn":
            base = character
            kept.append(_plain_digit(character))
        elif not _may_go(character, base=base):
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)).translate(_LETTERS)


def _plain_digit(character: str) -> str:
    if character.isascii() or not character.isdecimal():
        return character
    return str(unicodedata.decimal(character))


def _may_go(mark: str, *, base: str) -> bool:
    code = ord(base) if base else 0
    if any(first <= code <= last for first, last in _BARE):
        return True
    if _CYRILLIC[0] <= code <= _CYRILLIC[1]:
        return mark in _STRESS or (mark == _DIAERESIS and base == "е")
    return False

"""Says whether two stretches of text differ in looks only: spaces, marks, letters of the same word."""

import unicodedata

from trackers.text.kinds.moments import plain_digits
from trackers.text.kinds.spelling import is_slip
from trackers.text.kinds.values import Code
from trackers.text.kinds.words import Words

_UNSEEN = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
# Signs that are part of a figure or a name, not of the punctuation.
_SIGNS = frozenset("%‰٪°#@&+=<>±×÷")
# Letters of other scripts that look like Latin ones.
_TWINS = str.maketrans(
    "аеорсухіјѕԁһԛԝАВЕКМНОРСТУХІЅЈοαΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhqwABEKMHOPCTYXISJoaABEZHIKMNOPTYX",
)
_DASHES = frozenset("-‐‑‒–—―−")


def bare(text: str) -> str:
    """Return the letters, digits and signs of a text, in compatible forms and with plain digits, nothing else."""
    folded = unicodedata.normalize("NFKC", plain_digits(text)) if not text.isascii() else text
    return "".join(
        character
        for character in folded
        if character.isalnum()
        or character in _SIGNS
        or unicodedata.category(character) in ("Sc", "Mn", "Mc", "So")
    )


def unspaced(text: str) -> str:
    """Return a text without white space and characters that cannot be seen."""
    return "".join(character for character in text if not character.isspace() and character not in _UNSEEN)


def read_looks(old: str, new: str, *, words: Words, begins: bool = False) -> Code | None:
    """Return WHITESPACE, PUNCTUATION or TYPO where two stretches differ in nothing else, None where in more.

    Figures must be told beforehand: a separator may change a value. So must quotation marks that came or went. `begins`
    says that both begin a sentence, where a capital makes no name.
    """
    if unspaced(old) == unspaced(new):
        # Words that were joined or parted are a matter of spelling, if the letters met.
        return Code.TYPO if _joins_words(old, new) else Code.WHITESPACE
    one, other = bare(old), bare(new)
    if one == other:
        return (
            Code.TYPO
            if _joins_words(old, new) or _inner_marks(old) != _inner_marks(new)
            else Code.PUNCTUATION
        )
    if one.translate(_TWINS) == other.translate(_TWINS):
        return Code.TYPO
    if one.casefold() == other.casefold() and _begins_sentence_anew(old, new):
        return Code.PUNCTUATION
    return Code.TYPO if is_slip(old, new, words=words, begins=begins) else None


def _joins_words(old: str, new: str) -> bool:
    """Return whether letters meet on one side that a space, hyphen or apostrophe keeps apart on the other.

    "can not" and "cannot"; a hyphen between two words that were apart is a mark, since they stay apart.
    """
    return _seams(old) != _seams(new)


def _seams(text: str) -> list[int]:
    """Return after how many letters a gap stands between two letters of an alphabet."""
    seams = []
    letters = 0
    gap = False
    last = ""
    for character in unicodedata.normalize("NFKC", text):
        if character in _UNSEEN:
            continue
        if character.isalnum():
            if gap and last.isalpha() and character.isalpha():
                seams.append(letters)
            gap = False
            letters += 1
            last = character
        elif character not in "'’ʼ.,":
            gap = True
    return seams


def _inner_marks(text: str) -> list[int]:
    """Return after how many letters an apostrophe stands inside a word."""
    places = []
    letters = 0
    for place, character in enumerate(text):
        if character.isalnum():
            letters += 1
        elif (
            character in "'’ʼ" and text[place - 1 : place].isalpha() and text[place + 1 : place + 2].isalpha()
        ):
            places.append(letters)
    return places


def _begins_sentence_anew(old: str, new: str) -> bool:
    """Return whether the letters that differ in case follow a full stop or the like on one side."""
    for text in (old, new):
        for place, character in enumerate(text):
            if character in ".!?:;" and text[place + 1 : place + 2].isspace():
                return True
    return False

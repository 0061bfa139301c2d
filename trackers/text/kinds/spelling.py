"""Tells a slip of spelling or grammar from another word.

One word for another is a slip only where something speaks for it: they are variants of one word, they are mixed up so
often that the pair is listed, the letters are those of a usual mistake, or one of them is no common word. Two common
words are two meanings, however alike: a county is no country. A word with a capital may be a name and is no slip here.
"""

import unicodedata

from rapidfuzz.distance import OSA

from trackers.text.kinds.words import Words, plain

_STRIP = " \t.,;:!?\"“”„«»()[]…'’"
_LEAST, _MIDDLE, _LONG, _VERY_LONG = 4, 6, 7, 9
_VOWELS = frozenset("aeiouyаеиоуыэюя")
# Endings written in two ways, the longer ones first.
_VARIANTS = (
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("ise", "ize"),
    ("yse", "yze"),
    ("our", "or"),
    ("tre", "ter"),
    ("ogue", "og"),
    ("ence", "ense"),
    ("lled", "led"),
    ("lling", "ling"),
    ("ller", "ler"),
    ("ae", "e"),
    ("oe", "e"),
    ("mme", "m"),
    ("ph", "f"),
    ("ß", "ss"),
    ("ё", "е"),
)


def is_slip(old: str, new: str, *, words: Words, begins: bool = False) -> bool:
    """Return whether one or two words gave way to the same words in another spelling, or to the right ones."""
    one, other = _words(old), _words(new)
    if not one or not other or len(one) > 3 or len(other) > 3:
        return False
    if len(one) != len(other):
        return _is_parted(one, other, words=words)
    differing = [(left, right) for left, right in zip(one, other, strict=True) if left != right]
    return bool(differing) and all(
        _same_word(left, right, words=words, begins=begins) for left, right in differing
    )


def _words(text: str) -> list[str]:
    return [word for part in text.split() if (word := part.strip(_STRIP))]


def _is_parted(one: list[str], other: list[str], *, words: Words) -> bool:
    joined, parted = "".join(one), "".join(other)
    return joined.lower().replace("-", "") == parted.lower().replace("-", "")


def _same_word(left: str, right: str, *, words: Words, begins: bool) -> bool:
    if left[0].isupper() and right[0].isupper() and words.lang != "de" and not begins:
        return False
    one, other = plain(left), plain(right)
    pair = frozenset((one, other))
    if pair in words.trap_pairs or any(character.isdigit() for character in one + other):
        return False
    if one == other:
        # Only the case differs: "turkey" and "Turkey" are no slip, German writes nouns with a capital.
        return words.lang == "de"
    if pair in words.slip_pairs or _is_variant(one, other):
        return True
    if _is_inflected(one, other):
        return False
    if one in words.common_words and other in words.common_words:
        return False
    known = one in words.common_words or other in words.common_words
    return (known or not begins or words.lang == "de") and _is_mistake(one, other, known=known)


def _is_variant(one: str, other: str) -> bool:
    if _without_accents(one) == _without_accents(other):
        return True
    for first, second in _VARIANTS:
        if one.replace(first, second) == other or other.replace(first, second) == one:
            return min(len(one), len(other)) >= _LEAST
    return one.replace("-", "") == other.replace("-", "") or one.replace("'", "") == other.replace("'", "")


def _without_accents(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def _is_inflected(one: str, other: str) -> bool:
    """Return whether one is the other with an ending, which says another thing: worker and workers, close and
    closed.
    """
    short, long = sorted((one, other), key=len)
    if not long.isascii():
        return False
    return len(long) - len(short) <= 3 and (
        any(
            long == short + ending
            for ending in ("s", "es", "d", "ed", "ing", "er", "ly", "n", "en", "y", "r", "ers")
        )
        or (short.endswith("e") and long == short[:-1] + "ing")
        or (short.endswith("y") and long in (short[:-1] + "ies", short[:-1] + "ied"))
    )


def _is_mistake(one: str, other: str, *, known: bool) -> bool:
    """Return whether the letters of two words differ as those of a usual mistake; `known` if one is a common word."""
    shorter, longer = sorted((len(one), len(other)))
    if shorter < _LEAST or one[0] != other[0]:
        return False
    distance = OSA.distance(one, other, score_cutoff=3)
    if distance == 1 and sorted(one) == sorted(other):
        # Two neighbouring letters changed places: recieved.
        return known or shorter > _LEAST
    if distance <= 2 and _squeezed(one) == _squeezed(other):
        # A letter doubled or not: agred, accomodation.
        return True
    same_frame = _squeezed(_consonants(one)) == _squeezed(_consonants(other))
    if distance == 1 and shorter != longer:
        # A letter left out or put in: goverment. Without a common word only a vowel of a long one.
        return (known and longer >= _MIDDLE) or (same_frame and longer >= _LONG) or longer >= _VERY_LONG
    if distance == 1 and longer >= _VERY_LONG:
        return True
    # Vowels mixed up: seperate, definately, resteraunt.
    return same_frame and longer >= (_LONG if distance == 1 else _VERY_LONG) and distance <= 3


def _squeezed(word: str) -> str:
    return "".join(
        character for place, character in enumerate(word) if not place or word[place - 1] != character
    )


def _consonants(word: str) -> str:
    return "".join(character for character in word if character not in _VOWELS)

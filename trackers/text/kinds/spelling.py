"""Tells a slip of spelling or grammar from another word.

One word for another is a slip only where something speaks for it: they are variants of one word, they are mixed up so
often that the pair is listed, the letters are those of a usual mistake, or one of them is no common word. Two common
words are two meanings, however alike: a county is no country. A word with a capital may be a name and is no slip here.
"""

import unicodedata

from rapidfuzz.distance import OSA

from trackers.text.kinds.words import Words, plain

_STRIP = " \t.,;:!?\"“”„«»()[]…'’"
_LEAST, _LONG = 4, 7
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
    """Return whether one is the other with an ending, which says another thing: worker and workers, close and closed."""
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
    """Return whether the letters of two words differ as those of a usual mistake."""
    shorter = min(len(one), len(other))
    distance = OSA.distance(one, other, score_cutoff=3)
    if shorter < _LEAST or one[0] != other[0]:
        return False
    if distance > 2:
        return distance == 3 and shorter > _LONG and known and _consonants(one) == _consonants(other)
    if sorted(one) == sorted(other) or _squeezed(one) == _squeezed(other):
        # Letters that changed places, a double letter: recieved, agred.
        return True
    if distance == 1:
        return known or shorter >= _LONG or (shorter >= _LEAST + 1 and _only_vowels_differ(one, other))
    return shorter >= _LONG and (known or _squeezed(_consonants(one)) == _squeezed(_consonants(other)))


def _squeezed(word: str) -> str:
    return "".join(
        character for place, character in enumerate(word) if not place or word[place - 1] != character
    )


def _consonants(word: str) -> str:
    return "".join(character for character in word if character not in _VOWELS)


def _only_vowels_differ(one: str, other: str) -> bool:
    return len(one) == len(other) and _consonants(one) == _consonants(other)

"""Guesses the language of a text from its script and its small words, to check what a page says of itself."""

import unicodedata
from collections import Counter

from trackers.text.kinds.words import WORDS, plain

_SCRIPTS = {"CYRILLIC": "ru", "ARABIC": "ar", "HEBREW": "he", "DEVANAGARI": "hi"}
_LATIN = ("en", "de", "fr", "es", "pt")
_LONGEST = 4_000
_LEAST_HITS = 4
# Languages of the same script that share no words with ours: a page that states one of them is believed.
_MUCH_BETTER = 2


def guess_language(text: str, *, stated: str) -> str:
    """Return the code of a language we have words for, "" if none fits; `stated` counts unless the text denies it."""
    sample = text[:_LONGEST]
    script = _script(sample)
    if script in ("zh", "ja"):
        return script
    if script:
        own = {"ru", "ar", "he", "hi"}
        return script if not stated or stated in own or stated in _LATIN else stated
    counts = _count_small_words(sample)
    best = max(_LATIN, key=lambda code: counts[code])
    if stated in _LATIN:
        clearly = counts[best] >= _LEAST_HITS and counts[best] >= _MUCH_BETTER * counts[stated]
        return best if clearly else stated
    if stated and counts[best] < 3 * _LEAST_HITS:
        return stated
    return best if counts[best] >= _LEAST_HITS else stated


def _script(sample: str) -> str:
    letters = Counter(
        unicodedata.name(c, "").split(" ", 1)[0] for c in sample if c.isalpha() and not c.isascii()
    )
    ascii_letters = sum(c.isascii() and c.isalpha() for c in sample)
    if letters["HIRAGANA"] + letters["KATAKANA"] > 0.05 * max(1, letters["CJK"]) and letters["CJK"]:
        return "ja"
    if letters["CJK"] > ascii_letters / 4:
        return "zh"
    for name, code in _SCRIPTS.items():
        if letters[name] > ascii_letters:
            return code
    return ""


def _count_small_words(sample: str) -> Counter[str]:
    words = Counter(plain(sample).split())
    return Counter({code: sum(words[word] for word in WORDS[code].small_words) for code in _LATIN})

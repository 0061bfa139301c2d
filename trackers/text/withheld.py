"""Withheld words: where a passage stands in a text, however it is set there, and the text without it.

A passage is found by its letters and digits alone: capitals, accents, punctuation, spaces, line breaks and signs that
nobody sees do not hide it (UAX 15, NFKD). It begins and ends where words do, but for scripts that do not part them. A
word with an ending of its own ("harbours" for "harbour") is another word.

What takes the place of a passage is always the same, so that its length is not told.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from trackers.text.tidy import ArticleText

MARK = "[withheld]"
LONGEST_PASSAGE = 5000
# A shorter word says too little to be told from all the others that it stands among.
_TELLING = 4
# A longer line is not kept in memory.
_LONGEST_KEPT = 2000

_WORD = re.compile(r"\w+")
# Scripts whose words follow one another without a space, or bear endings that are no part of a name.
_UNPARTED = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1100, 0x11FF), (0x1780, 0x17FF), (0x2E80, 0x9FFF), (0xA960, 0xA97F),
    (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x20000, 0x3FFFF),
)  # fmt: skip

Span = tuple[int, int]


def letters_of(text: str) -> str:
    """Return what a passage is found by: its letters and digits, folded; "" where there are none."""
    if text.isascii():
        return "".join(filter(str.isalnum, text.lower()))
    return "".join(map(_fold, text))


def letters_of_text(text: ArticleText) -> str:
    """Return what a whole text is known again by: the letters and digits of its headline, standfirst and body.

    Whose name stands over it and what is said of its pictures is left out: the words are the same without them.
    """
    return "".join(map(letters_of, (text.headline, text.standfirst, *text.paragraphs)))


def count_words(text: str) -> int:
    """Return how many words a passage has; of scripts that do not part them, how many letters."""
    return sum(len(word) if _is_unparted(word[0]) else 1 for word in _WORD.findall(text))


def find_passage(text: str, passage: str) -> list[Span]:
    """Return from where to where a passage stands in a text, each place once, in order."""
    return _find_each(text, [passage])


def _find_each(text: str, passages: Iterable[str]) -> list[Span]:
    """Return where each of the passages stands, one passage after the other.

    The letters of the text are taken once, however many passages there are: a page asks for dozens in a long text.
    """
    all_wanted = list(filter(None, map(_wanted_of, passages)))
    if not all_wanted:
        return []
    letters, places = _cut(text)
    return [span for wanted in all_wanted for span in _find_letters(text, wanted, letters, places)]


def _find_letters(text: str, wanted: str, letters: str, places: Sequence[int]) -> Iterator[Span]:
    at = letters.find(wanted)
    while at >= 0:
        start, last = places[at], places[at + len(wanted) - 1]
        if _parts(text, places, at - 1, at) and _parts(text, places, at + len(wanted) - 1, at + len(wanted)):
            yield start, _end_of_sign(text, last + 1)
            at = letters.find(wanted, at + len(wanted))
        else:
            at = letters.find(wanted, at + 1)


def holds_passage(lines: Sequence[str], passages: Iterable[str]) -> bool:
    """Tell whether any of the passages stands in lines that follow one another."""
    return bool(_find_each("\n".join(lines), passages))


def mask_line(text: str, passages: Iterable[str], *, mark: str = MARK) -> str:
    """Return a text with ``mark`` wherever one of the passages stood."""
    spans = _join(text, _find_each(text, passages))
    return _replace(text, spans, mark=mark) if spans else text


def mask_lines(lines: Sequence[str], passages: Iterable[str], *, mark: str = MARK) -> list[str]:
    """Return lines that follow one another, as many as before, with ``mark`` wherever a passage stood.

    A passage may run over several of them: each bears the mark then.
    """
    text = "\n".join(lines)
    spans = _join(text, _find_each(text, passages))
    if not spans:
        return list(lines)
    masked, start = [], 0
    for line in lines:
        end = start + len(line)
        own = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]
        masked.append(_replace(line, [span for span in own if span[0] < span[1]], mark=mark))
        start = end + 1
    return masked


def mask_excerpt(text: str, passages: Iterable[str], *, mark: str = MARK) -> str:
    """Return words cut from a text that holds the passages: ``mark`` alone where they tell any part of one.

    Part of it is a word of four letters and more, or with a digit, or two words in a row, or the whole excerpt.
    """
    passages = list(passages)
    words = _words(mask_line(text, passages, mark=" "))
    if words and any(_tells(words, passage) for passage in passages):
        return mark
    return mask_line(text, passages, mark=mark)


def _tells(words: Sequence[str], passage: str) -> bool:
    telling, pairs, wanted = _telling_of(passage)
    if not telling.isdisjoint(words) or not pairs.isdisjoint(pairwise(words)):
        return True
    return len(words) == 1 and words[0] in wanted


@lru_cache(maxsize=256)
def _telling_of(passage: str) -> tuple[frozenset[str], frozenset[tuple[str, str]], frozenset[str]]:
    """Return the words of a passage that tell of it by themselves, the pairs that do, and all of its words."""
    wanted = _words(passage)
    telling = {word for word in wanted if len(word) >= _TELLING or any(map(str.isdigit, word))}
    return frozenset(telling), frozenset(pairwise(wanted)), frozenset(wanted)


def _words(text: str) -> list[str]:
    """Return the words of a text, folded; of scripts that do not part them each letter."""
    found: list[str] = []
    for word in _WORD.findall(text):
        folded = letters_of(word)
        if folded:
            found += list(folded) if _is_unparted(word[0]) else [folded]
    return found


@lru_cache(maxsize=256)
def _wanted_of(passage: str) -> str:
    return letters_of(passage)


@lru_cache(maxsize=8192)
def _fold(sign: str) -> str:
    folded = unicodedata.normalize("NFKD", sign).casefold()
    return "".join(letter for letter in unicodedata.normalize("NFKD", folded) if letter.isalnum())


def _cut(text: str) -> tuple[str, list[int]]:
    """Return the letters of a text, and for each the place of the sign it was made of."""
    letters: list[str] = []
    places: list[int] = []
    start = 0
    for line in text.split("\n"):
        own, at = _cut_known(line) if len(line) <= _LONGEST_KEPT else _cut_line(line)
        letters.append(own)
        places += [start + place for place in at]
        start += len(line) + 1
    return "".join(letters), places


def _cut_line(line: str) -> tuple[str, Sequence[int]]:
    letters: list[str] = []
    places = array("I")
    for place, sign in enumerate(line):
        folded = _fold(sign)
        letters.append(folded)
        places.extend([place] * len(folded))
    return "".join(letters), places


# The Versions of an Article have most of their lines in common, and the page of its life reads hundreds of them.
_cut_known = lru_cache(maxsize=2048)(_cut_line)


def _parts(text: str, places: Sequence[int], one: int, other: int) -> bool:
    """Tell whether a word may end with one letter and the next begin with the other, counted among the letters."""
    if one < 0 or other >= len(places):
        return True
    left, right = places[one], places[other]
    if left == right:
        return False
    if any(not _is_attached(sign) for sign in text[left + 1 : right]):
        return True
    return _is_unparted(text[left]) or _is_unparted(text[right])


def _end_of_sign(text: str, end: int) -> int:
    while end < len(text) and _is_attached(text[end]):
        end += 1
    return end


def _is_attached(sign: str) -> bool:
    """Tell whether a sign stands within a word: an accent of its own, or nothing that anybody sees."""
    return unicodedata.category(sign) in ("Mn", "Mc", "Me", "Cf")


def _is_unparted(sign: str) -> bool:
    code = ord(sign)
    return any(first <= code <= last for first, last in _UNPARTED)


def _join(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those joined that touch, or that no letter stands between."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and (start <= joined[-1][1] or not letters_of(text[joined[-1][1] : start])):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _replace(text: str, spans: Sequence[Span], *, mark: str) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], mark]
        at = end
    return "".join([*pieces, text[at:]])

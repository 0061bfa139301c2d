"""Whether two texts are one story: what must agree before two addresses, or a page and a memory of it, are joined.

Two questions, two measures. ``are_one_text`` is asked before two Articles are joined, and is strict: a twin that is
refused today is accepted as soon as both copies have caught up with each other, whereas two stories once joined hide
each other. ``tell_one_story`` is asked when an address begins to lead to another page, and knows an edited text again.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

# AMP and canonical copies state the same day. Further apart, two texts are two issues of one column.
SAME_ISSUE = timedelta(days=1)
_SHINGLE = 4
_MOST_WORDS = 20_000
_SHORTEST_TITLE = 20
# Stories of one desk share a phrase here and there, hardly a tenth of all; an edited story keeps far more.
_KIN = 0.3
_KIN_UNDER_ONE_HEADLINE = 0.15
_FIGURES = re.compile(r"\d+")
_WORD = re.compile(r"\w+")
_QUOTES = str.maketrans(dict.fromkeys('"“”„«»‘’‚`´', "'") | dict.fromkeys("‐‑‒–—", "-"))


class DatedText(Protocol):
    """What sameness is judged by; a Version and an Extraction have it."""

    @property
    def headline(self) -> str:
        """The headline, or ""."""

    @property
    def paragraphs(self) -> Sequence[str]:
        """The body, in order."""

    @property
    def date_published(self) -> datetime | None:
        """When it was published, as the publisher says."""


def are_one_text(one: DatedText, other: DatedText) -> bool:
    """Tell whether two readings are copies of one text: same headline, most paragraphs of both, no other issue."""
    return have_one_headline(one, other) and share_most_paragraphs(one, other)


def share_most_paragraphs(one: DatedText, other: DatedText) -> bool:
    """Tell whether more than half of what either says, by length, stands word for word in the other.

    Two issues of one column (published more than a day apart, or alike but for their figures, such as the results of
    two draws) never do, however much of it stays the same every time.
    """
    first, second = set(one.paragraphs), set(other.paragraphs)
    if not first or not second or _are_two_issues(one, other):
        return False
    shared = first & second
    if _masked(first - shared) & _masked(second - shared):
        return False
    return 2 * _length(shared) > max(_length(first), _length(second))


def tell_one_story(known: DatedText, read: DatedText) -> bool:
    """Tell whether ``read`` may be an edit of ``known``: a good part of the shorter text's runs of words is in both.

    Costs a few milliseconds for long texts; of each, the first 20,000 words count.
    """
    if _are_two_issues(known, read):
        return False
    first, second = _shingles(known.paragraphs), _shingles(read.paragraphs)
    if not first or not second:
        return have_one_headline(known, read)
    kin = len(first & second) / min(len(first), len(second))
    return kin >= (_KIN_UNDER_ONE_HEADLINE if have_one_headline(known, read) else _KIN)


def have_one_headline(one: DatedText, other: DatedText) -> bool:
    """Tell whether both bear the same words on top, whatever their case, quotation marks and dashes."""
    return bool(one.headline) and _fold(one.headline) == _fold(other.headline)


def is_one_title(listed: str, headline: str) -> bool:
    """Tell whether a title in a list is a page's headline, perhaps cut off or with the publisher's name behind it."""
    first, second = _fold(listed).rstrip(" .…"), _fold(headline).rstrip(" .…")
    if min(len(first), len(second)) < _SHORTEST_TITLE:
        return bool(first) and first == second
    return first.startswith(second) or second.startswith(first)


def _are_two_issues(one: DatedText, other: DatedText) -> bool:
    first, second = one.date_published, other.date_published
    return first is not None and second is not None and abs(first - second) > SAME_ISSUE


def _fold(text: str) -> str:
    return " ".join(text.casefold().translate(_QUOTES).split())


def _masked(paragraphs: Iterable[str]) -> set[str]:
    """Return the paragraphs that hold figures, without them."""
    return {_FIGURES.sub("0", paragraph) for paragraph in paragraphs if _FIGURES.search(paragraph)}


def _length(paragraphs: Iterable[str]) -> int:
    return sum(map(len, paragraphs))


def _shingles(paragraphs: Sequence[str]) -> set[tuple[str, ...]]:
    """Return every run of four words; a language written without spaces gives a run for each short clause."""
    words: list[str] = []
    for paragraph in paragraphs:
        words += _WORD.findall(paragraph.casefold())
        if len(words) > _MOST_WORDS:
            break
    size = min(_SHINGLE, len(words))
    return {tuple(words[place : place + size]) for place in range(len(words) - size + 1)} if words else set()

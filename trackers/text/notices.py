"""Tells an explicit notice to readers from a line of the story.

A notice is a line in which the newsroom speaks of its own text: it begins with a label ("Correction:") or with words
for this text ("An earlier version of this article …") that are followed by what was done to it. A time stamp
("Updated 2 hours ago"), a link ("Corrections policy") and news about somebody else's mistake are none. The words are
data (`noticewords`); nothing is learned and nothing is guessed.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from trackers.text.noticewords import NOTICES, NoticeWords, fold_phrase

# What may stand before a notice: bullets, brackets, stars.
_BULLETS = " \t•*·●◆■▪–—-([{【［（〔『《<>|#†‡※◇▼▲"
_CLOSERS = " \t:.–—-)]}】］）〕』》|、，,。"
_BRACKETS = ("(", "[", "{", "（", "［")
# A label ends with one of these; a date or a few words with a figure may stand between.
_LABEL_ENDS = (":", " – ", " — ", " - ", "】", "］", "]", ")", "）", "〕", "』", "|", "》", "。")
_LONGEST_LABEL = 45
_LABEL_WORDS = 7
# An introduction ("Due to an editing error, …") is no longer than this.
_LONGEST_INTRO = 110
# A mark follows its subject within so many characters.
_NEAR, _FAR, _DATED = 70, 260, 35
_LONGEST_NOTICE = 3_000
_LEAST_LETTERS = 12


class NoticeSort(StrEnum):
    """What a notice tells its readers."""

    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    UPDATE = "update"
    RETRACTION = "retraction"
    EDITORS_NOTE = "editors_note"


_BY_CONTENT = (NoticeSort.RETRACTION, NoticeSort.CORRECTION, NoticeSort.CLARIFICATION, NoticeSort.UPDATE)


@dataclass(frozen=True)
class Notice:
    """An explicit notice to readers: what it is, and the line as published."""

    sort: NoticeSort
    text: str


def read_notice(line: str, *, lang: str = "") -> Notice | None:
    """Return the notice that a whole line (a paragraph or a sentence of its own) is, or None.

    `lang` is the language code of the page, "" if unknown; it decides only which language is tried first: pages state
    the wrong one. An editor's note that says neither what was wrong nor what was added is an EDITORS_NOTE.
    """
    if len(line) > _LONGEST_NOTICE:
        return None
    sort = _read_sort(line, lang.partition("-")[0].lower())
    return Notice(sort, line) if sort is not None else None


@lru_cache(maxsize=4096)
def _read_sort(line: str, own: str) -> NoticeSort | None:
    folded = fold_phrase(line)
    for code in dict.fromkeys((own, *NOTICES)) if own in NOTICES else NOTICES:
        sort = _find_sort(folded, words=NOTICES[code])
        if sort is not None:
            return sort
    return None


def _find_sort(folded: str, *, words: NoticeWords) -> NoticeSort | None:
    if any(phrase in folded for phrase in words.never):
        return None
    core = folded.lstrip(_BULLETS)
    if core.strip(_CLOSERS) in words.links:
        return None
    if folded[:1] in _BRACKETS and core.startswith(words.wire):
        return _sort_by_content(core, words=words)
    label, rest = _cut_label(core, words=words)
    if label is not None:
        return _sort_labelled(label, rest, words=words)
    if '"' not in folded and any(phrase in core for phrase in words.anywhere):
        return _sort_by_content(core, words=words)
    for start in _starts(core):
        if _speaks_of_text(core[start : start + _FAR], words=words):
            return _sort_by_content(core[start:], words=words)
    return None


def _cut_label(core: str, *, words: NoticeWords) -> tuple[NoticeSort | None, str]:
    """Return the sort of the label at the beginning and what follows it, (None, core) if there is none."""
    if not core.startswith(words.every_label):
        return None, core
    for sort, labels in words.labels.items():
        for label in labels:
            if core.startswith(label):
                rest = _after_label(core[len(label) :])
                if rest is not None:
                    return NoticeSort(sort), rest
    return None, core


def _after_label(text: str) -> str | None:
    """Return what follows a label and its date, None where the word only begins a sentence."""
    if not text.strip(_CLOSERS):
        return ""
    places = sorted(place for end in _LABEL_ENDS if (place := text.find(end, 0, _LONGEST_LABEL)) >= 0)
    # Of "Update, 14:20: …" the clock's colon is not the end.
    ends = [found for found in places if not text[found + 1 : found + 2].isdigit()]
    if not ends:
        return None
    place = ends[0]
    between = text[:place].strip(_CLOSERS + _BULLETS)
    if between and (len(between.split()) > _LABEL_WORDS or not any(map(str.isdigit, between))):
        return None
    return text[place:].strip(_CLOSERS + _BULLETS)


def _sort_labelled(label: NoticeSort, rest: str, *, words: NoticeWords) -> NoticeSort | None:
    letters = sum(map(str.isalpha, rest))
    if label is NoticeSort.UPDATE:
        # "Updated: 6 May, 14:20" is a time stamp.
        is_stamp = letters < (_LEAST_LETTERS if rest.isascii() else _LEAST_LETTERS // 2)
        return None if is_stamp else label
    if label is NoticeSort.EDITORS_NOTE:
        found = _sort_by_content(rest, words=words)
        return (
            found if any(_speaks_of_text(rest[s : s + _FAR], words=words) for s in _starts(rest)) else label
        )
    return label


def _starts(core: str) -> list[int]:
    """Return where a sentence about the text may begin: at the start, behind a short label or introduction."""
    found = [0]
    for mark in (": ", "：", ", ", "，", "、", ". ", "。", "- ", "– ", "— "):
        place = core.find(mark, 0, _LONGEST_INTRO)
        if place >= 0:
            found.append(place + len(mark))
    return found


def _speaks_of_text(text: str, *, words: NoticeWords) -> bool:
    if text.startswith(words.earlier):
        return True
    if text.startswith(words.subjects):
        return any(mark in text[:_NEAR] for mark in words.done)
    if words.dated and text.startswith(words.dated):
        is_dated = any(map(str.isdigit, text[:_DATED])) and any(name in text[:_DATED] for name in words.texts)
        return is_dated and any(mark in text[:_NEAR] for mark in words.done)
    if text.startswith(words.ours):
        near = text[: 2 * _NEAR]
        marked = any(mark in near for mark in words.done)
        return marked and any(name in near for name in words.texts)
    return False


def _sort_by_content(text: str, *, words: NoticeWords) -> NoticeSort:
    for sort in _BY_CONTENT:
        if any(mark in text for mark in words.marks.get(sort, ())):
            return sort
    earlier = any(phrase in text for phrase in words.earlier)
    return NoticeSort.CORRECTION if earlier else NoticeSort.CLARIFICATION

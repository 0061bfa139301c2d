"""Which words of a Change a feed entry carries: changed passages with a little round them, never whole texts.

A Change never alters, so what was found here once is kept by the process: a feed is asked for again and again. What is
withheld of its Article is part of the name it is kept under.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from django.core.cache.backends.locmem import LocMemCache

from trackers.models import Change, Rereading, Version
from trackers.text.compare import Diff, Field, Op, Row, RowKind, Span, compare, excerpt

MOST_PASSAGES = 8
MOST_CHARACTERS = 2000
LONGEST_RUN = 300
CONTEXT = 70
SHORTEST_MOVE = 40

_LINE_BREAK = "¶"
_SPACE = "␣"
_kept = LocMemCache("changed-passages", {"timeout": None, "OPTIONS": {"MAX_ENTRIES": 1000}})


class Fate(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    WENT = "went"
    CAME = "came"
    MOVED = "moved"


@dataclass(frozen=True)
class Piece:
    """A run of words with one fate, as plain text."""

    fate: Fate
    text: str


@dataclass(frozen=True)
class Passages:
    """What an entry shows: some passages, how many more changed, and how many words went and came altogether."""

    shown: tuple[tuple[Piece, ...], ...]
    more: int
    words_removed: int
    words_added: int


# A page that went, or came back as it was, changed no passage.
NONE = Passages(shown=(), more=0, words_removed=0, words_added=0)


def find_passages(changes: Iterable[Change]) -> dict[int, Passages]:
    """Return the passages of each Change by its id. At most one query, none for Changes this process has seen."""
    wanted = {_name_of(change): change for change in changes}
    known: dict[str, Passages] = _kept.get_many(wanted)
    fresh = [change for key, change in wanted.items() if key not in known]
    differing = [change for change in fresh if not change.keeps_text]
    texts = Version.objects.in_bulk(
        {pk for change in differing for pk in (change.from_version_id, change.text_after.pk)}
    )
    reread = {change.from_reading_id for change in differing if change.from_reading_id is not None}
    readings = Rereading.objects.in_bulk(reread) if reread else {}
    for change in fresh:
        known[_name_of(change)] = NONE
    for change in differing:
        before = readings.get(change.from_reading_id or 0) or texts[change.from_version_id]
        diff = compare(before.text, texts[change.text_after.pk].text)
        known[_name_of(change)] = choose_passages(diff)
    _kept.set_many({_name_of(change): known[_name_of(change)] for change in fresh})
    return {change.pk: known[key] for key, change in wanted.items()}


def _name_of(change: Change) -> str:
    """Return the name a Change's passages are kept under: what is withheld, or shown again, is found anew."""
    words = "\x1f".join(change.article.withheld_words)
    return (
        f"{change.uuid}:{sha256(words.encode('utf-8', 'replace')).hexdigest()}" if words else str(change.uuid)
    )


def forget_passages() -> None:
    """Empty this process's memory of passages."""
    _kept.clear()


def choose_passages(diff: Diff) -> Passages:
    """Return changed passages of a Diff in reading order: headline, standfirst, text, captions, byline.

    Where they are too many, the words that say most come first and the later passages are only counted.
    """
    passages = [passage for row in _rows(diff) if row.changed and (passage := _read_row(row))]
    shown = _take(passages, most=MOST_PASSAGES)
    if len(shown) < len(passages):
        strongest = _strongest(diff)
        if not _holds(shown, strongest):
            shown = [strongest, *_take(passages, most=MOST_PASSAGES - 1)]
    return Passages(
        shown=tuple(shown),
        more=max(0, len(passages) - len(shown)),
        words_removed=diff.words_removed,
        words_added=diff.words_added,
    )


def shorten(text: str, *, length: int) -> str:
    """Return at most ``length`` characters, an ellipsis last where some were left out; no letter loses its marks."""
    if len(text) <= length:
        return text
    end = length - 1
    space = text.rfind(" ", max(0, end - 30), end + 1)
    end = space if space > 0 else end
    while end > 1 and unicodedata.category(text[end])[0] == "M":
        end -= 1
    return text[:end].rstrip() + "…"


def _take(passages: list[tuple[Piece, ...]], *, most: int) -> list[tuple[Piece, ...]]:
    """Return the first passages that fit, at least one."""
    size = 0
    for count, passage in enumerate(passages[:most]):
        size += sum(len(piece.text) for piece in passage)
        if count and size > MOST_CHARACTERS:
            return passages[:count]
    return passages[:most]


def _strongest(diff: Diff) -> tuple[Piece, ...]:
    words = excerpt(diff, length=LONGEST_RUN)
    pieces = (
        Piece(Fate.SAME, words.before and f"{words.before} "),
        Piece(Fate.WENT, words.removed),
        Piece(Fate.CAME, words.added),
        Piece(Fate.SAME, words.after and f" {words.after}"),
    )
    return tuple(piece for piece in pieces if piece.text)


def _holds(shown: list[tuple[Piece, ...]], passage: tuple[Piece, ...]) -> bool:
    """Tell whether every word of a passage that went or came is shown already."""
    return all(
        any(
            piece.fate is there.fate and piece.text.strip(" …") in there.text
            for row in shown
            for there in row
        )
        for piece in passage
        if piece.fate is not Fate.SAME
    )


def _rows(diff: Diff) -> Iterator[Row]:
    for field in (Field.HEADLINE, Field.STANDFIRST):
        yield from (row.row for row in diff.fields if row.field is field)
    yield from diff.rows
    for field in (Field.CAPTIONS, Field.BYLINE):
        yield from (row.row for row in diff.fields if row.field is field)


def _read_row(row: Row) -> tuple[Piece, ...]:
    """Return the pieces of a changed row, () where it only lost a passage that is shown at its new place."""
    if row.kind is RowKind.MOVED and all(span.op is Op.EQUAL for span in row.inline):
        if not row.new_paragraphs:
            return ()
        return (Piece(Fate.MOVED, shorten("".join(span.text for span in row.inline), length=LONGEST_RUN)),)
    pieces = _name_unseen([_read_span(span) for span in row.inline])
    if all(piece.fate is Fate.SAME for piece in pieces):
        return ()
    last = len(pieces) - 1
    return tuple(
        Piece(Fate.SAME, _trim(piece.text, is_first=place == 0, is_last=place == last))
        if piece.fate is Fate.SAME
        else Piece(piece.fate, shorten(piece.text, length=LONGEST_RUN))
        for place, piece in enumerate(pieces)
    )


def _read_span(span: Span) -> Piece:
    text = _LINE_BREAK if span.is_break else span.text
    if span.op is Op.EQUAL:
        return Piece(Fate.SAME, text)
    if span.move_id is not None:
        # Words that left for another place are shown there; of a few it is not worth saying.
        if span.op is Op.DELETE:
            return Piece(Fate.SAME, " … ")
        return Piece(Fate.MOVED if len(text) >= SHORTEST_MOVE else Fate.SAME, text)
    return Piece(Fate.WENT if span.op is Op.DELETE else Fate.CAME, text)


def _trim(text: str, *, is_first: bool, is_last: bool) -> str:
    """Keep the unchanged words next to a change: of the first run the end, of the last the start, of others both."""
    if len(text) <= (CONTEXT if is_first or is_last else 2 * CONTEXT):
        return text
    start = "" if is_first else _first_words(text)
    end = "" if is_last else _last_words(text)
    return f"{start}…{end}"


def _first_words(text: str) -> str:
    return shorten(text, length=CONTEXT).removesuffix("…") + " "


def _last_words(text: str) -> str:
    start = len(text) - CONTEXT
    space = text.find(" ", start, start + 30)
    start = space if space > 0 else start
    while start < len(text) and unicodedata.category(text[start])[0] == "M":
        start += 1
    return text[start:]


def _name_unseen(pieces: list[Piece]) -> list[Piece]:
    """Make a difference visible that lies in spaces or characters without a shape alone, such as U+200B."""
    named = list(pieces)
    for place, piece in enumerate(pieces):
        if piece.fate not in (Fate.WENT, Fate.CAME):
            continue
        # A deletion stands before the insertion that took its place.
        other = place + 1 if piece.fate is Fate.WENT else place - 1
        has_other = 0 <= other < len(pieces) and {piece.fate, pieces[other].fate} == {Fate.WENT, Fate.CAME}
        twin = pieces[other].text if has_other else ""
        if _seen(piece.text) == _seen(twin):
            named[place] = Piece(piece.fate, "".join(_name(letter) for letter in piece.text))
    return named


def _seen(text: str) -> str:
    return "".join(
        letter for letter in text if unicodedata.category(letter)[0] not in "CZ" and letter != _LINE_BREAK
    )


def _name(letter: str) -> str:
    if letter == " ":
        return _SPACE
    return letter if unicodedata.category(letter)[0] not in "CZ" else f"[U+{ord(letter):04X}]"

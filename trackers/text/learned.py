"""Learned furniture: which line of a body is the same line on other articles, and which may be marked as such.

A publisher's template sets the same lines on many articles. `repeats` finds them; here is what *the same* means and
what no repetition can make furniture of. A line is marked for itself alone (its words, its role, the keys), never for
what stands beside it, so that two readings of one article are always marked alike.
"""

import re
import unicodedata
from collections.abc import Container, Sequence
from enum import StrEnum
from hashlib import sha256

from trackers.text.extraction import Role
from trackers.text.furniture import is_standing_line, mask_counts
from trackers.text.notices import read_notice

# A longer line is a paragraph of somebody's, whatever it repeats. In characters.
LONGEST_LINE = 300
# A line that says a time or a count of the page is no longer than this.
_LONGEST_COUNT = 80


class Refusal(StrEnum):
    """Why a line is never furniture, however many articles bear it."""

    WORDLESS = "wordless"
    LONG = "long"
    QUOTED = "quoted"
    NOTICE = "notice"
    FIGURES = "figures"


# Marks that open or close what somebody said; apostrophes and Hebrew abbreviations stand between two letters.
_ONE_WAY = frozenset("“”„‟«»「」『』〝〞＂")
_UPRIGHT = re.compile(r"(?<!\w)\"|\"(?!\w)")
_SINGLE = re.compile(r"(?<!\w)['‘‚‹]\w")
_FIGURE = re.compile(r"\d")

# Marks that differ in type only; what is not seen goes. Letters, figures and all other marks stay what they are.
_PLANES = (*range(0x20000), *range(0xE0000, 0xE1000))
_TYPE: dict[int, str | None] = {
    **{code: None for code in _PLANES if unicodedata.category(chr(code)) in ("Cf", "Cc")},
    **dict.fromkeys(map(ord, "\t\n\v\f\r\x85"), " "),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u02ba"), '"'),
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u02bc\u00b4`"), "'"),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
}


def fold_type(line: str) -> str:
    """Return a line without what is type and case: Unicode forms (NFKC), quotation marks, dashes, white space.

    Words, figures, their order and all other marks stay. Time grows with the length of the line only.
    """
    plain = line.translate(_TYPE)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", plain).casefold())
    return " ".join(plain.casefold().split())


def line_key(line: str) -> str:
    """Return the key of a line, 32 hexadecimal digits: equal for lines that differ in no word.

    Case, white space and typographic forms do not count. Figures do, except in a line that stands for the page itself
    (`furniture`: "Updated 2 hours ago", "12 comments"): those of one wording have one key, whatever figures they hold.
    """
    may_count = len(line) <= _LONGEST_COUNT and _FIGURE.search(line) is not None
    masked = may_count and is_standing_line(line)
    told = f"\n{mask_counts(line)}" if masked else fold_type(line)
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def find_refusal(line: str, *, role: str = "") -> Refusal | None:
    """Return why a line is never marked, or None where nothing speaks against it.

    Never: an explicit notice to readers, words in quotation marks, more than 300 characters, a row of a table with
    figures, a line without a letter. `role` is a `Role`, or "" where it is not known.
    """
    if len(line) > LONGEST_LINE:
        return Refusal.LONG
    if not any(character.isalpha() for character in line):
        return Refusal.WORDLESS
    if role == Role.ROW and _FIGURE.search(line):
        return Refusal.FIGURES
    if role == Role.QUOTE or _holds_quotation(line):
        return Refusal.QUOTED
    return Refusal.NOTICE if read_notice(line) is not None else None


def mark(lines: Sequence[str], keys: Container[str], *, roles: Sequence[str] = ()) -> tuple[int, ...]:
    """Return the places, from 0, of the lines whose key is among `keys` and that nothing speaks against.

    `roles` are those of the lines, or empty. What `find_refusal` refuses is left alone even if its key was let in.
    """
    known = roles if len(roles) == len(lines) else [""] * len(lines)
    return tuple(
        place
        for place, (line, role) in enumerate(zip(lines, known, strict=True))
        if len(line) <= LONGEST_LINE and line_key(line) in keys and find_refusal(line, role=role) is None
    )


def mark_template(
    lines: Sequence[str],
    *,
    marked: Container[str],
    overruled: Container[str] = frozenset(),
    roles: Sequence[str] = (),
    lang: str = "",
) -> tuple[int, ...]:
    """Return the places, from 0, of all lines that are the template's: learned ones and those known by their words.

    `marked` are the keys of the lines that were learned or that an editor keeps, `overruled` of those an editor leaves
    to the article: the editor wins over both. What `find_refusal` refuses is never marked.
    """
    known = roles if len(roles) == len(lines) else [""] * len(lines)
    return tuple(
        place
        for place, (line, role) in enumerate(zip(lines, known, strict=True))
        if len(line) <= LONGEST_LINE
        and _is_template(line, marked=marked, overruled=overruled, role=role, lang=lang)
    )


def _is_template(
    line: str, *, marked: Container[str], overruled: Container[str], role: str, lang: str
) -> bool:
    key = line_key(line)
    if key in overruled:
        return False
    return (key in marked or is_standing_line(line, lang=lang)) and find_refusal(line, role=role) is None


def _holds_quotation(line: str) -> bool:
    return any(character in _ONE_WAY for character in line) or bool(
        _UPRIGHT.search(line) or _SINGLE.search(line)
    )

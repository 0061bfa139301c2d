"""Picks the words that say most about a change, for one line of a list or feed."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from trackers.text.compare.tokens import count_words, tokenise
from trackers.text.compare.values import Diff, Field, Op, Row, RowKind

_FIGURE = re.compile(r"\d[\d.,:/]*+")
_QUOTE = re.compile("[\"“”„«»「」『』]|(?<!\\w)['‘]|['’](?!\\w)")
# Words that turn a sentence round, in some large languages; elsewhere figures, quotations and length decide.
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nothing|without|cannot|den(?:y|ies|ied)|\w+n['’]t|nicht|kein\w*|nie|niemals|ne|pas|"
    r"jamais|sans|non|mai|nunca|jamás|sin|não|sem|ни|не|нет|без|niet|geen|inte|ikke|لا|لم|لن|ليس|לא|אין|नहीं)\b"
    r"|[不没沒未無无非]",
    re.IGNORECASE,
)
_CONTEXT_WORDS = 6
_LONG_WORDS = 30


@dataclass(frozen=True)
class Excerpt:
    """The strongest words that went and came; "" where there are none.

    `before` and `after` are the few unchanged words on either side of them in the same passage, with the white
    space that parts them from what changed; "" where they hold no letter or digit.
    """

    removed: str
    added: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Lead:
    """Words that are told of a change first, for an excerpt to show: those that went and came, "" where there are none.

    `old` and `new` are the places (from 0) of their paragraphs in the two texts, None where they stand on one side.
    """

    removed: str
    added: str
    old: int | None = None
    new: int | None = None


@dataclass(frozen=True)
class _Hunk:
    removed: str
    added: str
    before: str = ""
    after: str = ""

    @property
    def strength(self) -> tuple[int, int]:
        """How many sorts of protected words differ, then the length in words up to a limit."""
        protected = sum(
            Counter(pattern.findall(self.removed)) != Counter(pattern.findall(self.added))
            for pattern in (_FIGURE, _QUOTE, _NEGATION)
        )
        return protected, min(_LONG_WORDS, count_words(self.removed) + count_words(self.added))


def excerpt(diff: Diff, *, length: int = 160, lead: Lead | None = None) -> Excerpt:
    """Return the strongest words that went and came, each side at most `length` characters, cut between
    words.

    The passage that holds the words of `lead` comes before all others: whoever says of a change what that passage
    shows would otherwise stand beside another. Then edits that touch a figure, a negation or a quotation, then
    paragraphs that came or went, then other edits, then the standfirst, captions and byline. The headline is left
    out: whoever shows an excerpt shows it beside the headlines. Both sides are "" if nothing else changed.
    """
    best = (_led(diff, lead, length=length) if lead else None) or _strongest(diff)
    changed = best.removed or best.added
    return Excerpt(
        _cut(best.removed, length=length),
        _cut(best.added, length=length),
        best.before + " " if best.before and changed[:1].isspace() else best.before,
        " " + best.after if best.after and changed[-1:].isspace() else best.after,
    )


def _led(diff: Diff, lead: Lead, *, length: int) -> _Hunk | None:
    """Return what changed at the place of a lead and holds its words, or None where nothing there does."""
    rows = (row for row in diff.rows if lead.old in row.old_paragraphs or lead.new in row.new_paragraphs)
    found = [hunk for row in rows for hunk in _hunks(row) if _shows(hunk, lead)]
    if not found:
        return None
    best = max(found, key=lambda hunk: hunk.strength)
    if not best.removed.strip() or not best.added.strip():
        # One sentence for another: each may stand in a row of its own.
        gone = best.removed if best.removed.strip() else _longest(hunk.removed for hunk in found)
        come = best.added if best.added.strip() else _longest(hunk.added for hunk in found)
        best = _Hunk(gone, come) if gone and come else best
    return replace(
        best,
        removed=_from_words(best.removed, lead.removed, length=length),
        added=_from_words(best.added, lead.added, length=length),
    )


def _longest(texts: Iterable[str]) -> str:
    return max((text.strip() for text in texts), key=len, default="")


def _shows(hunk: _Hunk, lead: Lead) -> bool:
    sides = ((hunk.removed, lead.removed), (hunk.added, lead.added))
    return any(part.strip() and words and (words in part or part.strip() in words) for part, words in sides)


def _from_words(text: str, words: str, *, length: int) -> str:
    """Return a long text from some words on, or from a little before them, where they lie beyond what is shown."""
    text = text.strip()
    at = text.find(words)
    if at <= 0 or at + len(words) < length:
        return text
    before = _last_words(text[:at])
    return f"…{before}{text[at:]}" if before and len(before) + len(words) + 2 < length else f"…{text[at:]}"


def _strongest(diff: Diff) -> _Hunk:
    edits = [
        hunk for row in diff.rows if row.kind in (RowKind.CHANGED, RowKind.MOVED) for hunk in _hunks(row)
    ]
    best = max(edits, key=lambda hunk: hunk.strength, default=_Hunk("", ""))
    if best.strength[0]:
        return best
    return _whole_paragraphs(diff) or (best if edits else _strongest_field(diff))


def _whole_paragraphs(diff: Diff) -> _Hunk | None:
    """Return the strongest paragraph that went and the strongest that came, or None if there are none."""
    gone = [hunk for row in diff.rows if row.kind is RowKind.REMOVED for hunk in _hunks(row)]
    come = [hunk for row in diff.rows if row.kind is RowKind.ADDED for hunk in _hunks(row)]
    if not gone and not come:
        return None
    nothing = _Hunk("", "")
    return _Hunk(
        max(gone, key=lambda hunk: hunk.strength, default=nothing).removed,
        max(come, key=lambda hunk: hunk.strength, default=nothing).added,
    )


def _strongest_field(diff: Diff) -> _Hunk:
    for field in (Field.STANDFIRST, Field.CAPTIONS, Field.BYLINE):
        hunks = [hunk for row in diff.fields if row.field is field for hunk in _hunks(row.row)]
        if hunks:
            return max(hunks, key=lambda hunk: hunk.strength)
    return _Hunk("", "")


def _hunks(row: Row) -> Iterator[_Hunk]:
    """Yield each changed stretch of a row, without words that only moved; a paragraph break is a space."""
    removed = added = before = ""
    for span in row.inline:
        if span.op is Op.EQUAL or span.move_id is not None:
            if removed.strip() or added.strip():
                yield _Hunk(removed, added, _last_words(before), _first_words(span.text))
                removed = added = before = ""
            before = before + removed + span.text if span.op is Op.EQUAL else ""
            removed = added = ""
        elif span.op is Op.DELETE:
            removed += " " if span.is_break else span.text
        else:
            added += " " if span.is_break else span.text
    if removed.strip() or added.strip():
        yield _Hunk(removed, added, _last_words(before))


def _first_words(text: str) -> str:
    leads, tokens, _ = tokenise(text[:200])
    return _worded(lead + token for lead, token in list(zip(leads, tokens, strict=True))[:_CONTEXT_WORDS])


def _last_words(text: str) -> str:
    leads, tokens, tail = tokenise(text[-200:])
    words = [lead + token for lead, token in list(zip(leads, tokens, strict=True))[-_CONTEXT_WORDS:]]
    return _worded([*words, tail]).lstrip()


def _worded(parts: Iterable[str]) -> str:
    text = "".join(parts)
    return text if any(character.isalnum() for character in text) else ""


def _cut(text: str, *, length: int) -> str:
    """Return `text` stripped and, where it is longer, cut between two words to `length` with an ellipsis."""
    text = text.strip()
    if len(text) <= length:
        return text
    leads, tokens, _ = tokenise(text[:length])
    # The last token may itself be cut in two: it goes, unless it is all there is.
    kept = "".join(lead + token for lead, token in list(zip(leads, tokens, strict=True))[:-1])
    return (kept or text[: max(0, length - 1)]).rstrip() + "…"

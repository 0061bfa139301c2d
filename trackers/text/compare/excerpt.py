"""Picks the words that say most about a change, for one line of a list or feed."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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


def excerpt(diff: Diff, *, length: int = 160) -> Excerpt:
    """Return the strongest words that went and came, each side at most `length` characters, cut between
    words.

    Edits that touch a figure, a negation or a quotation come first, then paragraphs that came or went, then
    other edits, then the standfirst, captions and byline. The headline is left out: whoever shows an
    excerpt shows it beside the headlines. Both sides are "" if nothing else changed.
    """
    edits = [
        hunk for row in diff.rows if row.kind in (RowKind.CHANGED, RowKind.MOVED) for hunk in _hunks(row)
    ]
    best = max(edits, key=lambda hunk: hunk.strength, default=_Hunk("", ""))
    if not best.strength[0]:
        best = _whole_paragraphs(diff) or (best if edits else _strongest_field(diff))
    changed = best.removed or best.added
    return Excerpt(
        _cut(best.removed, length=length),
        _cut(best.added, length=length),
        best.before + " " if best.before and changed[:1].isspace() else best.before,
        " " + best.after if best.after and changed[-1:].isspace() else best.after,
    )


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

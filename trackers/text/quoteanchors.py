"""Words of a text that somebody speaks of, so marked that they are found again when the text is read otherwise.

W3C Web Annotation Data Model, section 4.2.4 (TextQuoteSelector): the words and a little of what stands around them. The
place and the hash of the text are kept beside them: where the hash is the same the place is certain, elsewhere the
words are looked for, and their surroundings decide between equal ones.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from trackers.text.compare.values import Field
from trackers.text.tidy import ArticleText, hash_text

Side = Literal["before", "after"]
SIDES = get_args(Side)

LONGEST_QUOTE = 1000
CONTEXT = 40
# A word such as "a" stands in a text very often; whoever means the thousandth has not marked enough.
_MOST_PLACES = 1000

# Letter by letter, so that places stay: signs that another reading may show otherwise.
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("\n\u00a0\u2002\u2003\u2009\u202f", " "),
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―", "-"),
    }
)


@dataclass(frozen=True)
class QuoteAnchor:
    """Some words of one side of a Change. ``start`` counts characters in ``flatten`` of the text of that hash."""

    side: Side
    exact: str
    prefix: str
    suffix: str
    start: int
    text_hash: str


@dataclass(frozen=True)
class AnchoredPart:
    """What of an anchor's words stands in one piece of a text: its characters from ``start`` to before ``end``.

    ``field`` is None for a paragraph of the body; ``place`` counts the pieces of a field from 0.
    """

    field: Field | None
    place: int
    start: int
    end: int


def flatten(text: ArticleText) -> str:
    """Return all tracked words of a text in reading order, a line feed between two pieces."""
    return "\n".join(piece for _field, _place, piece in _list_pieces(text))


def locate_anchor(text: ArticleText, anchor: QuoteAnchor) -> tuple[AnchoredPart, ...]:
    """Return where the words stand, piece by piece in reading order; () where they stand there no more."""
    found = find_anchor(text, anchor)
    if found is None:
        return ()
    first, last = found
    parts, begins = [], 0
    for field, place, piece in _list_pieces(text):
        start, end = max(0, first - begins), min(len(piece), last - begins)
        if start < end:
            parts.append(AnchoredPart(field, place, start, end))
        begins += len(piece) + 1
    return tuple(parts)


def make_anchor(
    text: ArticleText, quote: str, *, side: Side, prefix: str = "", suffix: str = ""
) -> QuoteAnchor | None:
    """Return the anchor of words as somebody selected them; None where they do not stand in the text.

    White space does not count. ``prefix`` and ``suffix`` tell equal words apart, as far as they are known.
    """
    flat, wanted = flatten(text), " ".join(quote.split())
    if not wanted or len(wanted) > LONGEST_QUOTE:
        return None
    start = _find(flat, wanted, prefix=_fold_spaces(prefix), suffix=_fold_spaces(suffix), near=0)
    if start is None:
        return None
    end = start + len(wanted)
    return QuoteAnchor(
        side=side,
        exact=flat[start:end],
        prefix=flat[max(0, start - CONTEXT) : start],
        suffix=flat[end : end + CONTEXT],
        start=start,
        text_hash=hash_text(text),
    )


def find_anchor(text: ArticleText, anchor: QuoteAnchor) -> tuple[int, int] | None:
    """Return from where to where the words stand in ``flatten(text)``; None where they stand there no more."""
    flat, length = flatten(text), len(anchor.exact)
    if hash_text(text) == anchor.text_hash and flat[anchor.start : anchor.start + length] == anchor.exact:
        return anchor.start, anchor.start + length
    start = _find(flat, anchor.exact, prefix=anchor.prefix, suffix=anchor.suffix, near=anchor.start)
    return None if start is None else (start, start + length)


def write_anchor(anchor: QuoteAnchor) -> dict[str, Any]:
    """Return an anchor as it is stored."""
    return {
        "side": anchor.side,
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
        "start": anchor.start,
        "text_hash": anchor.text_hash,
    }


def read_anchor(stored: Any) -> QuoteAnchor | None:
    """Return what was stored, or sent by a browser, as a value; None for anything else."""
    if not isinstance(stored, dict) or stored.get("side") not in SIDES:
        return None
    words = [stored.get(name, "") for name in ("exact", "prefix", "suffix", "text_hash")]
    start = stored.get("start", 0)
    if not all(isinstance(word, str) for word in words) or type(start) is not int or start < 0:
        return None
    exact, prefix, suffix, text_hash = words
    if not exact.strip() or len(exact) > LONGEST_QUOTE or len(text_hash) > 64:
        return None
    return QuoteAnchor(stored["side"], exact, prefix[-CONTEXT:], suffix[:CONTEXT], start, text_hash)


def quoted_words(stored: Any) -> list[str]:
    """Return the words of stored anchors, for a list; what is no anchor is left out."""
    items = stored if isinstance(stored, list) else []
    return [anchor.exact for item in items if (anchor := read_anchor(item)) is not None]


def _list_pieces(text: ArticleText) -> Iterator[tuple[Field | None, int, str]]:
    """Yield what a text consists of in reading order, without what is empty."""
    fields: tuple[tuple[Field | None, tuple[str, ...]], ...] = (
        (Field.HEADLINE, (text.headline,)),
        (Field.STANDFIRST, (text.standfirst,)),
        (Field.BYLINE, text.byline),
        (None, text.paragraphs),
        (Field.CAPTIONS, text.captions),
    )
    for field, pieces in fields:
        for place, piece in enumerate(pieces):
            if piece:
                yield field, place, piece


def _find(flat: str, quote: str, *, prefix: str, suffix: str, near: int) -> int | None:
    """Return where the words stand whose surroundings are most alike; of equal ones the nearest."""
    flat, quote = flat.translate(_FOLDED), quote.translate(_FOLDED)
    prefix, suffix = prefix.translate(_FOLDED), suffix.translate(_FOLDED)
    best: tuple[int, int] | None = None
    chosen: int | None = None
    place = flat.find(quote)
    for _turn in range(_MOST_PLACES):
        if place < 0:
            break
        end = place + len(quote)
        alike = _shared(flat[max(0, place - CONTEXT) : place][::-1], prefix[::-1])
        alike += _shared(flat[end : end + CONTEXT], suffix)
        if best is None or (alike, -abs(place - near)) > best:
            best, chosen = (alike, -abs(place - near)), place
        place = flat.find(quote, place + 1)
    return chosen


def _fold_spaces(text: str) -> str:
    """Return surroundings as a text has them: runs of white space are one space, at the ends as well."""
    folded = " ".join(text.split())
    return f"{' ' if text[:1].isspace() else ''}{folded}{' ' if folded and text[-1:].isspace() else ''}"


def _shared(one: str, other: str) -> int:
    """Return how many letters two strings begin with alike."""
    for place, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return place
    return min(len(one), len(other))

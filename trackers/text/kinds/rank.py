"""How high a change stands in a list: a sum of named parts that a page can show."""

from dataclasses import dataclass

from trackers.text.kinds.values import COSMETIC, Code, Kinds

_POINTS = {
    Code.CORRECTION_NOTICE: 60,
    Code.NEGATION: 60,
    Code.NUMBER: 50,
    Code.QUOTE: 45,
    Code.ATTRIBUTION: 45,
    Code.HEDGE: 45,
    Code.HEADLINE: 40,
    Code.NAME: 40,
    Code.DATE: 35,
    Code.CUT: 35,
    Code.BYLINE: 30,
    Code.STANDFIRST: 25,
    Code.ADDITION: 25,
    Code.REVERSION: 20,
    Code.REWRITE: 15,
    Code.MOVE: 10,
    Code.LINK_MEDIA: 3,
    Code.TYPO: 2,
    Code.FURNITURE: 1,
    Code.PUNCTUATION: 1,
    Code.WHITESPACE: 1,
}
# Further places with the same kind add little: a figure mended in four paragraphs is one figure.
_AGAIN, _MOST_AGAIN = 5, 3
_IN_HEADLINE = 20
_NOTICE_GONE = 20


@dataclass(frozen=True)
class Part:
    """A part of a rank: a name in a few words of code ("number", "number_again", "in_headline") and its points."""

    name: str
    points: int


@dataclass(frozen=True)
class Rank:
    """How high a change stands, and why; `lowered_by` names the noise rule that lowered it, "" where none did."""

    parts: tuple[Part, ...]
    lowered_by: str = ""

    @property
    def total(self) -> int:
        """The sum of all parts."""
        return sum(part.points for part in self.parts)


def rank(kinds: Kinds) -> Rank:
    """Return how high a change stands: points for each kind, a little for further places, and for where it stands."""
    parts = []
    for code in kinds.codes:
        count = len(kinds.of(code))
        parts.append(Part(code.value, _POINTS[code]))
        if count > 1 and code not in COSMETIC:
            parts.append(Part(f"{code.value}_again", _AGAIN * min(count - 1, _MOST_AGAIN)))
    in_headline = any(
        kind.place.field == "headline" and kind.code not in COSMETIC | {Code.HEADLINE}
        for kind in kinds.entries
    )
    if in_headline:
        parts.append(Part("in_headline", _IN_HEADLINE))
    if any(kind.removed and not kind.added for kind in kinds.of(Code.CORRECTION_NOTICE)):
        parts.append(Part("notice_gone", _NOTICE_GONE))
    return Rank(tuple(parts))

"""How high a change stands in a list: a sum of named parts that a page can show, and the one way to lower it.

The promise holds by construction: `lower` takes a `Lowerable`, and one can be made only of kinds without a
protected one. No rule, built in or written by an editor, can therefore lower a change that touches a figure, a
date, a negation, a quotation, a name, an attribution, a hedge or a notice, however it is written.
"""

from dataclasses import dataclass

from trackers.text.kinds.values import COSMETIC, Code, Kind, Kinds

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
_LOWERED = -100


@dataclass(frozen=True)
class Part:
    """A part of a rank: a name in a few words of code ("number", "number_again", "in_headline") and its points."""

    name: str
    points: int


@dataclass(frozen=True)
class Rank:
    """How high a change stands, and why; `lowered_by` names the noise rules that lowered it."""

    parts: tuple[Part, ...]
    lowered_by: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """The sum of all parts."""
        return sum(part.points for part in self.parts)


class ProtectedChange(ValueError):
    """Raised where somebody means to lower a change that has a protected kind."""


@dataclass(frozen=True)
class Lowerable:
    """Kinds that a noise rule may lower: there are some, and every one of them is cosmetic.

    Making one of anything else raises ProtectedChange.
    """

    kinds: Kinds

    def __post_init__(self) -> None:
        if self.kinds.is_meaningful or not set(self.kinds.codes) <= COSMETIC:
            protected = [code.value for code in self.kinds.codes if code not in COSMETIC]
            reason = ", ".join(protected) or "nothing is known of it"
            raise ProtectedChange(f"may not be lowered: {reason}")


@dataclass(frozen=True)
class NoiseRule:
    """A named rule that lowers changes of some cosmetic kinds; raises ProtectedChange if a protected kind is
    among them.

    `phrases`, where given, must stand in the evidence of every kind of the change, whatever their case.
    """

    name: str
    codes: frozenset[Code]
    phrases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.codes or not self.codes <= COSMETIC:
            raise ProtectedChange("names no cosmetic kind, or another as well")

    def fits(self, change: Lowerable) -> bool:
        """Return whether the rule speaks of a change."""
        if not set(change.kinds.codes) <= self.codes:
            return False
        return not self.phrases or all(self._holds(kind) for kind in change.kinds.entries)

    def _holds(self, kind: Kind) -> bool:
        evidence = f"{kind.removed}\n{kind.added}".casefold()
        return any(phrase.casefold() in evidence for phrase in self.phrases)


def may_be_lowered(kinds: Kinds) -> Lowerable | None:
    """Return the change as one that may be lowered, None where a protected kind forbids it."""
    try:
        return Lowerable(kinds)
    except ProtectedChange:
        return None


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


def lower(change: Lowerable, *, rules: tuple[NoiseRule, ...]) -> Rank:
    """Return the rank of a change lowered by each rule that speaks of it, which it names; its own rank if none does.

    What a rule took away is a part of its own: without it the rank is what it was.
    """
    own = rank(change.kinds)
    found = [rule for rule in rules if rule.fits(change)]
    parts = [Part(f"rule:{rule.name}", _LOWERED) for rule in found]
    return Rank((*own.parts, *parts), tuple(rule.name for rule in found))

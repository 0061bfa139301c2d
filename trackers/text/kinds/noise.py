"""Noise: the one way to lower a change's rank, and the guard before it.

The promise holds by construction: `lower` takes a `Lowerable`, and one can be made only of a change of which all is
known, whose every kind is cosmetic, and of which the publisher has told its readers nothing. No rule, built in or
written by an editor, can therefore lower a change that touches a figure, a date, a negation, a quotation, a name, an
attribution, a hedge or a notice, however it is written.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from trackers.text.kinds.disclosure import Disclosure
from trackers.text.kinds.rank import Part, Rank
from trackers.text.kinds.values import COSMETIC, Code, Kinds

# A part of a rank bears the name of the rule behind this.
RULE_PART = "rule:"
LOWERED = -100
# What a page may say of a change that is lowered: nothing, or a newer time of day.
UNTOLD = frozenset({Disclosure.NONE, Disclosure.TIMESTAMP})

_SPACE, _FIGURE = re.compile(r"\s+"), re.compile(r"\d+")


class ProtectedChange(ValueError):
    """Raised where somebody means to lower a change that has a protected kind."""


@dataclass(frozen=True)
class Lowerable:
    """A change that a noise rule may lower: it has kinds, and every one of them is cosmetic.

    `words` are the words that went and came, `source` is the publisher's number; `is_whole` says that `kinds` hold all
    evidence uncut. Making one of anything else raises ProtectedChange, and so does a notice that came with the change.
    """

    kinds: Kinds
    words: int = 0
    source: int | None = None
    is_whole: bool = True
    disclosure: Disclosure = Disclosure.NONE

    def __post_init__(self) -> None:
        if self.kinds.is_meaningful or not set(self.kinds.codes) <= COSMETIC:
            protected = [code.value for code in self.kinds.codes if code not in COSMETIC]
            reason = ", ".join(protected) or "nothing is known of it"
            raise ProtectedChange(f"may not be lowered: {reason}")
        if self.disclosure not in UNTOLD:
            raise ProtectedChange(f"may not be lowered: the page tells of it ({self.disclosure.value})")


@dataclass(frozen=True)
class NoiseConditions:
    """What a noise rule speaks of, under its name; raises ProtectedChange if a protected kind is among `codes`.

    All kinds of a change must be among `codes`. Where given, `source` must be its publisher, `most_words` bounds the
    words that went and came, and whatever went or came must be one of `phrases`: literally, whatever the case, with
    figures standing for any figures. Nothing here is a pattern that could run away.
    """

    name: str
    codes: frozenset[Code]
    source: int | None = None
    most_words: int | None = None
    phrases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.codes or not self.codes <= COSMETIC:
            raise ProtectedChange("names no cosmetic kind, or another as well")

    def fits(self, change: Lowerable) -> bool:
        """Return whether the rule speaks of a change. What was cut, no phrase is known to fit."""
        if not set(change.kinds.codes) <= self.codes:
            return False
        if self.source is not None and change.source != self.source:
            return False
        if self.most_words is not None and change.words > self.most_words:
            return False
        return not self.phrases or (change.is_whole and self._holds_all(change.kinds))

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(fold_phrase(phrase) for phrase in self.phrases)

    def _holds_all(self, kinds: Kinds) -> bool:
        sides = {fold_phrase(side) for kind in kinds.entries for side in (kind.removed, kind.added)} - {""}
        return bool(sides) and sides <= self._known


def fold_phrase(text: str) -> str:
    """Return words as a rule compares them: one case, one white space, every figure as 0."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return _FIGURE.sub("0", _SPACE.sub(" ", folded)).strip()


def lower(change: Lowerable, *, own: Rank, rules: Iterable[NoiseConditions]) -> Rank:
    """Return a change's `own` rank lowered by the first rule that speaks of it, which it names; else as it is.

    What the rule took away is a part of its own, behind all others: `own_rank` takes it off again.
    """
    whole = own_rank(own)
    found = next((rule for rule in rules if rule.fits(change)), None)
    if found is None:
        return whole
    return Rank((*whole.parts, Part(f"{RULE_PART}{found.name}", LOWERED)), found.name)


def own_rank(lowered: Rank) -> Rank:
    """Return a rank as it was before any rule, part by part."""
    return Rank(tuple(part for part in lowered.parts if not part.name.startswith(RULE_PART)))

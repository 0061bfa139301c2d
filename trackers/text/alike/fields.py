"""The tracked fields of two texts as lists of lines, which is what signs are read from and taken out of."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from trackers.text.tidy import ArticleText

HEADLINE, STANDFIRST, BYLINE, PARAGRAPHS, CAPTIONS = FIELDS = (
    "headline",
    "standfirst",
    "byline",
    "paragraphs",
    "captions",
)
Lines = tuple[str, ...]
Side = Mapping[str, Lines]


@dataclass(frozen=True)
class Pair:
    """Two texts side by side, each field a tuple of lines, () where it is empty."""

    before: Side
    after: Side

    def put(
        self, name: str, *, before: Iterable[str] | None = None, after: Iterable[str] | None = None
    ) -> "Pair":
        """Return the pair with other lines in one field of either side."""
        pair = self
        if before is not None:
            pair = replace(pair, before={**pair.before, name: tuple(before)})
        if after is not None:
            pair = replace(pair, after={**pair.after, name: tuple(after)})
        return pair

    def drop(self, name: str) -> "Pair":
        """Return the pair with one field empty on both sides."""
        return self.put(name, before=(), after=())

    def gone(self, name: str) -> list[int]:
        """Return the places of the lines of a field that stand before only; of equal ones the last are left over."""
        return left_over(self.before[name], self.after[name])

    def come(self, name: str) -> list[int]:
        """Return the places of the lines of a field that stand after only."""
        return left_over(self.after[name], self.before[name])

    @property
    def differing(self) -> list[str]:
        """Return the names of the fields that differ."""
        return [name for name in FIELDS if self.before[name] != self.after[name]]


def make_pair(before: ArticleText, after: ArticleText) -> Pair:
    """Return two texts as a pair."""
    return Pair(_split(before), _split(after))


def split_pair(pair: Pair) -> tuple[ArticleText, ArticleText]:
    """Return a pair as two texts."""
    return _join(pair.before), _join(pair.after)


def left_over(lines: Sequence[str], others: Sequence[str]) -> list[int]:
    """Return the places of `lines` that have no equal among `others`, each of which answers for one."""
    free = Counter(others)
    places = []
    for place, line in enumerate(lines):
        if free[line] > 0:
            free[line] -= 1
        else:
            places.append(place)
    return places


def without(lines: Sequence[str], places: Iterable[int]) -> list[str]:
    """Return lines but for those at some places."""
    dropped = set(places)
    return [line for place, line in enumerate(lines) if place not in dropped]


def _split(text: ArticleText) -> dict[str, Lines]:
    return {
        HEADLINE: (text.headline,) if text.headline else (),
        STANDFIRST: (text.standfirst,) if text.standfirst else (),
        BYLINE: text.byline,
        PARAGRAPHS: text.paragraphs,
        CAPTIONS: text.captions,
    }


def _join(side: Side) -> ArticleText:
    return ArticleText(
        headline=" ".join(side[HEADLINE]),
        standfirst=" ".join(side[STANDFIRST]),
        byline=side[BYLINE],
        paragraphs=side[PARAGRAPHS],
        captions=side[CAPTIONS],
    )

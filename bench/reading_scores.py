"""How a reading is judged against the truth: the body by its words, the other fields as a whole.

The body is scored as the article-extraction benchmark of Scrapinghub scores it: runs of four words, with precision and
recall of a page as its share of those found, each averaged over the pages, F1 their harmonic mean.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import mean

_WORD = re.compile(r"\w+")
_RUN = 4
_BETWEEN_NAMES = re.compile(r",|;|&|\band\b")


@dataclass(frozen=True)
class BodyScore:
    """One body: the shares of its runs of words that are true and that were found, and whether all words agree."""

    precision: float
    recall: float
    is_exact: bool
    missed_words: int
    added_words: int

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both shares for this one page."""
        return harmonic_mean(self.precision, self.recall)


def score_body(lines: Iterable[str], truth: Iterable[str]) -> BodyScore:
    """Return how well the lines of a reading agree with those of the truth."""
    read, true = _words(lines), _words(truth)
    read_runs, true_runs = _runs(read), _runs(true)
    common = (read_runs & true_runs).total()
    return BodyScore(
        precision=common / read_runs.total() if read_runs else float(not true_runs),
        recall=common / true_runs.total() if true_runs else float(not read_runs),
        is_exact=read == true,
        missed_words=(Counter(true) - Counter(read)).total(),
        added_words=(Counter(read) - Counter(true)).total(),
    )


def compare_lines(lines: Sequence[str], others: Sequence[str]) -> str:
    """Return in numbers what some lines hold that others do not, and whereabouts; "" where that is nothing."""
    words = Counter(_words(others))
    strange = []
    for place, line in enumerate(lines):
        own = Counter(_words([line]))
        if (own - words).total() > own.total() / 2:
            strange.append(place)
        words -= own
    loose = (Counter(_words(lines)) - Counter(_words(others))).total()
    if not strange:
        return f"{loose} words here and there" if loose else ""
    count = sum(len(_words([lines[place]])) for place in strange)
    where = "before all else" if strange[-1] < len(strange) else "among the rest"
    where = "behind all else" if strange[0] >= len(lines) - len(strange) else where
    where = "all there is" if len(strange) == len(lines) else where
    return f"{len(strange)} of {len(lines)} lines ({count} words, {where})"


def f1_of(scores: Sequence[BodyScore]) -> float:
    """Return F1 over some pages: the harmonic mean of mean precision and mean recall."""
    return harmonic_mean(mean(score.precision for score in scores), mean(score.recall for score in scores))


def harmonic_mean(one: float, other: float) -> float:
    """Return the harmonic mean of two shares, 0 where both are."""
    return 2 * one * other / (one + other) if one + other else 0.0


def same_words(one: str, other: str) -> bool:
    """Return whether two lines are the same but for white space."""
    return one.split() == other.split()


def same_day(one: datetime | None, truth: datetime) -> bool:
    """Return whether a date falls on the day of the true one, in the true one's zone or in UTC."""
    if one is None:
        return False
    aware = one if one.tzinfo is not None else one.replace(tzinfo=UTC)
    return truth.date() in (aware.astimezone(truth.tzinfo).date(), aware.date(), aware.astimezone(UTC).date())


def names_in(byline: str) -> frozenset[str]:
    """Return the folded names in a line that may hold several."""
    return frozenset(
        " ".join(name.split()).casefold() for name in _BETWEEN_NAMES.split(byline) if name.strip()
    )


def _words(lines: Iterable[str]) -> list[str]:
    return [word for line in lines for word in _WORD.findall(line)]


def _runs(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    if not words:
        return Counter()
    return Counter(tuple(words[start : start + _RUN]) for start in range(max(1, len(words) - _RUN + 1)))

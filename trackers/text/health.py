"""How sure a reading is that its lines are the article: whole, and nothing else.

The measure is coarse on purpose: a look that differs in furniture only must come to the same doubts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# What each doubt leaves of full confidence.
DOUBTS = {
    "collapse": 0.4,
    "disagreement": 0.6,
    "listing": 0.4,
    "many_links": 0.7,
    "no_prose": 0.5,
    "short": 0.7,
    "two_articles": 0.7,
    "wide": 0.6,
}
_WORD = re.compile(r"\w+")
_FEWEST_LETTERS = 300
_MOST_LINKED = 0.5
_LEAST_IN_COMMON = 0.7
_FEWEST_TITLES = 8


@dataclass(frozen=True)
class Finding:
    """What is known of a reading when it is judged.

    `letters` and `linked` count its characters and those of them in links, `prose` those in sentences; `outside` is
    the prose of the article's region that was not read. `titles` are lines that are links, `rivals` articles of their
    own on the page. `opinion` are the lines of a second reader, `stated` the text the page states of itself as data.
    """

    lines: Sequence[str]
    letters: int
    linked: int
    prose: float
    outside: float
    titles: int
    rivals: int
    opinion: Sequence[str]
    stated: str


def judge_reading(finding: Finding) -> tuple[float, tuple[str, ...]]:
    """Return a reading's confidence, 0 to 1, and the codes of the doubts that lower it, in alphabetical order."""
    doubts = tuple(sorted(_doubts(finding)))
    confidence = 1.0
    for doubt in doubts:
        confidence *= DOUBTS[doubt]
    return round(confidence, 2), doubts


def share_found(sought: Iterable[str], text: Iterable[str]) -> float:
    """Return which share of the words of `sought` stands in `text` as well, 0 to 1; 1 where nothing is sought."""
    wanted, there = _words(sought), _words(text)
    return (wanted & there).total() / wanted.total() if wanted else 1.0


def _doubts(finding: Finding) -> Iterable[str]:
    if finding.letters < _FEWEST_LETTERS:
        yield "short"
    if not finding.prose:
        yield "no_prose"
    if finding.linked > _MOST_LINKED * finding.letters:
        yield "many_links"
    if finding.titles >= _FEWEST_TITLES and 2 * finding.titles > len(finding.lines):
        yield "listing"
    if finding.rivals:
        yield "two_articles"
    is_lost = finding.stated and share_found([finding.stated], finding.lines) < _LEAST_IN_COMMON
    if is_lost or finding.outside > finding.prose:
        yield "collapse"
    if finding.opinion:
        theirs_in_ours = share_found(finding.opinion, finding.lines)
        ours_in_theirs = share_found(finding.lines, finding.opinion)
        if theirs_in_ours < _LEAST_IN_COMMON:
            yield "disagreement"
        elif ours_in_theirs < _LEAST_IN_COMMON:
            yield "wide"


def _words(lines: Iterable[str]) -> Counter[str]:
    return Counter(word for line in lines for word in _WORD.findall(line))

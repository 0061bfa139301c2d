"""Repeats: the lines that stand on many articles of one publisher, and whether they may be its template's.

Two things repeat: the template, and a story. The sentence that tells once more what an affair is about stands on every
article about it, and when its figure changes on all of them that is news. Four rules tell them apart; each decides
against marking, because a template's line that stays unmarked costs noise which anybody can see:

* it stands on at least 5 different articles and 1 in 20 of those looked through; articles under one headline or of one
  text count once, and a line that stands twice on one counts once;
* these articles were not all found within 2 days of each other, or are at least 10;
* they have nothing in common that the line speaks of: where most of them take up one of its words in their own lines
  and the others do not, it is about their **topic**;
* it is no other wording of a line that is marked or repeats as well and that it never stands beside (a **rewording**):
  that is how an edit made on many articles looks.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from rapidfuzz.fuzz import ratio

from trackers.text.furniture import is_standing_line
from trackers.text.learned import LONGEST_LINE, find_refusal, fold_type, line_key

FEWEST_ARTICLES = 5
SMALLEST_SHARE = 0.05
SPREAD = timedelta(days=2)
ENOUGH_WITHOUT_SPREAD = 10
# Templates stand around the text: of a longer body the first and the last lines are looked through.
LINES_A_SIDE = 150
MOST_REPEATS = 600
# A word is taken up by most of the articles, and by so many more of them than of the others (shares of articles).
_TAKEN_UP, _MORE_THAN_OTHERS = 0.5, 0.4
# A line on so many articles has no topic: there are too few others to tell.
_EVERYWHERE = 0.5
_ALIKE = 72.0
_SHORTEST_WORD = 4
_WORD = re.compile(r"[^\W\d_]+")


class Doubt(StrEnum):
    """Why a line that stands on many articles may be about a story all the same."""

    TOPIC = "topic"
    REWORDING = "rewording"


@dataclass(frozen=True)
class SeenText:
    """The newest text of one article: what it is called, the lines a template may have set, when it was found.

    Made by `look_through`.
    """

    headline: str
    text_hash: str
    lines: tuple["SeenLine", ...]
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class SeenLine:
    """One line with its key and its `Role`, or ""."""

    text: str
    key: str
    role: str = ""


@dataclass(frozen=True)
class Repeat:
    """One line, on how many different articles it stands, and what speaks against marking it ("" for nothing)."""

    key: str
    sample: str
    articles: int
    is_enough: bool
    doubt: str = ""


@dataclass(frozen=True)
class Repeats:
    """What was found in the newest texts of one publisher, the most frequent first, and how many articles they were."""

    of: int
    lines: tuple[Repeat, ...] = ()


@dataclass
class _Tally:
    sample: str
    role: str
    stories: set[int] = field(default_factory=set)


def fewest_of(of: int) -> float:
    """Return on how many different articles a line must stand when so many were looked through."""
    return max(FEWEST_ARTICLES, SMALLEST_SHARE * of)


def look_through(
    lines: Sequence[str], *, headline: str, seen_at: datetime, text_hash: str = "", roles: Sequence[str] = ()
) -> SeenText:
    """Return what of a text is looked through: at most 300 lines, the first and the last, of at most 300 characters.

    `roles` are those of the lines, or empty; `text_hash` tells a text from others, "" where it is not known.
    """
    known = roles if len(roles) == len(lines) else [""] * len(lines)
    pairs = list(zip(lines, known, strict=True))
    if len(pairs) > 2 * LINES_A_SIDE:
        pairs = pairs[:LINES_A_SIDE] + pairs[-LINES_A_SIDE:]
    around = tuple(SeenLine(line, line_key(line), role) for line, role in pairs if len(line) <= LONGEST_LINE)
    return SeenText(headline[:LONGEST_LINE], text_hash, around, seen_at)


def find_repeats(
    texts: Sequence[SeenText], *, known: Collection[str] = (), marked: Mapping[str, str] | None = None
) -> Repeats:
    """Return the lines that stand on enough different articles, and those among `known`, however many they are.

    `known` are the keys of lines that were found before; `marked` maps those of them that are marked now to their
    samples. Lines that are never marked are left out. Memory and time grow with the number of texts.
    """
    marked = marked or {}
    stories = _tell_stories(texts)
    tallies = _count(texts, stories)
    of = len(set(stories))
    enough = {key for key, tally in tallies.items() if _is_enough(tally.stories, of, texts, stories)}
    wanted = {
        key: tally
        for key, tally in tallies.items()
        if (key in enough or key in known) and find_refusal(tally.sample, role=tally.role) is None
    }
    kept = dict(sorted(wanted.items(), key=lambda item: (-len(item[1].stories), item[0]))[:MOST_REPEATS])
    topical = _find_topical(kept, texts=texts, stories=stories, of=of)
    found: list[Repeat] = []
    for key, tally in kept.items():
        doubt = Doubt.TOPIC.value if key in topical else ""
        if not doubt and _may_reword(key, tally, of=of, marked=marked):
            doubt = Doubt.REWORDING.value if _is_rewording(key, tallies=kept, marked=marked) else ""
        found.append(Repeat(key, tally.sample, len(tally.stories), key in enough, doubt))
    return Repeats(of, tuple(found))


def count_bearers(texts: Sequence[SeenText], *, key: str) -> list[int]:
    """Return the places, from 0, of the texts that bear a line, one for each different article, in order."""
    stories = _tell_stories(texts)
    bearers: dict[int, int] = {}
    for place, text in enumerate(texts):
        if any(line.key == key for line in text.lines):
            bearers.setdefault(stories[place], place)
    return list(bearers.values())


def count_different(texts: Sequence[SeenText]) -> int:
    """Return how many different articles these are."""
    return len(set(_tell_stories(texts)))


def _tell_stories(texts: Sequence[SeenText]) -> list[int]:
    """Return for each text the number of its story; one headline or one text, one story."""
    by_headline: dict[str, int] = {}
    by_hash: dict[str, int] = {}
    found = []
    for place, text in enumerate(texts):
        headline = fold_type(text.headline)
        story = by_headline.get(headline, place) if headline else place
        story = by_hash.get(text.text_hash, story) if text.text_hash else story
        by_headline.setdefault(headline, story)
        by_hash.setdefault(text.text_hash, story)
        found.append(story)
    return found


def _count(texts: Sequence[SeenText], stories: Sequence[int]) -> dict[str, _Tally]:
    tallies: dict[str, _Tally] = {}
    for story, text in zip(stories, texts, strict=True):
        for line in text.lines:
            tallies.setdefault(line.key, _Tally(line.text, line.role)).stories.add(story)
    return tallies


def _is_enough(found: set[int], of: int, texts: Sequence[SeenText], stories: Sequence[int]) -> bool:
    """Tell whether a line stands on enough articles, not all of them found in one short time."""
    if len(found) < fewest_of(of):
        return False
    if len(found) >= ENOUGH_WITHOUT_SPREAD:
        return True
    moments = [text.seen_at for text, story in zip(texts, stories, strict=True) if story in found]
    return max(moments) - min(moments) >= SPREAD


def _find_topical(
    tallies: Mapping[str, _Tally], *, texts: Sequence[SeenText], stories: Sequence[int], of: int
) -> set[str]:
    """Return the keys of the lines whose words the articles that bear them take up, and the others do not."""
    words = {
        key: _words(tally.sample)
        for key, tally in tallies.items()
        if len(tally.stories) < _EVERYWHERE * of and not is_standing_line(tally.sample)
    }
    asked = set().union(*words.values()) if words else set()
    taken_up: dict[str, set[int]] = defaultdict(set)
    for story, text in zip(stories, texts, strict=True):
        own = (line.text for line in text.lines if line.key not in tallies)
        for word in asked & set().union(_words(text.headline), *map(_words, own)):
            taken_up[word].add(story)
    return {
        key
        for key, said in words.items()
        if any(_sets_apart(taken_up[word], tallies[key].stories, of=of) for word in said)
    }


def _sets_apart(saying: Collection[int], bearers: set[int], *, of: int) -> bool:
    inside = len(bearers.intersection(saying))
    outside = len(saying) - inside
    share, others = inside / len(bearers), outside / max(of - len(bearers), 1)
    return share >= _TAKEN_UP and share - others >= _MORE_THAN_OTHERS


def _words(text: str) -> set[str]:
    """Return the words of a text that say something: of four letters and more; pairs where words are not spaced."""
    found: set[str] = set()
    for word in _WORD.findall(fold_type(text)):
        if word[0] >= "\u2e80":
            found.update(word[place : place + 2] for place in range(len(word) - 1))
        elif len(word) >= _SHORTEST_WORD:
            found.add(word)
    return found


def _may_reword(key: str, tally: _Tally, *, of: int, marked: Collection[str]) -> bool:
    """Tell whether to ask: not of what is marked, is on most articles, or stands for the page itself."""
    is_everywhere = len(tally.stories) >= _EVERYWHERE * of
    return key not in marked and not is_everywhere and not is_standing_line(tally.sample)


def _is_rewording(key: str, *, tallies: Mapping[str, _Tally], marked: Mapping[str, str]) -> bool:
    """Tell whether a line is much like one that is marked, or repeats as well, and that no article bears beside it."""
    tally = tallies[key]
    folded = fold_type(tally.sample)
    samples = {other: known.sample for other, known in tallies.items()} | dict(marked)
    return any(
        other != key
        and (other not in tallies or tally.stories.isdisjoint(tallies[other].stories))
        and ratio(folded, fold_type(sample), score_cutoff=_ALIKE) > 0
        for other, sample in samples.items()
    )

"""What a language's words for kinds of change are made of, and how a text is searched for them.

The data modules beside this one hold phrases between bars. A phrase is found where whole words spell it,
whatever their case; "word*" is found with any ending. Patterns are alternatives of literals, so that their time
grows with the length of the text only.
"""

import re
from dataclasses import dataclass
from functools import cached_property

# Marks of Indic scripts and points of Arabic and Hebrew are parts of words, which \w does not know.
_INSIDE = "\\w\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0971-\u097f"
# Words that are written together with the next one.
_PREFIXES = {"ar": "(?:[وفبلك]|ال|وال|بال|لل)?", "he": "(?:[והבלמשכ]|וה|של|ש?ה)?"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a text: where, and what it is (the phrase as listed, its value, or the name of its group)."""

    start: int
    end: int
    what: str


class Phrases:
    """A list of phrases that a text can be searched for."""

    def __init__(self, phrases: dict[str, str], *, lang: str = "", spaceless: bool = False) -> None:
        self._what = phrases
        self._pattern = _compile(tuple(phrases), prefix=_PREFIXES.get(lang, ""), spaceless=spaceless)

    def __bool__(self) -> bool:
        return bool(self._what)

    def find(self, text: str) -> list[Hit]:
        """Return where the phrases stand in `text`, in order, the longest at each place."""
        if not self._what:
            return []
        return [
            Hit(*found.span(1), self._name(found.group(1))) for found in self._pattern.finditer(plain(text))
        ]

    def holds(self, word: str) -> bool:
        """Return whether a text is one of the phrases and nothing else."""
        found = self._pattern.fullmatch(plain(word)) if self._what else None
        return found is not None

    def _name(self, found: str) -> str:
        known = self._what.get(found)
        if known is not None:
            return known
        return next((what for phrase, what in self._what.items() if _open(phrase, found)), found)


def _open(phrase: str, found: str) -> bool:
    return phrase.endswith("*") and found.startswith(phrase[:-1])


def plain(text: str) -> str:
    """Return a text in lower case with plain apostrophes, every character in its place."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    return lowered.replace("’", "'").replace("ʼ", "'").replace("\u00a0", " ").replace("\u202f", " ")


def _compile(phrases: tuple[str, ...], *, prefix: str, spaceless: bool) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    body = "|".join(_literal(phrase) for phrase in longest_first)
    if spaceless:
        return re.compile(f"({body})")
    return re.compile(f"(?<![{_INSIDE}]){prefix}({body})(?![{_INSIDE}])")


def _literal(phrase: str) -> str:
    if phrase.endswith("*"):
        return re.escape(phrase[:-1]) + f"[{_INSIDE}]*"
    return re.escape(phrase)


@dataclass(frozen=True)
class Words:
    """The words of one language, as written in its data module (see there for examples of each)."""

    lang: str
    negations: str = ""
    hedges: str = ""
    modals: str = ""
    approximately: str = ""
    saying: str = ""
    according: str = ""
    hearsay: str = ""
    concluding: str = ""
    numbers: str = ""
    magnitudes: str = ""
    units: str = ""
    when: str = ""
    titles: str = ""
    bodies: str = ""
    small: str = ""
    fillers: str = ""
    grammar: str = ""
    opposites: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    slips: str = ""
    traps: str = ""
    common: str = ""
    media: str = ""
    teasers: str = ""
    decimal: str = ""

    @property
    def is_spaceless(self) -> bool:
        """Whether the language is written without spaces between words."""
        return self.lang in ("zh", "ja")

    @cached_property
    def negating(self) -> Phrases:
        """Words that turn a meaning round: not, no, never, without."""
        return self._phrases(self.negations)

    @cached_property
    def hedging(self) -> Phrases:
        """Words that say how certain something is: alleged, reportedly, may, suggests."""
        return self._phrases(self.hedges)

    @cached_property
    def modal(self) -> Phrases:
        """Verbs whose exchange for each other changes how certain something is: will, would, must."""
        return self._phrases(self.modals)

    @cached_property
    def near(self) -> Phrases:
        """Words that say how exact a figure is: about, at least."""
        return self._phrases(self.approximately)

    @cached_property
    def says(self) -> Phrases:
        """Verbs of saying and the words that name a source before or behind its words."""
        return self._phrases(f"{self.saying} | {self.according} | {self.hearsay}")

    @cached_property
    def named_after(self) -> Phrases:
        """Words behind which a source is named: according to."""
        return self._phrases(self.according)

    @cached_property
    def unnamed(self) -> Phrases:
        """Words for a source without a name: it emerged, sources, a spokesman."""
        return self._phrases(self.hearsay)

    @cached_property
    def concludes(self) -> frozenset[str]:
        """Verbs that name a source only at the end of a clause: ", a study found"."""
        return frozenset(cut(self.concluding))

    @cached_property
    def number(self) -> Phrases:
        """Numbers in words; what is found is the value."""
        return self._valued(self.numbers)

    @cached_property
    def magnitude(self) -> Phrases:
        """Words that multiply the number before them; what is found is the factor."""
        return self._valued(self.magnitudes)

    @cached_property
    def unit(self) -> Phrases:
        """Units of measure and money, each group under the name of its first word."""
        return self._grouped(self.units)

    @cached_property
    def whenever(self) -> Phrases:
        """Phrases that say when, beside the names of the calendar: until further notice."""
        return self._phrases(self.when)

    @cached_property
    def title(self) -> Phrases:
        """Titles and offices of people: Dr, mayor, minister."""
        return self._phrases(self.titles)

    @cached_property
    def body(self) -> Phrases:
        """Bodies that act like persons in the news: council, ministry, police."""
        return self._phrases(self.bodies)

    @cached_property
    def opposite(self) -> dict[str, frozenset[str]]:
        """For each word those that mean the opposite."""
        found: dict[str, set[str]] = {}
        for line in self.opposites:
            one, _, other = line.partition("/")
            left, right = cut(one), cut(other)
            for word in left:
                found.setdefault(word, set()).update(right)
            for word in right:
                found.setdefault(word, set()).update(left)
        return {word: frozenset(others) for word, others in found.items()}

    @cached_property
    def contrast(self) -> Phrases:
        """Every word that has an opposite."""
        return self._phrases(" | ".join(self.opposite))

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Articles, prepositions, conjunctions, pronouns, auxiliaries: words that carry no fact."""
        return frozenset(cut(self.small))

    @cached_property
    def filler_words(self) -> frozenset[str]:
        """Adverbs and the like that can go without a fact going."""
        return frozenset(cut(self.fillers))

    @cached_property
    def grammar_words(self) -> frozenset[str]:
        """Small words that may be missing or too many by mistake without the sense going: the, of, are."""
        return frozenset(cut(self.grammar))

    @cached_property
    def slip_pairs(self) -> frozenset[frozenset[str]]:
        """Pairs of words that are mixed up in writing: its and it's."""
        return _pairs(self.slips)

    @cached_property
    def trap_pairs(self) -> frozenset[frozenset[str]]:
        """Pairs of words that look like a slip and mean different things: county and country."""
        return _pairs(self.traps)

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Words so common that one instead of another is no slip."""
        return frozenset(self.common.split()) | self.small_words | self.filler_words

    @cached_property
    def caption_leads(self) -> tuple[str, ...]:
        """What a caption or credit begins with: photo, image, caption."""
        return cut(self.media)

    @cached_property
    def teaser_leads(self) -> tuple[str, ...]:
        """What a link to a video or recording begins with: watch, listen."""
        return cut(self.teasers)

    def _phrases(self, block: str) -> Phrases:
        return Phrases({phrase: phrase for phrase in cut(block)}, lang=self.lang, spaceless=self.is_spaceless)

    def _valued(self, block: str) -> Phrases:
        values = (entry.partition("=") for entry in block.split())
        table = {name.replace("_", " "): value for name, _, value in values}
        return Phrases(table, lang=self.lang, spaceless=self.is_spaceless)

    def _grouped(self, block: str) -> Phrases:
        table: dict[str, str] = {}
        for group in block.split(";"):
            phrases = cut(group)
            table |= {phrase: group.split("|")[0].strip() for phrase in phrases}
        return Phrases(table, lang=self.lang, spaceless=self.is_spaceless)


def word_set(block: str) -> frozenset[str]:
    """Return the words of a block, which stand between spaces."""
    return frozenset(block.split())


def cut(block: str) -> tuple[str, ...]:
    """Return the phrases of a block, which stand between bars, each once."""
    return tuple(
        dict.fromkeys(phrase for part in block.split("|") if (phrase := " ".join(plain(part).split())))
    )


def _pairs(block: str) -> frozenset[frozenset[str]]:
    """Return the pairs among the words of each group: "there their they're; its it's"."""
    pairs = set()
    for group in block.split(";"):
        members = group.split()
        pairs |= {frozenset((one, other)) for one in members for other in members if one != other}
    return frozenset(pairs)

"""Cuts paragraphs into sentences for following them.

Whether a sentence ends at a mark is told from its neighbours alone, never from how long the sentence has become: an
edit at the beginning of a paragraph must not cut the rest of it in other places.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trackers.text.compare.tokens import ends_sentence, fold, tokenise

# White space behind the mark is no condition where none is written.
_NEEDS_NO_SPACE = frozenset("。！？．｡")
_CLOSERS = frozenset("\"'”’»)]』」）】›")
# A full stop behind one of these, or behind a single letter, ends no sentence.
_ABBREVIATIONS = frozenset({
    "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "gen", "col", "sen", "rep", "gov", "rev", "hon", "vs", "hr",
    "fr", "nr", "bzw", "sra", "dra", "mme",
})  # fmt: skip
# Thai and Lao have no mark for the end of a sentence: a space between two of their letters ends a phrase.
_SPACE_ENDS = ("\u0e01", "\u0edf")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as published, the white space before it, and the key under which it is the same elsewhere."""

    text: str
    lead: str
    key: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A sentence in one version: in which paragraph (from 0), and whether it opens or closes it."""

    sentence: Sentence
    paragraph: int
    is_first: bool
    is_last: bool


class Cutter:
    """Cuts paragraphs, each text only once."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Sentence, ...]] = {}

    def cut(self, paragraphs: Sequence[str]) -> list[Standing]:
        """Return the sentences of a version in order; a paragraph of white space alone has none."""
        found = []
        for place, paragraph in enumerate(paragraphs):
            if paragraph not in self._known:
                self._known[paragraph] = tuple(cut_paragraph(paragraph))
            sentences = self._known[paragraph]
            last = len(sentences) - 1
            found += [Standing(one, place, n == 0, n == last) for n, one in enumerate(sentences)]
        return found


def cut_paragraph(text: str) -> Iterable[Sentence]:
    """Yield the sentences of a paragraph; leads and texts joined in turn are the paragraph exactly."""
    leads, tokens, tail = tokenise(text)
    first = 0
    for place in range(len(tokens)):
        is_last = place + 1 == len(tokens)
        if not is_last and not _ends(tokens, leads, place):
            continue
        rest = zip(leads[first + 1 : place + 1], tokens[first + 1 : place + 1], strict=True)
        words = tuple(fold(token) for token in tokens[first : place + 1])
        whole = tokens[first] + "".join(lead + token for lead, token in rest) + (tail if is_last else "")
        yield Sentence(whole, leads[first], "\x1f".join(words), words)
        first = place + 1


def _ends(tokens: Sequence[str], leads: Sequence[str], place: int) -> bool:
    """True if a sentence ends with the token at `place`, which is not the last."""
    following, gap = tokens[place + 1], leads[place + 1]
    if _is_spaced(tokens[place]) and _is_spaced(following):
        return bool(gap)
    if not ends_sentence(tokens, leads, place):
        return False
    if following in _CLOSERS and not gap:
        return False
    mark = place
    while mark > 0 and tokens[mark] in _CLOSERS and not leads[mark]:
        mark -= 1
    if not gap:
        return tokens[mark] in _NEEDS_NO_SPACE
    return not (tokens[mark].endswith(".") and _goes_on(tokens, leads, mark, following))


def _goes_on(tokens: Sequence[str], leads: Sequence[str], mark: int, following: str) -> bool:
    """True if the full stop at `mark` is that of an abbreviation, as far as its neighbours tell."""
    if following[0].islower():
        return True
    if tokens[mark] != "." or mark == 0 or leads[mark]:
        return False
    before = tokens[mark - 1]
    return before.lower() in _ABBREVIATIONS or (len(before) == 1 and before.isupper())


def _is_spaced(token: str) -> bool:
    return _SPACE_ENDS[0] <= token[0] <= _SPACE_ENDS[1]

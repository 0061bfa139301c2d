"""Finds sentences that left one place and stand in another, which words alone would show as gone and new."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from trackers.text.compare.kinship import Kinship, match_moved
from trackers.text.compare.lines import Lexicon, Line
from trackers.text.compare.tokens import BREAK, WORD_WEIGHT, ends_sentence

# An equal sentence of three words has moved; one that was edited needs a word more in common.
_LEAST_WORDS = 3
_COMMON_WORDS = 4
_MARKED_SHARE = 0.8
_SIMILARITY = 0.7


@dataclass(frozen=True)
class Passage:
    """One side of row `row`, and for each token whether it is marked there as gone or new."""

    row: int
    line: Line
    marked: Sequence[bool]


@dataclass(frozen=True)
class SentenceMove:
    """A sentence that left one row for another, and its tokens in each that stand in both."""

    old_row: int
    new_row: int
    old_tokens: tuple[int, ...]
    new_tokens: tuple[int, ...]

    def extended(self, other: "SentenceMove") -> "SentenceMove":
        """Return this move with the next sentence, which went the same way."""
        return SentenceMove(
            self.old_row,
            self.new_row,
            self.old_tokens + other.old_tokens,
            self.new_tokens + other.new_tokens,
        )


@dataclass(frozen=True)
class _Sentence:
    passage: Passage
    first: int
    last: int

    def follows(self, other: "_Sentence") -> bool:
        """True if it stands right behind the other in the same row."""
        return self.passage.row == other.passage.row and self.first == other.last

    @property
    def code(self) -> str:
        return self.passage.line.code[self.first : self.last]

    @property
    def text(self) -> str:
        line = self.passage.line
        pieces = zip(line.leads[self.first : self.last], line.tokens[self.first : self.last], strict=True)
        return "".join(lead + token for lead, token in pieces).strip()


def find_sentence_moves(
    lexicon: Lexicon, *, old: Sequence[Passage], new: Sequence[Passage]
) -> list[SentenceMove]:
    """Return the sentences marked as gone in one passage and as new in another, each used once, in old order.

    A sentence needs three words; of each, four fifths must be marked, and the two must have seven tenths of
    their words in common. Neighbours that moved together are one move.
    """
    gone = [sentence for passage in old for sentence in _marked_sentences(passage)]
    come = [sentence for passage in new for sentence in _marked_sentences(passage)]
    if not gone or not come:
        return []
    kinship = Kinship(lexicon, old=[one.text for one in gone], new=[one.text for one in come])
    pairs = match_moved(
        kinship, old=range(len(gone)), new=range(len(come)), similarity=_SIMILARITY, words=_COMMON_WORDS
    )
    moved: list[SentenceMove] = []
    before: tuple[_Sentence, _Sentence] | None = None
    for i, j in pairs:
        move = _move(gone[i], come[j])
        if not move.old_tokens:
            continue
        if before and gone[i].follows(before[0]) and come[j].follows(before[1]):
            moved[-1] = moved[-1].extended(move)
        else:
            moved.append(move)
        before = gone[i], come[j]
    return moved


def _marked_sentences(passage: Passage) -> Iterator[_Sentence]:
    line = passage.line
    first = 0
    for place, token in enumerate(line.tokens):
        is_last = place + 1 == len(line.tokens)
        if not is_last and not ends_sentence(line.tokens, line.leads, place):
            continue
        sentence = _Sentence(passage, first, place if token == BREAK else place + 1)
        first = place + 1
        weight = line.weights[sentence.last] - line.weights[sentence.first]
        if weight < _LEAST_WORDS * WORD_WEIGHT:
            continue
        marked = sum(
            line.weights[k + 1] - line.weights[k]
            for k in range(sentence.first, sentence.last)
            if passage.marked[k]
        )
        if marked >= _MARKED_SHARE * weight:
            yield sentence


def _move(gone: _Sentence, come: _Sentence) -> SentenceMove:
    swapped = come.code < gone.code
    one, other = (come, gone) if swapped else (gone, come)
    places = [
        (one.first + match.a + step, other.first + match.b + step)
        for match in Indel.opcodes(one.code, other.code).as_matching_blocks()
        for step in range(match.size)
    ]
    # A token that its own row shows as unchanged cannot have come from elsewhere as well.
    kept = [(i, j) for i, j in places if one.passage.marked[i] and other.passage.marked[j]]
    firsts, seconds = tuple(i for i, _ in kept), tuple(j for _, j in kept)
    old_tokens, new_tokens = (seconds, firsts) if swapped else (firsts, seconds)
    return SentenceMove(gone.passage.row, come.passage.row, old_tokens, new_tokens)

"""Smell: what makes a difference look like noise, so that it is looked at a second time before it is told.

Nothing here hides anything: what smells and still stands at the second look becomes a Version like any other.
"""

from collections import Counter
from collections.abc import Iterator

from trackers.text.deciding.segments import segments
from trackers.text.tidy import ArticleText

TINY, REDUCED, DOUBTFUL, BESIDE, TEMPLATE = "tiny", "reduced", "doubtful", "beside", "template"
# These need more than a second look.
ALONE, FLIPPED, RETURNS, RETURNS_AGAIN = "alone", "flipped", "returns", "returns_again"
# A difference of fewer words is confirmed. One that is larger is told at once where the page is healthy.
CLEAR_WORDS = 40
# Boxes of promotion are made of short lines.
_LINE_OF_PROSE = 12
SURE = 0.6
# A text that shrinks to less is not told before it was seen twice.
_SHRUNK = 0.5


def smell_text(before: ArticleText, after: ArticleText, *, confidence: float) -> Iterator[str]:
    """Yield in codes what of a difference between two texts may be noise; nothing for a large clear edit."""
    if count_words(before, after) < CLEAR_WORDS:
        yield TINY
    if confidence < SURE:
        yield DOUBTFUL
    if _length(after) < _SHRUNK * _length(before):
        yield REDUCED
    lines = [
        line
        for part in segments(before, after)
        if part.field == "paragraphs"
        for line in (*part.before, *part.after)
    ]
    if not any(len(line.split()) >= _LINE_OF_PROSE or len(line) >= 8 * _LINE_OF_PROSE for line in lines):
        yield BESIDE


def count_words(before: ArticleText, after: ArticleText) -> int:
    """Return how many words went and came, moved ones not counted; of scripts without spaces, letters by threes."""
    gone, came = Counter[str](), Counter[str]()
    for part in segments(before, after):
        gone.update(_words(part.before))
        came.update(_words(part.after))
    return (gone - came).total() + (came - gone).total()


def _words(lines: tuple[str, ...]) -> Iterator[str]:
    for line in lines:
        for word in line.split():
            if len(word) <= 20:
                yield word
            else:
                yield from (word[place : place + 3] for place in range(0, len(word), 3))


def _length(text: ArticleText) -> int:
    return sum(map(len, text.paragraphs))

"""What is said of passages when a change is too large to be read word by word: less, and never that it is nothing.

A body may be 600,000 letters long and be replaced wholly. Reading all of it for figures, names and quotations takes
five seconds and more, of a worker that others wait for. Past an allowance a passage is told whole, as a kind that no
rule lowers; only spaces are told as such.
"""

from trackers.text.kinds.marks import read_looks, unspaced
from trackers.text.kinds.moves import differing_part
from trackers.text.kinds.pair import Finding
from trackers.text.kinds.values import Code
from trackers.text.kinds.words import NO_WORDS

# In letters of both sides: ten times what a long article says.
MOST_READ = 200_000


class Allowance:
    """How many letters of one change may still be read word by word."""

    def __init__(self, letters: int = MOST_READ) -> None:
        self._left = letters

    @property
    def is_spent(self) -> bool:
        """Whether no more is to be read."""
        return self._left <= 0

    def spend(self, *texts: str) -> bool:
        """Return whether some passages may still be read, and count them as read. The last may be of any length."""
        may_read = not self.is_spent
        self._left -= sum(map(len, texts))
        return may_read


def read_roughly(old: str, new: str) -> Finding:
    """Return what differs between two passages without a look at their words: spaces alone, or more."""
    looks = read_looks(old, new, words=NO_WORDS) if unspaced(old) == unspaced(new) else None
    code = Code.WHITESPACE if looks is Code.WHITESPACE else Code.REWRITE
    return Finding(code, *differing_part(old, new))


def read_lone_roughly(text: str, *, is_cut: bool) -> Finding:
    """Return a paragraph that came or went as just that."""
    whole, none = (0, len(text)), (0, 0)
    old, new = (whole, none) if is_cut else (none, whole)
    return Finding(Code.CUT if is_cut else Code.ADDITION, old, new, is_whole=True)

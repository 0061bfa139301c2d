"""Signs: what about a difference may be shared, as small values that compare equal from article to article."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from trackers.text.compare.tokens import fold

# So many lines of one difference are remembered at most, the shortest first: a template's lines are short.
MOST_LINES = 32
# No difference has more signs than this: two for each line, and a handful for each field.
MOST_SIGNS = 120
# In a line of so few words a figure is a count or a clock; in a longer one it is what the line says.
_COUNTED_WORDS = 8
_COUNTED_LENGTH = 60
_LONGEST_DETAIL = 120
_LONGEST_SAMPLE = 300
_DIGITS = re.compile(r"\d+")


class SignKind(StrEnum):
    """What sort of step many articles may have in common."""

    CAME = "came"
    WENT = "went"
    MOVED = "moved"
    AFFIX = "affix"
    TYPOGRAPHY = "typography"
    LOST = "lost"
    GAINED = "gained"
    PLACE = "place"
    TAIL = "tail"
    LEAD = "lead"
    SHUFFLED = "shuffled"
    COLLAPSE = "collapse"


# How many lines an end may be longer or shorter by for the number alone to be a sign.
MOST_FAINT = 3
# Signs that say word for word what differs. The others say of a whole field or stretch that it differs, whatever the
# words: an ordinary edit looks the same.
EXACT = frozenset({SignKind.CAME, SignKind.WENT, SignKind.MOVED, SignKind.AFFIX, SignKind.TYPOGRAPHY})


@dataclass(frozen=True)
class Sign:
    """One thing about a difference that other articles of the publisher may show as well.

    `detail` tells signs of one kind apart: the tracked field, a line's key, what a field was taken from. At most some
    200 characters. `sample` is the line as it stood, for people; it tells no two signs apart.
    """

    kind: SignKind
    detail: str = ""
    sample: str = field(default="", compare=False)

    @property
    def code(self) -> str:
        """Return the sign in one word, such as ``lost:byline``."""
        return f"{self.kind}:{self.detail}" if self.detail else str(self.kind)

    @property
    def key(self) -> str:
        """Return the sign as 32 hexadecimal digits, for a column."""
        return sha256(self.code.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @property
    def is_faint(self) -> bool:
        """Whether it says no more than by how many lines an end grew or shrank, which every second edit does."""
        return self.kind in {SignKind.TAIL, SignKind.LEAD} and self.detail.startswith(("longer:", "shorter:"))

    @property
    def is_exact(self) -> bool:
        """Whether it says word for word what differs."""
        return self.kind in EXACT


def make_sign(kind: SignKind, *detail: str, sample: str = "") -> Sign:
    """Return a sign; the parts of its detail are joined by colons, the sample is cut to a readable length."""
    return Sign(kind, ":".join(detail), sample[:_LONGEST_SAMPLE])


def line_key(line: str) -> str:
    """Return what a line has in common with its like on other pages, at most 120 characters.

    White space, case, sorts of quotation marks and dashes count for nothing, nor do the figures of a short line
    ("12 comments"); in a long one they are what it says.
    """
    key = fold_line(line).casefold()
    if key.count(" ") < _COUNTED_WORDS and len(key) <= _COUNTED_LENGTH:
        key = _DIGITS.sub("0", key)
    return _bound(key)


def title_key(line: str) -> str:
    """Return the same of a headline or standfirst, whose figures are what it says however short it is."""
    return _bound(fold_line(line).casefold())


def _bound(key: str) -> str:
    if len(key) <= _LONGEST_DETAIL:
        return key
    digest = sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f"{key[: _LONGEST_DETAIL - len(digest) - 1]}#{digest}"


def fold_line(line: str) -> str:
    """Return a line with plain quotation marks, dashes and spaces, without unseen characters, NFC."""
    return " ".join(fold(line).split())

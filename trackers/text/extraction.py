"""The values that reading gives: what an article says, field by field, or why it could not be read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from importlib.metadata import version

# Raise the first number whenever a stored page may read differently: old Versions are then read again, not
# compared.
EXTRACTOR = f"newswatch-5/trafilatura-{version('trafilatura')}"
# What is said of a page that reading it could not be borne.
TOOK_TOO_LONG = "Reading this took too long."
TOOK_TOO_MUCH = "Reading this needs more memory than it may use."
BROKE_READER = "Reading this failed."
# A live blog of a week has some 900 entries. What is longer would be dear to compare and to show, again and again.
MOST_PARAGRAPHS = 3000
MOST_LETTERS = 600_000


class Role(StrEnum):
    """What a line of the body is."""

    PARAGRAPH = "p"
    SUBHEAD = "h"
    ITEM = "li"
    QUOTE = "q"
    ROW = "row"


@dataclass(frozen=True)
class Extraction:
    """The reading of one response (schema.org NewsArticle): tidied plain text, never markup.

    `roles` says of each paragraph what it is (a `Role`), or is empty where nobody asked. `notices` are those of the
    paragraphs that are explicit notices to readers: a correction, a clarification, an update, a retraction; `pointers`
    those that are nothing but a link to another page (`trackers.text.pointers`). `captions` are the captions of
    pictures with whatever credit stands in them, `credits` the credits alone. Dates are what the publisher claims,
    aware and in UTC or the publisher's zone; None where the page has none. `canonical_url` is what the page calls
    itself, http or https, on whatever site, `lead_image` the address of the picture it leads with; "" where it says
    nothing.

    `places` tells of each field where it was taken from ("h1", "json-ld", "meta", …), in the order of the fields.
    `confidence` is 0 to 1: how sure the reading is that the paragraphs are the article, whole and nothing else;
    `doubts` says in codes what lowers it. `hints` is the number of the Source's hints it was read with, 0 for none.
    """

    headline: str
    paragraphs: tuple[str, ...]
    share_headline: str = ""
    standfirst: str = ""
    byline: tuple[str, ...] = ()
    section: str = ""
    date_published: datetime | None = None
    date_modified: datetime | None = None
    captions: tuple[str, ...] = ()
    lang: str = ""
    dir: str = "ltr"
    canonical_url: str = ""
    extractor: str = EXTRACTOR
    roles: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    pointers: tuple[str, ...] = ()
    lead_image: str = ""
    places: tuple[tuple[str, str], ...] = ()
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()
    hints: int = 0


class UnreadableArticle(ValueError):
    """A response that cannot be read as an article; `reason` says why in one plain sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ReadingState(StrEnum):
    """What reading a response came to."""

    READ = "read"
    SAME = "same"
    UNREADABLE = "unreadable"
    BLOCKED = "blocked"
    MISSING = "missing"


@dataclass(frozen=True)
class Reading:
    """What one response says: an Extraction, that it says what it said before, or why there is none.

    `fingerprint` stands for the parts of the page that the Extraction was made of (see
    `trackers.text.fingerprint`); "" where nothing was read. `directives` are what page and headers ask of robots.
    `reason` is a plain sentence, "" for `READ` and `SAME`.
    """

    state: ReadingState
    extraction: Extraction | None = None
    fingerprint: str = ""
    directives: tuple[str, ...] = ()
    reason: str = ""

    @property
    def same(self) -> bool:
        """Whether the page was known by its fingerprint, so that nothing was extracted."""
        return self.state is ReadingState.SAME


def unreadable(reason: str, *, directives: tuple[str, ...] = ()) -> Reading:
    """Return the Reading of a response that cannot be read as an article, for a reason in one plain sentence."""
    return Reading(ReadingState.UNREADABLE, reason=reason, directives=directives)

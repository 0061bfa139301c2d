"""The values that reading gives: what an article says, field by field, or why it could not be read."""

from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

# Raise the first number whenever a stored page may read differently: old Versions are then read again, not
# compared.
EXTRACTOR = f"newswatch-1/trafilatura-{version('trafilatura')}"


@dataclass(frozen=True)
class Extraction:
    """The reading of one response (schema.org NewsArticle): tidied plain text, never markup.

    Dates are what the publisher claims, aware and in UTC or the publisher's zone; None where the page has
    none. `canonical_url` is what the page calls itself, http or https, on whatever site; "" where it says
    nothing.
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


class UnreadableArticle(ValueError):
    """A response that cannot be read as an article; `reason` says why in one plain sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

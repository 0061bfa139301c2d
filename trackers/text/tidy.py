"""What counts as the same text.

Every other tool in this room reads, compares and stores text that went through `tidy`; nothing else may
fold characters on the way in: a publisher who swaps a straight quotation mark for a curly one has changed
the article, and we say so.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

# HTML's ASCII white space, and the vertical tab, whose removal would glue two words together.
_WHITE_SPACE = " \t\n\f\r\v"
# Unicode category Cc without the white space above. Lone surrogates (broken JSON) fit no encoding.
_UNWANTED: dict[int, str | None] = {
    **{code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in _WHITE_SPACE},
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),
    **{ord(space): " " for space in _WHITE_SPACE},
}


class TrackedFields(Protocol):
    """Anything that holds the fields which decide whether an article changed; an Extraction does."""

    @property
    def headline(self) -> str:
        """The article's own headline."""

    @property
    def standfirst(self) -> str:
        """The summary shown under the headline, or ""."""

    @property
    def byline(self) -> tuple[str, ...]:
        """Names of the authors."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body, in order."""

    @property
    def captions(self) -> tuple[str, ...]:
        """Captions of pictures in the article."""


@dataclass(frozen=True)
class ArticleText:
    """The tracked fields of one reading: two of these that are equal show no Change, two that differ do."""

    headline: str = ""
    standfirst: str = ""
    byline: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()


def tidy(text: str) -> str:
    """Return `text` as we read it: runs of ASCII white space are one space, none at either end.

    Control characters (Unicode category Cc) are removed, lone surrogates become U+FFFD. Nothing else changes:
    no-break spaces, quotation marks, dashes, zero-width and bidirectional characters and Unicode form stay
    as published.
    """
    return " ".join(word for word in text.translate(_UNWANTED).split(" ") if word)


def article_text(extraction: TrackedFields) -> ArticleText:
    """Return the fields of a reading that decide whether there is a Change, tidied, no list item empty."""
    return ArticleText(
        headline=tidy(extraction.headline),
        standfirst=tidy(extraction.standfirst),
        byline=_tidy_all(extraction.byline),
        paragraphs=_tidy_all(extraction.paragraphs),
        captions=_tidy_all(extraction.captions),
    )


def hash_text(text: ArticleText) -> str:
    """Return the SHA-256 of the tracked fields, 64 hexadecimal digits.

    Every string goes in behind its length and every field behind its count, so that no two different texts
    can give the same bytes: ["ab"] and ["a", "b"], or a headline that moved into the standfirst, differ.
    """
    digest = sha256(b"newswatch article text 1\n")
    for field in ((text.headline,), (text.standfirst,), text.byline, text.paragraphs, text.captions):
        digest.update(b"%d;" % len(field))
        for value in field:
            encoded = value.encode("utf-8", "surrogatepass")
            digest.update(b"%d:" % len(encoded))
            digest.update(encoded)
    return digest.hexdigest()


def _tidy_all(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(tidied for value in values if (tidied := tidy(value)))

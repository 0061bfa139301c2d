"""What an editor can do to a story: small values, each of which makes a new text of an old one.

Every one of them names the words it works on and raises `ScriptError` where these do not stand exactly
once, so that a script which no longer fits its stories cannot go unnoticed.
"""

from dataclasses import dataclass, replace
from typing import Literal, Protocol

from newswatch.demo.story import Text


class ScriptError(ValueError):
    """An edit that does not fit the text it is made for."""


class Act(Protocol):
    """One thing done to a text."""

    def apply(self, text: Text) -> Text:
        """Return the text afterwards; raises ScriptError where the act does not fit."""


@dataclass(frozen=True)
class Words:
    """Other words in place of some words of the body or the standfirst."""

    old: str
    new: str
    where: Literal["body", "standfirst"] = "body"

    def apply(self, text: Text) -> Text:
        """Return the text with the words exchanged."""
        if self.where == "standfirst":
            if text.standfirst.count(self.old) != 1:
                raise ScriptError(f"“{self.old}” does not stand once in the standfirst.")
            return replace(text, standfirst=text.standfirst.replace(self.old, self.new))
        if sum(paragraph.count(self.old) for paragraph in text.paragraphs) != 1:
            raise ScriptError(f"“{self.old}” does not stand once in the body.")
        return replace(text, paragraphs=tuple(part.replace(self.old, self.new) for part in text.paragraphs))


@dataclass(frozen=True)
class Headline:
    """Another headline."""

    new: str

    def apply(self, text: Text) -> Text:
        """Return the text under its new headline."""
        return replace(text, headline=self.new)


@dataclass(frozen=True)
class Standfirst:
    """Another standfirst."""

    new: str

    def apply(self, text: Text) -> Text:
        """Return the text with its new standfirst."""
        return replace(text, standfirst=self.new)


@dataclass(frozen=True)
class Byline:
    """Other names."""

    names: tuple[str, ...]

    def apply(self, text: Text) -> Text:
        """Return the text under the new names."""
        return replace(text, byline=self.names)


@dataclass(frozen=True)
class Add:
    """A new paragraph, after the one that begins with some words, or at the end."""

    paragraph: str
    after: str = ""

    def apply(self, text: Text) -> Text:
        """Return the text with the paragraph put in."""
        place = _find(text, self.after) + 1 if self.after else len(text.paragraphs)
        return replace(text, paragraphs=(*text.paragraphs[:place], self.paragraph, *text.paragraphs[place:]))


@dataclass(frozen=True)
class Drop:
    """The paragraph that begins with some words, taken out."""

    begins: str

    def apply(self, text: Text) -> Text:
        """Return the text without the paragraph."""
        place = _find(text, self.begins)
        return replace(text, paragraphs=(*text.paragraphs[:place], *text.paragraphs[place + 1 :]))


@dataclass(frozen=True)
class Move:
    """The paragraph that begins with some words, put after another one."""

    begins: str
    after: str

    def apply(self, text: Text) -> Text:
        """Return the text with the paragraph in its new place."""
        return Add(text.paragraphs[_find(text, self.begins)], after=self.after).apply(
            Drop(self.begins).apply(text)
        )


def _find(text: Text, begins: str) -> int:
    places = [place for place, paragraph in enumerate(text.paragraphs) if paragraph.startswith(begins)]
    if len(places) != 1:
        raise ScriptError(f"{len(places)} paragraphs begin with “{begins}”, not one.")
    return places[0]


@dataclass(frozen=True)
class Edit:
    """What happens to one story at one moment.

    `at` is in seconds after the paper opened. An open edit moves the date of modification that the page
    claims; the others are silent. `gone` takes the story away for good (HTTP 410).
    """

    at: float
    story: str
    what: str
    acts: tuple[Act, ...] = ()
    open: bool = False
    gone: bool = False

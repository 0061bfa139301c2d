"""What a story is before anybody edits it, and how the files in `stories/` are read.

A file holds `key: value` lines, an empty line, then one paragraph a line with empty lines between. Lines
that begin with `~` and stand together are alternatives of one paragraph, and several `headline:` lines are
alternatives of the headline: a live story takes the next one in every round (`live.py`). Words in braces
are filled in by `paper.py`.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

STORIES = Path(__file__).parent / "stories"
SECTIONS = {"city": "City", "world": "World", "business": "Business", "culture": "Culture"}

_UNITS = {"seconds": 1, "minutes": 60, "hours": 3600}
_PUBLISHED = re.compile(r"(\d+) (seconds|minutes|hours) (before|after)")


class StoryError(ValueError):
    """A story file that cannot be read; the message names the file and says what is wrong."""


@dataclass(frozen=True)
class Text:
    """The words of a story that edits change; `caption` is the caption of its one picture with the credit."""

    headline: str
    standfirst: str
    byline: tuple[str, ...]
    paragraphs: tuple[str, ...]
    caption: str


@dataclass(frozen=True)
class Story:
    """A story as it was written. `published` is in seconds after the paper opened; most are negative."""

    slug: str
    section: str
    published: int
    headlines: tuple[str, ...]
    standfirst: str
    byline: tuple[str, ...]
    paragraphs: tuple[tuple[str, ...], ...] = field(repr=False)
    caption: str
    lang: str = "en"
    dir: str = "ltr"

    @property
    def path(self) -> str:
        """Return the story's address below the press's own."""
        return f"/{self.section}/{self.slug}"

    def text(self, turn: int = 0) -> Text:
        """Return the words with the alternatives of one round; words in braces are not filled in yet."""
        return Text(
            headline=self.headlines[turn % len(self.headlines)],
            standfirst=self.standfirst,
            byline=self.byline,
            paragraphs=tuple(group[turn % len(group)] for group in self.paragraphs),
            caption=self.caption,
        )


def read_stories(folder: Path = STORIES) -> tuple[Story, ...]:
    """Return every story below the folder, in a fixed order; raise StoryError for a file that is not one."""
    paths = sorted(path for section in SECTIONS for path in (folder / section).glob("*.txt"))
    return tuple(read_story(path) for path in paths)


def read_story(path: Path) -> Story:
    """Return the story in a file; its folder is the section and its name the slug. Raises StoryError."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    values: dict[str, list[str]] = {}
    for line in head.splitlines():
        key, colon, value = line.partition(": ")
        if not colon:
            raise StoryError(f"{path.name}: “{line}” is no key and value.")
        values.setdefault(key, []).append(value)
    try:
        (standfirst,), (byline,), (caption,), (credit,) = (
            values[key] for key in ("standfirst", "byline", "caption", "credit")
        )
        return Story(
            slug=path.stem,
            section=path.parent.name,
            published=_read_published(values["published"][0]),
            headlines=tuple(values["headline"]),
            standfirst=standfirst,
            byline=tuple(byline.split("; ")),
            paragraphs=_read_paragraphs(body),
            caption=f"{caption} {credit}",
            lang=values.get("lang", ["en"])[0],
            dir=values.get("dir", ["ltr"])[0],
        )
    except (KeyError, ValueError) as error:
        raise StoryError(f"{path.name}: {error!r} while its head was read.") from error


def _read_published(value: str) -> int:
    match = _PUBLISHED.fullmatch(value)
    if match is None:
        raise ValueError(f"“{value}” is no time such as “42 minutes before”")
    seconds = int(match[1]) * _UNITS[match[2]]
    return seconds if match[3] == "after" else -seconds


def _read_paragraphs(body: str) -> tuple[tuple[str, ...], ...]:
    groups: list[tuple[str, ...]] = []
    for block in body.strip().split("\n\n"):
        lines = block.splitlines()
        if all(line.startswith("~ ") for line in lines):
            groups.append(tuple(line.removeprefix("~ ") for line in lines))
        else:
            groups.extend((line,) for line in lines)
    return tuple(groups)

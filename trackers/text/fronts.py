"""Which addresses are a site's doors, not stories: its home page and the front pages of its sections.

Publishers send readers of a story that is gone there, mostly with a redirect, so an answer from such an address says
nothing of the story that was asked for.
"""

import re
from urllib.parse import urlsplit

_INDEX = re.compile(r"(?:index|default|home)(?:\.[a-z]{3,5})?")
# "en" and "pt-br" stand in front of whole editions.
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?")
_SHORTEST_SLUG = 25


def is_front(url: str, *, asked_url: str = "") -> bool:
    """Return whether an http or https address is a home page or a section's front.

    A home page has no path but a language or an index file. A section is a folder that ``asked_url`` lies in, or a
    single plain word: neither a figure nor a hyphenated slug. "/news/politics" alone is not told from a story's
    address; as a folder of what was asked for it is.
    """
    steps = _steps(url)
    if not steps:
        return True
    if any(_names_a_story(step) for step in steps):
        return False
    return is_above(url, asked_url) or (len(steps) == 1 and "-" not in steps[0])


def is_above(url: str, other: str) -> bool:
    """Return whether an address is a folder that the other one lies in, on whatever host."""
    steps, below = _steps(url), _steps(other)
    return len(steps) < len(below) and steps == below[: len(steps)]


def is_home(url: str) -> bool:
    """Return whether an address is a site's home page, or that of one of its language editions."""
    return not _steps(url)


def _steps(url: str) -> list[str]:
    """Return the folders of an address in lower case, without what every address of an edition begins or ends with."""
    steps = [step for step in urlsplit(url).path.lower().split("/") if step]
    if steps and _INDEX.fullmatch(steps[-1]):
        steps.pop()
    if len(steps) == 1 and _LANGUAGE.fullmatch(steps[0]):
        steps.pop()
    return steps


def _names_a_story(step: str) -> bool:
    return (
        any(letter.isdigit() for letter in step)
        or step.count("-") + step.count("_") > 1
        or len(step) >= _SHORTEST_SLUG
    )

"""What a page asks of robots that have read it: ``<meta name="robots">`` and the header X-Robots-Tag.

Neither is a standard; both are read as the search engines document them. They concern copies and listings, not looks:
they are recorded and shown, and change nothing about following.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.html import HtmlElement

# Words about keeping, showing and listing a page. Others, such as nofollow, say nothing about what we do.
WORDS = frozenset({"noarchive", "nocache", "noindex", "none", "nosnippet", "unavailable_after"})
# "name: words" in a header names a robot, unless the name is one of these, which take a value.
VALUED = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})
ROBOT = re.compile(r"\s*([a-z0-9_-]{1,50})\s*:(.*)", re.DOTALL)
MOST_TAGS = 500
MOST_CHARACTERS = 4000


def read_directives(
    tree: HtmlElement, headers: Iterable[tuple[str, str]], agent_token: str
) -> tuple[str, ...]:
    """Return the words of WORDS that a page asks of all robots or of ours, sorted, each once.

    ``headers`` are the response's, ``agent_token`` is our name in robots.txt in lower case ("newswatch"). What is
    asked of everybody and what is asked of us holds together, as with the search engines.
    """
    found: set[str] = set()
    for content in _meta_contents(tree, names={"robots", agent_token}):
        found.update(_words(content))
    for name, value in headers:
        if name.lower() == "x-robots-tag":
            found.update(_words_for(value[:MOST_CHARACTERS].lower(), agent_token))
    return tuple(sorted(found & WORDS))


def _meta_contents(tree: HtmlElement, *, names: set[str]) -> Iterator[str]:
    for tag in islice(tree.iter("meta"), MOST_TAGS):
        if (tag.get("name") or "").strip().lower() in names:
            yield (tag.get("content") or "")[:MOST_CHARACTERS].lower()


def _words_for(value: str, agent_token: str) -> Iterator[str]:
    """Yield the words of a header that are meant for us: a robot's name holds for all that follows it."""
    robot = ""
    for part in value.split(","):
        found = ROBOT.match(part)
        if found is not None and found[1] not in VALUED:
            robot, part = found[1], found[2]
        if robot in {"", "*", "robots", agent_token}:
            yield from _words(part)


def _words(text: str) -> Iterator[str]:
    """Yield words apart by commas or spaces, without the values some of them have."""
    return (word.partition(":")[0] for word in re.split(r"[\s,;]+", text))

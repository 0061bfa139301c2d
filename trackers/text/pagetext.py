"""PageText: all that one page says and how it is built, to tell what an edit did from what our reading did.

A line that a reading has and the one before has not came with an edit only if the page says it more often than the page
before. Where both pages say it as often, nobody edited anything: it was read otherwise.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from lxml import etree
from lxml.html import HtmlElement

from trackers.text.boxes import is_hidden_box
from trackers.text.extraction import UnreadableArticle
from trackers.text.tidy import tidy
from trackers.text.webpage import parse_page

# No page that is read says more; of what is longer only so much is kept.
MOST_CHARACTERS = 2_000_000
MOST_NAMES = 600
_DIGITS = re.compile(r"\d+")
_LONGEST_CLASS = 500
# With fewer names a page has no template to be told by.
_FEWEST_NAMES = 12
_ANOTHER_TEMPLATE = 0.35


@dataclass(frozen=True)
class PageText:
    """What a page shows and what it hides, each without any space, and the names its template is made of.

    `names` are hashes (32 bits) of the classes and identifiers on the page, figures left out.
    """

    squeezed: str
    names: frozenset[int] = frozenset()
    hidden: str = ""

    def count(self, line: str) -> int:
        """Return how often the page shows a line, white space and the borders of elements left out."""
        squeezed = squeeze(line)
        return self.squeezed.count(squeezed) if squeezed else 0

    def count_all(self, line: str) -> int:
        """Return how often the page says a line, shown or hidden."""
        squeezed = squeeze(line)
        return self.squeezed.count(squeezed) + self.hidden.count(squeezed) if squeezed else 0

    def has_template_of(self, other: "PageText") -> bool:
        """Return whether two pages are built alike; True where that cannot be told."""
        if min(len(self.names), len(other.names)) < _FEWEST_NAMES:
            return True
        return len(self.names & other.names) / len(self.names | other.names) >= _ANOTHER_TEMPLATE


def squeeze(text: str) -> str:
    """Return a text without spaces: elements divide words in one template and not in the next."""
    return tidy(text).replace(" ", "")


def read_page_text(body: bytes, *, url: str, content_type: str = "") -> PageText:
    """Return what a response's page says, empty where it is no page. Costs a parse and a walk."""
    try:
        tree = parse_page(body, url=url, content_type=content_type).tree
    except UnreadableArticle:
        return PageText("")
    shown, hidden = _words_of(tree)
    hidden = hidden[: max(0, MOST_CHARACTERS - len(shown))]
    return PageText(squeeze(shown[:MOST_CHARACTERS]), frozenset(_names_of(tree)), squeeze(hidden))


def _words_of(tree: HtmlElement) -> tuple[str, str]:
    """Return what a page shows and what it hides, in order; what hides most of its text will show it by a script.

    They are told apart because an old and a new wording that both stand on both pages, one of them shown, would be
    called two readings of one text.
    """
    shown: list[str] = []
    hidden: list[str] = []
    depth = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            depth += bool(depth) or element.tag == "template" or is_hidden_box(element)
            words = element.text if element.tag not in ("script", "style") else ""
        else:
            depth -= bool(depth)
            words = element.tail
        if words:
            (hidden if depth else shown).append(words)
    if sum(map(len, hidden)) > sum(map(len, shown)):
        return "".join((*shown, *hidden)), ""
    return "".join(shown), "".join(hidden)


def _names_of(tree: HtmlElement) -> Iterable[int]:
    names: dict[str, None] = {}
    for element in tree.iter(etree.Element):
        for attribute in ("class", "id"):
            value = element.get(attribute)
            if value:
                names.update(dict.fromkeys(_DIGITS.sub("", value[:_LONGEST_CLASS]).split()))
        if len(names) >= MOST_NAMES:
            break
    for name in list(names)[:MOST_NAMES]:
        yield int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big")

"""PageText: all that one page says and how it is built, to tell what an edit did from what our reading did.

A line that a reading has and the one before has not came with an edit only if the page says it more often than the page
before. Where both pages say it as often, nobody edited anything: it was read otherwise. In which boxes a line stands
tells a paragraph from what a template sets under the last one; by which photograph a caption stands, whether the
picture is new.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from lxml import etree
from lxml.html import HtmlElement

from trackers.text.boxes import is_hidden_box
from trackers.text.elements import is_block
from trackers.text.extraction import UnreadableArticle
from trackers.text.photos import read_captioned, read_photos
from trackers.text.tidy import tidy
from trackers.text.webpage import parse_page

# No page that is read says more; of what is longer only so much is kept.
MOST_CHARACTERS = 2_000_000
MOST_NAMES = 600
_DIGITS = re.compile(r"\d+")
_LONGEST_CLASS = 500
# Lines whose boxes are remembered, in order; a shorter one, in letters, is nobody's sentence.
MOST_BOXED = 4_000
_SHORTEST_BOXED = 25
_UNREAD = frozenset({"script", "style", "template", "noscript"})
_BOXES = frozenset({"article", "aside", "div", "figure", "footer", "header", "main", "nav", "section", "td"})
# With fewer names a page has no template to be told by.
_FEWEST_NAMES = 12
_ANOTHER_TEMPLATE = 0.35


@dataclass(frozen=True)
class PageText:
    """What a page shows and what it hides, each without any space, and the names its template is made of.

    `names` are hashes (32 bits) of the classes and identifiers on the page, figures left out; `boxed` are pairs of
    hashes, of a line that is shown and of the kinds of boxes it stands in, from the outermost to the innermost.
    `photos` are hashes of the names of photographs, `captioned` pairs of a caption's hash and a photograph's.
    """

    squeezed: str
    names: frozenset[int] = frozenset()
    hidden: str = ""
    boxed: frozenset[tuple[int, int]] = frozenset()
    photos: frozenset[int] = frozenset()
    captioned: frozenset[tuple[int, int]] = frozenset()

    def count(self, line: str) -> int:
        """Return how often the page shows a line, white space and the borders of elements left out."""
        squeezed = squeeze(line)
        return self.squeezed.count(squeezed) if squeezed else 0

    def count_all(self, line: str) -> int:
        """Return how often the page says a line, shown or hidden."""
        squeezed = squeeze(line)
        return self.squeezed.count(squeezed) + self.hidden.count(squeezed) if squeezed else 0

    def boxes_of(self, lines: Iterable[str]) -> frozenset[int]:
        """Return in which boxes some lines stand, as hashes: equal for boxes of one kind. None for a short line."""
        if not self.boxed:
            return frozenset()
        asked = {_hash(squeeze(line)) for line in lines}
        return frozenset(box for line, box in self.boxed if line in asked)

    def shows_new_photo(self, caption: str, other: "PageText") -> bool:
        """Tell whether a caption stands by photographs none of which another page knows.

        Only where both call some photograph alike: else all may have got new names.
        """
        own = {photo for line, photo in self.captioned if line == _hash(squeeze(caption))}
        return bool(own) and own.isdisjoint(other.photos) and not self.photos.isdisjoint(other.photos)

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
    return PageText(
        squeeze(shown[:MOST_CHARACTERS]),
        frozenset(_names_of(tree)),
        squeeze(hidden),
        _boxed_lines(tree),
        frozenset(map(_hash, read_photos(tree))),
        frozenset((_hash(squeeze(line)), _hash(photo)) for line, photo in read_captioned(tree)),
    )


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


def _boxed_lines(tree: HtmlElement) -> frozenset[tuple[int, int]]:
    """Return of each line in which kinds of boxes it stands: their elements and classes, figures left out."""
    found: set[tuple[int, int]] = set()
    boxes, words = [0], list[str]()
    unread = 0

    def end_line() -> None:
        line = squeeze("".join(words))
        words.clear()
        if len(line) >= _SHORTEST_BOXED:
            found.add((_hash(line), boxes[-1]))

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if len(found) >= MOST_BOXED:
            break
        is_start, is_line = event == "start", is_block(element)
        unread += (1 if is_start else -1) * (element.tag in _UNREAD)
        if is_line:
            end_line()
        if element.tag in _BOXES:
            if is_start:
                boxes.append(_hash(f"{boxes[-1]} {element.tag} {_kind_of(element)}"))
            else:
                boxes.pop()
        if not unread and (more := element.text if is_start else element.tail):
            words.append(more)
    end_line()
    return frozenset(found)


def _kind_of(element: HtmlElement) -> str:
    return " ".join(_DIGITS.sub("", element.get("class", "")[:_LONGEST_CLASS]).split())


def _hash(words: str) -> int:
    return int.from_bytes(blake2b(words.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big")


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
        yield _hash(name)

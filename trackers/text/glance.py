"""A glance at a page: the few bounded facts by which an article is told from a wall, for a fraction of a reading.

Running text is counted first. A page that holds a whole article's worth of it is looked at no further, whatever boxes,
banners and counters stand around it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from trackers.text.headline import is_hidden, meta_content
from trackers.text.wallwords import fold
from trackers.text.webpage import WebPage

# So much running text is an article. Letters of scripts without spaces between words count threefold.
WHOLE_TEXT = 2000
_SHORTEST_RUN = 80
_LONGEST_LINE = 200
_MOST_LINES = 250
_MOST_PLACES = 5
_MOST_HEADINGS = 4
# What a paragraph says at length it says in prose: an article about paywalls.
_LONGEST_PARAGRAPH = 120
_MOST_ELEMENTS = 4000
_MOST_MARKS = 300
_MOST_DATA = 20_000
_MOST_SCRIPTS = 100
_DENSE = range(0x3040, 0xD7B0)

_SILENT = frozenset({"script", "style", "template", "svg", "noscript", "textarea", "select", "head"})
_LINE_TAGS = frozenset(
    """
    h2 h3 h4 p li a button label legend strong summary dt dd input
    """.split()  # noqa: SIM905 - a list of words reads better as one
)
_BLOCKS = frozenset(
    """
    div td section article main body font center blockquote form dialog span
    """.split()  # noqa: SIM905 - a list of words reads better as one
)
_APART = frozenset({"nav", "aside", "footer", "dialog", "a", "li", "noscript"})
_APART_NAMES = ("comment", "related", "teaser", "recommend", "most-read")
# The small print of consent is long; it may bear the page's only heading.
_CONSENT_NAMES = (
    "consent", "cookie", "gdpr", "onetrust", "didomi", "sp_message", "qc-cmp", "usercentrics", "privacy",
)  # fmt: skip


@dataclass(frozen=True)
class Glance:
    """What was seen, folded: ``length`` counts running text in characters, up to about ``WHOLE_TEXT``.

    ``lines`` are short lines but for the main headings, and where each stands; ``marks`` are addresses of scripts,
    frames and forms and ids and classes, ``data`` the start of inline scripts; all empty where the text is whole.
    """

    length: int
    title: str = ""
    headings: tuple[str, ...] = ()
    subheadings: tuple[str, ...] = ()
    lines: Mapping[str, Sequence[HtmlElement]] = field(default_factory=dict)
    marks: tuple[str, ...] = ()
    data: str = ""
    robots: str = ""
    canonical: str = ""
    says_article: bool = False
    says_website: bool = False
    is_cut_off: bool = False
    has_password: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether the page holds an article's worth of running text."""
        return self.length >= WHOLE_TEXT

    def sees(self, phrases: Iterable[str], *, at_the_start: bool = False) -> bool:
        """Return whether a visible line holds one of the phrases, or begins with one."""
        text = "\n" + "\n".join(self.lines)
        begin = "\n" if at_the_start else ""
        return any(
            begin + phrase in text
            and any(
                (line.startswith(phrase) if at_the_start else phrase in line)
                and not all(map(_is_out_of_sight, places))
                for line, places in self.lines.items()
            )
            for phrase in phrases
        )

    def bears(self, marks: Iterable[str]) -> bool:
        """Return whether a mark is part of an address, id, class or inline script of the page."""
        text = "\n".join((*self.marks, self.data))
        return any(mark in text for mark in marks)


@dataclass
class _Walk:
    lines: dict[str, list[HtmlElement]] = field(default_factory=dict)
    marks: dict[str, None] = field(default_factory=dict)
    loose: int = 0
    has_password: bool = False


def glance_at(page: WebPage) -> Glance:
    """Return the facts of a parsed page, in well under a millisecond for an article, some for a page without one."""
    tree = page.tree
    kind = meta_content(tree, "og:type").casefold()
    says_article = kind == "article" or bool(meta_content(tree, "article:published_time"))
    length, last = _count_paragraphs(tree)
    if length >= WHOLE_TEXT:
        return Glance(length, says_article=says_article, says_website=kind == "website")
    walk = _walk(tree)
    data = _read_data(tree)
    headings = tuple(_headings(tree, "h1"))
    return Glance(
        length=min(length + walk.loose, WHOLE_TEXT),
        title=fold(_title(tree)),
        headings=headings,
        subheadings=tuple(_headings(tree, "h2")),
        lines={line: places for line, places in walk.lines.items() if line not in headings},
        marks=tuple(walk.marks),
        data=data,
        robots=meta_content(tree, "robots").casefold()[:_LONGEST_LINE],
        canonical=_canonical(tree),
        says_article=says_article or '"newsarticle"' in data,
        says_website=kind == "website",
        is_cut_off=last.rstrip().endswith(("…", "...", "[…]", "[...]")),
        has_password=walk.has_password,
    )


def _count_paragraphs(tree: HtmlElement) -> tuple[int, str]:
    """Return how much running text stands in paragraphs, counted no further than needed, and the last of them."""
    length, last = 0, ""
    apart = _Apart(tree)
    for paragraph in tree.iter("p"):
        text = "".join(islice(paragraph.itertext(), 200)).strip()
        weight = _weigh(text)
        if weight < _SHORTEST_RUN or apart.holds(paragraph):
            continue
        length, last = length + weight, text
        if length >= WHOLE_TEXT:
            break
    return length, last


def _weigh(text: str) -> int:
    if text.isascii() or max(text) < chr(_DENSE.start):
        return len(text)
    return len(text) + 2 * sum(ord(letter) in _DENSE for letter in text[:WHOLE_TEXT])


class _Apart:
    """The parts of a page that are no article, whatever their length; each element is asked once.

    What the main heading stands in is part of the article, be it a list, a link or called "related": but for consent.
    """

    def __init__(self, tree: HtmlElement) -> None:
        heading = tree.find(".//h1")
        self._around = set() if heading is None else set(heading.iterancestors())
        self._known: dict[HtmlElement, bool] = {}

    def holds(self, element: HtmlElement) -> bool:
        """Return whether an element stands in such a part."""
        path: list[HtmlElement] = []
        answer = False
        for parent in element.iterancestors():
            if parent in self._known:
                answer = self._known[parent]
                break
            path.append(parent)
            if self._is_apart(parent):
                answer = True
                break
        self._known.update(dict.fromkeys(path, answer))
        return answer

    def _is_apart(self, element: HtmlElement) -> bool:
        if element.tag in ("body", "html", "main"):
            return False
        names = f"{element.get('id', '')} {element.get('class', '')}"[:300].lower()
        if any(name in names for name in _CONSENT_NAMES):
            return True
        if element in self._around:
            return False
        return element.tag in _APART or any(name in names for name in _APART_NAMES)


def _walk(tree: HtmlElement) -> _Walk:
    """Look at the elements of a page without much text, the first few thousand of them."""
    walk = _Walk()
    apart = _Apart(tree)
    for element in islice(tree.iter(etree.Element), _MOST_ELEMENTS):
        tag = element.tag
        if len(walk.marks) < _MOST_MARKS:
            _collect_marks(element, walk)
        if tag in _SILENT:
            continue
        if tag == "input":
            walk.has_password |= element.get("type", "").lower() == "password"
        if tag in _BLOCKS:
            for text in _own_texts(element):
                if _weigh(text) < _SHORTEST_RUN:
                    _take_line(walk, element, text)
                elif not apart.holds(element) and tag not in _APART:
                    walk.loose += _weigh(text)
        elif tag in _LINE_TAGS:
            value = element.get("value", "") if tag == "input" else "".join(islice(element.itertext(), 30))
            _take_line(walk, element, value)
    return walk


def _own_texts(element: HtmlElement) -> Iterator[str]:
    if element.text and (text := element.text.strip()):
        yield text
    for child in islice(element, 100):
        if child.tail and (text := child.tail.strip()):
            yield text


def _take_line(walk: _Walk, element: HtmlElement, text: str) -> None:
    if not text or len(text) > 2 * _LONGEST_LINE or len(walk.lines) >= _MOST_LINES:
        return
    line = fold(text)
    most = _LONGEST_PARAGRAPH if element.tag == "p" else _LONGEST_LINE
    if 2 <= len(line) <= most and len(places := walk.lines.setdefault(line, [])) < _MOST_PLACES:
        places.append(element)


def _is_out_of_sight(element: HtmlElement) -> bool:
    return is_hidden(element) or any(
        parent.tag in _SILENT or is_hidden(parent) for parent in islice(element.iterancestors(), 12)
    )


def _collect_marks(element: HtmlElement, walk: _Walk) -> None:
    for name in ("src", "action", "id", "class"):
        value = element.get(name)
        if value and (name != "src" or element.tag in ("script", "iframe")):
            walk.marks[value[:_LONGEST_LINE].lower()] = None


def _headings(tree: HtmlElement, tag: str) -> Iterator[str]:
    for heading in islice(tree.iter(tag), _MOST_HEADINGS):
        text = fold("".join(islice(heading.itertext(), 30))[:_LONGEST_LINE])
        if text and not _is_out_of_sight(heading):
            yield text


def _title(tree: HtmlElement) -> str:
    title = tree.find(".//head/title")
    return (title.text or "")[:_LONGEST_LINE] if title is not None else ""


def _canonical(tree: HtmlElement) -> str:
    for link in tree.iter("link"):
        if "canonical" in link.get("rel", "").lower().split():
            return str(link.get("href", ""))[:2000]
    return ""


def _read_data(tree: HtmlElement) -> str:
    """Return the beginnings of inline scripts, JSON-LD among them, in lower case and without spaces."""
    parts: list[str] = []
    room = _MOST_DATA
    for script in islice(tree.iter("script"), _MOST_SCRIPTS):
        text = script.text or ""
        kept = 8000 if "json" in script.get("type", "") else 500
        parts.append(text[: min(kept, room)])
        room -= len(parts[-1])
        if room <= 0:
            break
    return "".join("\n".join(parts).split()).lower()

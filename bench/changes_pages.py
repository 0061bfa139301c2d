"""Real pages made ready for planting noise and edits: which elements are the article's, and bytes from a tree again.

The reference of a page says what its article is, not our reading: an element is the article's where the reference
holds its words. Such elements are marked in the tree with one attribute, which no page that is served bears.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from trackers.text.extraction import UnreadableArticle
from trackers.text.headline import is_hidden
from trackers.text.webpage import parse_page

MARK = "bench"
BLOCK, RUN, CAPTION, HEADING, STANDFIRST, HOLDER = (
    "block",
    "run",
    "caption",
    "heading",
    "standfirst",
    "holder",
)
# Words of the reference in an element that is no line of its own: nothing is planted in it, nor may noise touch it.
SAID = "said"
_LINES = (
    "p",
    "li",
    "h2",
    "h3",
    "h4",
    "h5",
    "blockquote",
    "td",
    "th",
    "dd",
    "dt",
    "pre",
    "div",
    "section",
    "span",
)
_PARTS = frozenset(
    """
    p li h1 h2 h3 h4 h5 h6 blockquote td th dd dt pre div section article ul ol table figure form
    """.split()  # noqa: SIM905 - a list of words reads better as one
)
_SILENT = frozenset({"script", "style", "template", "noscript", "svg", "head"})
_ASIDE = frozenset({"aside", "nav", "footer"})
_RELATED = re.compile(r"related|promo|teaser|most-|recommend|newsletter|recirc|sidebar", re.IGNORECASE)
_LEGAL = re.compile(r"(?:Copyright|©).{0,80}Allrightsreserved", re.IGNORECASE)
_NAME = re.compile(r"(?:By |by )?[A-Z][\w'.-]{1,20}(?: [A-Z][\w'.-]{0,20}){1,3}")
_FEWEST_LETTERS = 25
# The holder of an article has this share of its letters.
_MOST_OF_IT = 0.7
_ALL_MARKS = etree.XPath(f"//*[@{MARK}]")


@dataclass(frozen=True)
class Subject:
    """One page of which we know the article: its tree with marks (`find`), never to be changed, only copied.

    `authors` are the names the page gives its authors in data or in the reference, () where it is not known.
    """

    name: str
    url: str
    tree: HtmlElement
    authors: tuple[str, ...] = ()

    def copy(self) -> HtmlElement:
        """Return a copy of the tree to be changed."""
        return deepcopy(self.tree)


def read_subjects(data: Path) -> Iterator[Subject]:
    """Yield the pages below ``pages/`` whose article could be found in them, and the first sides of real pairs.

    A page is left out where fewer than two elements hold words of the reference.
    """
    for path in sorted((data / "pages").glob("*.json")):
        facts = json.loads(path.read_text(encoding="utf-8"))
        body = gzip.decompress((path.parent / f"{path.stem}.html.gz").read_bytes())
        subject = make_subject(path.stem, body, facts)
        if subject is not None:
            yield subject


def make_subject(name: str, body: bytes, facts: dict[str, Any]) -> Subject | None:
    """Return a page with its article marked, None where it cannot be found; `facts` as in the data's JSON."""
    try:
        page = parse_page(body, url=facts["url"], content_type=f"text/html; charset={facts['encoding']}")
        # Once through the path that all others go, so that this alone makes no difference.
        tree = parse_page(
            write_page(page.tree), url=facts["url"], content_type="text/html; charset=utf-8"
        ).tree
    except UnreadableArticle:
        return None
    truth = squeeze("".join(facts.get("paragraphs") or [facts.get("body") or ""]))
    blocks = find_blocks(tree, truth)
    runs = [] if _is_enough(blocks, truth) else find_runs(tree, truth)
    if len(blocks) + len(runs) < 2 and not runs:
        return None
    holder = find_holder(blocks or runs)
    heading = find_heading(tree, facts.get("headline") or "")
    inside = [block for block in blocks if holder in block.iterancestors()]
    for block in inside:
        block.set(MARK, BLOCK)
    for run in runs:
        run.set(MARK, RUN)
    for caption in find_captions(tree, inside or runs, holder, heading):
        caption.set(MARK, CAPTION)
    for element in tree.iter(etree.Element):
        own = squeeze(element.text or "")
        if len(own) > 3 and own in truth and element.get(MARK) is None and element.tag not in _SILENT:
            element.set(MARK, SAID)
    if heading is not None:
        heading.set(MARK, HEADING)
    holder.set(MARK, HOLDER)
    return Subject(name, facts["url"], tree, find_authors(tree, facts.get("byline") or ""))


def find_blocks(tree: HtmlElement, truth: str) -> list[HtmlElement]:
    """Return the innermost elements with words that all stand in the reference, each text once on the page."""
    found: list[tuple[HtmlElement, str]] = []
    for element in tree.iter(*_LINES):
        if any(child.tag in _PARTS for child in element.iterdescendants(etree.Element)):
            continue
        if element.tag == "span" and tag_above(element) in _LINES:
            continue
        words = squeeze(words_of(element))
        if len(words) >= _FEWEST_LETTERS and words in truth and not is_out_of_sight(element):
            found.append((element, words))
    times = Counter(words for _element, words in found)
    return [element for element, words in found if times[words] == 1 and not _is_of_the_site(element, words)]


def tag_above(element: HtmlElement) -> str:
    """Return the tag of the element around another, "" at the top."""
    parent = element.getparent()
    return str(parent.tag) if parent is not None else ""


def find_runs(tree: HtmlElement, truth: str) -> list[HtmlElement]:
    """Return the elements that hold most of their own words bare, between line breaks and other blocks."""
    found = []
    for element in tree.iter("div", "td", "section", "article", "font", "center", "p"):
        own = [squeeze(part) for part in (element.text, *(child.tail for child in element)) if part]
        true = sum(len(part) for part in own if len(part) >= _FEWEST_LETTERS and part in truth)
        if true > 4 * _FEWEST_LETTERS and 2 * true > sum(map(len, own)) and not is_out_of_sight(element):
            found.append(element)
    return [element for element in found if element.get(MARK) is None]


def find_holder(blocks: Sequence[HtmlElement]) -> HtmlElement:
    """Return the smallest element around most of the words of some blocks."""
    held: Counter[HtmlElement] = Counter()
    for block in blocks:
        size = len(words_of(block))
        for ancestor in block.iterancestors():
            held[ancestor] += size
    enough = _MOST_OF_IT * sum(len(words_of(block)) for block in blocks)
    around = [element for element, size in held.items() if size >= enough]
    return max(around, key=lambda element: sum(1 for _ in element.iterancestors()))


def find_heading(tree: HtmlElement, known: str) -> HtmlElement | None:
    """Return the h1 of the article: that with the reference's words, else that which is likest to the title."""
    headings = [
        heading
        for heading in tree.iter("h1")
        if len(words_of(heading).split()) >= 2 and not is_out_of_sight(heading) and not _is_masthead(heading)
    ]
    for heading in headings:
        if known and squeeze(words_of(heading)) == squeeze(known):
            return heading
    if len(headings) == 1:
        return headings[0]
    told = [m.get("content", "") for m in tree.iter("meta") if m.get("property") == "og:title"]
    told = told or [words_of(title) for title in tree.iter("title")]
    title = set(told[0].casefold().split()) if told else set[str]()
    shares = {heading: _share_of(words_of(heading), title) for heading in headings}
    # A masthead is a heading of the first rank on some sites.
    return max((h for h in headings if shares[h] >= 0.5), key=lambda h: shares[h], default=None)


def find_captions(
    tree: HtmlElement, blocks: Sequence[HtmlElement], holder: HtmlElement, heading: HtmlElement | None
) -> list[HtmlElement]:
    """Return the captions of the article's pictures: between heading and last block, in no box of other stories."""
    order = {element: place for place, element in enumerate(tree.iter(etree.Element))}
    first = min(order[heading], order[blocks[0]]) if heading is not None else order[holder]
    last = max(order[block] for block in blocks)
    texts = Counter(squeeze(words_of(caption)) for caption in tree.iter("figcaption"))
    return [
        caption
        for caption in tree.iter("figcaption")
        if first < order[caption] < last
        and len(words_of(caption).split()) >= 3
        and texts[squeeze(words_of(caption))] == 1
        and not is_out_of_sight(caption)
        and not _is_in_a_box(caption)
    ]


def find_authors(tree: HtmlElement, known: str) -> tuple[str, ...]:
    """Return the names a reference or the page's data gives; a page without a name among its words has none."""
    names = [known] if known else []
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", ""):
            names += re.findall(
                r'"author"\s{0,9}:\s{0,9}[\[{]{1,2}[^\]}]{0,200}?"name"\s{0,9}:\s{0,9}"([^"]{3,60})"',
                script.text or "",
            )
    return tuple(n for n in dict.fromkeys(names) if _NAME.fullmatch(n) and name_elements(tree, n))[:1]


def name_elements(tree: HtmlElement, name: str) -> list[HtmlElement]:
    """Return the innermost short elements outside the article's lines in which a name stands for readers to see."""
    return [
        element
        for element in tree.iter("a", "span", "p", "div", "li", "cite", "address", "strong", "b", "em")
        if name in (element.text or "")
        and len(words_of(element)) < 120
        and element.get(MARK) is None
        and not is_out_of_sight(element)
    ]


def find(tree: HtmlElement, *marks: str) -> list[HtmlElement]:
    """Return the elements with one of these marks, in order."""
    return [element for element in _marked(tree) if element.get(MARK) in marks]


def true_lines(tree: HtmlElement) -> tuple[str, ...]:
    """Return what the article says, squeezed: heading, standfirst, blocks and captions, in order."""
    wanted = (HEADING, STANDFIRST, BLOCK, RUN, CAPTION)
    return tuple(line for element in find(tree, *wanted) if (line := squeeze(words_of(element))))


def write_page(tree: HtmlElement) -> bytes:
    """Return a tree as a server would send it, in UTF-8, without marks; the tree loses them, too."""
    for element in _marked(tree):
        del element.attrib[MARK]
    written = etree.tostring(tree, method="html", encoding="utf-8", doctype="<!doctype html>")
    assert isinstance(written, bytes)
    return written


def words_of(element: HtmlElement) -> str:
    """Return the text of an element as it stands, without scripts, styles and what readers do not see."""
    if element.tag in _SILENT - {"head"}:
        return ""
    if not any(child.tag in _SILENT or is_hidden(child) for child in element.iterdescendants(etree.Element)):
        return "".join(element.itertext())
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SILENT and not is_hidden(child):
            parts.append(words_of(child))
        parts.append(child.tail or "")
    return "".join(parts)


def squeeze(text: str) -> str:
    """Return a text without any white space."""
    return "".join(text.split())


def is_out_of_sight(element: HtmlElement) -> bool:
    """Tell whether readers do not see an element."""
    if element.tag in _SILENT or is_hidden(element):
        return True
    return any(ancestor.tag in _SILENT or is_hidden(ancestor) for ancestor in element.iterancestors())


def _is_enough(blocks: Sequence[HtmlElement], truth: str) -> bool:
    return 2 * sum(len(squeeze(words_of(block))) for block in blocks) > len(truth)


def _is_masthead(heading: HtmlElement) -> bool:
    """Tell a masthead by its link to the front page, or by the name of the site that the page gives itself."""
    for link in (*heading.iterancestors("a"), *heading.iter("a")):
        address = urlsplit(link.get("href", "-"))
        if address.path == "/" or (address.netloc and not address.path):
            return True
    metas = heading.getroottree().iter("meta")
    names = [meta.get("content", "") for meta in metas if meta.get("property") == "og:site_name"]
    return squeeze(words_of(heading)) in map(squeeze, names)


def _share_of(text: str, title: set[str]) -> float:
    words = text.casefold().split()
    return sum(word in title for word in words) / len(words)


def _is_of_the_site(element: HtmlElement, words: str) -> bool:
    """Tell what some references count in and no newsroom edits: links in lists of related stories, legal lines."""
    is_link = any(squeeze(words_of(link)) == words for link in element.iter("a"))
    return (is_link and _is_in_a_box(element)) or _LEGAL.match(words) is not None


def _is_in_a_box(element: HtmlElement) -> bool:
    return any(
        ancestor.tag in _ASIDE or _RELATED.search(ancestor.get("class", "")[:200])
        for ancestor in element.iterancestors()
        if ancestor.tag != "body"
    )


def _marked(tree: HtmlElement) -> list[HtmlElement]:
    found = _ALL_MARKS(tree)
    assert isinstance(found, list)
    return found

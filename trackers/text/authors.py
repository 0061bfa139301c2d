"""Where a page names the authors of its article: in data, in what it marks up as such, in a line under the headline.

Of several places the first in a fixed order that yields a name counts. What stands in teasers, asides and comments is
about other people.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from trackers.text.area import Area
from trackers.text.byline import has_lead_in, is_agency, is_surely_name, read_names
from trackers.text.elements import (
    LINE_BREAK,
    first_of,
    is_block,
    is_hidden,
    runs_of,
    steps_of,
    text_of,
)
from trackers.text.jsonld import ArticleData
from trackers.text.places import Place

_LONGEST_BYLINE = 200
_LONGEST_LINE = 120
_MOST_MARKED = 200
_MOST_GROUPS = 20
_MOST_LEVELS = 4
_WITH_REL, _WITH_ITEMPROP, _NAMED = (
    etree.XPath(f"descendant-or-self::*[{condition}]")
    for condition in ("@rel", "@itemprop or @property", "@* or self::address")
)
_AUTHOR_PATHS = frozenset(
    """
    author authors autor autores auteur auteurs autore autori by byline columnist columnists contributor contributors
    journalist journalists people person profile profiles reporter reporters staff writer writers
    """.split()  # noqa: SIM905 - a list of words reads better as one
)
_LINES = (
    "p",
    "div",
    "span",
    "address",
    "li",
    "td",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "font",
    "strong",
    "em",
    "i",
    "b",
)
_BYLINE_STEPS = frozenset(
    {"byline", "bylines", "byl", "author", "authors", "contributor", "contributors", "writer"}
)
# A portrait, a paragraph about an author, buttons: named after authors and no names.
_NO_BYLINE_STEPS = frozenset(
    """
    about avatar bio biography count date description email entry facebook follow image img job links more photo picture
    post role share social thumb thumbnail time timestamp title twitter
    """.split()  # noqa: SIM905 - a list of words reads better as one
)
_META = (
    "author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "article:author_name",
)
_FILLING = re.compile(r"\b(?:the|news|online|website|com)\b")
_MARKS = re.compile(r"[\W_]+")
_JOINING = re.compile(r"(?:^\s*(?:,|&|/|and\b|und\b|et\b|y\b|e\b|og\b|och\b))|(?:(?:,|&|/|\band|\bby)\s*$)")


def read_byline(
    area: Area, data: ArticleData, metas: Mapping[str, str], *, url: str
) -> tuple[tuple[str, ...], Place]:
    """Return the names of an article's authors and the place they were taken from; () and NONE where it has none.

    A publisher is not its own author. Lines that begin with "By" count only above the body, where bylines stand.
    """
    sources: tuple[tuple[Place, Callable[[], Iterable[list[str]]]], ...] = (
        (Place.JSON_LD, lambda: [_authors_in(data)]),
        (Place.REL, lambda: _groups(area, _WITH_REL, _has_author_rel, may_be_teased=True)),
        (Place.ITEMPROP, lambda: _groups(area, _WITH_ITEMPROP, _has_author_itemprop)),
        (Place.CLASS, lambda: _groups(area, _NAMED, _is_named_byline)),
        (Place.LINK, lambda: _links_above_body(area)),
        (Place.OWN, lambda: _lines_with_lead_in(area)),
        (Place.META, lambda: [[first_of(metas, *_META)]]),
    )
    ourselves = _names_of_publisher(data, metas, url)
    for place, read in sources:
        for candidates in read():
            names = tuple(name for name in read_names(candidates) if ourselves.isdisjoint(_keys_of(name)))
            if place is Place.META:
                # Nobody sees these, so that sites write in them what they like.
                names = tuple(filter(is_surely_name, names))
            if names:
                return names, place
    return (), Place.NONE


def _authors_in(data: ArticleData) -> list[str]:
    """Return the authors in data; organisations that are no news agencies are publishers and desks."""
    return [person.name for person in data.authors if not person.is_organisation or is_agency(person.name)]


def _groups(
    area: Area, find: etree.XPath, is_wanted: Callable[[HtmlElement], bool], *, may_be_teased: bool = False
) -> Iterator[list[str]]:
    """Yield the lines of elements that are marked up as authors, in groups that stand side by side.

    Innermost elements come first, of these the next behind the heading, those in boxes with names of teasers last:
    what is related to an author there is another story, unless the mark is `rel="author"`, which by its meaning is
    about this page.
    """
    is_foreign = area.is_apart if may_be_teased else area.is_foreign
    wanted = list(islice(filter(is_wanted, find(area.scope)), _MOST_MARKED))
    outer = {ancestor for element in wanted for ancestor in element.iterancestors()}
    own = [element for element in wanted if not is_hidden(element) and not is_foreign(element)]
    own.sort(
        key=lambda element: (element in outer, area.is_foreign(element), area.is_before_heading(element))
    )
    cards = _cards_of([element for element in own if element not in outer], area)
    groups: list[list[HtmlElement]] = []
    for element in own:
        # What holds others stands for itself.
        if groups and element in cards and _stand_side_by_side(cards.get(groups[-1][-1]), cards[element]):
            groups[-1].append(element)
        else:
            groups.append([element])
    for group in groups[:_MOST_GROUPS]:
        lines = [line for element in group for line in _lines_of(element)]
        if group[0] not in outer or sum(map(len, lines)) <= _LONGEST_LINE:
            yield lines


def _cards_of(elements: list[HtmlElement], area: Area) -> dict[HtmlElement, HtmlElement]:
    """Return for each element the largest box around it, a few levels up, that holds none of the others."""
    held = Counter(ancestor for element in elements for ancestor in (element, *element.iterancestors()))
    cards = {}
    for element in elements:
        cards[element] = element
        for ancestor in islice(element.iterancestors(), _MOST_LEVELS):
            if held[ancestor] > 1 or ancestor in area.own:
                break
            cards[element] = ancestor
    return cards


def _stand_side_by_side(one: HtmlElement | None, other: HtmlElement) -> bool:
    """Return whether an element stands behind another, at most two small ones between them."""
    for _ in range(3):
        one = None if one is None else one.getnext()
        if one is None or one is other:
            return one is other
        if is_block(one) and one.tag != "br":
            return False
    return False


def _has_author_rel(element: HtmlElement) -> bool:
    return element.tag != "link" and "author" in element.get("rel", "").lower().split()


def _has_author_itemprop(element: HtmlElement) -> bool:
    names = f"{element.get('itemprop', '')} {element.get('property', '')}".lower().split()
    return element.tag not in ("meta", "link") and not {"author", "creator"}.isdisjoint(names)


def _leads_to_author(link: HtmlElement) -> bool:
    """Return whether a link leads to a page about one author: its path has a step for authors and one for a name."""
    path = link.get("href", "")[:500].partition("?")[0].lower()
    steps = [step for step in path.split("/") if step]
    return len(steps) > 1 and not _AUTHOR_PATHS.isdisjoint(steps[:-1])


def _is_named_byline(element: HtmlElement) -> bool:
    steps = steps_of(element)
    if element.tag == "address":
        # HTML: contact information of the article's author.
        return True
    # "by-line" is two steps.
    is_named = not _BYLINE_STEPS.isdisjoint(steps) or {"by", "line"} <= steps
    return is_named and _NO_BYLINE_STEPS.isdisjoint(steps)


def _lines_of(element: HtmlElement) -> list[str]:
    """Return the lines of an element that may hold names: what stands side by side in marks of its own is apart."""
    if content := element.get("content"):
        return [content] if len(content) <= _LONGEST_BYLINE else []
    lines, line, last = [], "", ""
    for run in runs_of(element, is_apart=is_block):
        if run == LINE_BREAK or (line.strip() and _stand_apart(last, run)):
            lines.append(line)
            line = ""
        line += "" if run == LINE_BREAK else run
        last = run if run.strip() else last
        if sum(map(len, lines)) + len(line) > 3 * _LONGEST_BYLINE:
            return []
    return [line for line in (*lines, line) if line.strip() and len(line) <= _LONGEST_BYLINE]


def _stand_apart(one: str, other: str) -> bool:
    """Return whether two neighbouring pieces are lines of their own: each of several words, nothing joining them."""
    return min(len(one.split()), len(other.split())) > 1 and not (
        _JOINING.search(one) or _JOINING.search(other)
    )


def _links_above_body(area: Area) -> Iterator[list[str]]:
    """Yield the words of links between the heading and the body that lead to a page about an author."""
    links: dict[HtmlElement | None, list[str]] = {}
    for element in area.above_body():
        if element.tag == "a" and _leads_to_author(element) and not is_hidden(element):
            links.setdefault(element.getparent(), []).append(text_of(element, most=_LONGEST_LINE))
    yield from links.values()


def _lines_with_lead_in(area: Area) -> Iterator[list[str]]:
    """Yield the short lines between the heading and the body that begin as bylines do."""
    for element in area.above_body():
        text = text_of(element, most=3 * _LONGEST_LINE) if element.tag in _LINES else ""
        if has_lead_in(text) and len(text) <= 2 * _LONGEST_LINE:
            # What follows the line with the names is what the authors are.
            yield [name for line in _lines_of(element) for name in _names_behind_lead_in(line.strip())]


def _names_behind_lead_in(line: str) -> tuple[str, ...]:
    """Return the names in a line that says nothing else: "By Tuesday, the ferry sailed" is none."""
    if len(line) > _LONGEST_LINE or not has_lead_in(line) or line.endswith((".", "?", "!", ":")):
        return ()
    names = read_names([line])
    # One word may be a weekday; of several, commas may part what is no list of names.
    if not names or not all(map(is_surely_name, names)) or names[0] not in line.split(",")[0]:
        return ()
    return names


def _names_of_publisher(data: ArticleData, metas: Mapping[str, str], url: str) -> frozenset[str]:
    """Return the keys of the names that the page's publisher goes by, and of the labels of its host."""
    stated = (data.publisher, metas.get("og:site_name", ""), metas.get("application-name", ""))
    labels = (urlsplit(url).hostname or "").split(".")[:-1]
    return frozenset(key for name in (*stated, *labels) for key in _keys_of(name))


def _keys_of(name: str) -> frozenset[str]:
    """Return a name without spaces and marks, and the same without what publishers add to theirs: "The Gazette
    Online" is "gazette" as well."""
    folded = name.casefold()
    return frozenset((_MARKS.sub("", folded), _MARKS.sub("", _FILLING.sub("", folded)))) - {""}

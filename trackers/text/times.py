"""When a page says that its article was published and last changed, and where it says so.

Each date has its places in a fixed order: data, metadata, microdata, a line that says what its date is, `<time>`, a
line called a date beside the headline, and only for the date of publication what a library guesses from the rest.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from datetime import datetime
from itertools import islice

from htmldate import find_date
from lxml import etree
from lxml.html import HtmlElement

from trackers.text.area import Area
from trackers.text.dates import EARLIEST, LATEST, read_date
from trackers.text.elements import LINE_BREAK, is_block, is_hidden, runs_of, steps_of, text_of
from trackers.text.jsonld import ArticleData
from trackers.text.places import Place
from trackers.text.tidy import tidy
from trackers.text.webpage import WebPage
from trackers.text.writtendates import read_written_date

_PUBLISHED = (
    *("article:published_time", "article:published", "og:published_time", "og:article:published_time"),
    *(
        "datepublished",
        "parsely-pub-date",
        "sailthru.date",
        "pubdate",
        "publish-date",
        "publishdate",
        "publish_date",
    ),
    *("originalpublicationdate", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created"),
    *(
        "article.published",
        "cxenseparse:recs:publishtime",
        "published_time",
        "dc.date",
        "ptime",
        "pdate",
        "date",
    ),
)
_MODIFIED = (
    *("article:modified_time", "article:modified", "og:updated_time", "datemodified", "dcterms.modified"),
    *("dc.date.modified", "lastmod", "last-modified", "article.updated", "utime"),
)
_MODIFIED_NAME = re.compile(r"updat|modif", re.IGNORECASE)
_SAYS_PUBLISHED = re.compile(
    r"\s*(?:first |originally )?(?:published|posted|publication date|date of publication|veröffentlicht|erschienen"
    r"|publié|publicado|pubblicato|gepubliceerd|опубликован\w{0,2})\b(?: on| am| le| el| em| il)?\s?:?\s?",
    re.IGNORECASE,
)
_SAYS_UPDATED = re.compile(
    r"\s*(?:last |zuletzt |dernière )?(?:updated|modified|update|aktualisiert|geändert|mise? à jour|actualizado"
    r"|atualizado|aggiornato|bijgewerkt|обновлен\w{0,2})\b(?: on| at| am| le| el| em| il)?\s?:?\s?",
    re.IGNORECASE,
)
_UPDATED_LINE = re.compile(
    r"updated|modified|aktualisiert|geändert|mis à jour|actualizado|atualizado|aggiornato|bijgewerkt|обновлен",
    re.IGNORECASE,
)
_LABELS_IN = ("p", "div", "span", "dt", "li", "td", "th", "small", "strong", "b", "em", "summary", "font")
_DATE_STEPS = frozenset(
    {"date", "dateline", "datetime", "pubdate", "published", "time", "timestamp", "updated"}
)
_NO_DATE_STEPS = frozenset({"picker", "update", "reading", "duration"})
_MOST_TO_GUESS_FROM = 2_000_000
_MOST_TIMES = 500
_MOST_LABELS = 5_000
_LONGEST_LINE = 200
_MOST_LINES = 10
_WITH_ITEMPROP = etree.XPath("descendant-or-self::*[@itemprop or @property]")

Dated = tuple[datetime | None, Place]


def read_published(page: WebPage, area: Area, data: ArticleData, metas: Mapping[str, str]) -> Dated:
    """Return the date of publication the page claims and its place; None and NONE where it claims none."""
    dated = _first(
        (Place.JSON_LD, lambda: (data.date_published,)),
        (Place.META, lambda: (metas.get(name, "") for name in _PUBLISHED)),
        (Place.ITEMPROP, lambda: _stated_times(area, "datepublished")),
        (Place.OWN, lambda: _labelled_dates(area, _SAYS_PUBLISHED)),
        (Place.TIME, lambda: _plain_times(area, modified=False)),
        (Place.CLASS, lambda: _date_lines(area, modified=False)),
    )
    if dated[0] is not None:
        return dated
    # Times under an article are often those of its changes; the first of them is that of its publication.
    below = filter(None, map(_read, _plain_times(area, modified=False, below=True)))
    if (earliest := min(below, default=None)) is not None:
        return earliest, Place.TIME
    guess = _guess_date(page, area)
    return guess, Place.NONE if guess is None else Place.HTMLDATE


def read_modified(area: Area, data: ArticleData, metas: Mapping[str, str]) -> Dated:
    """Return when the page claims to have been changed last and the place of that; None and NONE where nowhere."""
    return _first(
        (Place.JSON_LD, lambda: (data.date_modified,)),
        (Place.META, lambda: (metas.get(name, "") for name in _MODIFIED)),
        (Place.ITEMPROP, lambda: _stated_times(area, "datemodified")),
        (Place.OWN, lambda: _labelled_dates(area, _SAYS_UPDATED)),
        (Place.TIME, lambda: _plain_times(area, modified=True)),
        (Place.TIME, lambda: _plain_times(area, modified=True, below=True)),
        (Place.CLASS, lambda: _date_lines(area, modified=True)),
    )


def _first(*sources: tuple[Place, Callable[[], Iterable[str]]]) -> Dated:
    for place, read in sources:
        for text in read():
            if (date := _read(text)) is not None:
                return date, place
    return None, Place.NONE


def _read(text: str) -> datetime | None:
    return read_date(text) or read_written_date(text)


def _stated_times(area: Area, item: str) -> Iterator[str]:
    for element in _WITH_ITEMPROP(area.scope):
        if item in f"{element.get('itemprop', '')} {element.get('property', '')}".lower().split():
            yield element.get("datetime") or element.get("content") or text_of(element, most=200)


def _plain_times(area: Area, *, modified: bool, below: bool = False) -> Iterator[str]:
    """Yield the article's own <time> elements: those between heading and body, then those before the heading.

    With `below` those under the body's beginning instead. Those of teasers and reader comments are left out.
    """
    above = [element for element in area.above_body() if element.tag == "time"]
    others = [
        element
        for element in islice(area.scope.iter("time"), _MOST_TIMES)
        if element not in above and not area.is_foreign(element)
    ]
    before = [element for element in others if area.heading is None or area.is_before_heading(element)]
    for element in [element for element in others if element not in before] if below else above + before:
        if _is_of_an_update(element) is modified:
            yield element.get("datetime") or text_of(element, most=200)


def _is_of_an_update(element: HtmlElement) -> bool:
    """Return whether a time's own names or the word before it say that it is that of a change."""
    previous, parent = element.getprevious(), element.getparent()
    before = (
        (parent.text if parent is not None else "") if previous is None else previous.tail or previous.text
    )
    names = f"{element.get('class', '')[:500]} {element.get('itemprop', '')}"
    return bool(_MODIFIED_NAME.search(names)) or bool(_UPDATED_LINE.search((before or "")[-40:]))


def _labelled_dates(area: Area, says: re.Pattern[str]) -> Iterator[str]:
    """Yield what stands behind a label such as "Published", in the same short line or in the element next to it."""
    for element in islice(area.scope.iter(*_LABELS_IN), _MOST_LABELS):
        if not says.match((element.text or "")[:_LONGEST_LINE]) or area.is_foreign(element):
            continue
        for line in _lines_of(element):
            if found := says.match(line):
                behind, following = line[found.end() :].strip(), element.getnext()
                if behind:
                    yield from _times_in(element, behind)
                    yield behind
                elif following is not None:
                    yield from _times_in(following, text_of(following, most=_LONGEST_LINE))
                    yield text_of(following, most=_LONGEST_LINE)


def _times_in(element: HtmlElement, line: str) -> Iterator[str]:
    """Yield what the <time> elements whose words are in a line say to machines, which is more than the words."""
    for time in element.iter("time"):
        if text_of(time, most=_LONGEST_LINE) in line:
            yield time.get("datetime", "")


def _date_lines(area: Area, *, modified: bool) -> Iterator[str]:
    """Yield the short lines between heading and body that are called a date by their class."""
    for element in area.above_body():
        steps = steps_of(element)
        if _DATE_STEPS.isdisjoint(steps) or not _NO_DATE_STEPS.isdisjoint(steps) or is_hidden(element):
            continue
        for line in _lines_of(element):
            is_update = "updated" in steps or bool(_UPDATED_LINE.search(line))
            if is_update is modified:
                yield line


def _lines_of(element: HtmlElement) -> list[str]:
    """Return the lines of an element that is short enough to be one that holds a date; [] for running text."""
    lines = [""]
    for run in runs_of(element, is_apart=is_block):
        if run == LINE_BREAK:
            lines.append("")
        else:
            lines[-1] += run
        if len(lines) > _MOST_LINES or len(lines[-1]) > _LONGEST_LINE:
            return []
    return [line for line in map(tidy, lines) if line]


def _guess_date(page: WebPage, area: Area) -> datetime | None:
    """Ask htmldate, in the mode that neither guesses from running text nor reads "two hours ago" off a
    clock."""
    if len(etree.tostring(page.tree)) > _MOST_TO_GUESS_FROM:
        return None
    tree = deepcopy(page.tree)
    foreign = [
        copy
        for time, copy in zip(page.tree.iter("time"), tree.iter("time"), strict=True)
        if area.is_foreign(time)
    ]
    for element in foreign:
        element.drop_tree()
    etree.strip_elements(tree, "script", "style", with_tail=False)
    for element in [*tree.iter("meta"), *tree.iter("time")]:
        # Failing a date of publication, htmldate takes that of the last change for it.
        if (
            any(_MODIFIED_NAME.search(value) for value in element.attrib.values())
            and element.getparent() is not None
        ):
            element.drop_tree()
    first, last = EARLIEST.date().isoformat(), LATEST.date().isoformat()
    try:
        found = find_date(
            tree, extensive_search=False, original_date=True, url=page.url, min_date=first, max_date=last
        )
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, etree.LxmlError):
        return None
    return read_date(found)

"""When a page says that its article was published and last changed, and where it says so.

Each date has its places in a fixed order: data, metadata, microdata, `<time>`, a line called a date beside the
headline, and only for the date of publication what a library guesses from the rest.
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
from trackers.text.elements import is_hidden, steps_of, text_of
from trackers.text.jsonld import ArticleData
from trackers.text.places import Place
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
_UPDATED_LINE = re.compile(
    r"updated|modified|aktualisiert|geändert|mis à jour|actualizado|atualizado|aggiornato|bijgewerkt|обновлен",
    re.IGNORECASE,
)
_DATE_STEPS = frozenset(
    {"date", "dateline", "datetime", "pubdate", "published", "time", "timestamp", "updated"}
)
_NO_DATE_STEPS = frozenset({"picker", "update", "reading", "duration"})
_MOST_TO_GUESS_FROM = 2_000_000
_MOST_TIMES = 500
_MOST_DATE_LINES = 40
_WITH_ITEMPROP = etree.XPath("descendant-or-self::*[@itemprop or @property]")
_NAMED = etree.XPath("descendant-or-self::*[@class or @id]")

Dated = tuple[datetime | None, Place]


def read_published(page: WebPage, area: Area, data: ArticleData, metas: Mapping[str, str]) -> Dated:
    """Return the date of publication the page claims and its place; None and NONE where it claims none."""
    dated = _first(
        (Place.JSON_LD, lambda: (data.date_published,)),
        (Place.META, lambda: (metas.get(name, "") for name in _PUBLISHED)),
        (Place.ITEMPROP, lambda: _stated_times(area, "datepublished")),
        (Place.TIME, lambda: _plain_times(area, modified=False)),
        (Place.CLASS, lambda: _date_lines(area, modified=False)),
    )
    if dated[0] is None and (guess := _guess_date(page)) is not None:
        return guess, Place.HTMLDATE
    return dated


def read_modified(area: Area, data: ArticleData, metas: Mapping[str, str]) -> Dated:
    """Return when the page claims to have been changed last and the place of that; None and NONE where nowhere."""
    return _first(
        (Place.JSON_LD, lambda: (data.date_modified,)),
        (Place.META, lambda: (metas.get(name, "") for name in _MODIFIED)),
        (Place.ITEMPROP, lambda: _stated_times(area, "datemodified")),
        (Place.TIME, lambda: _plain_times(area, modified=True)),
        (Place.CLASS, lambda: _date_lines(area, modified=True)),
    )


def _first(*sources: tuple[Place, Callable[[], Iterable[str]]]) -> Dated:
    for place, read in sources:
        for text in read():
            if (date := read_date(text) or read_written_date(text)) is not None:
                return date, place
    return None, Place.NONE


def _stated_times(area: Area, item: str) -> Iterator[str]:
    for element in _WITH_ITEMPROP(area.scope):
        if item in f"{element.get('itemprop', '')} {element.get('property', '')}".lower().split():
            yield element.get("datetime") or element.get("content") or text_of(element, most=200)


def _plain_times(area: Area, *, modified: bool) -> Iterator[str]:
    """Yield the times of the article's own <time> elements, those next behind the heading first.

    Those of teasers and reader comments are left out.
    """
    times = []
    for element in islice(area.scope.iter("time"), _MOST_TIMES):
        if _is_of_an_update(element) is not modified or area.is_foreign(element):
            continue
        times.append(element)
    times.sort(key=area.is_before_heading)
    for element in times:
        yield element.get("datetime") or text_of(element, most=200)


def _is_of_an_update(element: HtmlElement) -> bool:
    """Return whether a time's own names or the word before it say that it is that of a change."""
    previous, parent = element.getprevious(), element.getparent()
    before = (
        (parent.text if parent is not None else "") if previous is None else previous.tail or previous.text
    )
    names = f"{element.get('class', '')[:500]} {element.get('itemprop', '')}"
    return bool(_MODIFIED_NAME.search(names)) or bool(_UPDATED_LINE.search((before or "")[-40:]))


def _date_lines(area: Area, *, modified: bool) -> Iterator[str]:
    """Yield the short lines behind the heading that are called a date by their class."""
    if area.heading is None:
        return
    found = 0
    for element in _NAMED(area.scope):
        steps = steps_of(element)
        if _DATE_STEPS.isdisjoint(steps) or not _NO_DATE_STEPS.isdisjoint(steps) or element in area.own:
            continue
        if is_hidden(element) or area.is_foreign(element):
            continue
        if area.is_before_heading(element):
            continue
        found += 1
        if found > _MOST_DATE_LINES:
            return
        text = text_of(element, most=200)
        is_update = "updated" in steps or bool(_UPDATED_LINE.search(text))
        if is_update is modified:
            yield text


def _guess_date(page: WebPage) -> datetime | None:
    """Ask htmldate, in the mode that neither guesses from running text nor reads "two hours ago" off a
    clock."""
    if len(etree.tostring(page.tree)) > _MOST_TO_GUESS_FROM:
        return None
    tree = deepcopy(page.tree)
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

"""Notices to readers that stand beside an article instead of in it: behind it, in its footer, in a box of their own.

A correction is the line of a page that matters most and the one that a redesign puts in the oddest place. It is looked
for in the part of the page that is marked up as the article and in the few lines behind that part.
"""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from trackers.text.boxes import is_named_notice
from trackers.text.outline import Line, Outline, Shade

_LONGEST_NOTICE = 1_500
_LONGEST_LABEL = 40
_LINES_BEHIND = 8
_LINES_UNDER_A_LABEL = 4
_NOTICE = re.compile(
    r"""
    [^\w]{0,6}(?:
        (?:this|the|an?|our)\s(?:earlier|previous|original|initial|print|online)\s(?:version|edition|headline|report)
      | (?:this|the)\s(?:article|story|post|page|report|piece|column|headline|item|review|interview|caption|map|chart|graphic
          |online\sversion|version)\b.{0,120}?\b(?:
          (?:was|were|has\sbeen|have\sbeen|is)\s(?:\w{1,12}\s)?(?:amended|corrected|updated|changed|edited|revised|modified|clarified|removed
              |retracted|withdrawn|deleted)
          | (?:originally|previously|initially|incorrectly|wrongly|mistakenly|erroneously)\b
          | misstated | misspelled | misidentified | misattributed )
      | (?:corrections?|clarifications?|correction\sand\sclarification|corrections\sand\sclarifications|corrected|erratum|errata|retraction
          |retracted|editor.?s?.?\snotes?|editors.?\snotes?|amendment|amended|update|updated|for\sthe\srecord)
          (?:\W{0,3}\(?\d[\w\s,./:-]{0,40}\)?|\son\s[\w\s,./]{3,40})?\s{0,2}(?:[:\u2013\u2014.-]|\Z)
      | (?:berichtigung|korrektur|richtigstellung|anmerkung\sder\sredaktion|in\seiner\sfr[u\u00fc]heren\s(?:version|fassung)|rectificatif|rectification
          |correctif|erratum|pr[e\u00e9]cision|mise\s[a\u00e0]\sjour|correcci[o\u00f3]n|rectificaci[o\u00f3]n|fe\sde\serratas|nota\sdel\seditor
          |nota\sde\s(?:la\sredacci[o\u00f3]n|correcci[o\u00f3]n)|corre[c\u00e7]{1,2}[a\u00e3]o|errata|errata\scorrige|rettifica|precisazione|rectificatie|correctie
          |r[e\u00e4]ttelse|rettelse|rettelser|korrigering|sprostowanie|korekta|oikaisu|ralat|koreksi|\u0438\u0441\u043f\u0440\u0430\u0432\u043b\u0435\u043d\u0438\u0435
          |\u0443\u0442\u043e\u0447\u043d\u0435\u043d\u0438\u0435|\u062a\u0635\u062d\u064a\u062d|\u05ea\u05d9\u05e7\u05d5\u05df|\u66f4\u6b63|\u8a02\u6b63|\u8ba2\u6b63|\uc815\uc815)\b
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def looks_like_notice(text: str) -> bool:
    """Return whether a line begins as notices to readers do: a correction, a clarification, an update, a retraction."""
    return len(text) <= _LONGEST_NOTICE and _NOTICE.match(text[:300]) is not None


def find_notices(outline: Outline, *, container: int, region: HtmlElement) -> frozenset[int]:
    """Return the numbers of the lines around an article's container that are notices to its readers."""
    return frozenset(_notices(outline, container=container, region=region))


def _notices(outline: Outline, *, container: int, region: HtmlElement) -> Iterator[int]:
    lines, boxes = outline.lines, outline.boxes
    first, last = _zone(outline, container=container, region=region)
    for box in boxes[1:]:
        if not (first <= box.first < box.last <= min(last, box.first + 2 * _LINES_BEHIND)):
            continue
        if is_named_notice(box.element) and not _is_comment(outline, box.shades):
            yield from (place for place in range(box.first, box.last) if not _is_teaser(lines[place]))
    for place in range(first, last):
        line = lines[place]
        if not looks_like_notice(line.text) or _is_teaser(line) or _is_comment(outline, boxes[line.box].shades):
            continue
        if len(line.text) > _LONGEST_LABEL:
            yield place
        elif under := [below for below in _lines_under(outline, place, line) if not _is_teaser(lines[below])]:
            yield place
            yield from under


def _is_teaser(line: Line) -> bool:
    """Tell a link to another story or to a page of corrections from a notice that is a link as a whole."""
    return 2 * line.linked > len(line.text) and not (len(line.text) > _LONGEST_LABEL and line.text.endswith("."))


def _zone(outline: Outline, *, container: int, region: HtmlElement) -> tuple[int, int]:
    """Return the lines to look among: those of the region marked up as the article, and a few behind it."""
    boxes = outline.boxes
    number = container
    while number and boxes[number].element is not region:
        number = boxes[number].parent
    if number <= 0:
        number = container
    return boxes[number].first, min(len(outline.lines), boxes[number].last + _LINES_BEHIND)


def _lines_under(outline: Outline, place: int, label: Line) -> Iterator[int]:
    """Yield the lines that a label such as "Correction" stands over: those that follow it in its box."""
    parent = outline.boxes[outline.boxes[label.box].parent] if label.box else outline.boxes[0]
    if parent.last - parent.first > 2 * _LINES_BEHIND:
        return
    yield from range(place + 1, min(parent.last, place + 1 + _LINES_UNDER_A_LABEL))


def _is_comment(outline: Outline, shades: tuple[int, ...]) -> bool:
    return any(outline.boxes[number].shade in (Shade.COMMENTS, Shade.HIDDEN) for number in shades)

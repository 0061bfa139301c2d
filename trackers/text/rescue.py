"""Notices to readers that stand beside an article instead of in it: behind it, in its footer, in a box of their
own.

A correction is the line of a page that matters most and the one that a redesign puts in the oddest place. It is
looked for in the part of the page that is marked up as the article and in the few lines behind that part.
"""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from trackers.text.boxes import is_named_notice
from trackers.text.notices import read_notice
from trackers.text.outline import Line, Outline, Shade, outline_page

_LONGEST_NOTICE = 1_500
_LONGEST_LABEL = 40
_LINES_BEHIND = 8
# Readers' comments do not count among these, and so many lines of them may stand before a notice.
_COMMENTS_BEHIND = 300
_LINES_UNDER_A_LABEL = 4
_LONGEST_STAMP = 80
_STAMPING = frozenset({"updated", "update", "amended", "corrected"})
_WORD = re.compile(r"[^\W_]+")
_OF_A_DATE = re.compile(
    r"[0-9]{1,4}(?:st|nd|rd|th|am|pm|h|m)?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}"
    r"|at|on|of|the|am|pm|a|p|m|utc|gmt|[bcempw][esd]?t|ist|ago|an|today|yesterday|last|(?:hour|hr|minute|min|day|week|month|sec|second)s?"
)
_NOTICE = re.compile(
    r"""
    [^\w]{0,6}(?:
        (?:this|the|an?|our)\s(?:earlier|previous|original|initial|print|online)\s(?:version|edition|headline|report)
      | (?:this|the)\s(?:article|story|post|page|report|piece|column|headline|item|review|interview|caption|map|chart
          |graphic|online\sversion|version)\b.{0,120}?\b(?:
          (?:was|were|has\sbeen|have\sbeen|is)\s(?:\w{1,12}\s)?(?:amended|corrected|updated|changed|edited|revised
            |modified|clarified|removed|retracted|withdrawn|deleted)
        | originally\b | previously\b | initially\b | incorrectly\b | wrongly\b | mistakenly\b | erroneously\b
        | misstated | misspelled | misidentified | misattributed )
      | (?:corrections?|clarifications?|corrections?\sand\sclarifications?|corrected|erratum|errata|retraction|retracted
          |editors?.?s?.?\snotes?|amendment|amended|update|updated|for\sthe\srecord)
        (?:\W{0,3}\(?\d[\w\s,./:-]{0,40}\)?|\son\s[\w\s,./]{3,40})?\s{0,2}(?:[:–—.-]|\Z)
      | (?:berichtigung|korrektur|richtigstellung|anmerkung\sder\sredaktion|in\seiner\sfr[uü]heren\s(?:version|fassung)
          |rectificatif|rectification|correctif|erratum|pr[eé]cision|mise\s[aà]\sjour|correcci[oó]n|rectificaci[oó]n
          |fe\sde\serratas|nota\sdel\seditor|nota\sde\s(?:la\sredacci[oó]n|correcci[oó]n)|corre[cç]{1,2}[aã]o|errata
          |rettifica|precisazione|rectificatie|correctie|r[eä]ttelse|rettelser?|korrigering|sprostowanie|korekta|oikaisu
          |ralat|koreksi|исправление|уточнение|تصحيح|תיקון|更正|訂正|订正|정정)\b
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A word of each of those.
_HINT = re.compile(
    r"""
    earlier\s|previous|original|initial|version|wrong|mistake|erroneous|incorrect|misstat|misspell|misidentif|misattribut
    |correct|clarif|errat|retract|editor|amend|updat|for\sthe\srecord|changed|edited|revised|modified|withdrawn|removed|deleted
    |bericht|korrek|richtig|anmerkung|fassung|rectif|précis|precis|jour|correc|fe\sde|nota\s|corre|rettif|rättel|rettel|korrig
    |sprost|korekt|oikais|ralat|koreks|исправ|уточн|обновл|опроверж|تصحيح|توضيح|تحديث|إيضاح|תיקון|הבהרה|עדכון
    |更正|訂正|订正|修正|更新|撤回|澄清|정정|सुधार|स्पष्टीकरण|संशोधन|अपडेट|aktualis|atualiz|actualiz|aclara|aviso
    """,
    re.VERBOSE | re.IGNORECASE,
)


def looks_like_notice(text: str) -> bool:
    """Return whether a line begins as notices to readers do: a correction, a clarification, an update, a retraction.

    "Updated" with a date and no more is none: that is a field of its own.
    """
    if len(text) > _LONGEST_NOTICE or _HINT.search(text[:300]) is None:
        return False
    if _NOTICE.match(text[:300]) is not None:
        return not _is_stamp(text)
    return read_notice(text) is not None


def _is_stamp(text: str) -> bool:
    words = _WORD.findall(text[:_LONGEST_STAMP].casefold()) if len(text) < _LONGEST_STAMP else []
    return len(words) > 1 and words[0] in _STAMPING and all(_OF_A_DATE.fullmatch(word) for word in words[1:])


def find_notices(outline: Outline, *, container: int, region: HtmlElement) -> frozenset[int]:
    """Return the numbers of the lines around an article's container that are notices to its readers."""
    return frozenset(_notices(outline, container=container, region=region))


def _notices(outline: Outline, *, container: int, region: HtmlElement) -> Iterator[int]:
    lines, boxes = outline.lines, outline.boxes
    first, behind, last = _zone(outline, container=container, region=region)
    for box in boxes[1:]:
        if not (first <= box.first < box.last <= min(last, box.first + 2 * _LINES_BEHIND)):
            continue
        if is_named_notice(box.element) and not _is_comment(outline, box.shades):
            yield from (
                place
                for place in range(box.first, box.last)
                if not _is_teaser(lines[place], behind=place >= behind)
            )
    for place in range(first, last):
        line = lines[place]
        if (
            not looks_like_notice(line.text)
            or _is_teaser(line, behind=place >= behind)
            or _is_comment(outline, boxes[line.box].shades)
        ):
            continue
        if len(line.text) > _LONGEST_LABEL:
            yield place
        elif under := [
            below
            for below in _lines_under(outline, place, line)
            if not _is_teaser(lines[below], behind=below >= behind)
        ]:
            yield place
            yield from under


def _is_teaser(line: Line, *, behind: bool) -> bool:
    """Tell a link to another story or to a page of corrections from a notice that is a link as a whole."""
    is_sentence = len(line.text) > _LONGEST_LABEL and line.text.endswith(".") and not behind
    return 2 * line.linked > len(line.text) and not is_sentence


def _zone(outline: Outline, *, container: int, region: HtmlElement) -> tuple[int, int, int]:
    """Return the lines to look among: the first of the article's region, the first behind it, and the end."""
    boxes = outline.boxes
    number = container
    while number and boxes[number].element is not region:
        number = boxes[number].parent
    if number <= 0:
        number = container
    last = end = boxes[number].last
    left = _LINES_BEHIND
    while left and end < min(len(outline.lines), last + _COMMENTS_BEHIND):
        left -= not _is_among_comments(outline, boxes[outline.lines[end].box].shades)
        end += 1
    return boxes[number].first, last, end


def _lines_under(outline: Outline, place: int, label: Line) -> Iterator[int]:
    """Yield the lines that a label such as "Correction" stands over: those that follow it in its box."""
    parent = outline.boxes[outline.boxes[label.box].parent] if label.box else outline.boxes[0]
    if parent.last - parent.first > 2 * _LINES_BEHIND:
        return
    yield from range(place + 1, min(parent.last, place + 1 + _LINES_UNDER_A_LABEL))


def _is_comment(outline: Outline, shades: tuple[int, ...]) -> bool:
    boxes = outline.boxes
    return any(
        boxes[number].shade in (Shade.COMMENTS, Shade.HIDDEN) or boxes[number].element.tag == "nav"
        for number in shades
    )


def _is_among_comments(outline: Outline, shades: tuple[int, ...]) -> bool:
    boxes = outline.boxes
    return any(boxes[number].shade in (Shade.COMMENTS, Shade.TITLED) for number in shades)


def may_hold_notice(element: HtmlElement) -> bool:
    """Return whether a notice may stand in a box: never False where one does. Costs a walk over the box."""
    if element.tag == "nav":
        return False
    if any(is_named_notice(inner) for inner in element.iter(etree.Element) if inner.attrib):
        return True
    if not _HINT.search("".join(element.itertext())):
        return False
    return any(looks_like_notice(line.text) for line in outline_page(element).lines)

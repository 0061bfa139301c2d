"""What a Source's hints find on one page, and how that overrules what is read on any page.

A hint decides only where it finds something: on a page where it finds nothing the field is read as without it, and the
reading says so among its doubts. So a redesign that makes hints useless costs their help and never the article.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lxml.html import HtmlElement

from trackers.text.byline import read_names
from trackers.text.extraction import Extraction, Role
from trackers.text.headline import LONGEST_HEADLINE, LONGEST_STANDFIRST, Heading, text_of
from trackers.text.hintlines import read_lines
from trackers.text.hints import NO_HINTS, Hints
from trackers.text.selectors import select_each
from trackers.text.tidy import tidy

PLACE = "hint"
MISSED = "hint_missed"
# As sure as a reading can be whose headline or body did not stand where an editor has said it does.
CONFIDENCE_MISSED = 0.5
# What a hinted field is called in an Extraction.
_NAMES = {"headline": "headline", "standfirst": "standfirst", "byline": "byline", "body": "paragraphs"}
_TELLING = frozenset({"headline", "body"})
_LONGEST_BYLINE = 500
_MOST_BYLINES = 50


@dataclass(frozen=True)
class Hinted:
    """What hints found on a page: None, "" and () where there is no hint for a field or where it found nothing.

    `lines` are those of the body with what each is; `missed` names the fields whose hints found nothing.
    """

    hints: Hints = NO_HINTS
    heading: Heading | None = None
    standfirst: str = ""
    byline: tuple[str, ...] = ()
    lines: tuple[tuple[str, Role], ...] = ()
    missed: tuple[str, ...] = ()


NOTHING_HINTED = Hinted()


def find_hinted(tree: HtmlElement, hints: Hints) -> Hinted:
    """Return what hints find on a page from which `hints.leave_out` is dropped already. Raises nothing."""
    if hints == NO_HINTS:
        return NOTHING_HINTED
    elements = select_each(tree, {field: getattr(hints, field) for field in _NAMES})
    found = Hinted(
        hints=hints,
        heading=_find_heading(elements["headline"]),
        standfirst=_find_standfirst(elements["standfirst"]),
        byline=_find_byline(elements["byline"]),
        lines=tuple(line for element in elements["body"] for line in read_lines(element)),
    )
    values = {
        "headline": found.heading,
        "standfirst": found.standfirst,
        "byline": found.byline,
        "body": found.lines,
    }
    return replace(
        found, missed=tuple(field for field, value in values.items() if getattr(hints, field) and not value)
    )


def mark_hinted(extraction: Extraction, hinted: Hinted) -> Extraction:
    """Return a reading with what its hints did to it: their number, the places they gave, the fields they missed."""
    hints = hinted.hints
    if hints == NO_HINTS:
        return extraction
    found = _fields_found(hinted)
    from_hints = [name for field, name in _NAMES.items() if field in found]
    return replace(
        extraction,
        hints=hints.number,
        places=_replace_places(extraction, from_hints),
        doubts=(*extraction.doubts, *(f"{MISSED}:{field}" for field in hinted.missed)),
        confidence=min(extraction.confidence, CONFIDENCE_MISSED)
        if _TELLING.intersection(hinted.missed)
        else extraction.confidence,
    )


def _fields_found(hinted: Hinted) -> frozenset[str]:
    asked = (field for field in _NAMES if getattr(hinted.hints, field))
    return frozenset(asked) - frozenset(hinted.missed)


def _replace_places(extraction: Extraction, from_hints: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the places of an Extraction with "hint" for some fields, in the order of the fields."""
    places = dict(extraction.places) | dict.fromkeys(from_hints, PLACE)
    order = {name: place for place, name in enumerate(Extraction.__dataclass_fields__)}
    return tuple(sorted(places.items(), key=lambda pair: order.get(pair[0], len(order))))


def _find_heading(elements: Sequence[HtmlElement]) -> Heading | None:
    for element, text in _texts(elements):
        return Heading(text[:LONGEST_HEADLINE], None if element.tag == "meta" else element)
    return None


def _find_standfirst(elements: Sequence[HtmlElement]) -> str:
    return next((text[:LONGEST_STANDFIRST] for _, text in _texts(elements)), "")


def _find_byline(elements: Sequence[HtmlElement]) -> tuple[str, ...]:
    return read_names([text[:_LONGEST_BYLINE] for _, text in islice(_texts(elements), _MOST_BYLINES)])


def _texts(elements: Iterable[HtmlElement]) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the elements that say something, with what they say; of metadata that is their content."""
    for element in elements:
        text = tidy(element.get("content", "")[:20_000]) if element.tag == "meta" else text_of(element)
        if any(map(str.isalnum, text)):
            yield element, text

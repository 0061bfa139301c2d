"""What a Source's hints find on one page, and how that overrules what is read on any page.

A hint decides only where it finds something: on a page where it finds nothing the field is read as without it, and the
reading says so among its doubts. So a redesign that makes hints useless costs their help and never the article.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lxml.html import HtmlElement

from trackers.text.byline import read_names
from trackers.text.elements import text_of
from trackers.text.extraction import Extraction, Role
from trackers.text.headline import LONGEST_HEADLINE, Heading
from trackers.text.hints import HINTED_FIELDS, NO_HINTS, Hints
from trackers.text.outline import read_lines
from trackers.text.places import Place
from trackers.text.selectors import select_each
from trackers.text.standfirst import LONGEST_STANDFIRST
from trackers.text.tidy import tidy

MISSED = "hint_missed"
# As sure as a reading can be whose headline or body did not stand where an editor has said it does.
CONFIDENCE_MISSED = 0.5
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
    elements = select_each(
        tree, {field: getattr(hints, field) for field in HINTED_FIELDS if field != "leave_out"}
    )
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
    """Return a reading with what its hints did to it: their number, and the fields they missed as doubts."""
    hints = hinted.hints
    if hints == NO_HINTS:
        return extraction
    is_telling = not _TELLING.isdisjoint(hinted.missed)
    return replace(
        extraction,
        hints=hints.number,
        doubts=(*extraction.doubts, *(f"{MISSED}:{field}" for field in hinted.missed)),
        confidence=min(extraction.confidence, CONFIDENCE_MISSED) if is_telling else extraction.confidence,
    )


def _find_heading(elements: Sequence[HtmlElement]) -> Heading | None:
    for element, text in _texts(elements):
        return Heading(text[:LONGEST_HEADLINE], None if element.tag == "meta" else element, Place.HINT)
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

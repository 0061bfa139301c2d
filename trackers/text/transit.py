"""Readings and lists as JSON: how they leave the process that read a stranger's page.

JSON and not pickle, because a reader that a page has taken over must not be able to run code in the worker that
asked it. What comes back is checked value by value; BadTransit says that it is not what a reader says.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from trackers.text.dates import read_date
from trackers.text.entries import Entry, FeedKind, FeedLink, Listing, PageHead
from trackers.text.extraction import MOST_LETTERS, MOST_PARAGRAPHS, Extraction, Reading, ReadingState, Role
from trackers.text.pagetext import MOST_BOXED, MOST_CHARACTERS, MOST_NAMES, PageText
from trackers.text.photos import MOST_CAPTIONED, MOST_PHOTOS

# What our columns hold.
_MOST_COUNT = 2**31 - 1
_LONGEST = {"lang": 35, "dir": 3, "extractor": 100}
_ROLES = frozenset(Role)


class BadTransit(ValueError):
    """What arrived is not what a reader says."""


def pack_reading(reading: Reading) -> dict[str, Any]:
    """Return a Reading as JSON values."""
    facts = asdict(reading)
    if reading.extraction is not None:
        for name in ("date_published", "date_modified"):
            facts["extraction"][name] = _pack_date(facts["extraction"][name])
    return facts


def unpack_reading(facts: object) -> Reading:
    """Return the Reading that JSON values were made of; raise BadTransit."""
    found = _mapping(facts)
    state = _text(found, "state")
    if state not in set(ReadingState):
        raise BadTransit("an unknown state")
    extraction = found.get("extraction")
    if (extraction is not None) != (state == ReadingState.READ):
        raise BadTransit("an extraction is missing, or one too many")
    return Reading(
        state=ReadingState(state),
        extraction=None if extraction is None else _refuse_unsound(_unpack_extraction(_mapping(extraction))),
        fingerprint=_text(found, "fingerprint", most=64),
        directives=_texts(found, "directives"),
        reason=_text(found, "reason"),
    )


def pack_listing(listing: Listing) -> dict[str, Any]:
    """Return a Listing as JSON values."""
    facts = asdict(listing)
    for entry in facts["entries"]:
        entry["published"] = _pack_date(entry["published"])
    return facts


def unpack_listing(facts: object) -> Listing:
    """Return the Listing that JSON values were made of; raise BadTransit."""
    found = _mapping(facts)
    return Listing(
        kind=_kind(found),
        title=_text(found, "title"),
        language=_text(found, "language"),
        entries=tuple(_unpack_entry(_mapping(entry)) for entry in _list(found, "entries")),
        problems=_texts(found, "problems"),
        more=_texts(found, "more"),
    )


def pack_page_text(page: PageText) -> dict[str, Any]:
    """Return a PageText as JSON values."""
    return {
        "squeezed": page.squeezed,
        "names": sorted(page.names),
        "hidden": page.hidden,
        "boxed": sorted(page.boxed),
        "photos": sorted(page.photos),
        "captioned": sorted(page.captioned),
    }


def unpack_page_text(facts: object) -> PageText:
    """Return the PageText that JSON values were made of; raise BadTransit."""
    found = _mapping(facts)
    shown, hidden = (_text(found, name, most=MOST_CHARACTERS) for name in ("squeezed", "hidden"))
    return PageText(
        shown,
        _numbers(found, "names", most=MOST_NAMES),
        hidden,
        _number_pairs(found, "boxed", most=MOST_BOXED + 1),
        _numbers(found, "photos", most=MOST_PHOTOS),
        _number_pairs(found, "captioned", most=MOST_CAPTIONED),
    )


def unpack_head(facts: object) -> PageHead:
    """Return the PageHead that JSON values were made of; raise BadTransit."""
    found = _mapping(facts)
    return PageHead(*(_text(found, name) for name in ("title", "site_name", "language")))


def unpack_links(facts: object) -> tuple[FeedLink, ...]:
    """Return the FeedLinks that JSON values were made of; raise BadTransit."""
    if not isinstance(facts, list):
        raise BadTransit("no list of links")
    links = [_mapping(link) for link in facts]
    return tuple(FeedLink(_text(link, "url"), _kind(link), _text(link, "title")) for link in links)


def _numbers(found: Mapping[str, Any], name: str, *, most: int) -> frozenset[int]:
    numbers = _list(found, name)
    if len(numbers) > most or not all(isinstance(number, int) for number in numbers):
        raise BadTransit(f"what is to be a number in {name} is none, or there are too many")
    return frozenset(numbers)


def _number_pairs(found: Mapping[str, Any], name: str, *, most: int) -> frozenset[tuple[int, int]]:
    pairs = _list(found, name)
    if len(pairs) > most or not all(map(_is_pair, pairs)):
        raise BadTransit(f"what is to be two numbers in {name} is not, or there are too many")
    return frozenset((one, other) for one, other in pairs)


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(number, int) for number in value)


def _unpack_extraction(found: Mapping[str, Any]) -> Extraction:
    return Extraction(
        headline=_text(found, "headline"),
        paragraphs=_texts(found, "paragraphs"),
        share_headline=_text(found, "share_headline"),
        standfirst=_text(found, "standfirst"),
        byline=_texts(found, "byline"),
        section=_text(found, "section"),
        date_published=_date(found, "date_published"),
        date_modified=_date(found, "date_modified"),
        captions=_texts(found, "captions"),
        lang=_text(found, "lang", most=_LONGEST["lang"]),
        dir=_text(found, "dir", most=_LONGEST["dir"]),
        canonical_url=_text(found, "canonical_url"),
        extractor=_text(found, "extractor", most=_LONGEST["extractor"]),
        roles=_texts(found, "roles"),
        credits=_texts(found, "credits"),
        notices=_texts(found, "notices"),
        pointers=_texts(found, "pointers"),
        lead_image=_text(found, "lead_image"),
        places=_pairs(found, "places"),
        confidence=_share(found, "confidence"),
        doubts=_texts(found, "doubts"),
        hints=_count(found, "hints"),
    )


def _refuse_unsound(extraction: Extraction) -> Extraction:
    """Return an extraction that a reader of ours may have made; raise BadTransit for what is too much to compare, or
    what no database takes.
    """
    said = (extraction.headline, extraction.standfirst, *extraction.paragraphs, *extraction.captions)
    places = (part for place in extraction.places for part in place)
    beside = (
        extraction.share_headline, extraction.section, extraction.lang, extraction.dir, extraction.canonical_url,
        extraction.extractor, extraction.lead_image, *extraction.byline, *extraction.credits, *extraction.notices,
        *extraction.pointers, *extraction.doubts, *places,
    )  # fmt: skip
    # A notice is a paragraph as well, and so is a pointer.
    for parts, times in ((said, 1), (beside, 2)):
        if len(parts) > times * MOST_PARAGRAPHS or sum(map(len, parts)) > times * MOST_LETTERS:
            raise BadTransit("more than is read of a page")
    if len(extraction.roles) > MOST_PARAGRAPHS or not _ROLES.issuperset(extraction.roles):
        raise BadTransit("an unknown role")
    whole = "".join((*said, *beside))
    try:
        whole.encode()
    except UnicodeEncodeError as error:
        raise BadTransit("a text that fits no encoding") from error
    if "\x00" in whole:
        raise BadTransit("a text with a null character")
    return extraction


def _unpack_entry(found: Mapping[str, Any]) -> Entry:
    return Entry(
        url=_text(found, "url"),
        title=_text(found, "title"),
        categories=_texts(found, "categories"),
        published=_date(found, "published"),
    )


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise BadTransit("no mapping")
    return value


def _list(found: Mapping[str, Any], name: str) -> list[Any]:
    value = found.get(name)
    if not isinstance(value, list):
        raise BadTransit(f"{name} is no list")
    return value


def _text(found: Mapping[str, Any], name: str, *, most: int | None = None) -> str:
    value = found.get(name)
    if not isinstance(value, str) or (most is not None and len(value) > most):
        raise BadTransit(f"{name} is no text, or too long")
    return value


def _texts(found: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = _list(found, name)
    if not all(isinstance(value, str) for value in values):
        raise BadTransit(f"{name} holds what is no text")
    return tuple(values)


def _pairs(found: Mapping[str, Any], name: str) -> tuple[tuple[str, str], ...]:
    values = _list(found, name)
    for value in values:
        if not isinstance(value, list) or len(value) != 2 or not all(isinstance(part, str) for part in value):
            raise BadTransit(f"{name} holds what is no pair of texts")
    return tuple((first, second) for first, second in values)


def _share(found: Mapping[str, Any], name: str) -> float:
    value = found.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
        raise BadTransit(f"{name} is no share")
    return float(value)


def _count(found: Mapping[str, Any], name: str) -> int:
    value = found.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MOST_COUNT:
        raise BadTransit(f"{name} is no count")
    return value


def _kind(found: Mapping[str, Any]) -> FeedKind:
    try:
        return FeedKind(_text(found, "kind"))
    except ValueError as error:
        raise BadTransit("an unknown kind of list") from error


def _pack_date(date: datetime | None) -> str | None:
    return None if date is None else date.isoformat()


def _date(found: Mapping[str, Any], name: str) -> datetime | None:
    if found.get(name) is None:
        return None
    date = read_date(_text(found, name))
    if date is None:
        raise BadTransit(f"{name} is no date")
    return date

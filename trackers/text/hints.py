"""Hints: how to read the pages of one Source, as values that an editor made and that can be sent to a reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trackers.text.selectors import parse_selectors

# In the order of the fields of an Extraction; what is to be left out stands last.
HINTED_FIELDS = ("headline", "standfirst", "byline", "body", "leave_out")


class BadHints(ValueError):
    """What arrived is not what was packed."""


@dataclass(frozen=True)
class Hints:
    """Selectors (`trackers.text.selectors`) by field, under the number these hints have within their Source.

    `leave_out` names what is dropped from a page before it is read, the others what a field is taken from. A field
    without selectors is read as on any page. `number` is 0 where no hints are in force.
    """

    number: int = 0
    headline: tuple[str, ...] = ()
    standfirst: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()


NO_HINTS = Hints()


def read_hints(number: int, texts: Mapping[str, str]) -> Hints:
    """Return the Hints that an editor's texts spell, one selector a line; raise BadSelector."""
    return Hints(number, **{field: parse_selectors(texts.get(field, "")) for field in HINTED_FIELDS})


def pack_hints(hints: Hints) -> dict[str, Any]:
    """Return Hints as JSON values."""
    return {"number": hints.number, **{field: list(getattr(hints, field)) for field in HINTED_FIELDS}}


def unpack_hints(facts: object) -> Hints:
    """Return the Hints that JSON values were made of; raise BadHints."""
    if not isinstance(facts, dict):
        raise BadHints("no mapping")
    number = facts.get("number")
    if not isinstance(number, int) or isinstance(number, bool) or number < 0:
        raise BadHints("number is no count")
    found: dict[str, tuple[str, ...]] = {}
    for field in HINTED_FIELDS:
        selectors = facts.get(field)
        if not isinstance(selectors, list) or not all(isinstance(selector, str) for selector in selectors):
            raise BadHints(f"{field} holds what is no selector")
        found[field] = tuple(selectors)
    return Hints(number, **found)

"""Selectors: a small, safe part of CSS by which an editor names elements of a publisher's pages.

What can be written (`selectorsyntax`) is what takes bounded time to match. Nothing is handed to XPath and no pattern is
made of what an editor types. Each element of a page is looked at once, by its name, classes and id; how far the outer
parts of a selector have been met is remembered for each element, so that the whole costs at most (elements) x
(selectors) x (steps of one). Names of elements and attributes match whatever their case, as in HTML; classes, ids and
values as they are written.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from lxml import etree
from lxml.html import HtmlElement

from trackers.text.selectorsyntax import (
    BadSelector,
    Condition,
    Fault,
    Selector,
    Step,
    parse_selector,
    parse_selectors,
)

__all__ = [
    "BadSelector", "Fault", "leave_out", "matches", "parse_selector", "parse_selectors", "select", "select_each",
]  # fmt: skip

# What a page cannot lose.
_KEPT = frozenset({"html", "head", "body"})


def select(tree: HtmlElement, selectors: Sequence[str]) -> list[HtmlElement]:
    """Return the elements that match any of some selectors, in the order of the page, the outermost only."""
    return select_each(tree, {"": selectors})[""]


def select_each(
    tree: HtmlElement, wanted: Mapping[str, Sequence[str]], *, but: Collection[str] = ()
) -> dict[str, list[HtmlElement]]:
    """Return what `select` finds for each of several names, in one walk over the page.

    Elements called one of `but` match nothing; what stands in them may.
    """
    found: dict[str, list[HtmlElement]] = {name: [] for name in wanted}
    catalogue = _Catalogue(wanted)
    if catalogue.is_empty:
        return found
    within: set[str] = set()
    ends: dict[HtmlElement, list[str]] = {}
    for element in tree.iter(etree.Element):
        if ends and element in ends:
            within.difference_update(ends.pop(element))
        if element.tag in but:
            continue
        for name, matcher in catalogue.candidates(element):
            if name not in within and matcher.matches(element):
                found[name].append(element)
                within.add(name)
                if (behind := _first_behind(element)) is not None:
                    ends.setdefault(behind, []).append(name)
    return found


def leave_out(tree: HtmlElement, selectors: Sequence[str]) -> None:
    """Drop the elements that match from the page in place; the text behind them stays.

    `html`, `head` and `body` themselves stay whatever is asked.
    """
    # Text is put together once at the end: joined at every drop, a long row of elements would take quadratic time.
    behind: dict[tuple[HtmlElement, bool], list[str]] = {}
    for element in select_each(tree, {"": selectors}, but=_KEPT)[""]:
        parent, before = element.getparent(), element.getprevious()
        if parent is None:
            continue
        place = (parent, False) if before is None else (before, True)
        behind.setdefault(place, []).append(element.tail or "")
        parent.remove(element)
    for (element, is_tail), texts in behind.items():
        if is_tail:
            element.tail = "".join((element.tail or "", *texts))
        else:
            element.text = "".join((element.text or "", *texts))


def matches(element: HtmlElement, selector: Selector) -> bool:
    """Return whether an element matches a selector."""
    return _Matcher(selector).matches(element)


class _Matcher:
    """A selector at work on one page that does not change meanwhile."""

    def __init__(self, selector: Selector) -> None:
        *self._outer, self._last = selector.chains
        # How many of the outer chains are met, each within the one before, among the ancestors of an element.
        self._met: dict[HtmlElement, int] = {}

    def matches(self, element: HtmlElement) -> bool:
        """Return whether an element matches."""
        top = _match_chain(element, self._last)
        return top is not None and self._count_met(top) == len(self._outer)

    def _count_met(self, element: HtmlElement) -> int:
        met, outer = self._met, self._outer
        if not outer:
            return 0
        path: list[HtmlElement] = []
        place: HtmlElement | None = element
        while place is not None and place not in met:
            path.append(place)
            place = place.getparent()
        for place in reversed(path):
            parent = place.getparent()
            count = met[parent] if parent is not None else 0
            if parent is not None and count < len(outer):
                top = _match_chain(parent, outer[count])
                # All ancestors are counted by now, and with them the place where the chain begins.
                count += top is not None and met[top] == count
            met[place] = count
        return met[element]


class _Catalogue:
    """Selectors by what the elements they match must have, so that most elements are passed over at a glance."""

    def __init__(self, wanted: Mapping[str, Sequence[str]]) -> None:
        self._by_class: dict[str, list[tuple[str, _Matcher]]] = {}
        self._by_id: dict[str, list[tuple[str, _Matcher]]] = {}
        self._by_tag: dict[str, list[tuple[str, _Matcher]]] = {}
        self._others: list[tuple[str, _Matcher]] = []
        self.is_empty = not any(wanted.values())
        for name, selectors in wanted.items():
            for written in selectors:
                selector = parse_selector(written)
                self._shelf(selector.chains[-1][-1]).append((name, _Matcher(selector)))

    def candidates(self, element: HtmlElement) -> Iterator[tuple[str, _Matcher]]:
        """Yield the selectors that an element may match, with their names."""
        yield from self._others
        if self._by_tag and (shelf := self._by_tag.get(str(element.tag))):
            yield from shelf
        if self._by_id and (shelf := self._by_id.get(element.get("id", ""))):
            yield from shelf
        if self._by_class and (classes := element.get("class")):
            for word in set(classes.split()):
                yield from self._by_class.get(word, ())

    def _shelf(self, step: Step) -> list[tuple[str, _Matcher]]:
        for condition in step.conditions:
            if condition.name == "id" and condition.operator == "=":
                return self._by_id.setdefault(condition.value, [])
            if condition.name == "class" and condition.operator == "~=":
                return self._by_class.setdefault(condition.value, [])
        return self._by_tag.setdefault(step.tag, []) if step.tag else self._others


def _first_behind(element: HtmlElement) -> HtmlElement | None:
    """Return the element that follows all that stands in an element; None where the page ends with it."""
    place: HtmlElement | None = element
    while place is not None:
        if (following := place.getnext()) is not None:
            return following
        place = place.getparent()
    return None


def _match_chain(element: HtmlElement | None, chain: tuple[Step, ...]) -> HtmlElement | None:
    """Return the element that the first step of a chain matches where the last one matches `element`, else None."""
    for place, step in enumerate(reversed(chain)):
        if element is None or not _match_step(element, step):
            return None
        if place < len(chain) - 1:
            element = element.getparent()
    return element


def _match_step(element: HtmlElement, step: Step) -> bool:
    if step.tag and element.tag != step.tag:
        return False
    if not isinstance(element.tag, str):
        return False
    return all(_holds(element.get(condition.name), condition) for condition in step.conditions)


def _holds(value: str | None, condition: Condition) -> bool:
    if value is None:
        return False
    wanted = condition.value
    match condition.operator:
        case "":
            return True
        case "=":
            return value == wanted
        case "~=":
            return bool(wanted) and wanted in value and wanted in value.split()
        case "^=":
            return bool(wanted) and value.startswith(wanted)
        case "$=":
            return bool(wanted) and value.endswith(wanted)
        case _:
            return bool(wanted) and wanted in value

"""Selectors: a small, safe part of CSS by which an editor names elements of a publisher's pages.

What can be written (`selectorsyntax`) is what takes bounded time to match. Nothing is handed to XPath and no pattern is
made of what an editor types: a selector is matched from right to left along an element's ancestors, at a cost of at
most (depth of the page) x (steps of the selector) for an element. Names of elements and attributes match whatever their
case, as in HTML; classes, ids and values as they are written.
"""

from collections.abc import Sequence

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

__all__ = ["BadSelector", "Fault", "leave_out", "matches", "parse_selector", "parse_selectors", "select"]

# What a page cannot lose.
_KEPT = frozenset({"html", "head", "body"})


def select(tree: HtmlElement, selectors: Sequence[str]) -> list[HtmlElement]:
    """Return the elements that match any of some selectors, in the order of the page, the outermost only."""
    parsed = [parse_selector(written) for written in selectors]
    found: list[HtmlElement] = []
    if not parsed:
        return found
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        if any(matches(element, selector) for selector in parsed):
            found.append(element)
        else:
            waiting.extend(reversed(element))
    return found


def leave_out(tree: HtmlElement, selectors: Sequence[str]) -> None:
    """Drop the elements that match from the page in place; the text behind them stays.

    `html`, `head` and `body` themselves stay whatever is asked.
    """
    for element in _outermost_to_drop(tree, selectors):
        element.drop_tree()


def _outermost_to_drop(tree: HtmlElement, selectors: Sequence[str]) -> list[HtmlElement]:
    found: list[HtmlElement] = []
    waiting = select(tree, selectors)
    while waiting:
        element = waiting.pop()
        if element.tag in _KEPT or element.getparent() is None:
            # What stands in it may match by itself.
            for child in element:
                waiting += select(child, selectors)
        else:
            found.append(element)
    return found


def matches(element: HtmlElement, selector: Selector) -> bool:
    """Return whether an element matches a selector.

    Of the places where a chain matches the nearest is the best: it leaves the most ancestors to the chains before it,
    so that nothing is ever tried twice.
    """
    *outer, last = selector.chains
    top = _match_chain(element, last)
    for chain in reversed(outer):
        if top is None:
            return False
        top = _match_above(top, chain)
    return top is not None


def _match_above(element: HtmlElement, chain: tuple[Step, ...]) -> HtmlElement | None:
    for ancestor in element.iterancestors():
        if (top := _match_chain(ancestor, chain)) is not None:
            return top
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

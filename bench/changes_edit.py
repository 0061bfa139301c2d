"""What edits are made of: one match of a pattern in the article's own words, and what the edit touched."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from bench.changes_pages import BLOCK, MARK, RUN, find, squeeze, words_of

WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True)
class Edit:
    """What an edit took away and brought, as squeezed lines of the article; `fields` are those besides lines."""

    gone: frozenset[str] = frozenset()
    came: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()


Editing = Callable[[HtmlElement, random.Random], "Edit | None"]


def replace_match(
    tree: HtmlElement,
    dice: random.Random,
    pattern: re.Pattern[str],
    change: Callable[[str], str],
    *marks: str,
) -> Edit | None:
    """Replace one match of a pattern in the visible text of an element with one of these marks."""
    lines = find(tree, *marks)
    dice.shuffle(lines)
    for line in lines:
        places = [
            (element, name, found)
            for element, name in _own_texts(line)
            for found in pattern.finditer(getattr(element, name) or "")
        ]
        if not places:
            continue
        before = squeeze(words_of(line))
        element, name, found = dice.choice(places)
        text = getattr(element, name)
        setattr(element, name, f"{text[: found.start()]}{change(found.group())}{text[found.end() :]}")
        after = squeeze(words_of(line))
        if after != before:
            return Edit(frozenset({before}), frozenset({after}))
    return None


def _own_texts(line: HtmlElement) -> list[tuple[HtmlElement, str]]:
    """Return the texts of a line; of one that holds its words bare only those, not the blocks between them."""
    if line.get(MARK) == RUN:
        return [(line, "text"), *((child, "tail") for child in line if len(child.tail or "") > 25)]
    texts = [(line, "text")]
    for element in line.iterdescendants(etree.Element):
        if element.tag not in ("script", "style", "noscript"):
            texts += [(element, "text"), (element, "tail")]
    return texts


def other_word(tree: HtmlElement, dice: random.Random, word: str) -> str:
    """Return another word of the article, or the same in the plural where it has no other."""
    others = [
        w
        for block in find(tree, BLOCK)[:20]
        for w in WORD.findall(words_of(block))
        if w.casefold() != word.casefold()
    ]
    return dice.choice(others) if others else f"{word}s"

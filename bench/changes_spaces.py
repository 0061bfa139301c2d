"""The same page with other white space in its source, which readers do not see."""

import random
import re

from lxml import etree
from lxml.html import HtmlElement

_SPACES = re.compile(r"[ \t\r\n]+")
_AS_WRITTEN = frozenset({"pre", "textarea", "script", "style"})
_BLOCK_TAGS = frozenset(
    """
    html head body div section article main header footer aside nav ul ol li p h1 h2 h3 h4 table tr td figure form meta
    link script
    """.split()  # noqa: SIM905 - a list of words reads better as one
)


def minified(tree: HtmlElement, dice: random.Random) -> bool:
    """Write runs of white space as one space, and none between blocks."""
    for element, name, text in _texts(tree):
        short = _SPACES.sub(" ", text)
        setattr(element, name, None if short == " " and _is_between_blocks(element, name) else short)
    return True


def pretty_printed(tree: HtmlElement, dice: random.Random) -> bool:
    """Break lines where white space stands, and indent them; between blocks everywhere."""
    for element, name, text in _texts(tree):
        depth = "\n" + "  " * dice.randint(1, 8)
        setattr(element, name, _SPACES.sub(lambda _found: dice.choice((" ", depth)), text))  # noqa: B023 - called at once
    for element in tree.iter(etree.Element):
        if (
            element.tag in _BLOCK_TAGS
            and not (element.tail or "").strip()
            and _is_between_blocks(element, "tail")
        ):
            element.tail = f"{element.tail or ''}\n    "
    return True


def _texts(tree: HtmlElement) -> list[tuple[HtmlElement, str, str]]:
    found = []
    for element in tree.iter(etree.Element):
        if element.tag in _AS_WRITTEN or any(a.tag in _AS_WRITTEN for a in element.iterancestors()):
            inside = False
        else:
            inside = True
        if inside and element.text:
            found.append((element, "text", element.text))
        if element.tail and not any(a.tag in _AS_WRITTEN for a in element.iterancestors()):
            found.append((element, "tail", element.tail))
    return found


def _is_between_blocks(element: HtmlElement, name: str) -> bool:
    """Tell whether a text stands between two blocks, where white space shows nothing."""
    if name == "text":
        return element.tag in _BLOCK_TAGS and len(element) > 0 and element[0].tag in _BLOCK_TAGS
    following, parent = element.getnext(), element.getparent()
    after = following.tag if following is not None else (parent.tag if parent is not None else "html")
    return element.tag in _BLOCK_TAGS and after in _BLOCK_TAGS

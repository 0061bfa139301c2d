"""A second opinion on which lines of a page are its article: trafilatura's.

It decides line by line and chooses among algorithms by what the rest of the page holds, so that two looks at one
article may differ; therefore it confirms our own reading and is taken in its stead only where that found next to
nothing. It also folds characters on its way: no-break and other special spaces become plain ones; zero-width,
directional, unassigned and private characters vanish. Those are differences we promise to show, so each is replaced
by a letter that the page does not hold before, and put back after.
"""

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from trackers.text.outline import CELL_BREAK, has_words
from trackers.text.tidy import tidy

# Elements without words of the article; scripts also because trafilatura searches them with slow expressions.
_WORDLESS = (
    "script",
    "style",
    "template",
    "svg",
    "math",
    "canvas",
    "iframe",
    "object",
    "embed",
    "link",
    "meta",
)
# Letters nobody writes the news in (Egyptian hieroglyphs, Anatolian hieroglyphs, cuneiform), all older than
# Unicode 9.
_STAND_INS = (*range(0x13000, 0x1342F), *range(0x14400, 0x14647), *range(0x12000, 0x1239A))
_NOT_IN_XML = "\x0b\x0c\x1c\x1d\x1e\x1f"
_ASCII_SPACE = frozenset(" \t\n\r\f\v")
_HIDDEN = re.compile(r"\b(?:visually-?hidden|sr-only|screen-?reader|hidden|off-?screen)\b", re.IGNORECASE)
# Trafilatura searches names with many slow expressions.
_LONGEST_ATTRIBUTE = 1_000
_OVERLONG = {
    name: etree.XPath(f"//*[string-length(@{name}) > {_LONGEST_ATTRIBUTE}]")
    for name in ("class", "id", "style")
}
_STUMBLES = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    etree.LxmlError,
)
_INLINE = frozenset({"hi", "ref", "del"})


def read_opinion(tree: HtmlElement) -> tuple[str, ...]:
    """Return the lines of the article as trafilatura sees them, favouring precision, tidied; () when it finds none.

    The tree stays as it is. Whatever trafilatura stumbles over in broken markup gives () too. Takes some tens of
    milliseconds for a usual page.
    """
    copy = deepcopy(tree)
    etree.strip_elements(copy, *_WORDLESS, with_tail=False)
    for name in ("class", "id", "style"):
        for element in _OVERLONG[name](copy):
            element.set(name, element.get(name)[:_LONGEST_ATTRIBUTE])
    _unwrap_spans(copy)
    stand_ins = _shield(copy)
    try:
        document = bare_extraction(
            copy, favor_precision=True, include_comments=False, output_format="xml", include_formatting=False
        )
    except _STUMBLES:
        return ()
    if document is None or isinstance(document, dict) or document.body is None:
        return ()
    back = {ord(stand_in): character for character, stand_in in stand_ins.items()}
    lines = (tidy(line.translate(back)) for line in _lines(document.body))
    return tuple(line for line in lines if has_words(line))


def _unwrap_spans(tree: HtmlElement) -> None:
    """Take spans out of running text in place: trafilatura judges them by class and cuts words out of
    sentences."""
    for span in list(tree.iter("span")):
        paragraph = span.getparent()
        if paragraph is None or paragraph.tag != "p" or not _has_own_text(paragraph):
            continue
        if span.get("hidden") is None and not _HIDDEN.search(span.get("class", "")):
            span.drop_tag()


def _has_own_text(element: HtmlElement) -> bool:
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def _shield(tree: HtmlElement) -> dict[str, str]:
    """Replace in place what trafilatura would fold away; return which letter stands for which character."""
    text = "".join(tree.itertext())
    if text.isascii():
        return {}
    present = set(text)
    folded = sorted(
        character for character in present if not character.isprintable() and character not in _ASCII_SPACE
    )
    free = (chr(code) for code in _STAND_INS if chr(code) not in present)
    stand_ins = dict(zip(folded, free, strict=False))
    if not stand_ins:
        return {}
    # A parser lets a form feed through that no tree takes back (XML 1.0, production 2).
    table = str.maketrans(dict.fromkeys(_NOT_IN_XML, " ") | stand_ins)
    for element in tree.iter():
        # Where nothing else stands, a special space is layout: as a letter it would look like words.
        if (own := element.text) and not own.isascii() and not own.isspace():
            element.text = own.translate(table)
        if (tail := element.tail) and not tail.isascii() and not tail.isspace():
            element.tail = tail.translate(table)
    return stand_ins


def _lines(element: etree._Element) -> Iterator[str]:
    """Yield the lines under a block of trafilatura's: a new one wherever a block or line break begins or
    ends."""
    parts: list[str] = [element.text or ""]
    for child in element:
        if child.tag == "row":
            yield from _flush(parts)
            yield from _row(child)
        elif child.tag in _INLINE:
            parts.append("".join(child.itertext()))
        else:
            yield from _flush(parts)
            yield from _lines(child)
        parts.append(child.tail or "")
    yield from _flush(parts)


def _row(row: etree._Element) -> Iterator[str]:
    """Yield one line for a row of data; where cells hold blocks the table is layout, and they are read one
    by one."""
    cells = [list(_lines(cell)) for cell in row]
    filled = [cell for cell in cells if any(map(tidy, cell))]
    if len(filled) < 2 or any(len(cell) > 1 for cell in filled):
        for cell in filled:
            yield from cell
    else:
        yield CELL_BREAK.join(tidy("".join(cell)) for cell in cells)


def _flush(parts: list[str]) -> Iterator[str]:
    line = "".join(parts)
    parts.clear()
    if line:
        yield line

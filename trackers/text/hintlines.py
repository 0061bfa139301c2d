"""The lines of an element that an editor has named as an article's body: all of them, in the order of the page."""

from lxml import etree
from lxml.html import HtmlElement

from trackers.text.body import has_words
from trackers.text.extraction import Role
from trackers.text.headline import is_hidden
from trackers.text.tidy import tidy

_LEFT_OUT = frozenset(
    """
    button canvas figcaption form iframe input noscript script select style svg template textarea
    """.split()  # noqa: SIM905 - a list of words reads better as one
)
_BLOCKS = frozenset(
    """
    address article aside blockquote br dd details div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p
    pre section summary table tbody tfoot thead tr ul
    """.split()  # noqa: SIM905 - a list of words reads better as one
)
_ROLES = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Role.SUBHEAD),
    "li": Role.ITEM,
    "blockquote": Role.QUOTE,
    "tr": Role.ROW,
}
_CELLS = frozenset({"td", "th"})
_CELL_BREAK = " | "


def read_lines(element: HtmlElement) -> list[tuple[str, Role]]:
    """Return the tidied lines of an element with what each is; [] where it says nothing. The element stays as it is.

    A line break ends a line, the cells of a row are joined by " | ". Left out are what readers do not see, forms, and
    the captions of figures, which are a field of their own.
    """
    lines: list[tuple[str, Role]] = []
    parts: list[str] = []
    roles = [Role.PARAGRAPH]

    def end_line() -> None:
        cells = [tidied for cell in "".join(parts).split("\x00") if has_words(tidied := tidy(cell))]
        if cells:
            lines.append((_CELL_BREAK.join(cells), roles[-1]))
        parts.clear()

    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        tag = node.tag
        if event == "start":
            if tag in _LEFT_OUT or is_hidden(node):
                walk.skip_subtree()
                continue
            if tag in _BLOCKS and roles[-1] != Role.ROW:
                end_line()
            if tag in _ROLES:
                roles.append(_ROLES[tag])
            parts.append(node.text or "")
            continue
        if tag in _LEFT_OUT or is_hidden(node):
            parts.append((node.tail or "") if node is not element else "")
            continue
        if tag in _CELLS:
            parts.append("\x00")
        if tag in _BLOCKS and (roles[-1] != Role.ROW or tag == "tr"):
            end_line()
        if tag in _ROLES:
            roles.pop()
        if node is not element:
            parts.append(node.tail or "")
    end_line()
    return lines

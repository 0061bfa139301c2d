"""Elements of a page: their words, whether readers see them, what they are called, what the head says.

Everything here is bounded: pages nest as deeply and repeat as often as their makers, or their foes, like.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from lxml.html import HtmlElement

from trackers.text.tidy import tidy

# A control character, which no page that was parsed holds.
LINE_BREAK = "\x1e"
_LONGEST_CONTENT = 1_000
_LONGEST_DATA_NAME = 40
_NO_STEPS = frozenset[str]()
_WORDLESS = frozenset({"script", "style", "template", "svg", "noscript"})
# What stands in these is not said by the element around them.
_APART = _WORDLESS | {"aside", "nav"}
_ASIDES = frozenset({"aside", "nav", "footer"})
_BLOCKS = frozenset(
    """
    address article aside blockquote body br caption center dd div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905 - a list of words reads better as one
)
_HIDDEN_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sr-only|visually-?hidden|screen-?reader\S*|off-?screen|hidden|hide|js-show)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s{0,5}:\s{0,5}none", re.IGNORECASE)
_STEP = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def text_of(
    element: HtmlElement, *, most: int = 20_000, is_apart: Callable[[HtmlElement], bool] | None = None
) -> str:
    """Return the tidied words of an element without scripts, styles, asides and hidden parts; a line break is a
    space, and so is the edge of an element inside that `is_apart`.

    Stops after about `most` characters, so that asking many nested elements for their text stays cheap.
    """
    parts = []
    for part in runs_of(element, is_apart=is_apart):
        parts.append(" " if part == LINE_BREAK else part)
        most -= 1 + len(part)
        if most < 0:
            break
    return tidy("".join(parts))


def runs_of(element: HtmlElement, *, is_apart: Callable[[HtmlElement], bool] | None = None) -> Iterator[str]:
    """Yield the pieces of an element's text between marks in document order.

    For each line break, and at both edges of each element that `is_apart`, a LINE_BREAK is yielded. Every piece costs
    the same however deeply it is nested.
    """
    yield element.text or ""
    waiting: list[tuple[Iterator[HtmlElement], str, bool]] = [(iter(element), "", False)]
    while waiting:
        children, tail, apart = waiting[-1]
        child = next(children, None)
        if child is None:
            waiting.pop()
            if apart:
                yield LINE_BREAK
            yield tail
        elif child.tag == "br":
            yield LINE_BREAK
            yield child.tail or ""
        elif not isinstance(child.tag, str) or child.tag in _APART or is_hidden(child):
            yield child.tail or ""
        else:
            apart = is_apart is not None and is_apart(child)
            if apart:
                yield LINE_BREAK
            waiting.append((iter(child), child.tail or "", apart))
            yield child.text or ""


def is_block(element: HtmlElement) -> bool:
    """Return whether an element begins a line of its own as browsers show it."""
    return element.tag in _BLOCKS


def is_hidden(element: HtmlElement) -> bool:
    """Return whether an element says of itself that readers do not see it."""
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN_STYLE.search(element.get("style", "")[:200]))
        or bool(_HIDDEN_CLASS.search(element.get("class", "")[:500]))
    )


def is_aside(element: HtmlElement, region: HtmlElement) -> bool:
    """Return whether an element stands in a teaser, a navigation or a footer inside the article's region."""
    for ancestor in element.iterancestors():
        if ancestor is region:
            return False
        if ancestor.tag in _ASIDES or ancestor.tag == "article":
            return True
    return False


def steps_of(element: HtmlElement) -> frozenset[str]:
    """Return the lower-case steps of what an element is called: "storyBody__by-line" has story, body, by and line.

    It is called by its class and id, and by short data attributes, in which new designs name parts.
    """
    names = ""
    # Styles are called after what they are for.
    for name, value in element.attrib.items() if element.tag not in _WORDLESS else ():
        if name in ("class", "id"):
            names += f" {value[:500]}"
        elif name.startswith("data-") and len(value) <= _LONGEST_DATA_NAME:
            names += f" {value}"
    return _steps(names) if names else _NO_STEPS


@lru_cache(maxsize=4096)
def _steps(names: str) -> frozenset[str]:
    return frozenset(step.lower() for step in _STEP.findall(names))


def read_metas(tree: HtmlElement) -> dict[str, str]:
    """Return the tidied contents of the page's meta elements by name or property, of each name the first."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = None
        for attribute in ("property", "name", "itemprop"):
            name = meta.get(attribute)
            if name is None or (name := name.strip().lower()) in found:
                continue
            if content is None:
                content = tidy(meta.get("content", "")[:_LONGEST_CONTENT])
            if content:
                found[name] = content
    return found


def meta_content(tree: HtmlElement, *names: str) -> str:
    """Return the tidied content of the first meta element whose name or property is one of `names`, in
    their order."""
    return first_of(read_metas(tree), *names)


def first_of(metas: Mapping[str, str], *names: str) -> str:
    """Return what `metas` holds under the first of `names` it holds anything under, else ""."""
    return next((metas[name] for name in names if name in metas), "")


def stands_before(element: HtmlElement, other: HtmlElement) -> bool:
    """Return whether an element stands before another in the document; one that holds it does not."""
    path = [*reversed([*element.iterancestors()]), element]
    others = [*reversed([*other.iterancestors()]), other]
    for step, other_step in zip(path, others, strict=False):
        if step is not other_step:
            parent = step.getparent()
            return parent is not None and parent.index(step) < parent.index(other_step)
    return False

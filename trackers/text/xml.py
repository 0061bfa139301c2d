"""The one way XML is parsed: no document type that defines anything, no entity, no network, limits on
everything.

Feeds and sitemaps come from strangers. What could make a parser read a file, call a host or fill the memory
is refused before any parser that knows such tricks sees it; a bare DOCTYPE, as RSS 0.91 carries, is let
through and has no effect.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from io import BytesIO
from typing import Any

from lxml import etree

DEEPEST = 100
MOST_NODES = 500_000

# XML 1.0 section 2.2: what no document may hold. Parsers stop at it, and all that follows would be lost.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,400}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_DEFINITION = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)\b|%[A-Za-z_:][\w.:\-]*;", re.IGNORECASE)
# Where a document type starts, nothing but white space, comments and processing instructions can stand
# before.
_PROLOG = re.compile(r"(?:\s++|<\?.{0,2000}?\?>|<!--.{0,20000}?-->)*", re.DOTALL)
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_STRAY_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
_STRAY_LESS = re.compile(r"<(?![A-Za-z_/!?])")
_LONGEST_DOCTYPE = 4_000


class BadXML(ValueError):
    """A document that is not XML, or XML that is not let in; the text says why in one plain sentence."""


@dataclass(frozen=True)
class Screened:
    """XML that may be parsed: text without declaration, document type and characters that XML forbids.

    `root` is the local name of the outermost element, in lower case; `complete` is False when the document
    ends before that element does.
    """

    text: str
    root: str
    complete: bool


def strip_forbidden(text: str) -> str:
    """Return a text without the characters that no XML document may hold."""
    return _FORBIDDEN.sub("", text)


def screen_xml(text: str) -> Screened:
    """Return the document made safe to parse; raise BadXML for what is not let in. Costs one parse that
    builds nothing."""
    text = strip_forbidden(text)
    text = _without_doctype(_DECLARATION.sub("", text, count=1)).strip()
    if not text.startswith("<"):
        raise BadXML("This is not XML.")
    text = _NAMED.sub(_character, text)
    limits = _count(text)
    closing = re.compile(rf"</(?:[\w.\-]{{1,40}}:)?{re.escape(limits.root)}\s*>|/>\Z")
    return Screened(
        text=text,
        root=limits.root.lower(),
        complete=closing.search(text, max(0, len(text) - 2_000)) is not None,
    )


def is_well_formed(text: str) -> bool:
    """Return whether a screened document is well-formed, its namespaces included."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        etree.parse(BytesIO(text.encode()), parser)
    except etree.XMLSyntaxError:
        return False
    return True


def escape_strays(text: str) -> str:
    """Return a document in which "&" and "<" that begin nothing are escaped: what breaks feeds most often."""
    return _STRAY_LESS.sub("&lt;", _STRAY_AMPERSAND.sub("&amp;", text))


def iterate_elements(text: str, *names: str) -> Iterator[etree._Element]:
    """Yield each element of a screened document whose local name is in `names` as soon as it is complete.

    The element is emptied when the next one is asked for, so that memory stays small however long the
    document is. Broken markup is read as far as it makes sense.
    """
    tags = [f"{{*}}{name}" for name in names]
    source = BytesIO(text.encode())
    try:
        for _event, element in etree.iterparse(
            source,
            tag=tags,
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        ):
            yield element
            element.clear()
            while element.getprevious() is not None:
                parent = element.getparent()
                if parent is None:
                    break
                del parent[0]
    except etree.XMLSyntaxError:
        return


class _Limits:
    """A parser target that builds nothing, counts, and raises BadXML when a document is too deep or too
    large."""

    def __init__(self) -> None:
        self.root = ""
        self._depth = 0
        self._nodes = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self.root:
            self.root = tag.rpartition("}")[2]
        self._depth += 1
        self._nodes += 1 + len(attributes)
        if self._depth > DEEPEST:
            raise BadXML("The elements of this document are nested too deeply.")
        if self._nodes > MOST_NODES:
            raise BadXML("This document has too many elements.")

    def end(self, tag: str) -> None:
        self._depth -= 1

    def close(self) -> None:
        """Hand over nothing: only the counts matter."""


def _count(text: str) -> _Limits:
    limits = _Limits()
    # The stubs ask for every method a target could have; lxml takes those there are.
    target: Any = limits
    parser = etree.XMLParser(
        target=target, recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        etree.parse(BytesIO(text.encode()), parser)
    except etree.XMLSyntaxError as error:
        if not limits.root:
            raise BadXML("This is not XML.") from error
    if not limits.root:
        raise BadXML("This is not XML.")
    return limits


def _character(found: re.Match[str]) -> str:
    """Write HTML's named characters out: XML knows five, feeds use them all."""
    character = html5.get(found.group(1), "")
    return character if character and not set(character) & set("<>&\"'") else found.group()


def _without_doctype(text: str) -> str:
    prolog = _PROLOG.match(text)
    start = prolog.end() if prolog else 0
    if not _DOCTYPE.match(text, start):
        return text
    head = text[start : start + _LONGEST_DOCTYPE]
    subset, end = head.find("["), head.find(">")
    if 0 <= subset < end:
        end = head.find("]", subset)
        end = head.find(">", end) if end >= 0 else -1
    if end < 0 or _DEFINITION.search(head, 0, end):
        raise BadXML("This document defines its own entities, which is not let in.")
    return text[:start] + text[start + end + 1 :]

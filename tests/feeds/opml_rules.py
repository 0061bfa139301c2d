"""What makes a subscription list right, by the text of OPML 2.0."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

_HEAD = {"title", "dateCreated", "dateModified", "ownerName", "ownerEmail", "ownerId", "docs", "expansionState",
         "vertScrollState", "windowTop", "windowLeft", "windowBottom", "windowRight"}  # fmt: skip
_OUTLINE = {"text", "type", "isComment", "isBreakpoint", "created", "category", "xmlUrl", "htmlUrl", "title",
            "description", "language", "version", "url"}  # fmt: skip


def opml_problems(body: bytes) -> list[str]:
    """What is wrong with an OPML subscription list; nothing is []."""
    try:
        root = etree.fromstring(body)
    except etree.XMLSyntaxError as error:
        return [f"no XML: {error}"]
    if root.tag != "opml" or root.get("version") != "2.0":
        return ["not OPML 2.0"]
    if [child.tag for child in root] != ["head", "body"]:
        return ["not one head and one body"]
    return list(_rules(root))


def _rules(root: etree._Element) -> Iterator[str]:
    yield from (f"unknown {child.tag} in the head" for child in root[0] if child.tag not in _HEAD)
    if len(root[1]) == 0:
        yield "body without outlines"
    for outline in root[1].iter():
        if outline is not root[1]:
            yield from _outline_rules(outline)
    addresses = [outline.get("xmlUrl") for outline in root[1].iter() if outline.get("xmlUrl")]
    if len(addresses) > len(set(addresses)):
        yield "a feed stands twice"


def _outline_rules(outline: etree._Element) -> Iterator[str]:
    if outline.tag != "outline":
        yield f"unknown element {outline.tag}"
    yield from (f"unknown attribute {name}" for name in outline.attrib if name not in _OUTLINE)
    if not outline.get("text"):
        yield "outline without text"
    if outline.get("type") != "rss":
        if outline.get("xmlUrl") or len(outline) == 0:
            yield "a leaf that is no feed"
        return
    if not _is_web(outline.get("xmlUrl")):
        yield "feed without an absolute xmlUrl"
    if outline.get("htmlUrl") is not None and not _is_web(outline.get("htmlUrl")):
        yield "htmlUrl is not absolute"
    if len(outline):
        yield "a feed with branches"


def _is_web(address: str | None) -> bool:
    parts = urlsplit(address or "")
    return parts.scheme in {"http", "https"} and bool(parts.hostname)

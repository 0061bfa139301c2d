"""OPML: lists of feeds as feed readers hand them on (OPML 2.0), read and written. Files come from strangers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from lxml import etree

from trackers.text.charset import UndecodableText, decode_text
from trackers.text.entries import FeedKind
from trackers.text.tidy import tidy
from trackers.text.xml import BadXML, iterate_elements, screen_xml, strip_forbidden

MOST_BYTES = 5 * 1024 * 1024
MOST_FEEDS = 5_000
LONGEST_NAME, LONGEST_ADDRESS = 200, 2_000
MOST_FOLDERS = 10
# Our own attribute: OPML knows feeds and links, and a sitemap or a section page is followed here as well.
NAMESPACE = "tag:newswatch.invalid,2026:opml"
_KIND = f"{{{NAMESPACE}}}kind"
_VERSIONS = {FeedKind.RSS: "RSS2", FeedKind.ATOM: "ATOM1", FeedKind.JSON: "JSON1"}
_KINDS = {"rss": FeedKind.RSS, "atom": FeedKind.ATOM, "json": FeedKind.JSON}


class UnreadableOPML(ValueError):
    """A file that is no list of feeds; its text says why in one plain sentence."""


@dataclass(frozen=True)
class Outline:
    """One feed of an OPML file, as written there: nothing of it is checked.

    ``folders`` are the names of the outlines it stands in, outermost first.
    """

    address: str
    title: str = ""
    kind: FeedKind = FeedKind.RSS
    homepage: str = ""
    language: str = ""
    folders: tuple[str, ...] = ()


@dataclass(frozen=True)
class Publisher:
    """A publisher as it is written to an OPML file; ``feeds`` are (kind, address, title)."""

    name: str
    homepage: str
    language: str
    feeds: tuple[tuple[str, str, str], ...]


def read_opml(body: bytes) -> tuple[Outline, ...]:
    """Return the feeds of an OPML file in its order; raise UnreadableOPML with a plain sentence, and nothing else."""
    if len(body) > MOST_BYTES:
        raise UnreadableOPML("This file is larger than 5 MB.")
    try:
        document = screen_xml(decode_text(body, content_type="text/xml"))
    except UndecodableText as error:
        raise UnreadableOPML("The characters of this file cannot be read: its charset is unknown.") from error
    except BadXML as error:
        raise UnreadableOPML(str(error)) from error
    if document.root != "opml":
        raise UnreadableOPML("This XML is not OPML.")
    if not document.complete:
        raise UnreadableOPML("This file is cut off.")
    outlines: list[Outline] = []
    for outline in _read_outlines(document.text):
        if len(outlines) >= MOST_FEEDS:
            raise UnreadableOPML("This file lists more than 5000 feeds.")
        outlines.append(outline)
    if not outlines:
        raise UnreadableOPML("This file lists no feeds.")
    return tuple(outlines)


def write_opml(publishers: Sequence[Publisher], *, title: str, created: datetime) -> bytes:
    """Return an OPML 2.0 file of publishers with their feeds, which ``read_opml`` reads back."""
    root = etree.Element("opml", {"version": "2.0"}, nsmap={"newswatch": NAMESPACE})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = strip_forbidden(title)
    etree.SubElement(head, "dateCreated").text = format_datetime(created)
    body = etree.SubElement(root, "body")
    for publisher in publishers:
        folder = etree.SubElement(body, "outline", {"text": strip_forbidden(publisher.name)})
        for kind, address, name in publisher.feeds:
            facts = _facts_of(kind, address, name or publisher.name)
            facts |= {"htmlUrl": publisher.homepage, "language": publisher.language}
            etree.SubElement(
                folder, "outline", {key: strip_forbidden(value) for key, value in facts.items() if value}
            )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _facts_of(kind: str, address: str, name: str) -> dict[str, str]:
    facts = {"text": name, "title": name}
    if kind in _VERSIONS:
        return {**facts, "type": "rss", "version": _VERSIONS[FeedKind(kind)], "xmlUrl": address}
    return {**facts, "type": "link", "url": address, _KIND: kind}


def _read_outlines(text: str) -> Iterator[Outline]:
    for element in iterate_elements(text, "outline"):
        facts = {str(name).lower(): str(value) for name, value in element.attrib.items()}
        own = facts.get(_KIND.lower(), "")
        address = facts.get("xmlurl", "") or (facts.get("url", "") if own else "")
        if not address.strip():
            continue
        yield Outline(
            address=address.strip()[: LONGEST_ADDRESS + 1],
            title=_name_of(facts),
            kind=_kind_of(facts, own),
            homepage=facts.get("htmlurl", "").strip()[: LONGEST_ADDRESS + 1],
            language=tidy(facts.get("language", ""))[:35],
            folders=_folders_of(element),
        )


def _kind_of(facts: dict[str, str], own: str) -> FeedKind:
    if own in set(FeedKind):
        return FeedKind(own)
    written = facts.get("version", "").lower() + " " + facts.get("type", "").lower()
    return next((kind for word, kind in _KINDS.items() if written.startswith(word)), FeedKind.RSS)


def _name_of(facts: dict[str, str]) -> str:
    return tidy(facts.get("title", "") or facts.get("text", ""))[:LONGEST_NAME]


def _folders_of(element: "etree._Element") -> tuple[str, ...]:
    names: list[str] = []
    for above in element.iterancestors():
        if len(names) >= MOST_FOLDERS:
            break
        if etree.QName(above).localname == "outline":
            names.append(_name_of({str(name).lower(): str(value) for name, value in above.attrib.items()}))
    return tuple(reversed([name for name in names if name]))

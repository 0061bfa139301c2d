"""Lists of links in every form publishers offer them: bytes and an address in, a Listing out, or a plain
reason why not."""

import re
import zlib

from trackers.text.charset import UndecodableText, decode_text
from trackers.text.entries import Entry, FeedKind, FeedLink, Listing, UnreadableListing
from trackers.text.extraction import UnreadableArticle
from trackers.text.jsonfeed import read_json_feed
from trackers.text.sectionlinks import find_section_links
from trackers.text.sections import find_feed_links, read_section
from trackers.text.sitemaps import ROOTS as SITEMAP_ROOTS
from trackers.text.sitemaps import read_address_list, read_sitemap
from trackers.text.syndication import ROOTS as SYNDICATION_ROOTS
from trackers.text.syndication import read_syndication
from trackers.text.webpage import parse_page
from trackers.text.xml import BadXML, screen_xml

__all__ = [
    "Entry",
    "FeedKind",
    "FeedLink",
    "Listing",
    "UnreadableListing",
    "find_feeds",
    "find_sections",
    "read_listing",
]

MOST_BYTES = 10 * 1024 * 1024
# Sitemaps may be 50 MB long by their specification.
MOST_SITEMAP_BYTES = 50 * 1024 * 1024
_GZIP = b"\x1f\x8b"
_BINARY = (b"%PDF-", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x28\xb5\x2f\xfd", b"RIFF")
_HTML = re.compile(
    r"(?:\s++|<!--(?:(?!-->).){0,20000}-->|<\?(?:(?!\?>).){0,2000}\?>)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)


def read_listing(
    body: bytes, *, url: str, content_type: str = "", expected: FeedKind | None = None
) -> Listing:
    """Return the Entries of a fetched Feed: RSS, Atom, JSON Feed, sitemap (also gzipped) or section page.

    `url` is the address the response came from. `expected` matters for web pages, which are read as section
    pages only when that was expected or nothing was; otherwise the body itself tells what it is. Raises
    UnreadableListing, and nothing else, with a plain sentence.
    """
    body = _unpack(body)
    most = MOST_SITEMAP_BYTES if expected in (None, FeedKind.SITEMAP) else MOST_BYTES
    if len(body) > most:
        raise UnreadableListing(f"This is larger than {most // (1024 * 1024)} MB.")
    if body[:16].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_BINARY):
        raise UnreadableListing("This is a file of another kind, not a feed.")
    try:
        text = decode_text(body, content_type=content_type)
    except UndecodableText as error:
        raise UnreadableListing(
            "The characters of this feed cannot be read: its charset is unknown or wrong."
        ) from error
    start = text[:4_096].lstrip(" \t\r\n\f\0")
    if not start:
        raise UnreadableListing("This is empty.")
    if start.startswith(("{", "[")):
        return read_json_feed(text.strip(" \t\r\n\f\0"), url=url)
    if expected is FeedKind.PAGE or _HTML.match(text):
        return _read_page(body, url=url, content_type=content_type, expected=expected)
    if not start.startswith("<"):
        if expected is FeedKind.SITEMAP or start.startswith(("http://", "https://")):
            return read_address_list(text, url=url)
        raise UnreadableListing("This is plain text, not a feed.")
    return _read_xml(text, url=url)


def find_feeds(body: bytes, *, url: str, content_type: str = "") -> tuple[FeedLink, ...]:
    """Return the Feeds a web page offers, the declared ones first; () for what is no web page. Raises
    nothing."""
    try:
        return find_feed_links(parse_page(body, url=url, content_type=content_type))
    except UnreadableArticle:
        return ()


def find_sections(body: bytes, *, url: str, content_type: str = "") -> tuple[FeedLink, ...]:
    """Return the section pages a web page's navigation names; () for what is no web page. Raises nothing."""
    try:
        return find_section_links(parse_page(body, url=url, content_type=content_type))
    except UnreadableArticle:
        return ()


def _unpack(body: bytes) -> bytes:
    """Return a gzipped body unpacked (sitemap.xml.gz is a file, not a transfer encoding), cut off or not."""
    if not body.startswith(_GZIP):
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(body, MOST_SITEMAP_BYTES + 1)
    except zlib.error as error:
        raise UnreadableListing("This is a broken gzip file.") from error
    if not unpacked and not unpacker.eof:
        raise UnreadableListing("This is a broken gzip file.")
    if unpacked.startswith(_GZIP):
        raise UnreadableListing("This is compressed more than once.")
    return unpacked


def _read_page(body: bytes, *, url: str, content_type: str, expected: FeedKind | None) -> Listing:
    if expected is FeedKind.SITEMAP:
        raise UnreadableListing("This is a web page, not a sitemap.")
    if expected not in (None, FeedKind.PAGE):
        raise UnreadableListing("This is a web page, not a feed.")
    try:
        return read_section(parse_page(body, url=url, content_type=content_type))
    except UnreadableArticle as error:
        raise UnreadableListing(error.reason) from error


def _read_xml(text: str, *, url: str) -> Listing:
    try:
        document = screen_xml(text)
    except BadXML as error:
        raise UnreadableListing(str(error)) from error
    if document.root in SYNDICATION_ROOTS:
        return read_syndication(document, url=url)
    if document.root in SITEMAP_ROOTS:
        return read_sitemap(document, url=url)
    if document.root in ("html", "head", "body"):
        raise UnreadableListing("This is a web page, not a feed.")
    raise UnreadableListing("This XML is neither a feed nor a sitemap.")

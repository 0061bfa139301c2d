"""From a response to a tree that is safe to walk.

libxml2 and the extractors above it take time that grows with the square of some shapes, so a page that is
too large, too deep or too intricate is refused here, by one cheap count, before anything clever looks at
it.
"""

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from trackers.text.charset import UndecodableText, decode_text
from trackers.text.extraction import UnreadableArticle
from trackers.text.urls import BadURL, normalise_url

MOST_BYTES = 10 * 1024 * 1024
MOST_ELEMENTS = 30_000
# Inline elements inside one block: trafilatura's time grows with their square, 30,000 links in one
# paragraph take minutes.
MOST_INLINE = 800
MOST_ATTRIBUTE_CHARACTERS = 2_000_000
# Of one element: libxml2 compares each with all before it, 300,000 take minutes.
MOST_ATTRIBUTES = 5_000

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "This is a PDF file, not a web page."),
    (b"\x89PNG", "This is an image, not a web page."),
    (b"GIF8", "This is an image, not a web page."),
    (b"\xff\xd8\xff", "This is an image, not a web page."),
    (b"RIFF", "This is an image, sound or video file, not a web page."),
    (b"OggS", "This is a sound or video file, not a web page."),
    (b"ID3", "This is a sound file, not a web page."),
    (b"PK\x03\x04", "This is an archive or office document, not a web page."),
    (b"\x1f\x8b", "This is compressed data, not a web page."),
    (b"\x28\xb5\x2f\xfd", "This is compressed data, not a web page."),
    (b"\x7fELF", "This is a program, not a web page."),
)
_OTHER_MEDIA: tuple[tuple[str, str], ...] = (
    ("application/pdf", "This is a PDF file, not a web page."),
    ("image/", "This is an image, not a web page."),
    ("audio/", "This is a sound file, not a web page."),
    ("video/", "This is a video, not a web page."),
    ("application/json", "This is data (JSON), not a web page."),
    ("application/feed+json", "This is a feed, not an article."),
    ("application/rss+xml", "This is a feed, not an article."),
    ("application/atom+xml", "This is a feed, not an article."),
)
_PAGE_MEDIA = frozenset(
    (
        "",
        "text/html",
        "application/xhtml+xml",
        "application/xml",
        "text/xml",
        "text/plain",
        "application/octet-stream",
    )
)
_FEED_START = re.compile(rb"\s*(?:<\?xml[^>]{0,400}\?>\s*)?<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b")
# XML 1.0 forbids these, and libxml2 stops at some of them: all that follows would be lost without a word.
_NO_XML = tuple(chr(code).encode() for code in (*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F, 0xFFFE, 0xFFFF))
_BLOCKS = frozenset(
    """
    address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 head header html li main nav ol p pre section table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905 - a list of words reads better as one
)
_LONG_TAG = re.compile(rb"<[A-Za-z][^<>]{%d,}" % (2 * MOST_ATTRIBUTES))
_VALUE = re.compile(rb"\"[^\"]*\"|'[^']*'")
_COUNT = etree.XPath("count(//*)")
# Whatever is no block and no line break.
_COUNT_INLINE = etree.XPath(
    f"count(//*) - {' - '.join(f'count(//{tag})' for tag in sorted(_BLOCKS | {'br'}))}"
)


@dataclass(frozen=True)
class WebPage:
    """A parsed web page, without comments; `base` is the address its relative links are read against."""

    tree: HtmlElement
    url: str
    base: str


def parse_page(body: bytes, *, url: str, content_type: str = "") -> WebPage:
    """Return the tree of an HTML response; raise UnreadableArticle with the reason where there is none.

    Costs one parse and one walk. A tree that comes back has at most 30,000 elements, nested at most 255 deep.
    """
    _refuse_other_media(body, content_type)
    if len(body) > MOST_BYTES:
        raise UnreadableArticle("This page is larger than 10 MB.")
    try:
        text = decode_text(body, content_type=content_type)
    except UndecodableText as error:
        raise UnreadableArticle(
            "The characters of this page cannot be read: its charset is unknown."
        ) from error
    written = _write(text)
    if not written.strip() or text.isspace():
        raise UnreadableArticle("This page is empty.")
    if _FEED_START.match(written):
        raise UnreadableArticle("This is a feed or sitemap, not an article.")
    if any(
        len(_VALUE.sub(b"", tag.group()).split()) > MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(written)
    ):
        raise UnreadableArticle("An element of this page has too many attributes.")
    tree = _parse(written)
    _refuse_intricate(tree, length=len(written))
    if tree.find(".//frameset") is not None:
        raise UnreadableArticle("This page is a set of frames without a text of its own.")
    return WebPage(tree=tree, url=url, base=_base(tree, url))


def _refuse_other_media(body: bytes, content_type: str) -> None:
    media_type = content_type.partition(";")[0].strip().lower()
    for prefix, reason in _OTHER_MEDIA:
        if media_type.startswith(prefix):
            raise UnreadableArticle(reason)
    start = body[:32].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, reason in _MAGIC:
        if start.startswith(magic):
            raise UnreadableArticle(reason)
    if body[4:8] == b"ftyp":
        raise UnreadableArticle("This is a video, not a web page.")
    if media_type not in _PAGE_MEDIA:
        raise UnreadableArticle("The server says that this is no web page.")


def _write(text: str) -> bytes:
    """Return a text in UTF-8 without what XML forbids."""
    written = text.encode("utf-8", "replace")
    # Looking for each of them is several times faster than one pass that may drop any.
    for character in _NO_XML:
        if character in written:
            written = written.replace(character, b"")
    return written


def _parse(written: bytes) -> HtmlElement:
    # Bytes, because lxml refuses text that declares an encoding; a fresh parser, because its error log is
    # read.
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True
    )
    # One class for every element, chosen without a call into Python each time one is touched. What lxml.html would
    # tell apart are the fields of forms.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    try:
        tree = document_fromstring(written, parser=parser)
    except etree.ParserError as error:
        raise UnreadableArticle("This page is empty.") from error
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableArticle("This page cannot be parsed.") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        # The parser stops there, so that the end of the article would be missing.
        raise UnreadableArticle("The elements of this page are nested too deeply.")
    return tree


def _refuse_intricate(tree: HtmlElement, *, length: int) -> None:
    # All attributes together hold no more characters than the page has bytes: most pages need no walk.
    if (
        length <= MOST_ATTRIBUTE_CHARACTERS
        and _COUNT(tree) <= MOST_ELEMENTS
        and _COUNT_INLINE(tree) <= MOST_INLINE
    ):
        return
    elements = attributes = 0
    inline: dict[HtmlElement, int] = {}
    block_of: dict[HtmlElement, HtmlElement] = {}
    for element in tree.iter(etree.Element):
        elements += 1
        attributes += sum(map(len, element.attrib.values()))
        if elements > MOST_ELEMENTS or attributes > MOST_ATTRIBUTE_CHARACTERS:
            raise UnreadableArticle("This page has too many elements.")
        parent = element.getparent()
        if parent is None or element.tag in _BLOCKS:
            block_of[element] = element
            continue
        block = block_of[element] = block_of[parent]
        if element.tag == "br":
            continue
        inline[block] = inline.get(block, 0) + 1
        if inline[block] > MOST_INLINE and block.tag != "head":
            raise UnreadableArticle("A paragraph of this page has too many parts.")


def _base(tree: HtmlElement, url: str) -> str:
    for element in tree.iter("base"):
        if href := element.get("href"):
            try:
                return normalise_url(href, base=url)
            except BadURL:
                break
    return url

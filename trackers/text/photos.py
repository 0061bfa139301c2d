"""By which names a page shows its photographs, and which caption stands by which: whether a picture came with an edit.

A new template may show captions that the old one left out, but it shows them of the pictures the article had. The
addresses of those change with every new size, server and service that scales them; the name of the file seldom does.
"""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from trackers.text.boxes import is_named_caption

MOST_PHOTOS, MOST_CAPTIONED = 600, 200
_LONGEST_ADDRESS, _LONGEST_SCRIPT, _LONGEST_CAPTION = 2_000, 100_000, 4_000
_PICTURES = ("img", "source")
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "srcset", "data-srcset")
_METAS = frozenset({"og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"})
_ENDING = re.compile(r"\.(?:jpe?g|png|webp|avif)(?![a-z0-9])", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"[\s\"'<>/?=&,]")
_LONGEST_NAME = 200
_STATED = re.compile(r'"(https?://[^"\s]{1,2000})"')
_SIZE = re.compile(r"[-_](?:\d{2,5}x\d{2,5}|scaled|large|medium|small|thumb)$", re.IGNORECASE)
# A shorter name ("1", "master") is a number or a size: then the whole path counts.
_SHORTEST_NAME = 8
_MOST_LEVELS, _MOST_IN_BOX = 4, 100


def read_photos(tree: HtmlElement) -> frozenset[str]:
    """Return the names of the photographs that a page shows, or tells others of, at most 600."""
    return frozenset(islice(_photos(tree), MOST_PHOTOS))


def read_captioned(tree: HtmlElement) -> frozenset[tuple[str, str]]:
    """Return pairs of a caption, as it stands on a page, and the name of a photograph it stands by; at most 200."""
    return frozenset(islice(_captioned(tree), MOST_CAPTIONED))


def _photos(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("img", "source", "meta", "script"):
        if element.tag == "meta":
            if (element.get("property") or element.get("name") or "").lower() in _METAS:
                yield from _names_of(element.get("content", ""))
        elif element.tag == "script":
            if "ld+json" in element.get("type", ""):
                stated = (element.text or "")[:_LONGEST_SCRIPT].replace("\\/", "/")
                for address in _STATED.findall(stated):
                    yield from _names_of(address)
        else:
            yield from _photos_of(element)


def _photos_of(image: HtmlElement) -> Iterator[str]:
    for name in _SOURCES:
        # Of several sizes the first will do.
        first, _, _ = image.get(name, "")[:_LONGEST_ADDRESS].strip().partition(" ")
        yield from _names_of(first.rstrip(","))


def _names_of(address: str) -> Iterator[str]:
    address = unquote(address[:_LONGEST_ADDRESS])
    # Services that scale pictures carry the picture's own address inside theirs: the last name counts.
    ends = [] if address.startswith("data:") else [ending.start() for ending in _ENDING.finditer(address)]
    names = (_BETWEEN_NAMES.split(address[max(end - _LONGEST_NAME, 0) : end])[-1] for end in reversed(ends))
    found = next(filter(None, names), None)
    if found is None:
        return
    name = _SIZE.sub("", found).casefold()
    if len(name) >= _SHORTEST_NAME:
        yield name
        return
    try:
        path = urlsplit(address).path.casefold()
    except ValueError:
        return
    yield path if path.startswith("/") else f"/{path}"


def _captioned(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for caption in islice(filter(_is_caption, tree.iter(etree.Element)), MOST_CAPTIONED):
        words = "".join(caption.itertext())[:_LONGEST_CAPTION]
        for box in islice(caption.iterancestors(), _MOST_LEVELS):
            inside = islice(box.iter(etree.Element), _MOST_IN_BOX)
            photos = [name for element in inside if element.tag in _PICTURES for name in _photos_of(element)]
            if photos:
                yield from ((words, name) for name in photos)
                break


def _is_caption(element: HtmlElement) -> bool:
    return element.tag == "figcaption" or bool(element.attrib and is_named_caption(element))

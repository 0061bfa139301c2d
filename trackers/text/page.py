"""What a web page says of itself in its head: enough to name a publisher."""

import re

import lxml.html
from lxml import etree

from trackers.text.charset import UndecodableText, decode_text
from trackers.text.entries import PageHead
from trackers.text.tidy import tidy

__all__ = ["PageHead", "read_head"]

LONGEST_HEAD = 256 * 1024
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")


def read_head(body: bytes, *, content_type: str = "") -> PageHead:
    """Return what a page's head says; empty strings for what it does not say or what is no page. Never raises."""
    try:
        text = decode_text(body[:LONGEST_HEAD], content_type=content_type)
        tree = lxml.html.document_fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (UndecodableText, etree.LxmlError, ValueError):
        return PageHead()
    language = tidy(tree.get("lang") or "").replace("_", "-")
    return PageHead(
        title=_first(tree, "//title/text()")[:200],
        site_name=_first(tree, "//meta[@property='og:site_name']/@content")[:200],
        language=language if _LANGUAGE.fullmatch(language) else "",
    )


def _first(tree: lxml.html.HtmlElement, path: str) -> str:
    found = tree.xpath(path)
    return tidy(str(found[0])) if isinstance(found, list) and found else ""

"""The running text that a page states of its article in data (schema.org `articleBody`): a cross-check, never the
source.

Publishers cut it, strip its paragraphs, or let it lag behind the page; therefore it only tells whether a reading
found the article at all.
"""

import re
from json import JSONDecoder

from lxml.html import HtmlElement

_MOST_SCRIPTS = 30
_LONGEST_SCRIPT = 1_000_000
_SHORTEST_BODY = 400
_LONGEST_BODY = 200_000
_START = re.compile(r'"articleBody"\s{0,9}:\s{0,9}(?=")')
_TAG = re.compile(r"<[^<>]{0,500}>")
_DECODER = JSONDecoder(strict=False)


def read_article_body(tree: HtmlElement) -> str:
    """Return the only `articleBody` in the page's JSON-LD, without tags; "" where there is none, or several that
    differ."""
    found: set[str] = set()
    for count, script in enumerate(tree.iter("script")):
        text = script.text or ""
        if count >= 10 * _MOST_SCRIPTS or len(found) > 1:
            break
        if "ld+json" not in script.get("type", "")[:100] or len(text) > _LONGEST_SCRIPT:
            continue
        for start in _START.finditer(text):
            try:
                value, _ = _DECODER.raw_decode(text, start.end())
            except ValueError:
                continue
            if isinstance(value, str) and _SHORTEST_BODY <= len(value) <= _LONGEST_BODY:
                found.add(_TAG.sub(" ", value))
    return found.pop() if len(found) == 1 else ""

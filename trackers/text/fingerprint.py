"""Fingerprints: whether a page still says what it said, told without reading the article's body again.

Equal fingerprints mean that the page was not edited. They are taken of every field as it is read, and, in place of
the body, of the part of the page it stands in and all prose around that: a correction behind the article, a paragraph,
a digit changes them; links, boxes and scripts around the article do not. A fingerprint that differs means nothing but
that the page must be read.

The first letter tells how much is covered. Taking a fingerprint makes sure that it covers each line that was read:
first the article's part with the prose around it; then also what stands in boxes named like furniture; then the whole
page but for navigation and the like; then all text there is.
"""

import json
from collections.abc import Iterator
from hashlib import blake2b

from trackers.text.covered import article_part, covered_text, whole_text, without_marks
from trackers.text.extraction import EXTRACTOR, Extraction
from trackers.text.hints import NO_HINTS, Hints, pack_hints
from trackers.text.surroundings import Surroundings
from trackers.text.tidy import tidy
from trackers.text.webpage import WebPage

# Raise it whenever another text may be covered: then every article is read once more.
_RULES = "1"
_ARTICLE, _WITH_NAMED_BOXES, _PAGE, _EVERYTHING = _REACHES = "a", "b", "c", "d"


def take_fingerprint(
    page: WebPage, around: Surroundings, extraction: Extraction, hints: Hints = NO_HINTS
) -> str:
    """Return the fingerprint of a page that `extraction` was just read from: a letter and 40 hexadecimal digits.

    It bears the hints that the page was read with: under other hints no page is known.
    """
    for reach in _REACHES:
        text = _covered(page, around, reach)
        if reach == _EVERYTHING or _holds_all(text, extraction.paragraphs):
            break
    return _seal(reach, text, around, hints)


def is_known(page: WebPage, around: Surroundings, fingerprint: str, hints: Hints = NO_HINTS) -> bool:
    """Return whether a page has the fingerprint of an earlier reading, so that reading it would only repeat that."""
    reach = fingerprint[:1]
    return reach in _REACHES and _seal(reach, _covered(page, around, reach), around, hints) == fingerprint


def _covered(page: WebPage, around: Surroundings, reach: str) -> str:
    if reach == _EVERYTHING:
        return whole_text(page.tree)
    if reach == _PAGE:
        return covered_text(page.tree, page.tree, named_boxes=True)
    part = article_part(page.tree, around.region, around.heading)
    return covered_text(page.tree, part, named_boxes=reach == _WITH_NAMED_BOXES)


def _seal(reach: str, text: str, around: Surroundings, hints: Hints) -> str:
    digest = blake2b(digest_size=20)
    sealed = json.dumps(pack_hints(hints)) if hints != NO_HINTS else ""
    for value in (_RULES, EXTRACTOR, sealed, text, *_fields(around)):
        encoded = value.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(encoded))
        digest.update(encoded)
    return f"{reach}{digest.hexdigest()}"


def _fields(around: Surroundings) -> Iterator[str]:
    yield from (around.heading.text, around.share_headline, around.summary, around.section, around.lang)
    yield from (around.under, around.canonical_url)
    yield from (str(around.date_published), str(around.date_modified))
    yield from (place for field, place in around.places if field != "lead_image")
    for values in (around.byline, around.captions, around.credits, around.directions):
        yield str(len(values))
        yield from values


def _holds_all(text: str, lines: tuple[str, ...]) -> bool:
    """Return whether the lines stand in the covered text in their order, apart from spaces and marks of elements.

    In their order, because a line of one word may stand in many a place that is not its own.
    """
    covered = _squeeze(without_marks(text))
    place = 0
    for line in lines:
        # The cells of a row are joined where a line is read.
        for cell in line.split(" | "):
            squeezed = _squeeze(cell)
            place = covered.find(squeezed, place)
            if place < 0:
                return False
            place += len(squeezed)
    return True


def _squeeze(text: str) -> str:
    return tidy(text).replace(" ", "")

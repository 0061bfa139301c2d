"""Reading: bytes and an address in, an Extraction out, or a plain reason why not.

Each field has one source, or several in an order that never depends on what the others said, so that two
looks at one article read it in the same way.
"""

from collections import Counter
from unicodedata import bidirectional

from lxml import etree

from trackers.text.body import read_paragraphs
from trackers.text.extraction import EXTRACTOR, Extraction, UnreadableArticle
from trackers.text.headline import read_standfirst
from trackers.text.hinted import NOTHING_HINTED, Hinted, mark_hinted
from trackers.text.surroundings import Surroundings, read_surroundings
from trackers.text.webpage import WebPage, parse_page

__all__ = ["EXTRACTOR", "Extraction", "UnreadableArticle", "read_article", "read_parsed"]

_RIGHT_TO_LEFT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi")
)


def read_article(body: bytes, *, url: str, content_type: str = "") -> Extraction:
    """Return what a response says as an article; raise UnreadableArticle, and nothing else, where it says
    nothing.

    `url` is the address the response came from, `content_type` its HTTP header. The same bytes always give
    the same reading. Takes some tens of milliseconds for a usual page, a few seconds for the largest that
    is not refused.
    """
    page = parse_page(body, url=url, content_type=content_type)
    return read_parsed(page, read_surroundings(page))


def read_parsed(page: WebPage, around: Surroundings, hinted: Hinted = NOTHING_HINTED) -> Extraction:
    """Return what a parsed page says as an article; raise UnreadableArticle. The page stays as it is.

    What the Source's hints found on it (`hinted`) goes before what is read on any page.
    """
    heading = around.heading
    read = tuple(line for line, _ in hinted.lines) or _read_body(page)
    lines = tuple(line for line in read if line != heading.text)
    # A summary that stands behind the first line of the body is none.
    standfirst = hinted.standfirst or (
        around.summary and read_standfirst(around.region, heading, first_line=lines[0] if lines else "")
    )
    paragraphs = tuple(line for line in lines if line != standfirst)
    if not paragraphs:
        raise UnreadableArticle("No paragraphs of an article were found on this page.")
    if not heading.text:
        raise UnreadableArticle("This page has no headline.")
    extraction = Extraction(
        headline=heading.text,
        paragraphs=paragraphs,
        share_headline=around.share_headline,
        standfirst=standfirst,
        byline=around.byline,
        section=around.section,
        date_published=around.date_published,
        date_modified=around.date_modified,
        captions=around.captions,
        lang=around.lang,
        dir=_read_direction(around.directions, lang=around.lang, paragraphs=paragraphs),
        canonical_url=around.canonical_url,
        roles=_roles_of(paragraphs, hinted),
    )
    return mark_hinted(extraction, hinted)


def _roles_of(paragraphs: tuple[str, ...], hinted: Hinted) -> tuple[str, ...]:
    """Return what each paragraph is where the body was read by hints, else ()."""
    roles = dict(reversed(hinted.lines))
    return tuple(roles[line] for line in paragraphs) if hinted.lines else ()


def _read_body(page: WebPage) -> tuple[str, ...]:
    try:
        return read_paragraphs(page.tree)
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
        etree.LxmlError,
    ) as error:
        # Trafilatura walks whatever libxml2 made of broken markup; what it stumbles over is the page's
        # fault, not ours.
        raise UnreadableArticle("The article on this page could not be told from the rest.") from error


def _read_direction(stated: tuple[str, ...], *, lang: str, paragraphs: tuple[str, ...]) -> str:
    """Return "rtl" or "ltr": what the text is written in counts most, then what the page says of itself."""
    right = left = 0
    for character, count in Counter("".join(line[:400] for line in paragraphs)).items():
        kind = bidirectional(character)
        right += count * (kind in ("R", "AL"))
        left += count * (kind == "L")
    if right or left:
        return "rtl" if right > left else "ltr"
    for direction in stated:
        if direction in ("ltr", "rtl"):
            return direction
    return "rtl" if lang.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"

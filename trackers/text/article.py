"""Reading: bytes and an address in, an Extraction out, or a plain reason why not.

Each field has one source, or several in an order that never depends on what the others said, so that two
looks at one article read it in the same way.
"""

from collections import Counter
from collections.abc import Sequence
from unicodedata import bidirectional

from trackers.text.body import Body, read_body
from trackers.text.extraction import EXTRACTOR, Extraction, Role, UnreadableArticle
from trackers.text.hinted import NOTHING_HINTED, Hinted, mark_hinted
from trackers.text.notices import read_notice
from trackers.text.places import Place
from trackers.text.standfirst import read_standfirst
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
    body = _hinted_body(hinted) if hinted.lines else read_body(page, around)
    lines = [(line, role) for line, role in zip(body.lines, body.roles, strict=True) if line != heading.text]
    # A summary that stands behind the first line of the body is none.
    standfirst = hinted.standfirst or (around.summary and _read_summary(around, lines))
    standfirst_place = Place(dict(around.places)["standfirst"])
    if not standfirst:
        standfirst = "" if _hold(lines, around.under) else around.under
        standfirst_place = Place.OWN if standfirst else Place.NONE
    lines = [(line, role) for line, role in lines if line != standfirst]
    paragraphs = tuple(line for line, _ in lines)
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
        credits=around.credits,
        lead_image=around.lead_image,
        places=_complete_places(
            around.places, standfirst=standfirst_place, body=Place.HINT if hinted.lines else Place.OWN
        ),
        lang=around.lang,
        dir=_read_direction(around.directions, lang=around.lang, paragraphs=paragraphs),
        canonical_url=around.canonical_url,
        roles=tuple(role.value for _, role in lines),
        pointers=tuple(line for line in paragraphs if line in body.pointers),
        notices=tuple(line for line in paragraphs if read_notice(line, lang=around.lang) is not None),
        confidence=body.confidence,
        doubts=body.doubts,
    )
    return mark_hinted(extraction, hinted)


def _read_summary(around: Surroundings, lines: Sequence[tuple[str, Role]]) -> str:
    first_line = lines[0][0] if lines else ""
    return read_standfirst(around.area, around.region, around.heading, first_line=first_line)


def _hold(lines: Sequence[tuple[str, Role]], under: str) -> bool:
    """Tell whether the lines of a body hold a line, or that broken up into several."""
    joined = "".join(line for line, _ in lines).replace(" ", "")
    return under.replace(" ", "") in joined


def _hinted_body(hinted: Hinted) -> Body:
    """Return the body that an editor has named: there is no doubt where it stands."""
    lines, roles = zip(*hinted.lines, strict=True)
    return Body(lines=lines, roles=roles, confidence=1.0)


def _complete_places(
    places: tuple[tuple[str, str], ...], *, standfirst: Place, body: Place
) -> tuple[tuple[str, str], ...]:
    """Return the places of all fields: those around the body, and what was found out by reading it."""
    return tuple((dict(places) | {"paragraphs": body.value, "standfirst": standfirst.value}).items())


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

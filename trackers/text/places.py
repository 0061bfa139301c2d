"""The places a field may be taken from, and what is remembered of them.

Two looks at one article that read a field in two places may differ though nobody edited anything: a value that was
data becomes a line of the page. So each field says where it comes from.
"""

from enum import StrEnum


class Place(StrEnum):
    """Where a page says something.

    H1: the article's own first-level heading. ITEMPROP, CLASS, REL, TIME, FIGURE, ATTRIBUTE: an element that is marked
    so (microdata; a class, id or data attribute; a relation; `<time>`; a picture's figure; `lang`). LINK: a link to a
    page about an author. JSON_LD: data in the page. META: a meta element. TITLE: the document's title. OWN: found by us
    among the page's lines, TRAFILATURA and HTMLDATE by these libraries. HINT: where the Source's hints say. NONE:
    nowhere.
    """

    H1 = "h1"
    ITEMPROP = "itemprop"
    CLASS = "class"
    REL = "rel"
    LINK = "link"
    TIME = "time"
    FIGURE = "figure"
    ATTRIBUTE = "attribute"
    JSON_LD = "json-ld"
    META = "meta"
    TITLE = "title"
    OWN = "own"
    TRAFILATURA = "trafilatura"
    HTMLDATE = "htmldate"
    HINT = "hint"
    NONE = ""


# In the order of an Extraction's fields.
PLACED_FIELDS = (
    "headline",
    "paragraphs",
    "share_headline",
    "standfirst",
    "byline",
    "section",
    "date_published",
    "date_modified",
    "captions",
    "lang",
    "canonical_url",
    "lead_image",
)


def order_places(found: dict[str, Place]) -> tuple[tuple[str, str], ...]:
    """Return the place of each field in the order of the fields, NONE where `found` has none."""
    return tuple((field, str(found.get(field, Place.NONE))) for field in PLACED_FIELDS)

"""What a page says of its article around the body: headline, byline, dates, captions, language, its own address.

All of it is cheap to read; the body (`trackers.text.article`) is what takes time. Each field has its places in a fixed
order, whatever the other fields say, and tells which of them it came from.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lxml.html import HtmlElement

from trackers.text.area import Area, find_area
from trackers.text.authors import read_byline
from trackers.text.elements import first_of, read_metas
from trackers.text.headline import Heading, article_region, choose_heading
from trackers.text.hinted import NOTHING_HINTED, Hinted
from trackers.text.jsonld import ArticleData, read_article_data
from trackers.text.pictures import find_lead_image, read_captions
from trackers.text.places import Place, order_places
from trackers.text.standfirst import find_line_under, find_standfirst
from trackers.text.tidy import tidy
from trackers.text.times import read_modified, read_published
from trackers.text.titles import read_titles
from trackers.text.urls import BadURL, normalise_url
from trackers.text.webpage import WebPage

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")
# As long as a column of ours; RFC 5646 section 4.4.1 recommends room for 35.
_LONGEST_TAG = 35
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LONGEST_SECTION = 100
_NO_SECTION = frozenset(
    {"article", "articles", "page", "post", "posts", "story", "uncategorized", "uncategorised"}
)


@dataclass(frozen=True)
class Surroundings:
    """All that a page says of its article except the body, which alone is dear to read.

    `summary` is the standfirst if the body does not begin before it; `under` is the sentence right under the headline,
    which is the standfirst where there is no other and the body does not hold it. `directions` are the page's `dir`
    attributes, which count where the body's script does not tell. `region` is what is marked up as holding the article,
    `area` where all that belongs to it was looked for. `places` says of each field where it was taken from, in the
    order of an Extraction's fields; of the body it says nothing.
    """

    heading: Heading
    region: HtmlElement
    area: Area
    share_headline: str
    summary: str
    under: str
    byline: tuple[str, ...]
    section: str
    date_published: datetime | None
    date_modified: datetime | None
    captions: tuple[str, ...]
    credits: tuple[str, ...]
    lead_image: str
    lang: str
    directions: tuple[str, ...]
    canonical_url: str
    places: tuple[tuple[str, str], ...]


def read_surroundings(page: WebPage, hinted: Hinted = NOTHING_HINTED) -> Surroundings:
    """Return what a parsed page says around the body of its article; raises nothing. Costs some milliseconds.

    The heading, standfirst and byline that the Source's hints found (`hinted`) go before those of any page.
    """
    data = read_article_data(page.tree, url=page.url)
    metas = read_metas(page.tree)
    titles = read_titles(page.tree, data, metas)
    heading = hinted.heading or choose_heading(page.tree, titles=titles, base=page.url)
    region = article_region(page.tree, heading)
    area = find_area(page.tree, region, heading, url=page.url)
    summary, summary_place = find_standfirst(area, region, heading, first_line="")
    if hinted.standfirst:
        summary, summary_place = hinted.standfirst, Place.HINT
    byline, byline_place = read_byline(area, data, metas, url=page.url)
    if hinted.byline:
        byline, byline_place = hinted.byline, Place.HINT
    section, section_place = _read_section(data, metas)
    published, published_place = read_published(page, area, data, metas)
    modified, modified_place = read_modified(area, data, metas)
    pictures = read_captions(area)
    lead_image, image_place = find_lead_image(data, metas, area, base=page.base)
    lang, lang_place = _read_language(page.tree, region, metas)
    canonical_url = _read_canonical(page)
    places = {
        "headline": heading.place,
        "share_headline": titles.share_place,
        "standfirst": summary_place,
        "byline": byline_place,
        "section": section_place,
        "date_published": published_place,
        "date_modified": modified_place,
        "captions": pictures.place,
        "lang": lang_place,
        "canonical_url": Place.REL if canonical_url else Place.NONE,
        "lead_image": image_place,
    }
    return Surroundings(
        heading=heading,
        region=region,
        area=area,
        share_headline=titles.share_headline,
        summary=summary,
        under=find_line_under(area, heading),
        byline=byline,
        section=section,
        date_published=published,
        date_modified=modified,
        captions=pictures.captions,
        credits=pictures.credits,
        lead_image=lead_image,
        lang=lang,
        directions=_stated_directions(page.tree, region),
        canonical_url=canonical_url,
        places=order_places(places),
    )


def _read_section(data: ArticleData, metas: Mapping[str, str]) -> tuple[str, Place]:
    """Return the section the article stands in; types of content that pose as one are none."""
    stated = (
        (data.section, Place.JSON_LD),
        *((metas.get(name, ""), Place.META) for name in ("article:section", "parsely-section", "section")),
    )
    for section, place in stated:
        first = tidy(section.split(",")[0])[:_LONGEST_SECTION]
        if first and first.casefold() not in _NO_SECTION:
            return first, place
    return "", Place.NONE


def _read_language(tree: HtmlElement, region: HtmlElement, metas: Mapping[str, str]) -> tuple[str, Place]:
    """Return the language tag (BCP 47) the page bears, "" where it bears none that could be one."""
    attributes = [
        element.get(name, "") for element in (region, tree) for name in ("lang", "xml:lang", _XML_LANG)
    ]
    told = first_of(metas, "og:locale", "content-language", "language")
    for place, stated in ((Place.ATTRIBUTE, attributes), (Place.META, [told])):
        for tag in stated:
            tag = tag.strip().replace("_", "-")
            if len(tag) <= _LONGEST_TAG and _LANGUAGE_TAG.fullmatch(tag):
                return tag, place
    return "", Place.NONE


def _stated_directions(tree: HtmlElement, region: HtmlElement) -> tuple[str, ...]:
    elements = (region, tree.find(".//body"), tree)
    return tuple(element.get("dir", "").strip().lower() for element in elements if element is not None)


def _read_canonical(page: WebPage) -> str:
    for link in page.tree.iter("link"):
        if "canonical" in link.get("rel", "").lower().split():
            try:
                return normalise_url(link.get("href", ""), base=page.base)
            except BadURL:
                continue
    return ""

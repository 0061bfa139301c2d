"""Captions of an article's pictures, the credits in them, and the picture it leads with.

A caption is read as it stands on the page, with its credit; the credits are named once more by themselves where the
page marks them up or says "Photo:" before them. Where a credit begins otherwise is a guess, and none is made.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from trackers.text.area import Area
from trackers.text.elements import is_block, is_hidden, stands_before, steps_of, text_of
from trackers.text.jsonld import ArticleData
from trackers.text.places import Place
from trackers.text.tidy import tidy
from trackers.text.urls import BadURL, address_key, normalise_url

LONGEST_CAPTION = 2_000
MOST_CAPTIONS = 200
_LONGEST_CREDIT = 200
_MOST_ELEMENTS = 2_000
_MOST_INSIDE = 100
_MOSTLY_LINKS = 0.7
_MOST_FIGURES = 20
_MOST_LEVELS = 4

_CAPTION_STEPS = frozenset({"caption", "captions", "figcaption"})
_CREDIT_STEPS = frozenset(
    {"attribution", "byline", "copyright", "credit", "credits", "photographer", "source"}
)
_PICTURES = ("img", "picture", "video", "iframe", "object", "amp-img")
_PICTURE_STEPS = frozenset(
    """
    carousel figure gallery image images img lightbox media photo photos picture pictures slide slides slideshow video
    """.split()  # noqa: SIM905 - a list of words reads better as one
)
# Subtitles of films, settings of players, buttons.
_NO_CAPTION_STEPS = frozenset(
    """
    ad ads advert advertisement button comment comments ctrl menu modal player settings table toggle track tracks vjs
    """.split()  # noqa: SIM905 - a list of words reads better as one
)
_CREDIT_ITEMS = frozenset(
    {"author", "copyrightholder", "copyrightnotice", "creator", "creditline", "credittext"}
)
_NO_CAPTION_TAGS = frozenset(
    {"article", "body", "button", "caption", "html", "input", "main", "nav", "table"}
)
_MAY_BE_CAPTION = etree.XPath("descendant::*[self::figcaption or @*]")
_LABEL = re.compile(
    r"(?:^|(?<=[\s(\[.]))(?:(?:photo|image|picture)? ?credits?|photographs?|photos?|pictures?|images?|photography"
    r"|illustrations?|graphics?|source|fotos?|bild|bildquelle|crédits?|fotografías?|imagen|immagine|imagem|фото)"
    r"(?: by | ?: ?|/|\.{3}|…)(?=\S)|(?:© ?|\(c\) |\bcopyright )(?=\S)",
    re.IGNORECASE,
)
_LEADS_TO_PICTURE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif)\b|[/._-](?:attachment|gallery|galleries|image|images|media|photos?|pictures?|slideshow"
    r"|lightbox|zoom)(?:[/._?-]|$)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…”\"’)] (?=[A-Z(])")
_TWICE = re.compile(
    r"(^|[\s.!?”])(credit|photo|photograph|image|copyright|source|caption)\s?(?=\2)", re.IGNORECASE
)


@dataclass(frozen=True)
class Captions:
    """The captions of an article's pictures, their credits, and how the page marks captions up."""

    captions: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    place: Place = Place.NONE


def read_captions(area: Area) -> Captions:
    """Return the captions of the pictures in the article, each once, in order; those of teasers, asides and comments
    are left out."""
    captions: dict[str, None] = {}
    credits: dict[str, None] = {}
    place = Place.NONE
    for element in _caption_elements(area):
        text, credit = _read_caption(element)
        if not text or len(text) > LONGEST_CAPTION or len(captions) >= MOST_CAPTIONS or "{{" in text:
            continue
        captions.setdefault(text)
        if credit:
            credits.setdefault(credit)
        place = place or (Place.FIGURE if element.tag in ("figcaption", "figure") else Place.CLASS)
    return Captions(_without_parts(tuple(captions)), tuple(credits), place)


def find_lead_image(
    data: ArticleData, metas: Mapping[str, str], area: Area, *, base: str
) -> tuple[str, Place]:
    """Return the address of the picture the article leads with, http or https, and its place; "" where it has none."""
    for name in ("og:image", "og:image:secure_url", "og:image:url", "twitter:image", "twitter:image:src"):
        if address := _web_address(metas.get(name, ""), base=base):
            return address, Place.META
    for stated in data.images:
        if address := _web_address(stated, base=base):
            return address, Place.JSON_LD
    for figure in islice(area.scope.iter("figure"), _MOST_FIGURES):
        for picture in figure.iter("img"):
            for name in ("data-src", "src"):
                if address := _web_address(picture.get(name, ""), base=base):
                    return address, Place.FIGURE
    return "", Place.NONE


def is_named_caption(element: HtmlElement) -> bool:
    """Return whether an element's class or id calls it the caption or the credit of a picture."""
    steps = steps_of(element)
    if not _NO_CAPTION_STEPS.isdisjoint(steps):
        return False
    is_caption = not _CAPTION_STEPS.isdisjoint(steps)
    return is_caption or ("credit" in steps and not _PICTURE_STEPS.isdisjoint(steps))


def _caption_elements(area: Area) -> Iterator[HtmlElement]:
    """Yield the outermost elements that are captions, in order: but of a box around picture and caption the caption."""
    taken: set[HtmlElement] = set()
    for element in islice(filter(_is_caption, _MAY_BE_CAPTION(area.scope)), _MOST_ELEMENTS):
        if element in area.own or not taken.isdisjoint(element.iterancestors()) or is_hidden(element):
            continue
        inside = sum(map(_is_caption, islice(element.iterdescendants(etree.Element), _MOST_INSIDE)))
        if inside:
            # A box around picture and caption, or around several captions.
            if element.tag != "figcaption" and (inside > 1 or element.find(".//img") is not None):
                continue
        elif "credit" in steps_of(element) and _figure_of(element).find(".//figcaption") is not None:
            # Read with the caption beside it.
            continue
        taken.add(element)
        if _is_list_of_links(element) or not (element.tag == "figcaption" or _is_of_a_picture(element, area)):
            continue
        if not area.is_foreign(element) and not _is_of_a_teaser(element, url=area.url):
            yield element


def _is_of_a_picture(element: HtmlElement, area: Area) -> bool:
    """Return whether a picture, or what is called one, is near: a "caption" may also be the line over a headline."""
    outermost = element
    for ancestor in (element, *islice(element.iterancestors(), _MOST_LEVELS)):
        if ancestor in area.own:
            break
        outermost = ancestor
        if not _PICTURE_STEPS.isdisjoint(steps_of(ancestor)) or _holds_picture(ancestor):
            return True
    beside = outermost.getprevious()
    return beside is not None and (beside.tag in _PICTURES or _holds_picture(beside))


def _holds_picture(element: HtmlElement) -> bool:
    return next(element.iterdescendants(*_PICTURES), None) is not None


def _is_of_a_teaser(element: HtmlElement, *, url: str) -> bool:
    """Tell the caption of a picture that leads to another page; a link to the picture itself leads to none."""
    picture = next(_figure_of(element).iter(*_PICTURES), element)
    link = next(islice(picture.iterancestors("a"), 1), None)
    if link is None:
        return False
    target = _web_address(link.get("href", ""), base=url)
    if not target or address_key(target) == address_key(url):
        return False
    return not _LEADS_TO_PICTURE.search(target)


def _is_list_of_links(element: HtmlElement) -> bool:
    """Tell a box of other stories: several links, and hardly a word beside them."""
    links = list(islice(element.iter("a"), _MOST_INSIDE))
    if len(links) < 2:
        return False
    linked = sum(len(text_of(link, most=LONGEST_CAPTION)) for link in links)
    return linked > _MOSTLY_LINKS * len(text_of(element, most=2 * LONGEST_CAPTION))


def _without_parts(captions: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out captions that stand in another: the credit by itself, the same cut short for small screens."""
    return tuple(
        caption
        for caption in captions
        if not any(caption in other and caption != other for other in captions)
    )


def _is_caption(element: HtmlElement) -> bool:
    return element.tag == "figcaption" or (element.tag not in _NO_CAPTION_TAGS and is_named_caption(element))


def _read_caption(element: HtmlElement) -> tuple[str, str]:
    """Return a caption with its credit, and the credit alone where the page marks it up or leads in to it."""
    text = _words_of(element)
    inside = next(filter(_is_credit, islice(element.iterdescendants(etree.Element), _MOST_INSIDE)), None)
    if inside is not None:
        return text, _words_of(inside)
    if not _is_credit(element):
        figure = _figure_of(element)
        beside = next(filter(_is_credit, islice(figure.iterdescendants(etree.Element), _MOST_INSIDE)), None)
        if (
            beside is not None
            and not is_hidden(beside)
            and (credit := _words_of(beside))
            and credit not in text
        ):
            return (f"{credit} {text}" if stands_before(beside, element) else f"{text} {credit}"), credit
        return text, _credit_at_end(text)
    return text, text if _CAPTION_STEPS.isdisjoint(steps_of(element)) else _credit_at_end(text)


def _words_of(element: HtmlElement) -> str:
    text = text_of(
        element, most=2 * LONGEST_CAPTION, is_apart=lambda child: is_block(child) or _is_credit(child)
    )
    # "Credit" for those who listen, "Credit: Ada Quill" for those who look.
    return tidy(_TWICE.sub(r"\1 ", text))


def _is_credit(element: HtmlElement) -> bool:
    if not element.attrib:
        return False
    items = element.get("itemprop", "").lower().split()
    return not _CREDIT_ITEMS.isdisjoint(items) or not _CREDIT_STEPS.isdisjoint(steps_of(element))


def _figure_of(element: HtmlElement) -> HtmlElement:
    """Return the figure an element stands in, or the element itself."""
    return next(islice(element.iterancestors("figure"), 1), element)


def _credit_at_end(text: str) -> str:
    """Return the credit a caption ends with, "" where that cannot be told with some certainty."""
    start = max(0, len(text) - _LONGEST_CREDIT)
    tail = text[start:]
    led_in = [found.start() for found in _LABEL.finditer(tail)]
    if led_in:
        credit = tail[led_in[0] :]
        opens = tail[: led_in[0]].endswith(("(", "["))
        is_short = not _SENTENCE_END.search(credit) and len(credit) < _LONGEST_CREDIT
        return f"{tail[led_in[0] - 1]}{credit}" if opens and is_short else credit if is_short else ""
    ends = [found.end() for found in _SENTENCE_END.finditer(tail)]
    last = tail[ends[-1] :] if ends else ""
    return last if _is_agency_line(last.strip("()[]")) else ""


def _is_agency_line(text: str) -> bool:
    """Tell "Ada Quill/Skerry Pictures": two or three short names in capitals, parted by strokes."""
    parts = [part.split() for part in text.split("/")]
    return 2 <= len(parts) <= 3 and all(
        0 < len(part) <= 4 and all(any(map(str.isupper, word)) for word in part) for part in parts
    )


def _web_address(address: str, *, base: str) -> str:
    try:
        return normalise_url(address, base=base) if address else ""
    except BadURL:
        return ""

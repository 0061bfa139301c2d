"""The same article in another template: other names, nesting, surroundings, white space and data about it.

Each function changes a copy of a subject's tree in place with the dice and returns whether it could. Words, headline,
standfirst, byline, date and captions of the article stay on the page for readers to see.
"""

import json
import random
import re

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring

from bench.changes_noise import (
    SMALL,
    Noise,
    article_path,
    is_own,
    rotated,
    wrap,
)
from bench.changes_pages import (
    BLOCK,
    CAPTION,
    HEADING,
    HOLDER,
    MARK,
    RUN,
    SAID,
    STANDFIRST,
    find,
    squeeze,
    words_of,
)
from bench.changes_promotion import draw_clock, draw_name, draw_teaser
from bench.changes_spaces import minified, pretty_printed

# Names that a redesign keeps in some form, because style sheets and readers of the source go by them.
_SENSE = re.compile(
    r"by-?line|author|stand-?first|strapline|(?<![a-z])dek(?![a-z])|sub-?title|headline|caption|credit|related|share|social|newsletter|promo|comment"
    r"|advert|\bad\b|date|time|hidden|sr-only|hide",
    re.IGNORECASE,
)

_HEAD = re.compile(
    r"by-?line|stand-?first|(?<![a-z])dek(?![a-z])|sub-?title|strapline|sub-?head", re.IGNORECASE
)
_FURNITURE = re.compile(r"related|share|social|newsletter|promo|comment|advert|\bad\b", re.IGNORECASE)


def new_template(*, hashed: bool) -> Noise:
    """Return the noise of a redesign: everything around the article is new, everything in it is called otherwise.

    With `hashed` classes are what a build makes up, and only names of microdata stay.
    """

    def redesign(tree: HtmlElement, dice: random.Random) -> bool:
        region = article_path(tree)[-1]
        body = tree.find("body")
        if body is None:
            return False
        if region.tag == "body":
            region = _box_up(body)
        _clear_around(region)
        _clear_within(region)
        _rename(body, dice, hashed=hashed)
        others = (nested_otherwise, without_data, without_metas, minified, pretty_printed)
        for noise in dice.sample(others, 2):
            noise(tree, dice)
        _surround(body, dice)
        return True

    return redesign


def nested_otherwise(tree: HtmlElement, dice: random.Random) -> bool:
    """Nest the article's lines otherwise: boxes around each, spans in them, two more around all."""
    form = dice.choice(("<div></div>", '<div class="block"></div>', "<section></section>"))
    for block in find(tree, BLOCK):
        if block.tag != "p":
            continue
        if dice.random() < 0.7:
            wrap(block, form)
        elif len(block) == 0 and block.text:
            span = fragment_fromstring("<span></span>")
            span.text, block.text = block.text, None
            block.append(span)
    holder = find(tree, HOLDER)[0]
    if holder.tag not in ("body", "td", "tr", "li"):
        wrap(holder, '<div class="wrap"></div>')
    return True


def without_data(tree: HtmlElement, dice: random.Random) -> bool:
    """Take all JSON-LD off the page."""
    scripts = [script for script in tree.iter("script") if "ld+json" in script.get("type", "")]
    for script in scripts:
        script.drop_tree()
    return bool(scripts)


def with_data(tree: HtmlElement, dice: random.Random) -> bool:
    """Add JSON-LD with a headline of its own to a page that has none."""
    head, heading = tree.find("head"), next(iter(find(tree, HEADING)), None)
    if head is None or heading is None or any("ld+json" in s.get("type", "") for s in tree.iter("script")):
        return False
    words = " ".join(words_of(heading).split())
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": dice.choice((words, " ".join(words.split()[:6]))),
        "publisher": {"@type": "Organization", "name": "The Coast Gazette"},
        "image": "https://coast.example/i.jpg",
    }
    script = fragment_fromstring('<script type="application/ld+json"></script>')
    script.text = json.dumps(data)
    head.append(script)
    return True


def without_metas(tree: HtmlElement, dice: random.Random) -> bool:
    """Take what the page tells social networks off it."""
    metas = [
        m
        for m in tree.iter("meta")
        if (m.get("property") or m.get("name") or "").startswith(("og:", "twitter:"))
    ]
    for meta in metas:
        meta.drop_tree()
    return bool(metas)


def with_metas(tree: HtmlElement, dice: random.Random) -> bool:
    """Tell social networks another headline and description than before."""
    head, heading = tree.find("head"), next(iter(find(tree, HEADING)), None)
    if head is None or heading is None:
        return False
    without_metas(tree, dice)
    words = " ".join(words_of(heading).split())
    for name, value in (
        ("og:title", f"{words} | The Coast Gazette"),
        ("og:description", draw_teaser(dice)),
        ("og:type", "article"),
    ):
        meta = fragment_fromstring("<meta>")
        meta.set("property", name)
        meta.set("content", value)
        head.append(meta)
    return True


def combined(tree: HtmlElement, dice: random.Random) -> bool:
    """Make three to seven of the small noises at once, as a page does between two looks."""
    done = [noise(tree, dice) for noise in dice.sample(list(SMALL.values()), dice.randint(3, 7))]
    return any(done)


NOISES: dict[str, Noise] = {
    **SMALL,
    "nested otherwise": nested_otherwise,
    "JSON-LD dropped": without_data,
    "JSON-LD added": with_data,
    "metas dropped": without_metas,
    "metas changed": with_metas,
    "minified": minified,
    "pretty-printed": pretty_printed,
    "new template": new_template(hashed=False),
    "new template, hashed": new_template(hashed=True),
    "combined": combined,
}
# What a page keeps until its next release: a confirming look meets it again.
LASTING = frozenset(
    {
        "nested otherwise",
        "JSON-LD dropped",
        "JSON-LD added",
        "metas dropped",
        "metas changed",
        "minified",
        "pretty-printed",
    }
    | {"new template", "new template, hashed", "lazy pictures"}
)


def _rename(body: HtmlElement, dice: random.Random, *, hashed: bool) -> None:
    names: dict[str, str] = {}
    for element in body.iter(etree.Element):
        element.attrib.pop("id", None)
        old = element.attrib.pop("class", None)
        if not old:
            continue
        if old not in names:
            sense = " ".join(f"v2-{found.lower()}" for found in _SENSE.findall(old)[:2])
            made_up = f"x{dice.randrange(16**6):06x}"
            # A hidden element stays hidden, whatever its name is.
            is_hiding = bool(re.search("hid|sr-only", old, re.IGNORECASE))
            names[old] = (
                ("hidden" if is_hiding else made_up) if hashed else (f"{made_up} {sense}".strip() or made_up)
            )
        element.set("class", names[old])


def _box_up(body: HtmlElement) -> HtmlElement:
    box = fragment_fromstring("<div></div>")
    box.text, body.text = body.text, None
    for child in list(body):
        box.append(child)
    body.append(box)
    return box


def _clear_around(region: HtmlElement) -> None:
    """Take everything visible out that stands beside the article's region at any rank."""
    for ancestor in [region, *region.iterancestors()]:
        parent = ancestor.getparent()
        if parent is None or parent.tag == "html":
            return
        for child in list(parent):
            is_dull = child.tag not in ("script", "style", "link") and not _holds_head(child)
            if child is not ancestor and is_dull:
                parent.remove(child)


def _clear_within(region: HtmlElement) -> None:
    """Take out of the article's region what stands before its heading, behind its last line or is called furniture.

    The new template brings furniture of its own.
    """
    order = {element: place for place, element in enumerate(region.iter(etree.Element))}
    own = [order[e] for e in order if e.get(MARK) in (BLOCK, RUN, HEADING, STANDFIRST, CAPTION, SAID)]
    for element in list(order):
        place, parent = order[element], element.getparent()
        named = _FURNITURE.search(f"{element.get('class', '')}"[:300])
        beside = place < own[0] or place > own[-1] or named
        if element is region or parent is None or not beside or element.tag in ("script", "style", "br"):
            continue
        if is_own(element):
            # What stands in a line of the article is that line's.
            continue
        if (
            not any(child.get(MARK) for child in element.iter(etree.Element))
            and not (element.tail or "").strip()
        ):
            parent.remove(element)


def _holds_head(element: HtmlElement) -> bool:
    """Tell whether an element holds what belongs to the article's head: its standfirst or byline, by name or words."""
    metas = element.getroottree().iter("meta")
    told = [
        squeeze(m.get("content", ""))
        for m in metas
        if "description" in (m.get("property") or m.get("name") or "")
    ]
    for part in element.iter(etree.Element):
        if _HEAD.search(f"{part.get('class', '')} {part.get('itemprop', '')}"[:300]):
            return True
        if part.text and len(part.text) > 30 and squeeze(part.text) in told:
            return True
    return False


def _surround(body: HtmlElement, dice: random.Random) -> None:
    links = "".join(
        f'<li><a href="/{n}">{word}</a></li>'
        for n, word in enumerate(("News", "Sport", "Weather", "Culture"))
    )
    header = (
        f'<header{draw_name(dice)}><a href="/">The Coast Gazette</a>'
        f"<nav><ul>{links}</ul></nav><p>{draw_clock(dice)}</p></header>"
    )
    items = "".join(
        f'<li><a href="/s/{n}">{draw_teaser(dice)}</a><p>{draw_teaser(dice)}.</p></li>' for n in range(5)
    )
    side = f"<{{0}}{draw_name(dice, 'sidebar')}><h2>Latest</h2><ul>{items}</ul></{{0}}>".format(
        dice.choice(("aside", "div"))
    )
    footer = (
        f"<footer{draw_name(dice)}><p>The Coast Gazette, 4 Quay Street, Otterby. All rights reserved.</p>"
        '<a href="/terms">Terms</a> <a href="/privacy">Privacy</a></footer>'
    )
    body.insert(0, fragment_fromstring(header))
    body.append(fragment_fromstring(side))
    body.append(fragment_fromstring(footer))
    rotated(body, dice)

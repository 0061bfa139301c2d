"""What changes around an article and is no edit: links, figures, promotion between paragraphs, boxes, banners, scripts.

Each function changes a copy of a subject's tree (`bench.changes_pages`) in place with the dice and returns whether it
found a place. None touches a word of the article, its headline or its captions. All words are invented.
"""

import random
import re
from collections.abc import Callable

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring

from bench.changes_pages import BLOCK, CAPTION, HEADING, HOLDER, MARK, RUN, SAID, STANDFIRST, find
from bench.changes_promotion import draw_box, draw_clock, draw_count, draw_name, draw_teaser
from bench.furniture import new_names, new_scripts

Noise = Callable[[HtmlElement, random.Random], bool]

_OWN = (BLOCK, RUN, CAPTION, HEADING, STANDFIRST, SAID)
_DIGIT = re.compile(r"\d")
# "1,204 shares", "3.4K", "12:04 GMT", "Comments (12)", "Updated 5 minutes ago"; not a product or a road with a number.
_COUNT = re.compile(
    r"[^\w]*[\d.,: ]{1,14}[KkMm%]?[^\w]*"
    r"|.*\b(?:comment|share|view|read|min|hour|sec|ago|like|vote|follow|update|am|pm|gmt|et)(?:s|ed|er|ers|ing|utes|onds)?\b.*",
    re.IGNORECASE,
)
# A date changes on no page without an edit; a count, a clock or a price does.
_DATE = re.compile(r"\b(?:19|20)\d\d\b|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|day\b", re.IGNORECASE)
_WRITTEN_BY = re.compile(r"author|byline|credit|caption|standfirst|dek|subtitle", re.IGNORECASE)


def new_links(tree: HtmlElement, dice: random.Random) -> bool:
    """Give every link another query, and every link outside the article other words where it was a teaser."""
    for link in tree.iter("a"):
        link.set("href", f"{link.get('href', '/').partition('?')[0]}?src={dice.randrange(10**6)}")
        if len(link) == 0 and len((link.text or "").split()) > 3 and not is_own(link):
            link.text = draw_teaser(dice)
    return True


def new_figures(tree: HtmlElement, dice: random.Random) -> bool:
    """Change the digits of short texts around the article: counts, clocks, prices."""
    found = False
    for element in tree.iter(etree.Element):
        text = element.text or ""
        if (
            0 < len(text) < 40
            and _COUNT.fullmatch(text)
            and not _DATE.search(text)
            and element.tag not in ("script", "style", "title")
            and is_free(element)
        ):
            element.text = _DIGIT.sub(lambda _digit: str(dice.randrange(10)), text)
            found = True
    return found


def counters(tree: HtmlElement, dice: random.Random) -> bool:
    """Put counts of shares, comments and readers under the headline or behind the text."""
    name = draw_name(dice, "share", "social", "article-tools")
    lines = dice.sample(
        [
            f"{draw_count(dice)} shares",
            f"{draw_count(dice)} comments",
            f"{draw_count(dice)} people reading now",
        ],
        2,
    )
    form = dice.choice(
        (
            f"<div{name}><span>{lines[0]}</span> <a href='#c'>{lines[1]}</a></div>",
            f"<ul{name}><li><a href='#s'>Share</a></li><li>{lines[0]}</li></ul>",
            f"<div{name}><button>Share</button><b>{lines[0]}</b></div>",
            f"<p{name}>{lines[1]}</p>",
        )
    )
    return put_under_heading(tree, form) if dice.random() < 0.6 else put_at_end(tree, form)


def clocks(tree: HtmlElement, dice: random.Random) -> bool:
    """Put a line on when the page was touched under the headline."""
    name = draw_name(dice, "timestamp", "updated", "meta")
    tag = dice.choice(("div", "p", "span", "time"))
    return put_under_heading(tree, f"<{tag}{name}>{draw_clock(dice)}</{tag}>")


def promotion(tag: str, *, named: bool) -> Noise:
    """Return the noise of promotion between paragraphs in a box of one tag, one to three of them."""

    def put(tree: HtmlElement, dice: random.Random) -> bool:
        for _ in range(dice.choice((1, 1, 2, 3))):
            if not put_between(tree, dice, draw_box(dice, tag=tag, named=named)):
                return False
        return True

    return put


def slots(tree: HtmlElement, dice: random.Random) -> bool:
    """Put slots for advertisements, some with a label and a script, between paragraphs."""
    for _ in range(dice.randint(1, 4)):
        label = dice.choice(
            ("", "", "<span>Advertisement</span>", "<p>Advertisement</p>", "<small>ADVERTISEMENT</small>")
        )
        name = draw_name(dice, "ad-slot", "mpu", "advert")
        put_between(
            tree,
            dice,
            f'<div{name} id="s{dice.randrange(999)}">{label}<script>ad({dice.random()})</script></div>',
        )
    return True


def reordered(tree: HtmlElement, dice: random.Random) -> bool:
    """Move elements that stand beside the article, not in it, to other places of the same rank."""
    inside = article_path(tree)
    found = False
    for element in inside[:-1]:
        movable = [
            child
            for child in element
            if child not in inside and child.tag not in ("script", "link", "style", "head")
        ]
        for child in dice.sample(movable, min(2, len(movable))):
            if not _holds_own(child):
                element.remove(child)
                element.insert(dice.randrange(len(element) + 1), child)
                found = True
    return found


def rotated(tree: HtmlElement, dice: random.Random) -> bool:
    """Change the stories in lists of links around the article, or put such a list at its end or that of the page."""
    found = False
    for box in tree.iter("ul", "ol", "aside"):
        links = list(box.iter("a"))
        if len(links) > 2 and is_free(box) and not _holds_own(box):
            for link in links:
                if len(link) == 0:
                    link.text = draw_teaser(dice)
            found = True
    items = "".join(f'<li><a href="/{n}">{draw_teaser(dice)}</a></li>' for n in range(dice.randint(3, 6)))
    title = dice.choice(("Related stories", "Most read", "More on this", "You may also like"))
    box_of = f"<{{0}}{draw_name(dice, 'related', 'most-read', 'recommended')}><h3>{title}</h3><ul>{items}</ul></{{0}}>"
    return put_at_end(tree, box_of.format(dice.choice(("div", "section", "aside")))) or found


def reader_comments(tree: HtmlElement, dice: random.Random) -> bool:
    """Put readers' comments, with prose and names, behind the article."""
    name = (
        draw_name(dice, "comments", "comment-list")
        if dice.random() < 0.3
        else ' id="comments" class="comments"'
    )
    items = "".join(
        f"<div class='comment'><b>reader{dice.randrange(999)}</b><p>I have seen the {draw_teaser(dice)} "
        f"and I cannot say that I like it, number {dice.randrange(99)}.</p></div>"
        for _ in range(dice.randint(2, 6))
    )
    return put_at_end(
        tree, f"<section{name}><h3>{draw_count(dice)} comments</h3>{items}</section>", outside=True
    )


def banners(tree: HtmlElement, dice: random.Random) -> bool:
    """Put what is asked of or told to every visitor first or last on the page: cookies, a ticker, an offer."""
    words = dice.choice(
        (
            "<p>We and our 143 partners store information on a device, such as cookies, to make this site work.</p>"
            "<button>Accept all</button><button>Choose</button>",
            f"<strong>Breaking:</strong> <a href='/b'>{draw_teaser(dice)}</a>",
            "<p>You have 3 free articles left this month.</p><a href='/offer'>Subscribe for 1 a month</a>",
            "<p>You are using an old browser. Please update it to read this site as it was meant.</p>",
        )
    )
    name = draw_name(dice, "cookie-banner", "consent", "ticker", "offer")
    body = tree.find("body")
    if body is None:
        return False
    body.insert(
        0 if dice.random() < 0.5 else len(body),
        fragment_fromstring(f"<div{name} role='region'>{words}</div>"),
    )
    return True


def lazy_pictures(tree: HtmlElement, dice: random.Random) -> bool:
    """Load pictures late: other attributes, and a copy for those without scripts."""
    found = False
    for image in list(tree.iter("img")):
        image.set("loading", "lazy")
        if image.get("src") and image.getparent() is not None:
            image.set("data-src", f"{image.get('src')}?w={dice.randrange(400, 1600)}")
            image.set("src", "data:image/gif;base64,R0lGODlhAQABAAAAACw=")
            image.addnext(
                fragment_fromstring(f'<noscript><img src="/i/{dice.randrange(99)}.jpg"></noscript>')
            )
        found = True
    return found


def experiments(tree: HtmlElement, dice: random.Random) -> bool:
    """Wrap paragraphs, the heading or the whole text in elements that an experiment marks."""
    chosen = [
        element
        for element in find(tree, BLOCK, HEADING, HOLDER)
        if element.tag not in ("li", "td", "body", "tr")
    ]
    for element in dice.sample(chosen, min(2, len(chosen))):
        wrap(
            element, f'<div data-experiment="{dice.randrange(99)}" data-variant="{dice.choice("ab")}"></div>'
        )
    return bool(chosen)


SMALL: dict[str, Noise] = {
    "links": new_links,
    "figures around": new_figures,
    "counters put in": counters,
    "clocks put in": clocks,
    "promo, aside named": promotion("aside", named=True),
    "promo, aside unnamed": promotion("aside", named=False),
    "promo, div named": promotion("div", named=True),
    "promo, div unnamed": promotion("div", named=False),
    "promo, section named": promotion("section", named=True),
    "promo, section unnamed": promotion("section", named=False),
    "promo, figure": promotion("figure", named=False),
    "promo, list named": promotion("ul", named=True),
    "promo, list unnamed": promotion("ul", named=False),
    "promo, bare line": promotion("p", named=False),
    "advertising slots": slots,
    "reordered around": reordered,
    "related rotated": rotated,
    "readers' comments": reader_comments,
    "banners": banners,
    "lazy pictures": lazy_pictures,
    "experiments": experiments,
    "names": new_names,
    "scripts": new_scripts,
}


def is_own(element: HtmlElement) -> bool:
    """Tell whether an element is a line of the article or stands in one."""
    return element.get(MARK) in _OWN or any(a.get(MARK) in _OWN for a in element.iterancestors())


def is_free(element: HtmlElement) -> bool:
    """Tell whether an element is neither the article's nor called like a byline, caption or standfirst."""
    chain = (element, *element.iterancestors())
    return not any(
        e.get(MARK) in _OWN or e.tag in ("figcaption", "time", "table", "h1", "noscript")
        or _WRITTEN_BY.search(f"{e.get('class', '')} {e.get('itemprop', '')} {e.get('rel', '')}"[:200])
        for e in chain
    )  # fmt: skip


def article_path(tree: HtmlElement) -> list[HtmlElement]:
    """Return the elements from the body down to the smallest that holds heading and text."""
    own = find(tree, BLOCK, RUN, HEADING)
    paths = [[*reversed(list(element.iterancestors())), element] for element in own]
    path = [steps[0] for steps in zip(*paths, strict=False) if all(step is steps[0] for step in steps)]
    return [element for element in path if element.tag != "html"]


def put_between(tree: HtmlElement, dice: random.Random, markup: str) -> bool:
    """Put markup behind one of the article's blocks, sometimes before the first; return whether there is one."""
    blocks = find(tree, BLOCK)
    if not blocks:
        return False
    place = dice.randrange(len(blocks))
    return put_behind(blocks[place], markup, before=place == 0 and dice.random() < 0.5)


def put_behind(block: HtmlElement, markup: str, *, before: bool = False) -> bool:
    """Put markup behind a block, or before it; behind the list or table it stands in."""
    for ancestor in list(block.iterancestors()):
        if ancestor.get(MARK) == HOLDER or ancestor.tag in ("body", "main", "html"):
            break
        if ancestor.tag not in ("div", "section", "article"):
            block = ancestor
    add = block.addprevious if before else block.addnext
    add(fragment_fromstring(markup))
    return True


def put_under_heading(tree: HtmlElement, markup: str) -> bool:
    """Put markup right behind the headline, which may stand in a header of its own."""
    heading = next(iter(find(tree, HEADING)), None)
    if heading is None:
        return False
    heading.addnext(fragment_fromstring(markup))
    return True


def put_at_end(tree: HtmlElement, markup: str, *, outside: bool = False) -> bool:
    """Put markup last in the element that holds the article, or behind that."""
    holder = find(tree, HOLDER)[0]
    if outside and holder.tag != "body":
        holder.addnext(fragment_fromstring(markup))
    else:
        holder.append(fragment_fromstring(markup))
    return True


def wrap(element: HtmlElement, markup: str) -> None:
    """Put an element into another one that takes its place; text behind it stays behind both."""
    parent = element.getparent()
    if parent is None:
        return
    box = fragment_fromstring(markup)
    box.tail, element.tail = element.tail, None
    parent.replace(element, box)
    box.append(element)


def _holds_own(element: HtmlElement) -> bool:
    return any(child.get(MARK) in _OWN for child in element.iter(etree.Element))

"""What publishers change on a page: furniture, which changes at every load and is no news, and edits, which are.

Each function changes a parsed page in place, at places drawn with the dice, and returns whether it found one. The words
are invented.
"""

import random
import re
from collections.abc import Callable, Iterator

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring

Change = Callable[[HtmlElement, random.Random], bool]

_FRAMES = frozenset({"nav", "aside", "footer", "header"})
_WORD = re.compile(r"[^\W\d_]{4,}")
_DIGIT = re.compile(r"\d")
_CORRECTION = "Correction: an earlier version of this article gave the wrong year for the flood."


def new_links(tree: HtmlElement, dice: random.Random) -> bool:
    """Give every link another address."""
    links = list(tree.iter("a"))
    for link in links:
        link.set("href", f"{link.get('href', '/').partition('?')[0]}?s={dice.randrange(10**6)}")
    return bool(links)


def new_names(tree: HtmlElement, dice: random.Random) -> bool:
    """Give elements ids, classes and nonces that a build or a load has made up."""
    for element in tree.iter(etree.Element):
        if dice.random() < 0.3:
            element.set("data-nonce", f"{dice.randrange(10**9)}")
        if dice.random() < 0.1 and element.get("id") is None:
            element.set("id", f"k{dice.randrange(10**9)}")
        if dice.random() < 0.2 and element.get("class"):
            element.set("class", f"{element.get('class')} css-{dice.randrange(10**9)}")
    return True


def new_scripts(tree: HtmlElement, dice: random.Random) -> bool:
    """Add scripts and styles, and change those there are."""
    for script in tree.iter("script", "style"):
        if script.get("type", "text/javascript").startswith("text/j") or script.tag == "style":
            script.text = f"var load = {dice.randrange(10**9)};"
    body = tree.find("body")
    if body is None:
        return False
    for place in range(3):
        body.insert(
            dice.randrange(len(body) + 1),
            fragment_fromstring(f"<script>w({place}, {dice.random()})</script>"),
        )
    return True


def new_frame(tree: HtmlElement, dice: random.Random) -> bool:
    """Change words and figures in navigation, asides, page headers and footers."""
    found = False
    for frame in tree.iter(*_FRAMES):
        if frame.find(".//h1") is None and _holding(frame, "article") is None:
            for element in frame.iter(etree.Element):
                if (element.text or "").strip() and element.tag not in ("script", "style"):
                    element.text = f"Story {dice.randrange(10**6)} of the day"
                    found = True
    return found


def a_box_of_links(tree: HtmlElement, dice: random.Random) -> bool:
    """Put a list of links, in a box without a telling name, at the end of the page."""
    items = "".join(
        f'<li><a href="/{n}">Ferry {dice.randrange(10**6)} is late again</a></li>' for n in range(6)
    )
    return _append(tree, f'<div class="c-{dice.randrange(99)}"><h3>More</h3><ul>{items}</ul></div>')


def most_read_with_teasers(tree: HtmlElement, dice: random.Random) -> bool:
    """Put a box of most read stories, with a sentence on each, at the end of the page."""
    items = "".join(
        f"<li><a href='/{n}'>Ferry {dice.randrange(10**6)}</a><p>The ferry stays for day {dice.random()}.</p></li>"
        for n in range(6)
    )
    return _append(tree, f'<div class="most-read"><h3>Most read</h3><ol>{items}</ol></div>')


def a_clock(tree: HtmlElement, dice: random.Random) -> bool:
    """Put a clock and a count of readers before all else."""
    return _append(
        tree,
        f"<div class='top'><span>{dice.randrange(24)}:{dice.randrange(60)}</span> <b>{dice.randrange(10**6)}</b></div>",
        first=True,
    )


def shares_in_the_article(tree: HtmlElement, dice: random.Random) -> bool:
    """Put counts of shares under the headline."""
    heading = next(tree.iter("h1"), None)
    if heading is None or heading.getparent() is None:
        return False
    heading.addnext(
        fragment_fromstring(
            f'<div class="share-bar"><a href="#">Share</a> <b>{dice.randrange(10**6)} shares</b></div>'
        )
    )
    return True


def advertisements_in_the_article(tree: HtmlElement, dice: random.Random) -> bool:
    """Put empty slots for advertisements with a script between paragraphs."""
    paragraphs = [paragraph for paragraph in tree.iter("p") if paragraph.getparent() is not None]
    for paragraph in dice.sample(paragraphs, min(3, len(paragraphs))):
        slot = f'<div class="slot" id="s{dice.randrange(10**6)}"><script>ad({dice.random()})</script></div>'
        paragraph.addprevious(fragment_fromstring(slot))
    return bool(paragraphs)


def a_related_box_in_the_article(tree: HtmlElement, dice: random.Random) -> bool:
    """Put a box of related stories, named so, behind a paragraph."""
    return _behind_a_paragraph(
        tree,
        dice,
        f'<aside class="related"><h3>Related</h3><p><a href="/x">Ferry {dice.randrange(10**6)}</a></p></aside>',
    )


def one_word(tree: HtmlElement, dice: random.Random) -> bool:
    """Change one word somewhere in a paragraph."""
    return _change_text(tree, dice, _WORD, lambda word: word[::-1] if word[::-1] != word else f"{word}s")


def one_digit(tree: HtmlElement, dice: random.Random) -> bool:
    """Change one digit somewhere in a paragraph."""
    return _change_text(tree, dice, _DIGIT, lambda digit: str((int(digit) + 1) % 10))


def one_word_anywhere(tree: HtmlElement, dice: random.Random) -> bool:
    """Change one word anywhere on the page."""
    return _change_text(tree, dice, _WORD, lambda word: f"{word}x", among=None)


def a_paragraph_more(tree: HtmlElement, dice: random.Random) -> bool:
    """Add a paragraph behind another."""
    return _behind_a_paragraph(
        tree, dice, f"<p>The council added that {dice.randrange(10**6)} people had signed.</p>"
    )


def a_paragraph_less(tree: HtmlElement, dice: random.Random) -> bool:
    """Take a paragraph with some words out."""
    paragraphs = [p for p in tree.iter("p") if p.getparent() is not None and len(p.text or "") > 40]
    if not paragraphs:
        return False
    dice.choice(paragraphs).drop_tree()
    return True


def a_correction_behind_the_text(tree: HtmlElement, dice: random.Random) -> bool:
    """Add a correction behind the last long paragraph."""
    paragraphs = [p for p in tree.iter("p") if p.getparent() is not None and len(p.text or "") > 40]
    if not paragraphs:
        return False
    paragraphs[-1].addnext(fragment_fromstring(f"<p><em>{_CORRECTION}</em></p>"))
    return True


def a_correction_somewhere(tree: HtmlElement, dice: random.Random) -> bool:
    """Add a correction, in one of many forms, behind any block of the page, in the article or far from it."""
    form = dice.choice(
        (
            "<p>{}</p>",
            '<div class="correction">{}</div>',
            '<div class="correction"><p>{}</p></div>',
            "<aside><p>{}</p></aside>",
            "<footer><p>{}</p></footer>",
            "<section><h2>Correction</h2><p>{}</p></section>",
            "<ul><li>{}</li></ul>",
            "<blockquote>{}</blockquote>",
            "<p><small><em>{}</em></small></p>",
            '<p><a href="/corrections">{}</a></p>',
        )
    )
    blocks = [
        b
        for b in tree.iter("p", "div", "section", "article", "main", "ul", "h2")
        if b.getparent() is not None
    ]
    if not blocks:
        return False
    dice.choice(blocks).addnext(fragment_fromstring(form.format(_CORRECTION)))
    return True


def a_short_line_somewhere(tree: HtmlElement, dice: random.Random) -> bool:
    """Add a line of one word or a figure behind any paragraph of the page."""
    return _behind_a_paragraph(tree, dice, f"<p>{dice.choice(('Fixed.', 'No.', '17.', 'Updated.'))}</p>")


def a_headline(tree: HtmlElement, dice: random.Random) -> bool:
    """Change a word of a heading of the first rank."""
    return _change_text(tree, dice, _WORD, lambda word: f"{word}s", among=("h1",))


def a_caption(tree: HtmlElement, dice: random.Random) -> bool:
    """Change a word of a caption."""
    return _change_text(tree, dice, _WORD, lambda word: f"{word}s", among=("figcaption",))


FURNITURE: tuple[Change, ...] = (
    new_links,
    new_names,
    new_scripts,
    new_frame,
    a_box_of_links,
    most_read_with_teasers,
    a_clock,
    shares_in_the_article,
    advertisements_in_the_article,
    a_related_box_in_the_article,
)
EDITS: tuple[Change, ...] = (
    one_word,
    one_digit,
    one_word_anywhere,
    a_paragraph_more,
    a_paragraph_less,
    a_correction_behind_the_text,
    a_correction_somewhere,
    a_short_line_somewhere,
    a_headline,
    a_caption,
)


def _change_text(
    tree: HtmlElement,
    dice: random.Random,
    pattern: re.Pattern[str],
    replace: Callable[[str], str],
    *,
    among: tuple[str, ...] | None = ("p", "li"),
) -> bool:
    """Replace one match of a pattern in a text of those elements and what they hold, or of the whole body."""
    places = [
        (element, name)
        for element in _elements(tree, among)
        for name in ("text", "tail")
        if element.tag not in ("script", "style") and pattern.search(getattr(element, name) or "")
    ]
    if not places:
        return False
    element, name = dice.choice(places)
    text = getattr(element, name)
    match = dice.choice(list(pattern.finditer(text)))
    setattr(element, name, f"{text[: match.start()]}{replace(match.group())}{text[match.end() :]}")
    return True


def _elements(tree: HtmlElement, among: tuple[str, ...] | None) -> Iterator[HtmlElement]:
    body = tree.find("body")
    if body is None:
        return
    if among is None:
        yield from body.iter(etree.Element)
        return
    for block in body.iter(*among):
        yield from block.iter(etree.Element)


def _holding(element: HtmlElement, tag: str) -> HtmlElement | None:
    return next(element.iterancestors(tag), None)


def _append(tree: HtmlElement, markup: str, *, first: bool = False) -> bool:
    body = tree.find("body")
    if body is None:
        return False
    body.insert(0 if first else len(body), fragment_fromstring(markup))
    return True


def _behind_a_paragraph(tree: HtmlElement, dice: random.Random, markup: str) -> bool:
    paragraphs = [paragraph for paragraph in tree.iter("p") if paragraph.getparent() is not None]
    if not paragraphs:
        return False
    dice.choice(paragraphs).addnext(fragment_fromstring(markup))
    return True

"""Edits a publisher makes, each within what readers see of the article: all of them must be reported.

Each function changes a copy of a subject's tree in place with the dice and returns the `Edit`, None where it finds no
place. Lines that an edit adds bear the mark of the article's own. All words are invented.
"""

import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring

from bench.changes_noise import draw_teaser, is_own
from bench.changes_pages import (
    BLOCK,
    CAPTION,
    HEADING,
    HOLDER,
    MARK,
    RUN,
    STANDFIRST,
    find,
    name_elements,
    squeeze,
    words_of,
)

_WORD = re.compile(r"[^\W\d_]{4,}")
_BETWEEN = re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_])")
_DIGIT = re.compile(r"\d")
_QUOTES = re.compile(r"[“\"]([^“”\"]{3,300})[”\"]")
_STOP = re.compile(r"(?<=[a-zа-я][.!?]) (?=[^\W\d_])")
_NEGATIONS = {"en": "not", "it": "non", "pt": "não", "id": "tidak", "es": "no", "de": "nicht", "fr": "pas"}
_SENTENCES = (
    "The council of Otterby will meet again on Thursday.",
    "Two of the four cranes had stood still since the spring.",
    "Nobody from the brewery could be reached on Sunday evening.",
    "The bridge at Saltholm was inspected 14 months ago.",
    "“We were told nothing,” said the harbour master, Ada Quill.",
)
_NOTICES = (
    "Correction: an earlier version of this article gave the wrong year for the flood.",
    "This article was amended on 3 May. An earlier version misspelled the name of the harbour master.",
    "Clarification: the bridge is owned by the county, not by the town.",
    "Editor’s note: this story has been updated to include a response from the brewery.",
    "An earlier version of this story misstated the number of cranes. There are four, not five.",
)


@dataclass(frozen=True)
class Edit:
    """What an edit took away and brought, as squeezed lines of the article; `fields` are those besides lines."""

    gone: frozenset[str] = frozenset()
    came: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()


Editing = Callable[[HtmlElement, random.Random], "Edit | None"]


def one_word(tree: HtmlElement, dice: random.Random) -> Edit | None:
    """Put another word of the article, or one of ours, in a word's place."""
    return _replace(tree, dice, _WORD, lambda word: _other_word(tree, dice, word), BLOCK, RUN)


def one_digit(tree: HtmlElement, dice: random.Random) -> Edit | None:
    """Change one digit."""
    return _replace(tree, dice, _DIGIT, lambda digit: str((int(digit) + dice.randint(1, 9)) % 10), BLOCK, RUN)


def a_negation(tree: HtmlElement, dice: random.Random) -> Edit | None:
    """Put a "not" between two words."""
    word = _NEGATIONS.get((tree.get("lang") or "en")[:2].lower(), "not")
    return _replace(tree, dice, _BETWEEN, lambda _space: f" {word} ", BLOCK, RUN)


def quotation_marks(tree: HtmlElement, dice: random.Random) -> Edit | None:
    """Take quotation marks off some words, or put them round a word where there are none."""
    edit = _replace(tree, dice, _QUOTES, lambda quoted: quoted[1:-1], BLOCK, RUN)
    return edit or _replace(tree, dice, _WORD, lambda word: f"“{word}”", BLOCK, RUN)


def a_sentence(tree: HtmlElement, dice: random.Random) -> Edit | None:
    """Add a sentence within a paragraph."""
    return _replace(tree, dice, _STOP, lambda _space: f" {dice.choice(_SENTENCES)} ", BLOCK, RUN)


def a_paragraph_added(tree: HtmlElement, dice: random.Random) -> Edit | None:
    """Add a paragraph that is marked up as its neighbour is."""
    blocks = _paragraphs(tree)
    if not blocks:
        return None
    neighbour = dice.choice(blocks)
    line = " ".join(dice.sample(_SENTENCES, dice.randint(1, 3)))
    made = tree.makeelement(neighbour.tag, {k: v for k, v in neighbour.attrib.items() if k != "id"})
    made.text = line
    made.set(MARK, BLOCK)
    neighbour.addnext(made)
    return Edit(came=frozenset({squeeze(line)}))


def a_paragraph_removed(tree: HtmlElement, dice: random.Random) -> Edit | None:
    """Take a paragraph out; an article of fewer than four is left alone."""
    blocks = _paragraphs(tree)
    if len(blocks) < 4:
        return None
    block = dice.choice(blocks)
    line = squeeze(words_of(block))
    block.drop_tree()
    return Edit(gone=frozenset({line}))


def a_paragraph_moved(tree: HtmlElement, dice: random.Random) -> Edit | None:
    """Put a paragraph behind another one, at least two further down or up."""
    blocks = _paragraphs(tree)
    if len(blocks) < 5:
        return None
    one, other = sorted(dice.sample(range(len(blocks)), 2))
    if other - one < 2:
        return None
    touched = frozenset(squeeze(words_of(block)) for block in blocks[one : other + 1])
    mover, place = (blocks[one], blocks[other]) if dice.random() < 0.5 else (blocks[other], blocks[one])
    if (mover.tail or "").strip():
        return None
    place.addnext(mover)
    return Edit(gone=touched, came=touched)


def correction(form: str, *, place: str = "end") -> Editing:
    """Return the edit that adds a notice to readers in one form of markup: behind the text, at its end or before it."""

    def add(tree: HtmlElement, dice: random.Random) -> Edit | None:
        blocks = _paragraphs(tree)
        if not blocks:
            return None
        notice = dice.choice(_NOTICES)
        made = fragment_fromstring(form.format(notice))
        line = next(e for e in made.iter(etree.Element) if notice in (e.text or ""))
        line.set(MARK, BLOCK)
        outer = _outermost(blocks[0] if place == "start" else blocks[-1])
        if place == "start":
            outer.addprevious(made)
        elif place == "behind" and find(tree, HOLDER)[0].tag != "body":
            find(tree, HOLDER)[0].addnext(made)
        else:
            outer.addnext(made)
        return Edit(came=frozenset({squeeze(notice)}))

    return add


def a_caption_word(tree: HtmlElement, dice: random.Random) -> Edit | None:
    """Change a word of a picture's caption."""
    return _replace(tree, dice, _WORD, lambda word: _other_word(tree, dice, word), CAPTION)


def a_picture_added(tree: HtmlElement, dice: random.Random) -> Edit | None:
    """Put a picture with a caption between two paragraphs."""
    blocks = _paragraphs(tree)
    if not blocks:
        return None
    line = f"{draw_teaser(dice).capitalize()}, seen from the quay."
    figure = fragment_fromstring(
        f'<figure><img src="/p/{dice.randrange(99)}.jpg" alt=""><figcaption>{line}</figcaption></figure>'
    )
    figure[1].set(MARK, CAPTION)
    _outermost(dice.choice(blocks)).addnext(figure)
    return Edit(came=frozenset({squeeze(line)}))


def headline(*, everywhere: bool) -> Editing:
    """Return the edit of one word of the headline, on the page alone or in all data that repeats it."""

    def change(tree: HtmlElement, dice: random.Random) -> Edit | None:
        before = " ".join(words_of(next(iter(find(tree, HEADING)), tree.makeelement("h1"))).split())
        edit = _replace(tree, dice, _WORD, lambda word: _other_word(tree, dice, word), HEADING)
        if edit is None or not everywhere:
            return edit
        after = " ".join(words_of(find(tree, HEADING)[0]).split())
        for element in tree.iter("meta", "title", "script"):
            if element.tag == "meta" and before in element.get("content", ""):
                element.set("content", element.get("content", "").replace(before, after))
            elif element.text and (element.tag == "title" or "ld+json" in element.get("type", "")):
                element.text = element.text.replace(before, after)
                element.text = element.text.replace(json.dumps(before)[1:-1], json.dumps(after)[1:-1])
        return edit

    return change


def put_standfirst(tree: HtmlElement, dice: random.Random) -> bool:
    """Put a standfirst under the headline, in one of the forms pages give it; return whether there is a headline."""
    heading = next(iter(find(tree, HEADING)), None)
    if heading is None:
        return False
    form = dice.choice(
        (
            '<p class="standfirst">{}</p>',
            '<h2 class="article-subtitle">{}</h2>',
            '<div class="article__dek"><p>{}</p></div>',
            '<p class="strapline">{}</p>',
            '<div class="standfirst"><p>{}</p></div>',
            '<p itemprop="alternativeHeadline">{}</p>',
        )
    )
    line = f"How the {draw_teaser(dice).split(' ', 1)[1]} and what the people of the coast have to say about that"
    made = fragment_fromstring(form.format(line))
    next(e for e in made.iter(etree.Element) if line in (e.text or "")).set(MARK, STANDFIRST)
    heading.addnext(made)
    return True


def a_standfirst_word(tree: HtmlElement, dice: random.Random) -> Edit | None:
    """Change a word of the standfirst."""
    return _replace(tree, dice, _WORD, lambda word: _other_word(tree, dice, word), STANDFIRST)


def byline_name(authors: tuple[str, ...]) -> Editing:
    """Return the edit that adds a second author, on the page and in its data."""

    def add(tree: HtmlElement, dice: random.Random) -> Edit | None:
        if not authors:
            return None
        name, other = authors[0], dice.choice(("Ada Quill", "Ivo Marsh", "Nell Tarn"))
        for element in name_elements(tree, name):
            if not is_own(element):
                element.text = (element.text or "").replace(name, f"{name} and {other}", 1)
        for meta in tree.iter("meta"):
            if meta.get("content") == name:
                meta.set("content", f"{name} and {other}")
        for script in tree.iter("script"):
            if "ld+json" in script.get("type", ""):
                script.text = _with_author(script.text or "", other)
        return Edit(fields=frozenset({"byline"}))

    return add


EDITS: dict[str, Editing] = {
    "one word": one_word,
    "one digit": one_digit,
    "a negation": a_negation,
    "quotation marks": quotation_marks,
    "a sentence": a_sentence,
    "paragraph added": a_paragraph_added,
    "paragraph removed": a_paragraph_removed,
    "paragraph moved": a_paragraph_moved,
    "correction, p": correction("<p>{}</p>"),
    "correction, em": correction("<p><em>{}</em></p>"),
    "correction, div": correction('<div class="correction">{}</div>'),
    "correction, hashed div": correction('<div class="x81f2"><p>{}</p></div>'),
    "correction, aside": correction("<aside><p>{}</p></aside>"),
    "correction, footer": correction("<footer><p>{}</p></footer>"),
    "correction, small": correction("<p><small>{}</small></p>"),
    "correction, section": correction("<section><h2>Corrections</h2><p>{}</p></section>"),
    "correction, behind": correction('<div class="article-footnote"><p>{}</p></div>', place="behind"),
    "correction, on top": correction("<p><strong>{}</strong></p>", place="start"),
    "caption word": a_caption_word,
    "picture added": a_picture_added,
    "headline, all": headline(everywhere=True),
    "headline, h1 only": headline(everywhere=False),
    "standfirst word": a_standfirst_word,
}


def _replace(
    tree: HtmlElement,
    dice: random.Random,
    pattern: re.Pattern[str],
    change: Callable[[str], str],
    *marks: str,
) -> Edit | None:
    """Replace one match of a pattern in the visible text of an element with one of these marks."""
    lines = find(tree, *marks)
    dice.shuffle(lines)
    for line in lines:
        places = [
            (element, name, found)
            for element, name in _own_texts(line)
            for found in pattern.finditer(getattr(element, name) or "")
        ]
        if not places:
            continue
        before = squeeze(words_of(line))
        element, name, found = dice.choice(places)
        text = getattr(element, name)
        setattr(element, name, f"{text[: found.start()]}{change(found.group())}{text[found.end() :]}")
        after = squeeze(words_of(line))
        if after != before:
            return Edit(frozenset({before}), frozenset({after}))
    return None


def _own_texts(line: HtmlElement) -> list[tuple[HtmlElement, str]]:
    """Return the texts of a line; of one that holds its words bare only those, not the blocks between them."""
    if line.get(MARK) == RUN:
        return [(line, "text"), *((child, "tail") for child in line if len(child.tail or "") > 25)]
    texts = [(line, "text")]
    for element in line.iterdescendants(etree.Element):
        if element.tag not in ("script", "style", "noscript"):
            texts += [(element, "text"), (element, "tail")]
    return texts


def _other_word(tree: HtmlElement, dice: random.Random, word: str) -> str:
    others = [
        w
        for block in find(tree, BLOCK)[:20]
        for w in _WORD.findall(words_of(block))
        if w.casefold() != word.casefold()
    ]
    return dice.choice(others) if others else f"{word}s"


def _paragraphs(tree: HtmlElement) -> list[HtmlElement]:
    """Return the article's paragraphs that stand where a paragraph may be put beside them."""
    return [
        b
        for b in find(tree, BLOCK)
        if b.tag == "p" and b.getparent() is not None and b.getparent().tag not in ("li", "td", "blockquote")
    ]


def _outermost(block: HtmlElement) -> HtmlElement:
    """Return what of a block's ancestors stands right in the holder, if that is no more than a wrapper of some kind."""
    outer = block
    for ancestor in block.iterancestors():
        if ancestor.get(MARK) == HOLDER or len(ancestor) > 1:
            break
        outer = ancestor
    return outer


def _with_author(text: str, name: str) -> str:
    """Return JSON-LD with one more author wherever there is one; unaltered where it cannot be read."""
    try:
        data = json.loads(text, strict=False)
    except ValueError:
        return text
    waiting = [data]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            if "author" in node and str(node.get("@type", "")).endswith(("Article", "Posting")):
                known = node["author"] if isinstance(node["author"], list) else [node["author"]]
                node["author"] = [*known, {"@type": "Person", "name": name}]
            waiting += [value for key, value in node.items() if key in ("@graph", "mainEntity")]
    return json.dumps(data)

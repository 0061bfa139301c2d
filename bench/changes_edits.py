"""Edits a publisher makes, each within what readers see of the article: all of them must be reported.

Each function changes a copy of a subject's tree in place with the dice and returns the `Edit`, None where it finds no
place. Lines that an edit adds bear the mark of the article's own. All words are invented.
"""

import random
import re

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring

from bench.changes_edit import WORD, Edit, Editing, other_word, replace_match
from bench.changes_fields import a_standfirst_word, headline
from bench.changes_pages import (
    BLOCK,
    CAPTION,
    HOLDER,
    MARK,
    RUN,
    find,
    squeeze,
    tag_above,
    words_of,
)
from bench.changes_promotion import draw_teaser

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


def one_word(tree: HtmlElement, dice: random.Random) -> Edit | None:
    """Put another word of the article, or one of ours, in a word's place."""
    return replace_match(tree, dice, WORD, lambda word: other_word(tree, dice, word), BLOCK, RUN)


def one_digit(tree: HtmlElement, dice: random.Random) -> Edit | None:
    """Change one digit."""
    return replace_match(
        tree, dice, _DIGIT, lambda digit: str((int(digit) + dice.randint(1, 9)) % 10), BLOCK, RUN
    )


def a_negation(tree: HtmlElement, dice: random.Random) -> Edit | None:
    """Put a "not" between two words."""
    word = _NEGATIONS.get((tree.get("lang") or "en")[:2].lower(), "not")
    return replace_match(tree, dice, _BETWEEN, lambda _space: f" {word} ", BLOCK, RUN)


def quotation_marks(tree: HtmlElement, dice: random.Random) -> Edit | None:
    """Take quotation marks off some words, or put them round a word where there are none."""
    edit = replace_match(tree, dice, _QUOTES, lambda quoted: quoted[1:-1], BLOCK, RUN)
    return edit or replace_match(tree, dice, WORD, lambda word: f"“{word}”", BLOCK, RUN)


def a_sentence(tree: HtmlElement, dice: random.Random) -> Edit | None:
    """Add a sentence within a paragraph."""
    return replace_match(tree, dice, _STOP, lambda _space: f" {dice.choice(_SENTENCES)} ", BLOCK, RUN)


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
    return replace_match(tree, dice, WORD, lambda word: other_word(tree, dice, word), CAPTION)


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


def _paragraphs(tree: HtmlElement) -> list[HtmlElement]:
    """Return the article's paragraphs that stand where a paragraph may be put beside them."""
    narrow = ("", "li", "td", "blockquote")
    return [block for block in find(tree, BLOCK) if block.tag == "p" and tag_above(block) not in narrow]


def _outermost(block: HtmlElement) -> HtmlElement:
    """Return what of a block's ancestors stands right in the holder, if that is no more than a wrapper of some kind."""
    outer = block
    for ancestor in block.iterancestors():
        if ancestor.get(MARK) == HOLDER or len(ancestor) > 1:
            break
        outer = ancestor
    return outer

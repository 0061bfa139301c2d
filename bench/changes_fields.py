"""Edits of what stands over an article: headline, standfirst, byline, on the page and in its data."""

import json
import random

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring

from bench.changes_edit import WORD, Edit, Editing, other_word, replace_match
from bench.changes_noise import is_own
from bench.changes_pages import HEADING, MARK, STANDFIRST, find, name_elements, words_of
from bench.changes_promotion import draw_teaser


def headline(*, everywhere: bool) -> Editing:
    """Return the edit of one word of the headline, on the page alone or in all data that repeats it."""

    def change(tree: HtmlElement, dice: random.Random) -> Edit | None:
        before = " ".join(words_of(next(iter(find(tree, HEADING)), tree.makeelement("h1"))).split())
        edit = replace_match(tree, dice, WORD, lambda word: other_word(tree, dice, word), HEADING)
        if edit is None:
            return None
        after = " ".join(words_of(find(tree, HEADING)[0]).split())
        for heading in tree.iter("h1"):
            if heading.get(MARK) != HEADING and " ".join(words_of(heading).split()) == before:
                retitle(heading, after)
        if not everywhere:
            return edit
        for element in tree.iter("meta", "title", "script"):
            if element.tag == "meta" and before in element.get("content", ""):
                element.set("content", element.get("content", "").replace(before, after))
            elif element.text and (element.tag == "title" or "ld+json" in element.get("type", "")):
                element.text = element.text.replace(before, after)
                element.text = element.text.replace(json.dumps(before)[1:-1], json.dumps(after)[1:-1])
        return edit

    return change


def retitle(heading: HtmlElement, words: str) -> None:
    """Give a heading other words, and nothing but words."""
    for child in list(heading):
        heading.remove(child)
    heading.text = words


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
    return replace_match(tree, dice, WORD, lambda word: other_word(tree, dice, word), STANDFIRST)


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

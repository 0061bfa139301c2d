import random
from datetime import UTC, datetime, timedelta

import pytest
from lxml.html import document_fromstring

from bench.changes_edits import EDITS
from bench.changes_fields import byline_name, put_standfirst
from bench.changes_judging import Outcome, Page, State, judge_rows
from bench.changes_lives import draw_traits, render
from bench.changes_pages import (
    BLOCK,
    HEADING,
    Subject,
    find,
    make_subject,
    squeeze,
    true_lines,
    words_of,
    write_page,
)
from bench.changes_template import NOISES
from bench.changes_tracker import Row
from trackers.text.tidy import ArticleText

PARAGRAPHS = (
    "The harbour of Otterby was closed on Monday after a crane had fallen into the water near the old quay.",
    "Nobody was hurt, said the harbour master. “We were lucky,” she told the town’s 14 councillors in the evening.",
    "Two ferries were sent back to Saltholm. They will not sail again before the end of the week.",
    "Divers are to look for the hook, which weighs three tonnes, as soon as the weather allows that.",
    "The crane had been inspected in spring and was to be sold in autumn to a yard in Greywick.",
)
PAGE = """<!doctype html><html lang="en"><head><title>Crane falls into the harbour</title>
<meta property="og:title" content="Crane falls into the harbour">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Crane falls into the harbour",
"author": {"@type": "Person", "name": "Nora Hale"}}</script></head><body>
<nav><ul><li><a href="/a">News of the whole coast today</a></li><li><a href="/b">Sport</a></li></ul></nav>
<main><article><h1>Crane falls into the harbour</h1><p class="byline">By <a href="/nora">Nora Hale</a></p>
<span class="count">12 comments</span><div class="text">%s
<figure><img src="/crane.jpg" alt=""><figcaption>The crane before it fell, seen from the quay.</figcaption></figure>
<p>%s</p></div></article></main><aside><p>Subscribe</p></aside><footer><p>Imprint</p></footer></body></html>"""


def subject() -> Subject:
    body = PAGE % ("".join(f"<p>{line}</p>" for line in PARAGRAPHS[:-1]), PARAGRAPHS[-1])
    facts = {"url": "https://coast.example/crane", "encoding": "utf-8", "paragraphs": list(PARAGRAPHS)}
    made = make_subject("crane", body.encode(), facts)
    assert made is not None
    return made


def test_the_article_of_a_page_is_found_by_its_reference():
    found = subject()
    assert [squeeze(words_of(block)) for block in find(found.tree, BLOCK)] == [squeeze(p) for p in PARAGRAPHS]
    assert [words_of(heading) for heading in find(found.tree, HEADING)] == ["Crane falls into the harbour"]
    assert found.authors == ("Nora Hale",)


def test_a_page_without_the_words_of_its_reference_is_left_out():
    facts = {
        "url": "https://coast.example/x",
        "encoding": "utf-8",
        "body": "Something else entirely was written here.",
    }
    assert make_subject("x", PAGE.encode(), facts) is None


def test_a_page_that_is_served_bears_no_marks():
    assert b"bench" not in write_page(subject().copy())


@pytest.mark.parametrize("kind", NOISES)
@pytest.mark.parametrize("seed", range(6))
def test_noise_leaves_every_line_of_the_article_for_readers_to_see(kind: str, seed: int):
    tree = subject().copy()
    before = true_lines(tree)
    NOISES[kind](tree, random.Random(seed))
    assert true_lines(tree) == before
    seen = squeeze(words_of(document_fromstring(write_page(tree).decode())))
    assert all(line in seen for line in before)


@pytest.mark.parametrize("kind", NOISES)
def test_the_same_dice_plant_the_same_noise(kind: str):
    one, other = subject().copy(), subject().copy()
    NOISES[kind](one, random.Random(3))
    NOISES[kind](other, random.Random(3))
    assert write_page(one) == write_page(other)


@pytest.mark.parametrize("kind", EDITS)
@pytest.mark.parametrize("seed", range(6))
def test_an_edit_tells_which_lines_it_touched(kind: str, seed: int):
    tree, dice = subject().copy(), random.Random(seed)
    if kind == "standfirst word":
        put_standfirst(tree, dice)
    before = true_lines(tree)
    edit = EDITS[kind](tree, dice)
    if edit is None:
        assert kind == "paragraph moved"
        return
    after = true_lines(tree)
    assert after != before
    assert set(before) - set(after) <= edit.gone
    assert set(after) - set(before) <= edit.came


def test_a_second_author_stands_on_the_page_and_in_its_data():
    tree = subject().copy()
    edit = byline_name(("Nora Hale",))(tree, random.Random(1))
    assert edit is not None and edit.fields == {"byline"}
    page = write_page(tree).decode()
    assert "Nora Hale and " in page
    assert page.count("Ada Quill") + page.count("Ivo Marsh") + page.count("Nell Tarn") == 2


def test_a_page_in_the_middle_of_its_life_still_holds_the_article():
    found = subject()
    for seed in range(20):
        dice = random.Random(seed)
        traits = draw_traits(dice)
        page = squeeze(
            words_of(document_fromstring(render(State(0.0, found.copy()), traits, 500.0, dice).decode()))
        )
        assert all(squeeze(line) in page for line in PARAGRAPHS)


START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def row(before: list[str], after: list[str], *, hours: float = 1.0) -> Row:
    at = START + timedelta(hours=hours)
    texts = [ArticleText("Crane falls", paragraphs=tuple(lines)) for lines in (before, after)]
    return Row(texts[0], texts[1], at - timedelta(minutes=30), at, at)


def judge(*rows: Row, served: float = 1.0) -> Outcome:
    tree = subject().copy()
    edit = EDITS["one word"](tree, random.Random(1))
    outcome = Outcome()
    states = {1: State(0.9, tree, edit, "one word")} if edit is not None else {}
    judge_rows(
        list(rows),
        states,
        {1: START + timedelta(hours=served)},
        outcome,
        Page("crane", squeeze(" ".join(PARAGRAPHS))),
    )
    return outcome


def edited() -> tuple[list[str], list[str]]:
    tree = subject().copy()
    EDITS["one word"](tree, random.Random(1))
    return list(PARAGRAPHS), [" ".join(words_of(block).split()) for block in find(tree, BLOCK)]


def test_a_row_that_shows_the_edit_in_its_window_is_right():
    outcome = judge(row(*edited()))
    assert (outcome.false_rows, outcome.missed, outcome.misplaced, outcome.haunted) == (0, 0, 0, 0)


def test_a_row_without_any_edit_is_a_phantom_and_the_edit_is_missed():
    outcome = judge(row(list(PARAGRAPHS), [*PARAGRAPHS, "Read more about ferries."]))
    assert (outcome.phantom, outcome.missed, outcome.haunted) == (1, 1, 1)


def test_a_row_that_shows_more_than_the_edit_is_false():
    before, after = edited()
    outcome = judge(row(before, [*after, "Read more about ferries."]))
    assert (outcome.mixed, outcome.missed) == (1, 0)


def test_an_edit_that_is_told_twice_is_an_echo():
    before, after = edited()
    outcome = judge(row(before, after), row(after, before, hours=2), row(before, after, hours=3))
    assert outcome.false_rows == 2


def test_an_edit_outside_the_window_of_its_row_is_misplaced():
    outcome = judge(row(*edited(), hours=5), served=1.0)
    assert (outcome.misplaced, outcome.false_rows) == (1, 0)

"""What many articles of one publisher may show alike, and what is left of a difference without that."""

from dataclasses import replace

import pytest

from trackers.text.alike import MOST_SIGNS, Sign, SignKind, explained, line_key, read_signs
from trackers.text.tidy import ArticleText

STORY = ArticleText(
    headline="Ferry to Port Ansel sails again",
    standfirst="Nine days in harbour are over.",
    byline=("Ada Quill", "Tom Harrow"),
    paragraphs=(
        "The ferry sailed again on Monday with 214 passengers.",
        "It had been in harbour for nine days after a storm damaged its ramp.",
        '"We are glad to be back," the captain, Iris Pell, said.',
        "The next sailing is on Wednesday at noon.",
    ),
    captions=("The ferry in the harbour",),
)
OTHER = ArticleText(
    headline="Mill at Westmere to close",
    standfirst="Forty jobs will go.",
    byline=("Lionel Vane",),
    paragraphs=("The mill closes in June.", "Its owners named the price of wool.", "A meeting is on Friday."),
    captions=("The mill",),
)
LONG = replace(
    STORY,
    paragraphs=tuple(f"Sentence number {n} of a long report on the ferry and its ramp." for n in range(30)),
)


def body(text: ArticleText, *lines: str) -> ArticleText:
    return replace(text, paragraphs=lines)


def codes(before: ArticleText, after: ArticleText, **places: tuple[tuple[str, str], ...]) -> set[str]:
    return {sign.code for sign in read_signs(before, after, **places)}


def nothing_is_left(before: ArticleText, after: ArticleText, signs: frozenset[Sign]) -> bool:
    left, right = explained(before, after, signs)
    return left == right


def shared(*steps: tuple[ArticleText, ArticleText]) -> frozenset[Sign]:
    return frozenset.intersection(*(read_signs(before, after) for before, after in steps))


def with_line(text: ArticleText, line: str) -> ArticleText:
    return body(text, text.paragraphs[0], line, *text.paragraphs[1:])


def test_equal_texts_have_no_signs() -> None:
    assert read_signs(STORY, STORY) == frozenset()


def test_a_line_that_comes_into_two_stories_is_one_sign_and_explains_both() -> None:
    line = "Sign up for our morning letter"
    steps = [(STORY, with_line(STORY, line)), (OTHER, with_line(OTHER, line))]
    signs = shared(*steps)
    assert {sign.code for sign in signs} == {"came:paragraphs:sign up for our morning letter"}
    assert all(nothing_is_left(before, after, signs) for before, after in steps)
    assert nothing_is_left(steps[0][1], STORY, shared(*[(after, before) for before, after in steps]))


def test_a_real_edit_beside_the_shared_line_is_left() -> None:
    line = "Sign up for our morning letter"
    signs = shared((STORY, with_line(STORY, line)), (OTHER, with_line(OTHER, line)))
    edited = with_line(body(STORY, STORY.paragraphs[0].replace("214", "412"), *STORY.paragraphs[1:]), line)
    left, right = explained(STORY, edited, signs)
    assert left == STORY
    assert right.paragraphs[0] == "The ferry sailed again on Monday with 412 passengers."
    assert line not in right.paragraphs


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 comments", "3107 Comments"),
        ("Read  more: “Ports”", 'read more: "Ports"'),
        ("Updated 5 minutes ago", "updated 41 minutes ago"),
    ],
)
def test_short_lines_are_alike_but_for_counts_case_and_typography(one: str, other: str) -> None:
    assert line_key(one) == line_key(other)


def test_figures_of_a_long_line_are_what_it_says() -> None:
    line = "The harbour office said on Monday evening that {} people had been brought ashore alive."
    assert line_key(line.format(12)) != line_key(line.format(40))


def test_figures_of_a_headline_are_what_it_says() -> None:
    before, after = replace(STORY, headline="12 dead"), replace(STORY, headline="40 dead")
    assert codes(before, after) == {"went:headline:12 dead", "came:headline:40 dead"}


def test_keys_are_bounded_and_long_lines_that_differ_late_have_different_ones() -> None:
    first, second = (f"{'word ' * 200}{end}" for end in ("north", "south"))
    assert line_key(first) != line_key(second)
    assert max(len(line_key(first)), len(line_key(second))) <= 120


@pytest.mark.parametrize(("name", "empty"), [("byline", ()), ("standfirst", ""), ("captions", ())])
def test_a_field_that_empties_or_is_filled_is_a_sign(name: str, empty: object) -> None:
    bare = replace(STORY, **{name: empty})
    assert f"lost:{name}" in codes(STORY, bare)
    assert f"gained:{name}" in codes(bare, STORY)
    other = replace(OTHER, **{name: empty})
    assert nothing_is_left(STORY, bare, shared((STORY, bare), (OTHER, other)))


def test_a_lost_byline_does_not_explain_an_edit_of_the_headline() -> None:
    bare = replace(STORY, byline=())
    signs = shared((STORY, bare), (OTHER, replace(OTHER, byline=())))
    left, right = explained(STORY, replace(bare, headline="Ferry sinks"), signs)
    assert (left.headline, right.headline) == (STORY.headline, "Ferry sinks")


def test_a_field_taken_from_another_place_is_a_sign_where_it_differs() -> None:
    after = replace(STORY, headline="Ferry sails again")
    places = {"places_before": (("headline", "h1"),), "places_after": (("headline", "og"),)}
    assert "place:headline:h1>og" in codes(STORY, after, **places)
    assert "place:headline:h1>og" not in codes(STORY, replace(STORY, byline=()), **places)
    signs = frozenset(sign for sign in read_signs(STORY, after, **places) if sign.kind is SignKind.PLACE)
    left, right = explained(STORY, after, signs, **places)
    assert left == right
    left, right = explained(STORY, after, signs)
    assert left != right, "only where the place did change"


def test_a_body_that_shrinks_to_its_teaser_is_a_collapse_that_explains_everything() -> None:
    teaser = replace(LONG, headline="Subscribe", paragraphs=(LONG.paragraphs[0], "Subscribe to read on."))
    signs = read_signs(LONG, teaser)
    assert "collapse" in {sign.code for sign in signs}
    assert "came:paragraphs:subscribe to read on." in {sign.code for sign in signs}
    assert nothing_is_left(LONG, teaser, signs)
    collapse = frozenset(sign for sign in signs if sign.kind is SignKind.COLLAPSE)
    assert not nothing_is_left(STORY, body(STORY, STORY.paragraphs[0]), collapse), (
        "a short text does not collapse"
    )


def test_a_story_that_keeps_half_its_words_has_not_collapsed() -> None:
    assert "collapse" not in codes(LONG, body(LONG, *LONG.paragraphs[:15]))


def test_new_quotation_marks_throughout_are_a_sign_and_a_figure_beside_them_is_left() -> None:
    curled = body(STORY, *(line.replace('"We', "“We").replace(',"', ",”") for line in STORY.paragraphs))
    signs = read_signs(STORY, curled)
    assert {sign.code for sign in signs} == {
        "typography:went:0022",
        "typography:came:201c",
        "typography:came:201d",
    }
    assert nothing_is_left(STORY, curled, signs)
    edited = body(curled, curled.paragraphs[0].replace("214", "241"), *curled.paragraphs[1:])
    left, right = explained(STORY, edited, signs)
    assert [line for line in right.paragraphs if line not in left.paragraphs] == [edited.paragraphs[0]]


def test_quotation_marks_taken_away_are_no_typography() -> None:
    bare = body(STORY, *(line.replace('"', "") for line in STORY.paragraphs))
    assert not [code for code in codes(STORY, bare) if code.startswith("typography")]


def test_a_single_mark_mended_among_others_of_its_sort_is_no_typography() -> None:
    before = body(STORY, "It isn't over.", "It can't be over.")
    after = body(STORY, "It isn’t over.", "It can't be over.")
    assert not [code for code in codes(before, after) if code.endswith("went:0027")]


def test_paragraphs_joined_otherwise_are_a_sign() -> None:
    joined = body(STORY, " ".join(STORY.paragraphs[:2]), *STORY.paragraphs[2:])
    assert "typography:joins" in codes(STORY, joined)
    assert nothing_is_left(STORY, joined, read_signs(STORY, joined))


def test_words_added_to_every_headline_are_one_sign() -> None:
    steps = [(text, replace(text, headline=f"{text.headline} | The Gazette")) for text in (STORY, OTHER)]
    signs = shared(*steps)
    assert {sign.code for sign in signs} == {"affix:headline:+end:| the gazette"}
    assert all(nothing_is_left(before, after, signs) for before, after in steps)
    left, right = explained(STORY, replace(STORY, headline="Ferry sinks | The Gazette"), signs)
    assert left != right


def test_a_place_name_put_before_every_story_is_one_sign() -> None:
    steps = [
        (text, body(text, f"EASTMERE – {text.paragraphs[0]}", *text.paragraphs[1:]))
        for text in (STORY, OTHER)
    ]
    signs = shared(*steps)
    assert {sign.code for sign in signs} == {"affix:paragraphs:+start:eastmere -"}
    assert all(nothing_is_left(before, after, signs) for before, after in steps)


def test_words_added_to_a_headline_with_new_quotation_marks_are_the_same_sign() -> None:
    before = replace(STORY, headline="Ferry 'back for good'")
    after = replace(STORY, headline="Ferry ‘back for good’ | The Gazette")
    assert "affix:headline:+end:| the gazette" in codes(before, after)
    assert nothing_is_left(before, after, read_signs(before, after))


def test_half_a_word_is_no_affix() -> None:
    after = replace(STORY, headline=f"{STORY.headline}st")
    assert not [code for code in codes(STORY, after) if code.startswith("affix")]


def test_a_standfirst_read_into_the_body_is_a_move_between_fields() -> None:
    steps = [
        (text, replace(text, standfirst="", paragraphs=(text.standfirst, *text.paragraphs)))
        for text in (STORY, OTHER)
    ]
    signs = shared(*steps)
    assert "moved:standfirst>paragraphs" in {sign.code for sign in signs}
    assert all(nothing_is_left(before, after, signs) for before, after in steps)


def test_a_block_of_links_at_the_foot_is_known_by_its_heading() -> None:
    first = body(STORY, *STORY.paragraphs, "More on this story", "Ramp to be mended", "Storm: what we know")
    second = body(OTHER, *OTHER.paragraphs, "More on this story", "Wool falls again")
    signs = shared((STORY, first), (OTHER, second))
    assert "tail:came:more on this story" in {sign.code for sign in signs}
    assert nothing_is_left(STORY, first, signs)
    assert nothing_is_left(OTHER, second, signs)
    late = body(STORY, *STORY.paragraphs, "A second ferry has sunk.", *first.paragraphs[4:])
    left, right = explained(STORY, late, signs)
    assert [line for line in right.paragraphs if line not in left.paragraphs] == ["A second ferry has sunk."]


def test_labels_above_the_story_are_known_by_the_last_of_them() -> None:
    first = body(STORY, "Harbour", "Share this", *STORY.paragraphs)
    second = body(OTHER, "Business", "Share this", *OTHER.paragraphs)
    signs = shared((STORY, first), (OTHER, second))
    assert nothing_is_left(STORY, first, signs)
    assert nothing_is_left(OTHER, second, signs)


def test_paragraphs_added_to_two_stories_share_no_more_than_their_number() -> None:
    steps = [
        (STORY, body(STORY, *STORY.paragraphs, "The ramp was mended by divers.", "They worked at night.")),
        (
            OTHER,
            body(OTHER, *OTHER.paragraphs, "The union called it a black day.", "It will fight the plan."),
        ),
    ]
    assert {sign.code for sign in shared(*steps)} == {"tail:longer:2"}
    assert all(sign.is_faint for sign in shared(*steps))


def test_a_paragraph_more_or_less_at_an_end_is_a_faint_sign() -> None:
    longer = body(STORY, *STORY.paragraphs, "Iris Pell sails the ferry and writes about it.")
    (sign,) = [sign for sign in read_signs(STORY, longer) if sign.is_faint]
    assert sign.code == "tail:longer:1"
    assert nothing_is_left(STORY, longer, frozenset([sign]))
    (sign,) = [sign for sign in read_signs(STORY, body(STORY, *STORY.paragraphs[1:])) if sign.is_faint]
    assert sign.code == "lead:shorter:1"
    edited = body(STORY, "Another beginning.", *longer.paragraphs[1:])
    assert not [sign for sign in read_signs(STORY, edited) if sign.is_faint]


def test_a_line_in_place_of_the_rest_of_the_story_is_a_sign() -> None:
    steps = [
        (text, body(text, text.paragraphs[0], f"{text.paragraphs[1][:12]}…", "Subscribe to read on."))
        for text in (STORY, OTHER)
    ]
    steps[1] = (OTHER, body(OTHER, OTHER.paragraphs[0], "Subscribe to read on."))
    signs = frozenset(sign for sign in shared(*steps) if sign.kind is SignKind.TAIL)
    assert {sign.code for sign in signs} == {"tail:instead:subscribe to read on."}
    assert all(nothing_is_left(before, after, signs) for before, after in steps)
    rewritten = body(STORY, STORY.paragraphs[0], "Divers mended it.", "Subscribe to read on.")
    assert not nothing_is_left(STORY, rewritten, signs)


def test_a_space_within_a_word_is_no_joining_of_paragraphs() -> None:
    before = body(STORY, "Three percent voted.", "The count is over.")
    assert codes(before, body(STORY, "Three per cent voted. The count is over.")).isdisjoint(
        {"typography:joins"}
    )
    joined = body(STORY, "渡船は月曜日に再び出航した。次の便は水曜日だ。")
    assert "typography:joins" in codes(
        body(STORY, "渡船は月曜日に再び出航した。", "次の便は水曜日だ。"), joined
    )


def test_an_end_that_is_cut_off_is_a_sign_where_it_is_large_and_nothing_else_differs() -> None:
    assert codes(LONG, body(LONG, *LONG.paragraphs[:20])) >= {"tail:cut"}
    assert codes(LONG, body(LONG, *LONG.paragraphs[10:])) >= {"lead:cut"}
    assert "tail:cut" not in codes(LONG, body(LONG, *LONG.paragraphs[:27]))
    edited = body(LONG, "Another beginning.", *LONG.paragraphs[1:20])
    assert "tail:cut" not in codes(LONG, edited)


def test_the_same_lines_in_another_order_are_a_sign() -> None:
    turned = body(STORY, *reversed(STORY.paragraphs))
    assert codes(STORY, turned) == {"shuffled:paragraphs"}
    assert nothing_is_left(STORY, turned, read_signs(STORY, turned))


def test_signs_explain_nothing_where_they_do_not_apply() -> None:
    signs = read_signs(OTHER, replace(OTHER, byline=(), captions=(), standfirst=""))
    edited = body(STORY, *STORY.paragraphs[:-1], "The next sailing is on Thursday at noon.")
    assert explained(STORY, edited, signs) == (STORY, edited)


def test_a_rewritten_article_of_a_thousand_lines_has_a_bounded_number_of_signs() -> None:
    before = body(
        STORY, *(f"Entry {n} of the morning: the water stands at {n} centimetres." for n in range(1000))
    )
    after = body(
        STORY, *(f"Entry {n} of the evening: the water fell to {n} centimetres." for n in range(1000))
    )
    assert len(read_signs(before, after)) <= MOST_SIGNS
    assert all(len(sign.detail) <= 200 and len(sign.sample) <= 300 for sign in read_signs(before, after))


@pytest.mark.parametrize(
    "text",
    [
        ArticleText(),
        ArticleText(headline="\ud800", paragraphs=("\u202e\u200b", "")),
        ArticleText(headline="a", paragraphs=("渡船は月曜日に再び出航した。", "次の便は水曜日の正午だ。")),
        ArticleText(headline="عبارة", paragraphs=("أبحرت العبارة مرة أخرى يوم الاثنين.",), captions=("",)),
    ],
)
def test_strange_texts_are_only_texts(text: ArticleText) -> None:
    for before, after in ((text, STORY), (STORY, text), (text, text)):
        signs = read_signs(before, after)
        assert all(sign.key and sign.code for sign in signs)
        explained(before, after, signs)


def test_every_sign_of_a_step_together_leaves_nothing_of_a_change_of_template() -> None:
    after = replace(
        STORY,
        headline=f"{STORY.headline} | The Gazette",
        standfirst="",
        byline=(),
        paragraphs=(
            "Share this",
            STORY.standfirst,
            *STORY.paragraphs,
            "More on this story",
            "Ramp to be mended",
        ),
    )
    assert nothing_is_left(STORY, after, read_signs(STORY, after))

"""Whole articles: fields, lines that are none of the story, moves, several kinds at once."""

import pytest

from trackers.text.kinds import Code, Kinds, read_kinds
from trackers.text.notices import NoticeSort
from trackers.text.tidy import ArticleText

HEADLINE = "Barn fire near Ashby kills 40 sheep"
STANDFIRST = "Farmer says he heard a bang"
BODY = (
    "The fire broke out in a barn near Ashby on Monday morning, the fire service said.",
    'Farmer Tom Wren, 52, lost 40 sheep. "I heard a bang," he said.',
    "The cause is being investigated by the county.",
)


def article(
    *lines: str, headline: str = HEADLINE, standfirst: str = STANDFIRST, body: tuple[str, ...] = BODY
) -> ArticleText:
    return ArticleText(headline, standfirst, paragraphs=(*body, *lines))


def codes(kinds: Kinds) -> set[str]:
    return {code.value for code in kinds.codes}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (HEADLINE, "Barn fire near Ashby kills 14 sheep", {"headline", "number"}),
        (HEADLINE, "Barn fire near Ashby kills 40 sheep, police say", {"headline", "attribution"}),
        (HEADLINE, "Barn fire near Ashby may have killed 40 sheep", {"headline", "hedge"}),
        (HEADLINE, "Could a faulty heater have killed Tom Wren's flock?", {"headline"}),
        (HEADLINE, "Forty sheep die in barn fire near Ashby", {"headline", "rewrite"}),
        ("Minister denies bribe", "Minister admits bribe", {"headline", "negation"}),
        ("Is the barn safe?", "Is the barn safe", {"headline", "hedge"}),
        ("Farmer 'devastated' by fire", "Farmer devastated by fire", {"headline", "quote"}),
        ("Farmer ‘devastated’ by fire", "Farmer 'devastated' by fire", {"punctuation"}),
        ("Goverment to rebuild barn", "Government to rebuild barn", {"typo"}),
    ],
)
def test_a_headline_is_told_with_what_changed_in_it(old: str, new: str, expected: set[str]) -> None:
    assert codes(read_kinds(article(headline=old), article(headline=new), lang="en")) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", STANDFIRST, {"standfirst"}),
        (STANDFIRST, "", {"standfirst"}),
        (STANDFIRST, "Farmer says he heard two bangs", {"standfirst", "number"}),
        (STANDFIRST, "Neighbours helped save the house", {"standfirst"}),
        ('Farmer heard "a bang"', "Insurers will not pay", {"standfirst", "quote"}),
    ],
)
def test_a_standfirst_comes_goes_or_says_something_else(old: str, new: str, expected: set[str]) -> None:
    assert codes(read_kinds(article(standfirst=old), article(standfirst=new), lang="en")) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "Correction: The barn is in Ashby, not in Asby.", {"correction_notice"}),
        ("This article was amended on 5 May to correct the number of sheep.", "", {"correction_notice"}),
        ("Updated 5 minutes ago", "Updated 3 hours ago", {"furniture"}),
        ("12 comments", "240 comments", {"furniture"}),
        ("Read more: Why barns burn", "Read more: How to build a barn", {"furniture"}),
        ("Photo: Ana Rook", "Photo: Bo Lund", {"link_media"}),
        ("Watch: The barn burns", "Watch: The farmer speaks", {"link_media"}),
        (
            "Caption: Tom Wren at his barn. Photo: Ana Rook",
            "Caption: Tom Wren at his barn. Photo: Bo Lund",
            {"link_media"},
        ),
        (
            "Caption: Tom Wren looks at his barn.",
            "Caption: Bob Wren looks at his barn.",
            {"link_media", "name"},
        ),
        (
            "Photo: The barn in which 40 sheep died.",
            "Photo: The barn in which 14 sheep died.",
            {"link_media", "number"},
        ),
    ],
)
def test_a_line_that_is_none_of_the_story_is_told_for_what_it_is(
    old: str, new: str, expected: set[str]
) -> None:
    before, after = (article(line) if line else article() for line in (old, new))
    assert codes(read_kinds(before, after, lang="en")) == expected


def test_a_clock_never_hides_the_figure_beside_it() -> None:
    changed = (BODY[0], BODY[1].replace("40", "14"), BODY[2])
    kinds = read_kinds(
        article("Updated 2 hours ago"), article("Updated 5 hours ago", body=changed), lang="en"
    )
    assert codes(kinds) == {"furniture", "number"}
    figure = kinds.of(Code.NUMBER)[0]
    assert (figure.removed, figure.added, figure.place.old, figure.place.new) == ("40", "14", 1, 1)
    assert kinds.is_meaningful


def test_a_paragraph_that_moves_and_changes_is_told_as_both() -> None:
    moved = (BODY[1].replace("40", "14"), BODY[0], BODY[2])
    kinds = read_kinds(article(), article(body=moved), lang="en")
    assert codes(kinds) == {"move", "number"}


def test_two_sentences_that_swap_places_are_one_move() -> None:
    before = article("Rain is expected. The barn will be rebuilt in spring.")
    after = article("The barn will be rebuilt in spring. Rain is expected.")
    kinds = read_kinds(before, after, lang="en")
    assert codes(kinds) == {"move"}
    assert len(kinds.entries) == 1


def test_a_sentence_that_went_to_another_paragraph_moved() -> None:
    before = article("Rain is expected. Nobody else was hurt.")
    after = article("Rain is expected.", body=(BODY[0] + " Nobody else was hurt.", *BODY[1:]))
    assert codes(read_kinds(before, after, lang="en")) == {"move"}


def test_paragraphs_joined_or_split_are_white_space() -> None:
    split = (BODY[0], "Farmer Tom Wren, 52, lost 40 sheep.", '"I heard a bang," he said.', BODY[2])
    for before, after in ((article(), article(body=split)), (article(body=split), article())):
        kinds = read_kinds(before, after, lang="en")
        assert codes(kinds) == {"whitespace"}
        assert not kinds.is_meaningful


def test_what_cannot_be_seen_is_white_space_and_a_look_alike_letter_is_a_slip() -> None:
    unseen = (BODY[0].replace("Ashby", "Ash\u00adby"), *BODY[1:])
    twin = (BODY[0].replace("barn", "b\u0430rn"), *BODY[1:])
    assert codes(read_kinds(article(), article(body=unseen), lang="en")) == {"whitespace"}
    assert codes(read_kinds(article(), article(body=twin), lang="en")) == {"typo"}


def test_new_marks_and_another_figure_in_one_sentence_are_told_apart() -> None:
    changed = (BODY[0], "Farmer Tom Wren, 52, lost 40 sheep. “I heard no bang,” he said.", BODY[2])
    kinds = read_kinds(article(), article(body=changed), lang="en")
    assert codes(kinds) == {"punctuation", "quote", "negation"}


def test_other_authors_are_a_byline_and_a_new_caption_is_media() -> None:
    before = ArticleText(HEADLINE, byline=("Ana Rook",), paragraphs=BODY, captions=("The barn on fire",))
    after = ArticleText(
        HEADLINE, byline=("Ana Rook", "Bo Lund"), paragraphs=BODY, captions=("The barn on fire", "A sheep")
    )
    assert codes(read_kinds(before, after, lang="en")) == {"byline", "link_media"}


def test_who_stands_in_a_picture_is_a_name_and_who_made_it_is_not() -> None:
    for old, new, expected in (
        ("Tom Wren and Ida Holm", "Tom Wren and Eva Holm", {"link_media", "name"}),
        (
            "The barn on fire (Ana Rook/Daily Example)",
            "The barn on fire (Bo Lund/Daily Example)",
            {"link_media"},
        ),
    ):
        texts = (ArticleText(HEADLINE, paragraphs=BODY, captions=(caption,)) for caption in (old, new))
        assert codes(read_kinds(*texts, lang="en")) == expected


def test_the_notice_that_stands_in_each_text_is_named() -> None:
    kinds = read_kinds(article(), article("Clarification: The barn was let to a club."), lang="en")
    assert (kinds.notice_before, kinds.notice_after) == (None, NoticeSort.CLARIFICATION)


def test_equal_texts_have_no_kinds_and_different_ones_always_some() -> None:
    assert read_kinds(article(), article(), lang="en").entries == ()
    assert read_kinds(article(), article(body=(*BODY[:2], BODY[2] + "‽")), lang="en").entries


def test_a_page_that_states_the_wrong_language_is_read_in_its_own() -> None:
    before = ArticleText(
        "Brand", paragraphs=("Der Bürgermeister wusste nicht von dem Plan, und das ist auch so.",)
    )
    after = ArticleText("Brand", paragraphs=("Der Bürgermeister wusste von dem Plan, und das ist auch so.",))
    assert codes(read_kinds(before, after, lang="en")) == {"negation"}

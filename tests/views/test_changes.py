"""Any two versions side by side."""

from datetime import timedelta

import pytest
from django.test import Client
from lxml import html

from tests.builders import NOON, make_article, make_change, make_editor, make_source, make_version
from tests.reviews import make_published, say, step
from tests.views.asking import ask, links, read, words
from trackers.desk.publications import retract_published
from trackers.desk.setting import set_desk
from trackers.desk.steps import Step
from trackers.models import Annotation, AnnotationState, Article, Change, Label

pytestmark = pytest.mark.django_db

OLD = [
    "Five barges were held at Fenwick lock on Tuesday.",
    "The lock keeper said the gates would be mended by Friday.",
    "Nobody was hurt.",
]
NEW = [
    "Nine barges were held at Fenwick lock on Tuesday.",
    "The lock keeper said the gates would be mended by Friday.",
    "Nobody was hurt.",
    "A diver went down to look at the hinges in the afternoon.",
]


def make_story(**fields: object) -> Article:
    """An article in three versions; the third went back to the text of the first."""
    article = make_article(make_source(timezone="Europe/Helsinki", **fields))
    first = make_version(article, headline="Five barges held", paragraphs=OLD)
    make_version(
        article, headline="Nine barges held", paragraphs=NEW, observed_at=NOON + timedelta(minutes=35)
    )
    make_version(article, headline="Five barges held", paragraphs=OLD, same_text_as=first)
    return article


def marks(page: html.HtmlElement, selector: str) -> list[str]:
    """What is marked, without the words for those who do not see marks."""
    return [words(mark).partition(": ")[2].removesuffix("]").strip() for mark in page.cssselect(selector)]


def test_the_columns_are_headed_by_their_versions_and_both_headlines_are_the_first_row() -> None:
    article = make_story()

    page = ask(f"/articles/{article.pk}/changes/1..2/?view=beside")

    left, right = page.cssselect(".comparison th")
    assert [words(left), words(right)] == ["Version 1", "Version 2 (35 minutes later)"]
    assert [link.get("href") for link in page.cssselect(".comparison th a")] == [
        f"/articles/{article.pk}/versions/1/",
        f"/articles/{article.pk}/versions/2/",
    ]
    (headlines,) = page.cssselect(".comparison .headline")
    assert [words(cell) for cell in headlines.cssselect("td")] == [
        "Headline[removed: Five] barges held",
        "Headline[added: Nine] barges held",
    ]


def test_paragraphs_stand_beside_their_partners_and_words_are_marked_inside_them() -> None:
    page = ask(f"/articles/{make_story().pk}/changes/1..2/?view=beside")

    rows = page.cssselect(".comparison tbody tr:not(.field)")
    assert [row.get("class") for row in rows] == ["row changed", "row equal", "row equal", "row added"]
    assert marks(rows[0], "td:first-child del") == ["Five"]
    assert marks(rows[0], "td:first-child ins") == []
    assert marks(rows[0], "td:last-child ins") == ["Nine"]
    assert [words(cell) for cell in rows[1].cssselect("td div")] == [OLD[1], OLD[1]]
    assert words(rows[3].cssselect("td")[0]) == "nothing here"
    assert marks(rows[3], "ins") == [NEW[3]]


def test_every_row_has_an_address_of_its_own_that_names_a_paragraph_of_a_version() -> None:
    page = ask(f"/articles/{make_story().pk}/changes/2..3/")

    rows = page.cssselect(".comparison tbody tr")
    assert [row.get("id") for row in rows] == ["headline", "new-1", "new-2", "new-3", "old-4"]
    assert [(link.get("href"), link.get("aria-label")) for link in page.cssselect(".comparison .place")] == [
        ("#new-1", "Paragraph 1 of version 3"),
        ("#new-2", "Paragraph 2 of version 3"),
        ("#new-3", "Paragraph 3 of version 3"),
        ("#old-4", "Paragraph 4 of version 2"),
    ]


def test_paragraphs_that_were_joined_or_split_keep_their_addresses() -> None:
    one = "The gates of the lock were lifted out by a crane that came up the river on Sunday."
    other = "Barges wait in a line that reaches back to the sugar mill and beyond the bend."
    change = make_change(old=[f"{one} {other}"], new=[one, other])

    (row,) = ask(change.get_absolute_url()).cssselect(".comparison tr.changed")

    assert row.get("id") == "new-1" and [span.get("id") for span in row.cssselect("td span[id]")] == ["new-2"]


def test_in_one_text_every_passage_stands_once_with_what_went_before_what_came() -> None:
    page = ask(f"/articles/{make_story().pk}/changes/1..2/?view=inline")

    rows = page.cssselect(".comparison tbody tr")
    assert {len(row.cssselect("td")) for row in rows} == {1} and len(page.cssselect(".comparison th")) == 1
    assert [words(div) for div in page.cssselect(".comparison td div")] == [
        "[removed: Five] [added: Nine] barges held",
        "[removed: Five] [added: Nine] barges were held at Fenwick lock on Tuesday.",
        *OLD[1:],
        f"[added: {NEW[3]}]",
    ]


def test_where_the_width_decides_the_old_column_holds_both_sides_of_a_changed_passage() -> None:
    page = ask(f"/articles/{make_story().pk}/changes/1..2/")

    row = page.cssselect(".comparison tr.changed:not(.field)")[0]
    assert marks(row, "td:first-child ins.woven") == marks(row, "td:last-child ins") == ["Nine"]
    assert len(page.cssselect("ins.woven")) == 2, "one in the headline, one in the paragraph"


def test_the_choice_of_view_stands_in_the_address_and_is_kept_by_the_other_choices() -> None:
    own = f"/articles/{make_story().pk}/changes/1..2/"

    page = ask(f"{own}?view=inline&show=changed")

    chosen = [link.get("href") for link in page.cssselect(".viewing a")]
    assert chosen == [
        f"{own}?show=changed",
        f"{own}?view=beside&show=changed",
        f"{own}?view=inline&show=changed",
        f"{own}?view=inline",
        "#headline",
    ]
    assert words(page.cssselect(".viewing [aria-current=true]")[0]) == "In one text"
    assert ask(f"{own}?view=upside-down").cssselect(".comparison")[0].get("class") == "comparison auto"


def test_what_is_left_out_leads_to_its_place_on_the_page_that_shows_it() -> None:
    essay = [f"Unchanged paragraph {number}." for number in range(20)]
    change = make_change(old=[*essay, "It ends here."], new=[*essay, "It ends there."])
    own = change.get_absolute_url()

    (fold,) = ask(f"{own}?show=changed&view=inline").cssselect(".comparison .fold a")
    path, _, anchor = fold.get("href").partition("#")

    assert path == f"{own}?view=inline"
    assert "Unchanged paragraph 0." in words(ask(path).get_element_by_id(anchor))


def test_differences_are_stepped_through_by_a_script_of_our_own_and_shown_without() -> None:
    page = ask(f"/articles/{make_story().pk}/changes/1..2/")

    (stepper,) = page.cssselect(".stepper")
    assert stepper.get("hidden") is not None and words(stepper.cssselect("span")[0]) == "– of 3"
    (script,) = page.cssselect("script")
    assert script.get("src").startswith("/static/steps") and not script.text
    one = ask(make_change().get_absolute_url())
    assert one.cssselect("script") == [] == one.cssselect(".stepper")


def test_the_window_and_the_amount_are_said() -> None:
    article = make_story()
    path = f"/articles/{article.pk}/changes/1..2/"
    said = read(path)

    assert "It changed between 12:30 and 12:35 UTC on 14 March 2026 (14:30 – 14:35 in Helsinki)." in said
    assert "2 words removed" in said
    (headline,) = ask(path).cssselect(".account .headline")
    assert (words(headline), headline.get("href")) == ("Nine barges held", article.get_absolute_url())


def test_a_moved_passage_is_linked_both_ways() -> None:
    moved = "The council bought the mill from the brewers in 2019 for four million crowns."
    rest = [f"Sentence number {number} tells of the mill and of its long history." for number in range(6)]
    change = make_change(old={"paragraphs": [*rest, moved]}, new={"paragraphs": [moved, *rest]})

    page = ask(change.get_absolute_url())

    assert "14 March 2026. The same words: a passage moved," in words(page.cssselect(".account")[0])
    came, went = page.cssselect(".comparison .moved")
    assert [link.get("href") for link in came.cssselect(".move a")] == [f"#{went.get('id')}"] == ["#old-7"]
    assert [link.get("href") for link in went.cssselect(".move a")] == [f"#{came.get('id')}"]
    assert "moved here from further down" in words(came)
    assert "moved further up" in words(went)


def test_other_fields_have_rows_of_their_own_only_when_they_changed() -> None:
    change = make_change(
        old={"standfirst": "Repairs until Friday", "byline": ["Oona Vale"], "captions": ["The lock"]},
        new={
            "standfirst": "Repairs until May",
            "byline": ["Oona Vale", "Teodor Marsh"],
            "captions": ["The lock"],
        },
    )

    page = ask(f"{change.get_absolute_url()}?view=beside")

    names = [words(name) for name in page.cssselect(".field-name")]
    assert names == ["Headline", "Headline", "Standfirst", "Standfirst", "Byline", "Byline", "Byline"]
    assert marks(page, ".field ins") == ["May", "Teodor Marsh"]


def test_unchanged_paragraphs_can_be_left_out() -> None:
    essay = [f"Unchanged paragraph {number}." for number in range(20)]
    change = make_change(old=[*essay, "It ends here."], new=[*essay, "It ends there."])

    whole, short = ask(change.get_absolute_url()), ask(f"{change.get_absolute_url()}?show=changed")

    assert "Unchanged paragraph 3." in words(whole) and f"{change.get_absolute_url()}?show=changed" in links(
        whole
    )
    assert "Unchanged paragraph 3." not in words(short) and change.get_absolute_url() in links(short)
    assert "19 unchanged paragraphs left out" in words(short)
    assert "Unchanged paragraph 19." in words(short)
    canonical = [page.cssselect("link[rel=canonical]")[0].get("href") for page in (whole, short)]
    assert canonical == ["http://127.0.0.1:8000" + change.get_absolute_url()] * 2


def test_neighbouring_changes_are_linked() -> None:
    article = make_story()
    make_version(article, headline="Ten barges held")

    page = ask(f"/articles/{article.pk}/changes/2..3/")

    assert {link.get("rel"): link.get("href") for link in page.cssselect(".pager a")} == {
        "prev": f"/articles/{article.pk}/changes/1..2/",
        "next": f"/articles/{article.pk}/changes/3..4/",
    }


def test_published_annotations_stand_on_their_change_alone() -> None:
    article = make_story()
    change = article.changes.get(to_number=2)
    label = Label.objects.create(code="figure-test", name="A figure of ours")
    for state in (AnnotationState.PUBLISHED, AnnotationState.RETRACTED):
        said = {
            "author_name": f"Editor {state}",
            "public_note": f"A {state} note.",
            "internal_note": "For the desk.",
        }
        row = make_published(change, labels=[label], at=NOON, **said)
        if state == AnnotationState.RETRACTED:
            retract_published(row, reason="It was wrong.", now=NOON)
    Annotation.objects.create(change=change, author_name="Ada", public_note="A draft note.")

    page = ask(change.get_absolute_url())

    shown, over = page.cssselect(".annotation")
    for piece in ("A figure of ours", "A published note.", "Editor published", "14 March 2026, 12:00 UTC"):
        assert piece in words(shown)
    assert "taken back" in words(over) and "It was wrong." in words(over)
    for piece in ("A draft note.", "A retracted note.", "For the desk."):
        assert piece not in words(page)
    assert ask(f"/articles/{article.pk}/changes/1..3/").cssselect(".annotation") == []


def test_an_amended_note_says_when_and_why_and_is_signed_as_the_desk_signs() -> None:
    set_desk(actor=None, signature="desk", lone_editor=True, delay=0, reason="One editor works here.")
    change, lone = make_story().changes.get(to_number=2), make_editor()
    for which in (Step.ANNOTATE, Step.APPROVE, Step.PUBLISH):
        step(change, which, actor=lone, words=say(significance=3), reason="Never shown.")
    amended = say("A better sentence.", significance=3)
    step(change, Step.AMEND, actor=lone, words=amended, reason="The first one was unclear.")

    page = ask(change.get_absolute_url())

    (shown,) = page.cssselect(".annotation")
    for piece in ("A better sentence.", "published without a second read", "The first one was unclear."):
        assert piece in words(shown)
    assert lone.username not in words(page) and "Never shown." not in words(page)


def test_versions_that_are_no_neighbours_are_compared_without_being_indexed() -> None:
    article = make_story()
    make_version(article, headline="Ten barges held", paragraphs=NEW)

    neighbours, far = (ask(f"/articles/{article.pk}/changes/{pair}/") for pair in ("3..4", "1..4"))

    assert neighbours.cssselect("meta[name=robots]") == []
    assert far.cssselect("meta[name=robots]")[0].get("content") == "noindex"
    assert "Other versions lie between them." in words(far)
    assert "(1 hour, 45 minutes later)" in words(far)
    assert marks(far, ".headline td:last-child ins") == ["Ten"]


def test_two_versions_that_say_the_same_say_so() -> None:
    assert "These two versions say the same." in read(f"/articles/{make_story().pk}/changes/1..3/")


def test_a_pair_is_read_in_its_order() -> None:
    article = make_story()

    response = Client().get(f"/articles/{article.pk}/changes/3..1/")

    assert (response.status_code, response.headers["Location"]) == (
        301,
        f"/articles/{article.pk}/changes/1..3/",
    )


@pytest.mark.parametrize(
    "pair", ["1..1", "0..1", "3..4", "1..2147483648", "1.." + "9" * 30, "1-2", "1..", "a..b"]
)
def test_a_pair_that_there_is_not_is_not_found(pair: str) -> None:
    ask(f"/articles/{make_story().pk}/changes/{pair}/", status=404)


@pytest.mark.parametrize(("asked", "pair"), [("1/2", "1..2"), ("1/2/", "1..2"), ("3/1", "1..3")])
def test_the_originals_address_of_a_comparison_leads_to_ours(asked: str, pair: str) -> None:
    article = make_story()

    response = Client().get(f"/articles/{article.pk}/diff/{asked}")

    assert (response.status_code, response.headers["Location"]) == (
        301,
        f"/articles/{article.pk}/changes/{pair}/",
    )


@pytest.mark.parametrize(
    ("query", "target"),
    [
        ("old=1&new=3", "changes/1..3/"),
        ("old=3&new=1", "changes/1..3/"),
        ("old=2&new=2", "versions/2/"),
        ("", ""),
    ],
)
def test_the_form_leads_to_the_pair_that_was_asked_for(query: str, target: str) -> None:
    article = make_story()

    response = Client().get(f"/articles/{article.pk}/compare/?{query}")

    assert (response.status_code, response.headers["Location"]) == (302, f"/articles/{article.pk}/{target}")


@pytest.mark.parametrize(
    ("query", "kept"),
    [("old=2&new=999", "2 999"), ("old=x&new=2", " 2"), ("old=1", "1 "), ("old=//evil.example&new=0", " ")],
)
def test_a_version_that_there_is_not_is_said_and_the_form_keeps_what_was_asked_for(
    query: str, kept: str
) -> None:
    article = make_story()

    response = Client().get(f"/articles/{article.pk}/compare/?{query}")

    page = html.fromstring(response.content)
    fields = page.cssselect("form.picker input")
    assert (response.status_code, " ".join(field.get("value") or "" for field in fields)) == (400, kept)
    assert "versions 1 to 3" in page.cssselect("[role=alert]")[0].text_content()


def test_the_form_needs_no_script() -> None:
    (form,) = ask(f"/articles/{make_story().pk}/").cssselect("form.picker")

    assert (form.get("method"), form.get("action").rsplit("/", 2)[1]) == ("get", "compare")
    assert [(field.get("name"), field.get("value")) for field in form.cssselect("input")] == [
        ("old", "1"),
        ("new", "3"),
    ]


def test_quoted_text_keeps_its_language_and_direction() -> None:
    article = make_article(make_source(language="ar"))
    make_version(article, headline="الجسر مغلق", paragraphs=["خمسة أيام"], lang="ar-EG", dir="rtl")
    make_version(article, headline="الجسر مفتوح", paragraphs=["تسعة أيام"], dir="rtl")

    page = ask(f"/articles/{article.pk}/changes/1..2/")

    quoted = page.cssselect(".comparison td div")
    assert {(piece.get("lang"), piece.get("dir")) for piece in quoted} == {("ar-EG", "rtl"), ("ar", "rtl")}
    assert page.get("lang") == "en-gb"


def test_invisible_characters_are_named_where_they_came() -> None:
    change = make_change(old=["The gates are open."], new=["The ga\u200btes are open."])

    assert "ga[zero width space]tes" in read(change.get_absolute_url())


def test_other_versions_are_offered_for_comparison_only_where_readers_may_see_one() -> None:
    article = make_article()
    for number in range(3):
        make_version(article, headline=f"Tide table {number}")
    page = f"/articles/{article.pk}/changes/1..2/"

    assert ask(page).cssselect("form.picker")
    Change.objects.filter(to_number=3).update(announced_at=None)
    assert not ask(page).cssselect("form.picker")


def test_when_a_byline_changes_all_its_names_are_shown() -> None:
    change = make_change(
        old={"byline": ["Odile Farrant"], "paragraphs": ["One paragraph."]},
        new={"byline": ["Odile Farrant", "Dov Castellan"], "paragraphs": ["One paragraph."]},
    )
    page = read(change.get_absolute_url())
    assert "Odile Farrant" in page and "Dov Castellan" in page

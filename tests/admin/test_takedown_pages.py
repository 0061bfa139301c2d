"""Withholding parts of an article in the admin: the page that asks, the page that says what will happen, the record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from tests.admin.asking import Visitor, enter, page_of, text_of
from tests.builders import make_article, make_change, make_version
from trackers.desk.exposure import Grounds
from trackers.desk.withholding import withhold_passage
from trackers.models import Article, ReviewEvent, Withholding

pytestmark = pytest.mark.django_db

WORDS = "said Ida Brook of Tanner’s Row"
SENT = {
    "part": "passage",
    "words": WORDS,
    "reason": "privacy",
    "asked_by": "Her brother",
    "note": "By letter.",
}


@pytest.fixture
def article() -> Article:
    """Two versions with the words, the address of the article telling two of them."""
    told = make_article(url="https://gazette.example/ida-brook-of-tanners-row-said")
    lines = ["It rains.", f"The ferry was late, {WORDS}."]
    make_change(told, old=lines, new=[*lines, "More later."])
    return told


def editor() -> Visitor:
    """An editor by her group, who may see withholdings as well."""
    visitor = enter("editor")
    visitor.user.groups.add(Group.objects.get(name="Editor"))
    return visitor


def begin(article: Article) -> str:
    return f"/admin/trackers/withholding/article/{article.pk}/"


def test_a_passage_is_withheld_in_two_steps_and_marked_for_the_desk(article: Article) -> None:
    visitor = editor()
    led = visitor.act("article", "withhold_part", article, back=True)
    assert led["Location"] == begin(article)
    asked = text_of(visitor.get(begin(article)))
    assert "Nothing happens yet" in asked and "danger to a person" in asked

    told = text_of(visitor.post(begin(article), SENT))
    assert "They stand in 2 versions (1, 2)." in told and "1 change shows them" in told
    assert "The publisher’s address seems to tell these words" not in told
    assert not Withholding.objects.exists() and not ReviewEvent.objects.exists()

    done = visitor.post(begin(article), {**SENT, "_confirmed": "1"})
    row = Withholding.objects.get()
    assert done["Location"] == f"/admin/trackers/withholding/{row.pk}/change/"
    assert (row.words, row.asked_by, row.note) == (WORDS, "Her brother", "By letter.")
    page = text_of(visitor.get(done["Location"]))
    assert WORDS in page and "Show to readers again" in page
    about = text_of(visitor.get(f"/admin/trackers/article/{article.pk}/change/"))
    assert "Readers are not shown all of this article. Withheld: a passage (privacy)" in about
    version = visitor.get(f"/admin/trackers/version/{article.versions.get(number=1).pk}/change/")
    assert WORDS in text_of(version) and "a passage of it" in text_of(version)

    before = text_of(visitor.act("withholding", "show_again", row))
    assert "It is found by its words again" in before
    assert f"a passage of “{article.headline}”: {WORDS}" in before, "which one it is, and not a number"
    visitor.act("withholding", "show_again", row, _confirmed="1", note="")
    assert Withholding.objects.standing().exists(), "a note is asked for"
    visitor.act("withholding", "show_again", row, _confirmed="1", note="She agreed.")
    assert not Withholding.objects.standing().exists()
    visitor.act("withholding", "show_again", row, _confirmed="1", note="Again.")
    assert "has shown this to readers again already" in visitor.messages()


def test_an_address_that_tells_the_words_is_pointed_out(article: Article) -> None:
    sent = {**SENT, "words": "Ida Brook of Tanner’s Row"}
    told = text_of(editor().post(begin(article), sent))
    assert "The publisher’s address seems to tell these words. It stays as it is" in told
    assert "ida-brook-of-tanners-row" in told


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"words": "Ida Brook"}, "So few words"),
        ({"words": "nothing of the sort"}, "do not stand in any version"),
        ({"words": ""}, "Write or paste the words"),
        ({"words": "a\x00b c d"}, "Null characters are not allowed"),
        ({"words": "word " * 2000}, "at most 5000 characters"),
        ({"reason": ""}, "This field is required"),
        ({"reason": "nonsense"}, "Select a valid choice"),
        ({"part": "article"}, "Select a valid choice"),
        ({"part": "version", "number": ""}, "This article has no such version"),
        ({"part": "version", "number": "99999999999999"}, "This article has no such version"),
        ({"due_on": "2020-01-01", "_confirmed": "1"}, "This day has passed"),
        ({"due_on": "soon"}, "Enter a valid date"),
        ({"authority": "The Court", "_confirmed": "1"}, "Only a legal demand"),
    ],
)
def test_bad_input_comes_back_with_a_sentence_and_all_that_was_typed(
    article: Article, fields: dict[str, str], said: str
) -> None:
    response = editor().post(begin(article), {**SENT, **fields})
    assert response.status_code == 200 and said in text_of(response)
    assert "By letter." in response.content.decode()
    assert not Withholding.objects.exists() and not ReviewEvent.objects.exists()


def test_a_version_is_withheld_and_the_page_says_by_which_answer(article: Article) -> None:
    visitor = editor()
    make_version(article, paragraphs=["It rains.", f"The ferry was late, {WORDS}."])
    sent = {"part": "version", "number": "1", "reason": "court", "authority": "The District Court"}
    told = text_of(visitor.post(begin(article), sent))
    assert "answers 451 with a neutral sentence" in told and "which readers go on seeing: 3." in told
    assert "The other versions keep their numbers" in told and "copied already stays" in told
    visitor.post(begin(article), {**sent, "_confirmed": "1"})
    article.refresh_from_db()
    assert article.withheld_numbers == [1]
    again = text_of(visitor.post(begin(article), {**sent, "_confirmed": "1"}))
    assert "Version 1 is withheld already." in again


def test_the_list_is_narrowed_by_reason_by_day_and_by_whether_it_stands(
    article: Article, django_assert_max_num_queries: object
) -> None:
    today = timezone.now().date()
    due = Grounds("court", due_on=today)
    withhold_passage(article, words=WORDS, grounds=due, actor=None)
    withhold_passage(article, words="The ferry was late", grounds=Grounds("danger"), actor=None)
    later = Grounds("privacy", due_on=today + timedelta(days=9))
    withhold_passage(article, words="It rains the ferry", grounds=later, actor=None)
    visitor = editor()
    shown = {
        query: len(
            page_of(visitor.get(f"/admin/trackers/withholding/?{query}")).cssselect("#result_list tbody tr")
        )
        for query in (
            "",
            "due=now",
            "due=later",
            "due=never",
            "reason=danger",
            "standing=yes",
            "standing=no",
            "q=ferry",
        )
    }
    assert list(shown.values()) == [3, 1, 1, 1, 1, 3, 0, 2]
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        visitor.get("/admin/trackers/withholding/")


@pytest.mark.parametrize("role", ["outsider", "analyst", "source_manager"])
def test_who_may_not_withhold_finds_no_way_to(article: Article, role: str) -> None:
    visitor = enter(role)
    for response in (visitor.get(begin(article)), visitor.post(begin(article), {**SENT, "_confirmed": "1"})):
        assert response.status_code == 403
    assert not Withholding.objects.exists()
    assert editor().get("/admin/trackers/withholding/article/999999/").status_code == 404


def test_cancelling_and_restoring_are_a_standards_leads(article: Article) -> None:
    lead = enter("standards_lead", extra=("cancel_article",))
    assert b"Cancel for good" not in editor().get(f"/admin/trackers/article/{article.pk}/change/").content
    told = text_of(lead.act("article", "cancel", article))
    assert "Only a standards lead can restore it" in told
    lead.act(
        "article", "cancel", article, _confirmed="1", reason="court", **{f"_seen_{article.pk}": "usable"}
    )
    article.refresh_from_db()
    assert article.exposure == "canceled"
    lead.act(
        "article", "cancel", article, _confirmed="1", reason="court", **{f"_seen_{article.pk}": "usable"}
    )
    assert "after you had opened it: it is cancelled for good now" in lead.messages()
    lead.act("article", "restore", article, _confirmed="1", note="The order was lifted.")
    article.refresh_from_db()
    assert article.is_public

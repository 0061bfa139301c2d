"""Template lines in the admin: the list, a line's page, decisions one by one and many at once, and adding one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.admin.asking import enter, page_of, text_of
from tests.builders import NOON, make_article, make_source, make_version
from trackers.models import FurnitureLine, ReviewEvent, Source, Standing
from trackers.text.learned import line_key

pytestmark = pytest.mark.django_db

BASE = "/admin/trackers/furnitureline/"
BOX = "Sign up and get our morning letter"


def make_line(source: Source | None = None, *, sample: str = BOX, **fields: object) -> FurnitureLine:
    return FurnitureLine.objects.create(
        source=source or make_source(), key=line_key(sample), sample=sample, first_seen_at=NOON, last_seen_at=NOON,
        **{"articles": 12, "of": 40, **fields},
    )  # fmt: skip


def read_articles(source: Source, *lines: str, count: int = 7) -> None:
    for number in range(count):
        make_version(
            make_article(source),
            headline=f"Story {number}",
            paragraphs=[f"It rained {number} times.", *lines],
        )


def test_the_list_says_of_each_line_where_it_stands_and_what_is_made_of_it():
    line = make_line(standing="proposed", doubt="topic")
    said = text_of(enter("source_manager").get(BASE))
    for words in (
        BOX,
        line.source.name,
        "12 of 40 articles",
        "not marked: it may be about a story",
        "2026-03-14 12:00",
    ):
        assert words in said
    assert "the articles that bear it are about what it says" in said


def test_an_empty_list_says_what_will_come_and_a_search_without_hits_only_that():
    manager = enter("source_manager")
    assert "found within hours" in text_of(manager.get(BASE))
    said = text_of(manager.get(f"{BASE}?q=nothing"))
    assert "No line fits." in said and "found within hours" not in said


def test_the_list_is_narrowed_by_source_standing_and_words():
    one, other = make_line(), make_line(sample="Tide tables of the day", standing="kept")
    manager = enter("source_manager")
    for query in (f"source__id__exact={other.source_id}", "standing__exact=kept", "q=tide"):
        said = page_of(manager.get(f"{BASE}?{query}")).xpath("string(//table[@id='result_list'])")
        assert other.sample in said and one.sample not in said


def test_the_list_asks_no_more_for_many_lines_than_for_few():
    manager, counts = enter("source_manager"), []
    for more in (2, 20):
        for number in range(more):
            make_line(sample=f"Line {more} {number}")
        with CaptureQueriesContext(connection) as asked:
            manager.get(BASE)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_a_source_leads_to_its_lines_for_those_who_may_see_them():
    source = make_source()
    path = f"/admin/trackers/source/{source.pk}/change/"
    link = f"{BASE}?source__id__exact={source.pk}"
    assert page_of(enter("source_manager").get(path)).xpath(f"//a[@href='{link}']")
    assert not page_of(enter("editor").get(path)).xpath(f"//a[@href='{link}']")


def test_a_lines_page_names_five_articles_and_offers_what_makes_sense():
    line = make_line()
    read_articles(line.source, BOX)
    response = enter("source_manager").get(f"{BASE}{line.pk}/change/")
    assert "It stands on 7 of the 7 articles whose text is newest." in text_of(response)
    page = page_of(response)
    assert len(page.xpath("//ul[@class='desk-rows']//a[contains(@href, '/admin/trackers/article/')]")) == 5
    assert page.xpath("//input[@name='action']/@value") == ["overrule", "keep"]


def test_a_click_on_a_lines_page_decides_and_comes_back_and_can_be_taken_back():
    line, manager = make_line(), enter("source_manager")
    done = manager.act("furnitureline", "overrule", line, back=True)
    assert done["Location"] == f"{BASE}{line.pk}/change/"
    line.refresh_from_db()
    assert line.standing == Standing.OVERRULED
    offered = page_of(manager.get(done["Location"])).xpath("//input[@name='action']/@value")
    assert offered == ["keep", "undo"]
    manager.act("furnitureline", "undo", line)
    line.refresh_from_db()
    assert line.standing == Standing.LEARNED
    assert ReviewEvent.objects.count() == 2


def test_many_lines_are_decided_about_at_once_and_each_leaves_its_event():
    source = make_source()
    lines = [make_line(source, sample=f"Box {number}") for number in range(3)]
    lines.append(make_line(source, sample="Decided", standing="kept"))
    manager = enter("source_manager")
    manager.act("furnitureline", "keep", *lines)
    assert set(FurnitureLine.objects.values_list("standing", flat=True)) == {"kept"}
    assert ReviewEvent.objects.count() == 3
    assert "1 skipped: That is decided already." in manager.messages()


def test_a_line_is_rehearsed_first_and_then_marked():
    source, manager = make_source(), enter("source_manager")
    read_articles(source, BOX)
    asked = manager.get(f"{BASE}add/?source={source.pk}")
    assert page_of(asked).xpath("//select[@name='source']/option[@selected]/@value") == [str(source.pk)]
    form = {"source": source.pk, "text": BOX}
    shown = manager.post(f"{BASE}add/", {**form, "_rehearse": "1"})
    assert "It stands on 7 of the 7 articles whose text is newest." in text_of(shown)
    assert page_of(shown).xpath("string(//textarea[@name='text'])").strip() == BOX
    assert not FurnitureLine.objects.exists()
    done = manager.post(f"{BASE}add/", {**form, "_add": "1"})
    line = FurnitureLine.objects.get()
    assert done["Location"] == f"{BASE}{line.pk}/change/"
    assert line.standing == Standing.KEPT


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"text": "The mayor said “no”."}, "quotation marks"),
        ({"text": ""}, "required"),
        ({"text": BOX, "source": "77777"}, "valid choice"),
        ({"text": BOX, "source": "x"}, "valid choice"),
        ({"text": "a\x00b"}, "Null characters"),
    ],
)
def test_a_line_that_cannot_be_added_comes_back_with_a_sentence(form, sentence):
    source, manager = make_source(), enter("source_manager")
    for button in ("_rehearse", "_add"):
        response = manager.post(f"{BASE}add/", {"source": source.pk, button: "1", **form})
        assert response.status_code == 200 and sentence in text_of(response)
    assert not FurnitureLine.objects.exists()


@pytest.mark.parametrize("query", ["source=x", "source=-1", "source=", "source=99999999999999999999"])
def test_a_strange_address_of_the_form_is_the_form(query):
    assert enter("source_manager").get(f"{BASE}add/?{query}").status_code == 200


ROLES = {"outsider": 403, "analyst": 403, "editor": 403, "source_manager": 200, "operator": 200}


@pytest.mark.parametrize("role", ROLES)
def test_only_those_who_may_add_and_decide_about_lines_do(role):
    line, visitor = make_line(), enter(role)
    assert visitor.get(f"{BASE}add/").status_code == ROLES[role]
    visitor.post(f"{BASE}add/", {"source": line.source_id, "text": "Tide tables of the day"})
    for action in ("overrule", "keep", "undo"):
        visitor.act("furnitureline", action, line)
    allowed = ROLES[role] == 200
    assert FurnitureLine.objects.filter(sample="Tide tables of the day").exists() == allowed
    assert ReviewEvent.objects.exists() == allowed


def test_those_who_may_only_look_are_offered_nothing():
    line, visitor = make_line(), enter("analyst", extra=("view_furnitureline",))
    response = visitor.get(f"{BASE}{line.pk}/change/")
    assert response.status_code == 200
    assert not page_of(response).xpath("//input[@name='action']")
    assert visitor.post(f"{BASE}{line.pk}/change/", {"sample": "x"}).status_code == 403
    assert visitor.post(f"{BASE}{line.pk}/delete/", {"post": "yes"}).status_code == 403
    visitor.act("furnitureline", "overrule", line)
    line.refresh_from_db()
    assert line.standing == Standing.LEARNED

"""The page of a change: the diff, and the annotation of whoever may write one."""

import pytest

from tests.admin.asking import enter, page_of, text_of
from tests.builders import make_article, make_change, make_source, make_version
from trackers.desk.annotations import publish_annotation, write_annotation
from trackers.models import Act, Annotation, Label, ReviewEvent

pytestmark = pytest.mark.django_db


def path(change) -> str:
    return f"/admin/trackers/change/{change.pk}/change/"


def figures() -> Label:
    return Label.objects.get_or_create(code="figures-test", defaults={"name": "Figures"})[0]


def test_the_page_shows_the_words_that_went_and_came():
    change = make_change()
    page = page_of(enter("analyst").get(path(change)))
    assert "Twelve" in page.xpath("string(//table[@class='desk-diff']//del)")
    assert "Forty" in page.xpath("string(//table[@class='desk-diff']//ins)")
    assert "It changed between 2026-03-14 12:30 and 2026-03-14 12:35 UTC." in " ".join(
        page.text_content().split()
    )


def test_unchanged_paragraphs_are_left_out_until_asked_for():
    long = [f"Paragraph {number} stands." for number in range(30)]
    change = make_change(old=long, new=[*long, "One more came."])
    analyst = enter("analyst")
    assert "29 unchanged paragraphs" in text_of(analyst.get(path(change)))
    assert "Paragraph 3 stands." in text_of(analyst.get(path(change) + "?whole"))


def test_the_analyst_writes_a_draft_and_finds_it_again():
    change, analyst, label = make_change(), enter("analyst"), figures()
    response = analyst.post(
        path(change),
        {
            "labels": [label.pk],
            "public_note": "Twelve became forty.",
            "internal_note": "Ask Mira.",
            "_draft": "x",
        },
    )
    draft = Annotation.objects.get()
    assert response["Location"] == f"{path(change)}?annotation={draft.pk}"
    assert (draft.state, draft.author) == ("draft", analyst.user)
    page = page_of(analyst.get(response["Location"]))
    assert page.xpath("//textarea[@name='public_note']")[0].text.strip() == "Twelve became forty."
    assert page.xpath("//input[@name='labels'][@checked]/@value") == [str(label.pk)]
    assert page.xpath("//input[@name='annotation']/@value") == [str(draft.pk)]


@pytest.mark.parametrize("role", ["analyst", "source_manager", "outsider"])
@pytest.mark.parametrize("button", ["_publish", "_retract"])
def test_whoever_may_not_publish_cannot_by_any_button(role, button):
    change = make_change()
    draft = write_annotation(change, actor=None, public_note="A.")
    if button == "_retract":
        publish_annotation(draft, actor=None, lock=1)
    state = Annotation.objects.get().state
    visitor = enter(role)
    assert button not in visitor.get(path(change)).content.decode()
    response = visitor.post(
        path(change),
        {"annotation": draft.pk, "public_note": "B.", "lock": draft.lock, "reason": "x", button: "x"},
    )
    assert response.status_code == 403
    row = Annotation.objects.get()
    assert (row.state, row.public_note) == (state, "A.")


def test_the_analyst_cannot_amend_what_is_published():
    change = make_change()
    published = publish_annotation(write_annotation(change, actor=None, public_note="A."), actor=None, lock=1)
    analyst = enter("analyst")
    response = analyst.post(
        path(change), {"annotation": published.pk, "public_note": "B.", "lock": 2, "_draft": "x"}
    )
    assert response.status_code == 403
    assert Annotation.objects.get().public_note == "A."


def test_a_reader_of_changes_without_a_word_in_them_cannot_write():
    change, reader = make_change(), enter("outsider", extra=("view_change",))
    assert "Your account may read annotations here, not write them." in text_of(reader.get(path(change)))
    assert reader.post(path(change), {"public_note": "B.", "_draft": "x"}).status_code == 403
    assert not Annotation.objects.exists()


def test_the_editor_saves_and_publishes_in_one_step():
    change, editor = make_change(), enter("editor")
    response = editor.post(path(change), {"public_note": "Twelve became forty.", "_publish": "x"})
    assert response.status_code == 302
    assert Annotation.objects.public().get().public_note == "Twelve became forty."
    assert set(ReviewEvent.objects.values_list("act", flat=True)) == {Act.ANNOTATE, Act.PUBLISH}
    assert "published" in text_of(editor.get("/admin/trackers/change/?annotated=published"))


def test_publishing_what_says_nothing_to_readers_saves_nothing():
    change, editor = make_change(), enter("editor")
    response = editor.post(path(change), {"internal_note": "Only for us.", "_publish": "x"})
    assert response.status_code == 200
    assert "readers would see nothing" in text_of(response)
    assert "Only for us." in response.content.decode()
    assert not Annotation.objects.exists()
    assert not ReviewEvent.objects.exists()


def test_the_editor_amends_and_retracts_with_a_reason():
    change, editor = make_change(), enter("editor")
    editor.post(path(change), {"public_note": "First.", "_publish": "x"})
    row = Annotation.objects.get()
    editor.post(
        path(change), {"annotation": row.pk, "public_note": "Second.", "lock": row.lock, "_draft": "x"}
    )
    row.refresh_from_db()
    assert (row.public_note, row.state) == ("Second.", "published")
    refused = editor.post(
        path(change),
        {"annotation": row.pk, "public_note": "Second.", "lock": row.lock, "reason": "", "_retract": "x"},
    )
    assert "Say why the annotation is retracted." in text_of(refused)
    editor.post(
        path(change), {"annotation": row.pk, "lock": row.lock, "reason": "We misread it.", "_retract": "x"}
    )
    row.refresh_from_db()
    assert row.state == "retracted"
    assert "We misread it." in text_of(editor.get(path(change)))


def test_the_second_editor_is_told_and_keeps_what_she_typed():
    change, first, second = make_change(), enter("editor"), enter("editor")
    draft = write_annotation(change, actor=first.user, public_note="Start.")
    lock = str(draft.lock)
    first.post(
        path(change), {"annotation": draft.pk, "public_note": "His words.", "lock": lock, "_draft": "x"}
    )
    response = second.post(
        path(change), {"annotation": draft.pk, "public_note": "Her words.", "lock": lock, "_draft": "x"}
    )
    assert response.status_code == 200
    page = page_of(response)
    assert f"{first.user.username} changed this annotation" in " ".join(page.text_content().split())
    assert page.xpath("//textarea[@name='public_note']")[0].text.strip() == "Her words."
    assert "His words." in page.xpath("string(//div[@class='desk-current'])")
    assert Annotation.objects.get().public_note == "His words."
    again = {
        "annotation": draft.pk,
        "public_note": "Her words.",
        "lock": page.xpath("//input[@name='lock']/@value")[0],
    }
    assert second.post(path(change), {**again, "_draft": "x"}).status_code == 302
    assert Annotation.objects.get().public_note == "Her words."


def test_an_analyst_overtaken_by_a_publication_is_told_and_keeps_her_words():
    change, analyst = make_change(), enter("analyst")
    draft = write_annotation(change, actor=None, public_note="Start.")
    publish_annotation(draft, actor=None, lock=1)
    response = analyst.post(
        path(change), {"annotation": draft.pk, "public_note": "Her words.", "lock": "1", "_draft": "x"}
    )
    assert response.status_code == 200
    assert "Her words." in response.content.decode()
    assert Annotation.objects.get().public_note == "Start."


def test_an_annotation_of_another_change_is_not_reached_from_here():
    change, other = make_change(), make_change()
    foreign = write_annotation(other, actor=None, public_note="Foreign.")
    editor = enter("editor")
    assert editor.get(f"{path(change)}?annotation={foreign.pk}").status_code == 404
    response = editor.post(
        path(change), {"annotation": foreign.pk, "public_note": "B.", "lock": 1, "_draft": "x"}
    )
    assert response.status_code == 404
    foreign.refresh_from_db()
    assert foreign.public_note == "Foreign."


@pytest.mark.parametrize("lock", ["", "-1", "x", "99999999999999999999"])
def test_an_odd_lock_is_no_server_error_and_overwrites_nothing(lock):
    change, editor = make_change(), enter("editor")
    draft = write_annotation(change, actor=None, public_note="Start.")
    response = editor.post(
        path(change), {"annotation": draft.pk, "public_note": "B.", "lock": lock, "_draft": "x"}
    )
    assert response.status_code == 200
    assert Annotation.objects.get().public_note == "Start."


def test_a_label_out_of_use_is_not_offered():
    change, label = make_change(), figures()
    label.retired_at = change.seen_new_at
    label.save()
    editor = enter("editor")
    assert "Figures" not in text_of(editor.get(path(change)))
    response = editor.post(path(change), {"labels": [label.pk], "_draft": "x"})
    assert response.status_code == 200
    assert not Annotation.objects.exists()


def test_a_newer_change_raises_a_banner_and_neighbours_are_linked():
    article = make_article()
    first = make_change(article)
    assert "has changed again since" not in text_of(enter("analyst").get(path(first)))
    make_version(article, paragraphs=["And again."])
    assert "has changed again since" in text_of(enter("analyst").get(path(first)))


def test_a_withheld_article_is_annotated_without_a_public_link():
    article = make_article(exposure="withheld", exposure_reason="legal")
    page = text_of(enter("analyst").get(path(make_change(article))))
    assert "See its public page" not in page


def test_the_list_shows_what_went_and_came_within_its_budget(django_assert_max_num_queries):
    source = make_source()
    for number in range(25):
        make_change(make_article(source), new=[f"{number} people were rescued.", "The harbour is closed."])
    analyst = enter("analyst")
    with django_assert_max_num_queries(8):
        response = analyst.get("/admin/trackers/change/")
    assert "24 people" in text_of(response) or "24" in text_of(response)


def test_the_page_of_a_change_stays_within_its_budget(django_assert_max_num_queries):
    change = make_change()
    for number in range(10):
        write_annotation(change, actor=None, public_note=str(number), labels=Label.objects.all()[:3])
    analyst = enter("analyst")
    with django_assert_max_num_queries(18):
        assert analyst.get(path(change)).status_code == 200


def test_the_filters_narrow_the_list():
    headline = make_change(old={"headline": "Old words"}, new={"headline": "New words"})
    body = make_change(new={"headline": "Ferry to Port Ansel resumes after storm", "paragraphs": ["Other."]})
    write_annotation(body, actor=None, public_note="A.")
    analyst = enter("analyst")

    def listed(query: str) -> set[str]:
        page = page_of(analyst.get(f"/admin/trackers/change/?{query}"))
        return {link.split("/")[4] for link in page.xpath("//table[@id='result_list']//th/a/@href")}

    assert listed("headline=changed") == {str(headline.pk)}
    assert listed("headline=same") == {str(body.pk)}
    assert listed("annotated=no") == {str(headline.pk)}
    assert listed("annotated=draft") == {str(body.pk)}
    assert listed("annotated=published") == set()

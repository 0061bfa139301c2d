"""The page of a change: the diff, and the annotation of whoever may write one."""

import pytest

from tests.admin.asking import enter, page_of, text_of
from tests.builders import make_article, make_change, make_editor, make_source, make_version
from tests.reviews import bring_to, show_at_once, step
from trackers.desk.review import review_of
from trackers.desk.steps import Step
from trackers.models import Act, Annotation, Label, Publication, Review, ReviewEvent, ReviewState

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


def typed(**fields) -> dict:
    """What an editor fills in for an annotation that may be published."""
    return {
        "public_note": "Twelve became forty.",
        "significance": "2",
        "disclosure": "none",
        "confidence": "certain",
        "kinds": ["number"],
        "lock": "0",
        **fields,
    }


def lock_of(response) -> str:
    return page_of(response).xpath("//input[@name='lock']/@value")[0]


def test_the_analyst_writes_a_draft_and_finds_it_again():
    change, analyst, label = make_change(), enter("analyst"), figures()
    form = typed(labels=[label.pk], internal_note="Ask Mira.", quote_after="Forty people", _draft="x")
    response = analyst.post(path(change), form)
    draft = Annotation.objects.get()
    assert response["Location"] == path(change)
    assert (draft.state, draft.author, draft.significance, draft.kinds) == (
        "draft",
        analyst.user,
        2,
        ["number"],
    )
    assert [(anchor["side"], anchor["exact"], anchor["suffix"][:5]) for anchor in draft.anchors] == [
        ("after", "Forty people", " were")
    ]
    page = page_of(analyst.get(path(change)))
    assert page.xpath("//textarea[@name='public_note']")[0].text.strip() == "Twelve became forty."
    assert page.xpath("//textarea[@name='quote_after']")[0].text.strip() == "Forty people"
    assert page.xpath("//input[@name='labels'][@checked]/@value") == [str(label.pk)]
    assert page.xpath("//input[@name='significance'][@checked]/@value") == ["2"]
    again = {**form, "lock": "1"}
    assert analyst.post(path(change), again).status_code == 302
    assert review_of(change).lock == 1


def test_the_form_begins_with_what_the_machine_says():
    change = make_change()
    page = page_of(enter("analyst").get(path(change)))
    assert page.xpath("//input[@name='kinds'][@checked]/@value") == change.description.kinds
    assert page.xpath("//select[@name='disclosure']/option[@selected]/@value") == [
        change.description.disclosure
    ]
    assert page.xpath("//input[@name='significance'][@checked]") == []


def test_words_that_do_not_stand_in_the_text_are_no_anchor():
    change, analyst = make_change(), enter("analyst")
    response = analyst.post(path(change), typed(quote_after="Nobody wrote this.", _draft="x"))
    assert "These words do not stand in the text" in text_of(response)
    assert "Nobody wrote this." in response.content.decode()
    assert not Annotation.objects.exists()


def test_saving_leads_on_to_the_next_change_that_waits():
    older, newer = make_change(), make_change()
    analyst = enter("analyst")
    assert "2 changes wait for a decision." in text_of(analyst.get(path(newer)))
    first, second = sorted((older, newer), key=lambda row: (row.seen_new_at, row.pk), reverse=True)
    response = analyst.post(path(first), typed(_save="x"))
    assert response["Location"] == f"{path(second)}#content-start"
    assert "1 change waits for a decision." in text_of(analyst.get(path(second)))
    response = analyst.post(path(second), {"reason": "A comma.", "lock": "0", "_dismiss": "x"})
    assert response["Location"] == path(second)
    assert review_of(second).state == "dismissed"


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        ("annotated", ["_publish", "_approve"]),
        ("published", ["_amend", "_retract"]),
        ("second_read", ["_return"]),
    ],
)
def test_whoever_may_not_publish_cannot_by_any_button(state, buttons):
    change = bring_to(ReviewState(state))
    before = review_of(change)
    for role in ("analyst", "source_manager", "outsider"):
        visitor = enter(role)
        page = visitor.get(path(change)).content.decode()
        for button in buttons:
            assert f'name="{button}"' not in page, (role, button)
            form = typed(public_note="B.", lock=before.lock, reason="x", **{button: "x"})
            assert visitor.post(path(change), form).status_code == 403, (role, button)
            after = review_of(change)
            assert (after.state, after.annotation.public_note) == (before.state, "Twelve became forty.")


def test_an_analysts_words_about_what_is_published_wait_as_a_draft():
    change, analyst = bring_to(ReviewState.PUBLISHED), enter("analyst")
    assert 'name="_amend"' not in analyst.get(path(change)).content.decode()
    form = typed(public_note="B.", lock=review_of(change).lock, _draft="x")
    assert analyst.post(path(change), form).status_code == 302
    assert Publication.objects.public().get().public_note == "Twelve became forty."
    assert "readers still see what was published" in text_of(analyst.get(path(change)))


def test_a_reader_of_changes_without_a_word_in_them_cannot_write():
    change, reader = make_change(), enter("outsider", extra=("view_change",))
    assert "Your account may read annotations here, not write them." in text_of(reader.get(path(change)))
    for button in ("_draft", "_dismiss", "_claim"):
        assert reader.post(path(change), typed(reason="x", **{button: "x"})).status_code == 403
    assert not Annotation.objects.exists() and not ReviewEvent.objects.exists()


def test_what_was_published_by_a_slip_is_called_back_before_anybody_saw_it():
    change, editor = make_change(), enter("editor")
    show_at_once(delay=120)
    editor.post(path(change), typed(_publish="x"))
    page = editor.get(path(change))
    assert "until then it can be called back" in text_of(page) and b'name="_recall"' in page.content

    assert editor.post(path(change), typed(lock=lock_of(page), _recall="x")).status_code == 302

    assert review_of(change).state == "approved" and not Publication.objects.waiting().exists()
    show_at_once()
    editor.post(path(change), typed(lock=lock_of(editor.get(path(change))), _publish="x"))
    assert b'name="_recall"' not in editor.get(path(change)).content


def test_the_editor_approves_and_publishes_in_one_step():
    show_at_once()
    change, editor = make_change(), enter("editor")
    assert editor.post(path(change), typed(_publish="x")).status_code == 302
    assert Publication.objects.public().get().public_note == "Twelve became forty."
    assert set(ReviewEvent.objects.values_list("act", flat=True)) == {Act.ANNOTATE, Act.APPROVE, Act.PUBLISH}
    assert "published" in text_of(editor.get("/admin/trackers/change/?annotated=published"))


def test_publishing_what_says_nothing_to_readers_saves_nothing():
    change, editor = make_change(), enter("editor")
    response = editor.post(path(change), typed(public_note="", internal_note="Only for us.", _publish="x"))
    assert response.status_code == 200
    assert "readers would see nothing" in text_of(response)
    assert "Only for us." in response.content.decode()
    assert not Annotation.objects.exists()
    assert not ReviewEvent.objects.exists()


def test_what_matters_goes_from_the_analyst_over_a_second_read_to_the_readers():
    change, analyst, editor = make_change(), enter("analyst"), enter("editor")
    show_at_once()
    form = typed(significance="3")
    analyst.post(path(change), {**form, "_submit": "x"})
    assert review_of(change).state == "second_read"
    lock = lock_of(editor.get(path(change)))
    editor.post(path(change), {"reason": "Which figure?", "lock": lock, "_return": "x"})
    assert "Which figure?" in text_of(analyst.get(path(change)))
    form |= {"public_note": "The figure in the first line.", "lock": lock_of(analyst.get(path(change)))}
    analyst.post(path(change), {**form, "_submit": "x"})
    form["lock"] = lock_of(editor.get(path(change)))
    editor.post(path(change), {**form, "_publish": "x"})
    row = Publication.objects.public().get().annotation
    assert (row.public_note, row.approver_account) == ("The figure in the first line.", editor.user.pk)


def test_an_editor_alone_is_told_why_what_matters_is_not_published():
    change, editor = make_change(), enter("editor")
    response = editor.post(path(change), typed(significance="3", _publish="x"))
    assert "somebody who has written nothing in it has to approve it" in text_of(response)
    assert not Annotation.objects.exists()


def test_the_editor_amends_and_the_standards_lead_retracts_with_a_reason():
    change, editor, lead = make_change(), enter("editor"), enter("standards_lead")
    show_at_once()
    editor.post(path(change), typed(_publish="x"))
    form = typed(public_note="Second.", reason="A slip.", lock=lock_of(editor.get(path(change))))
    editor.post(path(change), {**form, "_amend": "x"})
    row = Publication.objects.public().get().annotation
    assert (row.public_note, review_of(change).state) == ("Second.", "amended")
    lock = lock_of(lead.get(path(change)))
    refused = lead.post(path(change), typed(lock=lock, reason="", _retract="x"))
    assert "Say why." in text_of(refused)
    assert lead.post(path(change), typed(lock=lock, reason="We misread it.", _retract="x")).status_code == 302
    row.refresh_from_db()
    assert row.state == "retracted"
    assert "We misread it." in text_of(editor.get(path(change)))


def test_opening_claims_nothing_and_claiming_is_a_button():
    change, mira, other = make_change(), enter("analyst"), enter("analyst")
    mira.get(path(change))
    assert not Review.objects.exists()
    mira.post(path(change), {"lock": "0", "_claim": "x"})
    assert f"Claimed by {mira.user.username} until" in text_of(other.get(path(change)))
    response = other.post(path(change), typed(lock="1", _draft="x"))
    assert f"{mira.user.username} has claimed this until" in text_of(response)
    assert "Twelve became forty." in response.content.decode()
    mira.post(path(change), {"lock": "1", "_let_go": "x"})
    assert other.post(path(change), typed(lock="2", _draft="x")).status_code == 302


def test_a_change_is_put_off_until_a_moment_to_come():
    change, analyst = make_change(), enter("analyst")
    late = analyst.post(path(change), {"lock": "0", "until": "2020-01-01T10:00", "_snooze": "x"})
    assert "Choose a time that is still to come." in text_of(late)
    analyst.post(path(change), {"lock": "0", "until": "2999-01-01T10:00", "_snooze": "x"})
    assert "Put off until 2999-01-01 10:00 UTC." in text_of(analyst.get(path(change)))
    # One button for each of the moments that most changes are put off until; what is typed beside it does not count.
    soon = make_change()
    told = page_of(analyst.get(path(soon))).xpath("//div[@data-chord='z']/button")
    letters = {button.get("value"): button.get("title") for button in told}
    assert list(letters) == ["t", "d", "w"] and all(title.endswith("07:00 UTC") for title in letters.values())
    analyst.post(path(soon), {"lock": "0", "until": "2999-01-01T10:00", "_snooze": "d"})
    assert f"Put off until {letters['d']}." in text_of(analyst.get(path(soon)))


def test_the_second_editor_is_told_and_keeps_what_she_typed():
    change, first, second = bring_to(ReviewState.ANNOTATED), enter("editor"), enter("editor")
    lock = str(review_of(change).lock)
    first.post(path(change), typed(public_note="His words.", lock=lock, _draft="x"))
    response = second.post(path(change), typed(public_note="Her words.", lock=lock, _draft="x"))
    assert response.status_code == 200
    page = page_of(response)
    assert f"{first.user.username} changed this at" in " ".join(page.text_content().split())
    assert page.xpath("//textarea[@name='public_note']")[0].text.strip() == "Her words."
    assert "His words." in page.xpath("string(//div[@class='desk-current'])")
    assert Annotation.objects.get().public_note == "His words."
    again = typed(public_note="Her words.", lock=page.xpath("//input[@name='lock']/@value")[0], _draft="x")
    assert second.post(path(change), again).status_code == 302
    assert Annotation.objects.get().public_note == "Her words."


def test_an_analyst_overtaken_by_a_publication_is_told_and_keeps_her_words():
    change, analyst = bring_to(ReviewState.PUBLISHED), enter("analyst")
    response = analyst.post(path(change), typed(public_note="Her words.", lock="1", _draft="x"))
    assert response.status_code == 200
    assert "Her words." in response.content.decode()
    assert Annotation.objects.get().public_note == "Twelve became forty."


@pytest.mark.parametrize("lock", ["", "-1", "x", "99999999999999999999"])
def test_an_odd_lock_is_no_server_error_and_overwrites_nothing(lock):
    change, editor = bring_to(ReviewState.ANNOTATED), enter("editor")
    response = editor.post(path(change), typed(public_note="B.", lock=lock, _draft="x"))
    assert response.status_code == 200
    assert Annotation.objects.get().public_note == "Twelve became forty."


@pytest.mark.parametrize(
    "field",
    [
        {"significance": "9"}, {"significance": "x"}, {"kinds": ["motive"]}, {"disclosure": "motive"},
        {"confidence": "very"}, {"until": "tomorrow"}, {"quote_after": "x" * 30_000},
    ],
)  # fmt: skip
def test_odd_facets_are_no_server_error_and_save_nothing(field):
    change, editor = make_change(), enter("editor")
    response = editor.post(path(change), typed(_publish="x", **field))
    assert response.status_code == 200 and "Not saved:" in text_of(response)
    assert not Annotation.objects.exists()


def test_a_label_out_of_use_is_not_offered():
    change, label = make_change(), figures()
    label.retired_at = change.seen_new_at
    label.save()
    editor = enter("editor")
    assert "Figures" not in text_of(editor.get(path(change)))
    response = editor.post(path(change), typed(labels=[label.pk], _draft="x"))
    assert response.status_code == 200
    assert not Annotation.objects.exists()


def test_a_newer_change_raises_a_banner_and_neighbours_are_linked():
    article = make_article()
    first = make_change(article)
    assert "has changed again since" not in text_of(enter("analyst").get(path(first)))
    make_version(article, paragraphs=["And again."])
    assert "has changed again since" in text_of(enter("analyst").get(path(first)))


def test_the_articles_history_says_where_each_of_its_changes_stands():
    article = make_article()
    first = bring_to(ReviewState.DISMISSED, change=make_change(article))
    make_version(article, paragraphs=["And again."])
    page = page_of(enter("analyst").get(path(article.changes.get(to_number=3))))
    (row,) = (
        row
        for row in page.xpath("//table//tr")
        if row.xpath(f".//a[@href='{path(first)}']") and "Words" not in row.text_content()
    )
    assert "dismissed" in row.text_content() and "figure" in row.text_content()


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
        row = Annotation.objects.create(change=change, author_name="Mira", public_note=str(number))
        row.labels.set(Label.objects.all()[:3])
    step(change, Step.ANNOTATE, actor=make_editor())
    analyst = enter("analyst")
    with django_assert_max_num_queries(20):
        assert analyst.get(path(change)).status_code == 200


def test_the_filters_narrow_the_list():
    headline = make_change(old={"headline": "Old words"}, new={"headline": "New words"})
    body = make_change(new={"headline": "Ferry to Port Ansel resumes after storm", "paragraphs": ["Other."]})
    step(body, Step.ANNOTATE, actor=make_editor())
    analyst = enter("analyst")

    def listed(query: str) -> set[str]:
        page = page_of(analyst.get(f"/admin/trackers/change/?{query}"))
        return {link.split("/")[4] for link in page.xpath("//table[@id='result_list']//th/a/@href")}

    assert listed("headline=changed") == {str(headline.pk)}
    assert listed("headline=same") == {str(body.pk)}
    assert listed("annotated=no") == {str(headline.pk)}
    assert listed("annotated=draft") == {str(body.pk)}
    assert listed("annotated=published") == set()


def test_what_was_done_is_said_of_the_change_it_was_done_to():
    older, newer = make_change(), make_change()
    first, second = sorted((older, newer), key=lambda row: (row.seen_new_at, row.pk), reverse=True)
    analyst = enter("analyst")
    analyst.post(path(first), {"reason": "A comma.", "lock": "0", "_dismiss": "x"})
    page = page_of(analyst.get(f"{path(second)}?queue=triage"))
    (said,) = page.xpath("//ul[@class='messagelist']/li")
    assert said.xpath(".//a/@href") == [path(first)]
    assert ": now dismissed." in said.text_content() and "This change" not in said.text_content()
    (undo,) = page.xpath("//form[@class='desk-undo']")
    assert undo.get("action") == f"{path(first)}?queue=triage", "undoing keeps the queue"
    answer = analyst.post(
        undo.get("action"), {"_undo": "1", "seen": undo.xpath("input[@name='seen']/@value")[0]}
    )
    assert answer["Location"] == f"{path(first)}?queue=triage"


def test_whoever_publishes_reads_until_when_it_can_be_called_back():
    change, editor = make_change(), enter("editor")
    show_at_once(delay=120)
    editor.post(path(change), typed(_publish="x"))
    page = page_of(editor.get(path(change)))
    (said,) = page.xpath("//ul[@class='messagelist']/li")
    assert "Readers see it from" in said.text_content()
    assert said.xpath(".//a[text()='Call it back until then']/@href") == [f"{path(change)}#annotate"]
    lead = enter("standards_lead").get(path(change)).content.decode()
    assert 'name="_recall"' in lead and 'name="_retract"' not in lead, "what nobody saw is not retracted"


def test_the_form_says_what_stands_in_the_way_before_somebody_runs_into_it():
    cast: dict = {}
    returned = bring_to(ReviewState.RETURNED, cast=cast)
    assert "Returned by" in text_of(enter("analyst").get(path(returned)))
    grave = bring_to(ReviewState.SECOND_READ, cast=cast, significance=3)
    reader, warning = enter("editor"), "Whoever changes one becomes a writer"
    assert warning in text_of(reader.get(path(grave)))
    reader.post(path(make_change()), typed(_draft="x"))
    assert 'name="_repeat"' in reader.get(path(make_change())).content.decode()
    assert 'name="_repeat"' not in reader.get(path(grave)).content.decode(), (
        "one key overwrites nobody's words"
    )
    light = bring_to(ReviewState.SECOND_READ, cast=cast)
    assert warning not in text_of(reader.get(path(light)))
    published = bring_to(ReviewState.PUBLISHED, cast=cast, significance=4)
    page = reader.get(path(published)).content.decode()
    assert 'name="_amend"' not in page and 'name="_draft"' in page
    refused = reader.post(path(light), {**typed(), "lock": lock_of(reader.get(path(light))), "_return": "x"})
    assert "Not saved: Reason:" in text_of(refused)


def test_what_may_be_left_out_is_folded_away_until_something_stands_there():
    change, analyst = make_change(), enter("analyst")
    fresh = page_of(analyst.get(path(change)))
    assert fresh.xpath("//details[@id='desk-more'][not(@open)]//select/@name") == [
        "cause", "adequacy", "placement",
    ]  # fmt: skip
    assert "fact.number" in fresh.xpath("//select[@name='cause']/optgroup[@label='Facts']/option/@value")
    told = {"cause": "fact.number", "adequacy": "partial", "placement": "bottom"}
    refused = analyst.post(path(change), typed(**told, _draft="x"))
    assert "What the publisher’s notice tells: Only a notice can be complete or partial" in text_of(refused)
    assert page_of(refused).xpath("//details[@id='desk-more'][@open]//option[@selected]/@value") == list(
        told.values()
    )
    assert not Annotation.objects.exists()
    assert analyst.post(path(change), typed(**told, disclosure="correction", _submit="x")).status_code == 302
    editor = enter("editor")
    read = page_of(editor.get(path(change)))
    assert read.xpath("//details[@id='desk-more'][@open]//option[@selected]/@value") == list(told.values())
    form = typed(**told, disclosure="correction", lock=lock_of(editor.get(path(change))), _approve="x")
    editor.post(path(change), form)
    row = Annotation.objects.get()
    assert row.writers == [analyst.user.pk] and row.approver_account == editor.user.pk
    page = text_of(editor.get(f"/admin/trackers/annotation/{row.pk}/change/"))
    assert "another figure given" in page and "at the end" in page

"""The desk's own pages: how it works, what it has published, and who stands in which role."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from tests.admin.asking import enter, text_of
from tests.builders import ROLES, make_editor
from tests.reviews import bring_to, publish, step
from trackers.desk.steps import TERMS, Step
from trackers.models import Act, Desk, Publication, ReviewEvent, ReviewState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]

SETTINGS = "/admin/trackers/desk/"


@pytest.fixture
def roles() -> None:
    """The groups as the migration makes them: on a server that is not ours, some tests empty their tables as well."""
    if not Group.objects.exists():
        import_module("trackers.migrations.0001_squashed_0032_operators").add_roles(apps, None)


def codes(name: str) -> set[str]:
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


def test_the_roles_are_groups_from_the_first_day():
    names = {"Reader", "Analyst", "Editor", "Standards lead", "Source manager", "Operator", "Machine"}
    assert set(Group.objects.values_list("name", flat=True)) == names


@pytest.mark.parametrize(
    ("group", "role"),
    [
        ("Analyst", "analyst"),
        ("Editor", "editor"),
        ("Standards lead", "standards_lead"),
        ("Source manager", "source_manager"),
    ],
)
def test_a_group_may_what_its_role_may_in_these_tests(group, role):
    assert set(ROLES[role]) <= codes(group)


@pytest.mark.parametrize("group", ["Reader", "Source manager", "Operator", "Machine"])
def test_whoever_does_not_edit_is_given_no_step(group):
    steps = {code.removeprefix("trackers.") for rule in TERMS.values() for code in rule.permissions}
    assert not codes(group) & steps


def test_only_a_standards_lead_is_given_the_retraction():
    (retract,) = (code.removeprefix("trackers.") for code in TERMS[Step.RETRACT].permissions)
    assert {group.name for group in Group.objects.filter(permissions__codename=retract)} == {"Standards lead"}


def test_an_operator_looks_after_accounts_and_raises_nobody_nor_herself():
    assert "view_incident" in codes("Source manager") and "stop_fetching" in codes("Operator")
    operator, other, chief = enter("outsider"), make_editor("analyst"), make_editor("operator")
    operator.user.groups.add(Group.objects.get(name="Operator"))
    address = "/admin/auth/user/{}/change/"
    page = operator.get(address.format(other.pk)).content.decode()
    assert "Without it and a role nobody gets in." in page and "Editor: approves, publishes" in page
    assert (
        'name="groups"' in page
        and 'name="is_superuser"' not in page
        and 'name="user_permissions"' not in page
    )
    form = {"username": other.username, "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    editors = Group.objects.get(name="Editor")
    joined = {"date_joined_0": "2026-03-14", "date_joined_1": "12:00:00", "groups": [editors.pk]}
    assert operator.post(address.format(other.pk), {**form, **joined}).status_code == 302
    other.refresh_from_db()
    assert editors in other.groups.all() and not other.is_superuser
    for account in (operator.user, chief):
        refused = operator.post(address.format(account.pk), {**form, **joined, "username": "x"})
        assert refused.status_code == 403
        assert operator.get(f"/admin/auth/user/{account.pk}/password/").status_code == 403


def test_what_readers_do_not_see_yet_stands_on_the_first_page_of_whoever_could_call_it_back():
    change = bring_to(ReviewState.PUBLISHED, delay=120)
    editor = enter("editor", extra=("view_publication",))
    assert "1 entry is published and not seen by readers yet" in text_of(editor.get("/admin/"))
    assert "not seen by readers yet" not in text_of(enter("analyst").get("/admin/"))
    listed = {
        wanted: text_of(editor.get(f"/admin/trackers/publication/?seen={wanted}"))
        for wanted in ("yes", "not_yet")
    }
    assert "Twelve became forty." in listed["not_yet"] and "Twelve became forty." not in listed["yes"]
    assert change.publications.count() == 1
    step(change, Step.RECALL, actor=editor.user)
    assert "called back, seen by nobody" in text_of(editor.get("/admin/trackers/publication/?seen=never"))


PACE = {"delay": "30", "hourly_measure": "20"}


def test_an_operator_sets_how_the_desk_works_and_says_why():
    operator = enter("operator")
    refused = operator.post(SETTINGS, {"lone_editor": "on", "signature": "person", **PACE})
    assert "Say why." in text_of(refused)
    assert not Desk.objects.standing().lone_editor
    operator.post(
        SETTINGS, {"lone_editor": "on", "signature": "desk", "reason": "One editor works here.", **PACE}
    )
    desk = Desk.objects.standing()
    assert (desk.lone_editor, desk.signature, desk.delay) == (True, "desk", 30)
    assert ReviewEvent.objects.get(act=Act.SET_DESK).before == {
        "lone_editor": "False", "signature": "person", "delay": "120",
    }  # fmt: skip
    assert "One editor works here." in text_of(operator.get(SETTINGS))


def test_whoever_may_only_see_the_settings_sets_nothing():
    reader = enter("outsider", extra=("view_desk",))
    assert reader.get(SETTINGS).status_code == 200
    assert reader.post(SETTINGS, {"lone_editor": "on", "signature": "desk", "reason": "x"}).status_code == 403
    assert not Desk.objects.standing().lone_editor


@pytest.mark.parametrize("signature", ["", "nobody", "x" * 500])
def test_an_odd_setting_is_no_server_error(signature):
    response = enter("operator").post(SETTINGS, {"signature": signature, "reason": "x"})
    assert response.status_code == 200
    assert not ReviewEvent.objects.exists()


def test_every_edition_stands_in_the_list_and_on_a_page_of_its_own():
    change = bring_to(ReviewState.RETRACTED)
    operator = enter("operator")
    listed = text_of(operator.get("/admin/trackers/publication/"))
    assert "retracted" in listed and "Twelve became forty." in listed
    stone = Publication.objects.get(change=change, nature="retraction")
    page = text_of(operator.get(f"/admin/trackers/publication/{stone.pk}/change/"))
    assert "Because." in page and change.description.added.split()[0] in page
    assert operator.post(f"/admin/trackers/publication/{stone.pk}/change/", {}).status_code == 403


def test_the_list_of_editions_stays_within_its_budget(django_assert_max_num_queries):
    for _number in range(5):
        publish()
    operator = enter("operator")
    with django_assert_max_num_queries(8):
        operator.get("/admin/trackers/publication/")


def test_each_step_stands_on_the_page_of_the_change():
    change = bring_to(ReviewState.PUBLISHED)
    step(change, Step.RETRACT, actor=enter("standards_lead").user, reason="We misread it.")
    page = text_of(enter("analyst").get(f"/admin/trackers/change/{change.pk}/change/"))
    for words in (
        "annotated",
        "sent to a second read",
        "approved",
        "published",
        "retracted",
        "We misread it.",
    ):
        assert words in page

"""What is done to labels, samples and accounts leaves one event each, which their pages show."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User

from tests.admin.asking import enter, text_of
from tests.builders import make_change, make_editor
from trackers.desk.coding import Codes, close_sample, code_change, draw_sample
from trackers.models import MACHINES, Act, Label, ReviewEvent

pytestmark = pytest.mark.django_db


def test_a_label_that_is_added_renamed_and_retired_is_on_the_record() -> None:
    lead = enter("operator")
    fields = {"name": "Harbour", "definition": "Of harbours.", "position": 7, "retired_at": ""}
    lead.post("/admin/trackers/label/add/", {"code": "harbour", **fields})
    label = Label.objects.get(code="harbour")
    address = f"/admin/trackers/label/{label.pk}/change/"
    lead.post(address, fields)
    lead.post(address, {**fields, "name": "Docks", "retired_at": "2026-01-01T00:00"})
    added, revised = ReviewEvent.objects.order_by("pk")
    assert (added.act, added.after["label"], added.after["name"]) == (Act.ADD_LABEL, "harbour", "Harbour")
    assert (revised.act, revised.before["name"], revised.after["name"]) == (
        Act.REVISE_LABEL,
        "Harbour",
        "Docks",
    )
    assert set(revised.after) == {"label", "name", "retired_at"}
    assert "revised a label" in text_of(lead.get(address))
    assert "harbour" in text_of(lead.get("/admin/trackers/reviewevent/"))
    assert lead.post(address, {**fields, "name": ""}).status_code == 200 and label.code == "harbour"
    assert ReviewEvent.objects.count() == 2


def test_a_sample_is_on_the_record_and_tells_no_coder_what_the_other_says() -> None:
    change, lead, one, other = (
        make_change(),
        enter("operator"),
        make_editor("analyst"),
        make_editor("analyst"),
    )
    day = change.seen_new_at.date()
    sample = draw_sample(
        actor=lead.user, name="March", percent=100, seed=1, coders=(one, other), first_day=day, last_day=day
    )
    page = f"/admin/trackers/codingsample/{sample.pk}/change/"
    for coder in (one, other):
        code_change(sample, change.pk, Codes((), "none", 3, "certain"), actor=coder)
    code_change(sample, change.pk, Codes((), "none", 3, "certain"), actor=one)
    assert "coded a change" not in text_of(lead.get(page))
    close_sample(sample, actor=lead.user)
    events = list(ReviewEvent.objects.order_by("pk"))
    assert [event.act for event in events] == [Act.DRAW_SAMPLE, *[Act.CODE] * 3, Act.CLOSE_SAMPLE]
    assert [event.after["anew"] for event in events[1:4]] == [False, False, True]
    assert "certain" not in str([event.after for event in events]) and all(
        not event.change for event in events
    )
    assert "coded a change" in text_of(lead.get(page))


def test_roles_given_and_taken_and_an_account_shut_out_are_on_the_record() -> None:
    lead, account = enter("operator"), make_editor("outsider")
    editor, analyst = Group.objects.get(name="Editor"), Group.objects.get(name="Analyst")
    account.groups.add(analyst)
    address = f"/admin/auth/user/{account.pk}/change/"
    fields = {
        "username": account.username, "is_active": "on", "is_staff": "on", "groups": [editor.pk],
        "date_joined_0": "2026-01-01", "date_joined_1": "00:00",
    }  # fmt: skip
    assert lead.post(address, fields).status_code == 302
    lead.post(address, {**fields, "first_name": "Mira"})
    lead.post(address, {**fields, "is_active": ""})
    given, shut = ReviewEvent.objects.order_by("pk")
    who = {"account": account.pk, "username": account.username}
    assert given.act == Act.SET_ACCOUNT and given.actor == lead.user
    assert (given.before, given.after) == ({**who, "roles": ["Analyst"]}, {**who, "roles": ["Editor"]})
    assert (shut.before, shut.after) == ({**who, "is_active": True}, {**who, "is_active": False})
    assert "set what accounts may do" in text_of(lead.get(address))

    lead.post(f"/admin/auth/user/{account.pk}/delete/", {"post": "yes"})
    assert not User.objects.filter(pk=account.pk).exists()
    gone = ReviewEvent.objects.first()
    assert gone.after == {**who, "deleted": True} and gone.before["roles"] == ["Editor"]
    lead.post(
        "/admin/auth/user/add/",
        {
            "username": "new",
            "usable_password": "true",
            "password1": "horse-9-battery",
            "password2": "horse-9-battery",
        },
    )
    made = ReviewEvent.objects.first()
    assert made.after["username"] == "new" and made.after["roles"] == [] and made.before == {}
    lead.post(f"/admin/auth/group/{analyst.pk}/change/", {"name": "Analyst", "permissions": []})
    role = ReviewEvent.objects.first()
    assert (
        role.after == {"role": analyst.pk, "name": "Analyst", "permissions": []}
        and role.before["permissions"]
    )

    machines = Group.objects.get(name=MACHINES)
    address = f"/admin/auth/group/{machines.pk}/"
    lead.post(f"{address}change/", {"name": "People", "permissions": []})
    assert lead.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    lead.post(
        "/admin/auth/group/", {"action": "delete_selected", "_selected_action": machines.pk, "post": "yes"}
    )
    assert Group.objects.filter(pk=machines.pk, name=MACHINES).exists()

"""Who may press which button of a change's page in which state: the door says what the functions behind it say."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta

import pytest
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils import timezone

from tests.admin.asking import enter
from tests.desk.test_reviews import LEADS, MAY
from tests.reviews import bring_to
from trackers.admin.review import BUTTONS
from trackers.desk.review import review_of
from trackers.desk.steps import Step
from trackers.models import ReviewState

pytestmark = pytest.mark.django_db

# Undoing and repeating go by what was done before: they have tests of their own.
PRESSED = [button for button in BUTTONS if button not in {"_save", "_repeat"}]
# A standards lead does what an editor does, and retracts; an outsider is refused at the door, whichever button.
PRESS = {"outsider": ["_draft"], "analyst": PRESSED, "editor": PRESSED, "standards_lead": ["_retract"]}


def outcome(role: str, state: str, button: str) -> str | None:
    """Where a button leads, step by step; None where it is refused, "no" where it is forbidden."""
    at: str | None = state
    for which in BUTTONS[button]:
        if which not in MAY[role]:
            return "no"
        if which == Step.LET_GO and role == "analyst":
            return None
        if at is None:
            return None
        at = LEADS[at].get(which)
        if at is None:
            return None
    return "amended" if at == "published" and state in {"published", "amended"} else at


@contextmanager
def left_blank() -> Iterator[None]:
    """Let pages be answered and not written: to write what was refused into the form again takes half of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TemplateResponse, "rendered_content", "")
        yield


# The states in which buttons differ most; tests/desk asks the functions in all of them.
@pytest.mark.parametrize("state", ["new", "in_review", "annotated", "second_read", "approved", "published"])
def test_every_button_does_in_every_state_what_the_step_behind_it_may(state: str) -> None:
    change = bring_to(ReviewState(state))
    path, lock = f"/admin/trackers/change/{change.pk}/change/", review_of(change).lock
    form = {
        "public_note": "Other words altogether.", "significance": "2", "disclosure": "none", "confidence": "certain",
        "kinds": ["number", "name"], "reason": "Because.", "lock": str(lock),
        "until": f"{timezone.now() + timedelta(days=1):%Y-%m-%dT%H:%M}",
    }  # fmt: skip
    for role, buttons in PRESS.items():
        visitor = enter(role)
        # Each role is shown the first page that comes back to her in whole.
        written = nullcontext
        for button in buttons:
            tried, leads_to = f"{role} presses {button}", outcome(role, state, button)
            sid = transaction.savepoint()
            with written():
                response = visitor.post(path, {**form, button: "x"})
            if response.status_code == 200:
                written = left_blank
            now = review_of(change).state
            transaction.savepoint_rollback(sid)
            if leads_to in {None, "no"}:
                assert now == state and response.status_code in {200, 403}, tried
                assert (response.status_code == 403) or leads_to is None, tried
            else:
                assert (response.status_code, now) == (302, leads_to), tried
            assert review_of(change).state == state, tried

"""Steps on many changes from their list, and a decision copied to those like it: each leads to a Batch to confirm."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import actor_of
from trackers.admin.cells import change_address
from trackers.admin.queues import keep_list
from trackers.desk.bulk import BULK_STEPS, permissions_in_bulk, plan_batch, plan_copies
from trackers.desk.errors import DeskError, NotAllowedError
from trackers.desk.similar import similar_to
from trackers.desk.steps import Step
from trackers.models import Batch, Change

if TYPE_CHECKING:
    _Base = ModelAdmin[Change]
else:
    _Base = object

BULK_WORDS = {
    Step.CLAIM: _("Claim"),
    Step.LET_GO: _("Let go"),
    Step.DISMISS: _("Dismiss …"),
    Step.SNOOZE: _("Put off …"),
    Step.ANNOTATE: _("Set kinds, disclosure, significance …"),
    Step.SUBMIT: _("Send to second read"),
    Step.APPROVE: _("Approve"),
    Step.PUBLISH: _("Publish …"),
}
_Action = Callable[[Any, HttpRequest, QuerySet[Any]], HttpResponse | None]


def _offer(step: Step) -> _Action:
    def plan(_admin: Any, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        return _lead_to(request, lambda: plan_batch(rows, step, actor=actor_of(request)))

    plan.__name__ = f"bulk_{step}"
    plan.short_description = BULK_WORDS[step]  # type: ignore[attr-defined]
    return plan


BULK_ACTIONS: dict[str, tuple[Step, _Action]] = {f"bulk_{step}": (step, _offer(step)) for step in BULK_STEPS}


class BulkActions(_Base):
    """What a list of changes needs to offer steps on many of them to whoever may take them."""

    actions = [action for _step, action in BULK_ACTIONS.values()]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Return the actions of the list, those on many reviews only for accounts that may take them.

        Asks the permissions alone, which are at hand; that a program takes none is for the verb to say.
        """
        actor = actor_of(request)
        return {
            name: action
            for name, action in super().get_actions(request).items()
            if name not in BULK_ACTIONS or actor.has_perms(permissions_in_bulk(BULK_ACTIONS[name][0]))
        }


def copy_to_similar(request: HttpRequest, change: Change) -> HttpResponse:
    """Plan to repeat what was decided about a change on those like it; go to the plan, or back where there is none."""
    rows = similar_to(change)
    response = _lead_to(request, lambda: plan_copies(change, rows, actor=actor_of(request)))
    return response or HttpResponseRedirect(change_address(change))


def _lead_to(request: HttpRequest, plan: Callable[[], Batch]) -> HttpResponse | None:
    """Go to the page of a planned batch; say why there is none."""
    try:
        batch = plan()
    except NotAllowedError as error:
        raise PermissionDenied(error.sentence) from error
    except DeskError as error:
        messages.error(request, error.sentence)
        return None
    return HttpResponseRedirect(keep_list(request, change_address(batch)))

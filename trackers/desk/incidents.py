"""Incidents: an editor says once what many articles have in common, and all of them follow."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.desk.errors import DeskError, OvertakenError
from trackers.desk.events import Actor, name_of, record_event
from trackers.desk.rights import DECIDE_INCIDENT, require
from trackers.models import Act, Incident, IncidentState

LONGEST_REASON = 2000


@dataclass(frozen=True)
class Decision:
    """One of the three answers: its word, what it is called on a button, and what it does, in one sentence."""

    state: IncidentState
    name: object
    words: object


DECISIONS = (
    Decision(
        IncidentState.TEMPLATE,
        gettext_lazy("The template: not news"),
        gettext_lazy(
            "No change is recorded: each article's new text becomes what its next look is compared with, and articles "
            "that show the same later are treated alike."
        ),
    ),
    Decision(
        IncidentState.REAL,
        gettext_lazy("Real edits"),
        gettext_lazy(
            "Each text becomes a version and a change, dated by the look that first saw it. This cannot be undone: "
            "versions are never deleted."
        ),
    ),
    Decision(
        IncidentState.BROKEN,
        gettext_lazy("Our reading broke"),
        gettext_lazy(
            "The texts go on waiting, whatever time that takes, until the pages are read otherwise: by new hints or a "
            "newer extractor. It can still be decided otherwise."
        ),
    ),
)


def decide_incident(
    incident: Incident, decision: str, *, actor: Actor, reason: str, job: str = ""
) -> Incident:
    """Put on the record what an Incident was; return it as it is now.

    ``decision`` is ``template``, ``real`` or ``broken``; ``job`` names the job that will settle the articles. Raises
    DeskError for another word and without a reason, OvertakenError when it was decided, or ended, meanwhile. One that
    was called broken can be decided anew; "template" and "real" stand.
    """
    require(actor, DECIDE_INCIDENT)
    reason = reason.strip()[:LONGEST_REASON]
    if decision not in {known.state.value for known in DECISIONS}:
        raise DeskError(_("Choose what it was."), fields={"decision": [_("Choose what it was.")]})
    if not reason:
        raise DeskError(_("Say why."), fields={"reason": [_("Say why.")]})
    with transaction.atomic():
        locked = Incident.objects.select_for_update(of=("self",)).select_related("source").get(pk=incident.pk)
        if not locked.is_holding or locked.state == decision:
            raise _overtaken(locked)
        before = {"incident": locked.pk, "state": locked.state}
        locked.state, locked.decided_at, locked.reason = IncidentState(decision), timezone.now(), reason
        locked.decided_by, locked.job = actor, job
        locked.save(update_fields=["state", "decided_at", "reason", "decided_by", "job"])
        record_event(
            Act.DECIDE,
            actor=actor,
            source=locked.source,
            reason=reason,
            before=before,
            after={"incident": locked.pk, "state": decision, "job": job},
        )
    return locked


def _overtaken(incident: Incident) -> OvertakenError:
    state = IncidentState(incident.state).label
    if incident.decided_by is None:
        sentence = _("This incident is decided already: %(state)s.") % {"state": state}
    else:
        sentence = _("%(name)s has decided about this incident already: %(state)s.") % {
            "name": name_of(incident.decided_by),
            "state": state,
        }
    return OvertakenError(sentence, current=incident)

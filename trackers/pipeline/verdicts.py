"""Verdicts: carry out what an editor decided about an Incident, article by article, and tend to those nobody decides.

Each Article is settled in a transaction of its own, oldest look first, so that a killed worker leaves some settled and
the others waiting: whoever comes next goes on from there. Nothing waits for ever: what nobody has decided after
`RELEASE_AFTER` is recorded as Changes.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from trackers.models import (
    Article,
    Change,
    HeldState,
    Incident,
    IncidentArticle,
    IncidentNature,
    IncidentState,
    MissingBody,
    Nature,
    RereadingReason,
    SignSighting,
    WaitingFor,
)
from trackers.pipeline.check import finish_change
from trackers.pipeline.faults import explain_fault
from trackers.pipeline.sightings import WITHIN, forget_sightings
from trackers.pipeline.waiting import absorb_waiting, drop_waiting, record_waiting

logger = logging.getLogger(__name__)

# An Incident that nobody decides holds its texts no longer than this.
RELEASE_AFTER = timedelta(days=3)
# What a decision's own job has not settled by then, a tick goes on with.
LEFT_BEHIND = timedelta(minutes=10)
INCIDENTS_A_TICK = 50


@dataclass(frozen=True)
class Carried:
    """How many Articles of an Incident were settled, and how many could not be."""

    settled: int
    failed: int


def carry_out(incident_id: int, *, now: datetime, limit: int | None = None) -> Carried:
    """Settle the held texts of a decided Incident; return how many; safe to run again, and beside itself.

    "Template" makes each the basis of its Article, "real" a Version with its first look's window. Of an Incident that
    holds nothing is settled. Raises Incident.DoesNotExist.
    """
    incident = Incident.objects.get(pk=incident_id)
    if incident.is_holding:
        return Carried(0, 0)
    ids = list(incident.articles.held().values_list("pk", flat=True)[:limit])
    settled = sum(_settle(row_id, incident, now=now) for row_id in ids)
    logger.info("incident_carried_out incident=%s settled=%d of=%d", incident.pk, settled, len(ids))
    return Carried(settled, len(ids) - settled)


def tend_incidents(*, now: datetime, limit: int) -> int:
    """Do for Incidents what no look and no editor does; return how many texts were settled, about ``limit`` at most.

    Forgets old sightings, lists the Changes that were recorded before an Incident was known, joins collapses that
    turned out to be many, closes what holds nothing any more, releases what nobody decided, and goes on with what a
    dead worker left.
    """
    forget_sightings(now=now)
    for incident in Incident.objects.filter(state=IncidentState.OPEN, nature=IncidentNature.ALIKE):
        _join_collapses(incident, now=now)
        _list_earlier(incident, now=now)
    _close_empty(now=now)
    _close_overdue(now=now)
    count = 0
    for incident_id in _find_left_behind(now=now):
        if count >= limit:
            break
        count += carry_out(incident_id, now=now, limit=limit - count).settled
    return count


# --- One Article ------------------------------------------------------------------------------------------


def _settle(row_id: int, incident: Incident, *, now: datetime) -> bool:
    """Settle one held text; return whether it is settled. What goes wrong stands in its row, and it stays held."""
    try:
        with transaction.atomic():
            change = _settle_locked(row_id, incident, now=now)
        if change is not None:
            finish_change(change.pk, now=now)
    except Exception as error:  # noqa: BLE001
        words = explain_fault(error, what=f"incidentarticle={row_id}")[1]
        IncidentArticle.objects.filter(pk=row_id).update(detail=words[:300])
        return False
    return True


def _settle_locked(row_id: int, incident: Incident, *, now: datetime) -> Change | None:
    known = IncidentArticle.objects.get(pk=row_id)
    # The Article first, as every look does: two that lock in one order never wait for each other.
    article = Article.objects.select_for_update(of=("self",)).get(pk=known.article_id)
    row = IncidentArticle.objects.select_for_update(of=("self",)).get(pk=row_id)
    if row.state != HeldState.HELD:
        return None
    change = None
    if not _still_waits(article, row):
        row.state = HeldState.LEFT
    else:
        try:
            if incident.state == IncidentState.TEMPLATE:
                absorb_waiting(article, reason=RereadingReason.TEMPLATE, now=now)
                row.state = HeldState.ABSORBED
            else:
                change = row.change = record_waiting(article, now=now).change
                row.state = HeldState.RELEASED if change is not None else HeldState.LEFT
        except MissingBody:
            drop_waiting(article)
            row.state = HeldState.LEFT
            row.detail = _("The stored response is not kept any more; the next look decides.")
    row.settled_at = now
    row.save(update_fields=["state", "change", "settled_at", "detail"])
    return change


def _still_waits(article: Article, row: IncidentArticle) -> bool:
    return (
        article.merged_into_id is None
        and article.waiting_for == WaitingFor.EDITOR
        and article.waiting_snapshot_id == row.snapshot_id
    )


# --- What ticks do ------------------------------------------------------------------------------------------


def _list_earlier(incident: Incident, *, now: datetime) -> None:
    """List the Changes that Articles with the same signs made in the hours before the Incident was known."""
    listed = IncidentArticle.objects.filter(incident=incident, article=OuterRef("article"))
    seen = SignSighting.objects.filter(
        ~Exists(listed), source=incident.source_id, key__in=incident.signs.values("key")
    )
    since = incident.opened_at - WITHIN
    ids = set(seen.values_list("article", flat=True))
    changes = Change.objects.filter(
        article__in=ids, nature=Nature.EDIT, seen_new_at__gt=since, seen_new_at__lte=incident.opened_at
    ).select_related("description")
    latest = {change.article_id: change for change in changes.order_by("seen_new_at", "pk")}
    IncidentArticle.objects.bulk_create(
        [
            IncidentArticle(
                incident=incident,
                article_id=article_id,
                state=HeldState.EARLIER,
                seen_at=change.seen_new_at,
                change=change,
                removed=_words_of(change, "removed"),
                added=_words_of(change, "added"),
                settled_at=now,
            )
            for article_id, change in latest.items()
        ],
        ignore_conflicts=True,
    )


def _words_of(change: Change, name: str) -> str:
    described = getattr(change, "description", None)
    return str(getattr(described, name)) if described is not None else ""


def _join_collapses(incident: Incident, *, now: datetime) -> None:
    """Move what collapses of single Articles hold to the Incident that many of them made within the same hours."""
    if not incident.signs.filter(kind="collapse").exists():
        return
    single = Incident.objects.filter(
        source=incident.source_id,
        nature=IncidentNature.COLLAPSE,
        state=IncidentState.OPEN,
        opened_at__gt=incident.opened_at - WITHIN,
    )
    rows = IncidentArticle.objects.held().filter(incident__in=single)
    rows.exclude(article__in=incident.articles.values("article")).update(incident=incident)


def _close_empty(*, now: datetime) -> None:
    """Close Incidents that hold nothing any more and that nothing has joined for some hours."""
    held = IncidentArticle.objects.filter(incident=OuterRef("pk"), state=HeldState.HELD)
    empty = Incident.objects.holding().filter(~Exists(held))
    alone = empty.filter(nature=IncidentNature.COLLAPSE)
    words = _("No article shows it any more.")
    for rows in (alone, empty.filter(last_seen_at__lt=now - WITHIN)):
        rows.update(state=IncidentState.CLOSED, decided_at=now, reason=words)


def _close_overdue(*, now: datetime) -> None:
    """Close Incidents that nobody has decided about for too long: what they hold is recorded."""
    overdue = Incident.objects.filter(state=IncidentState.OPEN, opened_at__lt=now - RELEASE_AFTER)
    for incident_id in overdue.values_list("pk", flat=True)[:INCIDENTS_A_TICK]:
        # Asked again in the statement: an editor may decide in this moment.
        overdue.filter(pk=incident_id).update(
            state=IncidentState.CLOSED, decided_at=now, reason=_("Released because nobody decided.")
        )
        logger.warning("incident_released incident=%s", incident_id)


def _find_left_behind(*, now: datetime) -> Iterable[int]:
    """Return ids of Incidents that are over and hold texts still, those first that ended first."""
    held = IncidentArticle.objects.filter(incident=OuterRef("pk"), state=HeldState.HELD)
    over = Incident.objects.filter(
        Exists(held),
        Q(state=IncidentState.CLOSED)
        | Q(state__in=[IncidentState.TEMPLATE, IncidentState.REAL], decided_at__lt=now - LEFT_BEHIND),
    )
    return list(over.order_by("decided_at").values_list("pk", flat=True)[:INCIDENTS_A_TICK])

"""Incidents: many articles of one publisher that change alike within hours are its template or our reading, not news.

Each difference leaves its signs (``trackers.text.alike``) for a few hours. A sign that many articles of the Source show
opens an Incident, or joins one; a text whose difference it explains wholly waits for an editor, and one with anything
else in it goes on as ever: a real edit is never held up. What was decided holds for those who come later, too
(docs/decisions/0014-incidents.md).
"""

import logging
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

from django.db import connection
from django.db.models import Q

from trackers.models import (
    HOLDING,
    Article,
    HeldState,
    Incident,
    IncidentArticle,
    IncidentNature,
    IncidentSign,
    IncidentState,
    Snapshot,
)
from trackers.pipeline.sightings import WITHIN, find_many, note_sightings
from trackers.text.alike import Sign, SignKind, explained, read_signs
from trackers.text.compare import compare, excerpt
from trackers.text.tidy import ArticleText, hash_text

logger = logging.getLogger(__name__)

# A collapse of one article alone is the publisher's own act unless its reading is less sure than this.
DOUBTFUL = 0.6
# So long a decision answers for articles that show the same later; the slowest are looked at four times a year.
TEMPLATE_STANDS = timedelta(days=120)
OTHERS_STAND = timedelta(days=7)
MOST_SIGNS_OF_ONE = 200
# An Incident's latest sighting is kept to the minute: many looks at once do not wait for one row.
SEEN_AGAIN = timedelta(minutes=1)
EXCERPT = 160
# The first of two keys of PostgreSQL's advisory locks: the second is a Source (``claim.py`` has the others).
INCIDENT_LOCKS = 4205


class Verdict(StrEnum):
    """What is to become of a text that an Incident explains."""

    HOLD = "hold"
    ABSORB = "absorb"


@dataclass(frozen=True)
class Held:
    """A text that is no Version now: it waits for an editor (``hold``), or an earlier decision says that it is the
    template's (``absorb``: the caller makes it the Article's basis).
    """

    incident: Incident
    verdict: Verdict


@dataclass(frozen=True)
class Step:
    """A difference as it was read: both texts, where their fields were taken from, how sure the new reading is.

    `key` is the hash by which the new text is known again while it waits, "" where that is the hash of all of it.
    """

    before: ArticleText
    after: ArticleText
    places_before: tuple[tuple[str, str], ...] = ()
    places_after: tuple[tuple[str, str], ...] = ()
    confidence: float = 1.0
    key: str = ""

    @cached_property
    def signs(self) -> frozenset[Sign]:
        """What about it others may share."""
        places = {"places_before": self.places_before, "places_after": self.places_after}
        return read_signs(self.before, self.after, **places)

    @property
    def is_doubtful(self) -> bool:
        """Whether the new reading is too unsure to be believed where it finds next to nothing."""
        return self.confidence < DOUBTFUL

    def is_explained_by(self, signs: Collection[Sign]) -> bool:
        """Whether nothing is left of the difference but what these signs account for."""
        if not signs:
            return False
        places = {"places_before": self.places_before, "places_after": self.places_after}
        before, after = explained(self.before, self.after, signs, **places)
        return before == after


def weigh(article: Article, step: Step, *, snapshot: Snapshot, now: datetime) -> Held | None:
    """Tell whether an Article's new text is to be held, or taken as the template's; None: it goes on as ever.

    To be called inside the transaction that holds the Article's row locked, at each look that differs from the basis,
    before anything is made to wait or recorded. ``article`` is the locked row: a text that waits already keeps its
    first look. What an Incident held of it before is noted as past where the answer is None. Costs four statements and
    a few milliseconds where nothing is shared.
    """
    signs = {sign.key: sign for sign in step.signs}
    note_sightings(article, signs, now=now)
    standing = _find_standing(article, now=now)
    held = _find_held(step, standing) or _open_or_widen(article, step, signs, standing=standing, now=now)
    if held is None:
        note_left(article, now=now)
        return None
    _note_article(article, step, held, snapshot=snapshot, now=now)
    return held


def note_left(article: Article, *, now: datetime) -> None:
    """Note that an Article does not show the text that an Incident held of it, if one did. One statement."""
    IncidentArticle.objects.leave(article.pk, now=now)


# --- What is held already, or was decided before -----------------------------------------------------------


def _find_standing(article: Article, *, now: datetime) -> list[IncidentSign]:
    """Return the signs of the Source's Incidents that hold texts, or whose decision still answers for this Article.

    A collapse of one article alone is about that article only.
    """
    rows = IncidentSign.objects.select_related("incident").filter(
        Q(incident__nature=IncidentNature.ALIKE)
        | Q(incident__articles__article=article, incident__articles__state=HeldState.HELD),
        incident__source=article.source_id,
        incident__last_seen_at__gt=now - TEMPLATE_STANDS,
    )
    return [row for row in rows.order_by("incident", "pk") if _stands(row, article, now=now)]


def _stands(row: IncidentSign, article: Article, *, now: datetime) -> bool:
    """Tell whether a sign of an Incident says anything of an Article that shows it now.

    After "template", an exact sign does. A broad one (the byline emptied) looks like any edit: it does only for an
    Article that nobody looked at between the template's change and the decision.
    """
    incident = row.incident
    if incident.state in HOLDING:
        return True
    if incident.decided_at is None:
        return False
    if incident.state == IncidentState.TEMPLATE:
        seen_at = article.text_seen_at
        return row.sign.is_exact or (seen_at is not None and seen_at < incident.decided_at)
    return row.kind != SignKind.COLLAPSE and incident.decided_at > now - OTHERS_STAND


def _find_held(step: Step, standing: Sequence[IncidentSign]) -> Held | None:
    """Return the Incident that explains a step wholly: what is decided as the template's, else what is held."""
    template = [row for row in standing if row.incident.state == IncidentState.TEMPLATE]
    if step.is_explained_by([row.sign for row in template]):
        return Held(_most_telling(template, step), Verdict.ABSORB)
    holding = [row for row in standing if row.incident.state in HOLDING]
    if holding and step.is_explained_by([row.sign for row in (*template, *holding)]):
        return Held(_most_telling(holding, step), Verdict.HOLD)
    return None


def _most_telling(rows: Sequence[IncidentSign], step: Step) -> Incident:
    """Return the Incident that has most of a step's signs, of equals the eldest."""
    counts = Counter({row.incident_id: 0 for row in rows})
    counts.update(row.incident_id for row in rows if row.sign in step.signs)
    eldest = max(counts, key=lambda pk: (counts[pk], -pk))
    return next(row.incident for row in rows if row.incident_id == eldest)


# --- What becomes an Incident -------------------------------------------------------------------------------


def _open_or_widen(
    article: Article,
    step: Step,
    signs: Mapping[str, Sign],
    *,
    standing: Sequence[IncidentSign],
    now: datetime,
) -> Held | None:
    """Open an Incident, or widen one, by the signs that many show now; None where they do not explain the step.

    A sign that was decided about lately opens none again.
    """
    known = {row.key for row in standing}
    many = find_many(article, {key: sign for key, sign in signs.items() if key not in known}, now=now)
    helping = [row.sign for row in standing if row.incident.state in {*HOLDING, IncidentState.TEMPLATE}]
    if many and step.is_explained_by([*helping, *many]):
        with connection.cursor() as cursor:
            # Of looks that pass the threshold at once the first opens the Incident. Whoever holds this lock waits for
            # no Article's row but its own.
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, %s)", [INCIDENT_LOCKS, article.source_id % 2**31]
            )
        kin = _find_kin(article, signs, now=now)
        return Held(_add_signs(kin or _create(article, IncidentNature.ALIKE, now=now), many), Verdict.HOLD)
    collapse = [sign for sign in step.signs if sign.kind == SignKind.COLLAPSE]
    if collapse and step.is_doubtful:
        return Held(_add_signs(_create(article, IncidentNature.COLLAPSE, now=now), collapse), Verdict.HOLD)
    return None


def _find_kin(article: Article, signs: Mapping[str, Sign], *, now: datetime) -> Incident | None:
    """Return the undecided Incident of the last hours that shares a sign with this Article: one redesign is one."""
    row = (
        IncidentSign.objects.select_related("incident")
        .filter(
            incident__source=article.source_id,
            incident__nature=IncidentNature.ALIKE,
            incident__state=IncidentState.OPEN,
            incident__last_seen_at__gt=now - WITHIN,
            key__in=list(signs),
        )
        .order_by("incident")
        .first()
    )
    return row.incident if row is not None else None


def _create(article: Article, nature: IncidentNature, *, now: datetime) -> Incident:
    incident = Incident.objects.create(
        source_id=article.source_id, nature=nature, opened_at=now, last_seen_at=now
    )
    logger.info("incident_opened incident=%s source=%s nature=%s", incident.pk, article.source_id, nature)
    return incident


def _add_signs(incident: Incident, signs: Sequence[Sign]) -> Incident:
    room = MOST_SIGNS_OF_ONE - incident.signs.count()
    rows = [
        IncidentSign(incident=incident, key=sign.key, kind=sign.kind, detail=sign.detail, sample=sign.sample)
        for sign in sorted(signs, key=lambda sign: sign.code)[: max(0, room)]
    ]
    IncidentSign.objects.bulk_create(rows, ignore_conflicts=True)
    return incident


# --- The Article's line in it ---------------------------------------------------------------------------------


def _note_article(article: Article, step: Step, held: Held, *, snapshot: Snapshot, now: datetime) -> None:
    """Write down that an Article's text waits in an Incident, or was taken as the template's; once for each text."""
    incident, rows = held.incident, IncidentArticle.objects
    waits = article.waiting_hash == (step.key or hash_text(step.after))
    seen_at = (article.waiting_since if waits else None) or now
    response = article.waiting_snapshot_id if waits else snapshot.pk
    absorbed = held.verdict == Verdict.ABSORB
    rows.filter(article=article, state=HeldState.HELD).exclude(incident=incident).update(
        state=HeldState.LEFT, settled_at=now
    )
    known = rows.filter(article=article, incident=incident).first()
    if known is None or absorbed or (known.state, known.snapshot_id) != (HeldState.HELD, response):
        removed, added = _tell_apart(step)
        rows.update_or_create(
            article=article,
            incident=incident,
            defaults={
                "state": HeldState.ABSORBED if absorbed else HeldState.HELD,
                "settled_at": now if absorbed else None,
                "seen_at": seen_at,
                "snapshot_id": response,
                "change": None,
                "removed": removed,
                "added": added,
                "detail": "",
            },
        )
    Incident.objects.filter(pk=incident.pk, last_seen_at__lt=now - SEEN_AGAIN).update(last_seen_at=now)


def _tell_apart(step: Step) -> tuple[str, str]:
    """Return the words that went and came which say most of a step; the headlines where nothing else differs."""
    words = excerpt(compare(step.before, step.after), length=EXCERPT)
    if words.removed or words.added:
        return words.removed, words.added
    return step.before.headline[:EXCERPT], step.after.headline[:EXCERPT]

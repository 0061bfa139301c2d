"""Supplies: what responses and database cost in bytes a day, and for how many days there is room at that rate."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trackers.models import StoreDay
from trackers.pipeline.ledger import measure_database
from trackers.pipeline.retention import GB, TRIM_TO, budget_bytes
from trackers.pipeline.room import free_bytes

MB = 1024**2
DAYS_MEASURED = 7
DAY = timedelta(days=1)
# Rates of less than this are noise, and what is left at them is no number anybody plans with.
LONGEST_DAYS = 3650


@dataclass(frozen=True)
class Supplies:
    """What is held and free, in bytes, and what a day costs: bytes a day over the last seven days (fewer at first).

    ``stored`` and ``freed`` are responses that came and went a day, ``grows`` what was held more, ``keeps`` what was
    kept for good more, ``database_grows`` what the database took more; None where less than a day was measured.
    ``free`` is None where the responses lie in a storage of another kind than a directory.
    """

    measured_at: datetime | None
    budget: int
    held: int
    kept: int
    database: int
    free: int | None
    stored: float
    freed: float
    grows: float | None
    keeps: float | None
    database_grows: float | None

    @property
    def days_to_budget(self) -> float | None:
        """Days until other bodies go earlier than after ``keep_responses``; None when that is not to be seen."""
        return _days(self.budget * TRIM_TO - self.held, self.grows)

    @property
    def days_to_stop(self) -> float | None:
        """Days until what may never go fills the budget or the disk is down to its floor, whichever comes first."""
        known = [
            days
            for days in (_days(self.budget - self.kept, self.keeps), self.days_of_disk)
            if days is not None
        ]
        return min(known, default=None)

    @property
    def days_of_disk(self) -> float | None:
        """Days until the disk is down to its floor; the responses grow no further than their budget."""
        if self.free is None or self.grows is None or self.database_grows is None:
            return None
        room = max(self.free - settings.MIN_FREE_GB * GB, 0)
        responses, database = max(self.grows, 0.0), max(self.database_grows, 0.0)
        until_budget = max(self.budget - self.held, 0) / responses if responses else 0.0
        if until_budget and room <= until_budget * (responses + database):
            return _days(room, responses + database)
        left = _days(room - until_budget * (responses + database), database)
        return left + until_budget if left is not None else None


def count_supplies() -> Supplies:
    """Return the figures from the ledger and the disk; cheap, for nothing is counted that the ledger knows."""
    days = list(StoreDay.objects.measured()[: DAYS_MEASURED + 1])
    latest, first = (days[0], days[-1]) if days else (None, None)
    if latest is None or first is None or latest.measured_at is None or first.measured_at is None:
        return Supplies(
            None, budget_bytes(), 0, 0, measure_database(), free_bytes(), 0.0, 0.0, None, None, None
        )
    begun = datetime.combine(first.day, time.min, UTC)
    told = max((latest.measured_at - begun) / DAY, 1 / 24)
    apart = (latest.measured_at - first.measured_at) / DAY
    enough = apart >= 1
    return Supplies(
        measured_at=latest.measured_at,
        budget=budget_bytes(),
        held=latest.held_bytes,
        kept=latest.kept_bytes,
        database=latest.database_bytes,
        free=free_bytes(),
        stored=sum(day.stored_bytes for day in days) / told,
        freed=sum(day.freed_bytes for day in days) / told,
        grows=(latest.held_bytes - first.held_bytes) / apart if enough else None,
        keeps=(latest.kept_bytes - first.kept_bytes) / max((latest.day - first.day).days, 1)
        if enough
        else None,
        database_grows=(latest.database_bytes - first.database_bytes) / apart if enough else None,
    )


def supplies_in_words(supplies: Supplies) -> list[str]:
    """Return plain sentences: what is held, what a day brings, how long there is room."""
    if supplies.measured_at is None:
        return [
            _("The stored responses were not counted yet; the clock does so every hour."),
            _("The database takes %(size)s.") % {"size": size_in_words(supplies.database)},
            _say_disk(supplies),
        ]
    return [
        _("Responses take %(held)s of the %(budget)s they may take; %(kept)s of them are kept for good.")
        % {
            "held": size_in_words(supplies.held),
            "budget": size_in_words(supplies.budget),
            "kept": size_in_words(supplies.kept),
        },
        _("A day brings %(stored)s of responses; %(freed)s a day are deleted by rule.")
        % {"stored": size_in_words(supplies.stored), "freed": size_in_words(supplies.freed)},
        _say_budget(supplies),
        _say_database(supplies),
        _say_disk(supplies),
    ]


def size_in_words(count: float) -> str:
    """Return a number of bytes as an operator reads it: gigabytes, and megabytes where those would be zero."""
    return f"{count / GB:.1f} GB" if abs(count) >= GB else f"{count / MB:.1f} MB"


def _say_budget(supplies: Supplies) -> str:
    if supplies.grows is None:
        return _("How long the budget lasts can be said when a day was measured.")
    if supplies.held >= supplies.budget * TRIM_TO * TRIM_TO:
        return _(
            "The budget is used: responses that no version and no window rests on go before their time, oldest first."
        )
    days = supplies.days_to_budget
    if days is None:
        return _("The budget is not used up at this rate.")
    return ngettext(
        "In about %(days)d day the budget is used; then responses that nothing rests on go before their time.",
        "In about %(days)d days the budget is used; then responses that nothing rests on go before their time.",
        round(days),
    ) % {"days": round(days)}


def _say_database(supplies: Supplies) -> str:
    size = size_in_words(supplies.database)
    if supplies.database_grows is None:
        return _("The database takes %(size)s.") % {"size": size}
    return _("The database takes %(size)s and grows by %(more)s a day.") % {
        "size": size,
        "more": size_in_words(max(supplies.database_grows, 0)),
    }


def _say_disk(supplies: Supplies) -> str:
    free = (
        _("Responses lie in a storage of another kind; only the budget counts.")
        if supplies.free is None
        else _("%(free)s are free on the disk.") % {"free": size_in_words(supplies.free)}
    )
    if supplies.grows is None:
        return free
    days = supplies.days_to_stop
    if days is None:
        return free + " " + _("More than ten years are left at this rate.")
    left = ngettext(
        "About %(days)d day left at this rate until fetching would stop.",
        "About %(days)d days left at this rate until fetching would stop.",
        int(days),
    )
    return free + " " + left % {"days": int(days)}


def _days(room: float, rate: float | None) -> float | None:
    """Return how many days a room lasts at a rate, None for more than anybody plans."""
    if rate is None or rate <= 0:
        return None
    days = max(room, 0) / rate
    return days if days <= LONGEST_DAYS else None

"""What a reader narrows a list of Changes to: kind, publisher, time, notes; read from the address, kept in paging."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import models
from django.db.models import Exists, OuterRef
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.models import ChangeKind, Nature, Publication, Source
from trackers.models.change import ChangeQuerySet

# What is quoted back to whoever typed it.
LONGEST_QUOTED = 40
_HAS_NOTE = Exists(Publication.objects.standing().filter(change=OuterRef("pk")))
_DAY = re.compile(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


class Since(models.TextChoices):
    """How far back a list goes, counted from now."""

    DAY = "day", gettext_lazy("in the last 24 hours")
    WEEK = "week", gettext_lazy("in the last 7 days")
    MONTH = "month", gettext_lazy("in the last 30 days")

    @property
    def duration(self) -> timedelta:
        """How long that is."""
        return timedelta(days={Since.DAY: 1, Since.WEEK: 7, Since.MONTH: 30}[self])


@dataclass(frozen=True)
class Days:
    """The days (UTC) from ``first`` to ``last``, both counted in; None where that end is open.

    ``asked_first`` and ``asked_last`` are what was typed, ``errors`` what is wrong with it, in sentences.
    """

    first: date | None = None
    last: date | None = None
    asked_first: str = ""
    asked_last: str = ""
    errors: tuple[str, ...] = ()

    @property
    def start(self) -> datetime | None:
        """The moment the first day begins with."""
        return datetime.combine(self.first, time.min, UTC) if self.first else None

    @property
    def end(self) -> datetime | None:
        """The moment after the last day."""
        # The last day of the calendar has none after it.
        if self.last is None or self.last == date.max:
            return None
        return datetime.combine(self.last + timedelta(days=1), time.min, UTC)

    @property
    def query(self) -> str:
        """The days as the beginning of a query string."""
        first = f"from={self.first.isoformat()}&" if self.first else ""
        return first + (f"to={self.last.isoformat()}&" if self.last else "")


@dataclass(frozen=True)
class Choice:
    """What a reader has narrowed a list to; ``everything`` shows what noise rules have lowered as well."""

    kind: ChangeKind | Nature | None = None
    source: Source | None = None
    since: Since | None = None
    days: Days = Days()
    noted: bool = False
    everything: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether anything was chosen, or asked for in vain."""
        chosen = (self.kind, self.source, self.since, self.days.first, self.days.last)
        return self.noted or bool(self.days.errors) or any(each is not None for each in chosen)

    @property
    def narrowing(self) -> str:
        """What narrows, as the beginning of a query string; a code, a slug and a day need no quoting."""
        kind = f"kind={self.kind.value}&" if self.kind is not None else ""
        source = f"source={self.source.slug}&" if self.source is not None else ""
        since = f"since={self.since.value}&" if self.since is not None else ""
        return kind + source + since + self.days.query + ("noted=1&" if self.noted else "")

    @property
    def query(self) -> str:
        """The whole choice as the beginning of a query string."""
        return self.narrowing + ("all=1&" if self.everything else "")

    def narrow(self, rows: ChangeQuerySet, *, now: datetime) -> ChangeQuerySet:
        """Return those of the rows that were chosen, by the time they were announced."""
        if isinstance(self.kind, Nature):
            rows = rows.filter(nature=self.kind)
        elif self.kind is not None:
            rows = rows.filter(description__kinds__contains=[self.kind.value])
        if self.source is not None:
            rows = rows.filter(article__source=self.source)
        if self.since is not None:
            rows = rows.filter(announced_at__gte=now - self.since.duration)
        if self.days.start is not None:
            rows = rows.filter(announced_at__gte=self.days.start)
        if self.days.end is not None:
            rows = rows.filter(announced_at__lt=self.days.end)
        return rows.filter(_HAS_NOTE) if self.noted else rows


def list_kinds() -> list[ChangeKind | Nature]:
    """Return what the form offers as kinds: those of a text, then a page that went or came back."""
    return [*ChangeKind, Nature.GONE, Nature.RETURNED]


def read_choice(query: QueryDict) -> Choice:
    """Return what was chosen; a form sends what was left open as nothing. At most one query.

    Raises Http404 for a kind, a publisher or a stretch of time that there is not: only a made-up address has one. Days
    are typed by people: what is wrong with them is said in ``days.errors``.
    """
    kind, slug, since = (query.get(word, "") for word in ("kind", "source", "since"))
    kinds = {each.value: each for each in list_kinds()}
    # PostgreSQL knows no NUL and would call it an error of ours.
    source = Source.objects.public().filter(slug=slug).first() if slug and "\x00" not in slug else None
    if (kind and kind not in kinds) or (slug and source is None) or (since and since not in Since.values):
        raise Http404
    return Choice(
        kind=kinds.get(kind),
        source=source,
        since=Since(since) if since else None,
        days=read_days(query),
        noted=query.get("noted") == "1",
        everything=query.get("all") == "1",
    )


def read_days(query: QueryDict) -> Days:
    """Return the days that ``from`` and ``to`` name, with what is wrong with them in sentences."""
    asked = [query.get(word, "").strip() for word in ("from", "to")]
    first, last = (_read_day(text) for text in asked)
    errors = [
        _("“%(text)s” is not a day. Write it as year, month and day, such as 2026-03-14.")
        % {"text": _cut(text)}
        for text, day in zip(asked, (first, last), strict=True)
        if text and day is None
    ]
    if first and last and first > last:
        errors.append(_("The first day is later than the last one."))
    return Days(first, last, _cut(asked[0]), _cut(asked[1]), tuple(errors))


def _read_day(text: str) -> date | None:
    # Other forms of ISO 8601, such as week dates, are read by Python and sent by no browser's form.
    if not _DAY.match(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTED else f"{text[:LONGEST_QUOTED]}…"

"""An Article's timeline as a drawing: where each mark stands, in shares of the width; the template makes SVG of it.

Most edits come in the first hours of a life of weeks: past two days time is drawn on a logarithmic scale, and the
drawing says so. It shows nothing that the list under it does not say in words.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from trackers.models import Nature, Outcome
from trackers.models.check import SEEN
from trackers.models.checkday import Looks
from trackers.views.timeline import Absent, Step, Timeline, Unwatched

_LINEAR_UP_TO = timedelta(days=2)
_GRAIN = timedelta(hours=1)
_HIGHEST = 22.0
# Bars that are narrower than this are drawn as one with their neighbours, and labels stand no closer.
_NARROWEST, _LABEL_ROOM, _LAST_LABEL = 0.4, 18.0, 88.0
_TICKS = (
    (timedelta(minutes=10), _("10 minutes")),
    (timedelta(hours=1), _("1 hour")),
    (timedelta(hours=6), _("6 hours")),
    (timedelta(days=1), _("1 day")),
    (timedelta(days=7), _("1 week")),
    (timedelta(days=30), _("30 days")),
    (timedelta(days=365), _("1 year")),
)


@dataclass(frozen=True)
class Spot:
    """A moment: its place as a percentage, and what stands there."""

    x: str
    item: Any


@dataclass(frozen=True)
class Stretch:
    """A span of time: its place and width as percentages, and what it is."""

    x: str
    width: str
    item: Any = None


@dataclass(frozen=True)
class Bar:
    """Looks in a span of time: how high they stand above the line, in pixels, and those that saw no article."""

    x: str
    width: str
    height: str
    blind_height: str
    looks: int


@dataclass(frozen=True)
class Drawing:
    """Everything the drawing shows, from ``start`` to ``end``; ``looks`` and ``seen`` are sums."""

    start: datetime
    end: datetime
    is_logarithmic: bool
    versions: tuple[Spot, ...]
    absences: tuple[Stretch, ...]
    gaps: tuple[Stretch, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[Spot, ...]
    looks: int
    seen: int


@dataclass(frozen=True)
class _Scale:
    start: datetime
    end: datetime

    @property
    def is_logarithmic(self) -> bool:
        return self.end - self.start > _LINEAR_UP_TO

    def place(self, at: datetime) -> float:
        """Return where a moment stands, 0 to 100; what lies outside stands at the edge."""
        whole = max(self.end - self.start, timedelta(seconds=1))
        passed = min(max(at - self.start, timedelta(0)), whole)
        if not self.is_logarithmic:
            return 100 * (passed / whole)
        return 100 * math.log1p(passed / _GRAIN) / math.log1p(whole / _GRAIN)

    def stretch(self, start: datetime, end: datetime) -> tuple[str, str]:
        """Return place and width of a span of time, wide enough to be seen."""
        left = self.place(start)
        return _percent(left), _percent(max(self.place(end) - left, _NARROWEST))


def draw_timeline(
    timeline: Timeline,
    *,
    start: datetime,
    end: datetime,
    looks: Mapping[tuple[date, str], Looks],
) -> Drawing:
    """Return the drawing of one page of a timeline. ``looks`` are counted by day (UTC) and Outcome."""
    scale = _Scale(start, max(start, end))
    steps = [item for item in timeline.items if isinstance(item, Step)]
    counted = {key: found.looks for key, found in looks.items() if start.date() <= key[0] <= end.date()}
    return Drawing(
        start=start,
        end=scale.end,
        is_logarithmic=scale.is_logarithmic,
        versions=tuple(Spot(_percent(scale.place(step.at)), step.version) for step in steps),
        absences=tuple(_draw_absences(timeline.items, scale)),
        gaps=tuple(
            Stretch(*scale.stretch(item.gap.started_at, item.gap.ended_at or scale.end), item.gap)
            for item in timeline.items
            if isinstance(item, Unwatched)
        ),
        bars=tuple(_draw_looks(counted, scale)),
        ticks=tuple(_draw_ticks(scale)),
        looks=sum(counted.values()),
        seen=sum(count for (_day, outcome), count in counted.items() if outcome in SEEN),
    )


def _draw_absences(items: Sequence[Step | Absent | Unwatched], scale: _Scale) -> Iterable[Stretch]:
    """Yield from where a page was first found missing to where it was seen again, or to the end."""
    absences = [item for item in items if isinstance(item, Absent)]
    for place, item in enumerate(absences):
        if item.kind == Nature.GONE:
            back = next((each for each in absences[place + 1 :] if each.kind == Nature.RETURNED), None)
            yield Stretch(*scale.stretch(item.at, back.at if back else scale.end), item.change)
        elif place == 0:
            # It had gone on the page before this one.
            yield Stretch(*scale.stretch(scale.start, item.at), item.change)


def _draw_looks(counted: Mapping[tuple[date, str], int], scale: _Scale) -> Iterable[Bar]:
    """Yield a bar for each day, or for days in a row that are too narrow to be told apart."""
    days: dict[date, list[int]] = {}
    for (day, outcome), count in sorted(counted.items()):
        sums = days.setdefault(day, [0, 0])
        sums[Outcome(outcome) not in SEEN] += count
    drafts: list[tuple[float, float, int, int, int]] = []
    for day, (seen, blind) in days.items():
        begins = datetime.combine(day, time.min, UTC)
        left, right = scale.place(begins), scale.place(begins + timedelta(days=1))
        if drafts and right - drafts[-1][0] < _NARROWEST:
            first, _right, seen_before, blind_before, count = drafts.pop()
            left, seen, blind = first, seen + seen_before, blind + blind_before
            drafts.append((left, right, seen, blind, count + 1))
        else:
            drafts.append((left, right, seen, blind, 1))
    most = max((math.log1p((seen + blind) / count) for *_, seen, blind, count in drafts), default=1.0) or 1.0
    for left, right, seen, blind, count in drafts:
        looks = seen + blind
        height = _HIGHEST * math.log1p(looks / count) / most
        yield Bar(
            _percent(left),
            _percent(max(right - left, _NARROWEST)),
            f"{height:.1f}",
            f"{height * blind / looks if looks else 0:.1f}",
            looks,
        )


def _draw_ticks(scale: _Scale) -> Iterable[Spot]:
    last = 6.0
    for after, label in _TICKS:
        place = scale.place(scale.start + after)
        if scale.start + after < scale.end and last + _LABEL_ROOM <= place <= _LAST_LABEL:
            yield Spot(_percent(place), label)
            last = place


def _percent(share: float) -> str:
    return f"{share:.2f}%"

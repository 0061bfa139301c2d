"""An Article's timeline: its Versions, when its page was gone and back, and when we did not look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from trackers.models import Article, Change, Gap, Nature, Tracking, Version

# One article is not a record of every outage: the rest is counted in words.
MOST_GAPS = 50
MOST_ABSENCES = 100
MOST_MEANWHILE = 10
# What the sentence of a Change is made from, and what tells whether words in it are withheld.
_TOLD = tuple(f"description__{column}" for column in ("evidence", "holds_withheld"))


@dataclass(frozen=True)
class Step:
    """A Version in the list of its Article, the one before it, and the Change between them where readers may see it."""

    version: Version
    earlier: Version | None
    change: Change | None = None

    kind = "version"

    @property
    def at(self) -> datetime:
        """When its text was first seen."""
        return self.version.observed_at


@dataclass(frozen=True)
class Absent:
    """A page that was first found missing, or seen again."""

    change: Change

    @property
    def kind(self) -> str:
        """Which of the two."""
        return str(self.change.nature)

    @property
    def at(self) -> datetime:
        """The near end of its window."""
        return self.change.seen_new_at


@dataclass(frozen=True)
class Unwatched:
    """A stretch in which we did not look: nothing is known of it, least of all that nothing changed."""

    gap: Gap

    kind = "gap"

    @property
    def at(self) -> datetime:
        """When it began."""
        return self.gap.started_at


@dataclass(frozen=True)
class Timeline:
    """One page of it, oldest first; ``has_more_gaps`` where there were too many to list."""

    items: list[Step | Absent | Unwatched]
    has_more_gaps: bool

    @property
    def is_unwatched_now(self) -> bool:
        """Whether a gap goes on now, in which nothing is looked at."""
        return any(isinstance(item, Unwatched) and item.gap.ended_at is None for item in self.items)


# What stands first where two moments are the same: the page is back with a new text.
_ORDER = {Nature.RETURNED: 0, Step.kind: 1, Nature.GONE: 2, Unwatched.kind: 3}


def tell_timeline(
    article: Article,
    versions: Sequence[Version],
    *,
    before: Version | None,
    following: Version | None,
    now: datetime,
) -> Timeline:
    """Return what lies between the first Version of a page of Versions and the first of the next one. Three queries.

    ``before`` is the Version before the page's first, ``following`` the next page's first; on the first page everything
    since the Article was first seen counts, on the last everything up to now, or to the last look where there will be
    no other.
    """
    since = versions[0].observed_at if before is not None and versions else None
    until = following.observed_at if following is not None else None
    gaps = _list_gaps(article, since=since, until=until, now=now)
    changes = _list_edits(article, versions)
    items: list[Step | Absent | Unwatched] = [
        Step(version, earlier, changes.get(version.number))
        for version, earlier in zip(versions, [before, *versions], strict=False)
    ]
    items += map(Absent, _list_absences(article, since=since, until=until))
    items += map(Unwatched, gaps[:MOST_GAPS])
    items.sort(key=lambda item: (item.at, _ORDER[item.kind]))
    return Timeline(items, len(gaps) > MOST_GAPS)


def tell_meanwhile(change: Change) -> list[Absent | Unwatched]:
    """Return what explains a wide window: the disappearances in it, and when we did not look. Two queries at most.

    The window of a page that went or came back holds no other step of that sort.
    """
    start, end = change.seen_old_at, change.seen_new_at
    items: list[Absent | Unwatched] = [
        Unwatched(gap) for gap in Gap.objects.between(start, end)[:MOST_MEANWHILE]
    ]
    if change.nature == Nature.EDIT:
        gone = Change.objects.public().filter(
            article=change.article_id, nature=Nature.GONE, seen_new_at__gte=start, seen_new_at__lte=end
        )
        items += [Absent(each) for each in gone.order_by("seen_new_at")[:MOST_MEANWHILE]]
    return sorted(items, key=lambda item: (item.at, _ORDER[item.kind]))


def _list_edits(article: Article, versions: Sequence[Version]) -> dict[int, Change]:
    """Return the Changes that led to the Versions, by number, with what is told of them. No query where none did."""
    numbers = [version.number for version in versions if version.number > 1]
    if not numbers:
        return {}
    rows = Change.objects.public().edits().filter(article=article, to_number__in=numbers)
    told = rows.select_related("description").only("article", "to_number", *_TOLD)
    return {change.to_number: change for change in told if change.to_number}


def _list_absences(article: Article, *, since: datetime | None, until: datetime | None) -> list[Change]:
    rows = Change.objects.public().absences().filter(article=article)
    if since is not None:
        rows = rows.filter(seen_new_at__gte=since)
    if until is not None:
        rows = rows.filter(seen_new_at__lt=until)
    return list(rows.order_by("seen_new_at", "pk")[:MOST_ABSENCES])


def _list_gaps(
    article: Article, *, since: datetime | None, until: datetime | None, now: datetime
) -> list[Gap]:
    ends = now if article.tracking == Tracking.ACTIVE else article.last_check_at or now
    rows = Gap.objects.between(since or article.first_seen_at, until or ends)
    if since is not None:
        # One that began on the page before stands there.
        rows = rows.filter(started_at__gte=since)
    return list(rows[: MOST_GAPS + 1])

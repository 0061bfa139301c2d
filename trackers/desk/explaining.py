"""Explaining: which earlier change of the same article a notice to readers may be about. A guess, and called one."""

import re
from collections.abc import Iterable

from trackers.desk.queues import SUBSTANTIVE
from trackers.models import Change, ChangeKind, Description, Nature

# An article that is told live has more changes than anybody's notice speaks of.
MOST_LOOKED_AT = 1000
_WORD = re.compile(r"\w+")


def find_explained(notices: Iterable[Change]) -> dict[int, Change]:
    """Return for Changes with a notice, by key, the earlier Change it may explain, where there is one.

    The newest whose words gone or come the notice repeats, else the newest that bears on the meaning. Two queries.
    """
    asked = list(notices)
    said = {
        row.pk: row
        for row in Description.objects.filter(pk__in=[change.pk for change in asked]).only("evidence")
    }
    earlier = (
        Change.objects.filter(
            article__in=[change.article_id for change in asked],
            nature=Nature.EDIT,
            description__kinds__overlap=[kind.value for kind in SUBSTANTIVE],
        )
        .select_related("description")
        .only("pk", "article_id", "seen_new_at", "description__evidence")
        .order_by("-seen_new_at", "-pk")[:MOST_LOOKED_AT]
    )
    by_article: dict[int, list[Change]] = {}
    for change in earlier:
        by_article.setdefault(change.article_id, []).append(change)
    found = {
        change.pk: _choose(change, said.get(change.pk), by_article.get(change.article_id, []))
        for change in asked
    }
    return {key: change for key, change in found.items() if change is not None}


def _choose(notice: Change, described: Description | None, candidates: list[Change]) -> Change | None:
    older = [
        change for change in candidates if (change.seen_new_at, change.pk) < (notice.seen_new_at, notice.pk)
    ]
    pairs = _told(described, {ChangeKind.CORRECTION_NOTICE})
    said = _fold(" ".join(f"{removed} {added}" for removed, added in pairs))
    repeated = (change for change in older if _repeats(said, change))
    return next(repeated, older[0] if older else None)


def _repeats(said: str, change: Change) -> bool:
    """Tell whether a notice repeats words that went or came in a change."""
    sides = (_fold(side) for pair in _told(change.description, set(SUBSTANTIVE)) for side in pair)
    return any(side.strip() and side in said for side in sides)


def _told(described: Description | None, kinds: set[ChangeKind]) -> list[tuple[str, str]]:
    told = described.told if described is not None else []
    return [(kind.removed, kind.added) for kind in told if ChangeKind(kind.code.value) in kinds]


def _fold(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "

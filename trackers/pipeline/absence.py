"""Absence: when an Article's page is said to be gone, when it is back, and when to look meanwhile.

One answer proves nothing: servers lose pages for an hour, and a page that is taken away for good is found missing
again and again. So a disappearance is confirmed by looks that lie apart (docs/decisions/0007-gone-is-confirmed.md):

    410, 451                                          2 looks, an hour or more apart
    404, "no such article" with 200, the home page    3 looks, six hours or more apart, over a day or more

A look that fails, is refused or is made during a Gap of ours neither confirms nor resets; one that sees the article
resets. Both a disappearance and a return are Changes with a window of their own.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from trackers.models import SEEN, Absence, Article, Change, Check, Gap, Nature, Outcome, Version

logger = logging.getLogger(__name__)

# What the functions below set on an Article, for its caller to save.
ABSENCE_FIELDS = ("missing_since", "missing_looks", "gone_at")
# The word that a look at a page which led home is known by (``Check.code``).
HOME_PAGE = "home_page"

SOONEST = timedelta(minutes=30)
LONGEST_UNCONFIRMED = timedelta(hours=12)
SHORTEST = timedelta(minutes=1)
SOONEST_GONE = timedelta(days=1)
LONGEST_GONE = timedelta(days=90)


@dataclass(frozen=True)
class Proof:
    """How many looks must have found no article, how far apart at least, and over how long."""

    looks: int
    apart: timedelta
    span: timedelta


@dataclass(frozen=True)
class Missed:
    """One look that found no article: when it began and was answered, and what the answer said."""

    at: datetime
    answered_at: datetime
    absence: Absence


# The server says in so many words that the page was taken away (RFC 9110 section 15.5.11, RFC 7725).
SAID_SO = frozenset({Absence.GONE, Absence.LEGAL})
PROOF_OF_WORDS = Proof(looks=2, apart=timedelta(hours=1), span=timedelta(hours=1))
PROOF_OF_SILENCE = Proof(looks=3, apart=timedelta(hours=6), span=timedelta(days=1))


# --- Decisions: no database, no clock -------------------------------------------------------------------


def tell_absence(*, outcome: Outcome, status: int | None, code: str = "") -> Absence | None:
    """Return what a look's answer says about a page that is not there; None when it says nothing of the kind.

    ``code`` tells a page that led home (``HOME_PAGE``) from one that says with status 200 that it was not found.
    """
    if status == 451:
        return Absence.LEGAL
    if outcome == Outcome.GONE:
        return Absence.GONE
    if outcome != Outcome.MISSING:
        return None
    if code == HOME_PAGE:
        return Absence.HOME_PAGE
    return Absence.SOFT_404 if status == 200 else Absence.NOT_FOUND


def confirms(missed: Sequence[Missed]) -> bool:
    """Tell whether looks that found no article, oldest first, are enough to say that it is gone."""
    return _holds(PROOF_OF_WORDS, [look.at for look in missed if look.absence in SAID_SO]) or _holds(
        PROOF_OF_SILENCE, [look.at for look in missed]
    )


def count_spaced(moments: Iterable[datetime], *, apart: timedelta) -> list[datetime]:
    """Return the moments that count, oldest first: each lies at least ``apart`` after the one before it."""
    spaced: list[datetime] = []
    for at in moments:
        if not spaced or at - spaced[-1] >= apart:
            spaced.append(at)
    return spaced


def next_absence_look(
    *, absence: Absence | None, missing_since: datetime, gone_at: datetime | None, now: datetime
) -> timedelta:
    """Return how long to wait before the next look at an Article whose page is missing.

    For every look that did not see it, also one that failed: ``absence`` is None then, and nothing is dropped.

    Before it is confirmed: half an hour, then as long again as it has been missing, at most half a day (after ten days
    a twentieth of the time), and never past the moment at which the looks can be enough. Afterwards a quarter of the
    time it has been missing, a day to ninety: ever more rarely, and for good, since a page may come back after years.
    """
    missing_for = now - missing_since
    if gone_at is not None:
        return min(max(missing_for / 4, SOONEST_GONE), LONGEST_GONE)
    wait = min(max(missing_for, SOONEST), max(missing_for / 20, LONGEST_UNCONFIRMED))
    left = (PROOF_OF_WORDS if absence in SAID_SO else PROOF_OF_SILENCE).span - missing_for
    return max(min(wait, left), SHORTEST) if left > timedelta(0) else wait


def _holds(proof: Proof, moments: list[datetime]) -> bool:
    spaced = count_spaced(moments, apart=proof.apart)
    return len(spaced) >= proof.looks and spaced[-1] - spaced[0] >= proof.span


def tell_step(change: Change) -> str:
    """Return in one plain sentence that a page is gone or back, for whoever asked for the look."""
    if change.nature == Nature.GONE:
        return _("The page is gone, as several spaced looks have found: the publisher's server %(said)s.") % {
            "said": change.get_absence_display()
        }
    return _("The page is back.")


# --- Records: the caller holds the Article's row locked ---------------------------------------------------


def note_absence(
    article: Article, *, absence: Absence, started_at: datetime, finished_at: datetime
) -> Change | None:
    """Take note of a look that found no article; return the Change when this look confirms that it is gone.

    Sets ABSENCE_FIELDS on ``article``, whose row the caller holds locked, has read afresh and saves. The look's own
    Check need not be written yet. A look during a Gap of ours changes nothing. An Article without a text cannot be
    gone: it was never there for us. Three queries, four more when it is confirmed; none once it is gone.
    """
    if article.gone_at is not None:
        return None
    latest = article.latest_version
    seen_at = _last_seen_at(article, before=article.missing_since or started_at)
    gaps = list(Gap.objects.between(seen_at or article.first_seen_at, finished_at))
    if _lies_in(started_at, gaps):
        return None
    if latest is None:
        article.missing_since = article.missing_since or finished_at
        return None
    missed = [
        look for look in _missed(article, after=seen_at, before=started_at) if not _lies_in(look.at, gaps)
    ]
    missed.append(Missed(started_at, finished_at, absence))
    if article.missing_since is None or _lies_in(article.missing_since, gaps):
        article.missing_since = missed[0].answered_at
    article.missing_looks = len(missed)
    if not confirms(missed):
        return None
    article.gone_at = finished_at
    change = Change.objects.create(
        article=article,
        nature=Nature.GONE,
        absence=absence,
        disappearance=_count_disappearances(article) + 1,
        from_version=latest,
        from_number=latest.number,
        seen_old_at=min(seen_at or latest.observed_at, article.missing_since),
        seen_new_at=article.missing_since,
        old_snapshot=article.text_snapshot or latest.snapshot,
    )
    logger.info("article_gone article=%s change=%s absence=%s", article.pk, change.pk, absence.value)
    return change


def note_presence(
    article: Article, *, outcome: Outcome, started_at: datetime, finished_at: datetime
) -> Change | None:
    """Take note of a look that saw the article; return the Change when it had been gone.

    To be called after the reading was recorded, for every Outcome in SEEN: a new text has its Version by then. Sets
    ABSENCE_FIELDS on ``article``, whose row the caller holds locked, has read afresh and saves. A page that waits for a
    second look is not back yet. No query unless it had been gone.
    """
    if article.gone_at is None:
        article.missing_since, article.missing_looks = None, 0
        return None
    if outcome == Outcome.PENDING:
        return None
    gone = Change.objects.get(article=article, nature=Nature.GONE, ended_at__isnull=True)
    version = _text_seen(article)
    last_missed = _absent_checks(article).filter(started_at__lt=started_at).order_by("-started_at").first()
    missed_at = max(last_missed.started_at, gone.seen_new_at) if last_missed else gone.seen_new_at
    article.missing_since, article.missing_looks, article.gone_at = None, 0, None
    # Closed before the next one is opened: an Article is gone once at a time.
    gone.ended_at = finished_at
    gone.save(update_fields=["ended_at"])
    change = Change.objects.create(
        article=article,
        nature=Nature.RETURNED,
        disappearance=gone.disappearance,
        from_version_id=gone.from_version_id,
        from_number=gone.from_number,
        to_version=version,
        to_number=version.number,
        seen_old_at=min(missed_at, finished_at),
        seen_new_at=finished_at,
        old_snapshot_id=gone.old_snapshot_id,
    )
    logger.info("article_returned article=%s change=%s", article.pk, change.pk)
    return change


def _last_seen_at(article: Article, *, before: datetime) -> datetime | None:
    """Return when the last look began that saw the article, whatever text it bore."""
    last = (
        Check.objects.filter(article=article, outcome__in=SEEN, started_at__lt=before)
        .order_by("-started_at")
        .values_list("started_at", flat=True)
        .first()
    )
    moments = [at for at in (last, article.text_seen_at) if at is not None]
    return max(moments, default=None)


def _missed(article: Article, *, after: datetime | None, before: datetime) -> list[Missed]:
    """Return the looks since the article was last seen that found none, oldest first."""
    rows = _absent_checks(article).filter(started_at__lt=before).order_by("started_at")
    if after is not None:
        rows = rows.filter(started_at__gt=after)
    missed = []
    for row in rows:
        absence = tell_absence(outcome=Outcome(row.outcome), status=row.status, code=row.code)
        if absence is not None:
            answered_at = row.started_at + timedelta(milliseconds=row.elapsed_ms)
            missed.append(Missed(row.started_at, answered_at, absence))
    return missed


def _absent_checks(article: Article) -> QuerySet[Check]:
    return Check.objects.filter(
        Q(outcome__in=(Outcome.GONE, Outcome.MISSING)) | Q(status=451), article=article
    )


def _lies_in(at: datetime, gaps: Iterable[Gap]) -> bool:
    return any(gap.started_at <= at and (gap.ended_at is None or at <= gap.ended_at) for gap in gaps)


def _count_disappearances(article: Article) -> int:
    known = Change.objects.filter(article=article, nature=Nature.GONE)
    return known.aggregate(last=Max("disappearance"))["last"] or 0


def _text_seen(article: Article) -> Version:
    """Return the Version whose text the page bears: the latest, or the earlier one it may be going back to."""
    if article.waiting_hash:
        earlier = article.versions.filter(text_hash=article.waiting_hash).order_by("number").first()
        if earlier is not None:
            return earlier
    latest = article.latest_version
    assert latest is not None
    return latest

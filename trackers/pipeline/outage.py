"""Outage: our outage is not theirs.

When a server does not answer, one look cannot tell whether it is down or our own line is. What tells is whether
anybody else has answered since: only then is the silence theirs. Until somebody does, nothing is concluded, and when
several hosts are silent and none answers a Gap begins, in which nobody is called failing, backed off or gone.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import redis
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from trackers.models import Article, Gap, GapCause, Pulse, Source
from trackers.pipeline.meaning import SILENT
from trackers.web.client import FetchCode

logger = logging.getLogger(__name__)

# A silent host is asked again this soon, as long as nobody knows whose fault it is.
ASK_AGAIN = timedelta(seconds=30)
# So long a lone host may be silent before it is believed to be down: there is no other to compare it with.
LONE_PATIENCE = timedelta(minutes=15)
# A host that is down is left alone ever longer, whichever of its articles is due.
FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(hours=1)
# So many must be silent together: publishers, for one may name any number of hosts; hosts, where only one is followed.
HOSTS_THAT_TELL = 2
# So long after an outage of ours looks end that began in it, and a robots.txt that was not had then is remembered.
AFTERMATH = timedelta(seconds=30)
# While a Gap of one of these is open nothing is fetched; in an outage a few probes are.
HALTING = frozenset({GapCause.OPERATOR.value, GapCause.DISK.value})
# Without a tick for this long the clock was not running; a restart is quicker.
LONGEST_PAUSE = timedelta(minutes=5)
# How long after a gap what fell due meanwhile is caught up with, the youngest first.
CATCHING_UP = timedelta(days=1)


class Fault(StrEnum):
    """Whose silence it is."""

    THEIRS = "theirs"
    OURS = "ours"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Verdict:
    """Whose fault a silence is, and how long the host is left alone."""

    fault: Fault
    wait: timedelta


class Silences:
    """Who is silent since when, and when anybody last answered, in Valkey for all workers and machines.

    ``redis.RedisError`` when Valkey is away; what it forgets is learnt again within a look of each host.
    """

    def __init__(self, redis_client: "redis.Redis", *, prefix: str = "newswatch") -> None:
        self._redis = redis_client
        self._since, self._counts = f"{prefix}:silent", f"{prefix}:silences"
        self._answered = f"{prefix}:answered"

    def note_answers(self, hosts: Iterable[str], *, at: datetime) -> None:
        """Note that hosts answered, whatever they said. One round trip."""
        names = sorted(set(hosts))
        if names:
            with self._redis.pipeline(transaction=False) as pipe:
                pipe.set(self._answered, at.timestamp())
                pipe.hdel(self._since, *names)
                pipe.hdel(self._counts, *names)
                pipe.execute()

    def forget_counts(self) -> None:
        """Forget how often looks found each host silent, since it was our own line. One round trip."""
        self._redis.delete(self._counts)

    def note_silence(self, host: str, *, of: int, at: datetime) -> tuple[datetime, int]:
        """Note that a host of a Source is silent; return since when, and how many looks found it so. One round trip."""
        with self._redis.pipeline(transaction=False) as pipe:
            pipe.hsetnx(self._since, host, f"{at.timestamp()} {of}")
            pipe.hget(self._since, host)
            pipe.hincrby(self._counts, host, 1)
            _, since, count = pipe.execute()
        return _read_silence(since)[0], int(count)

    def last_answer(self) -> datetime | None:
        """Return when anybody last answered, as far as is known."""
        found = self._redis.get(self._answered)
        return datetime.fromtimestamp(float(found), UTC) if found else None

    def silent_since(self, moment: datetime | None) -> list[tuple[datetime, int]]:
        """Return since when each host is silent that has been so only since a moment or later, and whose it is.

        The longest comes first.
        """
        silent = sorted(map(_read_silence, self._redis.hvals(self._since)))
        return [(since, source) for since, source in silent if moment is None or since >= moment]


def note_answers(silences: Silences, hosts: Iterable[str], *, at: datetime) -> None:
    """Note that hosts answered; an outage of ours that was going on ends here.

    An answer from before the outage, written down late, ends none.
    """
    silences.note_answers(hosts, at=at)
    ended = Gap.objects.open().filter(cause=GapCause.OUTAGE, started_at__lte=at).update(ended_at=at)
    if ended:
        silences.forget_counts()
        logger.warning("outage_ended at=%s", at.isoformat())


def judge_silence(silences: Silences, *, host: str, of: int, code: str, at: datetime) -> Verdict:
    """Note that a host of a Source did not answer and say whose fault it is, as far as can be told.

    An outage that is recognised begins a Gap at the last answer anybody gave.
    """
    since, count = silences.note_silence(host, of=of, at=at)
    if Gap.objects.filter(cause=GapCause.OUTAGE, ended_at__gt=at - AFTERMATH).exists():
        return Verdict(Fault.UNKNOWN, ASK_AGAIN)
    answered = silences.last_answer()
    if answered is not None and answered > since:
        return Verdict(Fault.THEIRS, min(FIRST_REST * 2 ** min(count - 1, 10), LONGEST_REST))
    silent = silences.silent_since(answered)
    if silent and at - silent[0][0] >= ASK_AGAIN and _tells(silent, code=code):
        _begin_outage(at=_last_sign(answered, first=silent[0][0]))
        return Verdict(Fault.OURS, ASK_AGAIN)
    if at - since > LONE_PATIENCE:
        return Verdict(Fault.THEIRS, LONGEST_REST)
    return Verdict(Fault.UNKNOWN, ASK_AGAIN)


def weigh_look(silences: Silences, *, host: str, of: int, code: str, at: datetime) -> timedelta | None:
    """Note whether a host of a Source answered one look; return how long to put the look off, None to go on with it.

    It is put off where nobody answered and that may be our own line's fault. ``code`` is the look's (``Look.code``).
    """
    if code not in SILENT:
        note_answers(silences, [host], at=at)
        return None
    verdict = judge_silence(silences, host=host, of=of, code=code, at=at)
    return None if verdict.fault == Fault.THEIRS else verdict.wait


def beat(*, now: datetime) -> None:
    """Note that the clock ticks; if it has not for long, that was a Gap. One statement, two after a pause."""
    row, made = Pulse.objects.get_or_create(id=1, defaults={"beat_at": now})
    if made or now - row.beat_at < timedelta(seconds=2):
        return
    moved = Pulse.objects.filter(id=1, beat_at=row.beat_at).update(beat_at=now)
    if moved and now - row.beat_at > LONGEST_PAUSE:
        Gap.objects.create(cause=GapCause.DOWN, started_at=row.beat_at, ended_at=now)
        logger.warning("gap_noted cause=down from=%s", row.beat_at.isoformat())


def open_causes() -> frozenset[str]:
    """Return the causes for which nothing, or next to nothing, is being looked at now."""
    return frozenset(Gap.objects.open().values_list("cause", flat=True))


def say_stopped() -> str | None:
    """Return in words why nothing is fetched at all now, whoever asks; None where fetching goes on. One query."""
    gap = Gap.objects.open().filter(cause__in=HALTING).first()
    if gap is None:
        return None
    if gap.cause == GapCause.OPERATOR:
        return _("An operator has stopped all fetching: %(reason)s") % {"reason": gap.reason}
    return _("Fetching has stopped for want of room: %(reason)s") % {"reason": gap.reason}


def is_catching_up(*, now: datetime) -> bool:
    """Tell whether looks that fell due before the end of a recent Gap are still to be made."""
    ended = (
        Gap.objects.filter(ended_at__gt=now - CATCHING_UP)
        .order_by("-ended_at")
        .values_list("ended_at", flat=True)
    ).first()
    return ended is not None and Article.objects.due(now).filter(next_check_at__lte=ended).order_by().exists()


def _tells(silent: list[tuple[datetime, int]], *, code: str) -> bool:
    """Tell whether so many are silent that it is our own line; that of one publisher alone never is among several."""
    if len({source for _, source in silent}) >= HOSTS_THAT_TELL:
        return True
    return (len(silent) >= HOSTS_THAT_TELL or code == FetchCode.DNS) and _follows_one_source()


def _read_silence(value: bytes | str) -> tuple[datetime, int]:
    text = value.decode() if isinstance(value, bytes) else value
    since, _separator, source = text.partition(" ")
    return datetime.fromtimestamp(float(since), UTC), int(source or 0)


def _last_sign(answered: datetime | None, *, first: datetime) -> datetime:
    """Return when the outage may have begun: at the last answer, unless that is long before the first silence."""
    return first if answered is None or first - answered > LONE_PATIENCE else answered


def _follows_one_source() -> bool:
    return len(Source.objects.watched().values_list("pk")[:2]) < HOSTS_THAT_TELL


def _begin_outage(*, at: datetime) -> None:
    try:
        with transaction.atomic():
            Gap.objects.create(cause=GapCause.OUTAGE, started_at=at)
    except IntegrityError:
        return  # it is open already
    logger.warning("gap_noted cause=outage from=%s", at.isoformat())

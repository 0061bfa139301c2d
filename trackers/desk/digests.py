"""Digests by mail: who keeps one, which are due, and the sending of one.

The network stands outside of transactions: ``claim_due`` moves ``next_at`` on as a lease, ``send_digest`` sends and
notes it down. Whoever dies in between leaves a lease that runs out; the mail is then sent again.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError
from trackers.desk.events import check_row
from trackers.desk.findings import Findings, gather
from trackers.desk.mail import make_mail
from trackers.desk.queues import find_queue
from trackers.models import Digest
from trackers.search.rows import TookTooLongError, prepare_search
from trackers.search.sentences import TOOK_TOO_LONG, tell_problem
from trackers.text.query import parse_query

# A mail that could not be sent is tried again after so long, and so many times in a row before it is given up.
AGAIN_AFTER, MOST_FAILURES = timedelta(minutes=15), 8
# What is announced in a transaction that is still open has an earlier time than one that is looked at now.
SETTLED = timedelta(minutes=1)
MOST_DIGESTS = 30
_signer = Signer(salt="trackers.digest")


def keep_digest(digest: Digest, *, now: datetime) -> Digest:
    """Store a new or revised digest of its owner and have it sent from its next hour on; raise DeskError, by field.

    What moved before is not told: the first mail is of what is new since.
    """
    owner = digest.owner
    _refuse_unsendable(owner)
    if digest.queue and find_queue(digest.queue, user=owner) is None:
        raise _refuse("queue", _("There is no such queue for your account."))
    if digest.query:
        digest.query = digest.query.strip()
        _refuse_unreadable(digest.query, now=now)
    if not digest.pk and owner.digests.count() >= MOST_DIGESTS:
        raise DeskError(_("You have %(count)d digests already: stop one first.") % {"count": MOST_DIGESTS})
    check_row(digest)
    digest.next_at = digest.next_hour(now)
    digest.failures, digest.problem = 0, ""
    if not digest.pk or digest.sent_at is None:
        digest.since = now
    digest.save()
    return digest


def stop_digest(digest: Digest) -> None:
    """Send it no more, until its owner saves it again; one that is stopped already stays so."""
    Digest.objects.filter(pk=digest.pk).update(next_at=None)


def write_token(digest: Digest) -> str:
    """Return what stands in the address that stops a digest: nobody can make one for somebody else's."""
    return _signer.sign(str(digest.pk))


def read_token(token: str) -> Digest | None:
    """Return the digest whose mail carried a token; None for one that is made up, or whose digest is gone."""
    try:
        pk = _signer.unsign(token)
    except BadSignature:
        return None
    return Digest.objects.filter(pk=int(pk)).select_related("owner").first()


def claim_due(*, now: datetime, limit: int) -> list[int]:
    """Claim digests that are due; return their ids. Nobody else sends them until the lease is over."""
    with transaction.atomic():
        rows = list(Digest.objects.due(now).select_for_update(skip_locked=True)[:limit])
        ids = [row.pk for row in rows]
        Digest.objects.filter(pk__in=ids).update(next_at=now + AGAIN_AFTER)
    return ids


def send_digest(digest_id: int, *, now: datetime) -> bool:
    """Send a claimed digest, where something is new; return whether a mail went out."""
    digest = Digest.objects.select_related("owner").filter(pk=digest_id).first()
    if digest is None or digest.next_at is None:
        return False
    try:
        _refuse_unsendable(digest.owner)
        until = now - SETTLED
        found = gather(digest, until=until, now=now)
        if found.changes:
            _send(digest, found)
    except DeskError as error:
        _note(digest, next_at=None, problem=error.sentence)
        return False
    except TookTooLongError:
        _note_failure(digest, str(TOOK_TOO_LONG), now=now)
        return False
    # What a mail server says no with is an OSError as well; an address that no mail can bear is a ValueError.
    except (OSError, ValueError) as error:
        _note_failure(digest, f"{type(error).__name__}: {error}"[:500], now=now)
        return False
    sent = {"sent_at": now} if found.changes else {}
    _note(digest, next_at=digest.next_hour(now), since=until, failures=0, problem="", **sent)
    return bool(found.changes)


def _send(digest: Digest, found: Findings) -> None:
    make_mail(digest, found, token=write_token(digest)).send()


def _note_failure(digest: Digest, problem: str, *, now: datetime) -> None:
    failures = digest.failures + 1
    given_up = failures >= MOST_FAILURES
    _note(digest, next_at=None if given_up else now + AGAIN_AFTER, failures=failures, problem=problem)


def _note(digest: Digest, *, next_at: datetime | None, **fields: Any) -> None:
    """Note how a sending went; one that its owner has stopped meanwhile stays stopped."""
    Digest.objects.filter(pk=digest.pk, next_at__isnull=False).update(next_at=next_at, **fields)


def _refuse_unsendable(owner: User) -> None:
    if not settings.EMAIL_HOST:
        raise DeskError(_("This installation has no way to send mail yet: its operator sets MAIL_URL."))
    if not owner.email:
        raise DeskError(_("Your account has no e-mail address: an operator enters one."))
    if not (owner.is_active and owner.is_staff and owner.has_perm("trackers.view_change")):
        raise DeskError(_("Your account may not see changes at the desk any more."))


def _refuse_unreadable(query: str, *, now: datetime) -> None:
    search = prepare_search(parse_query(query), today=now.date())
    if search.problems:
        raise _refuse("query", " ".join(tell_problem(problem) for problem in search.problems))


def _refuse(field: str, sentence: str) -> DeskError:
    return DeskError(sentence, fields={field: [sentence]})

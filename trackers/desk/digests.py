"""Digests by mail: who keeps one, which are due, and the sending of one.

The network stands outside of transactions: ``claim_due`` moves ``next_at`` on as a lease, ``send_digest`` sends and
notes it down. Whoever dies in between leaves a lease that runs out; the mail is then sent again.

Owner and sender meet at the row, each with a lock for a moment. While a mail is on its way (``due_at``) its owner's new
hour waits until it is sent; what comes next is reckoned by the row as it is then. A day has one mail at most.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models.functions import Coalesce
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
# What the sender writes, and no form.
_OF_SENDING = ("since", "next_at", "sent_at", "due_at", "sent_for", "failures", "problem")
_signer = Signer(salt="trackers.digest")


def keep_digest(digest: Digest, *, now: datetime) -> Digest:
    """Store a new or revised digest of its owner and have it sent from its next hour on; raise DeskError, by field.

    What moved before is not told: the first mail is of what is new since. A mail that is on its way goes on; the new
    hour holds from the one after it.
    """
    with transaction.atomic():
        _take_over_sending(digest)
        return _keep(digest, now=now)


def _keep(digest: Digest, *, now: datetime) -> Digest:
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
    digest.failures, digest.problem = 0, ""
    if digest.due_at is None:
        digest.next_at = digest.next_mail(now)
        if digest.sent_at is None:
            digest.since = now
    digest.save()
    return digest


def _take_over_sending(digest: Digest) -> None:
    """Lock the row of a digest that is revised, and take what its sender has written since it was read."""
    if digest.pk:
        row = Digest.objects.select_for_update().filter(pk=digest.pk).first()
        if row is None:
            raise DeskError(_("This digest is gone: make a new one."))
        for name in _OF_SENDING:
            setattr(digest, name, getattr(row, name))


def stop_digest(digest: Digest) -> None:
    """Send it no more, until its owner saves it again; one that is stopped already stays so."""
    Digest.objects.filter(pk=digest.pk).update(next_at=None, due_at=None)


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
        # What could not be sent, or whose worker is gone, is still the mail of the hour it was due at first.
        Digest.objects.filter(pk__in=ids).update(
            due_at=Coalesce("due_at", "next_at"), next_at=now + AGAIN_AFTER
        )
    return ids


def send_digest(digest_id: int, *, now: datetime) -> bool:
    """Send a claimed digest, where something is new; return whether a mail went out."""
    digest = _read_claimed(digest_id)
    if digest is None:
        return False
    until = now - SETTLED
    try:
        wanted = _gather_wanted(digest, until=until, now=now)
        if wanted is None:
            return False
        digest, found = wanted
        if found.changes:
            make_mail(digest, found, token=write_token(digest)).send()
    except DeskError as error:
        _note(digest, problem=error.sentence, next_at=None, due_at=None)
        return False
    except TookTooLongError:
        _note_failure(digest, str(TOOK_TOO_LONG), now=now)
        return False
    # What a mail server says no with is an OSError as well; an address that no mail can bear is a ValueError.
    except (OSError, ValueError) as error:
        _note_failure(digest, f"{type(error).__name__}: {error}"[:500], now=now)
        return False
    _note_sent(digest, until=until, now=now, was_mailed=bool(found.changes))
    return bool(found.changes)


def _gather_wanted(digest: Digest, *, until: datetime, now: datetime) -> tuple[Digest, Findings] | None:
    """Return what a claimed digest is to tell, as its owner wants it once that is looked up; None if she stopped it."""
    _refuse_unsendable(digest.owner)
    found = gather(digest, until=until, now=now)
    revised = _read_claimed(digest.pk)
    if revised is None:
        return None
    if (revised.queue, revised.query) == (digest.queue, digest.query):
        return revised, found
    return revised, gather(revised, until=until, now=now)


def _read_claimed(digest_id: int) -> Digest | None:
    """Return a digest that somebody has claimed; None where it is gone, stopped, or sent by another worker."""
    rows = Digest.objects.filter(pk=digest_id, next_at__isnull=False, due_at__isnull=False)
    return rows.select_related("owner").first()


def _note_failure(digest: Digest, problem: str, *, now: datetime) -> None:
    failures = digest.failures + 1
    given_up = failures >= MOST_FAILURES
    given_up_at = {"next_at": None, "due_at": None} if given_up else {"next_at": now + AGAIN_AFTER}
    _note(digest, failures=failures, problem=problem, **given_up_at)


def _note_sent(digest: Digest, *, until: datetime, now: datetime, was_mailed: bool) -> None:
    """Note that a mail has gone out, or that none was called for; the next comes at the hour that stands there now."""
    with transaction.atomic():
        row = Digest.objects.select_for_update().filter(pk=digest.pk).first()
        if row is None:
            return
        # Of two workers the slower may have looked earlier.
        row.since, row.failures, row.problem = max(row.since, until), 0, ""
        if was_mailed:
            row.sent_at, row.sent_for = now, digest.due_at
        row.due_at = None
        # One that its owner has stopped meanwhile stays stopped.
        if row.next_at is not None:
            row.next_at = row.next_mail(now)
        row.save(update_fields=_OF_SENDING)


def _note(digest: Digest, **fields: Any) -> None:
    """Note why nothing was sent; one that was stopped, revised or sent meanwhile stays as it was left."""
    rows = Digest.objects.filter(pk=digest.pk, queue=digest.queue, query=digest.query)
    rows.filter(next_at__isnull=False, due_at=digest.due_at).update(**fields)


def tell_unsendable(owner: User) -> str:
    """Return why no mail can be sent to an account as things stand, in one sentence; "" where one can."""
    if not settings.EMAIL_HOST:
        return _(
            "No mail will be sent: this installation has no way to send any yet. Its operator sets MAIL_URL."
        )
    if not owner.email:
        return _("No mail will be sent: your account has no e-mail address. An operator enters one.")
    if not (owner.is_active and owner.is_staff and owner.has_perm("trackers.view_change")):
        return _("No mail will be sent: your account may not see changes at the desk any more.")
    return ""


def _refuse_unsendable(owner: User) -> None:
    why = tell_unsendable(owner)
    if why:
        raise DeskError(why)


def _refuse_unreadable(query: str, *, now: datetime) -> None:
    search = prepare_search(parse_query(query), today=now.date())
    if search.problems:
        raise _refuse("query", " ".join(tell_problem(problem) for problem in search.problems))


def _refuse(field: str, sentence: str) -> DeskError:
    return DeskError(sentence, fields={field: [sentence]})

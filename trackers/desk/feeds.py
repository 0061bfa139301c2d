"""Feeds: where a publisher's articles are found. Every change of a feed's setting leaves a FeedRevision."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError
from trackers.desk.events import Actor, apply_changes, check_row, read_facts, record_event
from trackers.desk.rights import ADD_FEED, CHANGE_FEED, CHECK, require
from trackers.models import FILTERS, Act, Feed, FeedRevision, FeedState, Source
from trackers.text.urls import BadURL, normalise_url

REVISABLE = frozenset({"kind", "address", "title", "interval", *FILTERS})
_KEPT = ("kind", "address", "title", "state", *FILTERS)


def add_feed(
    source: Source, *, kind: str, address: str, title: str = "", actor: Actor, **fields: Any
) -> Feed:
    """Follow one more feed of a publisher, first look at once; return it.

    ``fields`` may set ``interval`` and the six filters. Raises DeskError for what cannot be followed.
    """
    return start_reading(
        Feed(source=source, kind=kind, address=address, title=title[:300], **_only_revisable(fields)),
        actor=actor,
    )


def start_reading(feed: Feed, *, actor: Actor) -> Feed:
    """Store a new Feed with its first revision and an event; raise DeskError for what cannot be followed."""
    require(actor, ADD_FEED)
    with transaction.atomic():
        store_feed(feed, actor=actor)
        record_event(
            Act.ADD,
            actor=actor,
            source=feed.source,
            feed=feed,
            before={},
            after=read_facts(feed, _KEPT),
        )
    return feed


def store_feed(feed: Feed, *, actor: Actor) -> None:
    """Store a new Feed and its first revision, without an event: for a verb that writes its own."""
    feed.address = read_address(feed.address)
    check_row(feed)
    try:
        with transaction.atomic():
            feed.save(force_insert=True)
    except IntegrityError as error:
        raise DeskError(_("This feed has just been added by somebody else.")) from error
    keep_revision(feed, actor=actor)


def revise_feed(feed: Feed, *, changes: Mapping[str, Any], actor: Actor, reason: str = "") -> Feed:
    """Change a feed's address, kind, title, interval or filters; return it as it is now.

    With another address, kind or filter the list is read anew and at once. Nothing that differs: no revision,
    no event. Raises DeskError.
    """
    require(actor, CHANGE_FEED)
    changes = dict(changes)
    if "address" in changes:
        changes["address"] = read_address(str(changes["address"]))
    with transaction.atomic():
        locked = Feed.objects.select_for_update(of=("self",)).select_related("source").get(pk=feed.pk)
        before, after = apply_changes(locked, changes, allowed=REVISABLE)
        if not after:
            return locked
        if {"address", "kind", *FILTERS} & set(after):
            _forget_answers(locked)
        keep_revision(locked, actor=actor)
        record_event(
            Act.REVISE_FEED,
            actor=actor,
            source=locked.source,
            feed=locked,
            reason=reason,
            before=before,
            after=after,
        )
    return locked


def pause_feed(feed: Feed, *, actor: Actor, reason: str = "") -> Feed:
    """Stop reading a feed until it is resumed; raise DeskError when it is not being read."""
    return _move(
        feed, to=FeedState.PAUSED, allowed={FeedState.ACTIVE}, act=Act.PAUSE, actor=actor, reason=reason
    )


def resume_feed(feed: Feed, *, actor: Actor, reason: str = "") -> Feed:
    """Read a paused or retired feed again, first look at once; raise DeskError when it is being read."""
    return _move(
        feed,
        to=FeedState.ACTIVE,
        allowed={FeedState.PAUSED, FeedState.RETIRED},
        act=Act.RESUME,
        actor=actor,
        reason=reason,
    )


def retire_feed(feed: Feed, *, actor: Actor, reason: str = "") -> Feed:
    """Stop reading a feed for good; it stays on the record. Raises DeskError when it is retired already."""
    return _move(
        feed,
        to=FeedState.RETIRED,
        allowed={FeedState.ACTIVE, FeedState.PAUSED},
        act=Act.RETIRE,
        actor=actor,
        reason=reason,
    )


def ask_for_feed_look(feed: Feed, *, actor: Actor, job: str) -> Feed:
    """Put on the record that somebody asked for a look at a feed now; ``job`` names the job that does it."""
    require(actor, CHECK)
    if feed.state == FeedState.RETIRED:
        raise DeskError(_("“%(feed)s” is retired: resume it first.") % {"feed": feed})
    record_event(Act.CHECK, actor=actor, source=feed.source, feed=feed, after={"job": job})
    return feed


def keep_revision(feed: Feed, *, actor: Actor) -> FeedRevision:
    """Append how a feed is set up from now on."""
    return FeedRevision.objects.create(
        feed=feed,
        revised_by=actor,
        kind=feed.kind,
        address=feed.address,
        state=feed.state,
        filters={name: getattr(feed, name) for name in FILTERS},
    )


def read_address(address: str) -> str:
    """Return a web address in its normal form; raise DeskError for anything else."""
    try:
        return normalise_url(address.strip())
    except BadURL as error:
        sentence = _("This is no web address that can be followed: it must start with http:// or https://.")
        raise DeskError(sentence, fields={"address": [sentence]}) from error


def _move(feed: Feed, *, to: FeedState, allowed: set[FeedState], act: Act, actor: Actor, reason: str) -> Feed:
    require(actor, CHANGE_FEED)
    with transaction.atomic():
        locked = Feed.objects.select_for_update(of=("self",)).select_related("source").get(pk=feed.pk)
        if locked.state not in allowed:
            raise DeskError(
                _("“%(feed)s” is %(state)s already.")
                % {"feed": locked, "state": FeedState(locked.state).label}
                if locked.state == to
                else _("“%(feed)s” is %(state)s.") % {"feed": locked, "state": FeedState(locked.state).label}
            )
        before = {"state": locked.state}
        locked.state = to
        if to == FeedState.ACTIVE:
            locked.next_check_at = timezone.now()
        locked.save(update_fields=["state", "next_check_at"])
        keep_revision(locked, actor=actor)
        record_event(
            act,
            actor=actor,
            source=locked.source,
            feed=locked,
            reason=reason,
            before=before,
            after={"state": to.value},
        )
    return locked


def _forget_answers(feed: Feed) -> None:
    """Drop what only made sense for the old address, so that the new one is read whole."""
    feed.etag, feed.last_modified, feed.body_sha256 = "", "", ""
    feed.next_check_at = timezone.now()
    feed.save(update_fields=["etag", "last_modified", "body_sha256", "next_check_at"])


def _only_revisable(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    unknown = set(fields) - REVISABLE
    if unknown:
        raise TypeError(f"These fields are not set by this verb: {', '.join(sorted(unknown))}.")
    return fields

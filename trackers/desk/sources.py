"""Sources: start following a publisher, revise how, pause, resume and retire it. None is ever deleted."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError
from trackers.desk.events import Actor, apply_changes, check_row, read_facts, record_event
from trackers.desk.exposure import forget_copies, note_public_source
from trackers.desk.feeds import read_address, store_feed
from trackers.desk.rights import ADD_SOURCE, CHANGE_SOURCE, require
from trackers.models import Act, Exposure, Feed, FeedKind, Source, SourceState

REVISABLE = frozenset(
    {
        "name", "homepage", "language", "timezone", "public_text",
        "first_interval", "host_delay", "requests_a_day", "keep_responses",
    }
)  # fmt: skip
_OFFERED = REVISABLE | {"slug", "exposure"}


def follow_source(
    *,
    name: str,
    slug: str,
    homepage: str,
    feeds: Sequence[tuple[str, str, str]] = (),
    actor: Actor,
    **fields: Any,
) -> Source:
    """Start following a publisher with its feeds, given as (kind, address, title); return it.

    ``fields`` may set language, timezone, public_text, exposure and the three times. Everything is saved or
    nothing; raises DeskError with plain sentences, by field where one is to blame.
    """
    unknown = set(fields) - _OFFERED
    if unknown:
        raise TypeError(f"These fields are not set by this verb: {', '.join(sorted(unknown))}.")
    return start_following(
        Source(name=name, slug=slug, homepage=homepage, **fields), feeds=feeds, actor=actor
    )


def start_following(source: Source, *, feeds: Sequence[tuple[str, str, str]] = (), actor: Actor) -> Source:
    """Store a new Source with its feeds, their first revisions and one event; raise DeskError."""
    require(actor, ADD_SOURCE)
    if source.exposure == Exposure.CANCELED:
        raise DeskError(_("A new source is public or withheld, not cancelled."))
    with transaction.atomic():
        if source.is_public:
            source.public_since = timezone.now()
        check_row(source)
        try:
            with transaction.atomic():
                source.save(force_insert=True)
        except IntegrityError as error:
            sentence = _("This short name has just been taken by another source.")
            raise DeskError(sentence, fields={"slug": [sentence]}) from error
        addresses = [_add_found(source, feed, actor=actor) for feed in feeds]
        record_event(
            Act.FOLLOW, actor=actor, source=source, after={**read_facts(source, _OFFERED), "feeds": addresses}
        )
    return source


def revise_source(source: Source, *, changes: Mapping[str, Any], actor: Actor, reason: str = "") -> Source:
    """Change a publisher's name, manners or what of its texts is shown; return it as it is now.

    Its short name stands in addresses, which are permanent, and stays. Nothing that differs: no event. Raises
    DeskError for a value that cannot be.
    """
    require(actor, CHANGE_SOURCE)
    with transaction.atomic():
        locked = Source.objects.select_for_update().get(pk=source.pk)
        before, after = apply_changes(locked, changes, allowed=REVISABLE)
        if not after:
            return locked
        if "public_text" in after:
            forget_copies()
            note_public_source(locked, now=timezone.now())
        record_event(Act.REVISE_SOURCE, actor=actor, source=locked, reason=reason, before=before, after=after)
    return locked


def pause_source(source: Source, *, actor: Actor, reason: str = "") -> Source:
    """Leave a publisher alone until it is resumed: no feed and no article is looked at. Raises DeskError."""
    return _move(
        source, to=SourceState.PAUSED, allowed={SourceState.ACTIVE}, act=Act.PAUSE, actor=actor, reason=reason
    )


def resume_source(source: Source, *, actor: Actor, reason: str = "") -> Source:
    """Watch a paused or retired publisher again; what fell due meanwhile comes first. Raises DeskError."""
    return _move(
        source,
        to=SourceState.ACTIVE,
        allowed={SourceState.PAUSED, SourceState.RETIRED},
        act=Act.RESUME,
        actor=actor,
        reason=reason,
    )


def retire_source(source: Source, *, actor: Actor, reason: str = "") -> Source:
    """Stop watching a publisher for good; all that was found stays. Raises DeskError."""
    return _move(
        source,
        to=SourceState.RETIRED,
        allowed={SourceState.ACTIVE, SourceState.PAUSED},
        act=Act.RETIRE,
        actor=actor,
        reason=reason,
    )


def _add_found(source: Source, found: tuple[str, str, str], *, actor: Actor) -> str:
    kind, address, title = found
    if kind not in FeedKind.values:
        raise DeskError(_("“%(kind)s” is no kind of feed.") % {"kind": kind})
    feed = Feed(source=source, kind=kind, address=read_address(address), title=title[:300])
    try:
        store_feed(feed, actor=actor)
    except DeskError as error:
        raise DeskError(
            f"{address}: {error.sentence}", fields={"feeds": [f"{address}: {error.sentence}"]}
        ) from error
    return feed.address


def _move(
    source: Source, *, to: SourceState, allowed: set[SourceState], act: Act, actor: Actor, reason: str
) -> Source:
    require(actor, CHANGE_SOURCE)
    with transaction.atomic():
        locked = Source.objects.select_for_update().get(pk=source.pk)
        if locked.state not in allowed:
            words = {"name": locked.name, "state": SourceState(locked.state).label}
            raise DeskError(
                _("“%(name)s” is %(state)s already.") % words
                if locked.state == to
                else _("“%(name)s” is %(state)s.") % words
            )
        before = {"state": locked.state}
        locked.state = to
        locked.save(update_fields=["state"])
        record_event(act, actor=actor, source=locked, reason=reason, before=before, after={"state": to.value})
    return locked

"""The story of one look at a Feed.

    claim -> fetch -> read the list -> discover -> plan the next

It leaves one Check with its Outcome and a plain sentence, and a next look.
"""

import hashlib
import logging
import time
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trackers.models import SEEN, Check, Feed, FeedState, Outcome, Via
from trackers.pipeline.claim import FEED_LOCKS, hold
from trackers.pipeline.discover import Found, read_feed, record_entries
from trackers.pipeline.faults import explain_fault
from trackers.pipeline.fetch import Look, look_at
from trackers.pipeline.outage import say_stopped, weigh_look
from trackers.pipeline.wire import HostBusy, Report, Wire
from trackers.pipeline.words import translate_reason
from trackers.text.listings import Listing, UnreadableListing
from trackers.text.urls import host_of
from trackers.web.client import Response
from trackers.web.conditional import Validators, validators

logger = logging.getLogger(__name__)

MOST_SITEMAPS = 10
LONGEST_PATIENCE = timedelta(days=1)
CHILDREN_BUDGET = 45.0  # seconds; a task is stopped after 240
CHILDREN_PATIENCE = timedelta(seconds=15)


def check_feed(feed_id: int, *, wire: Wire, via: Via = Via.CLOCK, lease: datetime | None = None) -> Report:
    """Look at one Feed now and follow what it lists. ``lease`` as for Articles; raises Feed.DoesNotExist."""
    with hold(FEED_LOCKS, feed_id) as free:
        if not free:
            return Report(None, _("This feed is being looked at right now."))
        if (stopped := say_stopped()) is not None:
            return Report(None, stopped)
        feed = Feed.objects.select_related("source").get(pk=feed_id)
        if lease is not None and (feed.next_check_at != lease or feed.state != FeedState.ACTIVE):
            return Report(None, _("Somebody else has looked at this feed meanwhile."))
        look, started_at = None, wire.clock()
        kept = Validators(etag=feed.etag, last_modified=feed.last_modified)
        try:
            look = _ask(feed, feed.address, wire=wire, known=kept)
            host, at = host_of(feed.address), look.finished_at
            wait = weigh_look(wire.silences, host=host, of=feed.source_id, code=look.code, at=at)
            if wait is not None:
                if lease is not None:
                    Feed.objects.filter(pk=feed.pk).update(next_check_at=at + wait)
                return Report(None, look.detail)
            outcome, detail, found = _take_up(feed, look, wire=wire)
        except HostBusy as busy:
            if lease is not None:
                Feed.objects.filter(pk=feed.pk).update(next_check_at=wire.clock() + busy.wait)
            return Report(None, busy.words)
        except Exception as error:  # noqa: BLE001
            outcome, detail = explain_fault(error, what=f"feed={feed.pk}")
            look, found = look or Look(started_at, wire.clock(), outcome, detail), Found()
        _write_down_feed(feed, look, outcome=outcome, detail=detail, found=found, via=via)
        return Report(outcome, detail)


def _ask(feed: Feed, url: str, *, wire: Wire, known: Validators = Validators()) -> Look:  # noqa: B008 (frozen)
    source = feed.source
    look = look_at(
        url, wire=wire, host_delay=source.host_delay, known=known, robots_stance=source.robots_stance
    )
    wire.budgets.spend({source.pk: len(look.response.hops) if look.response else 1}, at=look.finished_at)
    return look


def _take_up(feed: Feed, look: Look, *, wire: Wire) -> tuple[Outcome, str, Found]:
    response = look.response
    if look.outcome is not None or response is None:
        detail = (
            _("Nothing new since the last look.") if look.outcome == Outcome.NOT_MODIFIED else look.detail
        )
        return look.outcome or Outcome.FAILED, detail, Found()
    if hashlib.sha256(response.body).hexdigest() == feed.body_sha256:
        return Outcome.UNCHANGED, _("Nothing new since the last look."), Found(same_list=True)
    try:
        listing = read_feed(
            feed, body=response.body, url=response.final_url, content_type=response.header("content-type")
        )
        entries, problems = _with_children(feed, listing, wire=wire)
    except UnreadableListing as error:
        return Outcome.UNREADABLE, translate_reason(str(error)), Found()
    found = record_entries(feed, entries, now=look.finished_at, allowed_peers=wire.allowed_peers)
    outcome = Outcome.NEW_ENTRIES if found.new or found.revived else Outcome.UNCHANGED
    return outcome, _count_in_words(found, problems=problems), found


def _with_children(feed: Feed, listing: Listing, *, wire: Wire) -> tuple[Listing, tuple[str, ...]]:
    """A sitemap index names further sitemaps: read the first few of them as part of the same look.

    The pause that a host asks for between two requests is waited out, up to a budget of seconds for them all. Raises
    UnreadableListing when there are some and none of them could be read.
    """
    entries = list(listing.entries)
    problems = [translate_reason(problem) for problem in listing.problems]
    patient, began, read = replace(wire, patience=CHILDREN_PATIENCE), time.monotonic(), 0
    for address in listing.more[:MOST_SITEMAPS]:
        if time.monotonic() - began > CHILDREN_BUDGET:
            problems.append(_("The other sitemaps are left for the next look."))
            break
        child = _read_child(feed, address, wire=patient)
        if isinstance(child, str):
            problems.append(f"{address}: {child}")
        else:
            entries.extend(child.entries)
            read += 1
    if listing.more and not read and not entries:
        raise UnreadableListing(". ".join(problems))
    return Listing(listing.kind, listing.title, listing.language, tuple(entries), more=listing.more), tuple(
        problems
    )


def _read_child(feed: Feed, address: str, *, wire: Wire) -> Listing | str:
    """Return a further sitemap's list, or why there is none, in words."""
    try:
        look = _ask(feed, address, wire=wire)
        if look.response is None or look.outcome is not None:
            return look.detail
        return read_feed(
            feed,
            body=look.response.body,
            url=look.response.final_url,
            content_type=look.response.header("content-type"),
        )
    except HostBusy as busy:
        return busy.words
    except UnreadableListing as error:
        return translate_reason(str(error))


def _write_down_feed(
    feed: Feed, look: Look, *, outcome: Outcome, detail: str, found: Found, via: Via
) -> None:
    now = look.finished_at
    with transaction.atomic():
        Check.objects.create(
            feed=feed,
            started_at=look.started_at,
            elapsed_ms=look.elapsed_ms,
            outcome=outcome,
            status=look.status,
            wire_bytes=look.wire_bytes,
            code=look.code,
            detail=detail[:300],
            via=via,
        )
        fresh = Feed.objects.select_for_update(of=("self",)).get(pk=feed.pk)
        fresh.last_check_at, fresh.last_outcome, fresh.last_detail = now, outcome, detail[:300]
        if outcome in SEEN:
            fresh.last_success_at, fresh.failing_since = now, None
            if look.response is not None and look.response.status == 200:
                _remember_list(fresh, look.response, found=found, read_at=look.started_at)
        else:
            fresh.failing_since = fresh.failing_since or now
        wait = max(fresh.interval, _patience(fresh.failing_since, now=now))
        fresh.next_check_at = max(now + wait, look.not_before or now)
        fresh.save(
            update_fields=[
                "last_check_at", "last_outcome", "last_detail", "last_success_at", "failing_since", "etag",
                "last_modified", "body_sha256", "list_read_at", "next_check_at",
            ]
        )  # fmt: skip
    logger.info("feed_checked feed=%s outcome=%s new=%d known=%d", feed.pk, outcome, found.new, found.known)


def _patience(failing_since: datetime | None, *, now: datetime) -> timedelta:
    """A list that cannot be read is tried again after half as long as that has lasted, for a day at most, for ever."""
    return timedelta() if failing_since is None else min((now - failing_since) / 2, LONGEST_PATIENCE)


def _remember_list(feed: Feed, response: Response, *, found: Found, read_at: datetime) -> None:
    """Remember a list that was read, so that the same one again costs nothing: unless there is more of it to read."""
    if not found.same_list:
        feed.list_read_at = read_at
    whole = not found.left and not found.has_children
    kept = validators(response) if whole else Validators()
    feed.etag, feed.last_modified = kept.etag, kept.last_modified
    feed.body_sha256 = hashlib.sha256(response.body).hexdigest() if whole else ""


def _count_in_words(found: Found, *, problems: tuple[str, ...]) -> str:
    words = [
        ngettext("%(count)d new article", "%(count)d new articles", found.new) % {"count": found.new},
        ngettext("%(count)d known", "%(count)d known", found.known) % {"count": found.known},
    ]
    if found.revived:
        words.append(
            ngettext("%(count)d revived", "%(count)d revived", found.revived) % {"count": found.revived}
        )
    if found.filtered:
        words.append(_("%(count)d left out by the filters") % {"count": found.filtered})
    if found.refused:
        words.append(_("%(count)d without a usable address") % {"count": found.refused})
    if found.left:
        words.append(_("%(count)d wait for the next look") % {"count": found.left})
    return ". ".join([", ".join(words), *problems])

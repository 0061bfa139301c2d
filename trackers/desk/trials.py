"""Trials: have an address looked at before anything there is followed, and follow what was found, in one step."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError
from trackers.desk.events import Actor, record_event
from trackers.desk.rights import ADD_SOURCE, require
from trackers.desk.sources import follow_source
from trackers.models import Act, Feed, FeedState, Source, SourceState, SourceTrial, TrialState
from trackers.text.urls import BadURL, address_key

# Rows that are looked through for one at the same address.
MOST_NEAR = 500


def ask_for_trial(address: str, *, actor: Actor, job: str) -> SourceTrial:
    """Put on the record that an address is to be looked at; ``job`` names the job that does it. Returns the trial.

    Raises DeskError for what is no web address, and where a publisher or feed at that address is followed already.
    """
    require(actor, ADD_SOURCE)
    typed = address.strip()
    try:
        key = address_key(_with_scheme(typed))
    except BadURL as error:
        raise _refuse(_("This is no web address: it must look like https://news.example.org/.")) from error
    followed = find_followed(typed)
    if followed is not None:
        words = {"name": followed.name, "state": followed.get_state_display()}
        if followed.state == SourceState.ACTIVE:
            raise _refuse(_("“%(name)s” is followed at this address already.") % words)
        raise _refuse(
            _("“%(name)s” is followed at this address already; it is %(state)s and can be resumed.") % words
        )
    with transaction.atomic():
        trial = SourceTrial.objects.create(address=typed, asked_by=actor, job=job)
        record_event(
            Act.CHECK, actor=actor, after={"address": typed, "site": key.partition("/")[0], "job": job}
        )
    return trial


def find_followed(address: str) -> Source | None:
    """Return the Source whose home page or feed stands at an address, with or without a scheme; None for none.

    One that is still watched comes first. Two queries.
    """
    try:
        key = address_key(_with_scheme(address.strip()))
    except BadURL:
        return None
    # Several editions of a host have one key: the rows are narrowed by the name that all of them end in.
    site = key.partition("/")[0].partition(":")[0]
    sources = Source.objects.filter(homepage__icontains=site).order_by("pk")[:MOST_NEAR]
    feeds = Feed.objects.filter(address__icontains=site).exclude(state=FeedState.RETIRED)
    near = [(row, row.homepage) for row in sources]
    near += [
        (feed.source, feed.address) for feed in feeds.select_related("source").order_by("pk")[:MOST_NEAR]
    ]
    found = [row for row, place in near if _key_of(place) == key]
    return min(found, key=lambda row: (row.state != SourceState.ACTIVE, row.pk), default=None)


def find_followed_feeds(addresses: Sequence[str]) -> dict[str, Source]:
    """Return which of some addresses, as Feeds hold them, are read already, and for which Source. One query."""
    rows = Feed.objects.filter(address__in=addresses).exclude(state=FeedState.RETIRED)
    rows = rows.exclude(source__state=SourceState.RETIRED).select_related("source").order_by("-pk")
    return {feed.address: feed.source for feed in rows}


def follow_trial(trial: SourceTrial, *, feeds: Sequence[int], actor: Actor, **fields: Any) -> Source:
    """Follow a publisher with some of the lists that a trial has found, named by their places; return it.

    ``fields`` are those of ``follow_source``. Everything is saved, with one event, or nothing. Raises DeskError, also
    where the trial was saved before or one of the lists is read for another publisher.
    """
    require(actor, ADD_SOURCE)
    with transaction.atomic():
        locked = SourceTrial.objects.select_for_update(of=("self",)).select_related("source").get(pk=trial.pk)
        if locked.source is not None:
            words = {"name": locked.source.name}
            raise DeskError(_("This was saved already: “%(name)s” is being followed.") % words)
        if locked.state != TrialState.DONE:
            raise DeskError(_("This address is not looked at yet."))
        chosen = _choose(locked, feeds)
        source = follow_source(
            feeds=[(feed["kind"], feed["address"], feed["title"]) for feed in chosen], actor=actor, **fields
        )
        locked.state, locked.source = TrialState.SAVED, source
        locked.save(update_fields=["state", "source"])
    return source


def _choose(trial: SourceTrial, places: Sequence[int]) -> list[dict[str, Any]]:
    offered = trial.findings["survey"]["feeds"]
    if not places or not all(0 <= place < len(offered) for place in places):
        raise _refuse(_("Choose at least one feed to follow."), field="feeds")
    chosen = [offered[place] for place in dict.fromkeys(places)]
    for address, source in find_followed_feeds([feed["address"] for feed in chosen]).items():
        words = {"address": address, "name": source.name}
        raise _refuse(_("%(address)s is read for “%(name)s” already.") % words, field="feeds")
    return chosen


def _with_scheme(typed: str) -> str:
    return typed if "://" in typed else f"https://{typed.lstrip('/')}"


def _key_of(address: str) -> str:
    try:
        return address_key(address)
    except BadURL:
        return ""


def _refuse(sentence: str, *, field: str = "address") -> DeskError:
    return DeskError(sentence, fields={field: [sentence]})

"""Imports: rehearse the feeds of an OPML file, and follow them publisher by publisher, each whole or not at all."""

import time
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError
from trackers.desk.events import Actor, record_event
from trackers.desk.feeds import add_feed
from trackers.desk.rights import ADD_FEED, ADD_SOURCE, require
from trackers.desk.rows import plan_rows, sites_followed
from trackers.desk.sources import follow_source
from trackers.models import Act, Feed, FeedImport, FeedState, ImportState, RowVerdict, Source, SourceState
from trackers.text.opml import Outline, Publisher

LONGEST_SLUG = 60
# The rows of a large file are a few megabytes, which are written once a batch.
PUBLISHERS_AT_ONCE = 50
WANTED = frozenset({RowVerdict.FOLLOWS.value, RowVerdict.ADDS.value})


def rehearse_import(outlines: Sequence[Outline], *, file_name: str, actor: Actor) -> FeedImport:
    """Store what would become of each feed of a file; follow nothing. Two queries and one row."""
    require(actor, ADD_SOURCE)
    require(actor, ADD_FEED)
    rows = plan_rows(outlines)
    return FeedImport.objects.create(file_name=file_name[:200], rows=rows, total=len(rows), asked_by=actor)


def ask_for_import(row: FeedImport, *, public_text: str, exposure: str, actor: Actor, job: str) -> FeedImport:
    """Put on the record that a rehearsed import is to be carried out; ``job`` names the job. Raises DeskError.

    One that is under way goes on behind what was done, where whoever worked on it is lost.
    """
    require(actor, ADD_SOURCE)
    require(actor, ADD_FEED)
    with transaction.atomic():
        locked = FeedImport.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if locked.state == ImportState.DONE:
            raise DeskError(_("This was imported already."))
        if locked.state == ImportState.REHEARSED:
            if not locked.rows_of(*WANTED):
                raise DeskError(_("There is nothing in this file to follow."))
            locked.public_text, locked.exposure, locked.asked_by = public_text, exposure, actor
            facts = {"import": locked.file_name, "feeds": locked.total, "job": job}
            record_event(Act.ADD, actor=actor, after=facts)
        locked.state, locked.job = ImportState.RUNNING, job
        locked.save(update_fields=["state", "job", "public_text", "exposure", "asked_by"])
    return locked


def work_on_import(import_id: int, *, job: str, patience: timedelta) -> FeedImport:
    """Carry an import on for a while, publisher by publisher; return it as it is then.

    A batch is one transaction with its events and the place reached, so that it may be stopped anywhere and run twice;
    within it each publisher is followed whole or not at all. Stops where another job has taken it over. Raises
    FeedImport.DoesNotExist.
    """
    began = time.monotonic()
    while True:
        with transaction.atomic():
            row = FeedImport.objects.select_for_update(of=("self",)).get(pk=import_id)
            if row.state != ImportState.RUNNING or row.job != job:
                return row
            for _publisher in range(PUBLISHERS_AT_ONCE):
                if row.done < row.total:
                    _carry_out_next(row)
            if row.done >= row.total:
                row.state, row.ended_at = ImportState.DONE, timezone.now()
            row.save(update_fields=["rows", "done", "state", "ended_at"])
        if row.state == ImportState.DONE or time.monotonic() - began > patience.total_seconds():
            return row


def list_publishers() -> list[Publisher]:
    """Return all publishers that are not retired with their feeds that are not, for an OPML file. Two queries."""
    feeds = Feed.objects.exclude(state=FeedState.RETIRED).order_by("pk")
    rows = Source.objects.exclude(state=SourceState.RETIRED).order_by("name", "pk")
    kept: dict[int, list[tuple[str, str, str]]] = {}
    for source, kind, address, title in feeds.values_list("source", "kind", "address", "title"):
        kept.setdefault(source, []).append((kind, address, title))
    return [
        Publisher(row.name, row.homepage, row.language, tuple(kept[row.pk])) for row in rows if row.pk in kept
    ]


def _carry_out_next(row: FeedImport) -> None:
    """Follow the feeds of the next publisher and write down what was done; those that are not wanted are passed by."""
    site, end = row.rows[row.done]["site"], row.done
    while end < row.total and row.rows[end]["site"] == site:
        end += 1
    here = [facts for facts in row.rows[row.done : end] if facts["verdict"] in WANTED]
    if here:
        source = sites_followed([site]).get(site)
        if source is None:
            _follow_new(row, here)
        else:
            _add_each(row, here, source=source)
    row.done = end


def _follow_new(row: FeedImport, here: Sequence[dict[str, Any]]) -> None:
    facts = here[0]
    try:
        source = follow_source(
            name=facts["name"],
            slug=_free_slug(facts["name"], facts["site"]),
            homepage=facts["homepage"],
            language=facts["language"],
            public_text=row.public_text,
            exposure=row.exposure,
            feeds=[(feed["kind"], feed["address"], feed["title"]) for feed in here],
            actor=row.asked_by,
        )
    except DeskError as error:
        _say(here, RowVerdict.REFUSED, error.sentence)
    else:
        _say(here, RowVerdict.FOLLOWS, source.name, source=source)


def _add_each(row: FeedImport, here: Iterable[dict[str, Any]], *, source: Source) -> None:
    for facts in here:
        try:
            add_feed(
                source, kind=facts["kind"], address=facts["address"], title=facts["title"], actor=row.asked_by
            )
        except DeskError as error:
            _say([facts], RowVerdict.REFUSED, error.sentence)
        else:
            _say([facts], RowVerdict.ADDS, source.name, source=source)


def _say(
    rows: Iterable[dict[str, Any]], verdict: RowVerdict, words: str, *, source: Source | None = None
) -> None:
    for facts in rows:
        facts |= {
            "verdict": verdict.value,
            "words": words,
            "source": source.pk if source is not None else None,
        }


def _free_slug(name: str, site: str) -> str:
    """Return a short name that no Source bears; whoever takes it meanwhile makes the row a refusal."""
    base = (slugify(name) or slugify(site.replace(".", "-")) or "source")[: LONGEST_SLUG - 6].strip("-_")
    taken = set(Source.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug

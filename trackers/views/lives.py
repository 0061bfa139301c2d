"""The lifetime view: an Article's latest text and what went from it, each sentence and headline with its Versions."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Min, Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from trackers.models import Article, Change, ReadText, Version
from trackers.text.compare import Field
from trackers.text.lifetime import FieldText, VersionText, take_latest, trace_lives
from trackers.views.fieldlives import FieldStory, tell_field
from trackers.views.limiting import spend_on_page
from trackers.views.numbers import LARGEST, read_number
from trackers.views.page import public_page
from trackers.views.sentences import make_passages
from trackers.views.visibility import (
    about_article,
    answer_for_version,
    public_versions,
    shows_whole_texts,
)

# What one page costs at most: Versions, characters that no other of them has, sentences that went.
MOST_VERSIONS = 200
MOST_CHARACTERS = 1_000_000
MOST_GONE = 500
_COLUMNS = (
    "number", "article_id", "observed_at", "headline", "standfirst", "captions", "paragraphs", "furniture", "lang",
    "dir",
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What a Version says, and what the one before it says as both were read when they were compared."""

    number: int
    shown: ReadText
    before: ReadText | None


@public_page
@about_article
def show_life(request: HttpRequest, article: Article) -> HttpResponseBase:
    """Show what the latest Version says and what went on the way to it; ``?at=7`` looks back from Version 7.

    Where the Source's texts are not shown whole, only paragraphs in which something came or went. The latest 200
    Versions are read, fewer of an Article with very much text; of what went the newest 500 sentences are shown. Costs
    four queries and some tens of milliseconds; two seconds for the longest articles we read.
    """
    at = _read_at(request)
    if at in article.withheld_numbers:
        return answer_for_version(request, article, [at])
    spend_on_page(request)
    versions, has_earlier = _read_versions(article, at=at)
    readings = _read_anew(article, versions)
    texts = [VersionText(*step) for step in _follow(readings, lambda text: text.own_paragraphs)]
    taken = take_latest(texts, most_characters=MOST_CHARACTERS)
    lifetime = trace_lives(taken, most_gone=MOST_GONE)
    versions, readings = versions[len(versions) - len(taken) :], readings[len(versions) - len(taken) :]
    whole = shows_whole_texts(article)
    passages = make_passages(lifetime, whole=whole)
    standing = [life for life in lifetime.lives if life.stands]
    return render(
        request,
        "trackers/life.html",
        {
            "article": article,
            "source": article.source,
            "shown": versions[-1],
            "first": versions[0],
            "is_cut": has_earlier or versions[0].number > 1,
            "most_gone": MOST_GONE,
            "forgotten": lifetime.forgotten,
            "passages": passages,
            "whole": whole,
            "kept_count": sum(life.since == versions[0].number for life in standing),
            "came_count": sum(life.since != versions[0].number for life in standing),
            "gone_count": len(lifetime.lives) - len(standing) + lifetime.forgotten,
            "noindex": "at" in request.GET,
            "cited": f"at={versions[-1].number}" if "at" in request.GET else "",
            **_tell_fields(readings, whole=whole),
            **_look_around(article, versions),
        },
    )


def _read_at(request: HttpRequest) -> int:
    if "at" not in request.GET:
        return LARGEST
    at = read_number(request.GET["at"])
    if at is None:
        raise Http404
    return at


def _read_versions(article: Article, *, at: int) -> tuple[list[Version], bool]:
    """Return the Versions to weave, the earliest first, and whether there are earlier ones. Raises Http404 for none."""
    rows = public_versions(article).filter(number__lte=at).order_by("-number").only(*_COLUMNS)
    found = list(rows[: MOST_VERSIONS + 1])
    if not found or (at != LARGEST and found[0].number != at):
        raise Http404
    return found[:MOST_VERSIONS][::-1], len(found) > MOST_VERSIONS


def _read_anew(article: Article, versions: Sequence[Version]) -> list[Reading]:
    """Return what each Version says, of each pair that was read anew both sides as they were compared. One query."""
    changes = {
        change.to_number: change.texts_shown
        for change in _list_read_anew(article, numbers=[version.number for version in versions])
    }
    readings: list[Reading] = []
    for place, version in enumerate(versions):
        # What stood before as it was read then, where the last step showed it otherwise.
        recorded = versions[place - 1] if place else None
        before, shown = changes.get(version.number, (recorded, version))
        readings.append(Reading(version.number, shown, before))
    return readings


def _follow(
    readings: Sequence[Reading], read: Callable[[ReadText], Sequence[str]]
) -> Iterator[tuple[int, Sequence[str], Sequence[str] | None]]:
    """Yield one field of each Version: number, what it says, what the one before says if it reads otherwise now."""
    stood: Sequence[str] | None = None
    for reading in readings:
        before = read(reading.before) if reading.before is not None else None
        says = read(reading.shown)
        yield reading.number, says, before if stood is not None and before != stood else None
        stood = says


def _tell_fields(readings: Sequence[Reading], *, whole: bool) -> dict[str, FieldStory]:
    """Return the stories of the fields beside the text; headlines may be shown whatever else may."""
    fields: tuple[tuple[Field, Callable[[ReadText], Sequence[str]], bool], ...] = (
        (Field.HEADLINE, lambda text: (text.headline,), True),
        (Field.STANDFIRST, lambda text: (text.standfirst,), whole),
        (Field.CAPTIONS, lambda text: tuple(text.captions), whole),
    )
    return {
        f"{field.value}_story": tell_field(
            field, [FieldText(*step) for step in _follow(readings, read)], everything=everything
        )
        for field, read, everything in fields
    }


def _list_read_anew(article: Article, *, numbers: Iterable[int]) -> Iterable[Change]:
    return (
        Change.objects.announced()
        .readable()
        .edits()
        .filter(Q(from_reading__isnull=False) | ~Q(description__reread=""))
        .filter(article=article, to_number__in=list(numbers))
        .select_related(
            "from_version",
            "to_version",
            "from_reading",
            "description__before_reading",
            "description__after_reading",
        )
    )


def _look_around(article: Article, versions: Sequence[Version]) -> dict[str, Any]:
    """Return the numbers of the Versions before and after the one that is looked back from, and the last. One query."""
    shown = versions[-1].number
    later = (
        public_versions(article).filter(number__gt=shown).aggregate(next=Min("number"), last=Max("number"))
    )
    return {
        "earlier_number": versions[-2].number if len(versions) > 1 else None,
        "later_number": later["next"],
        "most_number": later["last"] or shown,
    }

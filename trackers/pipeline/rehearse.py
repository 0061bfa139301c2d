"""Rehearse: the last stored responses of a Source read twice, with the hints in force and with a draft.

Nothing is fetched and nothing that is found becomes a Version or a Change: an editor sees what each article would read
like, and then decides. Reading is the readers' work, as in a look.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from trackers.models import (
    Article,
    HintSet,
    HintState,
    MissingBody,
    Rehearsal,
    RehearsedArticle,
    Snapshot,
    Source,
    Verdict,
    hints_of,
)
from trackers.pipeline.extract import read_snapshot
from trackers.text.compare import compare
from trackers.text.extraction import Extraction, Reading
from trackers.text.hinted import MISSED
from trackers.text.hints import Hints
from trackers.text.tidy import ArticleText, article_text

logger = logging.getLogger(__name__)

MOST_ARTICLES = 40
# Of these at least so many are articles that could never be read, where there are some: hints are often for them.
MOST_UNREAD = 10
# How many articles are looked through for a response whose body is still there.
LOOKED_THROUGH = 400
# The job's own limit is ten minutes; what was read by then is shown.
MOST_SECONDS = 480.0
# Of one article's text on one side. What is longer is compared whole and kept in part.
MOST_CHARACTERS = 60_000


@dataclass(frozen=True)
class Rehearsed:
    """What became of a rehearsal: how many articles were read, how many read otherwise, whether it came to an end."""

    done: int
    differing: int
    is_over: bool


def rehearse(
    rehearsal_id: int, *, agent: str = "", clock: Callable[[], datetime] = timezone.now
) -> Rehearsed:
    """Read the last responses of a draft's Source with and without it, and write down what differs.

    Stops without a word where the draft was revised or another rehearsal was asked for meanwhile. Safe to run again.
    Raises Rehearsal.DoesNotExist. Costs two readings an article, 40 articles at most.
    """
    rehearsal = Rehearsal.objects.select_related("hint_set__source__hints").get(pk=rehearsal_id)
    draft, source = rehearsal.hint_set, rehearsal.hint_set.source
    now, before = draft.as_hints(), hints_of(source)
    chosen, started = choose_responses(source), clock()
    if not _note(rehearsal, total=len(chosen), done=0, against=before.number):
        return Rehearsed(0, 0, is_over=False)
    rehearsal.articles.all().delete()
    differing = done = 0
    for done, snapshot in enumerate(chosen, start=1):
        row = _rehearse_one(snapshot, before=before, after=now)
        if not _note(rehearsal, done=done):
            return Rehearsed(done, differing, is_over=False)
        row.rehearsal, row.place = rehearsal, done
        row.save(force_insert=True)
        differing += row.verdict not in {Verdict.SAME, Verdict.NEITHER}
        if (clock() - started).total_seconds() > MOST_SECONDS:
            break
    is_over = _finish(rehearsal, now=clock())
    logger.info(
        "hints_rehearsed hints=%s articles=%d differing=%d over=%s", draft.pk, done, differing, is_over
    )
    return Rehearsed(done, differing, is_over)


def choose_responses(source: Source) -> list[Snapshot]:
    """Return the latest responses of a Source whose bodies are kept, one an Article, newest first, at most 40.

    Looked for among the Articles that changed last and some that could never be read, so that the cost does not grow
    with their number.
    """
    articles = Article.objects.filter(source=source, merged_into__isnull=True).order_by(
        "-last_changed_at", "-pk"
    )
    read = _latest(articles.filter(last_changed_at__isnull=False), most=MOST_ARTICLES)
    unread = _latest(articles.filter(last_changed_at__isnull=True), most=MOST_ARTICLES)
    few = max(MOST_UNREAD, MOST_ARTICLES - len(read))
    chosen = [*read[: MOST_ARTICLES - len(unread[:few])], *unread[:few]]
    rows = Snapshot.objects.select_related("article__latest_version").filter(pk__in=chosen)
    return list(rows.order_by("-fetched_at", "-pk"))


def _latest(articles: Any, *, most: int) -> list[int]:
    """Return the ids of the latest response with a body of each of some Articles, newest first."""
    ids = list(articles.values_list("pk", flat=True)[:LOOKED_THROUGH])
    latest = (
        Snapshot.objects.with_body().filter(article=OuterRef("pk"), status=200).order_by("-fetched_at", "-pk")
    )
    found = (
        Article.objects.filter(pk__in=ids)
        .annotate(
            response=Subquery(latest.values("pk")[:1]), received=Subquery(latest.values("fetched_at")[:1])
        )
        .filter(response__isnull=False)
        .order_by("-received", "-pk")
    )
    return list(found.values_list("response", flat=True)[:most])


def _rehearse_one(snapshot: Snapshot, *, before: Hints, after: Hints) -> RehearsedArticle:
    """Return what one response reads like on both sides, ready to be stored."""
    article = snapshot.article
    row = RehearsedArticle(article=article, snapshot=snapshot, headline=article.headline[:500])
    try:
        old, new = (read_snapshot(snapshot, asked_url=article.url, hints=hints) for hints in (before, after))
    except MissingBody as error:
        row.verdict, row.reason = Verdict.NEITHER, str(error)
        return row
    row.verdict = _judge(old, new)
    if row.verdict in {Verdict.UNREADABLE, Verdict.NEITHER}:
        row.reason = new.reason
    if new.extraction is not None:
        row.headline = new.extraction.headline
        row.doubts = [doubt.partition(":")[2] for doubt in new.extraction.doubts if doubt.startswith(MISSED)]
    if row.verdict not in {Verdict.SAME, Verdict.NEITHER}:
        was, is_now = _text_of(old.extraction), _text_of(new.extraction)
        diff = compare(was, is_now)
        row.words_removed, row.words_added = diff.words_removed, diff.words_added
        row.before, row.after = pack_text(was, old.extraction), pack_text(is_now, new.extraction)
    return row


def _judge(old: Reading, new: Reading) -> Verdict:
    if old.extraction is None:
        return Verdict.NEITHER if new.extraction is None else Verdict.READABLE
    if new.extraction is None:
        return Verdict.UNREADABLE
    return Verdict.SAME if _text_of(old.extraction) == _text_of(new.extraction) else Verdict.OTHERWISE


def _text_of(extraction: Extraction | None) -> ArticleText:
    return ArticleText() if extraction is None else article_text(extraction)


def pack_text(text: ArticleText, extraction: Extraction | None) -> dict[str, Any]:
    """Return a text as JSON values, with its language, as much as is kept; ``is_cut`` says that it is not whole."""
    room, kept = MOST_CHARACTERS, []
    for paragraph in text.paragraphs:
        room -= len(paragraph)
        if room < 0:
            break
        kept.append(paragraph)
    return {
        "headline": text.headline,
        "standfirst": text.standfirst,
        "byline": list(text.byline),
        "paragraphs": kept,
        "captions": list(text.captions)[:100],
        "lang": extraction.lang if extraction is not None else "",
        "dir": extraction.dir if extraction is not None else "ltr",
        "is_cut": len(kept) < len(text.paragraphs) or len(text.captions) > 100,
    }


def _note(rehearsal: Rehearsal, **facts: int) -> bool:
    """Write down how far a rehearsal has come; return False where nobody waits for it any more."""
    return bool(_still_wanted(rehearsal).update(**facts))


def _finish(rehearsal: Rehearsal, *, now: datetime) -> bool:
    """End a rehearsal and mark its draft as rehearsed, unless that was revised in the meantime."""
    draft = HintSet.objects.filter(pk=rehearsal.hint_set_id, lock=rehearsal.lock, state=HintState.DRAFT)
    if not _still_wanted(rehearsal).update(ended_at=now, total=F("done")):
        return False
    return bool(draft.update(state=HintState.REHEARSED))


def _still_wanted(rehearsal: Rehearsal) -> Any:
    return Rehearsal.objects.filter(
        Q(hint_set__lock=rehearsal.lock), pk=rehearsal.pk, hint_set__state=HintState.DRAFT
    )

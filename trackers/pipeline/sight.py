"""Sight: all that a look at an Article needs no database for: fetch, keep the response, read it.

Many are had side by side (``rounds.py``); what each means is decided one after the other (``check.py``).
"""

from dataclasses import dataclass, replace

from trackers.models import Article, Outcome, hints_of
from trackers.pipeline.extract import read_response
from trackers.pipeline.faults import explain_fault
from trackers.pipeline.fetch import Conversation, Look
from trackers.pipeline.keep import Kept, digest_of, store_body
from trackers.pipeline.room import is_no_room
from trackers.pipeline.wire import HostBusy
from trackers.text.extraction import Reading
from trackers.web.conditional import Validators

# The word of a look whose response found no room on our disk.
NO_ROOM = "no_room"


@dataclass(frozen=True)
class Sight:
    """What a look at an Article brought.

    ``kept`` is the response where it differs from the last one, ``reading`` what it says; both are None where the
    answer was no page, or the same bytes again (``same_bytes``).
    """

    article: Article
    look: Look
    kept: Kept | None = None
    reading: Reading | None = None
    same_bytes: bool = False


def see(article: Article, *, conversation: Conversation) -> Sight:
    """Look at an Article now; raise HostBusy when its host is not to be asked, and for lost servers of our own.

    A response is stored before it is read. What no stage foresaw becomes a look that says so.
    """
    look, started_at = None, conversation.now()
    try:
        look = conversation.look(
            article.url,
            known=Validators(etag=article.etag, last_modified=article.last_modified),
            robots_stance=article.source.robots_stance,
        )
        return _take_in(article, look, agent=conversation.agent)
    except HostBusy:
        raise
    except Exception as error:  # noqa: BLE001
        outcome, words = explain_fault(error, what=f"article={article.pk}")
        if look is None:
            look = Look(started_at, conversation.now(), outcome, words)
        code = NO_ROOM if is_no_room(error) else look.code
        return Sight(article, replace(look, outcome=outcome, detail=words, code=code))


def _take_in(article: Article, look: Look, *, agent: str) -> Sight:
    response = look.response
    if look.outcome is not None or response is None:
        return Sight(article, look)
    digest = digest_of(response.body)
    last = article.last_snapshot
    # A page that has begun to lead elsewhere may be another story, or the same under another address: it is read.
    leads_there_still = last is not None and last.url == response.final_url[:2000]
    if last is not None and leads_there_still and last.sha256 == digest and last.body_deleted_at is None:
        return Sight(article, look, same_bytes=True)
    kept = store_body(response, digest=digest, fetched_at=look.finished_at)
    known = article.fingerprint if leads_there_still and _may_be_quiet(article) else ""
    reading = read_response(
        response, asked_url=article.url, agent=agent, known=known, hints=hints_of(article.source)
    )
    return Sight(article, look, kept=kept, reading=reading)


def is_quiet(sight: Sight) -> bool:
    """Tell whether a look saw the latest Version's text again, so that there is nothing to decide."""
    if not _may_be_quiet(sight.article):
        return False
    if sight.look.outcome is not None:
        return sight.look.outcome == Outcome.NOT_MODIFIED
    return sight.same_bytes or (sight.reading is not None and sight.reading.same)


def _may_be_quiet(article: Article) -> bool:
    """Tell whether the latest Version's text, seen again, would decide nothing; otherwise the page is read whole.

    A page may stay as it is and say something else than the latest Version though nothing waits: what it said was taken
    for a slot that is filled anew at every look, or was let go. It is decided about once more.
    """
    said_so = article.text_snapshot_id in {None, article.last_snapshot_id}
    is_known = article.latest_version_id is not None and said_so
    return is_known and not article.waiting_hash and article.missing_since is None

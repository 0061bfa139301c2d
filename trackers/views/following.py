"""How an Article is being followed, as one word that the page turns into a sentence."""

from datetime import datetime, timedelta
from enum import StrEnum

from trackers.models import Article, SourceState, Tracking

# As long as the longest wait between two looks, `trackers.pipeline.schedule.LONGEST`, which pages may not import.
# An article is closed for its age only when its text has stood much longer: FOLLOWED_FOR there.
AGED_OUT = timedelta(days=40)


class Following(StrEnum):
    """What becomes of an Article next."""

    WAITING = "waiting"
    DUE = "due"
    PAUSED = "paused"
    SOURCE_PAUSED = "source_paused"
    STOPPED = "stopped"
    AGED_OUT = "aged_out"
    CLOSED = "closed"


def tell_following(article: Article, *, now: datetime, stopped: bool = False) -> Following:
    """Return how the Article is followed at a moment; ``stopped`` says that nothing at all is being looked at.

    No query if its source is loaded.
    """
    if article.tracking == Tracking.CLOSED:
        changed_at = article.last_changed_at or article.first_seen_at
        return Following.AGED_OUT if now - changed_at > AGED_OUT else Following.CLOSED
    if article.tracking == Tracking.PAUSED:
        return Following.PAUSED
    if article.source.state != SourceState.ACTIVE:
        return Following.SOURCE_PAUSED
    if stopped:
        return Following.STOPPED
    return Following.WAITING if article.next_check_at and article.next_check_at > now else Following.DUE

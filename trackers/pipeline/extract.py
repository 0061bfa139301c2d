"""Extract: from a stored response to an Extraction, or to a plain reason why it cannot be read."""

from trackers.models import Snapshot
from trackers.text.article import Extraction, read_article


def extract_article(snapshot: Snapshot, *, body: bytes) -> Extraction:
    """Return the reading of a stored response; raise UnreadableArticle with the reason in words.

    ``body`` is the Snapshot's body, handed over because the caller has just stored it.
    """
    return read_article(body, url=snapshot.url, content_type=snapshot.header("content-type"))

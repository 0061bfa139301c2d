"""Extract: from a stored response to an Extraction, or to a plain reason why it cannot be read."""

from django.utils.translation import gettext as _

from trackers.models import Snapshot
from trackers.text.article import Extraction, UnreadableArticle, read_article

# A live blog of a week has some 900 entries. What is longer would be dear to compare and to show, again and again.
MOST_PARAGRAPHS = 3000
MOST_CHARACTERS = 600_000


def extract_article(snapshot: Snapshot, *, body: bytes) -> Extraction:
    """Return the reading of a stored response; raise UnreadableArticle with the reason in words.

    ``body`` is the Snapshot's body, handed over because the caller has just stored it.
    """
    extraction = read_article(body, url=snapshot.url, content_type=snapshot.header("content-type"))
    parts = (extraction.headline, extraction.standfirst, *extraction.paragraphs, *extraction.captions)
    if len(parts) > MOST_PARAGRAPHS or sum(map(len, parts)) > MOST_CHARACTERS:
        raise UnreadableArticle(_("The article is longer than we read."))
    return extraction

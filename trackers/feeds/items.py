"""One entry by itself, as the JSON Feed of annotated changes has it: for addresses that are told of it at once.

What happened stands round it in the shape that the Standard Webhooks specification asks for.
"""

import json
from datetime import UTC
from typing import Any

from django.conf import settings
from django.utils import translation

from trackers.feeds.entries import ChangeEntry, absolute
from trackers.feeds.generators import strip_illegal, write_item
from trackers.feeds.lists import list_publications
from trackers.models import EditionNature, Publication, readers_view

# What happened, as the message calls it. A word that is here stays: receivers choose by it.
EVENTS = {
    EditionNature.FIRST: "entry.published",
    EditionNature.AMENDMENT: "entry.amended",
    EditionNature.RETRACTION: "entry.retracted",
}


def write_event(publication_id: int) -> bytes | None:
    """Return the message about an edition as JSON, as readers are shown its entry now.

    None where they are told of a later edition, or not of this entry. Four queries at most.
    """
    with translation.override(settings.LANGUAGE_CODE), readers_view():
        found = Publication.objects.newest().told().filter(pk=publication_id)
        entries = list_publications(found)
        edition = found.only("uuid", "nature", "edition", "public_at").first()
        if edition is None or not entries:
            return None
        message = {
            "type": EVENTS[EditionNature(edition.nature)],
            "timestamp": edition.public_at.astimezone(UTC).isoformat(),
            "data": {
                "edition": edition.edition,
                "record_url": absolute(edition.get_absolute_url()),
                "item": tell_entry(entries[0]),
            },
        }
    return json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")


def tell_entry(entry: ChangeEntry) -> dict[str, Any]:
    """Return an entry as an item of JSON Feed 1.1."""
    told = {
        "unique_id": entry.id,
        "link": entry.link,
        "title": entry.title,
        "description": entry.words,
        "pubdate": entry.published,
        "updateddate": entry.updated,
        "author_name": entry.author,
        "author_link": entry.author_link,
        "categories": entry.categories,
        "lang": entry.lang,
    }
    return write_item({name: strip_illegal(value) for name, value in told.items()})

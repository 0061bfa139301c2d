"""What our editors said of a Change as a W3C Web Annotation, for programs that collect such.

Web Annotation Data Model, W3C Recommendation of 23 February 2017, in JSON-LD: the note and its facets as bodies, the
words it is about as selections in the page of the Change. It is always the entry as it stands; one that was retracted
answers 410, and links to the record that says so.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.cache import set_response_etag
from django.utils.translation import gettext as _

from trackers.feeds.entries import absolute
from trackers.feeds.passages import Passages, find_passages
from trackers.models import EditionNature, Publication, PublicText
from trackers.text.quoteanchors import QuoteAnchor, read_anchor
from trackers.views.errors import answer_gone
from trackers.views.visibility import about_publication

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
CONTENT_TYPE = f'application/ld+json; profile="{CONTEXT}"'
FILE = "annotation.jsonld"
MOST_ANCHORS = 20


@about_publication
def show_annotation(request: HttpRequest, editions: list[Publication]) -> HttpResponseBase:
    """Answer with the entry as it stands, in the site's own language; 410 for one that was retracted. Four queries."""
    if editions[0].nature == EditionNature.RETRACTION:
        response = answer_gone(request)
        response.headers["Link"] = f'<{absolute(editions[0].get_absolute_url())}>; rel="describedby"'
        return response
    with translation.override(settings.LANGUAGE_CODE):
        written = json.dumps(write_annotation(editions), ensure_ascii=False, indent=1)
    answer = HttpResponse(written.encode("utf-8", "replace"), content_type=CONTENT_TYPE)
    set_response_etag(answer)
    return answer


def write_annotation(editions: list[Publication]) -> dict[str, Any]:
    """Return the annotation of an entry, given all editions readers have seen, the newest first."""
    newest, first = editions[0], editions[-1]
    written: dict[str, Any] = {
        "@context": CONTEXT,
        "id": absolute(reverse("publication_annotation", args=[newest.uuid])),
        "type": "Annotation",
        "motivation": "commenting",
        "created": _moment(first.public_at),
    }
    if newest.edition != first.edition:
        written["modified"] = _moment(newest.public_at)
    bodies = list(_list_bodies(newest))
    if bodies:
        written["body"] = bodies
    return written | {
        "creator": _tell_creator(newest),
        "generator": {
            "id": absolute("/"),
            "type": "Software",
            "name": "Newswatch",
            "homepage": absolute("/"),
        },
        "via": absolute(newest.get_absolute_url()),
        "target": list(_list_targets(newest)),
    }


def _tell_creator(edition: Publication) -> dict[str, str]:
    """Return whose name stands under it: the desk's, or a person's."""
    if edition.signature == settings.SITE_NAME:
        return {"id": absolute("/"), "type": "Organization", "name": edition.signature}
    return {"type": "Person", "name": edition.signature}


def _list_bodies(edition: Publication) -> Iterator[dict[str, str]]:
    """Yield the note as a comment, why it was amended, and each facet as a tag, a code behind its facet."""
    if edition.public_note:
        yield _body(edition.public_note, purpose="commenting")
    if edition.nature == EditionNature.AMENDMENT:
        yield _body(edition.why, purpose="describing")
    for label in edition.labels:
        yield _body(str(label.get("name", "")), purpose="tagging")
    for facet in ("disclosure", "significance", "confidence", "cause", "adequacy", "placement"):
        value = getattr(edition, facet)
        if value not in ("", None):
            yield _body(f"{facet}:{value}", purpose="classifying")
    for kind in edition.kinds:
        yield _body(f"kind:{kind}", purpose="classifying")


def _body(value: str, *, purpose: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _list_targets(edition: Publication) -> Iterator[dict[str, Any]]:
    """Yield the words the note is about, each in the page of its Change; that page alone where there are none.

    ``state`` says on which side they stand: when that text was seen, and where our copy of it is.
    """
    change = edition.change
    page = absolute(change.get_absolute_url())
    anchors = list(_list_anchors(edition))
    if not anchors:
        yield {"id": page, "type": "Text", "format": "text/html"}
    for anchor in anchors:
        is_before = anchor.side == "before"
        version = change.from_version if is_before else change.text_after
        yield {
            "type": "SpecificResource",
            "source": page,
            "selector": _select(anchor),
            "state": {
                "type": "TimeState",
                "sourceDate": _moment(edition.seen_old_at if is_before else edition.seen_new_at),
                "cached": absolute(version.get_absolute_url()),
            },
        }


def _list_anchors(edition: Publication) -> Iterator[QuoteAnchor]:
    """Yield the anchors that readers may be shown: none of withheld words, and of publishers that show passages alone
    none but what stands in a passage.
    """
    stored: Any = edition.anchors if isinstance(edition.anchors, list) else []
    mark = _("[withheld]")
    found = [anchor for each in stored[:MOST_ANCHORS] if (anchor := read_anchor(each)) is not None]
    shown = None
    if found and edition.change.article.source.public_text == PublicText.PASSAGES:
        shown = find_passages([edition.change])[edition.change_id]
    for anchor in found:
        if mark not in anchor.exact and (shown is None or _stands_in(shown, anchor.exact)):
            yield anchor


def _stands_in(passages: Passages, words: str) -> bool:
    wanted = " ".join(words.split())
    return any(wanted in " ".join("".join(piece.text for piece in row).split()) for row in passages.shown)


def _select(anchor: QuoteAnchor) -> dict[str, str]:
    mark = _("[withheld]")
    around = {"prefix": anchor.prefix, "suffix": anchor.suffix}
    kept = {name: text for name, text in around.items() if text and mark not in text}
    return {"type": "TextQuoteSelector", "exact": anchor.exact, **kept}


def _moment(moment: datetime) -> str:
    """Return a moment as xsd:dateTime in UTC, to the second."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

"""The page that lists every feed for somebody who has never used one, and the same list as one file (OPML 2.0)."""

from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import set_response_etag
from django.utils.translation import gettext as _
from lxml import etree

from trackers.feeds.entries import absolute
from trackers.feeds.generators import strip_illegal
from trackers.feeds.offers import Offer, Shelf, list_shelves

# On the page alone: the file holds them all.
MOST_SOURCES = 200


def list_feeds(request: HttpRequest) -> HttpResponseBase:
    """Show what feeds there are and what to do with one. Three queries."""
    shelves = list_shelves(most_sources=MOST_SOURCES + 1)
    publishers = [offer for shelf in shelves if shelf.code == "publishers" for offer in shelf.offers]
    has_more = len(publishers) > MOST_SOURCES
    shown = [
        replace(shelf, offers=publishers[:MOST_SOURCES]) if shelf.code == "publishers" else shelf
        for shelf in shelves
    ]
    announced = [offer for shelf in shown if shelf.code != "publishers" for offer in shelf.offers]
    context = {"shelves": shown, "announced": announced, "has_more": has_more, "here": "feeds"}
    return render(request, "trackers/feeds.html", context)


def show_opml(_request: HttpRequest) -> HttpResponseBase:
    """Answer with every feed as a file that feed readers take in, in the site's own language. Three queries."""
    with translation.override(settings.LANGUAGE_CODE):
        text = write_opml(list_shelves())
    response = HttpResponse(text, content_type="text/x-opml; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="feeds.opml"'
    response.headers["Content-Language"] = settings.LANGUAGE_CODE
    set_response_etag(response)
    return response


def write_opml(shelves: Sequence[Shelf]) -> bytes:
    """Return an OPML 2.0 subscription list, a branch for each shelf.

    It carries no date: it is the same for as long as the feeds are, and so is its entity tag.
    """
    opml = etree.Element("opml", version="2.0")
    title = etree.SubElement(etree.SubElement(opml, "head"), "title")
    title.text = strip_illegal(_("Feeds of %(site)s") % {"site": settings.SITE_NAME})
    body = etree.SubElement(opml, "body")
    for shelf in shelves:
        branch = etree.SubElement(body, "outline", text=strip_illegal(shelf.heading))
        for offer in shelf.offers:
            etree.SubElement(branch, "outline", _describe(offer))
    return etree.tostring(opml, encoding="utf-8", xml_declaration=True)


def _describe(offer: Offer) -> dict[str, str]:
    """Return a feed's attributes; ``rss`` is OPML's word for a feed of either form."""
    return {
        "type": "rss",
        "text": strip_illegal(offer.title),
        "title": strip_illegal(offer.title),
        "description": strip_illegal(offer.holds),
        "xmlUrl": absolute(offer.atom),
        "htmlUrl": absolute(offer.page),
    }

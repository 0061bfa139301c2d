"""Places: what a pasted address is about, be it one of our own pages or the publisher's article."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError
from trackers.desk.rows import sites_followed
from trackers.models import Article, ArticleURL, Change, Nature, Publication, Source
from trackers.text.urls import BadURL, address_key

# The largest number a row can have; what is larger names none.
_LARGEST = 2**31 - 1
_ABSENCES = {
    "gone": Nature.GONE,
    "gone_image": Nature.GONE,
    "returned": Nature.RETURNED,
    "returned_image": Nature.RETURNED,
}


@dataclass(frozen=True)
class Place:
    """What an address is about: the most particular row that is known, with those it belongs to.

    ``publication`` is the newest edition of the entry whose own page it is.
    """

    change: Change | None = None
    article: Article | None = None
    source: Source | None = None
    publication: Publication | None = None


def find_place(address: str) -> Place:
    """Return what a pasted address is about; an empty Place for no address, and for a page that is not followed.

    Whatever is known to the desk is found, withheld or not. Raises DeskError, for the field ``address``, for what is no
    address and for one of ours at which there is no page about anything. Up to three queries.
    """
    address = address.strip()
    if not address:
        return Place()
    ours = _path_of_ours(address)
    if ours is None:
        return _find_theirs(address)
    found = _find_ours(ours)
    if found == Place():
        raise _refuse(_("This is no page of ours about a publisher, an article, a change or an entry."))
    return found


def place_of(change: Change) -> Place:
    """Return a Change with the rows it belongs to."""
    return Place(change, change.article, change.article.source)


def _path_of_ours(address: str) -> str | None:
    """Return the path of an address that is one of our own; None for somebody else's."""
    if address.startswith("/") and not address.startswith("//"):
        return urlsplit(address).path
    try:
        here, asked = urlsplit(settings.PUBLIC_URL), urlsplit(address)
    except ValueError:
        return None
    return asked.path or "/" if asked.netloc and asked.netloc.lower() == here.netloc.lower() else None


def _find_ours(path: str) -> Place:
    try:
        match = resolve(path)
    except Resolver404:
        return Place()
    named = match.kwargs
    if match.url_name == "publication":
        return _find_entry(named)
    if "article_id" in named:
        return _find_in_article(named, absence=_ABSENCES.get(match.url_name or ""))
    if match.url_name in {"source", "source_figures", "source_atom", "source_rss"}:
        return Place(source=Source.objects.filter(slug=named["slug"]).first())
    return Place()


def _find_entry(named: dict[str, Any]) -> Place:
    rows = Publication.objects.filter(uuid=named["uuid"]).select_related("change__article__source")
    edition = rows.order_by("-edition").first()
    if edition is None:
        return Place()
    change = edition.change
    return Place(change, change.article, change.article.source, edition)


def _find_in_article(named: dict[str, Any], *, absence: Nature | None) -> Place:
    article_id, old, new = (min(named.get(name, 0), _LARGEST) for name in ("article_id", "old", "new"))
    article = Article.objects.select_related("source").filter(pk=article_id).first()
    if article is None:
        return Place()
    steps = Change.objects.filter(article=article).select_related("article__source")
    change = None
    if old and new == old + 1:
        change = steps.filter(nature=Nature.EDIT, to_number=new).first()
    elif absence is not None:
        change = steps.filter(nature=absence, disappearance=min(named["number"], _LARGEST)).first()
    return Place(change, article, article.source)


def _find_theirs(address: str) -> Place:
    """Return the article at an address, or the publisher on whose site it is."""
    try:
        key = address_key(address)
    except BadURL as error:
        raise _refuse(_("This is no web address.")) from error
    row = ArticleURL.objects.filter(key=key).select_related("article__source").order_by("pk").first()
    if row is not None:
        return Place(None, row.article, row.article.source)
    site = key.partition("/")[0]
    return Place(source=sites_followed([site]).get(site))


def _refuse(sentence: str) -> DeskError:
    return DeskError(sentence, fields={"address": [sentence]})

"""The picture of one change, which other sites show beside a link to it, and its text alternative.

Drawn from what a card shows: passages only, however much of a publisher's texts may be shown. It is kept under a name
made of all that is drawn, so that a change that is described anew has another picture at once; whether anyone may see
it is asked before, every time.
"""

import hashlib
from contextlib import suppress
from dataclasses import astuple, dataclass

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from trackers.models import Article, Change, Description, Nature, Reread, Source
from trackers.templatetags.moments import make_window
from trackers.text.shareimage import DRAWING, SIZE, ShareText, draw_share_image
from trackers.views.limiting import spend_on_page
from trackers.views.numbers import LARGEST
from trackers.views.page import public_page
from trackers.views.visibility import about_article, about_record, answer_for_change

# A day: what is asked for again after that is drawn again. The cache itself holds no more than two thousand.
KEPT = 24 * 3600
LONGEST_WORDS = 200


@public_page
@about_record
def show_change_image(request: HttpRequest, article: Article, old: int, new: int) -> HttpResponseBase:
    """Return the picture of the Change between two neighbours (PNG, 1200 by 630); 404 for other pairs. Two queries."""
    if new != old + 1 or new > LARGEST:
        raise Http404
    return _answer(request, article, to_number=new, nature=Nature.EDIT)


@public_page
@about_article
def show_gone_image(request: HttpRequest, article: Article, number: int) -> HttpResponseBase:
    """Return the picture of a page that went away for the ``number``-th time. Two queries."""
    return _answer(request, article, disappearance=min(number, LARGEST), nature=Nature.GONE)


@public_page
@about_article
def show_return_image(request: HttpRequest, article: Article, number: int) -> HttpResponseBase:
    """Return the picture of a page that came back for the ``number``-th time. Two queries."""
    return _answer(request, article, disappearance=min(number, LARGEST), nature=Nature.RETURNED)


def make_share_text(change: Change, source: Source) -> ShareText:
    """Return what is drawn of a Change, in the active language. Have its Description at hand; no query."""
    described = change.description
    is_headline_alone = described.headline_changed and not described.removed and not described.added
    return ShareText(
        site=settings.SITE_NAME,
        publisher=source.name,
        headline=described.headline_after or described.headline_before,
        window=_say_window(change),
        step=_say_step(change),
        removed=described.headline_before if is_headline_alone else described.removed,
        added=described.added,
        context=_show_context(described),
        removed_label=_("The headline before") if is_headline_alone else _("Removed"),
        added_label=_("Added"),
        unset=_("What changed stands on the page: this picture cannot set its script."),
    )


@dataclass(frozen=True)
class ShareImage:
    """Where a Change's picture is, as a path and for other sites, and what it shows in words."""

    path: str
    address: str
    alternative: str
    width: int = SIZE[0]
    height: int = SIZE[1]


def find_share_image(change: Change | None, source: Source) -> ShareImage | None:
    """Return the picture of a Change, in the active language; None where there is no Change. No query."""
    if change is None or not hasattr(change, "description"):
        return None
    path = f"{change.get_absolute_url()}card.png"
    return ShareImage(path, settings.PUBLIC_URL + path, tell_share_image(make_share_text(change, source)))


def tell_share_image(text: ShareText) -> str:
    """Return the text alternative of a picture, in the active language: all that it shows, also what it cannot set."""
    parts = [text.publisher, text.headline, text.step]
    if not text.step:
        sides = ((text.removed_label, text.removed), (text.added_label, text.added))
        parts += [f"{label}: {_shorten(words)}" for label, words in sides if words]
        parts.append(text.context)
    return " – ".join(part.strip() for part in [*parts, text.window] if part.strip())


def _answer(request: HttpRequest, article: Article, **which: object) -> HttpResponseBase:
    rows = Change.objects.announced().filter(article=article, **which)
    readable = rows.readable().select_related("description").defer("description__evidence")
    change = readable.first()
    if change is None or not hasattr(change, "description"):
        return answer_for_change(request, article, rows)
    # One picture is seen by readers of every language: it speaks the site's own.
    with translation.override(settings.LANGUAGE_CODE):
        text = make_share_text(change, article.source)
    name = hashlib.sha256("\x1f".join((DRAWING, *astuple(text))).encode("utf-8", "replace")).hexdigest()
    etag = quote_etag(name[:32])
    response = get_conditional_response(request, etag=etag) or _send(request, text, name=name)
    response.headers["ETag"] = etag
    return response


def _send(request: HttpRequest, text: ShareText, *, name: str) -> HttpResponse:
    """Return the picture, drawn now unless it is still kept; one that cannot be kept is sent all the same."""
    kept = caches["pictures"]
    try:
        image = kept.get(name)
    except OSError:
        image = None
    if image is None:
        spend_on_page(request)
        image = draw_share_image(text)
        with suppress(OSError):
            kept.set(name, image, KEPT)
    response = HttpResponse(image, content_type="image/png")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _say_step(change: Change) -> str:
    """Return a sentence in place of words: of a page that went or came back as it was, or of no difference."""
    if change.nature == Nature.GONE:
        said = change.get_absence_display()
        return _("The page went away: the publisher’s server %(said)s.") % {"said": said}
    if change.nature == Nature.RETURNED and change.keeps_text:
        return _("The page is back with the same text as before.")
    described = change.description
    if described.reread == Reread.SAME:
        return _("Read again, this shows no difference: what was recorded was our reading.")
    if not described.removed and not described.added and not described.headline_changed:
        return _("The same words: a passage moved, or only spaces and marks changed.")
    return ""


def _show_context(described: Description) -> str:
    """Return the unchanged words around those that differ, with a gap where these stand."""
    if not described.context_before and not described.context_after:
        return ""
    return f"… {described.context_before} [ … ] {described.context_after} …"


def _say_window(change: Change) -> str:
    """Return between which two looks it happened, in UTC."""
    window = make_window(change.seen_old_at, change.seen_new_at)
    old, new = window.old, window.new
    if window.same_day:
        words = {"old": old.time, "new": new.time, "day": new.day}
        return _("between %(old)s and %(new)s UTC on %(day)s") % words
    words = {"old": old.time, "old_day": old.day, "new": new.time, "new_day": new.day}
    return _("between %(old)s on %(old_day)s and %(new)s on %(new_day)s UTC") % words


def _shorten(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS else f"{words[:LONGEST_WORDS].rstrip()}…"

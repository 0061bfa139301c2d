"""The tags for passing a Change on: a quotation to copy, and the copies an independent web archive may hold."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext

from trackers.models import Change, Source
from trackers.templatetags.invisible import reveal
from trackers.templatetags.moments import Window, make_window
from trackers.templatetags.reading import web_address

register = template.Library()

# The Internet Archive leads to the copy that is nearest to a moment in UTC (RFC 7089, section 4.1.1).
_ARCHIVE = "https://web.archive.org/web/"
_NEAREST = "%Y%m%d%H%M%S"


@dataclass(frozen=True)
class Quotation:
    """What is passed on of a Change: the words before and after, whose they are, where they stand and when they came.

    ``before`` and ``after`` are those of the headline where it changed, or else the strongest words of the text, with
    up to a few unchanged words around them; "" on a side that has none.
    """

    publisher: str
    headline: str
    before: str
    after: str
    url: str
    window: Window
    lang: str
    dir: str

    @property
    def text(self) -> str:
        """The quotation without markup, a line for each thing it says."""
        old, new = self.window.old, self.window.new
        between = gettext("between %(old)s and %(new)s UTC") % {
            "old": f"{old.time}, {old.day}",
            "new": f"{new.time}, {new.day}",
        }
        lines = [
            f"{self.publisher}: {self.headline}",
            gettext("It changed %(window)s.") % {"window": between},
            gettext("Before: %(words)s") % {"words": self.before or gettext("nothing here")},
            gettext("After: %(words)s") % {"words": self.after or gettext("nothing here")},
            self.url,
        ]
        return "\n".join(lines)


def make_quotation(change: Change, source: Source) -> Quotation:
    """Return what is passed on of an edit. Have its Description and both Versions loaded; no query then."""
    described, new = change.description, change.text_after
    before, after = described.headline_before, described.headline_after
    if not described.headline_changed:
        before, after = (
            f"{described.context_before}{words}{described.context_after}" if words else ""
            for words in (described.removed, described.added)
        )
    return Quotation(
        publisher=source.name,
        headline=described.headline_after or change.article.url,
        before=reveal(before.strip()),
        after=reveal(after.strip()),
        url=settings.PUBLIC_URL + change.get_absolute_url(),
        window=make_window(change.seen_old_at, change.seen_new_at),
        lang=new.lang or source.language,
        dir=new.dir,
    )


@register.inclusion_tag("trackers/_quote.html")
def quote_change(change: Change, source: Source) -> dict[str, Any]:
    """Offer a Change for copying, as HTML without script and as plain text."""
    quotation = make_quotation(change, source)
    context = {
        "quotation": quotation,
        "site_name": settings.SITE_NAME,
        "words_lang": get_language() or settings.LANGUAGE_CODE,
    }
    return {"markup": render_to_string("trackers/_quotation.html", context).strip(), "text": quotation.text}


@register.inclusion_tag("trackers/_outbound.html")
def archived(url: str, at: datetime, text: str) -> dict[str, Any]:
    """Show a link to an archive's copy of a page, the one nearest to a moment; mere text for what is no page."""
    address = web_address(url)
    moment = at.astimezone(UTC).strftime(_NEAREST)
    return {"url": web_address(f"{_ARCHIVE}{moment}/{address}") if address else "", "text": text}

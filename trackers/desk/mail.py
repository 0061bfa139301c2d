"""The mail of a digest: plain text, and the same as HTML, with one click to stop (RFC 2369, RFC 8058).

Every word of a publisher in it is hostile: headers carry none, HTML is escaped by the template, plain text keeps to its
lines.
"""

import unicodedata
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trackers.desk.findings import Findings
from trackers.models import Change, Digest, readers_view

LONGEST_WORDS = 240


@dataclass(frozen=True)
class Item:
    """One Change as a mail tells it; ``went`` and ``came`` are words of the article, cut, "" where there are none."""

    headline: str
    publisher: str
    window: str
    kinds: str
    went: str
    came: str
    link: str


def make_mail(digest: Digest, found: Findings, *, token: str) -> EmailMultiAlternatives:
    """Return the mail to a digest's owner, in the site's language. ``token`` is what stops it."""
    # A mail lies about for ever: it never holds what is withheld, whoever gets it.
    with translation.override(settings.LANGUAGE_CODE), readers_view():
        items = [_tell(change, found) for change in found.changes]
        stop = settings.PUBLIC_URL + reverse("stop_digest", args=[token])
        context = {
            "items": items,
            "more": found.more,
            "name": found.queue.name if found.queue else digest.query,
            "is_queue": found.queue is not None,
            "all": settings.PUBLIC_URL + _list_address(digest),
            "stop": stop,
            "site_name": settings.SITE_NAME,
            "lang": settings.LANGUAGE_CODE,
        }
        mail = EmailMultiAlternatives(
            subject=_write_subject(found),
            body=render_to_string("trackers/mail/digest.txt", context),
            to=[digest.owner.email],
            headers={
                "List-Unsubscribe": f"<{stop}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
        )
        mail.attach_alternative(render_to_string("trackers/mail/digest.html", context), "text/html")
    return mail


def _write_subject(found: Findings) -> str:
    """Return the subject: our words and a number alone."""
    count = len(found.changes) + found.more
    words = {"count": count, "site": settings.SITE_NAME}
    if found.queue is not None:
        queue = str(found.queue.name)
        return ngettext(
            "%(site)s: %(count)d new in “%(queue)s”", "%(site)s: %(count)d new in “%(queue)s”", count
        ) % {**words, "queue": queue}
    return ngettext("%(site)s: %(count)d new change", "%(site)s: %(count)d new changes", count) % words


def _tell(change: Change, found: Findings) -> Item:
    described = getattr(change, "description", None)
    if change.is_withheld:
        described = None
    before, after = (described.headline_before, described.headline_after) if described else ("", "")
    headline = f"{before} → {after}" if before and after and before != after else after or before
    kinds = [str(kind.label) for kind in described.kind_words] if described else []
    return Item(
        headline=_("[withheld]") if change.is_withheld else _one_line(headline or change.article.url),
        publisher=_one_line(change.article.source.name),
        window=_("between %(old)s and %(new)s UTC")
        % {"old": f"{change.seen_old_at:%Y-%m-%d %H:%M}", "new": f"{change.seen_new_at:%Y-%m-%d %H:%M}"},
        kinds=", ".join(kinds) or str(change.get_nature_display()),
        went=_one_line(described.removed if described else ""),
        came=_one_line(described.added if described else ""),
        link=settings.PUBLIC_URL + _address(change, found),
    )


def _address(change: Change, found: Findings) -> str:
    """Return where a click leads: the review page in its queue, or what readers see."""
    if found.queue is None:
        return change.get_absolute_url()
    page = reverse("admin:trackers_change_change", args=[change.pk])
    return f"{page}?{urlencode({'queue': found.queue.code})}"


def _list_address(digest: Digest) -> str:
    if digest.queue:
        return f"{reverse('admin:trackers_change_changelist')}?{urlencode({'queue': digest.queue})}"
    return f"{reverse('search')}?{urlencode({'q': digest.query})}"


def _one_line(text: str) -> str:
    """Return a text as one line without anything that steers a terminal or turns the words round it, cut."""
    kept = "".join(
        letter
        if unicodedata.category(letter) not in {"Cc", "Cf", "Zl", "Zp"} or letter in "\u200c\u200d"
        else " "
        for letter in text
    )
    words = " ".join(kept.split())
    return words if len(words) <= LONGEST_WORDS else f"{words[:LONGEST_WORDS].rstrip()}…"

"""What stands in a cell of the admin: quoted text isolated and shortened, outside links harmless, times in UTC.

Everything from outside is escaped by ``format_html``; no word reorders its surroundings (``bdi``).
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django_stubs_ext import StrPromise

from trackers.models import Version
from trackers.text.urls import BadURL, normalise_url

NOTHING = "–"


def quote_text(text: str, *, limit: int = 120) -> str:
    """Return text from outside for a cell, isolated from what stands beside it; a dash for none."""
    if not text.strip():
        return NOTHING
    return format_html("<bdi>{}</bdi>", Truncator(text).chars(limit))


def quote_lines(lines: Iterable[str], *, limit: int = 300) -> str:
    """Return lines from outside for a cell, one paragraph each; a dash for none."""
    quoted = format_html_join(
        "", '<p class="desk-text">{}</p>', ((quote_text(line, limit=limit),) for line in lines)
    )
    return quoted or NOTHING


def tell_lines(*lines: str) -> SafeString | str:
    """Return facts for one cell, one a line; what says nothing is left out.

    A list has no more columns than stand beside Django's sidebars in a window of 1280 pixels.
    """
    kept = ((line,) for line in lines if line and line != NOTHING)
    return format_html_join("", '<div class="desk-fact">{}</div>', kept) or NOTHING


def link_outside(url: str, *, limit: int = 90) -> str:
    """Return a link to a publisher's page that tells it nothing; plain text for what is no web address."""
    try:
        normalise_url(url)
    except BadURL:
        return quote_text(url, limit=limit)
    shown = Truncator(url.partition("://")[2] or url).chars(limit)
    return format_html('<a href="{}" rel="noopener noreferrer nofollow"><bdi>{}</bdi></a>', url, shown)


def link_inside(row: Model, text: str, *, limit: int = 120) -> SafeString:
    """Return a link to a row's page in the admin."""
    return format_html(
        '<a href="{}"><bdi>{}</bdi></a>', change_address(row), Truncator(text).chars(limit) or NOTHING
    )


def link_list(model: type[Model], text: str, **lookups: object) -> SafeString:
    """Return a link to a noun's list in the admin, narrowed to some rows."""
    query = "&".join(f"{name}={value}" for name, value in lookups.items())
    return format_html('<a href="{}?{}">{}</a>', list_address(model), query, text)


def name_field(name: str) -> str:
    """Return what a field of a reading is called; what is none comes back as it is."""
    known = {field.name: field.verbose_name for field in Version._meta.fields}
    return str(known.get(name, name))


def change_address(row: Model) -> str:
    """Return the path of a row's page in the admin."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def list_address(model: type[Model]) -> str:
    """Return the path of a noun's list in the admin."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def moment_of(name: str, words: StrPromise) -> Callable[[Any, Model], str]:
    """Return a method for an admin's class: a column that says a field's moment in UTC."""

    @admin.display(description=words, ordering=name)
    def show(_admin: Any, row: Model) -> str:
        return say_moment(getattr(row, name))

    return show


def say_moment(moment: datetime | None) -> str:
    """Return a moment in UTC to the minute; a dash for none."""
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment is not None else NOTHING

"""A publisher's figures as CSV (RFC 4180): one row a figure, the same numbers as on its page."""

import csv
import io
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import set_response_etag
from django.utils.translation import gettext as _

from trackers.models import Source
from trackers.text.shares import Share
from trackers.text.sheets import escape_cell
from trackers.views.figures import Figure, Figures, reckon_figures
from trackers.views.page import public_page
from trackers.views.period import read_period
from trackers.views.visibility import about_source

HEAD = (
    "publisher", "first_day", "last_day", "figure", "code", "words", "count", "of", "share", "low_95", "high_95",
)  # fmt: skip


@public_page
@about_source
def show_figures(request: HttpRequest, source: Source) -> HttpResponseBase:
    """Answer with the figures of a publisher in a period (``?from= &to=``, or the last ninety days); 400 in words for
    days that cannot be read. Five queries.
    """
    now = timezone.now()
    with translation.override(settings.LANGUAGE_CODE):
        asked = read_period(request.GET, now=now)
        if asked.period is None:
            return HttpResponse(
                "\n".join((*asked.days.errors, "")), status=400, content_type="text/plain; charset=utf-8"
            )
        body = write_figures(reckon_figures(source, asked.period, now=now))
    response = HttpResponse(body, content_type="text/csv; charset=utf-8; header=present")
    response.headers["Content-Language"] = settings.LANGUAGE_CODE
    response.headers["Content-Disposition"] = f'attachment; filename="{source.slug}-figures.csv"'
    set_response_etag(response)
    return response


def write_figures(figures: Figures) -> str:
    """Return the figures as CSV; no cell begins like a formula of a spreadsheet."""
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(HEAD)
    period = figures.period
    for row in _list_rows(figures):
        writer.writerow(
            [escape_cell(figures.source.name), period.first.isoformat(), period.last.isoformat(), *row]
        )
    return page.getvalue()


def _list_rows(figures: Figures) -> Iterator[tuple[str | int, ...]]:
    yield _row("articles_followed", "", _("articles followed"), figures.followed)
    yield _row("looks", "", _("looks at articles"), figures.looks)
    yield _row("looks_that_saw_the_text", "", _("looks that saw the text"), figures.seen)
    yield _row("changes", "", _("changes of a text"), figures.changes)
    yield _row("articles_changed", "", _("articles whose text changed"), figures.changed)
    for name, rows in (("kind", figures.kinds), ("page", figures.absences), ("age", figures.ages)):
        yield from _list_counted(name, rows)
    for each in figures.disclosures:
        yield _row("changes_by_disclosure", each.code, each.words, each.share)


def _list_counted(name: str, rows: tuple[Figure, ...]) -> Iterator[tuple[str | int, ...]]:
    for each in rows:
        words = each.words
        yield _row(f"changes_by_{name}", each.code, words, each.changes)
        yield _row(f"articles_by_{name}", each.code, words, each.share)


def _row(figure: str, code: str, words: str, number: int | Share) -> tuple[str | int, ...]:
    words = escape_cell(words)
    if not isinstance(number, Share):
        return figure, code, words, number, "", "", "", ""
    if number.of is None:
        return figure, code, words, number.hits, number.total, "", "", ""
    doubt = (f"{value:.6f}" for value in (number.of, number.low, number.high))
    return figure, code, words, number.hits, number.total, *doubt

"""One article's page in the admin: its facts, addresses, versions, changes, looks and everything the desk did."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from trackers.admin.cells import (
    NOTHING,
    link_inside,
    link_list,
    link_outside,
    name_field,
    quote_text,
    say_moment,
)
from trackers.admin.looks import read_asked_looks, refresh_while_open, tally_looks
from trackers.admin.takedown import list_withheld
from trackers.models import (
    Article,
    Change,
    Check,
    IncidentArticle,
    Nature,
    Rereading,
    ReviewEvent,
    Version,
    WaitingFor,
)

if TYPE_CHECKING:
    from trackers.admin.article import ArticleAdmin

SHOWN = 20


def show_article(
    model_admin: "ArticleAdmin", request: HttpRequest, object_id: str, show: Callable[..., HttpResponse]
) -> HttpResponse:
    """Return Django's page of an article with everything that belongs to it; ``show`` renders it."""
    article = model_admin.get_object(request, unquote(object_id))
    if article is None or not model_admin.has_view_permission(request, article):
        return show(request, object_id)
    looks = read_asked_looks(article=article)
    context = {
        "acts": model_admin.acts_for(request, article),
        "asked_looks": looks,
        "addresses": [
            (link_outside(row.url, limit=200), row)
            for row in article.urls.select_related("moved_from")[:SHOWN]
        ],
        "joined": [
            link_inside(row, row.headline) for row in article.merged.select_related("latest_version")[:SHOWN]
        ],
        "versions": list_versions(article),
        "changes": list_changes(article),
        "variants": list_variants(article),
        "rereadings": list_rereadings(article),
        "checks": Check.objects.filter(article=article).order_by("-started_at", "-pk")[:SHOWN],
        "look_totals": tally_looks(article=article),
        "events": read_events(article),
        "more_links": [
            link_list(Version, _("All versions"), article__id__exact=article.pk),
            link_list(Change, _("All changes"), article__id__exact=article.pk),
            link_list(Check, _("All looks"), article__id__exact=article.pk),
            link_list(ReviewEvent, _("All events"), article__id__exact=article.pk),
        ],
        "withheld": list_withheld(article),
        "incident": find_incident(request, article),
        "is_public": article.is_public,
        "title": _("Article %(id)d") % {"id": article.pk},
    }
    return refresh_while_open(show(request, object_id, extra_context=context), looks)


def find_incident(request: HttpRequest, article: Article) -> str:
    """Return a link to the incident that a text of the article waits in, for those who may see it; else nothing."""
    if article.waiting_for != WaitingFor.EDITOR or not request.user.has_perm("trackers.view_incident"):
        return ""
    held = IncidentArticle.objects.held().filter(article=article).select_related("incident").order_by("-pk")
    row = held.first()
    return (
        link_inside(row.incident, _("Incident %(id)d") % {"id": row.incident_id}) if row is not None else ""
    )


def list_versions(article: Article) -> list[dict[str, Any]]:
    """Return the latest versions as cells."""
    rows = article.versions.without_text().order_by("-number")[:SHOWN]
    return [
        {
            "number": link_inside(row, str(row.number)),
            "observed_at": say_moment(row.observed_at),
            "headline": quote_text(row.headline),
            "same_as": row.same_text_as_id is not None,
            "is_withheld": row.number in article.withheld_numbers,
        }
        for row in rows
    ]


def list_changes(article: Article) -> list[dict[str, Any]]:
    """Return the latest changes as cells."""
    rows = article.changes.select_related("description").order_by("-seen_new_at", "-pk")[:SHOWN]
    return [
        {
            "link": link_inside(row, _name_step(row)),
            "seen_old_at": say_moment(row.seen_old_at),
            "seen_new_at": say_moment(row.seen_new_at),
            "removed": quote_text(row.description.removed) if hasattr(row, "description") else "",
            "added": quote_text(row.description.added) if hasattr(row, "description") else "",
        }
        for row in rows
    ]


def list_variants(article: Article) -> list[dict[str, Any]]:
    """Return the places that were seen to flip as cells."""
    return [
        {
            "field": name_field(row.field),
            "one": quote_text(row.one, limit=300),
            "other": quote_text(row.other, limit=300),
            "first_seen_at": say_moment(row.first_seen_at),
            "last_seen_at": say_moment(row.last_seen_at),
            "times": row.times,
        }
        for row in article.variants.order_by("-last_seen_at", "-pk")[:SHOWN]
    ]


def list_rereadings(article: Article) -> list[dict[str, Any]]:
    """Return the latest technical re-readings as cells."""
    rows = Rereading.objects.filter(version__article=article).select_related("version")
    rows = rows.only("reason", "made_at", "extractor", "hints", "version__number").order_by("-made_at", "-pk")
    return [
        {
            "number": row.version.number,
            "reason": row.get_reason_display(),
            "made_at": say_moment(row.made_at),
            "extractor": row.extractor,
            "hints": row.hints or NOTHING,
        }
        for row in rows[:SHOWN]
    ]


def _name_step(change: Change) -> str:
    if change.nature == Nature.EDIT:
        return f"{change.from_number} → {change.to_number}"
    return str(Nature(change.nature).label)


def read_events(article: Article) -> Any:
    """Return the latest acts of the desk on an article or on one of its changes."""
    return ReviewEvent.objects.filter(article=article).select_related("change", "annotation")[:SHOWN]

"""The feeds that narrow all changes down: by kind, by label, to what publishers tell of, to what is gone or back."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from trackers.feeds.changes import (
    NEVER,
    ChangesFeed,
    Issue,
    find_turn,
    latest_of,
)
from trackers.feeds.entries import ChangeEntry
from trackers.feeds.lists import list_changes, list_publications
from trackers.feeds.notes import tell_moment
from trackers.feeds.offers import (
    SIGNIFICANT,
    Offer,
    offer_absences,
    offer_disclosed,
    offer_kind,
    offer_label,
    offer_significance,
)
from trackers.models import NOTICES, Change, ChangeKind, Label, Nature, Publication, Significance


class AbsenceChangesFeed(ChangesFeed):
    """Pages that are gone, and pages that are back."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Issue:
        """Return the feed as it stands. Three queries at most."""
        found = Change.objects.public().exclude(nature=Nature.EDIT)
        return _make_issue(offer_absences(), specific="absences", entries=list_changes(found))


class JudgedChangesFeed(ChangesFeed):
    """Feeds whose entries come and go with a judgement: newer rules, or a label taken off, leave no date behind."""

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer by the entity tag alone: by date, a reader would never learn of an entry that came late."""
        response = super().__call__(request, *args, **kwargs)
        del response.headers["Last-Modified"]
        return response


class KindChangesFeed(JudgedChangesFeed):
    """Changes of one kind."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Issue:
        """Return the feed of a kind by its code as it stands; Http404 for none. Three queries at most."""
        if kwargs["kind"] not in ChangeKind.values:
            raise Http404
        kind = ChangeKind(kwargs["kind"])
        found = Change.objects.public().filter(description__kinds__contains=[kind.value])
        return _make_issue(offer_kind(kind), specific=f"kind/{kind.value}", entries=list_changes(found))


class DisclosedChangesFeed(JudgedChangesFeed):
    """Changes of which the publisher's page itself tells."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Issue:
        """Return the feed as it stands. Three queries at most."""
        found = Change.objects.public().filter(description__disclosure__in=NOTICES)
        return _make_issue(offer_disclosed(), specific="disclosed", entries=list_changes(found))


class LabelChangesFeed(JudgedChangesFeed):
    """What the editors have published under one label. What an amendment took from it stays, and says so."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Issue:
        """Return the feed of a label by its code as it stands. Eight queries at most.

        Http404 for a label that readers have never met. One whose notes were all retracted or withheld keeps its feed:
        whoever follows it is not told that it never was.
        """
        bearing = [{"code": kwargs["code"]}]
        label = Label.objects.filter(code=kwargs["code"]).first()
        met = Publication.objects.out().filter(
            labels__contains=bearing,
            change__article__public_since__isnull=False,
        )
        if label is None or not met.exists():
            raise Http404
        found = Publication.objects.newest().told().followed(Q(labels__contains=bearing))
        entries = list_publications(found, say_farewell=partial(_say_unlabelled, label=label))
        return _make_issue(offer_label(label), specific=f"label/{label.pk}", entries=entries)


class SignificanceChangesFeed(JudgedChangesFeed):
    """What the editors have published at a significance or above. What an amendment took from it stays, and says so."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Issue:
        """Return the feed of a significance, 1 to 4, as it stands; Http404 for another. Six queries at most."""
        least = int(kwargs["least"])
        if least not in SIGNIFICANT:
            raise Http404
        found = Publication.objects.newest().told().followed(Q(significance__gte=least))
        entries = list_publications(found, say_farewell=_say_lowered)
        offer = offer_significance(Significance(least))
        return _make_issue(offer, specific=f"significance/{least}", entries=entries)


def _say_lowered(edition: Publication) -> str:
    """Return why an entry is not followed any more by how much it matters; "" where it is."""
    if edition.left_at is None:  # type: ignore[attr-defined]
        return ""
    words = {"moment": _when_left(edition), "number": edition.significance}
    if edition.significance is None:
        return (
            _("Amended on %(moment)s: no significance is given any more, so it is no longer followed here.")
            % words
        )
    return (
        _("Amended on %(moment)s: its significance is now %(number)d, so it is no longer followed here.")
        % words
    )


def _say_unlabelled(edition: Publication, *, label: Label) -> str:
    """Return why an entry is not followed any more under a label; "" where it is."""
    if edition.left_at is None:  # type: ignore[attr-defined]
        return ""
    words = {"moment": _when_left(edition), "label": label.name}
    return (
        _("Amended on %(moment)s: it is no longer labelled “%(label)s”, so it is no longer followed here.")
        % words
    )


def _when_left(edition: Publication) -> str:
    left_at: datetime = edition.left_at  # type: ignore[attr-defined]
    return tell_moment(left_at, zone=edition.change.article.source.timezone)


def _make_issue(offer: Offer, *, specific: str, entries: list[ChangeEntry]) -> Issue:
    return Issue(
        title=offer.title,
        description=offer.holds,
        path=offer.page,
        route=offer.route,
        arguments=offer.arguments,
        specific=specific,
        entries=entries,
        updated=latest_of(entries, turn=find_turn(), since=NEVER),
    )

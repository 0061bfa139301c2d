"""The feeds that narrow all changes down: by kind, by label, to what publishers tell of, to what is gone or back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from trackers.feeds.changes import (
    NEVER,
    ChangesFeed,
    Issue,
    find_turn,
    latest_of,
    list_changes,
    list_publications,
)
from trackers.feeds.entries import ChangeEntry
from trackers.feeds.offers import (
    SIGNIFICANT,
    Offer,
    offer_absences,
    offer_disclosed,
    offer_kind,
    offer_label,
    offer_significance,
)
from trackers.models import Change, ChangeKind, Disclosure, Label, Nature, Publication, Significance

# What tells readers of a change; a newer date alone does not.
TELLING = (
    Disclosure.UPDATE_NOTE,
    Disclosure.EDITORS_NOTE,
    Disclosure.CLARIFICATION,
    Disclosure.CORRECTION,
    Disclosure.RETRACTION,
)


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
        found = Change.objects.public().filter(description__disclosure__in=TELLING)
        return _make_issue(offer_disclosed(), specific="disclosed", entries=list_changes(found))


class LabelChangesFeed(JudgedChangesFeed):
    """What the editors have published under one label."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Issue:
        """Return the feed of a label by its code as it stands. Five queries at most.

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
        found = Publication.objects.newest().told().filter(labels__contains=bearing)
        return _make_issue(offer_label(label), specific=f"label/{label.pk}", entries=list_publications(found))


class SignificanceChangesFeed(JudgedChangesFeed):
    """What the editors have published at a significance or above."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Issue:
        """Return the feed of a significance, 1 to 4, as it stands; Http404 for another. Three queries at most."""
        least = int(kwargs["least"])
        if least not in SIGNIFICANT:
            raise Http404
        found = Publication.objects.newest().told().filter(significance__gte=least)
        return _make_issue(
            offer_significance(Significance(least)),
            specific=f"significance/{least}",
            entries=list_publications(found),
        )


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

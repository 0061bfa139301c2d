"""What feeds there are for anybody to follow: the list behind the page of feeds, its OPML, and the feeds' own titles.

An article's feed is offered on the article's page alone: there are too many of them for a list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Func, JSONField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from trackers.models import ChangeKind, Label, Publication, Significance, Source

# A feed of what does not matter at all would be one of everything.
SIGNIFICANT = [step for step in Significance if step > Significance.NONE]


@dataclass(frozen=True)
class Offer:
    """One feed that can be followed, in the language that is active where it was made.

    ``name`` is what a list calls it, ``subject`` what its own title says behind the site's name, ``holds`` a sentence.
    ``page`` is the path of the page it belongs to; ``route`` and ``arguments`` name its address, but for the form.
    """

    name: str
    subject: str
    holds: str
    page: str
    route: str
    arguments: tuple[Any, ...] = ()
    has_json: bool = False

    @property
    def title(self) -> str:
        """What the feed is called where it stands among those of other sites."""
        return _("%(site)s: %(subject)s") % {"site": settings.SITE_NAME, "subject": self.subject}

    @property
    def atom(self) -> str:
        """The path of the feed as Atom."""
        return reverse(f"{self.route}_atom", args=self.arguments)

    @property
    def rss(self) -> str:
        """The path of the feed as RSS."""
        return reverse(f"{self.route}_rss", args=self.arguments)

    @property
    def json(self) -> str:
        """The path of the feed as JSON Feed, "" where it is not written in that form."""
        return reverse(f"{self.route}_json", args=self.arguments) if self.has_json else ""


@dataclass(frozen=True)
class Shelf:
    """Feeds of one sort with the heading they stand under."""

    code: str
    heading: str
    offers: Sequence[Offer]


def list_shelves(*, most_sources: int | None = None) -> list[Shelf]:
    """Return every feed there is, the general ones first; shelves without a feed are left out. Three queries.

    ``most_sources`` cuts the publishers, by name; None is all of them.
    """
    shelves = [
        Shelf(
            "general", _("To begin with"), [offer_all(), offer_picks(), offer_disclosed(), offer_absences()]
        ),
        Shelf("kinds", _("By kind of change"), [offer_kind(kind) for kind in ChangeKind]),
        Shelf(
            "significance",
            _("By how much it matters"),
            [offer_significance(step) for step in SIGNIFICANT],
        ),
        Shelf("labels", _("By what our editors call it"), [offer_label(label) for label in _list_labels()]),
        Shelf(
            "publishers", _("By publisher"), [offer_source(source) for source in _list_sources(most_sources)]
        ),
    ]
    return [shelf for shelf in shelves if shelf.offers]


def offer_all() -> Offer:
    """Return the feed of every change."""
    return Offer(
        name=_("All changes"),
        subject=_("all changes"),
        holds=_("Every change that is found, of every publisher."),
        page=reverse("front"),
        route="changes",
        has_json=True,
    )


def offer_picks() -> Offer:
    """Return the feed of what the editors have published something about."""
    return Offer(
        name=_("Editors’ picks"),
        subject=_("annotated changes"),
        holds=_(
            "The changes that our editors have written a note about: far fewer, and looked at by a person."
        ),
        page=reverse("front"),
        route="annotated",
        has_json=True,
    )


def offer_disclosed() -> Offer:
    """Return the feed of changes of which the publisher's own page tells."""
    return Offer(
        name=_("Corrections and notices"),
        subject=_("corrections and notices"),
        holds=_(
            "Changes that the article itself tells its readers of: by a correction, a clarification, "
            "an editor’s note, an update note or a retraction."
        ),
        page=reverse("feeds"),
        route="disclosed",
    )


def offer_absences() -> Offer:
    """Return the feed of pages that went and pages that came back."""
    return Offer(
        name=_("Gone and back"),
        subject=_("pages gone and back"),
        holds=_("Articles whose page is gone, and articles whose page is back."),
        page=reverse("feeds"),
        route="absences",
    )


def offer_kind(kind: ChangeKind) -> Offer:
    """Return the feed of a kind of change."""
    return Offer(
        name=capfirst(str(kind.label)),
        subject=_("changes of the kind “%(kind)s”") % {"kind": kind.label},
        holds=_("Changes of the kind “%(kind)s”, of every publisher.") % {"kind": kind.label},
        page=f"{reverse('front')}?kind={kind.value}",
        route="kind",
        arguments=(kind.value,),
    )


def offer_significance(least: Significance) -> Offer:
    """Return the feed of what editors found to matter so much at least."""
    word = least.word
    return Offer(
        name=_("At least %(number)d, %(word)s") % {"number": least, "word": word},
        subject=_("changes that matter: at least “%(word)s”") % {"word": word},
        holds=_("Changes that our editors found to be at least “%(word)s”, on a scale from 0 to 4.")
        % {"word": word},
        page=reverse("feeds"),
        route="significance",
        arguments=(int(least),),
    )


def offer_label(label: Label) -> Offer:
    """Return the feed of a label that editors put on changes."""
    return Offer(
        name=label.name,
        subject=_("changes labelled “%(label)s”") % {"label": label.name},
        holds=_("Changes that our editors have labelled “%(label)s”.") % {"label": label.name},
        page=reverse("feeds"),
        route="label",
        arguments=(label.code,),
    )


def offer_source(source: Source) -> Offer:
    """Return the feed of a publisher's changes."""
    return Offer(
        name=source.name,
        subject=_("changes at %(publisher)s") % {"publisher": source.name},
        holds=_("What articles of %(publisher)s said before and what they say now.")
        % {"publisher": source.name},
        page=source.get_absolute_url(),
        route="source",
        arguments=(source.slug,),
    )


def _list_labels() -> list[Label]:
    """Return the labels that something public bears: a word that no reader has met yet would mean nothing."""
    each = Func("labels", function="jsonb_array_elements", output_field=JSONField())
    borne = Publication.objects.public().order_by().values_list(KeyTextTransform("code", each)).distinct()
    return list(Label.objects.filter(code__in=[code for (code,) in borne]).order_by("position", "name", "pk"))


def _list_sources(most: int | None) -> list[Source]:
    rows = Source.objects.public().only("name", "slug", "uuid").order_by(Lower("name"), "pk")
    return list(rows if most is None else rows[:most])

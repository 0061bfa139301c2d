"""Any two Versions of an Article side by side; for neighbours, the page of the Change between them."""

from dataclasses import dataclass
from http import HTTPStatus

from django.db.models import Exists, F, Max, Subquery
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from trackers.models import Article, Change, ReadText, Version
from trackers.views.comparing import compare_texts
from trackers.views.limiting import spend_on_page
from trackers.views.numbers import LARGEST, read_number
from trackers.views.page import public_page
from trackers.views.shareimage import find_share_image
from trackers.views.timeline import tell_meanwhile
from trackers.views.viewing import read_viewing
from trackers.views.visibility import (
    about_record,
    public_versions,
    read_annotations,
    shows_whole_texts,
)

# Columns of a reading that no page of two texts shows.
_UNREAD = tuple(
    f"{side}__{name}"
    for side in ("from_version", "to_version")
    for name in (
        "share_headline", "section", "date_published", "date_modified", "roles", "credits", "notices", "pointers",
        "lead_image", "places", "confidence", "doubts", "extractor", "hints", "text_hash",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """Two Versions, and of neighbours the Change between them with the numbers of the Changes before and after it.

    ``has_others`` tells whether readers may see a further Version of the Article, ``same_as`` to which earlier one the
    text went back.
    """

    old: Version
    new: Version
    has_others: bool
    change: Change | None = None
    same_as: int | None = None
    previous: tuple[int, int] | None = None
    following: tuple[int, int] | None = None


@public_page
@about_record
def show_change(request: HttpRequest, article: Article, old: int, new: int) -> HttpResponseBase:
    """Show what differs between two Versions: every paragraph, or with ``?show=changed`` only the changed passages.

    Side by side where there is room and in one text where not, or as ``?view=beside`` and ``?view=inline`` ask.
    What a replay read otherwise is shown as it is read today; ``?read=recorded`` shows what decided instead.
    The pair is read in its order (301 otherwise); a Version with itself is 404. Pairs that are no neighbours have no
    annotations, ask not to be indexed and are limited for each address. Costs one comparison: milliseconds; two
    seconds for the longest we read.
    """
    if old == new or max(old, new) > LARGEST:
        raise Http404
    if old > new:
        return HttpResponsePermanentRedirect(reverse("change", args=[article.pk, new, old]))
    viewing = read_viewing(request, may_show_whole=shows_whole_texts(article))
    is_step = new == old + 1
    if not is_step:
        spend_on_page(request)
    pair = _find_neighbours(article, new=new) if is_step else _find_pair(article, old=old, new=new)
    change = pair.change
    before, after = _choose_texts(pair, as_recorded=viewing.as_recorded)
    table = compare_texts(
        before,
        after,
        old=pair.old,
        new=pair.new,
        source=article.source,
        viewing=viewing,
        annotations=read_annotations(change) if change else (),
    )
    return render(
        request,
        "trackers/change.html",
        {
            "article": article,
            "source": article.source,
            "old": pair.old,
            "new": pair.new,
            "change": change,
            "has_others": pair.has_others,
            "same_as": pair.same_as,
            "viewing": viewing,
            "table": table,
            "comparison": table.comparison,
            "share": find_share_image(change, article.source),
            "meanwhile": tell_meanwhile(change) if change else [],
            "previous": pair.previous,
            "next": pair.following,
            "noindex": change is None or article.merged_into_id is not None,
        },
    )


@public_page
@about_record
def choose_pair(request: HttpRequest, article: Article) -> HttpResponseBase:
    """Lead from the form that asks for two Versions to their page; from one Version asked for twice to that one.

    400 with the form and what was asked for where there are no two such Versions.
    """
    if not request.GET:
        return redirect(article)
    asked = [read_number(request.GET.get(side, "")) for side in ("old", "new")]
    numbers = sorted(number for number in asked if number is not None)
    last = public_versions(article).aggregate(last=Max("number"))["last"]
    if last is None:
        raise Http404
    if len(numbers) != 2 or numbers[1] > last:
        context = {"article": article, "source": article.source, "asked": asked, "last": last}
        return render(request, "trackers/no_pair.html", context, status=HTTPStatus.BAD_REQUEST)
    old, new = numbers
    if old == new:
        return redirect("version", article.pk, old)
    return redirect("change", article.pk, old, new)


@require_safe
def redirect_diff(
    _request: HttpRequest, article_id: int, old: int, new: int
) -> HttpResponsePermanentRedirect:
    """Lead from the original's address of a comparison to ours; whether there is one is answered there."""
    return HttpResponsePermanentRedirect(reverse("change", args=[article_id, min(old, new), max(old, new)]))


def _find_neighbours(article: Article, *, new: int) -> Pair:
    """Return the two Versions that an announced Change joins, with it; raise Http404 where there is none. One query."""
    edits = Change.objects.announced().edits().filter(article=article)
    if article.withheld_numbers:
        edits = edits.readable()
    later = edits.filter(to_number__gt=new).order_by("to_number").values("to_number")
    # What few Changes have, readings made anew, is asked for by those that have it: every column costs every page.
    rows = edits.filter(to_number=new).select_related("from_version", "to_version", "description")
    change = (
        rows.defer(*_UNREAD)
        .annotate(
            has_previous=Exists(edits.filter(to_number=new - 1)),
            later=Subquery(later[:1]),
            same_as=F("to_version__same_text_as__number"),
        )
        .first()
    )
    if change is None or change.to_version is None:
        raise Http404
    beside = vars(change)
    return Pair(
        change.from_version,
        change.to_version,
        # Readers may see the first Version, and what an announced Change leads from and to.
        has_others=new > 2 or beside["later"] is not None,
        change=change,
        same_as=beside["same_as"],
        previous=(new - 2, new - 1) if beside["has_previous"] else None,
        following=(new, new + 1) if beside["later"] == new + 1 else None,
    )


def _find_pair(article: Article, *, old: int, new: int) -> Pair:
    """Return any two Versions that readers may see; raise Http404 for others. One query."""
    others = public_versions(article).exclude(number__in=[old, new])
    rows = public_versions(article).filter(number__in=[old, new])
    versions = {version.number: version for version in rows.annotate(has_others=Exists(others))}
    if len(versions) != 2:
        raise Http404
    return Pair(versions[old], versions[new], has_others=vars(versions[new])["has_others"])


def _choose_texts(pair: Pair, *, as_recorded: bool) -> tuple[ReadText, ReadText]:
    """Return the two texts to compare: of neighbours those of their Change, of others the Versions as they are."""
    if pair.change is None:
        return pair.old, pair.new
    return (pair.change.text_before, pair.new) if as_recorded else pair.change.texts_shown

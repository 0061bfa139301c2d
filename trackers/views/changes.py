"""Any two Versions of an Article side by side; for neighbours, the page of the Change between them."""

from typing import Any

from django.db.models import Exists
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from trackers.models import Article, Change, ReadText, Version
from trackers.text.compare import compare
from trackers.views.lines import make_comparison
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


@public_page
@about_record
def show_change(request: HttpRequest, article: Article, old: int, new: int) -> HttpResponseBase:
    """Show what differs between two Versions: every paragraph, or with ``?show=changed`` only the changed passages.

    Side by side where there is room and in one text where not, or as ``?view=beside`` and ``?view=inline`` ask.
    What a replay read otherwise is shown as it is read today; ``?read=recorded`` shows what decided instead.
    The pair is read in its order (301 otherwise); a Version with itself is 404. Pairs that are no neighbours have no
    annotations and ask not to be indexed. Costs one comparison: milliseconds, at most about a second.
    """
    if old == new or max(old, new) > LARGEST:
        raise Http404
    if old > new:
        return HttpResponsePermanentRedirect(reverse("change", args=[article.pk, new, old]))
    others = public_versions(article).exclude(number__in=[old, new])
    rows = public_versions(article).filter(number__in=[old, new]).select_related("same_text_as")
    versions = {version.number: version for version in rows.annotate(has_others=Exists(others))}
    if len(versions) != 2:
        raise Http404
    change = _find_change(article, old=old, new=new)
    viewing = read_viewing(request, may_show_whole=shows_whole_texts(article))
    before, after = _choose_texts(change, versions[old], versions[new], as_recorded=viewing.as_recorded)
    return render(
        request,
        "trackers/change.html",
        {
            "article": article,
            "source": article.source,
            "old": versions[old],
            "new": versions[new],
            "change": change,
            "viewing": viewing,
            "comparison": make_comparison(compare(before.text, after.text), whole=viewing.whole),
            "share": find_share_image(change, article.source),
            "noindex": change is None or article.merged_into_id is not None,
            **(_look_around(change) if change else {}),
        },
    )


@public_page
@about_record
def choose_pair(request: HttpRequest, article: Article) -> HttpResponseBase:
    """Lead from the form that asks for two Versions to their page; from one Version asked for twice to that one."""
    asked = (read_number(request.GET.get(side, "")) for side in ("old", "new"))
    numbers = sorted(number for number in asked if number is not None)
    if len(numbers) != 2:
        return redirect(article)
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


def _find_change(article: Article, *, old: int, new: int) -> Change | None:
    """Return the Change between neighbours, None between others; raise Http404 for one that is not announced."""
    if new != old + 1:
        return None
    rows = Change.objects.announced().edits().filter(article=article, to_number=new)
    # Each side of the join is empty for all but the few Changes that were read again.
    change = rows.select_related(
        "from_reading", "description__before_reading", "description__after_reading"
    ).first()
    if change is None:
        raise Http404
    return change


def _choose_texts(
    change: Change | None, old: Version, new: Version, *, as_recorded: bool
) -> tuple[ReadText, ReadText]:
    """Return the two texts to compare: of neighbours those of their Change, of others the Versions as they are."""
    if change is None:
        return old, new
    change.from_version, change.to_version = old, new
    return (change.text_before, new) if as_recorded else change.texts_shown


def _look_around(change: Change) -> dict[str, Any]:
    beside = (
        Change.objects.announced()
        .readable()
        .edits()
        .filter(
            article_id=change.article_id, from_number__in=[change.from_number - 1, change.from_number + 1]
        )
    )
    found = {other.from_number: other for other in beside}
    return {
        "annotations": read_annotations(change),
        "meanwhile": tell_meanwhile(change),
        "previous": found.get(change.from_number - 1),
        "next": found.get(change.from_number + 1),
    }

"""A page that was gone, and a page that is back: each a Change with an address of its own."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from trackers.models import Article, Change, Nature
from trackers.views.comparing import compare_texts
from trackers.views.numbers import LARGEST
from trackers.views.page import public_page
from trackers.views.shareimage import find_share_image
from trackers.views.timeline import tell_meanwhile
from trackers.views.viewing import read_viewing
from trackers.views.visibility import (
    about_article,
    answer_for_change,
    read_annotations,
    shows_whole_texts,
)


@public_page
@about_article
def show_gone(request: HttpRequest, article: Article, number: int) -> HttpResponseBase:
    """Show that an Article's page was gone, for the ``number``-th time: between which looks, what the server said, and
    the last text there was, where the Source's texts are shown whole.
    """
    found = _find_absences(article, number)
    change = found.get(Nature.GONE)
    if change is None:
        return answer_for_change(request, article, _announced(article, number, Nature.GONE))
    context = {
        "version": change.from_version,
        "comes_back": found.get(Nature.RETURNED),
        "whole": shows_whole_texts(article),
        **_describe(article, change),
    }
    return render(request, "trackers/gone.html", context)


@public_page
@about_article
def show_return(request: HttpRequest, article: Article, number: int) -> HttpResponseBase:
    """Show that an Article's page came back: between which looks, after which disappearance, and what differs across
    the gap: every paragraph, or with ``?show=changed`` only the changed passages. Costs one comparison.
    """
    found = _find_absences(article, number)
    change = found.get(Nature.RETURNED)
    if change is None:
        return answer_for_change(request, article, _announced(article, number, Nature.RETURNED))
    viewing = read_viewing(request, may_show_whole=shows_whole_texts(article))
    old, new = change.from_version, change.text_after
    described = _describe(article, change)
    table = (
        None
        if change.keeps_text
        else compare_texts(
            old,
            new,
            old=old,
            new=new,
            source=article.source,
            viewing=viewing,
            annotations=described["annotations"],
        )
    )
    context = {
        "old": old,
        "new": new,
        "went": found.get(Nature.GONE),
        "table": table,
        "comparison": table and table.comparison,
        "viewing": viewing,
        "whole": viewing.may_show_whole,
        **described,
    }
    return render(request, "trackers/returned.html", context)


def _find_absences(article: Article, number: int) -> dict[Nature, Change]:
    """Return the announced disappearance and return that bear a number, each by its nature. One query."""
    if number > LARGEST:
        return {}
    rows = Change.objects.public().absences().filter(article=article, disappearance=number)
    return {
        Nature(row.nature): row for row in rows.select_related("from_version", "to_version", "description")
    }


def _announced(article: Article, number: int, nature: Nature) -> QuerySet[Change]:
    return Change.objects.announced().filter(
        article=article, nature=nature, disappearance=min(number, LARGEST)
    )


def _describe(article: Article, change: Change) -> dict[str, Any]:
    return {
        "article": article,
        "source": article.source,
        "change": change,
        "annotations": read_annotations(change),
        "meanwhile": tell_meanwhile(change),
        "share": find_share_image(change, article.source),
    }

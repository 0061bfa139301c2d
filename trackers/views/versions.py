"""One Version of an Article as it was read."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from trackers.models import Article
from trackers.views.comparing import compare_texts
from trackers.views.numbers import LARGEST
from trackers.views.page import public_page
from trackers.views.viewing import read_viewing
from trackers.views.visibility import about_record, public_versions, shows_whole_texts


@public_page
@about_record
def show_version(request: HttpRequest, article: Article, number: int) -> HttpResponseBase:
    """Show one Version, whole or, where the Source's texts are not shown whole, what changed to make it."""
    if number > LARGEST:
        raise Http404
    versions = public_versions(article)
    version = versions.filter(number=number).select_related("same_text_as").first()
    if version is None:
        raise Http404
    short = versions.without_text()
    earlier, later = short.filter(number__lt=number).last(), short.filter(number__gt=number).first()
    whole = shows_whole_texts(article)
    viewing = read_viewing(request, may_show_whole=whole)
    table = (
        None
        if whole or earlier is None
        else compare_texts(earlier, version, old=earlier, new=version, source=article.source, viewing=viewing)
    )
    return render(
        request,
        "trackers/version.html",
        {
            "article": article,
            "source": article.source,
            "version": version,
            "earlier": earlier,
            "later": later,
            "noindex": article.merged_into_id is not None,
            "whole": whole,
            "viewing": viewing,
            "table": table,
            "comparison": table and table.comparison,
        },
    )

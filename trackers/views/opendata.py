"""Open data: the releases there are, what each column means, and their files.

A file is served by what the row of its release says and by nothing else: an address names a release and a file of it,
and no path is made of what is not in that row.
"""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from trackers.models import Dump
from trackers.models.opendata import TABLES
from trackers.views.page import public_page

MOST_RELEASES = 60
_TYPES = {".gz": "application/gzip", ".json": "application/json", ".txt": "text/plain; charset=utf-8"}


@public_page
def list_releases(request: HttpRequest) -> HttpResponseBase:
    """Show the releases, the newest with its files, and what each column means. One query."""
    releases = list(Dump.objects.ready()[:MOST_RELEASES]) if settings.OPEN_DATA_DIR else []
    name, _space, address = settings.OPEN_DATA_LICENCE.partition(" ")
    context = {
        "newest": releases[0] if releases else None,
        "earlier": releases[1:],
        "tables": TABLES,
        "is_off": not settings.OPEN_DATA_DIR,
        "licence": {"name": name, "address": address} if name else None,
        "here": "data",
    }
    return render(request, "trackers/data.html", context)


@public_page
def send_file(request: HttpRequest, release: str, name: str) -> HttpResponseBase:
    """Send a file of a release; 404 for what its row does not name, or what is not there any more. One query."""
    if not settings.OPEN_DATA_DIR:
        raise Http404
    row = get_object_or_404(Dump.objects.ready(), name=release)
    known = row.find_file(name)
    if known is None:
        raise Http404
    etag = quote_etag(known["sha256"][:32])
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    try:
        file = (Path(settings.OPEN_DATA_DIR) / row.name / known["name"]).open("rb")
    except OSError as error:
        raise Http404 from error
    response = FileResponse(file, as_attachment=True, filename=f"{row.name}-{known['name']}")
    response.headers["Content-Type"] = _TYPES.get(Path(known["name"]).suffix, "application/octet-stream")
    response.headers["ETag"] = etag
    return response

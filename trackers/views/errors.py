"""The pages for what cannot be shown: 400, 403, 404, 410, 429, 451 and 500, all in neutral words."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language


def answer_gone(request: HttpRequest) -> HttpResponse:
    """Answer 410: it was public once and is not now; the reason is the desk's own."""
    return render(request, "410.html", status=410)


def answer_legally_withheld(request: HttpRequest, *, authority: str = "") -> HttpResponse:
    """Answer 451 (RFC 7725): it cannot be shown for legal reasons, on the demand of an ``authority`` that is named.

    ``blocked-by`` names who carries the demand out (section 4), which is this site.
    """
    response = render(request, "451.html", {"authority": authority}, status=451)
    response.headers["Link"] = f'<{settings.PUBLIC_URL}/>; rel="blocked-by"'
    return response


def answer_too_many(request: HttpRequest, *, seconds: int) -> HttpResponse:
    """Answer 429 (RFC 6585): it can be asked for again in some seconds."""
    response = render(request, "429.html", {"seconds": seconds}, status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, for Django's handler400."""
    return _answer_plainly("400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403, for Django's handler403."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404, for Django's handler404."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, for Django's handler500, without database, session or the static files' manifest."""
    return _answer_plainly("500.html", status=500)


def _answer_plainly(template: str, *, status: int) -> HttpResponse:
    context = {
        "page_lang": get_language() or settings.LANGUAGE_CODE,
        "site_name": settings.SITE_NAME,
        "stylesheet": f"{settings.STATIC_URL}site.css",
    }
    return HttpResponse(render_to_string(template, context), status=status)

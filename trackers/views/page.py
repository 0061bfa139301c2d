"""What every public page has in common: it only looks, it may be kept for a minute, a session's copy by nobody else."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from trackers.views.errors import answer_too_many
from trackers.views.limiting import TooManyError

ParamsT = ParamSpec("ParamsT")
# Short, so that a withheld article is gone from shared caches within a minute too.
MAX_AGE = 60


def public_page(
    view: Callable[Concatenate[HttpRequest, ParamsT], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Answer GET and HEAD only (405 otherwise) and say how long the page may be kept and by whom (RFC 9111).

    A view that costs much calls ``spend_on_page`` first; who asks for too many is answered with 429 here.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: ParamsT.args, **kwargs: ParamsT.kwargs) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except TooManyError as error:
            return answer_too_many(request, seconds=error.seconds)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            patch_cache_control(response, private=True, no_cache=True)
        else:
            patch_cache_control(response, public=True, max_age=MAX_AGE)
        patch_vary_headers(response, ["Cookie"])
        return response

    return require_safe(answer)

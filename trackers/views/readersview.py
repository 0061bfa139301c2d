"""Every request is a reader's, whose texts come without what is withheld, until it turns out to be the desk's."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from trackers.models import leave_readers_view, readers_view

# The doors of those who work here.
_DESK = frozenset({"admin", "django_rq"})


class ReadersView:
    """Middleware: answers with the readers' view on, and off where the address belongs to the admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the readers' view on."""
        with readers_view():
            return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> None:
        """Turn it off at the desk's doors, which ask for an account before they show anything."""
        match = request.resolver_match
        if match is not None and _DESK.intersection([*match.app_names, *match.namespaces]):
            leave_readers_view()

"""The page for a reader who knows nothing of this site yet."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from trackers.views.page import public_page


@public_page
def show_about(request: HttpRequest) -> HttpResponseBase:
    """Show what this is, how it looks at pages, what a window is, and where to complain."""
    context = {
        "user_agent": settings.USER_AGENT,
        "contact_link": _find_link(settings.CONTACT),
        "here": "about",
    }
    return render(request, "trackers/about.html", context)


def _find_link(contact: str) -> str:
    """Return what a contact links to: itself if it is an address of the web, ``mailto:`` for an e-mail address."""
    if contact.startswith(("https://", "http://")):
        return contact
    try:
        validate_email(contact)
    except ValidationError:
        return ""
    return f"mailto:{contact}"

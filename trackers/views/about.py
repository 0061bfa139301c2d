"""The page for a reader who knows nothing of this site yet."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from trackers.templatetags.site import contact_link
from trackers.views.page import public_page


@public_page
def show_about(request: HttpRequest) -> HttpResponseBase:
    """Show what this is, how it looks at pages, what a window is, and where to complain."""
    context = {
        "user_agent": settings.USER_AGENT,
        "contact_link": contact_link(settings.CONTACT),
        "here": "about",
    }
    return render(request, "trackers/about.html", context)

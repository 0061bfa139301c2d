"""The context processor: what every page knows about this installation."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the site's name, where complaints go (or ""), the language of our words, this page's public address."""
    return {
        "site_name": settings.SITE_NAME,
        "contact": settings.CONTACT,
        "page_lang": get_language() or settings.LANGUAGE_CODE,
        "page_dir": "rtl" if get_language_bidi() else "ltr",
        "page_url": settings.PUBLIC_URL + request.path,
    }

"""The context processor: what every page knows about this installation."""

from functools import cache
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the site's name, whom to write to (or ""), the language of our words, this page's public address."""
    return {
        "site_name": settings.SITE_NAME,
        "contact": settings.CONTACT,
        "page_lang": get_language() or settings.LANGUAGE_CODE,
        "page_dir": "rtl" if get_language_bidi() else "ltr",
        "page_url": settings.PUBLIC_URL + request.path,
        "write_link": write_link(settings.CONTACT, about=settings.PUBLIC_URL + request.path),
    }


def contact_link(contact: str) -> str:
    """Return what a contact links to: itself if it is an address of the web, ``mailto:`` for an e-mail address."""
    if contact.startswith(("https://", "http://")):
        return contact
    return f"mailto:{contact}" if _is_mail_address(contact) else ""


def write_link(contact: str, *, about: str) -> str:
    """Return a link by which a reader writes a mail whose subject is a page's address; "" where no mail can be sent."""
    return f"mailto:{contact}?subject={quote(about, safe='')}" if _is_mail_address(contact) else ""


@cache
def _is_mail_address(contact: str) -> bool:
    try:
        validate_email(contact)
    except ValidationError:
        return False
    return True

"""Pages as tests look at them: parsed, and as the words a reader sees."""

from typing import Any

from django.test import Client
from lxml import html


def ask(path: str, *, status: int = 200, **extra: Any) -> html.HtmlElement:
    """The parsed page behind a path, which must answer with a status."""
    response = Client().get(path, **extra)
    assert response.status_code == status, (path, response.status_code)
    return html.document_fromstring(response.content)


def words(element: html.HtmlElement) -> str:
    """All text of an element, runs of white space as one space."""
    return " ".join(element.text_content().split())


def read(path: str, *, status: int = 200) -> str:
    """What the main part of a page says."""
    return words(ask(path, status=status).cssselect("main")[0])


def links(page: html.HtmlElement) -> list[str]:
    """The targets of a page's links, in order."""
    return [str(link.get("href")) for link in page.cssselect("main a")]

"""Finds an Article by one of its addresses, as it was copied from a browser."""

import re

from trackers.models import Article, ArticleURL
from trackers.text.urls import BadURL, address_key, normalise_url

# A host with a dot and a path, without a space: "gazette.example/news/ferry".
_BARE = re.compile(r"\A[^\s/:\"]{1,100}\.[^\s/:\"]{2,63}/\S{0,1900}\Z")
_LONGEST = 2000


def read_address(typed: str) -> str | None:
    """Return the web address that was typed, None where it is something else."""
    typed = typed.strip()
    if len(typed) > _LONGEST or any(character.isspace() for character in typed):
        return None
    if not typed.lower().startswith(("http://", "https://")):
        if not _BARE.match(typed):
            return None
        typed = f"https://{typed}"
    try:
        return normalise_url(typed)
    except BadURL:
        return None


def find_article(address: str) -> Article | None:
    """Return the public Article that answered at an address, or at one that differs in nothing that matters.

    One query. What is withheld, private or was never read is not found, as if nobody followed it.
    """
    row = ArticleURL.objects.filter(key=address_key(address), article__in=Article.objects.public()).first()
    return Article.objects.get(pk=row.article_id) if row is not None else None

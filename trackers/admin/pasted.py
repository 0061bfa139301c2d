"""An address pasted into the search of a list: the articles that were met there, whatever its tracking parameters."""

from trackers.models import ArticleURL
from trackers.text.urls import BadURL, address_key


def find_pasted(words: str) -> list[int] | None:
    """Return the keys of the Articles at an address; None where words are searched for. One query for an address."""
    address = words.strip()
    if "\x00" in address or not address.startswith(("http://", "https://")):
        return None
    try:
        key = address_key(address)
    except BadURL:
        return []
    return list(ArticleURL.objects.filter(key=key).values_list("article", flat=True))

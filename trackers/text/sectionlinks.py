"""The section pages a home page leads to: the links of its navigation, as far as their addresses look like sections."""

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from trackers.text.entries import FeedKind, FeedLink
from trackers.text.fronts import is_front, is_home
from trackers.text.headline import is_hidden, text_of
from trackers.text.sections import NO_STORY
from trackers.text.tidy import tidy
from trackers.text.urls import BadURL, address_key, normalise_url
from trackers.text.webpage import WebPage

MOST_SECTIONS = 30
MOST_LINKS = 2000
LONGEST_NAME = 40
_FRAMES = frozenset({"nav", "header"})
_FILE = re.compile(r"\.[a-z0-9]{2,5}$", re.IGNORECASE)


def find_section_links(page: WebPage) -> tuple[FeedLink, ...]:
    """Return the section pages that a page's navigation names, in its order, each once, at most 30.

    Taken are links on the same site, in a navigation or header, with a short name and a path of one plain word, or two;
    what newspapers' service pages are commonly called is left out.
    """
    here, found = address_key(page.url), dict[str, FeedLink]()
    site = here.partition("/")[0]
    for count, link in enumerate(page.tree.iter("a")):
        if count >= MOST_LINKS or len(found) >= MOST_SECTIONS:
            break
        try:
            url = normalise_url(link.get("href", ""), base=page.base)
            key = address_key(url)
        except BadURL:
            continue
        if key == here or key in found or key.partition("/")[0] != site or not _is_section_path(url):
            continue
        name = tidy(text_of(link))
        if name and len(name) <= LONGEST_NAME and _stands_in_navigation(link) and not is_hidden(link):
            found[key] = FeedLink(url, FeedKind.PAGE, name)
    return tuple(found.values())


def _is_section_path(url: str) -> bool:
    parts = urlsplit(url)
    steps = [step.lower() for step in parts.path.split("/") if step]
    if parts.query or is_home(url) or len(steps) > 2 or _FILE.search(parts.path):
        return False
    return all(step not in NO_STORY and is_front(f"https://section.example/{step}/") for step in steps)


def _stands_in_navigation(link: HtmlElement) -> bool:
    return any(
        element.tag in _FRAMES or element.get("role") == "navigation" for element in link.iterancestors()
    )

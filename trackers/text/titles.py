"""What a page calls its article in its head, where the name of the site is often part of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from trackers.text.elements import first_of
from trackers.text.jsonld import ArticleData
from trackers.text.places import Place
from trackers.text.tidy import tidy

_LONGEST_TITLE = 500
_MARK = re.compile(r" [|–—·»\-] | ?:: ?")
_META_HEADLINES = ("headline", "dc.title", "sailthru.title", "parsely-title")
_SHORTEST = 6
_LETTERS = re.compile(r"\w")


@dataclass(frozen=True)
class Titles:
    """The titles in a page's head: `share_headline` is what it tells social networks, "" where it tells nothing.

    `share_place` is where that is from, `document` the title of the document, `sites` the names of the site, folded.
    """

    share_headline: str = ""
    share_place: Place = Place.NONE
    stated: tuple[str, ...] = ()
    document: str = ""
    sites: frozenset[str] = field(default_factory=frozenset)

    def all(self) -> list[str]:
        """Return every title the article may have; the document's also in parts, from which ever side one counts."""
        marks = list(_MARK.finditer(self.document))[:20]
        heads = [self.document[: mark.start()] for mark in reversed(marks)]
        tails = [self.document[mark.end() :] for mark in marks]
        titles = (self.share_headline, *self.stated, self.document, *heads, *tails)
        return [title for title in dict.fromkeys(map(tidy, titles)) if title]

    def names_site(self, text: str) -> bool:
        """Return whether a text is a name of the site and no title that the page gives its article."""
        return text.casefold() in self.sites and text not in (self.share_headline, *self.stated)

    def may_be_headline(self, text: str) -> bool:
        """Return whether a title is long enough for a headline and no name of the site."""
        return len(_LETTERS.findall(text)) >= _SHORTEST and text.casefold() not in self.sites

    def best(self) -> tuple[str, Place]:
        """Return the title that stands in for a headline which is nowhere shown, and its place."""
        if self.share_headline:
            return self.share_headline, self.share_place
        if self.stated:
            return self.stated[0], Place.META
        title = self.document
        for mark in reversed(list(_MARK.finditer(title))):
            if title[mark.end() :].casefold() in self.sites:
                return title[: mark.start()], Place.TITLE
        return title, Place.TITLE if title else Place.NONE


def read_titles(tree: HtmlElement, data: ArticleData, metas: Mapping[str, str]) -> Titles:
    """Return the titles that a page's head and its JSON-LD hold."""
    shared = first_of(metas, "og:title", "twitter:title")
    element = tree.find(".//title")
    sites = (metas.get("og:site_name", ""), metas.get("application-name", ""), data.publisher)
    return Titles(
        share_headline=shared or data.headline,
        share_place=Place.META if shared else Place.JSON_LD if data.headline else Place.NONE,
        stated=tuple(metas[name] for name in _META_HEADLINES if name in metas),
        document=tidy(element.text or "")[:_LONGEST_TITLE] if element is not None else "",
        sites=frozenset(name.casefold() for name in sites if name),
    )

"""From the items of a Feed, whatever its form, to its Entries: absolute addresses, each once, plain text,
not too many."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from trackers.text.dates import EARLIEST
from trackers.text.entries import LONGEST_CATEGORY, LONGEST_TITLE, MOST_CATEGORIES, MOST_ENTRIES, Entry
from trackers.text.tidy import tidy
from trackers.text.urls import BadURL, key_of, normalise_url

_LONGEST_MARKUP = 20_000


@dataclass
class Collection:
    """Entries as they are read, and what was wrong with those that could not be taken."""

    entries: dict[str, Entry] = field(default_factory=dict)
    without_address: int = 0

    def add(
        self,
        link: object,
        *,
        base: str,
        title: str = "",
        categories: Iterable[str] = (),
        published: datetime | None = None,
    ) -> None:
        """Take an item up unless its link is no web address or was there before under another form."""
        try:
            url = normalise_url(link if isinstance(link, str) else "", base=base)
            key = key_of(url)
        except BadURL:
            self.without_address += 1
            return
        words = dict.fromkeys(word for name in categories if (word := tidy(name)[:LONGEST_CATEGORY]))
        entry = Entry(
            url=url,
            title=tidy(title)[:LONGEST_TITLE],
            categories=tuple(words)[:MOST_CATEGORIES],
            published=published,
        )
        self.entries.setdefault(key, entry)

    def newest(self) -> tuple[Entry, ...]:
        """Return the Entries in order, at most 5,000: those with the latest dates, then those listed
        first."""
        entries = list(self.entries.values())
        if len(entries) <= MOST_ENTRIES:
            return tuple(entries)
        ranked = sorted(
            range(len(entries)), key=lambda place: entries[place].published or EARLIEST, reverse=True
        )
        return tuple(entries[place] for place in sorted(ranked[:MOST_ENTRIES]))

    def problems(self) -> list[str]:
        """Return sentences about what was left out."""
        found = []
        if self.without_address:
            found.append(f"Entries without a web address were left out: {self.without_address}.")
        if len(self.entries) > MOST_ENTRIES:
            found.append(f"Only {MOST_ENTRIES} of {len(self.entries)} addresses were taken up, the newest.")
        return found


def text_of_markup(markup: str) -> str:
    """Return the words of a piece of HTML as one tidied line, scripts and styles left out."""
    if "<" not in markup and "&" not in markup:
        return tidy(markup)
    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True
    )
    source = f"<html><body><div>{tidy(markup[:_LONGEST_MARKUP])}</div></body></html>"
    try:
        tree = document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return ""
    etree.strip_elements(tree, "script", "style", with_tail=False)
    return tidy(" ".join(tree.itertext()) if tree.find(".//p") is not None else "".join(tree.itertext()))

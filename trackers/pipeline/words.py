"""Words: the sentences of the text room in the language of whoever reads them.

`trackers.text` knows no Django and says in plain English why a response is no article and no list. Each of its
sentences stands here once more, marked, so that translators find it; a stage turns it into the active language on
its way to a Check, a Feed or an editor.
"""

import re
from collections.abc import Iterable

from django.utils.translation import gettext, gettext_noop

from trackers.text.hinted import MISSED

REASONS = (
    gettext_noop("This is a PDF file, not a web page."),
    gettext_noop("This is an image, not a web page."),
    gettext_noop("This is an image, sound or video file, not a web page."),
    gettext_noop("This is a sound or video file, not a web page."),
    gettext_noop("This is a sound file, not a web page."),
    gettext_noop("This is an archive or office document, not a web page."),
    gettext_noop("This is compressed data, not a web page."),
    gettext_noop("This is a program, not a web page."),
    gettext_noop("This is a video, not a web page."),
    gettext_noop("This is data (JSON), not a web page."),
    gettext_noop("This is a feed, not an article."),
    gettext_noop("This page is larger than 10 MB."),
    gettext_noop("The characters of this page cannot be read: its charset is unknown."),
    gettext_noop("This page is empty."),
    gettext_noop("This is a feed or sitemap, not an article."),
    gettext_noop("This page is a set of frames without a text of its own."),
    gettext_noop("The server says that this is no web page."),
    gettext_noop("This page cannot be parsed."),
    gettext_noop("The elements of this page are nested too deeply."),
    gettext_noop("This page has too many elements."),
    gettext_noop("A paragraph of this page has too many parts."),
    gettext_noop("An element of this page has too many attributes."),
    gettext_noop("No paragraphs of an article were found on this page."),
    gettext_noop("This page has no headline."),
    gettext_noop("The article is longer than we read."),
    gettext_noop("Reading this took too long."),
    gettext_noop("Reading this needs more memory than it may use."),
    gettext_noop("Reading this failed."),
    gettext_noop("This file is larger than 5 MB."),
    gettext_noop("The characters of this file cannot be read: its charset is unknown."),
    gettext_noop("This XML is not OPML."),
    gettext_noop("This file lists more than 5000 feeds."),
    gettext_noop("This file lists no feeds."),
    gettext_noop("This file is cut off."),
    gettext_noop("This is a file of another kind, not a feed."),
    gettext_noop("The characters of this feed cannot be read: its charset is unknown or wrong."),
    gettext_noop("This is empty."),
    gettext_noop("This is plain text, not a feed."),
    gettext_noop("This is a broken gzip file."),
    gettext_noop("This is compressed more than once."),
    gettext_noop("This is a web page, not a sitemap."),
    gettext_noop("This is a web page, not a feed."),
    gettext_noop("This XML is neither a feed nor a sitemap."),
    gettext_noop("The characters of this document cannot be read: its charset is unknown or wrong."),
    gettext_noop("The feed is cut off: only the entries before the break were read."),
    gettext_noop("The feed is not well-formed; what could be read was read."),
    gettext_noop("This XML is neither RSS nor Atom."),
    gettext_noop("This feed is too broken to be read."),
    gettext_noop("The sitemap is cut off: only the addresses before the break were read."),
    gettext_noop("This is plain text, not a feed and not a list of addresses."),
    gettext_noop("The values of this JSON are nested too deeply."),
    gettext_noop("This JSON is broken or cut off."),
    gettext_noop("This is JSON, but not a JSON Feed."),
    gettext_noop("This is not XML."),
    gettext_noop("The elements of this document are nested too deeply."),
    gettext_noop("This document has too many elements."),
    gettext_noop("This document defines its own entities, which is not let in."),
    gettext_noop("An address is missing, too long, or holds characters that no address has."),
    gettext_noop("Only addresses that start with http:// or https:// can be followed."),
    gettext_noop("An address needs a host."),
    gettext_noop("The host or port of this address is broken."),
    gettext_noop("This address is too long."),
    gettext_noop("An address with a user name or password is not followed."),
    gettext_noop("Port 0 cannot be connected to."),
    gettext_noop("The host of this address is broken."),
    gettext_noop("An address with a zone is not followed."),
    gettext_noop("The site asks visitors to prove that they are no robots before it shows this page."),
    gettext_noop("The site answered with an error page."),
    gettext_noop("The site asks visitors to agree to its terms before it shows this page."),
    gettext_noop("A paywall cuts this article off."),
    gettext_noop("The site asks visitors to log in before it shows this page."),
    gettext_noop("The page says that there is nothing at this address."),
    gettext_noop("The address leads to a front page now, not to an article."),
)
# The same with figures in them, which the text room writes out as digits.
REASONS_WITH_FIGURES = (
    gettext_noop("This is larger than %(most)s MB."),
    gettext_noop("The feed is very long: only its first %(most)s entries were read."),
    gettext_noop("Entries without a web address were left out: %(count)s."),
    gettext_noop("Only %(taken)s of %(found)s addresses were taken up, the newest."),
    gettext_noop("Sitemaps without a web address were left out of this index: %(count)s."),
)
_PLACE = re.compile(r"%\\\((\w+)\\\)s")


def _shape(template: str) -> re.Pattern[str]:
    return re.compile(_PLACE.sub(r"(?P<\1>[0-9]+)", re.escape(template)))


_SHAPES = tuple((template, _shape(template)) for template in REASONS_WITH_FIGURES)


def translate_reason(sentence: str) -> str:
    """Return a sentence of the text room in the active language; one that is not known comes back as it is."""
    if sentence in REASONS:
        return gettext(sentence)
    for template, shape in _SHAPES:
        if found := shape.fullmatch(sentence):
            return gettext(template) % found.groupdict()
    return sentence


# Why a text is looked at a second time before it is a version, in the order of telling.
_SMELLS = {
    "incident": gettext_noop(
        "Many articles of this publisher change alike; an editor decides whether that is news."
    ),
    "returns_again": gettext_noop(
        "An earlier text is back once more; it becomes a version if it still stands in a day."
    ),
    "returns": gettext_noop(
        "An earlier text is back; it becomes a version if it still stands in some hours."
    ),
    "flipped": gettext_noop("This place has flipped before; what it says now has to stand for some hours."),
    "alone": gettext_noop(
        "The headline differs and nothing else; it may be one of two on trial and has to stand for some hours."
    ),
    "turns": gettext_noop("A slot on the page is filled anew at every look; the article is the same."),
    "pointers": gettext_noop("Only links to other pages were exchanged; the article is the same."),
    "template": gettext_noop("The text differs and the page is built anew; a second look has to see it too."),
    "doubtful": gettext_noop("The text differs but was not read well; a second look has to see it too."),
    "reduced": gettext_noop("Much of the text is gone; a second look has to see it too."),
}


def tell_smells(smells: Iterable[str]) -> str:
    """Return in one sentence why a text is not a version yet."""
    codes = set(smells)
    for code, sentence in _SMELLS.items():
        if code in codes:
            return gettext(sentence)
    return gettext("The text differs; a second look has to see it too.")


# What lowers a reading's confidence, by the codes of `trackers.text.health`.
_DOUBTS = {
    "collapse": gettext_noop("much of the page's text was not read"),
    "disagreement": gettext_noop("a second reader found other text"),
    "listing": gettext_noop("most lines are links, as on a list of stories"),
    "many_links": gettext_noop("more than half of it is links"),
    "no_prose": gettext_noop("there is no sentence in it"),
    "short": gettext_noop("it is short"),
    "two_articles": gettext_noop("there is another article on the page"),
    "wide": gettext_noop("a second reader found less"),
    MISSED: gettext_noop("a hint found nothing"),
}


def tell_doubts(doubts: Iterable[str]) -> str:
    """Return in words what lowers a reading's confidence; a code that is not known stands as it is."""
    told = []
    for doubt in doubts:
        code, _, field = doubt.partition(":")
        words = gettext(_DOUBTS[code]) if code in _DOUBTS else code
        told.append(f"{words} ({field})" if field else words)
    return "; ".join(told)

"""Small pieces of HTML that both designs of the paper use, all of them escaping what they are given."""

import json
from collections.abc import Iterable
from datetime import datetime
from html import escape

from newswatch.demo.paper import NAME, Edition, Page
from newswatch.demo.story import SECTIONS

# Names for what a story's furniture is chosen by; every load takes the next.
ADVERTS = (
    "Brandwick’s Oilskins: wet since 1871.",
    "Is your umbrella insured? Vell & County can help.",
    "Night school: learn to splice, to caulk, to apologise.",
    "The Anchor and Compass. Soup, and no music.",
    "Holt’s Removals. We carried the organ.",
)


def when(moment: datetime, *, css: str) -> str:
    """Return a `time` element (HTML Living Standard 4.5.14) in the paper's own spelling, UTC."""
    spelt = f"{moment.day} {moment:%B %Y, %H:%M} UTC"
    return f'<time class="{css}" lang="en" dir="ltr" datetime="{moment.isoformat()}">{spelt}</time>'


def ago(moment: datetime, *, now: datetime) -> str:
    """Return how long ago something was in the words of a web page: “2 minutes ago”."""
    minutes = max(0, int((now - moment).total_seconds() // 60))
    if minutes < 60:
        return "just now" if minutes == 0 else f"{minutes} minute{'s' if minutes > 1 else ''} ago"
    return f"{minutes // 60} hour{'s' if minutes >= 120 else ''} ago"


def paragraphs(texts: Iterable[str]) -> str:
    """Return one `p` element for each text."""
    return "\n".join(f"<p>{escape(text)}</p>" for text in texts)


def linked_data(page: Page, *, address: str) -> str:
    """Return the article's description for machines: JSON-LD with schema.org's NewsArticle."""
    description = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.text.headline,
        "description": page.text.standfirst,
        "inLanguage": page.lang,
        "articleSection": SECTIONS[page.section],
        "datePublished": page.date_published.isoformat(),
        "dateModified": page.date_modified.isoformat(),
        "author": [{"@type": "Person", "name": name} for name in page.text.byline],
        "publisher": {"@type": "NewsMediaOrganization", "name": NAME, "url": f"{address}/"},
        "mainEntityOfPage": f"{address}{page.path}",
        "image": f"{address}/pictures/{page.slug}.svg",
    }
    # A closing tag inside a string would end the script element (HTML Living Standard 4.12.1.3).
    text = json.dumps(description, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def head(page: Page, *, address: str, stylesheet: str) -> str:
    """Return the `head` element of an article."""
    title, summary = escape(page.text.headline), escape(page.text.standfirst)
    return f"""<head>
<meta charset="utf-8">
<title>{title} – {NAME}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="{summary}">
<meta property="og:type" content="article">
<meta property="og:site_name" content="{NAME}">
<meta property="og:title" content="{title}">
<meta property="og:description" content="{summary}">
<meta property="og:url" content="{address}{page.path}">
<meta property="article:published_time" content="{page.date_published.isoformat()}">
<meta property="article:modified_time" content="{page.date_modified.isoformat()}">
<meta property="article:section" content="{SECTIONS[page.section]}">
<link rel="canonical" href="{address}{page.path}">
<link rel="alternate" type="application/rss+xml" title="{NAME}" href="/feeds/all.rss">
<link rel="stylesheet" href="{stylesheet}">
{linked_data(page, address=address)}
</head>"""


def links(pages: Iterable[Page]) -> str:
    """Return a list item with a link for each article."""
    return "\n".join(
        f'<li><a href="{page.path}" lang="{page.lang}" dir="{page.dir}">{escape(page.text.headline)}</a></li>'
        for page in pages
    )


def picked(edition: Edition, *, load: int, besides: Page, count: int) -> tuple[Page, ...]:
    """Return other articles, different ones on every load: “most read” and “more like this”."""
    others = [page for page in edition.pages if page.slug != besides.slug]
    return tuple(others[(load * 7 + place * 5) % len(others)] for place in range(min(count, len(others))))

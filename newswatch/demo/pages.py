"""The paper's pages: an article in two designs, sections, the front page and what the press says of itself.

The article's own words depend on the edition alone. Round about them stands what a real page has:
navigation, counts, an advert, the most read, “updated 2 minutes ago”. That is worked out from `load`, which
number of request it is, and differs on every load.
"""

from datetime import datetime
from html import escape

from newswatch.demo.live import LIVE
from newswatch.demo.markup import ADVERTS, ago, head, links, paragraphs, picked, when
from newswatch.demo.paper import NAME, Edition, Page
from newswatch.demo.script import EDITS, REDESIGN
from newswatch.demo.story import SECTIONS

MOTTO = "Tide tables, truth and small advertisements"


def article(page: Page, *, edition: Edition, load: int, now: datetime, address: str) -> str:
    """Return an article as HTML, in the design its section has at the moment."""
    design = _modern if page.modern else _classic
    return design(page, edition=edition, load=load, now=now, address=address)


def _classic(page: Page, *, edition: Edition, load: int, now: datetime, address: str) -> str:
    text = page.text
    names = " and ".join(f'<a rel="author" href="/about">{escape(name)}</a>' for name in text.byline)
    return f"""<!DOCTYPE html>
<html lang="{page.lang}" dir="{page.dir}">
{head(page, address=address, stylesheet="/style.css")}
<body class="classic">
{_masthead()}
<main>
<article class="story">
<header>
<p class="kicker"><a href="/{page.section}/">{SECTIONS[page.section]}</a></p>
<h1 class="headline">{escape(text.headline)}</h1>
<p class="standfirst">{escape(text.standfirst)}</p>
<p class="byline">{names}</p>
<p class="dateline">{
        when(page.date_published, css="published")
    } <span class="updated" lang="en" dir="ltr">Updated {ago(page.date_modified, now=now)}</span></p>
</header>
<div class="share" role="group" lang="en" dir="ltr"><a href="/share">Share ({
        131 + load * 3
    })</a> <a href="/comments">{17 + load} comments</a></div>
<figure>
<img src="/pictures/{page.slug}.svg" width="960" height="540" alt="">
<figcaption>{escape(text.caption)}</figcaption>
</figure>
<div class="article-body">
{paragraphs(text.paragraphs)}
</div>
</article>
</main>
<aside class="most-read sidebar">
<h2 lang="en">Most read</h2>
<ol>
{links(picked(edition, load=load, besides=page, count=5))}
</ol>
</aside>
<aside class="advert" lang="en" dir="ltr">
<p>Advertisement: {ADVERTS[load % len(ADVERTS)]}</p>
</aside>
{_footer()}
</body>
</html>
"""


def _modern(page: Page, *, edition: Edition, load: int, now: datetime, address: str) -> str:
    text = page.text
    return f"""<!DOCTYPE html>
<html lang="{page.lang}" dir="{page.dir}">
{head(page, address=address, stylesheet="/modern.css")}
<body class="c-page">
<div class="c-bar"><a class="c-bar__logo" href="/">Courier</a>
<nav class="c-bar__nav" aria-label="Sections"><ul>{_section_items()}</ul></nav></div>
<div class="c-promo" role="complementary"><a href="/about">{ADVERTS[(load + 2) % len(ADVERTS)]}</a></div>
<main class="c-main" id="content">
<article class="c-article" data-load="{load}">
<figure class="c-article__media">
<picture><img src="/pictures/{page.slug}.svg" width="1200" height="675" alt=""></picture>
<figcaption>{escape(text.caption)}</figcaption>
</figure>
<header class="c-article__head">
<h1 class="c-article__title headline">{escape(text.headline)}</h1>
<p class="c-article__summary standfirst">{escape(text.standfirst)}</p>
<div class="c-article__meta byline">{
        " and ".join(f'<a rel="author" href="/about">{escape(name)}</a>' for name in text.byline)
    }
</div>
<div class="c-article__meta dates">{when(page.date_published, css="c-date")} · {
        max(2, len(text.paragraphs) // 2)
    } min read · {900 + load} people are reading this</div>
</header>
<section class="c-article__text article-body">
{paragraphs(text.paragraphs)}
</section>
</article>
</main>
<nav class="c-related related" aria-label="More like this">
<h2>More like this</h2>
<ul>
{links(picked(edition, load=load + 3, besides=page, count=6))}
</ul>
</nav>
<footer class="c-foot"><small>{NAME}. Page put together {ago(page.date_modified, now=now)}.</small></footer>
</body>
</html>
"""


def section(name: str, *, edition: Edition, load: int, now: datetime) -> str:
    """Return a section's page, or the front page for `all`: every article in it with its standfirst."""
    title = NAME if name == "all" else f"{SECTIONS[name]} – {NAME}"
    feed = f"/feeds/{name}"
    items = "\n".join(
        f'<li lang="{page.lang}" dir="{page.dir}">'
        f'<h2><a href="{page.path}">{escape(page.text.headline)}</a></h2>'
        f"<p>{escape(page.text.standfirst)}</p><p>{when(page.date_published, css='published')}</p></li>"
        for page in edition.section(name)
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="alternate" type="application/rss+xml" title="{title} (RSS)" href="{feed}.rss">
<link rel="alternate" type="application/atom+xml" title="{title} (Atom)" href="{feed}.atom">
<link rel="stylesheet" href="/style.css">
</head>
<body class="classic">
{_masthead()}
<main>
<p class="dateline">Updated {ago(edition.changed_at, now=now)}</p>
<ul class="river">
{items}
</ul>
</main>
<aside class="advert"><p>Advertisement: {ADVERTS[load % len(ADVERTS)]}</p></aside>
{_footer()}
</body>
</html>
"""


def about() -> str:
    """Return the page on which the press owns up to being invented and to all it does to its stories."""
    rows = "\n".join(
        f"<tr><td>{edit.at:g}</td><td>{escape(edit.story)}</td><td>{escape(edit.what)}</td></tr>"
        for edit in EDITS
    )
    return _plain(
        "About this newspaper",
        f"""<p>{NAME} does not exist. Its city, its people and everything that happens to them are invented,
so that Newswatch has something to follow on your own machine.</p>
<p>Like other newspapers it edits its stories after they are published, mostly without saying so. It does so
on a script, which begins when somebody reads the first article:</p>
<table><thead><tr><th>Second</th><th>Story</th><th>What happens</th></tr></thead>
<tbody>
{rows}
</tbody></table>
<p>At second {REDESIGN.at:g} the section “{REDESIGN.section}” gets entirely new pages, and not a word of it
changes. From second 95 on these stories take turns, for ever: {", ".join(LIVE)}.</p>""",
    )


def notice(title: str, sentence: str) -> str:
    """Return a short page for a reader who cannot have what was asked for."""
    return _plain(title, f"<p>{escape(sentence)}</p>")


def _plain(title: str, body: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{escape(title)} – {NAME}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/style.css">
</head>
<body class="classic">
{_masthead()}
<main>
<h1>{escape(title)}</h1>
{body}
</main>
{_footer()}
</body>
</html>
"""


def _section_items() -> str:
    return "".join(f'<li><a href="/{slug}/">{name}</a></li>' for slug, name in SECTIONS.items())


def _masthead() -> str:
    return f"""<div class="masthead" role="banner" lang="en" dir="ltr">
<a href="/">{NAME}</a>
<span>{MOTTO}</span>
<nav aria-label="Sections"><ul>{_section_items()}</ul></nav>
</div>"""


def _footer() -> str:
    return f"""<footer class="imprint" lang="en" dir="ltr"><small>© {NAME}, Hawser Lane, Vellmouth.
<a href="/about">About this newspaper</a> <a href="/private/notebook">Subscribers’ notebook</a>
<a href="/feeds/all.rss">RSS</a></small></footer>"""

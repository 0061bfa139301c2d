"""The paper's lists for machines: RSS 2.0, Atom (RFC 4287) and robots.txt (RFC 9309).

The RSS feed leads to its articles by addresses with tracking parameters, as most papers' do; Atom gives
them clean. Both name an article by one permanent `tag:` id (RFC 4151), so a reader can see that the two are
the same.
"""

from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from newswatch.demo.paper import NAME, Edition, Page
from newswatch.demo.story import SECTIONS

TRACKING = "utm_source=courier&utm_medium=rss&utm_campaign="
_TAG = "tag:vellmouth-courier.invalid,2019:"


def story_id(page: Page) -> str:
    """Return the permanent id of an article: it holds neither host nor headline."""
    return f"{_TAG}{page.section}/{page.slug}"


def rss(name: str, *, edition: Edition, address: str) -> str:
    """Return the RSS 2.0 feed of a section, or of the whole paper for `all`."""
    items = "\n".join(_item(page, name=name, address=address) for page in edition.section(name))
    own = f"{address}/feeds/{name}.rss"
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>{escape(_title(name))}</title>
<link>{address}{_home(name)}</link>
<description>{escape(_title(name))}: the newest stories</description>
<language>en</language>
<lastBuildDate>{_rfc822(edition.changed_at)}</lastBuildDate>
<atom:link rel="self" type="application/rss+xml" href={quoteattr(own)}/>
{items}
</channel>
</rss>
"""


def atom(name: str, *, edition: Edition, address: str) -> str:
    """Return the Atom feed of a section, or of the whole paper for `all`."""
    entries = "\n".join(_entry(page, address=address) for page in edition.section(name))
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>{_TAG}{name}</id>
<title>{escape(_title(name))}</title>
<updated>{edition.changed_at.replace(microsecond=0).isoformat()}</updated>
<author><name>{NAME}</name></author>
<link rel="self" type="application/atom+xml" href="{address}/feeds/{name}.atom"/>
<link rel="alternate" type="text/html" href="{address}{_home(name)}"/>
{entries}
</feed>
"""


def robots() -> str:
    """Return the paper's robots.txt: everything may be read but the subscribers' corner."""
    return """User-agent: *
Disallow: /private/
Disallow: /share
Disallow: /comments

User-agent: Newswatch
Disallow: /private/
Allow: /
"""


def _item(page: Page, *, name: str, address: str) -> str:
    link = f"{address}{page.path}?{TRACKING}{name}"
    names = "".join(f"<dc:creator>{escape(author)}</dc:creator>" for author in page.text.byline)
    return f"""<item>
<title>{escape(page.text.headline)}</title>
<link>{escape(link)}</link>
<guid isPermaLink="false">{story_id(page)}</guid>
<pubDate>{_rfc822(page.date_published)}</pubDate>
<category>{SECTIONS[page.section]}</category>
{names}
<description>{escape(escape(page.text.standfirst, {'"': "&quot;"}))}</description>
</item>"""


def _entry(page: Page, *, address: str) -> str:
    names = "".join(f"<author><name>{escape(author)}</name></author>" for author in page.text.byline)
    return f"""<entry xml:lang="{page.lang}">
<id>{story_id(page)}</id>
<title>{escape(page.text.headline)}</title>
<link rel="alternate" type="text/html" href="{address}{page.path}"/>
<published>{page.date_published.isoformat()}</published>
<updated>{page.date_modified.replace(microsecond=0).isoformat()}</updated>
{names}
<category term="{page.section}" label="{SECTIONS[page.section]}"/>
<summary>{escape(page.text.standfirst)}</summary>
</entry>"""


def _title(name: str) -> str:
    return NAME if name == "all" else f"{NAME}: {SECTIONS[name]}"


def _home(name: str) -> str:
    return "/" if name == "all" else f"/{name}/"


def _rfc822(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)

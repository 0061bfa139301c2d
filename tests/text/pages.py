"""Builds the pages of an invented newspaper, so that each test shows only what it is about."""

import json
from html import escape
from typing import Any

URL = "https://gazette.example/harbour/ferry-late"
HEADLINE = "Island ferry stays in port for a third day"
PARAGRAPHS = (
    "The ferry to Little Skerry did not sail on Monday, the harbour office said, because the wind had broken two of"
    " its mooring ropes during the night.",
    "About 140 passengers were offered rooms in the town. The operator expects to sail again on Wednesday morning, if"
    " the forecast holds and new ropes arrive in time.",
    "“We do not take risks with people,” said Ada Quill, who has run the harbour for eleven years. “The island has"
    " bread and milk for a week.”",
    "The last time the crossing was closed for three days was in the winter of 2011, when ice blocked the entrance to"
    " the inner harbour.",
)


def page(
    *paragraphs: str,
    headline: str = HEADLINE,
    head: str = "",
    over: str = "",
    under: str = "",
    foot: str = "",
    html_attributes: str = 'lang="en-GB"',
) -> bytes:
    """Return a page whose article holds the given paragraphs (the usual four when none are given), as UTF-8.

    `over` stands before the h1, `under` between it and the first paragraph, `foot` behind the last, inside
    the article.
    """
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or map(escape, PARAGRAPHS))
    return f"""<!doctype html>
<html {html_attributes}><head><meta charset="utf-8"><title>{escape(headline)} | Gazette</title>{head}</head>
<body><nav><ul><li><a href="/">Front page</a></li><li><a href="/harbour/">Harbour</a></li></ul></nav>
<main><article>{over}<h1>{headline}</h1>{under}
{body}
{foot}</article></main>
<footer><p>© The Gazette. All rights reserved. <a href="/terms">Terms of use</a></p></footer></body></html>""".encode()


def json_ld(data: Any) -> str:
    """Return a script element of JSON-LD."""
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'

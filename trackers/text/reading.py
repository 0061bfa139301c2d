"""Reading a response: parsed once, judged once, and extracted only where the article may have changed.

What a look needs to know of a page, in one call, so that it can be asked of another process.
"""

from collections.abc import Sequence

from trackers.text.article import read_parsed
from trackers.text.directives import read_directives
from trackers.text.extraction import (
    MOST_LETTERS,
    MOST_PARAGRAPHS,
    Extraction,
    Reading,
    ReadingState,
    UnreadableArticle,
    unreadable,
)
from trackers.text.fingerprint import is_known, take_fingerprint
from trackers.text.hinted import find_hinted
from trackers.text.hints import NO_HINTS, Hints
from trackers.text.selectors import leave_out
from trackers.text.surroundings import read_surroundings
from trackers.text.walls import judge_page
from trackers.text.webpage import parse_page

__all__ = ["Reading", "ReadingState", "read_page"]


def read_page(
    body: bytes,
    *,
    url: str,
    content_type: str = "",
    status: int = 200,
    headers: Sequence[tuple[str, str]] = (),
    asked_url: str = "",
    agent: str = "",
    known: str = "",
    hints: Hints = NO_HINTS,
) -> Reading:
    """Return what a response says as an article, or that it says what it said before, or why it says nothing.

    `url` is the address the response came from, `asked_url` the one that was asked for, `agent` the name robots know
    us by ("newswatch"), `known` the fingerprint of the last reading: where it still fits, nothing is extracted. `hints`
    are those of the page's Source. Never raises for what is the page's fault. The same bytes always give the same
    Reading under the same hints.
    """
    try:
        page = parse_page(body, url=url, content_type=content_type)
    except UnreadableArticle as error:
        return unreadable(error.reason)
    # What a page asks of robots counts even where an editor leaves it out.
    directives = read_directives(page.tree, headers, agent)
    leave_out(page.tree, hints.leave_out)
    judgement = judge_page(page, status=status, headers=headers, asked_url=asked_url or url, final_url=url)
    if judgement is not None:
        return Reading(ReadingState(judgement.kind), directives=directives, reason=judgement.sentence)
    hinted = find_hinted(page.tree, hints)
    around = read_surroundings(page, hinted)
    if known and is_known(page, around, known, hints):
        return Reading(ReadingState.SAME, fingerprint=known, directives=directives)
    try:
        extraction = read_parsed(page, around, hinted)
        _refuse_endless(extraction)
    except UnreadableArticle as error:
        return unreadable(error.reason, directives=directives)
    return Reading(
        ReadingState.READ,
        extraction=extraction,
        fingerprint=take_fingerprint(page, around, extraction, hints),
        directives=directives,
    )


def _refuse_endless(extraction: Extraction) -> None:
    parts = (extraction.headline, extraction.standfirst, *extraction.paragraphs, *extraction.captions)
    if len(parts) > MOST_PARAGRAPHS or sum(map(len, parts)) > MOST_LETTERS:
        raise UnreadableArticle("The article is longer than we read.")

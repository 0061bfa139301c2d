"""The text before, as it would read today, without what our reading, pointers or a new template explain."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from trackers.text.deciding.sides import strip_marked, turn_pointers, undo_switches
from trackers.text.deciding.templates import undo_template
from trackers.text.deciding.values import Cause, Evidence, Memory, Rendition, lines_of
from trackers.text.extraction import Extraction
from trackers.text.places import Place
from trackers.text.tidy import ArticleText

# A day, in whatever time zone, and the night in which nobody looked.
_DAY_IS_OVER = timedelta(hours=48)
# Places of data that readers do not see.
_UNSEEN = frozenset({Place.JSON_LD.value, Place.META.value, Place.TITLE.value})


@dataclass(frozen=True)
class Before:
    """The text before as it would read today, why that differs from the basis, and whether the pages are built alike.

    `pointers` are the lines of both texts that only link to another page.
    """

    text: ArticleText
    cause: Cause | None
    pointers: frozenset[str]
    same_template: bool = True


def read_before(memory: Memory, rendition: Rendition, *, at: datetime, evidence: Evidence) -> Before:
    """Return the basis as it would read today."""
    basis, cause, places = memory.basis, None, memory.places
    pointers = memory.pointers | rendition.pointers
    assert basis is not None
    after = rendition.text
    if memory.reader != rendition.reader and (reread := evidence.read_older()) is not None:
        places = reread.extraction.places
        lines, marked = reread.extraction.paragraphs, frozenset(reread.furniture)
        again = strip_marked(reread.text, lines=lines, marked=marked, own=frozenset(after.paragraphs))
        if again != basis:
            cause = Cause.EXTRACTOR if memory.reader[0] != rendition.reader[0] else Cause.HINTS
        basis, pointers = again, pointers | reread.pointers
        if basis == after:
            return Before(basis, cause, pointers)
    if (turned := _turn_pointers(basis, pointers, memory, rendition, at, evidence)) != basis:
        basis, cause = turned, cause or Cause.POINTERS
        if basis == after:
            return Before(basis, cause, pointers)
    older, newer = evidence.older_page(), evidence.newer_page()
    if older is None or newer is None:
        return Before(basis, cause, pointers)
    switched = {name for name, _ in set(places) ^ set(rendition.extraction.places)}
    unseen = {name for name, place in (*places, *rendition.extraction.places) if place in _UNSEEN} & switched
    same_template = newer.has_template_of(older)
    alike = undo_switches(
        basis,
        after,
        older=older,
        newer=newer,
        switched=switched,
        unseen=unseen,
        stated={memory.share_headline, rendition.extraction.share_headline},
        same_template=same_template,
    )
    if not same_template:
        authors = (*basis.byline, *after.byline)
        alike = undo_template(alike, after, older=older, newer=newer, switched=switched, authors=authors)
    cause = Cause.READING if alike != basis and cause in (None, Cause.POINTERS) else cause
    return Before(alike, cause, pointers, same_template)


def _turn_pointers(
    basis: ArticleText,
    pointers: frozenset[str],
    memory: Memory,
    rendition: Rendition,
    at: datetime,
    evidence: Evidence,
) -> ArticleText:
    """Return the basis with pointers as they stand now, unless the publisher says that the article was edited since.

    Then with those of the last look before that, so that what is told of them is what that edit did.
    """
    after = rendition.text
    differing_lines = set(lines_of(basis, "paragraphs")) ^ set(lines_of(after, "paragraphs"))
    if pointers.isdisjoint(differing_lines):
        return basis
    stamp = rendition.extraction.date_modified
    is_today = _may_stand_for_more(rendition.extraction, at)
    if stamp is None or (stamp == memory.date_modified and not is_today):
        return turn_pointers(basis, after, pointers)
    last = evidence.read_older()
    if last is None:
        return basis
    if last.extraction.date_modified == stamp and not is_today:
        return turn_pointers(basis, after, pointers)
    return turn_pointers(basis, last.text, pointers | last.pointers)


def _may_stand_for_more(said: Extraction, at: datetime) -> bool:
    """Tell whether a page is dated by the day of another edit than its publication, and that day is not over long."""
    stamp, published = said.date_modified, said.date_published
    if stamp is None or published is None or stamp.date() == published.date():
        return False
    return stamp.time() == time.min and at - stamp < _DAY_IS_OVER

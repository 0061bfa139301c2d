"""Whether the publisher told its readers of a change, in neutral words: what stands on the page, nothing about
intent.
"""

from datetime import datetime
from enum import StrEnum

from trackers.text.furniture import is_time_stamp
from trackers.text.notices import NoticeSort, read_notice
from trackers.text.tidy import ArticleText


class Disclosure(StrEnum):
    """What the page says of its own change, from nothing to the gravest."""

    NONE = "none"
    TIMESTAMP = "timestamp"
    UPDATE_NOTE = "update_note"
    EDITORS_NOTE = "editors_note"
    CLARIFICATION = "clarification"
    CORRECTION = "correction"
    RETRACTION = "retraction"


_BY_NOTICE = {
    NoticeSort.UPDATE: Disclosure.UPDATE_NOTE,
    NoticeSort.EDITORS_NOTE: Disclosure.EDITORS_NOTE,
    NoticeSort.CLARIFICATION: Disclosure.CLARIFICATION,
    NoticeSort.CORRECTION: Disclosure.CORRECTION,
    NoticeSort.RETRACTION: Disclosure.RETRACTION,
}
_ORDER = tuple(Disclosure)


def read_disclosure(
    before: ArticleText,
    after: ArticleText,
    *,
    modified_before: datetime | None = None,
    modified_after: datetime | None = None,
    lang: str = "",
) -> Disclosure:
    """Return the gravest way in which the newer text tells of a change, by notices that came or were reworded
    with it.

    A notice that stood there before tells nothing of this change. A publisher's date that moved on
    (`modified_*`, as the page claims it), or a time stamp in the text that is another now, is TIMESTAMP.
    """
    known = set(before.paragraphs)
    fresh = [line for line in after.paragraphs if line not in known]
    notices = [notice for line in fresh if (notice := read_notice(line, lang=lang)) is not None]
    if notices:
        return max((_BY_NOTICE[notice.sort] for notice in notices), key=_ORDER.index)
    moved = modified_after is not None and (modified_before is None or modified_after > modified_before)
    if moved or any(is_time_stamp(line, lang=lang) for line in fresh):
        return Disclosure.TIMESTAMP
    return Disclosure.NONE

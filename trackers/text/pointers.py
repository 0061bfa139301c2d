"""Pointers: lines that are nothing but a link to another page.

Lists of such lines stand among the paragraphs of many articles, and publishers exchange them by the hour. By their
shape they cannot be told from a link that an editor has set, so they are read like any line, and marked. A count or
a clock may stand before or behind the link ("12 comments", "2 hours ago"): it changes by itself, as the link does.
"""

from trackers.text.clutter import is_file, is_link_only
from trackers.text.furniture import is_standing_line
from trackers.text.notices import read_notice
from trackers.text.outline import Line

# A title of another story is no longer. What is longer is a paragraph that somebody made a link.
_LONGEST_POINTER = 200
# To write to whom the article names is a part of it.
_OWN = ("#", "mailto:", "tel:")
# "Last updated at 12:04 GMT", in letters.
_LONGEST_COUNT = 40
_AROUND = " |·•:–—-()[]"


def is_pointer(line: Line) -> bool:
    """Return whether a line only points to another page, not to a file, a person or a place on this one.

    Beside a count that changes by itself a link points elsewhere wherever it leads.
    """
    if not 0 < len(line.text) <= _LONGEST_POINTER or not line.addresses:
        return False
    if _is_count_and_link(line):
        is_one = not any(map(is_file, line.addresses))
    else:
        is_one = is_link_only(line) and all(map(_leads_elsewhere, line.addresses))
    return is_one and read_notice(line.text) is None


def _is_count_and_link(line: Line) -> bool:
    """Tell a line that is a count or a clock of the page's and one link, wherever that leads."""
    beside = len(line.text) - line.linked
    if len(line.addresses) != 1 or not 0 < beside <= _LONGEST_COUNT:
        return False
    parts = (line.text[:beside].strip(_AROUND), line.text[-beside:].strip(_AROUND))
    return any(is_standing_line(part) and any(map(str.isdigit, part)) for part in parts)


def _leads_elsewhere(address: str) -> bool:
    """Tell an address of a page, or of an app to share with, from one of a file, a place on this page or a person."""
    return bool(address.strip()) and not address.strip().lower().startswith(_OWN) and not is_file(address)

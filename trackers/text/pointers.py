"""Pointers: lines that are nothing but a link to another page.

Lists of such lines stand among the paragraphs of many articles, and publishers exchange them by the hour. By their
shape they cannot be told from a link that an editor has set, so they are read like any line, and marked.
"""

from trackers.text.clutter import is_file, is_link_only
from trackers.text.notices import read_notice
from trackers.text.outline import Line

# A title of another story is no longer. What is longer is a paragraph that somebody made a link.
_LONGEST_POINTER = 200
# To write to whom the article names is a part of it.
_OWN = ("#", "mailto:", "tel:")


def is_pointer(line: Line) -> bool:
    """Return whether a line only points to another page, not to a file, a person or a place on this one."""
    return (
        0 < len(line.text) <= _LONGEST_POINTER
        and bool(line.addresses)
        and is_link_only(line)
        and all(map(_leads_elsewhere, line.addresses))
        and read_notice(line.text) is None
    )


def _leads_elsewhere(address: str) -> bool:
    """Tell an address of a page, or of an app to share with, from one of a file, a place on this page or a person."""
    return bool(address.strip()) and not address.strip().lower().startswith(_OWN) and not is_file(address)

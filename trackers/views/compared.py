"""What was compared already: a crawler that leafs through pages has each pair of texts compared once in an hour.

Kept under a name made of both texts as they are compared, withheld passages masked, and of the code that compares. So
nothing has to be told that a text is read anew, a passage withheld or a rule altered: it is another name. What is
withheld is dropped from the disk besides, with the pictures (``trackers.desk.exposure``).
"""

import json
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from pickle import UnpicklingError

from django.core.cache import caches

from trackers.text import clockwords, tidy
from trackers.text import compare as comparing
from trackers.text.compare import Diff, compare
from trackers.text.tidy import ArticleText

KEPT = 3600


def compare_once(before: ArticleText, after: ArticleText) -> Diff:
    """Return what differs between two texts, found now or within the last hour."""
    name, kept = name_pair(before, after), caches["comparisons"]
    try:
        diff = kept.get(name)
    except (OSError, UnpicklingError, EOFError, ValueError):
        diff = None  # a file that was cut short or cleared at this moment
    if isinstance(diff, Diff):
        return diff
    diff = compare(before, after)
    with suppress(OSError):
        kept.set(name, diff, KEPT)
    return diff


def name_pair(before: ArticleText, after: ArticleText) -> str:
    """Return the name of a comparison: what is compared, letter for letter, and by which code."""
    sides = [
        [text.headline, text.standfirst, text.byline, text.paragraphs, text.captions]
        for text in (before, after)
    ]
    return sha256((_name_code() + json.dumps(sides)).encode("ascii")).hexdigest()


@cache
def _name_code() -> str:
    """Return a name of the code as it stands, so that nobody has to think of raising a number."""
    room = Path(str(comparing.__file__)).parent
    files = [*sorted(room.glob("*.py")), Path(str(clockwords.__file__)), Path(str(tidy.__file__))]
    return sha256(b"\n".join(file.read_bytes() for file in files)).hexdigest()

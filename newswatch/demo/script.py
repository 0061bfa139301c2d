"""What is done to the stories, and when: the whole life of the paper that was written by hand.

Times are seconds after the paper opened. The first change comes after a few seconds, then a dozen within a
minute and a half, then one in every half minute together with the live stories (`live.py`), and a few more
in the hours that follow. Each shows something that Newswatch must not miss; `what` says it to a reader of
the press's own /about page.
"""

from dataclasses import dataclass

from newswatch.demo.edits import Edit
from newswatch.demo.first_edits import FIRST_EDITS
from newswatch.demo.later_edits import FIRST_HOURS, FIRST_QUARTER_HOUR


@dataclass(frozen=True)
class Redesign:
    """A section that is served in entirely new pages from a moment on, with not a word changed."""

    at: float
    section: str


EDITS: tuple[Edit, ...] = (*FIRST_EDITS, *FIRST_QUARTER_HOUR, *FIRST_HOURS)
REDESIGN = Redesign(at=330, section="culture")

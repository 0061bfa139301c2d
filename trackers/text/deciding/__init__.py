"""Deciding whether an article changed, or only our view of it.

`decide` takes what is known of an Article and one reading and says what the look means. The files, from the bottom up:
`values` holds what goes in and out, `segments` finds where texts differ, `sides` reads both sides alike, `templates`
takes out what a new design did, `smell` says what looks like noise, `machine` decides. Nothing here has a clock, a
database or a network.
"""

from trackers.text.deciding.machine import LOOKS_OF_A_DAY, STANDS_FOR_A_DAY, decide
from trackers.text.deciding.sides import strip_marked
from trackers.text.deciding.values import (
    Cause,
    Decision,
    Evidence,
    Flip,
    Memory,
    Rendition,
    Step,
    Verdict,
    Waiting,
    Wants,
)

__all__ = [
    "LOOKS_OF_A_DAY",
    "STANDS_FOR_A_DAY",
    "Cause",
    "Decision",
    "Evidence",
    "Flip",
    "Memory",
    "Rendition",
    "Step",
    "Verdict",
    "Waiting",
    "Wants",
    "decide",
    "strip_marked",
]

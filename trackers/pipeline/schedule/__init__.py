"""When to look again: a schedule that learns from what a publisher's articles have done.

`plan_next_look` decides, from a State of the Article and the Habits of its Source; it knows no clock and no database.
The files, from the bottom up: `habits` counts and believes, `rates` adds up what is expected, `plan` decides, `words`
says why, `learn` counts in the database once an hour and keeps what it knows for a minute.
"""

from trackers.pipeline.schedule.habits import Habits
from trackers.pipeline.schedule.learn import Shelf, learn_habits, load_habits
from trackers.pipeline.schedule.plan import FOLLOWED_FOR, LONGEST, NextLook, State, plan_next_look, read_state
from trackers.pipeline.schedule.words import explain_plan

__all__ = [
    "FOLLOWED_FOR",
    "LONGEST",
    "Habits",
    "NextLook",
    "Shelf",
    "State",
    "explain_plan",
    "learn_habits",
    "load_habits",
    "plan_next_look",
    "read_state",
]

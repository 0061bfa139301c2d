"""Whole lives of articles: some forty looks over forty days, with noise that stays and flips as real noise does.

A publisher's page has traits that last: a slot of promotion that is filled anew every few hours, at the same place
always; counters at every look; two headlines on trial; an edge cache that answers with an older copy now and then; a
box that wanders; one redesign. 27 % of the articles are edited, once to three times.

A row is false where no edit that it shows was first served in its window, or where it shows words no edit touched.
"""

import random
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta

from bench.changes_edit import Edit
from bench.changes_edits import EDITS
from bench.changes_fields import byline_name, retitle
from bench.changes_judging import Outcome, Page, State, judge_rows
from bench.changes_noise import (
    Noise,
    banners,
    clocks,
    counters,
    experiments,
    new_figures,
    new_links,
    put_behind,
    rotated,
    slots,
)
from bench.changes_pages import BLOCK, HEADING, Subject, find, squeeze, words_of, write_page
from bench.changes_promotion import draw_box, draw_teaser
from bench.changes_spaces import minified
from bench.changes_template import new_template, without_data
from bench.changes_tracker import UNREADABLE, Tracker
from bench.furniture import new_scripts

EDITED = 0.27
LOOKS = 42
FIRST_INTERVAL, GROWTH = 0.5, 1.14
_FOREVER = float("inf")
# A tracker that wants ever more looks gets no more than these.
_MOST_LOOKS = 4 * LOOKS
# What is undone before it was seen so often is no edit that anybody can confirm.
_SEEN_TWICE = 2
# Boxes of promotion by how common they are: most bear a name, on sites whose names a build makes up they bear none.
_BOXES = (
    *(("div", True),) * 4,
    *(("aside", True),) * 2,
    *(("section", True),) * 2,
    ("ul", True),
    *(("div", False),) * 2,
    ("section", False),
    ("ul", False),
)
_OFTEN = (
    "one word",
    "one digit",
    "a sentence",
    "paragraph added",
    "paragraph added",
    "headline, all",
    "quotation marks",
)


@dataclass(frozen=True)
class Slot:
    """A place behind a paragraph that is filled anew at intervals of hours, sometimes with nothing."""

    place: int
    tag: str
    named: bool
    hours: float
    seed: int
    wanders: bool = False


@dataclass(frozen=True)
class Traits:
    """What the page of one article does by itself; shares are of looks, times are hours of the life."""

    slots: tuple[Slot, ...] = ()
    every_look: tuple[Noise, ...] = ()
    some_looks: tuple[Noise, ...] = ()
    other_links: float = _FOREVER
    other_headline: str = ""
    trial_ends: float = 0.0
    stale: float = 0.0
    redesigned: float = _FOREVER
    hashed: bool = False
    dataless: float = _FOREVER
    tight: float = _FOREVER


def draw_traits(dice: random.Random) -> Traits:
    """Draw what a page does by itself."""
    span = FIRST_INTERVAL * (GROWTH**LOOKS - 1) / (GROWTH - 1)
    chosen = [
        Slot(
            dice.randrange(1, 8),
            *dice.choice(_BOXES),
            dice.uniform(2, 30),
            dice.randrange(10**9),
            dice.random() < 0.15,
        )
        for _ in range(dice.choice((0, 0, 1, 1, 2)))
    ]
    if dice.random() < 0.12:
        chosen.append(Slot(dice.randrange(1, 8), "p", False, dice.uniform(8, 72), dice.randrange(10**9)))
    often: tuple[tuple[Noise, float], ...] = (
        (counters, 0.7),
        (clocks, 0.4),
        (new_figures, 0.4),
        (new_scripts, 0.5),
    )
    seldom: tuple[tuple[Noise, float], ...] = ((slots, 0.4), (banners, 0.4), (experiments, 0.15))
    return Traits(
        slots=tuple(chosen),
        every_look=tuple(noise for noise, share in often if dice.random() < share),
        some_looks=tuple(noise for noise, share in seldom if dice.random() < share),
        other_links=dice.uniform(2, 12) if dice.random() < 0.9 else _FOREVER,
        other_headline=f"Why the {draw_teaser(dice).split(' ', 1)[1]}" if dice.random() < 0.1 else "",
        trial_ends=dice.choice((12.0, 36.0, 96.0, 10.0**6)),
        stale=0.03 if dice.random() < 0.3 else 0.0,
        redesigned=dice.uniform(24, 0.9 * span) if dice.random() < 0.05 else _FOREVER,
        hashed=dice.random() < 0.5,
        dataless=dice.uniform(24, 0.9 * span) if dice.random() < 0.03 else _FOREVER,
        tight=dice.uniform(24, 0.9 * span) if dice.random() < 0.05 else _FOREVER,
    )  # fmt: skip


def draw_states(subject: Subject, traits: Traits, end: float, dice: random.Random) -> list[State]:
    """Return the article's states, each a copy with one edit more; the last edit comes well before the last looks."""
    states = [State(0.0, subject.copy())]
    if dice.random() >= EDITED:
        return states
    at = dice.expovariate(1 / 6) if dice.random() < 0.75 else dice.expovariate(1 / 190)
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3))):
        at = min(max(at, 0.05), 0.7 * end)
        states.append(_edit_once(states, subject, at, dice, with_headline=not traits.other_headline))
        at += dice.uniform(0.05, 0.4) if dice.random() < 0.3 else dice.expovariate(1 / 12) + 0.1
    return states


def lead_life(
    subject: Subject, dice: random.Random, make: Callable[[str], Tracker], outcome: Outcome, start: datetime
) -> None:
    """Lead one life before a tracker and add what became of it to `outcome`."""
    traits, times = draw_traits(dice), draw_looks(dice)
    states = draw_states(subject, traits, times[-1], dice)
    tracker = make(subject.url)
    first_served: dict[int, datetime] = {}
    served: Counter[int] = Counter()
    now, planned = 0.0, list(times)
    made = 0
    while planned:
        now = planned.pop(0)
        moment = start + timedelta(hours=now)
        shown = max(0.0, now - dice.uniform(0.2, 8)) if made and dice.random() < traits.stale else now
        number = max(place for place, state in enumerate(states) if state.since <= shown)
        said = tracker.look(render(states[number], traits, shown, dice), moment)
        if said == UNREADABLE and not made:
            outcome.unreadable += 1
            return
        made += 1
        served[number] += 1
        for place in range(number + 1):
            first_served.setdefault(place, moment)
        soon = tracker.soon()
        if soon is not None and made < _MOST_LOOKS:
            again = now + soon.total_seconds() / 3600
            if planned and again < planned[0]:
                planned.insert(0, again)
    outcome.articles += 1
    outcome.looks += made
    outcome.extra += made - len(times)
    outcome.restless += made >= _MOST_LOOKS
    hasty = {place for place, state in enumerate(states) if state.undoes and served[place - 1] < _SEEN_TWICE}
    hasty |= {place - 1 for place in hasty}
    edits = {place: state for place, state in enumerate(states) if place and place in first_served}
    outcome.brief += len(states) - 1 - len(edits.keys() - hasty)
    own = squeeze(words_of(subject.tree))
    judge_rows(
        tracker.changes,
        edits,
        first_served,
        outcome,
        Page(f"{subject.name} {_tell(traits)}", own, frozenset(hasty)),
    )


def render(state: State, traits: Traits, now: float, dice: random.Random) -> bytes:
    """Return the page as it is served at an hour of its life."""

    tree = deepcopy(state.tree)
    blocks = find(tree, BLOCK)
    for slot in traits.slots:
        turn = int(now / slot.hours)
        filling = random.Random(slot.seed + turn)
        if blocks and filling.random() < 0.7:
            place = filling.randrange(len(blocks)) if slot.wanders else min(slot.place, len(blocks)) - 1
            put_behind(blocks[place], draw_box(filling, tag=slot.tag, named=slot.named))
    heading = next(iter(find(tree, HEADING)), None)
    if traits.other_headline and heading is not None and now < traits.trial_ends and dice.random() < 0.5:
        retitle(heading, traits.other_headline)
    for noise in traits.every_look:
        noise(tree, dice)
    for noise in traits.some_looks:
        if dice.random() < 0.5:
            noise(tree, dice)
    fillings = random.Random(int(now / traits.other_links))
    if traits.other_links < _FOREVER:
        rotated(tree, fillings)
        new_links(tree, fillings)
    lasting = random.Random(7)
    if now >= traits.redesigned:
        new_template(hashed=traits.hashed)(tree, lasting)
    if now >= traits.dataless:
        without_data(tree, lasting)
    if now >= traits.tight:
        minified(tree, lasting)
    return write_page(tree)


def draw_looks(dice: random.Random) -> list[float]:
    """Return the hours of the looks the schedule plans: half an hour apart at first, days at the end."""
    times = [0.0]
    interval = FIRST_INTERVAL
    while len(times) < LOOKS:
        times.append(times[-1] + interval * dice.uniform(0.9, 1.1))
        interval *= GROWTH
    return times


def _edit_once(
    states: list[State], subject: Subject, at: float, dice: random.Random, *, with_headline: bool
) -> State:
    last = states[-1]
    if len(states) > 1 and last.edit is not None and dice.random() < 0.1:
        undone = Edit(last.edit.came, last.edit.gone, last.edit.fields)
        return State(at, states[-2].tree, undone, f"undo of {last.kind}", undoes=True)
    kinds = [
        kind
        for kind in (*EDITS, *_OFTEN)
        if kind != "standfirst word" and (with_headline or "headline" not in kind)
    ]
    while True:
        tree, kind = deepcopy(last.tree), dice.choice([*kinds, "byline name"])
        editing = byline_name(subject.authors) if kind == "byline name" else EDITS[kind]
        edit = editing(tree, dice)
        if edit is not None:
            return State(at, tree, edit, kind)


def _tell(traits: Traits) -> str:
    told = [
        f"slot {slot.tag}{' named' if slot.named else ''}{' wanders' if slot.wanders else ''}"
        for slot in traits.slots
    ]
    told += [
        noise.__name__
        for noise in (*traits.every_look, *traits.some_looks)
        if noise in (counters, slots, experiments)
    ]
    told += ["trial"] * bool(traits.other_headline) + ["cache"] * bool(traits.stale)
    told += ["redesign"] * (traits.redesigned < 10**6) + ["dataless"] * (traits.dataless < 10**6)
    return f"[{', '.join(told)}]"

"""Noise and edits planted in pages, shown to a tracker, counted by kind and printed."""

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bench.changes_edit import Edit, Editing
from bench.changes_edits import EDITS
from bench.changes_fields import byline_name, put_standfirst
from bench.changes_noise import Noise
from bench.changes_pages import Subject, write_page
from bench.changes_template import LASTING, NOISES
from bench.changes_tracker import (
    SAME,
    TRACKERS,
    UNREADABLE,
    VERSION,
    Tracker,
    differing_fields,
    shows,
    shows_more,
)
from bench.intervals import wilson

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = timedelta(minutes=35)
Making = Callable[[str], Tracker]
_SHARES = f"{'%':>7}{'(95 %)':>14}"
# Looks that are made for a text that waits, at most; a headline that changes alone is told after ten in a row.
MOST_LOOKS = 12


@dataclass
class Tally:
    """Pairs of one kind: how many, how many were read otherwise, doubted at the second look, and listed, and where."""

    pairs: int = 0
    read: int = 0
    before: int = 0
    after: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)


@dataclass
class Found:
    """Planted edits of one kind: how many, listed after confirmation or not, and listed with words besides."""

    edits: int = 0
    at_once: int = 0
    missed: int = 0
    more: int = 0
    pages: Counter[str] = field(default_factory=Counter)


def report_noise(
    subjects: list[Subject], dice: random.Random, make: Making, options: argparse.Namespace
) -> None:
    """Plant every noise in every page and print how many pairs were listed."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for subject in subjects:
        say(f"noise: {subject.name}")
        base = write_page(subject.copy())
        for kind, noise in NOISES.items():
            if options.kinds in kind:
                for _ in range(options.draws):
                    plant_noise(
                        subject,
                        base,
                        noise,
                        dice.randrange(10**9),
                        make,
                        tallies[kind],
                        lasts=kind in LASTING,
                    )
    print(f"\n{'noise':26}{'pairs':>7}{'read':>6}{'before':>8}{_SHARES}{'after':>7}{_SHARES}  fields")
    total = Tally()
    for kind, tally in tallies.items():
        _print_noise(kind, tally, each=options.each)
        for name in ("pairs", "read", "before", "after"):
            setattr(total, name, getattr(total, name) + getattr(tally, name))
        total.pages += tally.pages
    _print_noise("all", total, each=True)


def plant_noise(
    subject: Subject, base: bytes, noise: Noise, seed: int, make: Making, tally: Tally, *, lasts: bool
) -> None:
    """Show a tracker a page, the page with noise, and if it lists or waits the page with noise drawn anew."""
    noisy = _with_noise(subject, noise, seed)
    if noisy is None:
        return
    tracker, plain = make(subject.url), TRACKERS["plain"](subject.url)
    if plain.look(base, START) == UNREADABLE:
        return
    tracker.look(base, START)
    tally.pairs += 1
    if plain.look(noisy, START + LATER) != SAME:
        tally.read += 1
        tally.pages[subject.name] += 1
        for row in plain.changes:
            tally.fields.update(differing_fields(row.before, row.after))
    tally.before += tracker.look(noisy, START + LATER) != SAME
    _look_again(
        tracker, lambda number: noisy if lasts else _with_noise(subject, noise, seed + number) or noisy
    )
    tally.after += bool(tracker.changes)


def report_edits(
    subjects: list[Subject], dice: random.Random, make: Making, options: argparse.Namespace
) -> None:
    """Plant every edit in every page, alone and with noise, and print how many were missed."""
    founds: dict[str, list[Found]] = defaultdict(lambda: [Found(), Found()])
    for subject in subjects:
        say(f"edits: {subject.name}")
        for kind, edit in {**EDITS, "byline name": byline_name(subject.authors)}.items():
            if options.kinds in kind:
                for with_noise in (False, True):
                    for _ in range(options.edits):
                        plant_edit(
                            subject,
                            edit,
                            kind,
                            dice.randrange(10**9),
                            make,
                            founds[kind][with_noise],
                            with_noise=with_noise,
                        )
    print(
        f"\n{'edit':26}{'alone':>7}{'missed':>8}{_SHARES}{'more':>6}{'noisy':>8}{'missed':>8}{_SHARES}{'more':>6}"
    )
    totals = [Found(), Found()]
    for kind, pair in founds.items():
        _print_edits(kind, pair, each=options.each)
        for total, found in zip(totals, pair, strict=True):
            total.edits, total.missed, total.more = (
                total.edits + found.edits,
                total.missed + found.missed,
                total.more + found.more,
            )
            total.pages += found.pages
    _print_edits("all", totals, each=True)


def plant_edit(
    subject: Subject, editing: Editing, kind: str, seed: int, make: Making, found: Found, *, with_noise: bool
) -> None:
    """Show a tracker a page and the page edited, with noise or without, and look again if it waits."""
    dice = random.Random(seed)
    tree = subject.copy()
    if kind == "standfirst word" and not put_standfirst(tree, dice):
        return
    prepared = Subject(subject.name, subject.url, tree, subject.authors)
    base = write_page(prepared.copy())
    edit = editing(tree, dice)
    if edit is None:
        return
    edited = Subject(subject.name, subject.url, tree, subject.authors)
    noises = [dice.choice(list(NOISES.values())) for _ in range(dice.randint(1, 3))] if with_noise else []
    tracker = make(subject.url)
    if tracker.look(base, START) == UNREADABLE:
        return
    outcome = tracker.look(_with_noises(edited, noises, seed), START + LATER)
    found.edits += 1
    found.at_once += outcome == VERSION
    _look_again(tracker, lambda number: _with_noises(edited, noises, seed + number))
    _judge(tracker, edit, found, subject.name)


def _look_again(tracker: Tracker, render: Callable[[int], bytes]) -> None:
    """Make the looks that a tracker wants for a text that waits."""
    at = START + LATER
    for number in range(1, MOST_LOOKS):
        soon = tracker.soon()
        if soon is None:
            return
        at += soon
        tracker.look(render(number), at)


def _judge(tracker: Tracker, edit: Edit, found: Found, name: str) -> None:
    if not any(shows(row, edit) for row in tracker.changes):
        found.missed += 1
        found.pages[name] += 1
    elif any(shows_more(row, [edit]) for row in tracker.changes):
        found.more += 1


def rate(hits: int, total: int) -> str:
    """Return a share in per cent with its interval, as the tables print it."""
    low, high = wilson(hits, total)
    share = 100 * hits / total if total else 0.0
    return f"{share:>7.2f}{f'({100 * low:.2f}-{100 * high:.2f})':>14}"


def say(words: str) -> None:
    """Tell on standard error how far the measuring is."""
    sys.stderr.write(f"\r{words[:78]:78}")
    sys.stderr.flush()


def _with_noise(subject: Subject, noise: Noise, seed: int) -> bytes | None:
    tree = subject.copy()
    return write_page(tree) if noise(tree, random.Random(seed)) else None


def _with_noises(subject: Subject, noises: Iterable[Noise], seed: int) -> bytes:
    tree, dice = subject.copy(), random.Random(seed)
    for noise in noises:
        noise(tree, dice)
    return write_page(tree)


def _print_noise(kind: str, tally: Tally, *, each: bool) -> None:
    print(
        f"{kind:26}{tally.pairs:>7}{tally.read:>6}{tally.before:>8}{rate(tally.before, tally.pairs)}{tally.after:>7}"
        f"{rate(tally.after, tally.pairs)}  {' '.join(f'{name} {count}' for name, count in tally.fields.most_common())}"
    )
    if each and tally.pages:
        print("    " + ", ".join(f"{name} {count}" for name, count in tally.pages.most_common(12)))


def _print_edits(kind: str, pair: list[Found], *, each: bool) -> None:
    cells = "".join(
        f"{found.edits:>7}{found.missed:>8}{rate(found.missed, found.edits)}{found.more:>6} "
        for found in pair
    )
    print(f"{kind:26}{cells}")
    pages = pair[0].pages + pair[1].pages
    if each and pages:
        print("    " + ", ".join(f"{name} {count}" for name, count in pages.most_common(12)))

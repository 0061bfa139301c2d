"""False and missed changes: `python -m bench.changes DATA`.

DATA is a folder with any of ``pages/`` (single pages with their article's text), ``govuk/`` (histories of pages) and
``pairs/`` (two captures of one article). On pages whose article is known from the reference (`bench.changes_pages`)

* noise is planted (`bench.changes_noise`, `bench.changes_template`): whatever is listed is *false*. *Read* are pairs whose
  readings differ; *before* those the tracker does not call the same at the second look; *after* those it has listed
  when it wants no more looks, which come as soon as it asks, with the noise drawn anew each time, except what a page
  keeps until its next release, which stays;
* edits are planted (`bench.changes_edits`), alone and together with noise: what is not listed after a confirming look,
  or listed without a word the edit touched, is *missed*; *more* are those listed with words no edit touched;
* whole lives are led (`bench.changes_lives`).

Histories and pairs are judged by their labels. Rates bear Wilson's 95 % interval. The same seed prints the same table.
"""

import argparse
import platform
import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.changes_captures import History, read_histories, read_pairs
from bench.changes_edits import EDITS, Edit, Editing, byline_name, put_standfirst
from bench.changes_lives import Outcome, lead_life
from bench.changes_noise import Noise
from bench.changes_pages import Subject, read_subjects, write_page
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
from bench.fingerprint import wilson

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = timedelta(minutes=35)
Making = Callable[[str], Tracker]
# Looks that are made for a text that waits, at most.
MOST_LOOKS = 8


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


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables for the data folder given on the command line."""
    parser = argparse.ArgumentParser(prog="bench.changes", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with pages/, govuk/ or pairs/")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--draws", type=int, default=3, help="times each noise is planted in each page")
    parser.add_argument("--sample", type=int, default=0, help="so many pages only")
    parser.add_argument("--lives", type=int, default=150, help="lives led, of the pages in turn")
    parser.add_argument("--only", default="", help="some of noise, edits, captures, lives, joined by commas")
    parser.add_argument("--kinds", default="", help="noises and edits whose name holds this only")
    parser.add_argument("--tracker", choices=sorted(TRACKERS), default=next(reversed(TRACKERS)))
    parser.add_argument("--each", action="store_true", help="name the pages behind every kind")
    options = parser.parse_args(arguments)
    parts = options.only.split(",") if options.only else ["noise", "edits", "captures", "lives"]
    make: Making = TRACKERS[options.tracker]
    subjects = list(read_subjects(options.data))
    dice = random.Random(options.seed)
    if options.sample:
        subjects = dice.sample(subjects, min(options.sample, len(subjects)))
    print(f"{options.tracker} tracker, {len(subjects)} pages, seed {options.seed}; {_machine()}")
    begun = time.monotonic()
    if "noise" in parts:
        report_noise(subjects, dice, make, options)
    if "edits" in parts:
        report_edits(subjects, dice, make, options)
    if "captures" in parts:
        report_captures(options.data, dice, make)
    if "lives" in parts:
        report_lives(subjects, dice, make, options)
    print(f"\n{time.monotonic() - begun:.0f} s")


def report_noise(
    subjects: list[Subject], dice: random.Random, make: Making, options: argparse.Namespace
) -> None:
    """Plant every noise in every page and print how many pairs were listed."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for subject in subjects:
        _say(f"noise: {subject.name}")
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
    print(
        f"\n{'noise':26}{'pairs':>7}{'read':>6}{'before':>8}{'%':>7}{'(95 %)':>14}{'after':>7}{'%':>7}{'(95 %)':>14}  fields"
    )
    total = Tally()
    for kind, tally in tallies.items():
        _print_noise(kind, tally, each=options.each)
        total.pairs, total.before, total.after = (
            total.pairs + tally.pairs, total.before + tally.before, total.after + tally.after,
        )  # fmt: skip
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
        _say(f"edits: {subject.name}")
        for kind, edit in {**EDITS, "byline name": byline_name(subject.authors)}.items():
            if options.kinds in kind:
                for with_noise in (False, True):
                    for _ in range(max(1, options.draws - 1)):
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
        f"\n{'edit':26}{'alone':>7}{'missed':>8}{'%':>7}{'(95 %)':>14}{'more':>6}{'+noise':>8}{'missed':>8}{'%':>7}{'(95 %)':>14}{'more':>6}"
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


def report_captures(data: Path, dice: random.Random, make: Making) -> None:
    """Follow real captures, each looked at again as soon as a tracker wants it, and print what was listed wrongly."""
    print(
        f"\n{'captures':26}{'same':>7}{'before':>8}{'false':>7}{'%':>7}{'(95 %)':>14}{'edited':>8}{'missed':>8}{'%':>7}{'(95 %)':>14}"
    )
    kinds = {
        "gov.uk, main alone": read_histories(data, framed=False, dice=dice),
        "gov.uk, in a page": read_histories(data, framed=True, dice=dice),
        "pairs": read_pairs(data),
    }
    for label, histories in kinds.items():
        steps: list[tuple[str, bool, bool, bool, str]] = []
        for history in histories:
            _say(f"{label}: {history.name}")
            steps += follow_history(history, make)
        same, edited = [s for s in steps if not s[1]], [s for s in steps if s[1]]
        false, missed = [s for s in same if s[3]], [s for s in edited if not s[3]]
        print(
            f"{label:26}{len(same):>7}{sum(s[2] for s in same):>8}{len(false):>7}{_rate(len(false), len(same))}"
            f"{len(edited):>8}{len(missed):>8}{_rate(len(missed), len(edited))}"
        )
        for title, wrong in (("false", false), ("missed", missed)):
            for name, _changed, _before, _listed, words in wrong:
                print(f"    {title}: {name} {words}")


def follow_history(history: History, make: Making) -> list[tuple[str, bool, bool, bool, str]]:
    """Return of each step its name, whether the article changed, was doubted, was listed, and the fields that did."""
    tracker, steps = make(history.url), []
    for number, capture in enumerate(history.captures):
        known = len(tracker.changes)
        said, at = tracker.look(capture.body, capture.at), capture.at
        for _ in range(MOST_LOOKS):
            soon = tracker.soon()
            if soon is None:
                break
            at += soon
            tracker.look(capture.body, at)
        if capture.changed is not None:
            rows = tracker.changes[known:]
            fields = {name for row in rows for name in differing_fields(row.before, row.after)}
            steps.append(
                (
                    f"{history.name} {number}",
                    capture.changed,
                    said != SAME,
                    bool(rows),
                    " ".join(sorted(fields)) or said,
                )
            )
    return steps


def report_lives(
    subjects: list[Subject], dice: random.Random, make: Making, options: argparse.Namespace
) -> None:
    """Lead lives of the pages in turn and print what was listed of them."""
    outcome = Outcome()
    for number in range(options.lives):
        subject = subjects[number % len(subjects)]
        _say(f"life {number + 1} of {options.lives}: {subject.name}")
        lead_life(subject, random.Random(dice.randrange(10**9)), make, outcome, START)
    rows = (
        ("false rows", outcome.false_rows, outcome.rows),
        ("  no edit at all", outcome.phantom, outcome.rows),
        ("  an edit told before", outcome.echo, outcome.rows),
        ("  an edit and more", outcome.mixed, outcome.rows),
        ("false rows by looks", outcome.false_rows, outcome.looks),
        ("articles with one", outcome.haunted, outcome.articles),
        ("edits missed", outcome.missed, outcome.edits),
        ("edits out of their window", outcome.misplaced, outcome.edits - outcome.missed),
    )
    print(
        f"\n{outcome.articles} lives, {outcome.looks} looks ({outcome.extra} to confirm), {outcome.rows} rows, {outcome.edits} edits"
    )
    for label, hits, total in rows:
        print(f"{label:26}{hits:>7} of {total:>7}{_rate(hits, total)}")
    if outcome.delays:
        spread = statistics.quantiles(outcome.delays, n=10) if len(outcome.delays) > 1 else outcome.delays * 9
        print(
            f"hours from first look at an edit to its row: median {spread[4]:.2f}, 9 of 10 within {spread[8]:.1f}"
        )
    print(f"edits no look saw: {outcome.brief}; unreadable pages: {outcome.unreadable}")
    for story in outcome.stories if options.each else ():
        print(f"  {story}")


def _with_noise(subject: Subject, noise: Noise, seed: int) -> bytes | None:
    tree = subject.copy()
    return write_page(tree) if noise(tree, random.Random(seed)) else None


def _with_noises(subject: Subject, noises: Iterable[Noise], seed: int) -> bytes:
    tree, dice = subject.copy(), random.Random(seed)
    for noise in noises:
        noise(tree, dice)
    return write_page(tree)


def _rate(hits: int, total: int) -> str:
    low, high = wilson(hits, total)
    share = 100 * hits / total if total else 0.0
    return f"{share:>7.2f}{f'({100 * low:.2f}-{100 * high:.2f})':>14}"


def _print_noise(kind: str, tally: Tally, *, each: bool) -> None:
    print(
        f"{kind:26}{tally.pairs:>7}{tally.read:>6}{tally.before:>8}{_rate(tally.before, tally.pairs)}{tally.after:>7}"
        f"{_rate(tally.after, tally.pairs)}  {' '.join(f'{name} {count}' for name, count in tally.fields.most_common())}"
    )
    if each and tally.pages:
        print("    " + ", ".join(f"{name} {count}" for name, count in tally.pages.most_common(12)))


def _print_edits(kind: str, pair: list[Found], *, each: bool) -> None:
    cells = "".join(
        f"{found.edits:>7}{found.missed:>8}{_rate(found.missed, found.edits)}{found.more:>6} "
        for found in pair
    )
    print(f"{kind:26}{cells}")
    pages = pair[0].pages + pair[1].pages
    if each and pages:
        print("    " + ", ".join(f"{name} {count}" for name, count in pages.most_common(12)))


def _say(words: str) -> None:
    sys.stderr.write(f"\r{words[:78]:78}")
    sys.stderr.flush()


def _machine() -> str:
    return f"{platform.machine()}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()

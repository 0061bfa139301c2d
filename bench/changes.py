"""False and missed changes: `python -m bench.changes DATA`.

DATA is a folder with any of ``pages/`` (single pages with their article's text), ``govuk/`` (histories of pages) and
``pairs/`` (two captures of one article). On pages whose article is known from the reference (`bench.changes_pages`)

* noise is planted (`bench.changes_noise`, `bench.changes_template`): whatever is listed is *false*. *Read* are pairs
  whose readings differ; *before* those the tracker does not call the same at the second look; *after* those it has
  listed when it wants no more looks, which come as soon as it asks, with the noise drawn anew each time, except what a
  page keeps until its next release, which stays;
* edits are planted (`bench.changes_edits`), alone and together with noise: what is not listed after a confirming look,
  or listed without a word the edit touched, is *missed*; *more* are those listed with words no edit touched;
* whole lives are led (`bench.changes_lives`).

Histories and pairs are judged by their labels. Rates bear Wilson's 95 % interval. The same seed prints the same table.
"""

import argparse
import platform
import random
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from bench.changes_captures import History, read_histories, read_pairs
from bench.changes_judging import Outcome
from bench.changes_lives import lead_life
from bench.changes_pages import Subject, read_subjects
from bench.changes_planted import MOST_LOOKS, START, Making, rate, report_edits, report_noise, say
from bench.changes_tracker import SAME, TRACKERS, differing_fields


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables for the data folder given on the command line."""
    parser = argparse.ArgumentParser(prog="bench.changes", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with pages/, govuk/ or pairs/")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--draws", type=int, default=4, help="times each noise is planted in each page")
    parser.add_argument(
        "--edits", type=int, default=1, help="times each edit is planted, alone and with noise"
    )
    parser.add_argument("--sample", type=int, default=0, help="so many pages only")
    parser.add_argument("--lives", type=int, default=80, help="lives led, of the pages in turn")
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


def report_captures(data: Path, dice: random.Random, make: Making) -> None:
    """Follow real captures, each looked at again as soon as a tracker wants it, and print what was listed wrongly."""
    shares = f"{'%':>7}{'(95 %)':>14}"
    print(f"\n{'captures':26}{'same':>7}{'before':>8}{'false':>7}{shares}{'edited':>8}{'missed':>8}{shares}")
    kinds = {
        "gov.uk, main alone": read_histories(data, framed=False, dice=dice),
        "gov.uk, in a page": read_histories(data, framed=True, dice=dice),
        "pairs": read_pairs(data),
    }
    for label, histories in kinds.items():
        steps: list[tuple[str, bool, bool, bool, str]] = []
        for history in histories:
            say(f"{label}: {history.name}")
            steps += follow_history(history, make)
        same, edited = [s for s in steps if not s[1]], [s for s in steps if s[1]]
        false, missed = [s for s in same if s[3]], [s for s in edited if not s[3]]
        print(
            f"{label:26}{len(same):>7}{sum(s[2] for s in same):>8}{len(false):>7}{rate(len(false), len(same))}"
            f"{len(edited):>8}{len(missed):>8}{rate(len(missed), len(edited))}"
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
        say(f"life {number + 1} of {options.lives}: {subject.name}")
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
    looks = f"{outcome.looks} looks ({outcome.extra} to confirm)"
    print(f"\n{outcome.articles} lives, {looks}, {outcome.rows} rows, {outcome.edits} edits")
    for label, hits, total in rows:
        print(f"{label:26}{hits:>7} of {total:>7}{rate(hits, total)}")
    if outcome.delays:
        spread = statistics.quantiles(outcome.delays, n=10) if len(outcome.delays) > 1 else outcome.delays * 9
        print(
            f"hours from first look at an edit to its row: median {spread[4]:.2f}, 9 of 10 within {spread[8]:.1f}"
        )
    print(
        f"edits no two looks saw: {outcome.brief}; unreadable pages: {outcome.unreadable}; "
        f"never at rest: {outcome.restless}"
    )
    for cause, count in outcome.causes.most_common():
        print(f"false rows that show {cause}: {count}")
    for story, count in outcome.stories.most_common() if options.each else ():
        print(f"{count:>5} {story}")


def _machine() -> str:
    return f"{platform.machine()}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()

"""Prints what schedules catch: one stream of edits through three peers' rules and ours, at the same number of requests.

    bin/bench schedule [PATH] [--seeds 101 202 ...]

PATH holds `govuk/*.json.gz` (real captures, see `bench.histories`); simulated streams need none. An edit is *caught* if
a look comes before the next edit of the same article, *overwritten* if none does, *unseen* if nobody looked again. Ours
runs the product's own `plan_next_look` and learns from its own looks as it goes, a tenth of the articles on the fixed
schedule included. Its pace is searched until it makes no more requests than the peer, or than half of the peer's, and
at most 4 % fewer. diffengine's rule as it is makes so many requests that ours is not run at them.
"""

import argparse
from collections.abc import Callable
from math import exp, log
from pathlib import Path

import django

django.setup()

from bench.schedule_ours import replay_ours
from bench.schedule_rules import PEERS, Score, diffengine_as_it_is, replay
from bench.schedule_streams import Stream, read_real, simulate

SEEDS = (101, 202)
# Paces within which the search stays, and how far below the requests it aims at it may end.
LOWEST, HIGHEST = 1e-5, 3.0
TOLERANCE, TRIES = 0.04, 12


def main() -> None:
    """Run every stream and print its table."""
    parser = argparse.ArgumentParser(prog="bin/bench schedule")
    parser.add_argument("path", nargs="?", type=Path, help="a folder with govuk/*.json.gz")
    parser.add_argument("--seeds", nargs="*", type=int, default=SEEDS, help="seeds of the simulated streams")
    asked = parser.parse_args()
    if asked.path is not None:
        print_stream(read_real(asked.path / "govuk"))
    for seed in asked.seeds:
        print_stream(simulate(seed))


def print_stream(stream: Stream) -> None:
    """Print the table of one stream."""
    edited = sum(1 for story in stream.stories if story.edits) / len(stream.stories)
    print(
        f"\n{stream.name}: {len(stream.stories)} articles, {edited:.0%} of them edited, {stream.edits} edits"
    )
    print(
        f"{'':<38}{'requests':>9}{'caught':>8}{'':>7}{'overwritten':>12}{'unseen':>8}"
        f"{'median min':>12}{'p90 hours':>11}{'against the peer':>18}"
    )
    scores = {name: replay(stream, rule) for name, rule in PEERS.items()}
    search = make_search(stream)
    for name, score in scores.items():
        print_score(name, score, stream)
        print_score("  ours, same number of requests", search(score.looks), stream, peer=score)
        print_score("  ours, half the requests", search(score.looks // 2), stream, peer=score)
    print_score("diffengine, as it is", replay(stream, diffengine_as_it_is), stream)


def print_score(name: str, score: Score | None, stream: Stream, *, peer: Score | None = None) -> None:
    """Print one row; beside a peer also how many more edits were caught, in per cent."""
    if score is None:
        print(f"{name:<38}{'never so few':>17}")
        return
    more = f"{score.caught / peer.caught - 1:+.0%} caught" if peer is not None and peer.caught else ""
    print(
        f"{name:<38}{score.looks:>9,}{score.caught:>8}{score.caught / stream.edits:>7.0%}{score.overwritten:>12}"
        f"{score.unseen:>8}{score.delay(0.5) * 60:>12.1f}{score.delay(0.9):>11.1f}{more:>18}"
    )


def make_search(stream: Stream) -> Callable[[int], Score | None]:
    """Return a function that runs ours at the pace that makes at most so many requests; it remembers what it tried."""
    tried: dict[float, Score] = {}

    def search(requests: int) -> Score | None:
        for _ in range(TRIES):
            fits = [
                score for score in tried.values() if requests * (1 - TOLERANCE) <= score.looks <= requests
            ]
            if fits:
                break
            pace = guess_pace(tried, requests)
            if pace in tried:
                break
            tried[pace] = replay_ours(stream, pace)
        below = [score for score in tried.values() if score.looks <= requests]
        return max(below, key=lambda score: score.looks, default=None)

    return search


def guess_pace(tried: dict[float, Score], requests: int) -> float:
    """Return where to try next: between the nearest paces tried, on logarithmic scales."""
    aim = requests * (1 - TOLERANCE / 2)
    fast = max((pace for pace, score in tried.items() if score.looks > aim), default=None)
    slow = min((pace for pace, score in tried.items() if score.looks <= aim), default=None)
    if fast is None and slow is None:
        return 0.03
    if fast is None:
        return max(min(tried) / 3, LOWEST)
    if slow is None:
        return min(max(tried) * 3, HIGHEST)
    more, less = log(tried[fast].looks), log(tried[slow].looks)
    share = (more - log(aim)) / (more - less) if more > less else 0.5
    share = min(max(share, 0.1), 0.9)
    return exp(log(fast) + share * (log(slow) - log(fast)))


if __name__ == "__main__":
    main()

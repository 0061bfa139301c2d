"""Two hundred thousand changes and how long a search of them takes, by what is asked.

    bin/bench search [--changes N] [--seed N] [--explain]

The texts are invented: words of a vocabulary whose frequencies fall as Zipf's law says, articles of 150 to 600 words,
one with three changes for each that never changed, of forty publishers in four languages, eight of whom show changed
passages only, over three years. Rows are copied in, the words beside them in the form that ``pipeline/index.py``
stores; then each shape of query is asked with words from all over the vocabulary, and p50 and p95 are printed of what
the page asks of the database. ``--explain`` prints each slowest plan.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from random import Random

import django

django.setup()

from django.core.management import call_command
from django.db import connection

from bench.search_rows import START, Vocabulary, fill
from trackers.models import Change
from trackers.search.rows import (
    TookTooLongError,
    bounded,
    choose_articles,
    choose_changes,
    prepare_search,
)
from trackers.text.query import parse_query
from trackers.views.cards import public_changes

REPEATS = 40
TODAY = datetime(2029, 1, 1, tzinfo=UTC).date()
Ask = Callable[[Random, Vocabulary], str]


def _common(random: Random, words: Vocabulary) -> str:
    return words.at(random.randrange(5, 60))


def _middling(random: Random, words: Vocabulary) -> str:
    return words.at(random.randrange(500, 3000))


def _rare(random: Random, words: Vocabulary) -> str:
    return words.at(random.randrange(10_000, 30_000))


SHAPES: dict[str, Ask] = {
    "one rare word": lambda r, w: _rare(r, w),
    "one middling word": lambda r, w: _middling(r, w),
    "one common word": lambda r, w: _common(r, w),
    "two middling words": lambda r, w: f"{_middling(r, w)} {_middling(r, w)}",
    "common and rare": lambda r, w: f"{_common(r, w)} {_rare(r, w)}",
    "three common words": lambda r, w: f"{_common(r, w)} {_common(r, w)} {_common(r, w)}",
    "a phrase of two": lambda r, w: f'"{_common(r, w)} {_middling(r, w)}"',
    "removed: middling": lambda r, w: f"removed:{_middling(r, w)}",
    "removed: common": lambda r, w: f"removed:{_common(r, w)}",
    "removed: and added:": lambda r, w: f"removed:{_common(r, w)} added:{_middling(r, w)}",
    "removed: a phrase": lambda r, w: f'removed:"{_common(r, w)} {_common(r, w)}"',
    "headline:": lambda r, w: f"headline:{_middling(r, w)}",
    "kind: and source:": lambda r, w: f"kind:quote source:paper-{r.randrange(40)}",
    "word, kind:, source:": lambda r, w: f"{_common(r, w)} kind:number source:paper-{r.randrange(40)}",
    "word in a month": lambda r, w: f"{_middling(r, w)} after:2027-05 before:2027-06",
    "removed:, a year": lambda r, w: f"removed:{_middling(r, w)} after:2027 before:2028",
    "left out": lambda r, w: f"{_middling(r, w)} -{_common(r, w)}",
    "only left out": lambda r, w: f"-{_common(r, w)} -{_middling(r, w)}",
    "name:": lambda r, w: f"name:{w.misspell(r)}",
    "nothing there": lambda r, w: f"removed:nowhere{r.randrange(99)} {_common(r, w)}",
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill the database, ask, and print one line for each shape."""
    parser = argparse.ArgumentParser(
        prog="bench.search", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--changes", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--explain", action="store_true")
    options = parser.parse_args(arguments)
    call_command("migrate", verbosity=0)
    words, begun = Vocabulary(seed=options.seed), time.monotonic()
    fill(options.changes, words=words, seed=options.seed)
    print(f"{options.changes} changes from {START:%Y-%m} on in {time.monotonic() - begun:.0f} s; {_sizes()}")
    random = Random(options.seed)
    print(f"{'query':>22}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}{'found':>9}{'stopped':>9}")
    for name, ask in SHAPES.items():
        _measure(name, [ask(random, words) for _ in range(REPEATS)], explain=options.explain)


def _measure(name: str, queries: Sequence[str], *, explain: bool) -> None:
    took: list[tuple[float, str]] = []
    found = stopped = 0
    for typed in queries:
        begun = time.perf_counter()
        try:
            with bounded():
                search = prepare_search(parse_query(typed), today=TODAY)
                changes = choose_changes(Change.objects.public().only("announced_at"), search)
                ids = [change.pk for change in changes.order_by("-announced_at", "-pk")[:21]]
                found += len(public_changes().in_bulk(ids))
                if not search.query.is_about_changes:
                    list(choose_articles(search)[:10])
        except TookTooLongError:
            stopped += 1
        took.append(((time.perf_counter() - begun) * 1000, typed))
    took.sort()
    p50, p95 = took[len(took) // 2][0], took[int(len(took) * 0.95) - 1][0]
    print(
        f"{name:>22}{p50:9.1f}{p95:9.1f}{took[-1][0]:9.1f}{found / len(queries):9.1f}{stopped:9}", flush=True
    )
    if explain:
        with bounded():
            search = prepare_search(parse_query(took[-1][1]), today=TODAY)
            changes = choose_changes(Change.objects.public(), search)
            rows = changes.order_by("-announced_at", "-pk").only("pk")[:21]
            print(took[-1][1], rows.explain(analyze=True, buffers=True), sep="\n")


def _sizes() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_table_size('trackers_changewords'), pg_relation_size('change_words'), count(*) "
            "FROM trackers_changewords"
        )
        table, index, count = cursor.fetchone()
    return f"{table / count:.0f} bytes of words and {index / count:.0f} of index a change"


if __name__ == "__main__":
    main()

"""The fields around the body, judged: headline, date and byline of each reader, and where ours were taken from."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.intervals import span, wilson
from bench.reading_pages import Read, Result, Results, TruePage
from bench.reading_scores import same_day, same_words


@dataclass(frozen=True)
class Field:
    """One question about a field: to which pages it is put, and whether an answer is a hit."""

    label: str
    is_known: Callable[[TruePage], bool]
    is_hit: Callable[[Read, TruePage], bool]


def _headline_is_exact(read: Read, page: TruePage) -> bool:
    return same_words(read.headline, page.headline or "")


def _date_is_right(read: Read, page: TruePage) -> bool:
    return page.date is not None and same_day(read.date, page.date)


def _byline_is_right(read: Read, page: TruePage) -> bool:
    return read.names == page.names


def _byline_is_false(read: Read, page: TruePage) -> bool:
    return bool(read.names - (page.names or frozenset()))


FIELDS = (
    Field("headline exact", lambda page: page.headline is not None, _headline_is_exact),
    Field("date right to the day", lambda page: page.date is not None, _date_is_right),
    Field("byline right", lambda page: page.names is not None, _byline_is_right),
    Field("byline with a false name", lambda page: page.names is not None, _byline_is_false),
)


def print_fields(results: Results) -> None:
    """Print the share of right answers to each question, reader by reader, then where ours were wrong."""
    print(f"\n{'field':52}{'right':>6}{'of':>5}{'share':>8}{'95 %':>15}")
    for field in FIELDS:
        for name, read in results.items():
            asked = [result for result in read if field.is_known(result.page)]
            hits = sum(field.is_hit(result.read, result.page) for result in asked)
            share = hits / len(asked) if asked else 0.0
            interval = span(wilson(hits, len(asked)))
            print(f"{f'{field.label}: {name}':52}{hits:>6}{len(asked):>5}{share:>8.3f}{interval:>15}")
    ours = results["newswatch"]
    for result in ours:
        for trouble in _troubles(result):
            print(f"  {result.page.name}: {trouble}")
    _print_places(ours)


def _troubles(result: Result) -> list[str]:
    """Return what is wrong with the fields of our reading, none of the page's words in it."""
    page, read = result.page, result.read
    if read.extraction is None:
        return [f"unreadable ({read.reason})"]
    places = dict(read.extraction.places)
    found = []
    if page.headline is not None and not _headline_is_exact(read, page):
        is_shared = same_words(read.extraction.share_headline, page.headline)
        beside = "the share headline is the true one" if is_shared else "the share headline differs too"
        found.append(f"headline differs (from {places.get('headline', '?')}; {beside})")
    if page.date is not None and not _date_is_right(read, page):
        days = "none read" if read.date is None else f"{(read.date - page.date).days} days off"
        found.append(f"date: {days} (from {places.get('date_published', '?')})")
    if page.names is not None and not _byline_is_right(read, page):
        missed, false = len(page.names - read.names), len(read.names - page.names)
        found.append(f"byline: {missed} missed, {false} false (from {places.get('byline', '?')})")
    return found


def _print_places(ours: Sequence[Result]) -> None:
    counts: dict[str, Counter[str]] = {}
    for result in ours:
        for field, place in result.read.extraction.places if result.read.extraction else ():
            counts.setdefault(field, Counter())[place or "none"] += 1
    if counts:
        print("\nplaces our fields were taken from")
    for field, places in counts.items():
        print(f"  {field:16}{', '.join(f'{place} {count}' for place, count in places.most_common())}")

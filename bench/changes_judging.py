"""What became of lives: every row listed is held against the edits that were really served."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from lxml.html import HtmlElement

from bench.changes_edit import Edit
from bench.changes_tracker import Row, differing_fields, differing_lines, shows, shows_more


@dataclass(frozen=True)
class State:
    """The article from one moment on: its tree, and the edit that led to it."""

    since: float
    tree: HtmlElement
    edit: Edit | None = None
    kind: str = ""
    undoes: bool = False


@dataclass
class Outcome:
    """What became of all lives."""

    articles: int = 0
    unreadable: int = 0
    looks: int = 0
    extra: int = 0
    restless: int = 0
    rows: int = 0
    phantom: int = 0
    echo: int = 0
    mixed: int = 0
    haunted: int = 0
    edits: int = 0
    brief: int = 0
    missed: int = 0
    misplaced: int = 0
    delays: list[float] = field(default_factory=list)
    stories: Counter[str] = field(default_factory=Counter)
    causes: Counter[str] = field(default_factory=Counter)
    missed_kinds: Counter[str] = field(default_factory=Counter)

    @property
    def false_rows(self) -> int:
        """Return how many rows are false in any way."""
        return self.phantom + self.echo + self.mixed


@dataclass(frozen=True)
class Page:
    """What a life was: its name for the tables, all words its page began with, squeezed, and its edits in haste.

    Those were undone before two looks could see them: nobody has to tell them.
    """

    name: str
    words: str
    hasty: frozenset[int] = frozenset()


def judge_rows(
    rows: list[Row], edits: dict[int, State], first_served: dict[int, datetime], outcome: Outcome, page: Page
) -> None:
    """Count the rows of one life against its edits: each edit is told by the first row that shows it."""
    told: dict[int, Row] = {}
    wrong = 0
    for row in rows:
        known = {
            n: s.edit for n, s in edits.items() if s.edit is not None and first_served[n] <= row.recorded_at
        }
        shown = [n for n, edit in known.items() if shows(row, edit)]
        fresh = [n for n in shown if n not in told]
        in_window = [n for n in shown if row.seen_old_at < first_served[n] <= row.observed_at]
        kind = "phantom" if not shown else "echo" if not fresh and not in_window else ""
        kind = kind or ("mixed" if shows_more(row, list(known.values())) else "")
        if kind:
            wrong += 1
            setattr(outcome, kind, getattr(outcome, kind) + 1)
            outcome.causes[_whose(row, page)] += 1
            fields = "+".join(differing_fields(row.before, row.after))
            outcome.stories[f"{kind}, {_whose(row, page)}: {fields}: {page.name}"] += 1
        for number in fresh:
            told[number] = row
            outcome.misplaced += number not in in_window
            outcome.delays.append((row.recorded_at - first_served[number]).total_seconds() / 3600)
    outcome.rows += len(rows)
    outcome.haunted += bool(wrong)
    outcome.edits += len(edits.keys() - page.hasty)
    for number in edits.keys() - page.hasty:
        if number not in told:
            outcome.missed += 1
            outcome.missed_kinds[edits[number].kind] += 1
            outcome.stories[f"missed: {edits[number].kind}: {page.name}"] += 1


def _whose(row: Row, page: Page) -> str:
    """Tell whether a row shows words that were planted, or such as the page itself has always said."""
    gone, came = differing_lines(row.before, row.after)
    planted = [line for line in (*gone, *came) if line not in page.words]
    return "planted words" if planted else "the page's own words" if gone or came else "names"

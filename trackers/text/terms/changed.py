"""The words of a comparison that went or came, all of them, in runs that read on."""

from collections.abc import Iterator
from dataclasses import dataclass

from trackers.text.compare import Diff, Op, Span
from trackers.text.compare.tokens import CLUSTER_WEIGHT, tokenise, weigh

# Longer than any cluster.
_NEAR = 24


@dataclass(frozen=True)
class Run:
    """Words that went, or came, in one place.

    ``before`` and ``after`` are the clusters beside them where a script without spaces runs on: of a word of two
    clusters often one alone differs, and the word went all the same.
    """

    text: str
    before: str = ""
    after: str = ""

    @property
    def line(self) -> str:
        """The run with what stands beside it."""
        return f"{self.before}{self.text}{self.after}"


def changed_runs(diff: Diff, *, op: Op) -> Iterator[Run]:
    """Yield the runs of words that went (`Op.DELETE`) or came; words that only moved did neither."""
    other = Op.INSERT if op is Op.DELETE else Op.DELETE
    for row in [*(field.row for field in diff.fields), *diff.rows]:
        yield from _runs_of([span for span in row.inline if span.op is not other], op=op)


def _runs_of(spans: list[Span], *, op: Op) -> Iterator[Run]:
    run, before = "", ""
    for span in spans:
        if (span.op is op and span.move_id is None) or (span.is_space and run):
            run += span.text
        else:
            if run:
                yield Run(run, before, _first_cluster(span.text))
                run = ""
            before = _last_cluster(span.text)
    if run:
        yield Run(run, before)


def _first_cluster(text: str) -> str:
    leads, tokens, _ = tokenise(text[:_NEAR])
    return tokens[0] if tokens and not leads[0] and weigh(tokens[0]) == CLUSTER_WEIGHT else ""


def _last_cluster(text: str) -> str:
    _, tokens, rest = tokenise(text[-_NEAR:])
    return tokens[-1] if tokens and not rest and weigh(tokens[-1]) == CLUSTER_WEIGHT else ""

"""The words of a comparison that went or came, all of them, in runs that read on."""

from collections.abc import Iterator

from trackers.text.compare import Diff, Op


def changed_lines(diff: Diff, *, op: Op) -> Iterator[str]:
    """Yield the runs of words that went (`Op.DELETE`) or came; words that only moved did neither."""
    for row in [*(field.row for field in diff.fields), *diff.rows]:
        run = ""
        for span in row.inline:
            if span.op is op and span.move_id is None:
                run += span.text
            elif span.op in (op, Op.EQUAL):
                if span.is_space:
                    run += span.text
                elif run:
                    yield run
                    run = ""
        if run:
            yield run

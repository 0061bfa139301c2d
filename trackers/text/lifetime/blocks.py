"""Makes paragraphs of the woven text: those of the last version, and between them those that went."""

from collections.abc import Sequence

from trackers.text.lifetime.values import Block, Fate
from trackers.text.lifetime.weave import Thread


def make_blocks(threads: Sequence[Thread]) -> tuple[Block, ...]:
    """Return the paragraphs of a woven text.

    What went from a paragraph that still stands is shown in it; a paragraph that went as a whole is one of its own.
    """
    drafts: list[tuple[int | None, list[Thread]]] = []
    gone: list[Thread] = []
    for thread in threads:
        if thread.fate is not Fate.STANDS:
            gone.append(thread)
            continue
        paragraph = thread.standing.paragraph
        if drafts and drafts[-1][0] == paragraph:
            drafts[-1][1].extend([*gone, thread])
        else:
            tail = _place_gone(drafts, gone)
            drafts.append((paragraph, [*tail, thread]))
        gone = []
    drafts_end = _place_gone(drafts, gone)
    if drafts_end:
        _append_own(drafts, drafts_end)
    return tuple(
        Block(paragraph, tuple(thread.finish() for thread in held)) for paragraph, held in drafts if held
    )


def _place_gone(drafts: list[tuple[int | None, list[Thread]]], gone: list[Thread]) -> list[Thread]:
    """Place what went between two paragraphs; return what belongs to the beginning of the second."""
    first = 0
    if drafts:
        while first < len(gone) and not gone[first].standing.is_first:
            first += 1
        drafts[-1][1].extend(gone[:first])
    last = len(gone)
    while last > first and not gone[last - 1].standing.is_last:
        last -= 1
    _append_own(drafts, gone[first:last])
    return gone[last:]


def _append_own(drafts: list[tuple[int | None, list[Thread]]], gone: Sequence[Thread]) -> None:
    """Append paragraphs of what went alone: one begins where a sentence opened one, all wordings of it together."""
    before: Thread | None = None
    for thread in gone:
        follows = before is not None and not before.standing.is_last
        is_rewording = before is not None and thread.rewords == before.id
        if not is_rewording and (thread.standing.is_first or not follows):
            drafts.append((None, []))
        drafts[-1][1].append(thread)
        before = thread

"""Turns changed blocks into spans of the text as published.

Tokens align in folded form; here the exact text decides. Two aligned tokens that differ in anything, a
curly for a straight quotation mark or the white space in front of them, are marked.
"""

import re
from collections.abc import Mapping, Sequence

from trackers.text.compare.lines import Line
from trackers.text.compare.tokens import BREAK
from trackers.text.compare.values import Op, Span, without
from trackers.text.compare.words import Block

_INNER_SPACE = re.compile(r"(\s)")
NOTHING_MOVED: Mapping[int, int] = {}


def pair_spans(
    blocks: Sequence[Block],
    *,
    old: Line,
    new: Line,
    moved_old: Mapping[int, int] = NOTHING_MOVED,
    moved_new: Mapping[int, int] = NOTHING_MOVED,
) -> tuple[Span, ...]:
    """Return both lines as interleaved spans; `moved_*` give the move of tokens that stand elsewhere."""
    writer = _Writer()
    i = j = 0
    if not blocks or blocks[0].i1 or blocks[0].j1:
        writer.pair(old.gap(0), new.gap(0))
    for block in blocks:
        _write_equal(writer, old=old, new=new, i=i, j=j, count=block.i1 - i)
        if block.j1 == block.j2:
            _write_lone(
                writer, Op.DELETE, old, first=block.i1, last=block.i2, gap=new.gap(block.j1), moved=moved_old
            )
        elif block.i1 == block.i2:
            _write_lone(
                writer, Op.INSERT, new, first=block.j1, last=block.j2, gap=old.gap(block.i1), moved=moved_new
            )
        else:
            writer.pair(old.gap(block.i1), new.gap(block.j1))
            writer.change(Op.DELETE, old, first=block.i1, last=block.i2, moved=moved_old)
            writer.change(Op.INSERT, new, first=block.j1, last=block.j2, moved=moved_new)
            writer.pair(old.gap(block.i2), new.gap(block.j2))
        i, j = block.i2, block.j2
    if i < len(old.tokens):
        _write_equal(writer, old=old, new=new, i=i, j=j, count=len(old.tokens) - i)
        writer.pair(old.tail, new.tail)
    return writer.finish()


def equal_spans(texts: Sequence[str]) -> tuple[Span, ...]:
    """Return unchanged paragraphs, one as a rule, with a break between each two."""
    if len(texts) == 1:
        return (Span(Op.EQUAL, texts[0]),) if texts[0] else ()
    spans: list[Span] = []
    for number, text in enumerate(texts):
        if number:
            spans.append(Span(Op.EQUAL, BREAK, is_break=True))
        if text:
            spans.append(Span(Op.EQUAL, text))
    return tuple(spans)


def lone_spans(line: Line, *, op: Op, moved: Mapping[int, int] = NOTHING_MOVED) -> tuple[Span, ...]:
    """Return one line as spans of one fate, but for the tokens that `moved` says stand elsewhere."""
    writer = _Writer()
    writer.put(op, line.gap(0), move_id=moved.get(0))
    writer.change(op, line, first=0, last=len(line.tokens), moved=moved)
    writer.put(op, line.tail if line.tokens else "")
    return writer.finish()


def one_side(spans: Sequence[Span], *, drop: Op) -> tuple[Span, ...]:
    """Return the spans of one side, with neighbours that now touch joined."""
    return tuple(_join_alike(without(spans, op=drop)))


def _write_equal(writer: "_Writer", *, old: Line, new: Line, i: int, j: int, count: int) -> None:
    """Write aligned tokens and the white space between them."""
    if not count:
        return
    leads, tokens = old.leads[i + 1 : i + count], old.tokens[i : i + count]
    same = leads == new.leads[j + 1 : j + count] and tokens == new.tokens[j : j + count]
    if same and BREAK not in tokens:
        writer.equal(_glue(old, first=i, last=i + count))
        return
    for step in range(count):
        if step:
            writer.pair(old.leads[i + step], new.leads[j + step])
        if old.tokens[i + step] == BREAK:
            writer.put(Op.EQUAL, BREAK, is_break=True)
        else:
            _write_alike(writer, old.tokens[i + step], new.tokens[j + step])


def _write_alike(writer: "_Writer", old: str, new: str) -> None:
    """Write two aligned tokens; where only the white space inside a figure or date differs, only that is marked."""
    left, right = _INNER_SPACE.split(old), _INNER_SPACE.split(new)
    if len(left) == len(right) and left[::2] == right[::2]:
        for one, other in zip(left, right, strict=True):
            writer.pair(one, other)
    else:
        writer.pair(old, new)


def _write_lone(
    writer: "_Writer", op: Op, line: Line, *, first: int, last: int, gap: str, moved: Mapping[int, int]
) -> None:
    """Write tokens that stand on one side only, where the other has the white space `gap`.

    Of the white space before and behind them, the one that is like the other side's stays unmarked.
    """
    before, behind = line.gap(first), line.gap(last)
    stays_behind, stays_before = behind == gap, before == gap != behind
    writer.put(Op.EQUAL if stays_before else op, before, move_id=None if stays_before else moved.get(first))
    writer.change(op, line, first=first, last=last, moved=moved)
    writer.put(
        Op.EQUAL if stays_behind else op, behind, move_id=None if stays_behind else moved.get(last - 1)
    )
    if not stays_before and not stays_behind:
        writer.put(Op.INSERT if op is Op.DELETE else Op.DELETE, gap)


def _glue(line: Line, *, first: int, last: int) -> str:
    """Return the text of some tokens with the white space between them."""
    rest = zip(line.leads[first + 1 : last], line.tokens[first + 1 : last], strict=True)
    return line.tokens[first] + "".join([piece for pair in rest for piece in pair])


class _Writer:
    """Collects spans: neighbours of one fate are joined, deletions come before insertions."""

    def __init__(self) -> None:
        self._spans: list[Span] = []
        self._waiting: list[Span] = []

    def equal(self, text: str) -> None:
        self.put(Op.EQUAL, text)

    def pair(self, old: str, new: str) -> None:
        if old == new:
            self.equal(old)
        else:
            self.put(Op.DELETE, old)
            self.put(Op.INSERT, new)

    def change(self, op: Op, line: Line, *, first: int, last: int, moved: Mapping[int, int]) -> None:
        """Write tokens of one side and the white space between them."""
        place = first
        while place < last:
            move_id, end = moved.get(place), place + 1
            if place > first:
                self.put(op, line.leads[place], move_id=move_id)
            if line.tokens[place] == BREAK:
                self.put(op, BREAK, is_break=True)
            else:
                while end < last and line.tokens[end] != BREAK and moved.get(end) == move_id:
                    end += 1
                self.put(op, _glue(line, first=place, last=end), move_id=move_id)
            place = end

    def put(self, op: Op, text: str, *, is_break: bool = False, move_id: int | None = None) -> None:
        if not text:
            return
        span = Span(op, text, is_break, move_id)
        if op is Op.INSERT:
            self._waiting.append(span)
            return
        if op is Op.EQUAL:
            self._release()
        self._spans.append(span)

    def finish(self) -> tuple[Span, ...]:
        self._release()
        return tuple(_join_alike(self._spans))

    def _release(self) -> None:
        self._spans += self._waiting
        self._waiting = []


def _join_alike(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    texts: list[str] = []

    def close() -> None:
        if len(texts) > 1:
            last = joined[-1]
            joined[-1] = Span(last.op, "".join(texts), last.is_break, last.move_id)
        texts.clear()

    for span in spans:
        alike = joined and (joined[-1].op, joined[-1].move_id) == (span.op, span.move_id)
        if not alike or span.is_break or joined[-1].is_break:
            close()
            joined.append(span)
        texts.append(span.text)
    close()
    return joined

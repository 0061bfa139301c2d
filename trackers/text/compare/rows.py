"""Lays two lists of paragraphs out as rows: aligned, moves linked, the words that differ marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from trackers.text.compare.align import Alignment, align_paragraphs
from trackers.text.compare.chain import Link
from trackers.text.compare.lines import Lexicon, Line
from trackers.text.compare.sentences import Passage, find_sentence_moves
from trackers.text.compare.spans import equal_spans, lone_spans, one_side, pair_spans
from trackers.text.compare.values import Move, Op, Row, RowKind, Span
from trackers.text.compare.words import Block, changed_blocks


@dataclass(slots=True)
class _Draft:
    """A row on its way: what it holds, the changed blocks inside, and the tokens that stand elsewhere."""

    kind: RowKind
    old_paragraphs: tuple[int, ...] = ()
    new_paragraphs: tuple[int, ...] = ()
    old: Line | None = None
    new: Line | None = None
    blocks: Sequence[Block] = ()
    equal_texts: Sequence[str] = ()
    move_id: int | None = None
    moved_old: dict[int, int] = field(default_factory=dict)
    moved_new: dict[int, int] = field(default_factory=dict)


def compare_lists(
    lexicon: Lexicon, *, old: Sequence[str], new: Sequence[str]
) -> tuple[tuple[Row, ...], tuple[Move, ...]]:
    """Return the rows of two lists of paragraphs, and what moved between them."""
    alignment = align_paragraphs(lexicon, old=old, new=new)
    drafts = list(_draft_rows(lexicon, alignment, old=old, new=new))
    moves = _list_paragraph_moves(drafts)
    if not alignment.is_coarse and not lexicon.is_coarse:
        moves += _mark_sentence_moves(lexicon, drafts, first_id=len(moves) + 1)
    return tuple(_finish(draft, number=number) for number, draft in enumerate(drafts)), tuple(moves)


def compare_single(lexicon: Lexicon, *, old: str, new: str) -> Row:
    """Return the row of two texts that belong together whatever they say, such as two headlines."""
    return _finish(_draft_pair(lexicon, Link(0, 1, 0, 1), old=[old], new=[new]), number=0)


def _draft_rows(
    lexicon: Lexicon, alignment: Alignment, *, old: Sequence[str], new: Sequence[str]
) -> Iterator[_Draft]:
    """Yield the rows in reading order; between two links first what left, then what came."""
    partners_new, partners_old = dict(alignment.moves), {j: i for i, j in alignment.moves}
    move_ids = {i: number for number, (i, _) in enumerate(alignment.moves, 1)}
    width = None if alignment.is_coarse else 1
    i = j = 0
    for link in [*alignment.links, Link(len(old), len(old), len(new), len(new))]:
        for places in _batches(i, link.i1, width=width):
            place = places[0]
            if place in partners_new:
                pair = lexicon.line(old[place]), lexicon.line(new[partners_new[place]])
                yield _draft_moved(lexicon, *pair, move_id=move_ids[place], old_paragraphs=places)
            else:
                line = lexicon.join([lexicon.line(old[place]) for place in places])
                yield _Draft(RowKind.REMOVED, old_paragraphs=places, old=line)
        for places in _batches(j, link.j1, width=width):
            place = places[0]
            if place in partners_old:
                pair = lexicon.line(old[partners_old[place]]), lexicon.line(new[place])
                yield _draft_moved(
                    lexicon, *pair, move_id=move_ids[partners_old[place]], new_paragraphs=places
                )
            else:
                line = lexicon.join([lexicon.line(new[place]) for place in places])
                yield _Draft(RowKind.ADDED, new_paragraphs=places, new=line)
        if link.i1 < link.i2:
            yield _draft_pair(lexicon, link, old=old, new=new)
        i, j = link.i2, link.j2


def _batches(first: int, last: int, *, width: int | None) -> Iterator[tuple[int, ...]]:
    """Yield the places from `first` to before `last` in tuples of `width`, or all in one."""
    step = width or max(1, last - first)
    for start in range(first, last, step):
        yield tuple(range(start, min(start + step, last)))


def _draft_pair(lexicon: Lexicon, link: Link, *, old: Sequence[str], new: Sequence[str]) -> _Draft:
    if link.i2 - link.i1 == 1 == link.j2 - link.j1 and old[link.i1] == new[link.j1]:
        return _Draft(RowKind.EQUAL, (link.i1,), (link.j1,), equal_texts=(old[link.i1],))
    places = tuple(range(link.i1, link.i2)), tuple(range(link.j1, link.j2))
    if old[link.i1 : link.i2] == new[link.j1 : link.j2]:
        return _Draft(RowKind.EQUAL, *places, equal_texts=old[link.i1 : link.i2])
    one = lexicon.join([lexicon.line(old[place]) for place in places[0]])
    other = lexicon.join([lexicon.line(new[place]) for place in places[1]])
    blocks = changed_blocks(lexicon, old=one, new=other)
    return _Draft(RowKind.CHANGED, *places, one, other, blocks)


def _draft_moved(
    lexicon: Lexicon,
    old: Line,
    new: Line,
    *,
    move_id: int,
    old_paragraphs: tuple[int, ...] = (),
    new_paragraphs: tuple[int, ...] = (),
) -> _Draft:
    if old.text == new.text:
        return _Draft(RowKind.MOVED, old_paragraphs, new_paragraphs, equal_texts=[old.text], move_id=move_id)
    blocks = changed_blocks(lexicon, old=old, new=new)
    return _Draft(RowKind.MOVED, old_paragraphs, new_paragraphs, old, new, blocks, move_id=move_id)


def _list_paragraph_moves(drafts: Sequence[_Draft]) -> list[Move]:
    moved = [
        (number, draft.move_id, draft) for number, draft in enumerate(drafts) if draft.move_id is not None
    ]
    left = {move_id: number for number, move_id, draft in moved if draft.old_paragraphs}
    came = {move_id: number for number, move_id, draft in moved if draft.new_paragraphs}
    return [Move(move_id, left[move_id], came[move_id], whole_paragraph=True) for move_id in sorted(left)]


def _mark_sentence_moves(lexicon: Lexicon, drafts: Sequence[_Draft], *, first_id: int) -> list[Move]:
    """Note in the drafts which marked tokens stand elsewhere, and return the moves."""
    gone = [
        Passage(number, draft.old, _marked(draft, old_side=True))
        for number, draft in enumerate(drafts)
        if draft.old and draft.old_paragraphs
    ]
    come = [
        Passage(number, draft.new, _marked(draft, old_side=False))
        for number, draft in enumerate(drafts)
        if draft.new and draft.new_paragraphs
    ]
    moves = []
    for move_id, found in enumerate(find_sentence_moves(lexicon, old=gone, new=come), first_id):
        drafts[found.old_row].moved_old.update(dict.fromkeys(found.old_tokens, move_id))
        drafts[found.new_row].moved_new.update(dict.fromkeys(found.new_tokens, move_id))
        moves.append(Move(move_id, found.old_row, found.new_row, whole_paragraph=False))
    return moves


def _marked(draft: _Draft, *, old_side: bool) -> list[bool]:
    line = draft.old if old_side else draft.new
    assert line is not None
    if draft.old is None or draft.new is None:
        return [True] * len(line.tokens)
    marked = [False] * len(line.tokens)
    for block in draft.blocks:
        first, last = (block.i1, block.i2) if old_side else (block.j1, block.j2)
        marked[first:last] = [True] * (last - first)
    return marked


def _finish(draft: _Draft, *, number: int) -> Row:
    return Row(draft.kind, _spans(draft), draft.old_paragraphs, draft.new_paragraphs, draft.move_id, number)


def _spans(draft: _Draft) -> tuple[Span, ...]:
    if draft.equal_texts:
        return equal_spans(draft.equal_texts)
    if draft.old and draft.new:
        spans = pair_spans(
            draft.blocks, old=draft.old, new=draft.new, moved_old=draft.moved_old, moved_new=draft.moved_new
        )
        if draft.kind is RowKind.MOVED:
            return one_side(spans, drop=Op.INSERT if draft.old_paragraphs else Op.DELETE)
        return spans
    if draft.old:
        return lone_spans(draft.old, op=Op.DELETE, moved=draft.moved_old)
    assert draft.new is not None
    return lone_spans(draft.new, op=Op.INSERT, moved=draft.moved_new)

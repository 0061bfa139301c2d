"""Signs of the ends of a body: a block under a known heading, an end cut off, longer, shorter, or given up."""

from collections.abc import Collection, Iterator, Sequence

from trackers.text.alike.fields import PARAGRAPHS, Pair
from trackers.text.alike.shapes import count_all
from trackers.text.alike.signs import MOST_FAINT, Sign, SignKind, fold_line, line_key, make_sign

# An end that was cut off: at least so many words, and this share of all.
CUT_FROM = 100
CUT_SHARE = 0.25
# A block at either end of the body is known by one of its first lines.
_HEADS = 8
_LONGEST_HEAD = 80
_BLOCK = 40
# So many lines may stand in place of an end that is not shown: the beginning of a paragraph and what to do to read on.
_TEASER = 2


def read_ends(pair: Pair) -> Iterator[Sign]:
    """Yield a sign for each head of a block that came to, or went from, an end of the body, and for an end cut off.

    A head is a short line that is no sentence: what stands behind it down to the end, or before it up to the beginning,
    differs from article to article ("More on this" and what follows).
    """
    for way, lines in _runs(pair):
        for kind, run in lines:
            heads = run[:_HEADS] if kind is SignKind.TAIL else run[-_HEADS:]
            others = len(run) > 1
            yield from (
                make_sign(kind, way, line_key(line), sample=line)
                for line in heads
                if others and _is_head(line)
            )
    yield from _read_bare_ends(pair)


def explain_ends(pair: Pair, signs: Collection[Sign]) -> Pair:
    """Return the pair without the blocks and ends that came or went by these signs."""
    known = {sign for sign in signs if sign.kind in {SignKind.TAIL, SignKind.LEAD}}
    if not known:
        return pair
    if known.intersection(_read_bare_ends(pair)):
        return pair.put(PARAGRAPHS, after=pair.before[PARAGRAPHS])
    for way, lines in list(_runs(pair)):
        for kind, run in lines:
            places = [
                place for place, line in enumerate(run) if make_sign(kind, way, line_key(line)) in known
            ]
            if places:
                size = len(run) - places[0] if kind is SignKind.TAIL else places[-1] + 1
                pair = _take_off(pair, way, kind, size)
    return pair


def _take_off(pair: Pair, way: str, kind: SignKind, size: int) -> Pair:
    lines = (pair.after if way == "came" else pair.before)[PARAGRAPHS]
    kept = lines[: len(lines) - size] if kind is SignKind.TAIL else lines[size:]
    return pair.put(PARAGRAPHS, **{"after" if way == "came" else "before": kept})


def _runs(pair: Pair) -> Iterator[tuple[str, list[tuple[SignKind, list[str]]]]]:
    """Yield, for what came and what went, the run of such lines at each end of the body; a whole body is no run."""
    for way, lines, places in (
        ("came", pair.after[PARAGRAPHS], set(pair.come(PARAGRAPHS))),
        ("went", pair.before[PARAGRAPHS], set(pair.gone(PARAGRAPHS))),
    ):
        if len(places) == len(lines):
            continue
        tail = 0
        while len(lines) - tail - 1 in places:
            tail += 1
        lead = 0
        while lead in places:
            lead += 1
        runs = [(SignKind.TAIL, list(lines[len(lines) - tail :])), (SignKind.LEAD, list(lines[:lead]))]
        yield way, [(kind, run) for kind, run in runs if 0 < len(run) <= _BLOCK]


def _is_head(line: str) -> bool:
    """Tell whether a line may be the head of a block: short, and no sentence."""
    line = line.rstrip()
    return 0 < len(line) <= _LONGEST_HEAD and not (line[-1] in ".!?。！？…؟।" or line[-1] in "\"'”’»")


# --- One end and nothing else ------------------------------------------------------------------------------


def _read_bare_ends(pair: Pair) -> Iterator[Sign]:
    """Yield what can be said of a body that differs at one of its ends and nowhere else."""
    before, after = pair.before[PARAGRAPHS], pair.after[PARAGRAPHS]
    if not before or not after or before == after:
        return
    yield from _read_length(before, after)
    yield from _read_instead(before, after)


def _read_length(before: Sequence[str], after: Sequence[str]) -> Iterator[Sign]:
    """Yield a sign where one end is longer or shorter by some lines: by how many, and whether it is a good part."""
    extra = len(after) - len(before)
    if extra == 0:
        return
    short, long = (before, after) if extra > 0 else (after, before)
    way, count = ("longer" if extra > 0 else "shorter"), abs(extra)
    for kind, kept, rest in (
        (SignKind.TAIL, long[: len(short)], long[len(short) :]),
        (SignKind.LEAD, long[count:], long[:count]),
    ):
        if kept != short:
            continue
        if count <= MOST_FAINT:
            yield make_sign(kind, way, str(count), sample=rest[0])
        words = count_all(rest) if way == "shorter" else 0
        if words >= CUT_FROM and words >= CUT_SHARE * count_all(before):
            yield make_sign(kind, "cut", sample=rest[0])


def _read_instead(before: Sequence[str], after: Sequence[str]) -> Iterator[Sign]:
    """Yield a sign for the line that stands in place of the rest of the body ("Subscribe to read on")."""
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    rest, given_up = after[same:], before[same:]
    if not 0 < len(rest) <= _TEASER or len(given_up) <= len(rest):
        return
    cut = fold_line(rest[0]).rstrip(" .")
    if len(rest) == 1 or (cut and fold_line(given_up[0]).startswith(cut)):
        yield make_sign(SignKind.TAIL, "instead", line_key(rest[-1]), sample=rest[-1])

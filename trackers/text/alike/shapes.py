"""Signs of whole fields and of the body's shape: emptied, taken from elsewhere, cut at an end, in another order."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from trackers.text.alike.fields import BYLINE, CAPTIONS, FIELDS, PARAGRAPHS, STANDFIRST, Pair
from trackers.text.alike.signs import Sign, SignKind, line_key, make_sign
from trackers.text.compare.tokens import count_words

Places = Sequence[tuple[str, str]]

# A body of so many words that keeps less than this share of them has collapsed.
COLLAPSE_FROM = 150
COLLAPSE_BELOW = 0.4
# An end that was cut off: at least so many words, and this share of all.
CUT_FROM = 100
CUT_SHARE = 0.25
# A block at either end of the body is known by one of its first lines.
_HEADS = 8
_LONGEST_HEAD = 80
_BLOCK = 40


# --- Collapse -------------------------------------------------------------------------------------------


def has_collapsed(pair: Pair) -> bool:
    """Whether a body of 150 words or more has kept less than two fifths of them."""
    before, after = pair.before[PARAGRAPHS], pair.after[PARAGRAPHS]
    if sum(map(len, after)) >= sum(map(len, before)):
        return False
    words = count_all(before)
    return words >= COLLAPSE_FROM and count_all(after) < COLLAPSE_BELOW * words


def count_all(lines: Sequence[str]) -> int:
    """Return how many words lines have together."""
    return sum(map(count_words, lines))


# --- Whole fields ---------------------------------------------------------------------------------------


def read_fields(pair: Pair) -> Iterator[Sign]:
    """Yield a sign for each field that emptied or was filled."""
    for name in (BYLINE, STANDFIRST, CAPTIONS):
        before, after = pair.before[name], pair.after[name]
        if bool(before) != bool(after):
            kind = SignKind.LOST if before else SignKind.GAINED
            yield make_sign(kind, name, sample=" · ".join(before or after))


def explain_fields(pair: Pair, signs: Collection[Sign]) -> Pair:
    """Return the pair without the fields that emptied or were filled by these signs."""
    for sign in read_fields(pair):
        if sign in signs:
            pair = pair.drop(sign.detail)
    return pair


def read_places(pair: Pair, *, before: Places, after: Places) -> Iterator[Sign]:
    """Yield a sign for each differing field that was taken from another place of the page than before."""
    old, new = dict(before), dict(after)
    for name in pair.differing:
        if old.get(name, "") != new.get(name, "") and old.get(name) and new.get(name):
            detail = f"{name}:{old[name][:40]}>{new[name][:40]}"
            yield make_sign(SignKind.PLACE, detail, sample=" · ".join(pair.after[name][:3]))


def explain_places(pair: Pair, signs: Collection[Sign], *, before: Places, after: Places) -> Pair:
    """Return the pair without the fields that were taken from another place by these signs."""
    for sign in list(read_places(pair, before=before, after=after)):
        name = sign.detail.partition(":")[0]
        if sign in signs and name in FIELDS:
            pair = pair.drop(name)
    return pair


# --- The ends of the body -----------------------------------------------------------------------------------


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
    yield from _read_cut(pair)


def explain_ends(pair: Pair, signs: Collection[Sign]) -> Pair:
    """Return the pair without the blocks and ends that came or went by these signs."""
    known = {sign for sign in signs if sign.kind in {SignKind.TAIL, SignKind.LEAD}}
    if not known:
        return pair
    cuts = known.intersection(_read_cut(pair))
    if cuts:
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


def _read_cut(pair: Pair) -> Iterator[Sign]:
    """Yield a sign where a good part of the body is missing at one end and nothing else in it differs."""
    before, after = pair.before[PARAGRAPHS], pair.after[PARAGRAPHS]
    if not 0 < len(after) < len(before):
        return
    lost = len(before) - len(after)
    for kind, kept, gone in (
        (SignKind.TAIL, before[: len(after)], before[len(after) :]),
        (SignKind.LEAD, before[lost:], before[:lost]),
    ):
        if kept == after:
            words = count_all(gone)
            if words >= CUT_FROM and words >= CUT_SHARE * count_all(before):
                yield make_sign(kind, "cut", sample=gone[0])


# --- Order --------------------------------------------------------------------------------------------------


def read_order(pair: Pair) -> Iterator[Sign]:
    """Yield a sign for each field that holds the same lines in another order."""
    for name in (PARAGRAPHS, CAPTIONS, BYLINE):
        if pair.before[name] != pair.after[name] and Counter(pair.before[name]) == Counter(pair.after[name]):
            yield make_sign(SignKind.SHUFFLED, name)


def explain_order(pair: Pair, signs: Collection[Sign]) -> Pair:
    """Return the pair with the old order where one of these signs applies."""
    for sign in list(read_order(pair)):
        if sign in signs:
            pair = pair.put(sign.detail, after=pair.before[sign.detail])
    return pair

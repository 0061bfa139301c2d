"""Signs of whole fields: emptied, taken from elsewhere, in another order, collapsed."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from trackers.text.alike.fields import BYLINE, CAPTIONS, FIELDS, PARAGRAPHS, STANDFIRST, Pair
from trackers.text.alike.signs import Sign, SignKind, make_sign
from trackers.text.compare.tokens import count_words

Places = Sequence[tuple[str, str]]

# A body of so many words that keeps less than this share of them has collapsed.
COLLAPSE_FROM = 150
COLLAPSE_BELOW = 0.4


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

"""The two questions asked of a difference: what about it may be shared, and what is left of it without that."""

from collections.abc import Collection

from trackers.text.alike.ends import explain_ends, read_ends
from trackers.text.alike.fields import make_pair, split_pair
from trackers.text.alike.lines import (
    explain_affixes,
    explain_lines,
    explain_moves,
    explain_typography,
    read_affixes,
    read_lines,
    read_moves,
    read_typography,
)
from trackers.text.alike.shapes import (
    Places,
    explain_fields,
    explain_order,
    explain_places,
    has_collapsed,
    read_fields,
    read_order,
    read_places,
)
from trackers.text.alike.signs import MOST_SIGNS, Sign, SignKind, make_sign
from trackers.text.tidy import ArticleText


def read_signs(
    before: ArticleText, after: ArticleText, *, places_before: Places = (), places_after: Places = ()
) -> frozenset[Sign]:
    """Return what about the step from one text to the other many articles of a publisher may have in common.

    `places_before` and `places_after` say of each field where it was taken from (``Extraction.places``). At most
    `MOST_SIGNS`, none for equal texts. Of a body that collapsed only that and what came in its place. Costs a few
    milliseconds for long articles.
    """
    pair = make_pair(before, after)
    if not pair.differing:
        return frozenset()
    if has_collapsed(pair):
        came = [sign for sign in read_lines(pair) if sign.kind is SignKind.CAME]
        return frozenset([make_sign(SignKind.COLLAPSE, sample=" · ".join(after.paragraphs[:2])), *came])
    moves = list(read_moves(pair))
    broad = [
        *read_typography(pair),
        *read_affixes(pair),
        *moves,
        *read_fields(explain_moves(pair, moves)),
        *read_places(pair, before=places_before, after=places_after),
        *read_order(pair),
        *read_ends(pair),
    ]
    return frozenset([*broad, *read_lines(pair)][:MOST_SIGNS])


def explained(
    before: ArticleText,
    after: ArticleText,
    signs: Collection[Sign],
    *,
    places_before: Places = (),
    places_after: Places = (),
) -> tuple[ArticleText, ArticleText]:
    """Return the two texts without all that these signs account for: equal ones differ by nothing else.

    A sign counts only where it applies to this pair. A collapse accounts for everything: of a page that could not be
    read nobody can tell what else has changed in it, until it is read again.
    """
    pair, signs = make_pair(before, after), frozenset(signs)
    if not pair.differing:
        return before, after
    if any(sign.kind is SignKind.COLLAPSE for sign in signs) and has_collapsed(pair):
        return ArticleText(), ArticleText()
    pair = explain_places(pair, signs, before=places_before, after=places_after)
    pair = explain_moves(pair, signs)
    pair = explain_typography(pair, signs)
    pair = explain_affixes(pair, signs)
    pair = explain_ends(pair, signs)
    pair = explain_fields(pair, signs)
    pair = explain_lines(pair, signs)
    pair = explain_order(pair, signs)
    return split_pair(pair)

"""Tells what a stretch does to the sense of a sentence: turns it round, or makes it more or less certain."""

from collections import Counter
from collections.abc import Callable, Iterable

from trackers.text.kinds.pair import Pair, Range, Stretch, is_kin
from trackers.text.kinds.side import Side, Token
from trackers.text.kinds.words import Hit, Phrases, plain, word_set

_AFFIXES = (
    "un",
    "in",
    "im",
    "il",
    "ir",
    "dis",
    "non-",
    "non",
    "nicht-",
    "des",
    "dés",
    "не",
    "без",
    "бес",
    "а",
    "غير ",
    "अ",
    "不",
    "非",
    "未",
    "无",
    "無",
)
_TIGHT_FOR_OPPOSITES = 6
# Words of nearness that are prepositions of place or theme as well, where no figure follows so soon.
_PREPOSITIONS = word_set("about around over under etwa über gut rund autour hasta até до")
_FIGURE_NEAR = 3
# How many words carry what is denied, and the languages in which they stand before the negation as well.
_DENIED = 2
_DENIED_BEFORE = ("de", "hi")
# Languages that write small words onto the next one: the beginnings of words do not tell which are kin.
_PREFIXED = ("ar", "he")
# French and its kin put certainty into the ending: the conditional and the plain form of one verb.
_CONDITIONAL = {
    "fr": ("raient", "rait"),
    "es": ("ría", "rían"),
    "pt": ("ria", "riam"),
}


def turns_round(pair: Pair, stretch: Stretch) -> bool:
    """Return whether a negation went or came in a stretch, or a word gave way to its opposite."""
    one, other = _negations(pair.old, stretch.old), _negations(pair.new, stretch.new)
    if len(one) != len(other):
        if stretch.is_tight:
            return True
        if len(_negations(pair.old, None)) != len(_negations(pair.new, None)):
            return _denies_the_same(pair, one, other)
    return _is_opposite(pair, stretch)


def _denies_the_same(pair: Pair, one: list[Hit], other: list[Hit]) -> bool:
    """Return whether what one side denies is spoken of on the other; another sentence in its place reverses nothing."""
    if pair.words.is_spaceless or pair.words.lang in _PREFIXED:
        return True
    return any(
        is_kin(denied.text, token.text)
        for hits, side, facing in ((one, pair.old, pair.new), (other, pair.new, pair.old))
        for hit in hits
        for denied in _denied(pair, side, hit)
        for token in facing.tokens
        if token.is_word
    )


def _denied(pair: Pair, side: Side, hit: Hit) -> list[Token]:
    """Return the words nearest to a negation that carry facts: behind it, in some languages before it as well."""
    inside = pair.content(side.words_in(hit.start, hit.end))
    behind = pair.content([token for token in side.tokens_after(hit.end) if token.is_word])[:_DENIED]
    before = pair.content([token for token in side.tokens_before(hit.start) if token.is_word])[-_DENIED:]
    return [*inside, *behind, *(before if pair.words.lang in _DENIED_BEFORE else [])]


def _negations(side: Side, where: Range | None) -> list[Hit]:
    hits = side.hits(side.words.negating) if where is None else side.hits_in(side.words.negating, *where)
    return [hit for hit in hits if not _compares(side, hit)]


def _compares(side: Side, hit: Hit) -> bool:
    """Return whether a "no" belongs to a comparison ("no bigger than"), which denies nothing."""
    if hit.what != "no":
        return False
    after = [plain(token.text) for token in side.tokens_after(hit.end)[:2]]
    return len(after) == 2 and after[1] == "than"


def _is_opposite(pair: Pair, stretch: Stretch) -> bool:
    if stretch.is_one_sided or max(len(stretch.old_words), len(stretch.new_words)) > _TIGHT_FOR_OPPOSITES:
        return False
    phrases = pair.words.contrast
    one = {hit.what for hit in pair.old.hits_in(phrases, *stretch.old)}
    other = {hit.what for hit in pair.new.hits_in(phrases, *stretch.new)}
    opposites = pair.words.opposite
    if any(opposites[word] & (other - one) for word in one - other):
        return True
    left = {plain(token.text) for token in stretch.old_words}
    right = {plain(token.text) for token in stretch.new_words}
    return any(_is_affixed(a, b) or _is_affixed(b, a) for a in left - right for b in right - left)


def _is_affixed(short: str, long: str) -> bool:
    return len(long) > len(short) >= 2 and any(
        long == affix + short and (len(short) > 2 or not affix.isascii()) for affix in _AFFIXES
    )


def changes_certainty(pair: Pair, stretch: Stretch) -> bool:
    """Return whether words that say how certain something is went, came or gave way to others."""
    hedging, modal = pair.words.hedging, pair.words.modal
    if stretch.is_tight:
        return (
            _differ(pair, stretch, hedging)
            or (not stretch.is_one_sided and _differ(pair, stretch, modal))
            or _differ(pair, stretch, pair.words.near, only=_is_near_figure)
            or _turns_conditional(pair, stretch)
        )
    sure = {hit.what for side in (pair.old, pair.new) for hit in side.hits(modal)}
    one, other = _certainties(pair.old, sure), _certainties(pair.new, sure)
    near_one = {hit.what for hit in _unquoted(pair.old, pair.old.hits_in(hedging, *stretch.old))} - sure
    near_other = {hit.what for hit in _unquoted(pair.new, pair.new.hits_in(hedging, *stretch.new))} - sure
    return one != other and near_one != near_other


def _certainties(side: Side, ignored: set[str]) -> Counter[str]:
    hits = _unquoted(side, side.hits(side.words.hedging))
    return Counter(hit.what for hit in hits if hit.what not in ignored)


def _unquoted(side: Side, hits: Iterable[Hit]) -> list[Hit]:
    """Return the words that are the article's own: what somebody doubts who is quoted anew is told as a quotation."""
    return [hit for hit in hits if not side.in_quotes(hit.start, hit.end)]


def _differ(
    pair: Pair, stretch: Stretch, phrases: Phrases, *, only: Callable[[Side, Hit], bool] | None = None
) -> bool:
    only = only or _is_no_month
    one = Counter(hit.what for hit in pair.old.hits_in(phrases, *stretch.old) if only(pair.old, hit))
    other = Counter(hit.what for hit in pair.new.hits_in(phrases, *stretch.new) if only(pair.new, hit))
    return one != other


def _is_no_month(side: Side, hit: Hit) -> bool:
    """Return whether a word is anything but the month of May."""
    return not (hit.what == "may" and side.text[hit.start] == "M")


def _is_near_figure(side: Side, hit: Hit) -> bool:
    """Return whether a word of nearness says how exact a figure is; "about the harbour" says nothing of the kind."""
    if hit.what not in _PREPOSITIONS:
        return True
    reach = next((token.end for token in reversed(side.tokens_after(hit.end)[:_FIGURE_NEAR])), hit.end)
    return any(token.is_figure for token in side.tokens_in(hit.end, reach)) or bool(
        side.hits_in(side.words.number, hit.end, reach)
    )


def _turns_conditional(pair: Pair, stretch: Stretch) -> bool:
    endings = _CONDITIONAL.get(pair.words.lang)
    if endings is None or stretch.is_one_sided:
        return False
    one = {plain(token.text) for token in stretch.old_words}
    other = {plain(token.text) for token in stretch.new_words}
    return any(
        left.endswith(endings) != right.endswith(endings) and left[:3] == right[:3]
        for left in one - other
        for right in other - one
    )

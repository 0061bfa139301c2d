"""Tells who says something: whether the source of a statement was named, exchanged or dropped in a stretch."""

from collections.abc import Iterable
from itertools import islice, takewhile

from trackers.text.kinds.pair import Pair, Range, Stretch, content_words, is_kin, nothing_at
from trackers.text.kinds.side import Side, Token
from trackers.text.kinds.words import Hit, Phrases, plain, word_set

# Nouns as well as verbs: "the report", "a claim".
_NOUNS = word_set(
    "report reports claim claims state states note notes estimate estimates comment find finds post "
    "writes source warning answer promise show shows view per figures data"
)
_DETERMINERS = word_set(
    "a an the this that his her its their our my your of in no any some new last first another each every "
    "latest official annual united"
)
_HEARD = word_set("told asked informed")
_BEING = word_set("was were is are be been being wasn't weren't isn't aren't")
_SUBJECTS = word_set("he she they we i it who the a an this that his her its their our my")
_OTHER_VERBS = frozenset((("find", "out"), ("finds", "out"), ("added", "to"), ("add", "up"), ("adds", "up")))
_SUBJECT = 3
_BETWEEN = frozenset(",;:–—-(")
_NEAR = 5
_FEW = 2


def changes_source(pair: Pair, stretch: Stretch) -> bool:
    """Return whether the words of a stretch name, exchange or drop who said something."""
    old, new = _sayings(pair.old, stretch.old), _sayings(pair.new, stretch.new)
    if not old and not new:
        return _concludes(pair, stretch) or _source_exchanged(pair, stretch)
    if _is_word_of_certainty(pair, stretch) or _turns_denial(pair, stretch):
        return False
    if pair.is_field and not stretch.is_tight and not stretch.is_one_sided:
        return False
    if bool(old) != bool(new):
        return not _kept_outside(pair, stretch, old or new, is_old=bool(old))
    one, other = _source_words(pair.old, stretch.old, old), _source_words(pair.new, stretch.new, new)
    if _alike(one, other):
        return False
    if _is_unnamed(pair.old, stretch.old) != _is_unnamed(pair.new, stretch.new):
        return True
    # In a sentence written anew a source that has no name may be described in other words.
    return stretch.is_tight or any(token.is_capital and not token.first for token in (*one, *other))


def locate_source(pair: Pair, stretch: Stretch) -> tuple[Range, Range]:
    """Return where the source of a stretch stands on each side, without words that only moved or lost their capital."""
    if _only_moved(pair.old, stretch.new_words, out_of=stretch.old):
        return stretch.old, nothing_at(stretch.new)
    if _only_moved(pair.new, stretch.old_words, out_of=stretch.new):
        return nothing_at(stretch.old), stretch.new
    return _without_kept_end(stretch)


def _only_moved(other: Side, words: tuple[Token, ...], *, out_of: Range) -> bool:
    """Return whether all words of one side of a stretch stand on the other side as well, but not in the stretch."""
    elsewhere = {token.text for token in other.tokens if token.end <= out_of[0] or out_of[1] <= token.start}
    return bool(words) and all(token.text in elsewhere for token in words)


def _without_kept_end(stretch: Stretch) -> tuple[Range, Range]:
    """Return a stretch without words at its end that stay but for a capital: "Police say it" and "It"."""
    old, new = list(stretch.old_words), list(stretch.new_words)
    while old and new and old[-1].text.casefold() == new[-1].text.casefold():
        old.pop()
        new.pop()
    if len(old) == len(stretch.old_words):
        return stretch.old, stretch.new
    return _reach(stretch.old, old), _reach(stretch.new, new)


def _reach(where: Range, words: list[Token]) -> Range:
    """Return the part of a stretch up to the last of some words, nothing where there are none."""
    return (where[0], words[-1].end) if words else nothing_at(where)


def _is_unnamed(side: Side, where: Range) -> bool:
    """Return whether a stretch says only that something is said: it emerged, sources."""
    return bool(side.hits_in(side.words.unnamed, *where))


def _is_word_of_certainty(pair: Pair, stretch: Stretch) -> bool:
    """Return whether one verb gave way to another of which one says how sure it is: suggests, proves."""
    if stretch.is_one_sided or max(len(stretch.old_words), len(stretch.new_words)) > _FEW:
        return False
    hedging = pair.words.hedging
    return bool(pair.old.hits_in(hedging, *stretch.old) or pair.new.hits_in(hedging, *stretch.new))


def _turns_denial(pair: Pair, stretch: Stretch) -> bool:
    """Return whether a verb of saying gave way to one of denying, or back, and who says it stands before both."""
    if stretch.is_one_sided:
        return False
    denies, says = pair.words.negating, pair.words.says
    old, new = _begins_with(pair.old, stretch.old, denies), _begins_with(pair.new, stretch.new, denies)
    return old != new and (
        _begins_with(pair.new, stretch.new, says) if old else _begins_with(pair.old, stretch.old, says)
    )


def _begins_with(side: Side, where: Range, phrases: Phrases) -> bool:
    words = [word for word in side.words_in(*where) if plain(word.text) not in side.words.small_words]
    return bool(words) and any(hit.start <= words[0].start < hit.end for hit in side.hits_in(phrases, *where))


def _concludes(pair: Pair, stretch: Stretch) -> bool:
    """Return whether a clause behind a comma went or came that names whose finding the rest is."""
    if not stretch.is_one_sided:
        return False
    side, where = (pair.old, stretch.old) if stretch.old_words else (pair.new, stretch.new)
    tokens = side.tokens_in(*where)
    words = [token for token in tokens if token.is_word]
    return tokens[0].text == "," and len(words) > 1 and plain(words[-1].text) in side.words.concludes


def _sayings(side: Side, where: Range) -> list[Hit]:
    """Return the words of saying in a stretch that are used as such, outside quotations."""
    if where[0] == where[1]:
        return []
    return [
        hit
        for hit in side.hits_in(side.words.says, *where)
        if not side.in_quotes(hit.start, hit.end)
        and not _is_noun(side, hit)
        and not _is_order(side, hit)
        and not _is_hearsay(side, hit)
        and not _hears(side, hit)
        and not _is_other_verb(side, hit)
    ]


def _is_order(side: Side, hit: Hit) -> bool:
    """Return whether somebody is told, or promises, to do something, which says nothing of a source."""
    after = side.tokens_after(hit.end)
    return bool(after) and after[0].text.lower() == "to" and not hit.what.endswith(" to")


def _is_hearsay(side: Side, hit: Hit) -> bool:
    """Return whether a word is part of a longer one of certainty: "is said to have"."""
    return any(
        hedge.start <= hit.start and hit.end < hedge.end and " " in hedge.what
        for hedge in side.hits(side.words.hedging)
    )


def _hears(side: Side, hit: Hit) -> bool:
    """Return whether whoever stands before a word of saying is the one who is told: "was not told until Friday".

    Where nothing follows, what was said there stands before: ", the court was told".
    """
    after = side.tokens_after(hit.end)
    if hit.what not in _HEARD or not after or not after[0].is_word or plain(after[0].text) == "by":
        return False
    before = side.tokens_before(hit.start)[-_FEW:]
    return any(plain(token.text) in _BEING for token in before)


def _is_other_verb(side: Side, hit: Hit) -> bool:
    """Return whether a word of saying is another verb here: to find out, a talk that was added to a list."""
    after = side.tokens_after(hit.end)
    if after and (hit.what, plain(after[0].text)) in _OTHER_VERBS:
        return True
    if hit.what != "added" or (after and plain(after[0].text) == "that"):
        return False
    before = list(takewhile(lambda token: token.is_word, reversed(side.tokens_before(hit.start))))[:_SUBJECT]
    if not before:
        return False
    speaks = any(plain(token.text) in _SUBJECTS for token in before)
    return not speaks and not (before[0].is_capital and not before[0].first)


def _is_noun(side: Side, hit: Hit) -> bool:
    if hit.what not in _NOUNS:
        return False
    before = side.tokens_before(hit.start)[-2:]
    if not before or plain(before[-1].text) in _DETERMINERS:
        return bool(before)
    # "a new report", but not "the owners report".
    return plain(before[0].text) in _DETERMINERS and not before[-1].text.endswith("s")


def _kept_outside(pair: Pair, stretch: Stretch, hits: list[Hit], *, is_old: bool) -> bool:
    """Return whether a word of saying stands in another changed stretch of the other side: it only changed its
    place.
    """
    side = pair.new if is_old else pair.old
    for other in pair.stretches:
        where = other.new if is_old else other.old
        if other is not stretch and any(hit.what in {h.what for h in hits} for hit in _sayings(side, where)):
            return True
    return False


def _source_words(side: Side, where: Range, hits: list[Hit]) -> list[Token]:
    """Return the words that name a source: before a verb of saying, or behind it where nothing stands before."""
    found: list[Token] = []
    named_after = {hit.start for hit in side.hits_in(side.words.named_after, *where)}
    for hit in hits:
        before = _up_to_mark(reversed([token for token in side.tokens_in(*where) if token.end <= hit.start]))
        after = _up_to_mark(token for token in side.tokens_in(*where) if token.start >= hit.end)
        found += after if hit.start in named_after or not before else before
    return content_words(side, found)


def _up_to_mark(tokens: Iterable[Token]) -> list[Token]:
    """Return the first words of some tokens, up to the first mark and no more than a name has."""
    return list(islice(takewhile(lambda token: token.is_word, tokens), _NEAR))


def _alike(one: list[Token], other: list[Token]) -> bool:
    """Return whether two sources may be one: every word of the shorter has a form in the longer."""
    short, long = sorted((one, other), key=len)
    if not short:
        return not long
    return all(any(is_kin(token.text, candidate.text) for candidate in long) for token in short) and not any(
        token.is_capital and not token.first and not any(is_kin(token.text, mine.text) for mine in short)
        for token in long
    )


def _source_exchanged(pair: Pair, stretch: Stretch) -> bool:
    """Return whether the whole name of a source gave way to another beside a word of saying that stays."""
    if stretch.is_one_sided:
        return False
    if not (_fills_source(pair.old, stretch.old) and _fills_source(pair.new, stretch.new)):
        return False
    one, other = pair.content(list(stretch.old_words)), pair.content(list(stretch.new_words))
    if not one or not other or any(token.is_figure for token in (*one, *other)):
        return False
    return not any(is_kin(left.text, right.text) for left in one for right in other)


def _fills_source(side: Side, where: Range) -> bool:
    """Return whether a stretch is all that stands between a boundary and a word of saying."""
    before, after = side.tokens_before(where[0]), side.tokens_after(where[1])
    if before and any(
        hit.end == before[-1].end for hit in side.hits_in(side.words.named_after, *_around(before[-1]))
    ):
        return True
    near = [
        hit
        for token in (*before[-1:], *after[:1])
        for hit in side.hits_in(side.words.says, *_around(token))
        if not _is_noun(side, hit)
    ]
    says, ends = {hit.start for hit in near}, {hit.end for hit in near}
    opens = (
        not before
        or (not before[-1].is_word and before[-1].text in _BETWEEN)
        or before[-1].text in '."”“'
        or _is_small(side, before[-1])
    )
    if after and after[0].start in says and opens:
        return True
    closes = not after or not after[0].is_word
    return bool(before) and before[-1].end in ends and closes


def _around(token: Token) -> Range:
    return token.start, token.end


def _is_small(side: Side, token: Token) -> bool:
    return plain(token.text) in (
        "the",
        "a",
        "an",
        "der",
        "die",
        "das",
        "le",
        "la",
        "les",
        "el",
        "los",
        "o",
        "a",
        "os",
        "as",
    )

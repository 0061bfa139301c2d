"""Reads what differs in looks only in a pair: spaces and marks of words that stand on both sides, quotation marks; of a
stretch in which nothing else differs, spelling too.
"""

import re
from collections import Counter
from collections.abc import Iterable

from trackers.text.compare.tokens import fold
from trackers.text.kinds.marks import bare, read_looks, unspaced
from trackers.text.kinds.pair import Finding, Pair, Range, Stretch
from trackers.text.kinds.quotes import QUOTE_MARKS
from trackers.text.kinds.side import Side, Token
from trackers.text.kinds.values import Code
from trackers.text.kinds.words import plain

_FIGURES = re.compile(r"\d+")
# Of a quotation that lost its marks one word in so many at least stands on as it was.
_STAYING = 2


def read_unchanged(pair: Pair) -> list[Finding]:
    """Return the spaces and marks that differ between and within words that stand on both sides."""
    found = []
    last = (-2, -2)
    old, new = pair.old_line, pair.new_line
    for i, j in pair.unchanged():
        if old.leads[i] != new.leads[j] and (
            (i and j) or old.leads[i].strip() != new.leads[j].strip() or last == (-2, -2)
        ):
            follows = last == (i - 1, j - 1)
            spans = _with_word_before(pair.old, i), _with_word_before(pair.new, j)
            if (
                follows
                or (i == 0 and j == 0)
                or old.leads[i].replace(" ", "") != new.leads[j].replace(" ", "")
            ):
                found.append(Finding(Code.WHITESPACE, *spans))
        if old.tokens[i] != new.tokens[j]:
            code = read_looks(old.tokens[i], new.tokens[j], words=pair.words) or Code.PUNCTUATION
            found.append(Finding(code, _with_neighbour(pair.old, i), _with_neighbour(pair.new, j)))
        last = (i, j)
    return found


def _with_word_before(side: Side, place: int) -> Range:
    first = max(0, place - 1)
    return side.tokens[first].start, side.tokens[place].end


def _with_neighbour(side: Side, place: int) -> Range:
    """Return the range of a token, a mark with the word it stands at."""
    token = side.tokens[place]
    if token.is_word:
        return token.start, token.end
    after = place + 1 if place + 1 < len(side.tokens) else place
    if side.tokens[after].start == token.end and side.tokens[after].is_word:
        return token.start, side.tokens[after].end
    return side.tokens[max(0, place - 1)].start, token.end


def with_neighbours(side: Side, stretch: Range) -> Range:
    """Return a stretch of marks together with the words it stands between."""
    before, after = side.tokens_before(stretch[0]), side.tokens_after(stretch[1])
    return (before[-1].start if before else stretch[0], after[0].end if after else stretch[1])


def count_quote_marks(text: str) -> int:
    """Return how many quotation marks stand in a text, of whatever shape; apostrophes inside words are none."""
    count = 0
    for place, character in enumerate(text):
        if character in QUOTE_MARKS or fold(character) in ("'", '"'):
            inner = text[place - 1 : place].isalnum() and text[place + 1 : place + 2].isalnum()
            count += not inner
    return count


def read_quotes(pair: Pair) -> list[Finding]:
    """Return the words round which quotation marks were put or from which they were taken."""
    marks = count_quote_marks(pair.old.text), count_quote_marks(pair.new.text)
    touched = any(count_quote_marks(text) for stretch in pair.stretches for text in pair.text_of(stretch))
    if not touched or marks == (0, 0):
        return []
    found: list[Finding] = []
    last = (-2, -2)
    unchanged = [(i, j) for i, j in pair.unchanged() if pair.old.tokens[i].is_word]
    staying = (
        _list_staying(pair.old, (pair.old.tokens[i].start for i, _ in unchanged)),
        _list_staying(pair.new, (pair.new.tokens[j].start for _, j in unchanged)),
    )
    for i, j in unchanged:
        one, other = pair.old.tokens[i], pair.new.tokens[j]
        flags = pair.old.in_quotes(one.start, one.end), pair.new.in_quotes(other.start, other.end)
        if flags[0] == flags[1]:
            continue
        side, token, stays = (pair.old, one, staying[0]) if flags[0] else (pair.new, other, staying[1])
        if stays.isdisjoint(side.quoted_in(token.start, token.end)):
            continue
        if found and i - last[0] <= 2 and j - last[1] <= 2:
            found[-1] = Finding(Code.QUOTE, (found[-1].old[0], one.end), (found[-1].new[0], other.end))
        else:
            found.append(Finding(Code.QUOTE, (one.start, one.end), (other.start, other.end)))
        last = (i, j)
    return [_with_marks(pair, finding) for finding in found]


def _list_staying(side: Side, kept: Iterable[int]) -> set[Range]:
    """Return the quotations of which enough words stand on the other side to be the same words without marks there.

    ``kept`` are the places of the words that do.
    """
    counts = Counter(quote for place in kept for quote in side.quoted_in(place, place + 1)[:1])
    return {quote for quote, count in counts.items() if _STAYING * count >= len(side.words_in(*quote))}


def _with_marks(pair: Pair, finding: Finding) -> Finding:
    return Finding(finding.code, _reach(pair.old, finding.old), _reach(pair.new, finding.new))


def _reach(side: Side, stretch: Range) -> Range:
    """Return a stretch with the quotation marks right at its ends."""
    start, end = stretch
    while start and side.text[start - 1] in QUOTE_MARKS:
        start -= 1
    while end < len(side.text) and side.text[end] in QUOTE_MARKS:
        end += 1
    return start, end


def is_spaced_otherwise(removed: str, added: str) -> bool:
    """Return whether only spaces differ, none of them between figures: "80KB" and "80 KB", but not "1 2" and "12"."""
    return unspaced(removed) == unspaced(added) and _FIGURES.findall(removed) == _FIGURES.findall(added)


def read_stretch_looks(pair: Pair, stretch: Stretch) -> list[Finding] | None:
    """Return the findings of a changed stretch where only looks differ, None where more does."""
    removed, added = pair.text_of(stretch)
    asked = _asks(removed) != _asks(added)
    if pair.is_field and asked and bare(removed) == bare(added):
        return [Finding(Code.HEDGE, *_around(pair, stretch))]
    if not stretch.old_words and not stretch.new_words:
        if count_quote_marks(removed) != count_quote_marks(added):
            return []
        spaces = not unspaced(removed) and not unspaced(added)
        return [Finding(Code.WHITESPACE if spaces else Code.PUNCTUATION, *_around(pair, stretch))]
    if bare(removed) == bare(added) and count_quote_marks(removed) != count_quote_marks(added):
        return []
    begins = _begins_sentence(stretch.old_words) and _begins_sentence(stretch.new_words)
    code = read_looks(removed, added, words=pair.words, begins=begins and not _knows_name(pair, stretch))
    return [Finding(code, *_around(pair, stretch))] if code is not None else None


def _begins_sentence(words: tuple[Token, ...]) -> bool:
    return len(words) == 1 and words[0].first


def _knows_name(pair: Pair, stretch: Stretch) -> bool:
    """Return whether the article writes one of the words with a capital inside its sentences too."""
    return any(
        plain(token.text) in pair.old.known_names for token in (*stretch.old_words, *stretch.new_words)
    )


def _asks(text: str) -> bool:
    return any(mark in text for mark in "?？؟;" if mark != ";")


def _around(pair: Pair, stretch: Stretch) -> tuple[Range, Range]:
    """Return where a stretch stands, with the words beside it where it is of marks only."""
    if stretch.old_words and stretch.new_words:
        return stretch.old, stretch.new
    return with_neighbours(pair.old, stretch.old), with_neighbours(pair.new, stretch.new)

"""Names what a changed stretch of a sentence is: the rules, in the order in which they are asked.

First whether only the looks differ; then who says it; then, of words that only went or came, whether they are a clause;
then figures, dates, names, certainty and negation; what is left over is the same in other words.
"""

from trackers.text.kinds.amounts import Amounts, compare_amounts, figures_of
from trackers.text.kinds.certainty import changes_certainty, turns_round
from trackers.text.kinds.looks import is_spaced_otherwise, read_stretch_looks
from trackers.text.kinds.names import changes_names
from trackers.text.kinds.pair import Finding, Pair, Range, Stretch, is_kin, nothing_at, without_kin
from trackers.text.kinds.side import Side, Token
from trackers.text.kinds.sources import changes_source, locate_source
from trackers.text.kinds.values import Code
from trackers.text.kinds.words import plain, word_set

_CLAUSE_WORDS, _CLAUSE_CONTENT = 4, 2
_ENCLOSING = frozenset(",;:()[]–—-，、；：（）،؛")
_REWRITTEN_CONTENT = 2
_CONJUNCTIONS = word_set(
    "and but or which who whose where although though because while und aber oder der die das weil obwohl "
    "et mais ou qui dont où car y pero o que quien donde porque e mas que quem onde и но или "
    "а который которая которые где"
)
_FIELD_WORDS = 4


def read_stretch(pair: Pair, stretch: Stretch) -> list[Finding]:
    """Return what a changed stretch is, () where quotation marks are all of it or small words follow others."""
    removed, added = pair.text_of(stretch)
    amounts = compare_amounts(pair, stretch)
    counts = [finding for finding in amounts.findings if finding.code in (Code.NUMBER, Code.DATE)]
    is_spaced = is_spaced_otherwise(removed, added)
    if not counts or is_spaced or _is_misspelt(pair, stretch, counts):
        looks = read_stretch_looks(pair, stretch)
        is_sure = not counts or is_spaced or all(finding.code is Code.TYPO for finding in looks or ())
        if looks is not None and is_sure:
            return looks
    if changes_source(pair, stretch):
        return _sourced(pair, stretch)
    if stretch.is_one_sided:
        return _read_one_sided(pair, stretch, amounts)
    return _read_exchange(pair, stretch, amounts)


def _is_misspelt(pair: Pair, stretch: Stretch, counts: list[Finding]) -> bool:
    """Return whether a word for a number or a day is only spelt otherwise, and was none on the other side: tomorow."""
    if len(stretch.old_words) != 1 or len(stretch.new_words) != 1 or len(counts) != 1:
        return False
    words = (stretch.old_words[0], stretch.new_words[0])
    one_sided = counts[0].old[0] == counts[0].old[1] or counts[0].new[0] == counts[0].new[1]
    return one_sided and all(token.text.isalpha() for token in words)


def _sourced(pair: Pair, stretch: Stretch) -> list[Finding]:
    """Return the source that was named, exchanged or dropped, and a denial beside it."""
    found = [Finding(Code.ATTRIBUTION, *locate_source(pair, stretch)), *_quoted(pair, stretch)]
    if not stretch.is_one_sided and turns_round(pair, stretch):
        found.append(Finding(Code.NEGATION, stretch.old, stretch.new))
    return found


def _quoted(pair: Pair, stretch: Stretch) -> list[Finding]:
    """Return the quotation a stretch changes: its words stand inside one, or hold one."""
    inside_old = _quoted_part(pair.old, stretch.old)
    inside_new = _quoted_part(pair.new, stretch.new)
    if inside_old is None and inside_new is None:
        return []
    if inside_old and inside_new and pair.old.text[slice(*inside_old)] == pair.new.text[slice(*inside_new)]:
        return []
    return [Finding(Code.QUOTE, inside_old or nothing_at(stretch.old), inside_new or nothing_at(stretch.new))]


def _quoted_part(side: Side, where: Range) -> Range | None:
    """Return the part of a stretch that stands in quotation marks, where it holds a word."""
    for first, last in side.quoted_in(*where):
        start, end = max(first, where[0]), min(last, where[1])
        if start < end and side.words_in(start, end):
            return start, end
    return None


def _is_quoted(pair: Pair, stretch: Stretch) -> bool:
    """Return whether all words of a stretch stand inside quotations."""
    old = all(pair.old.in_quotes(token.start, token.end) for token in stretch.old_words)
    new = all(pair.new.in_quotes(token.start, token.end) for token in stretch.new_words)
    return old and new


def _read_one_sided(pair: Pair, stretch: Stretch, amounts: Amounts) -> list[Finding]:
    is_cut = bool(stretch.old_words)
    side, where, words = (
        (pair.old, stretch.old, stretch.old_words) if is_cut else (pair.new, stretch.new, stretch.new_words)
    )
    content = pair.content(list(words))
    quoted = _quoted(pair, stretch)
    clause = _is_clause(side, where, words, content)
    if clause and not (quoted and _is_quoted(pair, stretch)):
        return [Finding(_lone_content(pair, content, is_cut=is_cut), stretch.old, stretch.new), *quoted]
    if clause:
        return quoted
    found = list(quoted)
    if turns_round(pair, stretch):
        found.append(Finding(Code.NEGATION, stretch.old, stretch.new))
    if changes_certainty(pair, stretch):
        found.append(Finding(Code.HEDGE, stretch.old, stretch.new))
    found += amounts.findings
    if not any(finding.code in (Code.NUMBER, Code.DATE, Code.HEDGE) for finding in found) and changes_names(
        pair, stretch
    ):
        found.append(Finding(Code.NAME, stretch.old, stretch.new))
    if found:
        return found
    if content:
        return [Finding(_lone_content(pair, content, is_cut=is_cut), stretch.old, stretch.new)]
    return [Finding(_small_change(pair, stretch), stretch.old, stretch.new)]


def _lone_content(pair: Pair, content: list[Token], *, is_cut: bool) -> Code:
    """Return what words that only went or came are: other words for it where all of them stand elsewhere as well."""
    other = pair.new if is_cut else pair.old
    if all(any(is_kin(token.text, kept.text) for kept in other.tokens if kept.is_word) for token in content):
        return Code.REWRITE
    return Code.CUT if is_cut else Code.ADDITION


def _is_clause(side: Side, where: Range, words: tuple[Token, ...], content: list[Token]) -> bool:
    """Return whether words that only went or came are information of their own, not a word that turns a sentence."""
    if side.words.is_spaceless:
        return len(words) >= 3 * _CLAUSE_WORDS
    if len(content) >= _CLAUSE_CONTENT and len(words) >= _CLAUSE_WORDS:
        return True
    if len(content) >= _CLAUSE_CONTENT and _is_enclosed(side, where):
        return True
    return bool(content) and len(words) > _CLAUSE_CONTENT and plain(words[0].text) in _CONJUNCTIONS


def _is_enclosed(side: Side, where: Range) -> bool:
    tokens = side.tokens_in(*where)
    return bool(tokens) and (tokens[0].text in _ENCLOSING or tokens[-1].text in _ENCLOSING)


def _small_change(pair: Pair, stretch: Stretch) -> Code:
    """Return what a small word that went or came is: one said twice or an article is grammar, else other words."""
    side, words = (pair.old, stretch.old_words) if stretch.old_words else (pair.new, stretch.new_words)
    if len(words) == 1 and words[0].is_word:
        place = side.number_of(words[0])
        neighbours = [
            side.tokens[number].text for number in (place - 1, place + 1) if 0 <= number < len(side.tokens)
        ]
        if any(plain(words[0].text) == plain(text) for text in neighbours):
            return Code.TYPO
        if plain(words[0].text) in pair.words.grammar_words:
            return Code.TYPO
    return Code.REWRITE


def _read_exchange(pair: Pair, stretch: Stretch, amounts: Amounts) -> list[Finding]:
    found = list(amounts.findings)
    if turns_round(pair, stretch) and max(len(stretch.old_words), len(stretch.new_words)) == 1:
        # "now" and "not": a word of time that became a negation is no other time.
        found = [finding for finding in found if finding.code is not Code.DATE]
    is_counted = any(finding.code in (Code.NUMBER, Code.DATE) for finding in found)
    if turns_round(pair, stretch):
        found.append(Finding(Code.NEGATION, stretch.old, stretch.new))
    elif changes_certainty(pair, stretch) and not (is_counted and not _hedges_alone(pair, stretch)):
        found.append(Finding(Code.HEDGE, stretch.old, stretch.new))
    if changes_names(pair, stretch):
        found.append(Finding(Code.NAME, stretch.old, stretch.new))
    quoted = _quoted(pair, stretch)
    found += quoted
    left, right = _unexplained(pair, stretch, amounts)
    if not found:
        return _say_otherwise(pair, stretch, left, right)
    if not (quoted and _is_quoted(pair, stretch)):
        found += _left_over(pair, stretch, left, right, found)
    return _without_parts(found)


def _without_parts(found: list[Finding]) -> list[Finding]:
    """Return findings without those whose words another one of the same kind tells with more around them."""
    return [one for one in found if not any(_is_part(one, other) for other in found if other is not one)]


def _is_part(one: Finding, other: Finding) -> bool:
    inside = [
        whole[0] <= part[0] and part[1] <= whole[1]
        for part, whole in ((one.old, other.old), (one.new, other.new))
    ]
    return one.code is other.code and all(inside) and (one.old, one.new) != (other.old, other.new)


def _hedges_alone(pair: Pair, stretch: Stretch) -> bool:
    """Return whether a word of certainty changed beside a figure, more than "about" and the like."""
    hedging = pair.words.hedging
    one = {hit.what for hit in pair.old.hits_in(hedging, *stretch.old)}
    other = {hit.what for hit in pair.new.hits_in(hedging, *stretch.new)}
    near = pair.words.near
    return any(not near.holds(word) for word in one ^ other)


def _unexplained(pair: Pair, stretch: Stretch, amounts: Amounts) -> tuple[list[Token], list[Token]]:
    """Return the words of each side that carry facts and are neither figures nor kept in another form."""
    left = [token for token in pair.content(list(stretch.old_words)) if not _within(token, amounts.old)]
    right = [token for token in pair.content(list(stretch.new_words)) if not _within(token, amounts.new)]
    left = [token for token in left if not _is_unit(pair.old, token)]
    right = [token for token in right if not _is_unit(pair.new, token)]
    return without_kin(left, right)


def _within(token: Token, ranges: list[Range]) -> bool:
    return any(start < token.end and token.start < end for start, end in ranges)


def _is_unit(side: Side, token: Token) -> bool:
    return any(
        hit.start <= token.start and token.end <= hit.end
        for hit in side.hits_in(side.words.unit, token.start, token.end)
    )


def _left_over(
    pair: Pair, stretch: Stretch, left: list[Token], right: list[Token], found: list[Finding]
) -> list[Finding]:
    """Return what more a stretch is than the figures, names and the like found in it."""
    names = {Code.NAME, Code.NEGATION, Code.HEDGE} & {finding.code for finding in found}
    least = _REWRITTEN_CONTENT + (2 if names else 0)
    if len(left) >= least and len(right) >= least and not pair.is_field:
        return [Finding(Code.REWRITE, stretch.old, stretch.new)]
    if not left and len(right) > _REWRITTEN_CONTENT + 1:
        return [Finding(Code.ADDITION, stretch.old, stretch.new)]
    if not right and len(left) > _REWRITTEN_CONTENT + 1:
        return [Finding(Code.CUT, stretch.old, stretch.new)]
    if pair.is_field and not stretch.is_tight and _same_facts(pair, stretch):
        return [Finding(Code.REWRITE, stretch.old, stretch.new)]
    return []


def _say_otherwise(pair: Pair, stretch: Stretch, left: list[Token], right: list[Token]) -> list[Finding]:
    """Return what an exchange of words is in which nothing told by rules differs."""
    if not left and not right:
        if len(stretch.old_words) == len(stretch.new_words) == 1:
            return [
                Finding(Code.TYPO if _is_slip_pair(pair, stretch) else Code.REWRITE, stretch.old, stretch.new)
            ]
        return [Finding(Code.REWRITE, stretch.old, stretch.new)]
    if not left and len(right) > _REWRITTEN_CONTENT:
        return [Finding(Code.ADDITION, stretch.old, stretch.new)]
    if not right and len(left) > _REWRITTEN_CONTENT:
        return [Finding(Code.CUT, stretch.old, stretch.new)]
    if pair.is_field and not _same_facts(pair, stretch):
        # Other information, of which only the field can be told.
        return [Finding(Code.HEADLINE, stretch.old, stretch.new)]
    return [Finding(Code.REWRITE, stretch.old, stretch.new)]


def _is_slip_pair(pair: Pair, stretch: Stretch) -> bool:
    words = frozenset((plain(stretch.old_words[0].text), plain(stretch.new_words[0].text)))
    return words in pair.words.slip_pairs


def _same_facts(pair: Pair, stretch: Stretch) -> bool:
    """Return whether a part of a headline was reworded rather than exchanged for other information."""
    one, other = pair.content(list(stretch.old_words)), pair.content(list(stretch.new_words))
    if min(len(one), len(other)) < _FIELD_WORDS - 1:
        return _are_same(pair, stretch)
    figures = {f.value for f in figures_of(pair.old)} & {f.value for f in figures_of(pair.new)}
    left, _ = without_kin(one, other)
    kept = len(one) - len(left)
    return bool(figures) or kept * 5 >= 2 * min(len(one), len(other))


def _are_same(pair: Pair, stretch: Stretch) -> bool:
    removed, added = (plain(text) for text in pair.text_of(stretch))
    if any(is_kin(a.text, b.text) for a in stretch.old_words for b in stretch.new_words if len(a.text) > 3):
        return True
    return any(removed in group and added in group for group in _groups(pair))


def _groups(pair: Pair) -> list[set[str]]:
    return [{phrase.strip() for phrase in line.split("|")} for line in pair.words.same]

"""Finds names, titles and offices in a stretch, and whether they differ.

In scripts with capitals a name is a word with one inside a sentence, or a word that the article writes so
elsewhere. In German, where every noun has a capital, it is one beside another or behind a title. In scripts
without capitals only what stands at a title is known for a name.
"""

from collections import Counter
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from trackers.text.clockwords import CLOCKS
from trackers.text.kinds.pair import Pair, Range, Stretch
from trackers.text.kinds.side import Side, Token
from trackers.text.kinds.words import plain, word_set
from trackers.text.tidy import ArticleText

_TITLE_CASE = 0.7
_MOST_TITLES = 3
_PARTICLES = word_set(
    "de da di do du del della der den van von ten ter la le el al bin ibn ben of and y e zu"
)
_NAME_LETTERS = 2
_WITHOUT_CAPITALS = ("ar", "he", "hi", "zh", "ja")
_NAME_CLUSTERS, _NAME_WORDS = 3, 2


def learn_names(texts: Iterable[ArticleText], *, lang: str) -> frozenset[str]:
    """Return the words that two texts write with a capital inside their sentences, and never without one, folded."""
    capital: set[str] = set()
    small: set[str] = set()
    for paragraph in dict.fromkeys(line for text in texts for line in text.paragraphs):
        first = True
        for word in paragraph.split():
            bare = word.strip("\"'“”„«»‹›‘’()[],;:.!?…")
            if bare:
                if bare[0].islower():
                    small.add(plain(bare))
                elif not first and bare[0].isupper():
                    capital.add(_name(bare))
            first = word.endswith((".", "!", "?", ":", ".”", '."'))
    calendar = CLOCKS.get(lang)
    days = calendar.months | calendar.weekdays if calendar is not None else frozenset()
    return frozenset(capital - small - days)


def _name(word: str) -> str:
    folded = plain(word)
    return folded[:-2] if folded.endswith("'s") else folded.rstrip("'")


def names_in(side: Side, where: Range) -> list[Token]:
    """Return the words of a stretch that are names."""
    tokens = [
        token
        for token in side.words_in(*where)
        if token.is_capital
        and _name(token.text) not in ("i", "i'm", "i'll", "i've", "i'd")
        and not _is_unit(side, token)
    ]
    clock = CLOCKS.get(side.words.lang)
    calendar = clock.months | clock.weekdays | clock.days if clock is not None else frozenset()
    names = [token for token in tokens if plain(token.text) not in calendar]
    if side.words.lang == "de":
        return [token for token in names if _is_german_name(side, token)]
    if _is_title_case(side):
        return [token for token in names if _name(token.text) in side.known_names]
    return [token for token in names if not token.first or _name(token.text) in side.known_names]


def _is_unit(side: Side, token: Token) -> bool:
    """Return whether a word is the unit of the figure before it: 150 KB."""
    before = side.tokens_before(token.start)[-1:]
    if not before or not before[0].is_figure:
        return False
    return any(hit.end == token.end for hit in side.hits_in(side.words.unit, token.start, token.end))


def _is_title_case(side: Side) -> bool:
    """Return whether nearly every longer word has a capital, as in headlines of some houses."""
    long = [token for token in side.tokens if token.is_word and len(token.text) > 3 and not token.is_figure]
    capital = sum(token.is_capital for token in long)
    return len(long) >= 4 and capital >= _TITLE_CASE * len(long)


def _is_german_name(side: Side, token: Token) -> bool:
    if _name(token.text) in side.words.small_words or side.words.number.holds(token.text):
        return False
    if token.first and _name(token.text) not in side.known_names:
        return False
    place = side.number_of(token)
    neighbours = [side.tokens[number] for number in (place - 1, place + 1) if 0 <= number < len(side.tokens)]
    if any(other.is_word and other.is_capital and not other.first for other in neighbours):
        return True
    before = plain(neighbours[0].text) if place else ""
    return (
        before in ("in", "aus", "nach", "bei", "von", "herr", "frau")
        and not token.first
        and _name(token.text) in side.known_names
    )


def changes_names(pair: Pair, stretch: Stretch) -> bool:
    """Return whether a name went, came or gave way to another in a stretch, or a title or office did."""
    one = Counter(_name(token.text) for token in names_in(pair.old, stretch.old))
    other = Counter(_name(token.text) for token in names_in(pair.new, stretch.new))
    if not stretch.is_tight:
        # Words that only changed their place in the sentence are no other names.
        gone = {name for name in one - other if name not in _all_names(pair.new)}
        come = {name for name in other - one if name not in _all_names(pair.old)}
        return bool(gone or come)
    if one != other or _are_first_names(pair, stretch) or _are_particles(pair, stretch):
        return True
    if stretch.is_one_sided:
        return _is_title_alone(pair, stretch)
    return _titles_differ(pair, stretch) or _stands_at_title(pair, stretch)


def _are_first_names(pair: Pair, stretch: Stretch) -> bool:
    """Return whether two words that begin a sentence, both uncommon, are so alike that they must be one name."""
    if len(stretch.old_words) != 1 or len(stretch.new_words) != 1 or not pair.words.common:
        return False
    tokens = (stretch.old_words[0], stretch.new_words[0])
    uncommon = all(
        token.first and token.is_capital and plain(token.text) not in pair.words.common_words
        for token in tokens
    )
    return uncommon and OSA.distance(tokens[0].text, tokens[1].text) <= _NAME_LETTERS


def _are_particles(pair: Pair, stretch: Stretch) -> bool:
    """Return whether a small word inside a name gave way to another: de Wit and van Wit."""
    if len(stretch.old_words) != 1 or len(stretch.new_words) != 1:
        return False
    tokens = (stretch.old_words[0], stretch.new_words[0])
    return all(plain(token.text) in _PARTICLES for token in tokens) and _is_inside_name(pair.old, tokens[0])


def _is_inside_name(side: Side, token: Token) -> bool:
    before, after = side.tokens_before(token.start)[-1:], side.tokens_after(token.end)[:1]
    return bool(before) and bool(after) and before[0].is_capital and after[0].is_capital


def _stands_at_title(pair: Pair, stretch: Stretch) -> bool:
    """Return whether words of a script without capitals stand where a name does: at a title, before "city" or "Mr"."""
    if pair.words.lang not in _WITHOUT_CAPITALS:
        return False
    if max(len(stretch.old_words), len(stretch.new_words)) > (
        _NAME_CLUSTERS if pair.words.is_spaceless else _NAME_WORDS
    ):
        return False
    if _holds_verb(pair.old, stretch.old) or _holds_verb(pair.new, stretch.new):
        return False
    return _near_title(pair.old, stretch.old) or _near_title(pair.new, stretch.new)


def _holds_verb(side: Side, where: Range) -> bool:
    """Return whether a stretch holds a word that says what somebody did: denied, said, won."""
    words = side.words
    return any(
        side.hits_in(phrases, *where)
        for phrases in (words.negating, words.says, words.hedging, words.contrast)
    )


def _near_title(side: Side, where: Range) -> bool:
    """Return whether a title ends a little before a stretch or, in Chinese and Japanese, begins a little behind it."""
    hits = side.hits(side.words.title)
    if any(hit.start < where[1] and where[0] < hit.end for hit in hits):
        return False
    if side.words.is_spaceless:
        before = any(
            0 <= where[0] - hit.end <= _NAME_CLUSTERS and _is_run(side.text[hit.end : where[0]])
            for hit in hits
        )
        behind = [*hits, *side.hits(side.words.body)]
        return before or any(
            0 <= hit.start - where[1] <= _NAME_CLUSTERS and _is_run(side.text[where[1] : hit.start])
            for hit in behind
        )
    return any(
        hit.end <= where[0] and len(side.text[hit.end : where[0]].split()) < _NAME_WORDS for hit in hits
    )


def _is_run(text: str) -> bool:
    return all(character.isalpha() for character in text)


def _all_names(side: Side) -> set[str]:
    return {_name(token.text) for token in side.tokens if token.is_word}


def _titles(side: Side, where: Range) -> Counter[str]:
    hits = [*side.hits_in(side.words.title, *where), *side.hits_in(side.words.body, *where)]
    return Counter(hit.what for hit in hits)


def _titles_differ(pair: Pair, stretch: Stretch) -> bool:
    if max(len(stretch.old_words), len(stretch.new_words)) > _MOST_TITLES:
        return False
    one, other = _titles(pair.old, stretch.old), _titles(pair.new, stretch.new)
    return bool(one) and bool(other) and one != other


def _is_title_alone(pair: Pair, stretch: Stretch) -> bool:
    """Return whether all that went or came is a title before or behind a name."""
    side, where, words = (
        (pair.old, stretch.old, stretch.old_words)
        if stretch.old_words
        else (pair.new, stretch.new, stretch.new_words)
    )
    hits = side.hits_in(side.words.title, *where)
    content = pair.content(list(words))
    covered = all(
        any(hit.start <= token.start and token.end <= hit.end + 1 for hit in hits) for token in content
    )
    after = next((token for token in side.tokens_after(where[1]) if token.is_word), None)
    return (
        bool(hits)
        and covered
        and after is not None
        and (after.is_capital or side.words.lang in ("hi", "ar", "he"))
    )

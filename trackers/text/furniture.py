"""Tells a line that stands for the page itself from a line of the story.

Time stamps, counters, buttons, links to other stories, adverts, prompts to subscribe and desk credits. Only a whole
line can be one, and only if all of it is: every rule below accounts for every word, or asks for a fixed beginning and a
harmless rest. When in doubt a line belongs to the story: what is called furniture may be ranked low, news never.
"""

import re
from functools import lru_cache

from trackers.text.clockwords import CLOCKS, ClockWords
from trackers.text.furniturewords import FURNITURE, FurnitureWords
from trackers.text.noticewords import fold_phrase

_LONGEST = 420
_MOST_WORDS = 45
_MOST_COUNT_WORDS = 14
_MOST_LINK_WORDS = 28
_MOST_PROMPT_WORDS = 40
_MOST_DESK_WORDS = 34
_MOST_CALL_WORDS = 7
# "and", "für", "avec": longer words in lower case are no part of a list of names.
_CONNECTOR = 4
_NO_SPACES = ("zh", "ja")
_LEAD_ENDS = (":", "：", "|", "»", "›", ">", "→", "–", "—", "▶", "►", "・", "】", "］")
_QUOTES = ('"', "「", "『")
# A line with quoted words or a price is no mere prompt.
_NEWS_SIGNS = (*_QUOTES, "$", "£", "€")
_MOST_FIGURES = 2
_MOST_COUNTERS = 4
_COUNTERS = re.compile(r"[\s|·•/]{1,4}(?=\d)")
_DIGITS = re.compile(r"\d[\d.,:/٫٬]*")
_SEPARATORS = str.maketrans(dict.fromkeys("|•·/", " "))
_MARKS = re.compile(r"[\W_]+")
_AROUND = " \t.,:;!?()[]{}–—-+#@*>»«›‹&\"'।،؛"
_STRIPPED = " \t|•·*>»«›‹.,:;!?()[]–—-→▶►【】（）。、・▼▲"


def is_standing_line(line: str, *, lang: str = "") -> bool:
    """Return whether a whole line stands for the page and not for the story, whatever figures it holds.

    `lang` is the language code of the page, "" if unknown; it decides only which language is tried first. A notice
    to readers (`trackers.text.notices`) is no standing line.
    """
    if not line.strip() or len(line) > _LONGEST:
        return False
    return _stands_anywhere(line, lang.partition("-")[0].lower())


def is_time_stamp(line: str, *, lang: str = "") -> bool:
    """Return whether a standing line says when the page was made or changed, and nothing else."""
    if not is_standing_line(line, lang=lang):
        return False
    folded = fold_phrase(line)
    core = _DIGITS.sub("#", folded).strip(_STRIPPED)
    return any(
        _is_stamp_unspaced(core, words, CLOCKS[code])
        if code in _NO_SPACES
        else _is_stamp(_words(folded), words, CLOCKS[code])
        for code, words in FURNITURE.items()
    )


def mask_counts(line: str) -> str:
    """Return a line with every figure written "#", so that two that differ in clock or count only are equal."""
    return _DIGITS.sub("#", fold_phrase(line))


@lru_cache(maxsize=4096)
def _stands_anywhere(line: str, own: str) -> bool:
    folded = fold_phrase(line)
    if len(folded.split()) > _MOST_WORDS:
        return False
    codes = dict.fromkeys((own, *FURNITURE)) if own in FURNITURE else FURNITURE
    line_words = _words(folded)
    if any(_stands(folded, line, line_words, code=code) for code in codes):
        return True
    # "12 people reading now 4 shares": several counters in one line, each of them furniture.
    counters = _COUNTERS.split(line.strip())
    return 1 < len(counters) <= _MOST_COUNTERS and all(
        counter[:1].isdigit() and _stands_anywhere(counter, own) for counter in counters
    )


def _stands(folded: str, line: str, found: list[str], *, code: str) -> bool:
    words = FURNITURE[code]
    masked = _DIGITS.sub("#", folded)
    core = masked.strip(_STRIPPED)
    if core in words.wholes or masked.strip() in words.wholes:
        return True
    if _begins(core, words.starts) and len(core.split()) <= _MOST_LINK_WORDS:
        return not any(quote in folded for quote in _QUOTES)
    if code in _NO_SPACES:
        made_of_words = _is_stamp_unspaced(core, words, CLOCKS[code]) or _is_count_unspaced(core, words)
    else:
        made_of_words = _is_stamp(found, words, CLOCKS[code]) or _is_count(found, words, CLOCKS[code])
    return (
        made_of_words
        or _leads_elsewhere(masked.lstrip(_STRIPPED), words)
        or _prompts(folded, words)
        or _credits(folded, line, words)
    )


def _words(folded: str) -> list[str]:
    """Return the words and figures of a line without the marks around them."""
    bare = (word.strip(_AROUND) for word in folded.translate(_SEPARATORS).split())
    return [word for word in bare if word]


def _begins(text: str, phrases: tuple[str, ...]) -> bool:
    """Return whether a text begins with a phrase that ends where a word ends, or is of a script without spaces."""
    if not text.startswith(phrases):
        return False
    return any(
        text.startswith(phrase) and not _goes_on(text[len(phrase) : len(phrase) + 1], after=phrase[-1])
        for phrase in phrases
    )


def _goes_on(character: str, *, after: str) -> bool:
    return after.isascii() and (character.isalnum() or character == "-")


def _is_stamp(found: list[str], words: FurnitureWords, clock: ClockWords) -> bool:
    """Return whether all words are those of a clock, a calendar and a stamp ("Updated 2 hours ago")."""
    stamped = timed = False
    for word in found:
        if word in words.stamps:
            stamped = True
        elif word[0].isdigit() or any(word in part for part in clock.dated):
            timed = True
        elif word not in clock.between:
            return False
    return stamped and timed


def _is_count(found: list[str], words: FurnitureWords, clock: ClockWords) -> bool:
    """Return whether all words are those of counters and buttons ("118 shares", "Print | Send | Save")."""
    if (
        not found
        or len(found) > _MOST_COUNT_WORDS
        or sum(word[0].isdigit() for word in found) > _MOST_FIGURES
    ):
        return False
    known = all(word[0].isdigit() or word in words.counts or word in clock.units for word in found)
    return known and any(word in words.anchors for word in found)


def _is_stamp_unspaced(core: str, words: FurnitureWords, clock: ClockWords) -> bool:
    rest, stamped = _strip_out(core, words.stamps)
    rest, _ = _strip_out(rest, clock.months | clock.weekdays | clock.units | clock.days | clock.between)
    return stamped and "#" in core and not rest.replace("#", "")


def _is_count_unspaced(core: str, words: FurnitureWords) -> bool:
    rest, anchored = _strip_out(core, words.anchors)
    rest, _ = _strip_out(rest, words.counts)
    return anchored and not rest.replace("#", "")


def _strip_out(text: str, phrases: frozenset[str]) -> tuple[str, bool]:
    """Return a text of a script without spaces less all marks and phrases, and whether any phrase stood in it."""
    if text.isascii():
        return text, False
    rest = _MARKS.sub("", text.replace("#", "0")).replace("0", "#")
    found = False
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
        if phrase in rest:
            found = True
            rest = rest.replace(phrase, "")
    return rest, found


def _leads_elsewhere(core: str, words: FurnitureWords) -> bool:
    """Return whether a line is the name of another story behind words such as "Related:"."""
    if not core.startswith(words.leads):
        return False
    for lead in words.leads:
        if core.startswith(lead):
            rest = core[len(lead) :].lstrip()
            if rest.startswith(_LEAD_ENDS):
                link = rest.strip(_STRIPPED)
                return len(link.split()) <= _MOST_LINK_WORDS and ". " not in link
    return False


def _prompts(folded: str, words: FurnitureWords) -> bool:
    """Return whether a line asks the reader to subscribe, follow or write in; one with quoted words does not."""
    if any(sign in folded for sign in _NEWS_SIGNS) or len(folded.split()) > _MOST_PROMPT_WORDS:
        return False
    core = folded.lstrip(_STRIPPED)
    if _begins(core, words.prompts) or any(ask in folded for ask in words.asks):
        return True
    return _begins(core, words.calls) and _is_own_call(core, words)


def _is_own_call(core: str, words: FurnitureWords) -> bool:
    """Tell "Sign up for the evening letter" from a step that a story advises, as it says when, how and for what."""
    found = _words(core)
    if not words.offers.isdisjoint(found):
        return True
    return len(found) <= _MOST_CALL_WORDS and not _DIGITS.search(core)


def _credits(folded: str, line: str, words: FurnitureWords) -> bool:
    """Return whether a line names who wrote and edited it: a fixed beginning, then names."""
    begun = next((desk for desk in words.desks if folded.startswith(desk)), "")
    if not begun or len(folded.split()) > _MOST_DESK_WORDS or ". " in line.strip(_STRIPPED):
        return False
    rest = _words(line)[len(_words(begun)) :]
    lower = [word for word in rest if word[0].islower() and len(word) > _CONNECTOR]
    return len(lower) <= max(1, len(rest) // 4)

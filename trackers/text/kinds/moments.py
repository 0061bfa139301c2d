"""Tells what belongs to the calendar and the clock in a passage: whether a number is a date, and words that say
when.
"""

import re
import unicodedata
from dataclasses import dataclass

from trackers.text.clockwords import CLOCKS, ClockWords
from trackers.text.kinds.side import Side, Token
from trackers.text.kinds.words import Hit, word_set

_CJK_UNITS_OF_TIME = tuple(
    word_set("年 月 日 号 號 时 時 点 點 分 秒 周 週 天 世纪 か月 カ月 ヶ月 个月 個月 小时 小時")
)
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[:.h][0-5]\d(?:[:.][0-5]\d)?$")
_SPAN = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d[-–](?:[01]?\d|2[0-4]):[0-5]\d$")
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$")
_TIME_SUFFIX = re.compile(r"-?(?:hour|minute|second|day|week|month|year)s?(?:-|$)|(?:am|pm|a\.m|p\.m|h)\.?$")
_YEARS_AGO = re.compile(r"\d{1,3}-years?-old$")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:s)?$")
_YEAR_BEFORE = word_set(
    "in since from until till by during before after around early late mid between year "
    "spring summer autumn winter fall im seit bis ab von vom jahr jahre en depuis jusqu'en de desde hasta "
    "em até в с до года año ano l'année año entre zwischen"
)
_BEFORE_MODERN = frozenset(
    ("the", "its", "his", "her", "their", "this", "der", "die", "das", "des", "le", "la", "el", "o")
)
_NEAR = 3
# What stands behind a time of day without a colon: "0400 GMT".
_ZONES = word_set("gmt utc bst cet cest est edt cst cdt pst pdt mez mesz hrs")
_JOINING = word_set("and to or - – — und bis oder et à ou y a o e и до или of von de du , through")


def plain_digits(text: str) -> str:
    """Return a text with the digits of every script as 0 to 9 and full-width forms plain."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() and has_digit(c) else c for c in text
    )


def has_digit(character: str) -> bool:
    """Return whether a character is a digit of a decimal system, and not a raised or circled one."""
    return unicodedata.decimal(character, -1) >= 0


def counts_time(text: str, place: int) -> bool:
    """Return whether a unit of time stands at a place of a text without spaces: 年, 月, 日, 時間."""
    return text.startswith(_CJK_UNITS_OF_TIME, place)


def unit_of_time(text: str, place: int) -> str:
    """Return the longest unit of time that stands at a place of a text without spaces, "" for none."""
    return max((unit for unit in _CJK_UNITS_OF_TIME if text.startswith(unit, place)), key=len, default="")


def is_date(side: Side, place: int, text: str, clock: ClockWords | None) -> bool:
    """Return whether the number at a token is a date, a time of day, a duration or a year; `text` is its token
    in plain digits.
    """
    token = side.tokens[place]
    if side.words.is_spaceless:
        return counts_time(side.text, token.end)
    if _YEARS_AGO.search(text) or not text[0].isdigit() or text[-1] in "%٪°":
        return False
    if _CLOCK.fullmatch(text) and (":" in text or "h" in text or _stands_at_edge(side, place, clock)):
        return True
    if _SPAN.fullmatch(text) or _DAY.fullmatch(text) or _TIME_SUFFIX.search(text.lower()):
        return True
    if clock is None:
        return False
    return _calendar_near(side, place, clock) or (bool(_YEAR.fullmatch(text)) and _is_year(side, place))


def _stands_at_edge(side: Side, place: int, clock: ClockWords | None) -> bool:
    """Return whether a number such as 18.42 is a time of day: it begins the passage or stands behind a preposition.

    It is none before a unit: "at 4.34 metres", but "at 4.34 in the morning".
    """
    after = side.tokens[place + 1] if place + 1 < len(side.tokens) else None
    unit = side.hits_in(side.words.unit, after.start, after.end) if after is not None else []
    if unit and side.lowered[unit[0].start : unit[0].end] != "in":
        return False
    if place == 0:
        return True
    before = side.tokens[place - 1].text.lower()
    is_day = clock is not None and after is not None and after.text.lower() in clock.months
    return before in ("at", "um", "à", "às", "в", "kl") and not is_day


def _is_year(side: Side, place: int) -> bool:
    if not place:
        return False
    before = side.tokens[place - 1].text.lower()
    if before in _YEAR_BEFORE or before in _BEFORE_MODERN:
        return True
    # "from 1998 to 2004"
    return (
        place > 1 and before in _JOINING and bool(_YEAR.fullmatch(plain_digits(side.tokens[place - 2].text)))
    )


def _calendar_near(side: Side, place: int, clock: ClockWords) -> bool:
    """Return whether a month, weekday or unit of time belongs to the number at `place`."""
    for token in side.tokens[place + 1 : place + 1 + 2 * _NEAR]:
        word = token.text.lower().rstrip(".")
        if _names_time(token, word, clock):
            return not _is_age(side, token)
        # "3 and 9 May", "12. Dezember".
        if not token.is_figure and word not in _JOINING and token.text != ".":
            break
    before = side.tokens[place - 1] if place else None
    if before is not None and before.text == "," and place > 1:
        before = side.tokens[place - 2]
    if before is None:
        return False
    word = before.text.lower().rstrip(".")
    return _is_month(before, word, clock) or (word in clock.weekdays and len(word) > 3)


def _is_age(side: Side, unit: Token) -> bool:
    rest = side.lowered[unit.end : unit.end + 6].strip(" -")
    return rest.startswith(("old", "alt"))


def _names_time(token: Token, word: str, clock: ClockWords) -> bool:
    if word in clock.units or word.endswith(("stündig", "tägig", "stündigen", "tägigen")):
        return True
    return (
        _is_month(token, word, clock)
        or (word in clock.weekdays and len(word) > 3)
        or word in ("am", "pm", "a.m", "p.m", "bc", "ad", "uhr", "o'clock")
        or word in _ZONES
    )


def _is_month(token: Token, word: str, clock: ClockWords) -> bool:
    # "may" and "march" are months only with a capital.
    return word in clock.months and (
        not token.text.isascii() or token.is_capital or clock is not CLOCKS["en"]
    )


def is_worded_date(side: Side, hit: Hit, clock: ClockWords) -> bool:
    """Return whether a number in words is one of days, months and the like."""
    inside = side.tokens_in(hit.start, hit.end)
    if not inside:
        return False
    place = side.number_of(inside[-1])
    # "five-year" is one token.
    inner, _, rest = side.lowered[hit.end : side.tokens[place].end].lstrip("-").partition("-")
    if inner:
        return inner in clock.units and not rest.startswith("old")
    return _calendar_near(side, place, clock)


@dataclass(frozen=True, slots=True)
class Moment:
    """A word of the calendar in a passage: a month, a weekday, a unit of time, a day told from today."""

    start: int
    end: int
    value: str
    is_name: bool


def read_moments(side: Side) -> list[Moment]:
    """Return the words of the calendar in a passage; `is_name` are months and weekdays, sure in any company."""
    clock = CLOCKS.get(side.words.lang)
    found = [Moment(hit.start, hit.end, hit.what, False) for hit in side.hits(side.words.whenever)]
    if clock is None:
        return found
    if side.words.is_spaceless:
        return found + _moments_unspaced(side, clock)
    for token in side.tokens:
        word = token.text.lower().rstrip(".")
        if not token.is_word or len(word) < 3:
            continue
        if word.endswith(("'s", "’s")):
            word = word[:-2]
        if _is_month(token, word, clock) or (word in clock.weekdays and _is_weekday(token, clock)):
            found.append(Moment(token.start, token.end, word, True))
        elif word in clock.units or word in clock.days:
            found.append(
                Moment(token.start, token.end, word.rstrip("s") if token.text.isascii() else word, False)
            )
    return found


def _is_weekday(token: Token, clock: ClockWords) -> bool:
    return clock is not CLOCKS["en"] or token.is_capital


def _moments_unspaced(side: Side, clock: ClockWords) -> list[Moment]:
    names = sorted({*clock.weekdays, *clock.days}, key=len, reverse=True)
    found = []
    for name in names:
        start = side.text.find(name) if len(name) > 1 else -1
        while start >= 0:
            found.append(Moment(start, start + len(name), name, True))
            start = side.text.find(name, start + len(name))
    return found

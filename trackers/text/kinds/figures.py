"""Finds figures and dates in a passage and says which differ in value and which only in the way they are written.

A figure is a number in digits of any script or in words, with its sign, currency and magnitude ("£2.4 million"). It is a
date where the calendar or the clock stands beside it. What counts as the decimal mark is the language's; where it is not
known every difference of separators is one of value.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from trackers.text.clockwords import CLOCKS, ClockWords
from trackers.text.kinds.side import Side, Token
from trackers.text.kinds.words import Hit, word_set

_CJK_DIGITS = frozenset("〇零一二三四五六七八九十百千万萬亿億兆两兩")
_CJK_UNITS_OF_TIME = (
    "年",
    "月",
    "日",
    "号",
    "號",
    "时",
    "時",
    "点",
    "點",
    "分",
    "秒",
    "周",
    "週",
    "天",
    "岁",
    "世纪",
    "か月",
    "カ月",
    "ヶ月",
    "个月",
    "個月",
    "小时",
    "小時",
)
_AGE = frozenset("岁歳歲")
_GROUPED = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f\u2009'’ ]\d{3}){1,6}$")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[:.h][0-5]\d(?:[:.][0-5]\d)?$")
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$")
_DIGITS = re.compile(r"\d[\d.,:/'’\u00a0\u202f\u2009\u066b\u066c–-]*")
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
_GROUP = 3
_JOINING = word_set("and to or - – — und bis oder et à ou y a o e и до или of von de du , through")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or date with its place: `value` is equal for equal amounts, however they are written."""

    start: int
    end: int
    value: str
    is_date: bool
    is_worded: bool


def read_figures(side: Side) -> list[Figure]:
    """Return every figure of a passage in order."""
    clock = CLOCKS.get(side.words.lang)
    found = [*_digit_figures(side, clock), *_worded_figures(side, clock)]
    if side.words.is_spaceless:
        found += _cjk_figures(side)
    return sorted(found, key=lambda figure: figure.start)


def plain_digits(text: str) -> str:
    """Return a text with the digits of every script as 0 to 9 and full-width forms plain."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() and _has_digit(c) else c for c in text
    )


def _has_digit(character: str) -> bool:
    return unicodedata.decimal(character, -1) >= 0


def _digit_figures(side: Side, clock: ClockWords | None) -> list[Figure]:
    magnitudes = {hit.start: hit for hit in side.hits(side.words.magnitude)}
    found = []
    for place, token in enumerate(side.tokens):
        if not token.is_figure or not any(map(_has_digit, token.text)):
            continue
        text = plain_digits(token.text)
        amount = _DIGITS.search(text)
        if amount is None:
            continue
        start, end = token.start, token.end
        groups = _groups_behind(side, place) if text.isdigit() and len(text) <= _GROUP else 0
        if place and _groups_behind(side, place - 1) and not groups and len(text) == _GROUP:
            continue
        if groups:
            text += "".join(plain_digits(other.text) for other in side.tokens[place + 1 : place + 1 + groups])
            end = side.tokens[place + groups].end
            place += groups
            amount = _DIGITS.match(text) or amount
        value = _value(text, amount, decimal=side.words.decimal)
        after = side.tokens[place + 1] if place + 1 < len(side.tokens) else None
        if after is not None and after.start in magnitudes and not side.words.is_spaceless:
            hit = magnitudes[after.start]
            value, end = _times(value, hit.what), hit.end
        elif after is not None and side.words.is_spaceless and after.text in _CJK_DIGITS:
            value, end = _times_cjk(side, value, after)
        found.append(Figure(start, end, value, _is_date(side, place, text, clock), False))
    return found


def _groups_behind(side: Side, place: int) -> int:
    """Return how many groups of three digits follow a number behind a plain space each: "1 000 000"."""
    first = plain_digits(side.tokens[place].text)
    if not first.isdigit() or len(first) > _GROUP:
        return 0
    count = 0
    for before, token in pairwise(side.tokens[place:]):
        if (
            side.text[before.end : token.start] != " "
            or not plain_digits(token.text).isdigit()
            or len(token.text) != _GROUP
        ):
            break
        count += 1
    return count


def _value(text: str, amount: re.Match[str], *, decimal: str) -> str:
    """Return the value of a token with a number, with what stands around its digits."""
    before, after = text[: amount.start()], text[amount.end() :]
    digits = amount.group().rstrip(".,:/-–'’ ")
    after = amount.group()[len(digits) :].strip(".,:'’ ") + after
    number = _plain_number(digits, decimal=decimal)
    factor = {"k": "1000", "m": "1000000", "mn": "1000000", "bn": "1000000000", "tn": "1000000000000"}
    scaled = after.lower()
    if before and scaled in factor:
        number, scaled = _times(number, factor[scaled]), ""
    sign = "-" if before.endswith(("-", "−")) else ""
    currency = before.strip("-−+#@ ")
    return f"{currency}{sign}{number}{_suffix(scaled)}"


def _suffix(text: str) -> str:
    """Return what follows the digits of a token, but for the sign of a percentage, which is a unit."""
    rest = text.strip()
    return "" if rest in ("%", "٪", "th", "st", "nd", "rd", "-") else rest.replace("–", "-")


def _plain_number(digits: str, *, decimal: str) -> str:
    text = digits.replace("–", "-").replace("\u066b", ".").replace("\u066c", "")
    if not _GROUPED.fullmatch(text):
        if decimal == "," and text.count(",") == 1 and "." not in text:
            text = text.replace(",", ".")
        return text
    separators = {character for character in text if not character.isdigit()}
    if len(separators) > 1:
        last = max(text.rfind("."), text.rfind(","))
        return "".join(c for c in text[:last] if c.isdigit()) + "." + text[last + 1 :]
    separator = separators.pop()
    if separator in ".," and text.count(separator) == 1 and separator == decimal:
        return text.replace(separator, ".")
    if separator in ".," and not decimal:
        return text
    return "".join(character for character in text if character.isdigit())


def _times(value: str, factor: str) -> str:
    """Return a value multiplied by a magnitude, "2.4" and "1000000" giving "2400000"."""
    try:
        number = float(value) * float(factor)
    except ValueError:
        return f"{value}*{factor}"
    return str(int(number)) if number == int(number) and abs(number) < 1e18 else repr(number)


def _times_cjk(side: Side, value: str, after: Token) -> tuple[str, int]:
    end = after.end
    while end < len(side.text) and side.text[end] in _CJK_DIGITS:
        end += 1
    return f"{value}{side.text[after.start : end]}", end


def _worded_figures(side: Side, clock: ClockWords | None) -> list[Figure]:
    found: list[Figure] = []
    digits_end = {token.end for token in side.tokens if token.is_figure}
    for hit in side.hits(side.words.number):
        # "15 million" is one figure already; "one" of "no one" and the like is none.
        if any(0 <= hit.start - end <= 1 for end in digits_end):
            continue
        is_date = clock is not None and _worded_is_date(side, hit, clock)
        if found and side.text[found[-1].end : hit.start].strip(" -") in ("", "and", "und", "y", "e", "et"):
            last = found.pop()
            found.append(
                Figure(last.start, hit.end, _join(last.value, hit.what), is_date or last.is_date, True)
            )
        else:
            found.append(Figure(hit.start, hit.end, hit.what, is_date, True))
    return found


def _join(one: str, other: str) -> str:
    """Return the value of two number words in a row: "nine", "hundred"; "twenty", "one"."""
    try:
        first, second = float(one), float(other)
    except ValueError:
        return f"{one} {other}"
    total = first * second if second >= 100 and second > first else first + second
    return str(int(total)) if total == int(total) else repr(total)


def _cjk_figures(side: Side) -> list[Figure]:
    found = []
    place = 0
    text = side.text
    while place < len(text):
        if text[place] not in _CJK_DIGITS:
            place += 1
            continue
        end = place
        while end < len(text) and text[end] in _CJK_DIGITS:
            end += 1
        if not text[place - 1 : place].isdigit():
            is_date = text.startswith(_CJK_UNITS_OF_TIME, end) and text[end : end + 1] not in _AGE
            found.append(Figure(place, end, text[place:end], is_date, True))
        place = end
    return found


def _is_date(side: Side, place: int, text: str, clock: ClockWords | None) -> bool:
    token = side.tokens[place]
    if side.words.is_spaceless:
        rest = side.text[token.end : token.end + 3]
        return rest.startswith(_CJK_UNITS_OF_TIME) and rest[:1] not in _AGE
    if _YEARS_AGO.search(text) or not text[0].isdigit() or text[-1] in "%٪°":
        return False
    if _CLOCK.fullmatch(text) and (":" in text or "h" in text or _stands_at_edge(side, place, clock)):
        return True
    if _DAY.fullmatch(text) or _TIME_SUFFIX.search(text.lower()):
        return True
    if clock is None:
        return False
    return _calendar_near(side, place, clock) or (bool(_YEAR.fullmatch(text)) and _is_year(side, place))


def _stands_at_edge(side: Side, place: int, clock: ClockWords | None) -> bool:
    """Return whether a number such as 18.42 is a time of day: it begins the passage or stands behind a preposition."""
    if place == 0:
        return True
    before = side.tokens[place - 1].text.lower()
    after = side.tokens[place + 1].text.lower() if place + 1 < len(side.tokens) else ""
    return before in ("at", "um", "à", "às", "в", "kl") and (clock is None or after not in clock.months)


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
    )


def _is_month(token: Token, word: str, clock: ClockWords) -> bool:
    # "may" and "march" are months only with a capital.
    return word in clock.months and (
        not token.text.isascii() or token.is_capital or clock is not CLOCKS["en"]
    )


def _worded_is_date(side: Side, hit: Hit, clock: ClockWords) -> bool:
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

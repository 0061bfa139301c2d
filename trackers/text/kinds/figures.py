"""Finds figures in a passage and gives equal ones an equal value, however they are written.

A figure is a number in digits of any script or in words, with its sign, currency and magnitude ("£2.4 million"). What
counts as the decimal mark is the language's; where it is not known every difference of separators is one of value.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from trackers.text.clockwords import CLOCKS, ClockWords
from trackers.text.kinds.moments import counts_time, has_digit, is_date, is_worded_date, plain_digits
from trackers.text.kinds.side import Side, Token

_CJK_DIGITS = frozenset("〇零一二三四五六七八九十百千万萬亿億兆两兩")
_CJK_VALUES = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_CJK_SECTION = 10_000
_CJK_SCALES = {
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "萬": 10**4,
    "亿": 10**8,
    "億": 10**8,
    "兆": 10**12,
}
_GROUPED = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f\u2009'’ ]\d{3}){1,6}$")
_DIGITS = re.compile(r"\d[\d.,:/'’\u00a0\u202f\u2009\u066b\u066c–-]*")
_GROUP = 3


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


def _digit_figures(side: Side, clock: ClockWords | None) -> list[Figure]:
    magnitudes = {hit.start: hit for hit in side.hits(side.words.magnitude)}
    found = []
    for place, token in enumerate(side.tokens):
        if not token.is_figure or not any(map(has_digit, token.text)):
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
        found.append(Figure(start, end, value, is_date(side, place, text, clock), False))
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
    scale = _read_cjk(f"一{side.text[after.start : end]}")
    if not value.replace(".", "", 1).isdigit() or not scale.isdigit():
        return f"{value}{side.text[after.start : end]}", end
    return _times(value, scale), end


def _worded_figures(side: Side, clock: ClockWords | None) -> list[Figure]:
    found: list[Figure] = []
    digits_end = {token.end for token in side.tokens if token.is_figure}
    for hit in side.hits(side.words.number):
        # "15 million" is one figure already; "one" of "no one" and the like is none.
        if any(0 <= hit.start - end <= 1 for end in digits_end):
            continue
        dated = clock is not None and is_worded_date(side, hit, clock)
        if found and side.text[found[-1].end : hit.start].strip(" -") in ("", "and", "und", "y", "e", "et"):
            last = found.pop()
            found.append(
                Figure(last.start, hit.end, _join(last.value, hit.what), dated or last.is_date, True)
            )
        else:
            found.append(Figure(hit.start, hit.end, hit.what, dated, True))
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
            value = _read_cjk(text[place:end])
            found.append(Figure(place, end, value, counts_time(text, end), True))
        place = end
    return found


def _read_cjk(text: str) -> str:
    """Return the value of a number in Chinese or Japanese signs: 三百二十 as 320, 二〇二一 as 2021."""
    if all(sign in _CJK_VALUES for sign in text):
        return "".join(str(_CJK_VALUES[sign]) for sign in text) if len(text) > 1 else str(_CJK_VALUES[text])
    total = section = digit = 0
    for sign in text:
        if sign in _CJK_VALUES:
            digit = _CJK_VALUES[sign]
        elif _CJK_SCALES[sign] < _CJK_SECTION:
            section, digit = section + max(digit, 1) * _CJK_SCALES[sign], 0
        else:
            total, section, digit = total + max(section + digit, 1) * _CJK_SCALES[sign], 0, 0
    return str(total + section + digit)

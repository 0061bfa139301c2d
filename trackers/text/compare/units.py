"""Joins the words a reader takes in as one: amounts with their unit, dates, times, addresses.

"3 May", "1 200 000", "£1.5 million", "12 %", "10.30 pm", "5月3日" and a katakana word are each marked whole or
not at all: half a figure is easily misread. `tokens` cuts finer, for the rules that name a change and need parts;
here boundaries between its tokens are taken away, so that nothing else about the text can change. Every branch of
the pattern is bounded.
"""

import re
import unicodedata

from trackers.text.clockwords import CLOCKS
from trackers.text.compare.tokens import WORD_WEIGHT, weigh

_SPACE = "[ \u00a0\u202f\u2009]"
_CURRENCY = "".join(
    chr(code)
    for first, last in ((0x24, 0x20CF), (0xA838, 0xA838), (0xFDFC, 0xFFE6))
    for code in range(first, last + 1)
    if unicodedata.category(chr(code)) == "Sc"
)
_PERCENT = "%\u2030\u066a\ufe6a\uff05"
_MAGNITUDES = (
    "thousand million millions billion billions trillion bn mn Millionen Million Milliarden Milliarde Mio Mrd "
    "milliards milliard millones millón milhões milhão bilhões bilhão milioni miliardi miljoen miljard miljoner "
    "миллион миллиона миллионов миллиард миллиарда миллиардов тысяч тысячи млн млрд тыс مليون مليار"
)
_MYRIADS = "\u4e07\u842c\u5104\u4ebf\u5146"

# Names that English and German write with a capital are months only with one: "12 may".
_CAPITALISED = ("en", "de")


def _month_names() -> str:
    names = set()
    for lang, clock in CLOCKS.items():
        for month in clock.months:
            name = month.rstrip(".")
            if len(name) > 2 and name.isalpha():
                names.add(name.capitalize())
                if lang not in _CAPITALISED:
                    names.add(name)
    return "|".join(sorted(names - {"may", "march"}, key=lambda name: (-len(name), name)))


_MONTH = f"(?:{_month_names()})"
_FIGURES = (
    # 1 200 000, but neither the end of a longer figure nor years in a row.
    rf"(?<![\d.,:/])\d{{1,3}}(?:{_SPACE}\d{{3}}){{1,5}}(?![\d:/])",
    # 3 May 2026, 3rd of May, 12. Dezember, 3 de mayo de 2026.
    rf"(?<![\d.,:/])\d{{1,2}}(?:st|nd|rd|th|er|\.|º|ª)?{_SPACE}(?:(?:of|de){_SPACE})?{_MONTH}"
    rf"(?:(?:,|\.)?{_SPACE}(?:de{_SPACE})?\d{{4}}(?![.,:/]?\d))?(?!\w)",
    # 10.30 pm, 5 p.m.
    rf"\d{_SPACE}?(?:[ap]m(?!\w)|[ap]\.m\.)",
    # £1.5 million, 12 €, 12 %, 30％, 25 °C.
    rf"\d[a-z]?{_SPACE}(?:{'|'.join(_MAGNITUDES.split())})(?!\w)",
    rf"\d{_SPACE}?[{_PERCENT}{_CURRENCY}](?!\w)",
    rf"\d{_SPACE}?[\u00b0\u00ba][CF]?(?!\w)",
    # Figures of scripts without spaces, and dates in them.
    rf"\d[{_MYRIADS}]{{1,3}}",
    r"(?:\d{1,4}\u5e74)?\d{1,2}\u6708\d{1,2}\u65e5|\d{4}\u5e74(?:\d{1,2}\u6708)?",
    r"\d[\uff0c\uff0e](?=[\uff10-\uff19])",
)
_IDEOGRAPHS = (
    "\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u5343\u4e07\u842c\u5104\u4ebf"
)
# Each branch begins with a look at one character, which is all that most places of a text take.
_BRANCHES = (
    rf"(?=\d)(?:{'|'.join(_FIGURES)})",
    # € 12, %12.
    rf"[{_CURRENCY}{_PERCENT}]{_SPACE}?\d",
    # May 3rd, 2026; May 2026.
    rf"(?=[A-ZÀ-Ý])(?<!\w){_MONTH}\.?{_SPACE}(?:\d{{1,2}}(?:st|nd|rd|th)?(?:,{_SPACE}\d{{4}}(?!\d))?|\d{{4}})"
    rf"(?![\w{_PERCENT}]|[.,:/]\d)",
    f"[{_IDEOGRAPHS}]{{2,40}}",
    "[\u30a1-\u30fa\u30fc-\u30fe]{2,40}",
    # Addresses and abbreviations.
    r"(?=[hw])(?<!\w)(?:https?://|www\.)[^\s\"'<>()]{0,400}[\w/=]",
    r"(?<=\w)@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}",
    r"(?<=[a-z0-9])\.(?=[a-z]{2})",
    r"(?<=[a-z])\.[a-z]\.(?!\w)",
)
_UNIT = re.compile("|".join(_BRANCHES))
# Every unit holds one of these, and most paragraphs none.
_HINT = re.compile(rf"[\d@\u30a1-\u30fe{_IDEOGRAPHS}]|\.[a-z]|://")
_STARTS_OPEN, _ENDS_OPEN = frozenset(".@"), frozenset("\uff0c\uff0e")
_RUN = re.compile("\\d|" + "|".join(_BRANCHES[3:5]))


def join_units(text: str, *, leads: list[str], tokens: list[str]) -> tuple[list[str], list[str]]:
    """Return the white space before each token and the tokens of `tokenise`, with those of one unit joined."""
    units = [_span(match) for match in _UNIT.finditer(text)] if _HINT.search(text) else []
    if not units:
        return leads, tokens
    joined_leads: list[str] = []
    joined: list[str] = []
    place = number = 0
    for lead, token in zip(leads, tokens, strict=True):
        while number < len(units) and units[number][1] <= place + len(lead):
            number += 1
        if joined and number < len(units) and units[number][0] < place:
            joined[-1] += lead + token
        else:
            joined_leads.append(lead)
            joined.append(token)
        place += len(lead) + len(token)
    return joined_leads, joined


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Return from where to where a unit reaches; a point or sign joins what stands on either side of it."""
    found = match.group()
    start = match.start() - (found[0] in _STARTS_OPEN)
    return start, match.end() + (found == "." or found[-1] in _ENDS_OPEN)


def weigh_unit(token: str) -> int:
    """Return the weight of a token as `weigh` does, and of a run in a script without spaces that of a word."""
    weight = weigh(token)
    return WORD_WEIGHT if weight and _RUN.match(token) else weight

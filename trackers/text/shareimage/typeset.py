"""Typesetting: what the bundled font can set, and how a text breaks into a few lines of a width.

The font holds Latin, Greek and Cyrillic letters, set from left to right one behind the other. A text with anything
else in it, a letter of another script or a mark that has to be put over another letter, is not set at all: half of a
sentence would be worse than none. Text from outside is cut before anything measures it, so that no string costs more
than any other.
"""

import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PIL import ImageFont

LONGEST = 300
ELLIPSIS = "…"
_FONTS = Path(__file__).parent / "fonts"
# What both weights of the font hold, without soft hyphens and spaces that are not plain.
_HELD = (
    (0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0x24F), (0x259, 0x259), (0x2BB, 0x2BC), (0x2C6, 0x2DD), (0x370, 0x377),
    (0x37A, 0x37F), (0x384, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1), (0x3A3, 0x3E1), (0x3F0, 0x482), (0x48A, 0x52F),
    (0x1E00, 0x1F15), (0x1F18, 0x1F1D), (0x1F20, 0x1F45), (0x1F48, 0x1F4D), (0x1F50, 0x1F57), (0x1F59, 0x1F59),
    (0x1F5B, 0x1F5B), (0x1F5D, 0x1F5D), (0x1F5F, 0x1F7D), (0x1F80, 0x1FB4), (0x1FB6, 0x1FC4), (0x1FC6, 0x1FD3),
    (0x1FD6, 0x1FDB), (0x1FDD, 0x1FEF), (0x1FF2, 0x1FF4), (0x1FF6, 0x1FFE), (0x2010, 0x2027), (0x2030, 0x205E),
    (0x20A0, 0x20BF), (0x2116, 0x2116), (0x2122, 0x2122),
)  # fmt: skip
HELD = frozenset(chr(code) for first, last in _HELD for code in range(first, last + 1))

Measure = Callable[[str], float]


@cache
def load_font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """Return the bundled font, "Regular" or "Bold", at a size in pixels; letters stand one behind the other."""
    path = _FONTS / f"NotoSans-{weight}.ttf"
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def settable(text: str, *, longest: int = LONGEST) -> str:
    """Return a text as it can be set: composed, on one line, cut at ``longest`` characters; "" if it cannot be.

    Characters that nobody sees are left out (soft hyphens, joiners, directions), white space of any sort is a space.
    """
    # Twice the room: what is left out or composed makes it shorter. The rest is never looked at.
    beginning = unicodedata.normalize("NFC", text[: 2 * longest])
    seen = (_as_set(character) for character in beginning)
    line = " ".join("".join(seen).split())
    if len(line) > longest or len(text) > 2 * longest:
        line = line[:longest].rstrip() + ELLIPSIS
    return line if set(line) <= HELD else ""


def break_lines(text: str, *, measure: Measure, width: float, most: int) -> list[str]:
    """Return a settable text in at most ``most`` lines no wider than ``width``, an ellipsis where it is cut."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        taken = _take_words(words, measure=measure, width=width)
        if taken == 0:
            head = _take_letters(words[0], measure=measure, width=width)
            lines.append(head)
            words[0] = words[0][len(head) :]
            continue
        lines.append(" ".join(words[:taken]))
        del words[:taken]
    if words and lines:
        lines[-1] = _cut(lines[-1], measure=measure, width=width)
    return lines


def _as_set(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Zs", "Zl", "Zp", "Cc"}:
        return " "
    return "" if category == "Cf" else character


def _take_words(words: list[str], *, measure: Measure, width: float) -> int:
    """Return how many words fit on a line; 0 where not even the first one does."""
    count = 0
    while count < len(words) and measure(" ".join(words[: count + 1])) <= width:
        count += 1
    return count


def _take_letters(word: str, *, measure: Measure, width: float) -> str:
    """Return the beginning of a word that fits on a line, one letter at least."""
    count = 1
    while count < len(word) and measure(word[: count + 1]) <= width:
        count += 1
    return word[:count]


def _cut(line: str, *, measure: Measure, width: float) -> str:
    """Return a line with an ellipsis at its end, short enough for it."""
    line = line.rstrip(ELLIPSIS)
    while line and measure(line + ELLIPSIS) > width:
        line = line[:-1].rstrip()
    return line + ELLIPSIS

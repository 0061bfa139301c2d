"""Drawing: the texts of one change on paper, the words that went struck out and those that came underlined.

Colour never says anything alone: each block of words bears its label, a sign and its line. Nothing of the article is
drawn that the font cannot set; the card then says where the words stand.
"""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from trackers.text.shareimage.typeset import break_lines, load_font, settable

# Raise it whenever the same texts may make another picture.
DRAWING = "1"
SIZE = (1200, 630)
_MARGIN, _BAR, _SIGN = 64, 14, 44
_WIDTH = SIZE[0] - 2 * _MARGIN
_PAPER, _INK, _QUIET, _LINE = "#fcfbf8", "#1e1d1a", "#5a574e", "#d9d5c9"
_DEL_PAPER, _DEL_INK, _INS_PAPER, _INS_INK = "#fbe0da", "#7a1d10", "#d8efdf", "#0f4a2c"
_COLOURS = 64
# The lowest line of words begins here: below it stands the foot.
_LAST_LINE = 490


@dataclass(frozen=True)
class ShareText:
    """What stands on the picture: our own words, and those of a publisher and its article.

    ``step`` is a sentence of ours, where there is one in place of words. ``removed_label`` and ``added_label`` stand
    over the words that went and came; ``context`` are unchanged words around them, shown where there is room. ``unset``
    is said where the article's words cannot be set.
    """

    site: str
    publisher: str
    headline: str
    window: str
    step: str = ""
    removed: str = ""
    added: str = ""
    removed_label: str = ""
    added_label: str = ""
    context: str = ""
    unset: str = ""


@dataclass(frozen=True)
class _Style:
    """How a stretch of text looks: its font, its ink, the height of its lines, and how many there may be."""

    font: ImageFont.FreeTypeFont
    ink: str
    height: int
    most: int = 1


@dataclass(frozen=True)
class _Fate:
    """How words that went or came are marked: the sign before them, the paper under them, where their line runs."""

    sign: str
    paper: str
    ink: str
    is_struck: bool


_WENT = _Fate("\u2013", _DEL_PAPER, _DEL_INK, is_struck=True)
_CAME = _Fate("+", _INS_PAPER, _INS_INK, is_struck=False)


def draw_share_image(text: ShareText) -> bytes:
    """Return the picture of one change as PNG, 1200 by 630 pixels, some twenty kilobytes.

    Costs some tens of milliseconds and three megabytes, whatever the texts hold.
    """
    image = Image.new("RGB", SIZE, _PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, _BAR, SIZE[1]), fill=_INK)
    _write(pen, settable(text.publisher, longest=60), at=44, style=_quiet())
    headline = _Style(load_font("Bold", 46), _INK, 58, 2 if text.removed and text.added else 3)
    bottom = _write(pen, settable(text.headline), at=92, style=headline)
    _write_words(pen, text, at=bottom + 22)
    _write_foot(pen, text)
    out = BytesIO()
    flat = image.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    flat.save(out, "PNG")
    return out.getvalue()


def _write_words(pen: ImageDraw.ImageDraw, text: ShareText, *, at: int) -> None:
    """Write what went and what came, or our own sentence in its place."""
    sides = ((text.removed_label, text.removed, _WENT), (text.added_label, text.added, _CAME))
    given = [(label, settable(words), fate) for label, words, fate in sides if words.strip()]
    is_set = bool(settable(text.headline)) and all(words for _label, words, _fate in given)
    if text.step or not is_set:
        sentence = f"{text.step} {'' if is_set else text.unset}"
        _write(pen, settable(sentence), at=at, style=_Style(load_font("Regular", 34), _INK, 46, 4))
        return
    most = 2 if len(given) == 2 else 4
    for label, words, fate in given:
        at = _write(pen, settable(label), at=at, style=_quiet())
        at = _mark(pen, words, at=at, fate=fate, most=most) + 12
    if at <= _LAST_LINE:
        _write(pen, settable(text.context), at=at + 6, style=_quiet())


def _mark(pen: ImageDraw.ImageDraw, words: str, *, at: int, fate: _Fate, most: int) -> int:
    """Write words that went or came, each line on its paper and with its stroke; return where they end."""
    font, height = load_font("Regular", 34), 50
    pen.text((_MARGIN, at), fate.sign, font=load_font("Bold", 34), fill=fate.ink)
    for line in break_lines(words, measure=font.getlength, width=_WIDTH - _SIGN - 12, most=most):
        left, right = _MARGIN + _SIGN, _MARGIN + _SIGN + font.getlength(line)
        pen.rectangle((left - 6, at + 1, right + 6, at + height - 3), fill=fate.paper)
        pen.text((left, at), line, font=font, fill=fate.ink)
        stroke = at + (27 if fate.is_struck else height - 8)
        pen.line((left, stroke, right, stroke), fill=fate.ink, width=3)
        at += height
    return at


def _write_foot(pen: ImageDraw.ImageDraw, text: ShareText) -> None:
    """Write when it happened and whose picture this is."""
    top = SIZE[1] - 74
    pen.line((_MARGIN, top, SIZE[0] - _MARGIN, top), fill=_LINE, width=2)
    name, font = settable(text.site, longest=40), load_font("Bold", 26)
    (shown,) = break_lines(name, measure=font.getlength, width=_WIDTH / 3, most=1) or [""]
    left = SIZE[0] - _MARGIN - font.getlength(shown)
    pen.text((left, top + 18), shown, font=font, fill=_INK)
    _write(pen, settable(text.window), at=top + 18, style=_quiet(), width=left - _MARGIN - 30)


def _quiet() -> _Style:
    return _Style(load_font("Regular", 26), _QUIET, 38)


def _write(pen: ImageDraw.ImageDraw, text: str, *, at: int, style: _Style, width: float = _WIDTH) -> int:
    """Write a settable text in lines; return where it ends."""
    for line in break_lines(text, measure=style.font.getlength, width=width, most=style.most):
        pen.text((_MARGIN, at), line, font=style.font, fill=style.ink)
        at += style.height
    return at

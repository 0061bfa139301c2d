"""Tells what sort of line a paragraph is: story, notice to readers, standing line, caption or credit, teaser."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from trackers.text.furniture import is_standing_line
from trackers.text.kinds.words import WORDS, word_set
from trackers.text.notices import read_notice
from trackers.text.noticewords import fold_phrase

_LONGEST = 600
_MOST_CREDIT_WORDS = 9
_MOST_TEASER_WORDS = 30
_BULLETS = " \t•*·–—-([▶►|📷📸🎥🎧"
_LEAD_ENDS = (":", "：", "|", "–", "—", "/", "©", " by ", " von ", " par ", " por ", "・", "】")
# Words with which a line says who stands in the picture, not who made it.
_NAMING = (
    "caption",
    "image caption",
    "media caption",
    "bildunterschrift",
    "légende",
    "pie de foto",
    "legenda",
    "подпись",
    "تعليق الصورة",
    "כיתוב",
    "कैप्शन",
    "图片说明",
)
_CONNECTING = word_set(
    "for the by via of from and courtesy von für der die und pour le la les et de del para el los e y da do für для и"
)
_CREDIT_MARKS = ("/", "©", "getty", "reuters", "afp", "archive", "agency", "agencies", "handout", "press")


class LineSort(StrEnum):
    """What a paragraph is."""

    STORY = "story"
    NOTICE = "notice"
    STANDING = "standing"
    CAPTION = "caption"
    TEASER = "teaser"


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption cut in two: where the credit begins in its text (its length if there is none)."""

    credit: int


def sort_line(line: str, *, lang: str) -> LineSort:
    """Return what a whole paragraph of the body is."""
    if len(line) > _LONGEST:
        return LineSort.NOTICE if read_notice(line, lang=lang) else LineSort.STORY
    return _sort_short(line, lang)


@lru_cache(maxsize=4096)
def _sort_short(line: str, lang: str) -> LineSort:
    if read_notice(line, lang=lang):
        return LineSort.NOTICE
    if is_standing_line(line, lang=lang):
        return LineSort.STANDING
    folded = fold_phrase(line).lstrip(_BULLETS)
    own = lang.partition("-")[0].lower()
    for code in dict.fromkeys((own, *WORDS)):
        words = WORDS.get(code)
        if words is None:
            continue
        if _begins(folded, words.teaser_leads) and len(folded.split()) <= _MOST_TEASER_WORDS:
            return LineSort.TEASER
        if _begins(folded, words.caption_leads):
            return LineSort.CAPTION
    return LineSort.STORY


def _begins(folded: str, leads: tuple[str, ...]) -> bool:
    """Return whether a line begins with one of the words and a colon or the like behind it."""
    if not folded.startswith(leads):
        return False
    for lead in leads:
        if folded.startswith(lead):
            rest = folded[len(lead) :]
            if lead.endswith((" by", " of", " von", " par", " por")) and rest[:1] == " ":
                return True
            if rest.lstrip().startswith(_LEAD_ENDS) or rest.startswith(_LEAD_ENDS):
                return True
    return False


def read_caption(line: str, *, lang: str) -> Caption:
    """Return where the credit of a caption begins: at 0 if it is a credit and nothing else.

    A credit is what stands behind a second "Photo:", in brackets at the end or behind a © if it is names alone, or all
    of a line that begins with "Photo:" and goes on with names alone. Who stands in a picture is no credit: when in
    doubt it is the caption.
    """
    words = WORDS.get(lang.partition("-")[0].lower(), WORDS["en"])
    folded = fold_phrase(line).lstrip(_BULLETS)
    has_lead = _begins(folded, words.caption_leads) or _begins(folded, WORDS["en"].caption_leads)
    start = _text_start(line) if has_lead else 0
    lowered = line.lower()
    places = [
        place
        for lead in words.caption_leads
        for mark in (f"{lead}:", f"{lead} by ")
        if (place := lowered.rfind(mark)) > start
    ]
    bracket = line.rfind("(")
    inside = line[bracket + 1 :].strip(" .)")
    if bracket > start and line.rstrip(" .").endswith(")") and _is_bare_credit(inside):
        places.append(bracket)
    for mark in (" / ", "©"):
        if (place := line.rfind(mark)) > start and _is_bare_credit(line[place:].strip("/© ")):
            places.append(place)
    if not places and has_lead and not folded.startswith(_NAMING) and _is_bare_credit(line[start:]):
        return Caption(0)
    return Caption(min(places, default=len(line)))


def _text_start(line: str) -> int:
    place = line.find(":", 0, 30)
    if place < 0:
        place = line.find("：", 0, 30)
    return place + 1 if place >= 0 else 0


def _is_bare_credit(text: str) -> bool:
    """Return whether a text is names alone: "Ana Rook for the Daily Example", "town archive"."""
    words = text.strip().split()
    if not words or len(words) > _MOST_CREDIT_WORDS or text.rstrip().endswith((".", "!", "?")):
        return False
    if any(map(str.isdigit, text)) or WORDS["en"].title.find(text):
        return False
    lowered = text.lower()
    if any(mark in lowered for mark in _CREDIT_MARKS):
        return True
    small = [word.strip(",;&") for word in words if word[0].islower()]
    return len(small) < len(words) and all(word in _CONNECTING for word in small)

"""Tells what sort of line a paragraph is: story, notice to readers, standing line, caption or credit, teaser."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from trackers.text.furniture import is_standing_line
from trackers.text.kinds.words import WORDS
from trackers.text.notices import read_notice
from trackers.text.noticewords import fold_phrase

_LONGEST = 600
_MOST_CREDIT_WORDS = 9
_MOST_TEASER_WORDS = 30
_BULLETS = " \t•*·–—-([▶►|📷📸🎥🎧"
_LEAD_ENDS = (":", "：", "|", "–", "—", "/", "©", " by ", " von ", " par ", " por ", "・", "】")
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
            if lead.endswith((" by", " von", " par", " por")) and rest[:1] == " ":
                return True
            if rest.lstrip().startswith(_LEAD_ENDS) or rest.startswith(_LEAD_ENDS):
                return True
    return False


def read_caption(line: str, *, lang: str) -> Caption:
    """Return where the credit of a caption begins: at 0 if it is a credit and nothing else.

    A credit is what stands behind a second "Photo:", or in brackets at the end, or all of a short line of names.
    """
    start = _text_start(line)
    text = line[start:]
    folded = line.lower()
    places = [
        place
        for lead in WORDS.get(lang.partition("-")[0].lower(), WORDS["en"]).caption_leads
        if (place := folded.rfind(f"{lead}:", start)) > start
        or (place := folded.rfind(f"{lead} by ", start)) > start
    ]
    bracket = line.rfind("(")
    if bracket > start and line.rstrip(" .").endswith(")"):
        places.append(bracket)
    for mark in (" / ", "©"):
        if (place := line.rfind(mark)) > start:
            places.append(place)
    if not places and _is_bare_credit(text):
        return Caption(0)
    return Caption(min(places, default=len(line)))


def _text_start(line: str) -> int:
    place = line.find(":", 0, 30)
    return place + 1 if place >= 0 else 0


def _is_bare_credit(text: str) -> bool:
    words = text.strip().split()
    if not words or len(words) > _MOST_CREDIT_WORDS or text.rstrip().endswith((".", "!", "?")):
        return False
    lowered = text.lower()
    if any(mark in lowered for mark in _CREDIT_MARKS):
        return True
    # A line of names has few words in lower case: "Ana Rook for the Daily Example".
    small = sum(word[0].islower() for word in words)
    return small * 2 <= len(words) if words[0][0].isupper() else False

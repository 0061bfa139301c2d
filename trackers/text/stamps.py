"""Lines that say who wrote an article and when, and labels of furniture: what stands between headline and text.

Names and dates are fields of their own. Only lines above the first sentence are judged, so that no line of the text
is ever taken for a stamp; labels are whole lines of a word or two that no article consists of.
"""

import re
from collections.abc import Sequence

from trackers.text.outline import Line

_LONGEST_STAMP = 90
_LONGEST_BESIDE_NAMES = 40
_CLOCK = r"\d{1,2}\s?[:h]\s?\d{2}\b"
_DATE = re.compile(
    rf"""
    \b(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}} | \b\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:19|20)?\d\d\b
    | \b\d{{1,2}}(?:st|nd|rd|th)?\b.{{1,24}}\b(?:19|20)\d\d\b | \b(?:19|20)\d\d.{{1,3}}\d{{1,2}}.{{1,3}}\d{{1,2}}
    | \b\d{{1,3}}\s(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?)\sago\b | \b\d{{1,3}}.?min(?:ute)?s?\sread\b
    | {_CLOCK}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_COUNT = re.compile(
    r"[\d.,\s]{1,12}[km]?\s{0,2}(?:shares?|comments?|views?|likes?|reads?|retweets?|reactions?|replies|reply"
    r"|people\sreading(?:\snow)?)",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:by|von|por|par|di|door|av|af|oleh)\s\S", re.IGNORECASE)
# "Update: 3 March" is a notice to readers, "Updated 3 March" a stamp.
_UPDATE = re.compile(r"\W{0,4}update\b", re.IGNORECASE)
_MOST_WORDS_BY = 8
_MOST_WORDS_OF_A_DATE = 14
_LABELS = frozenset(
    label.strip()
    for label in """
    advertisement | advertisements | advertising | ad | ads | sponsored | sponsored content |
    article continues below | story continues below | story continues below advertisement |
    article continues below advertisement | continue reading below | continue reading | anzeige | werbung |
    publicidad | publicidade | publicité | pubblicità | iklan | reklama | reklam | annonce | advertentie |
    реклама | إعلان | share | share this | share this article | share this story | share this post |
    share on facebook | share on twitter | share on whatsapp | share this on whatsapp | tweet | tweet this |
    email this | print | print this | comments | comment | leave a comment | no comments | 0 comments |
    view comments | show comments | post a comment | loading | loading... | sign up | log in | subscribe |
    subscribe now | back to top | top | read more | more | menu | close | skip | next | previous |
    click to expand | replay | play | pause | mute | caption | hide caption | toggle caption |
    enlarge this image | view gallery | view image in fullscreen | image source | image caption | media caption
    | scroll to continue | 广告 | 廣告 | 広告 | 광고
    """.split("|")  # noqa: SIM905 - a list of words reads better as one
)
_ENDS = " \t:.,;!…-–—|•·»«›‹[]()*\N{NO-BREAK SPACE}"


def is_label(text: str) -> bool:
    """Return whether a line is a label of furniture and nothing else: "Advertisement", "Share", "12 comments"."""
    if len(text) > _LONGEST_STAMP:
        return False
    return text.strip(_ENDS).casefold() in _LABELS or _COUNT.fullmatch(text) is not None


def is_stamp(line: Line, *, names: Sequence[str]) -> bool:
    """Return whether a line above the text only says who wrote it (some of `names`) or when."""
    text = line.text
    if len(text) > _LONGEST_STAMP or _UPDATE.match(text):
        return False
    rest = text
    for name in names:
        rest = rest.replace(name, "")
    if len(rest) < len(text) and len(rest) <= _LONGEST_BESIDE_NAMES:
        return True
    words = len(text.split())
    if text.endswith((".", "!", "?", "”", '"')) and words > 4:
        return False
    if _BY.match(text) and words <= _MOST_WORDS_BY:
        return True
    return words <= _MOST_WORDS_OF_A_DATE and _DATE.search(text) is not None

"""Cuts text into the pieces a reader would call one word, in every script.

A number with its sign, currency, separators and unit letters is one token, so is a hyphenated word, a
numeric date or a score; letters of scripts written without spaces are one token per cluster (base, marks,
stacked consonants), an emoji sequence is one token. White space is kept apart, in front of the token it
precedes. The pattern has no nested repetition over the same characters, so its time grows with the length
of the text only. Single characters are repeated possessively, groups never: Python before 3.11.5 matches those
wrongly (CPython issue 106052).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

# Stands between two paragraphs that are compared as one line; no token cut from text holds white space of
# this sort.
BREAK = "\n\n"
# Weight of a token when islands and changes are weighed: a cluster is about half a word.
WORD_WEIGHT = 2
CLUSTER_WEIGHT = 1


def _ranges(codes: Iterator[int]) -> str:
    """Return the inside of a character class that holds exactly these code points, given in rising order."""
    found: list[list[int]] = []
    for code in codes:
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in found)


def _of_category(*categories: str, blocks: tuple[tuple[int, int], ...]) -> str:
    return _ranges(
        code
        for first, last in blocks
        for code in range(first, last + 1)
        if unicodedata.category(chr(code)) in categories
    )


# Combining marks live in the first two planes and among the variation selectors. ZWNJ and ZWJ shape words
# in Persian and Indic scripts; soft hyphens, zero-width spaces and word joiners stand inside words unseen.
_MARKS = _of_category("Mn", "Mc", "Me", blocks=((0x300, 0xFFFF), (0x10000, 0x1FFFF), (0xE0100, 0xE01EF)))
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
# Half-width kana carry their voicing as a letter of its own.
_JOINED = f"[{_MARKS}{_UNSEEN}\uff9e\uff9f]"

# Thai, Lao, Myanmar (three blocks), Khmer, Tai Le, New Tai Lue, Tai Tham; Han, Kana, Bopomofo and their
# extensions.
_SPACELESS = (
    _of_category(
        "Lo",
        "Lm",
        blocks=(
            (0x0E00, 0x0E7F),
            (0x0E80, 0x0EFF),
            (0x1000, 0x109F),
            (0x1780, 0x17FF),
            (0x1950, 0x19DF),
            (0x1A20, 0x1AAF),
            (0xA9E0, 0xA9FF),
            (0xAA60, 0xAA7F),
        ),
    )
    + "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3041-\u3096\u309d-\u309f"
    + "\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    + "\uf900-\ufaff\uff66-\uff9d"
    + "\U0001aff0-\U0001b16f\U00020000-\U0003ffff"
)
# Thai and Lao vowels written in front of their consonant or behind it, which never stand alone; viramas that
# stack the next consonant.
_LEADING = "\u0e40-\u0e44\u0ec0-\u0ec4"
_TRAILING = "\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3"
_STACKERS = "\u1039\u17d2\u1a60"
_CLUSTER = f"[{_LEADING}]?[{_SPACELESS}](?:[{_STACKERS}][{_SPACELESS}]|{_JOINED})*[{_TRAILING}]*+"

_PICTURES = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u27bf\u2934\u2935\u2b05-\u2b55"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
# UTS 51: flags are pairs of regional indicators, keycaps a sign and U+20E3, everything else pictures joined
# by ZWJ.
_PICTURE = f"[{_PICTURES}][\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*+"
_EMOJI = f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_PICTURE}(?:\u200d{_PICTURE})*"

# A letter or digit of a script with spaces, with its marks. `[^\W_…]` is "\w but none of these".
_CORE = rf"(?:[^\W_{_SPACELESS}]++{_JOINED}*+)+"
_JOIN = (
    "[-\u2010\u2011'\u2019\u02bc\u00b7_&@]"
    r"|(?<=\d)[.,:/\u2013\u066b\u066c](?=\d)"
    r"|(?<=\d)[\u00a0\u202f\u2009](?=\d{3}(?!\d))"
    # Hebrew abbreviations are written with gershayim or a plain quotation mark before the last letter.
    '|(?<=[\u0590-\u05ff])["\u05f4\u05f3](?=[\u0590-\u05ff])'
)
_CURRENCY = _of_category("Sc", blocks=((0x24, 0x20CF), (0xA838, 0xA838), (0xFDFC, 0xFFE6)))
_SIGN = r"(?:(?<!\w)[-+\u2212\u00b1])?"
_BEFORE_NUMBER = rf"(?:{_SIGN}(?:[A-Z]{{1,3}}(?=[{_CURRENCY}]))?[{_CURRENCY}]?{_SIGN}(?=\d)|[#@](?=\w))?"
_AFTER_NUMBER = rf"(?:(?<=\w)(?:[\u00a0\u202f]?[%\u2030\u066a{_CURRENCY}]|[\u00b0\u00ba][CF]?\b))?"
_WORD = rf"{_BEFORE_NUMBER}{_CORE}(?:(?:{_JOIN}){_CORE})*{_AFTER_NUMBER}"
_ACRONYM = r"(?<!\w)(?:[A-Z]\.){2,}(?!\w)"

_TOKEN = re.compile(rf"(\s*+)({_EMOJI}|{_ACRONYM}|{_CLUSTER}|{_WORD}|\.{{2,}}|\S)")
# For texts too long to be cut into words: whole sentences, and stretches of text that has no end marks.
_SENTENCE = re.compile(r"(\s*+)(\S[^.!?。！？…।]{0,1999}+[.!?。！？…।]*+)")
_STARTS_CLUSTER = re.compile(f"[{_SPACELESS}]")

_FOLDED_MARKS = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`\u2039\u203a", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u300c\u300d\u300e\u300f\uff02", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
        **dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))), " "),
        "\u2026": "...",
    }
)
_SENTENCE_ENDS = frozenset(".!?…。！？．｡؟۔।॥።៕။\u1362\u1367\u0f0d\u0f0e") | {"..."}
_CLOSERS = frozenset("\"'”’»)]』」）】›")
_CLAUSE_MARKS = frozenset(",;:–—-(，、；：،؛（")
_UNSEEN_CHARACTERS = re.compile(f"[{_UNSEEN}]")


def tokenise(text: str) -> tuple[list[str], list[str], str]:
    """Return the white space before each token, the tokens, and the white space at the end.

    Joined in turn they are `text` exactly.
    """
    # The end is cut off first: a pattern that tries it again from every space would take quadratic time.
    body = text.rstrip()
    found = _TOKEN.findall(body)
    return [lead for lead, _ in found], [token for _, token in found], text[len(body) :]


def fold(token: str) -> str:
    """Return the form under which tokens align: quotes, dashes and spaces plain, unseen characters gone, NFC.

    Case and everything else is kept; the folded form is never shown and decides nothing but what stands
    beside what.
    """
    if token.isascii():
        return token.replace("`", "'")
    folded = unicodedata.normalize("NFC", token.translate(_FOLDED_MARKS))
    return _UNSEEN_CHARACTERS.sub("", folded)


def weigh(token: str) -> int:
    """Return 2 for a word or number, 1 for a cluster of a spaceless script, 0 for marks and emoji."""
    if not (token[:1].isalnum() or any(character.isalnum() for character in token)):
        return 0
    if token.isascii():
        return WORD_WEIGHT
    return CLUSTER_WEIGHT if _STARTS_CLUSTER.match(token) else WORD_WEIGHT


def cut_sentences(text: str) -> tuple[list[str], list[str], str]:
    """Return what `tokenise` does, with sentences of up to some 2,000 characters for tokens."""
    body = text.rstrip()
    found = _SENTENCE.findall(body)
    return [lead for lead, _ in found], [sentence for _, sentence in found], text[len(body) :]


def weigh_length(sentence: str) -> int:
    """Return about the weight of the words in a sentence, from its length alone."""
    return 1 + WORD_WEIGHT * len(sentence) // 6


def count_words(text: str) -> int:
    """Return how many words, numbers and single clusters of scripts without spaces stand in `text`."""
    return sum(1 for _, token in _TOKEN.findall(text.rstrip()) if weigh(token))


def ends_sentence(tokens: Sequence[str], leads: Sequence[str], place: int) -> bool:
    """True if a sentence ends with the token at `place`: an end mark, or what closes behind one.

    An abbreviation with its own full stop ("U.S.", "p.m.") ends none before a small letter.
    """
    # Of very many tokens, nearly all end like a word.
    if tokens[place][-1:].isalnum():
        return False
    following = tokens[place + 1] if place + 1 < len(tokens) else ""
    while place > 0 and tokens[place] in _CLOSERS and not leads[place]:
        place -= 1
    token = tokens[place]
    if token in _SENTENCE_ENDS or token == BREAK:
        return True
    return token.endswith(".") and weigh(token) > 0 and not following[:1].islower()


def is_clause_mark(token: str) -> bool:
    """True for commas, colons, dashes and opening brackets, where an insertion may well begin."""
    return token in _CLAUSE_MARKS

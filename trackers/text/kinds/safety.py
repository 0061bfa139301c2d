"""The second look: what the rules called cosmetic is asked once more, in another way, before it may be ranked
low.

The promise never to hide a change that matters must not rest on one reading. Whatever a row was taken for, its
digits, negations and quoted letters are counted on both sides without any alignment; where they differ, a
protected kind is added.
"""

from collections import Counter
from collections.abc import Sequence

from trackers.text.kinds.moments import plain_digits
from trackers.text.kinds.moves import differing_part
from trackers.text.kinds.pair import Finding
from trackers.text.kinds.side import Side
from trackers.text.kinds.values import COSMETIC, Code
from trackers.text.kinds.words import Words

_LETTERS, _LETTERS_A_SLIP = 2, 5


def look_again(found: Sequence[Finding], old: str, new: str, *, words: Words) -> list[Finding]:
    """Return the protected kinds that must be added where two texts that differ were called the same in all but
    looks.
    """
    where = differing_part(old, new)
    if not found:
        return [Finding(Code.REWRITE, *where)]
    if any(finding.code not in COSMETIC for finding in found):
        return []
    if _digits(old) != _digits(new):
        return [Finding(Code.NUMBER, *where)]
    one, other = (
        Counter(hit.what for hit in Side(text, words=words).hits(words.negating)) for text in (old, new)
    )
    if one != other and sum(one.values()) != sum(other.values()):
        return [Finding(Code.NEGATION, *where)]
    slips = sum(finding.code is Code.TYPO for finding in found)
    if not _alike(old, new, slips=slips):
        return [Finding(Code.REWRITE, *where)]
    return []


def _digits(text: str) -> str:
    return "".join(character for character in plain_digits(text) if character.isdigit())


def _alike(old: str, new: str, *, slips: int) -> bool:
    """Return whether two texts have no more letters of their own than so many slips of spelling explain."""
    one, other = (Counter(c for c in text.casefold() if c.isalnum()) for text in (old, new))
    return max(sum((one - other).values()), sum((other - one).values())) <= _LETTERS + _LETTERS_A_SLIP * slips

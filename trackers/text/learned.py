"""Learned furniture: which line of a body is the same line on other articles, and which may be marked as such.

A publisher's template sets the same lines on many articles. `repeats` finds them; here is what *the same* means and
what no repetition can make furniture of. A line is marked for itself alone (its words, its role, the keys), never for
what stands beside it, so that two readings of one article are always marked alike.
"""

import re
from collections.abc import Container, Sequence
from enum import StrEnum
from hashlib import sha256

from trackers.text.counters import fold_type, read_counter
from trackers.text.extraction import Role

# A longer line is a paragraph of somebody's, whatever it repeats. In characters.
LONGEST_LINE = 300


class Refusal(StrEnum):
    """Why a line is never furniture, however many articles bear it."""

    WORDLESS = "wordless"
    LONG = "long"
    QUOTED = "quoted"
    NOTICE = "notice"
    FIGURES = "figures"


# Marks that open or close what somebody said; apostrophes and Hebrew abbreviations stand between two letters.
_ONE_WAY = frozenset("“”„‟«»「」『』〝〞＂")
_UPRIGHT = re.compile(r"(?<!\w)\"|\"(?!\w)")
_SINGLE = re.compile(r"(?<!\w)['‘‚‹]\w")
_FIGURE = re.compile(r"\d")

# How an editor's notice to readers begins, and what it says of the article, in folded text. A minimum: what opens so
# is kept as the article's, whether it is a notice or not.
_NOTICE_OPENS = re.compile(
    r"\W{0,3}(?:correction|corrections|corrected|clarification|updates?(?=\s?[:,(\d-])|retraction|editor'?s'? note|"
    r"korrektur|berichtigung|richtigstellung|klarstellung|anmerkung der redaktion|"
    r"rectificatif|correctif|précision|mise au point|note de la rédaction|"
    r"corrección|aclaración|fe de errores|rectificación|nota de la redacción|"
    r"correção|errata|retificação|esclarecimento|nota da redação|"
    r"исправление|уточнение|поправка|от редакции|опровержение|"
    r"تصحيح|توضيح|تنويه|استدراك|תיקון|הבהרה|טעות לעולם חוזרת|सुधार|स्पष्टीकरण|भूल सुधार|"
    r"更正|订正|訂正|勘误|勘誤|澄清|お詫び|おわび|編集部注|编者注|編者按)(?:\W|$)"
)
_NOTICE_SAYS = re.compile(
    r"(?:this|the) (?:article|story|report|page|piece|headline|version|post) (?:was|has been|were)|"
    r"earlier version|previous version|originally (?:said|stated|reported|published)|"
    r"we (?:have )?(?:corrected|amended|apologi[sz]e|regret)|"
    r"in einer (?:früheren|ersten|vorherigen) (?:version|fassung)|"
    r"(?:dieser|diesem) (?:artikel|text|beitrag) (?:wurde|haben|hatten)|"
    r"(?:une|la) (?:première|précédente) version|version (?:précédente|antérieure)|cet article a été|"
    r"versión anterior|este artículo (?:ha sido|fue)|esta noticia (?:ha sido|fue)|"
    r"versão anterior|este (?:artigo|texto) foi|esta reportagem foi|"
    r"предыдущей версии|ранее в тексте|первоначально|نسخة سابقة|في وقت سابق من هذا|בגרסה קודמת|पहले के संस्करण|"
    r"此前版本|早前版本|先前版本|以前の記事|当初の記事"
)


def line_key(line: str) -> str:
    """Return the key of a line, 32 hexadecimal digits: equal for lines that differ in no word.

    Case, white space and typographic forms do not count. Figures do, except in a line that tells nothing but a time or
    a count of the page itself (`counters`): all of a kind have one key.
    """
    counter = read_counter(line)
    told = f"\n{counter}" if counter is not None else fold_type(line)
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def find_refusal(line: str, *, role: str = "") -> Refusal | None:
    """Return why a line is never marked, or None where nothing speaks against it.

    Never: an explicit notice to readers, words in quotation marks, more than 300 characters, a row of a table with
    figures, a line without a letter. `role` is a `Role`, or "" where it is not known.
    """
    if len(line) > LONGEST_LINE:
        return Refusal.LONG
    if not any(character.isalpha() for character in line):
        return Refusal.WORDLESS
    if role == Role.ROW and _FIGURE.search(line):
        return Refusal.FIGURES
    if role == Role.QUOTE or _holds_quotation(line):
        return Refusal.QUOTED
    return Refusal.NOTICE if _is_notice(line) else None


def mark(lines: Sequence[str], keys: Container[str], *, roles: Sequence[str] = ()) -> tuple[int, ...]:
    """Return the places, from 0, of the lines whose key is among `keys` and that nothing speaks against.

    `roles` are those of the lines, or empty. What `find_refusal` refuses is left alone even if its key was let in.
    """
    known = roles if len(roles) == len(lines) else [""] * len(lines)
    return tuple(
        place
        for place, (line, role) in enumerate(zip(lines, known, strict=True))
        if len(line) <= LONGEST_LINE and line_key(line) in keys and find_refusal(line, role=role) is None
    )


def _holds_quotation(line: str) -> bool:
    return any(character in _ONE_WAY for character in line) or bool(
        _UPRIGHT.search(line) or _SINGLE.search(line)
    )


def _is_notice(line: str) -> bool:
    if read_counter(line) is not None:
        return False
    folded = fold_type(line)
    return bool(_NOTICE_OPENS.match(folded) or _NOTICE_SAYS.search(folded))

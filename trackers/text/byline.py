"""Names of authors out of what pages offer as such: role words, desks, e-mail addresses and log-in labels are no
names.

The same people are to come out alike whether a page names them in data, in a link or in a line of text.
"""

import re
from collections.abc import Iterable
from html import unescape

from trackers.text.bylinewords import (
    AGENCIES,
    DESK,
    LABELS,
    LEAD_IN,
    NO_NAMES,
    ORGANISATION,
    OTHER_CRAFT,
    PARTICLES,
    PLACES,
    ROLE,
)
from trackers.text.tidy import tidy

MOST_NAMES = 20
_LONGEST = 80
_LONGEST_CANDIDATE = 500
_MOST_WORDS = 6

_APART = re.compile(r"\s*[;|•·\n]\s*| (?:with|mit|avec|con|com) ")
_AND = re.compile(r"\s+(?:and|und|en|og|och|&|и|و)\s+")
# Inside one name as well: Ortega y Gasset.
_PERHAPS_AND = re.compile(r"\s+(?:et|e|y|i)\s+")
_BEHIND_A_NAME = re.compile(r"\s*[,،、/]\s*| [-–—] ")
_PLACE = re.compile(r" (?:in|at|for|from|of the|für|aus|pour|à) (?=[A-Z])")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]{0,80}[)\]]")
_ADDRESS = re.compile(r"https?:|www\.|\S@\S|^@\w|\.(?:com|org|net|co\.uk)\b", re.IGNORECASE)
_FOLLOWED = re.compile(r"\s*(?:기자|특파원|記者|记者)$")


def read_names(candidates: Iterable[str]) -> tuple[str, ...]:
    """Return the names in `candidates`, each once, in order, at most 20.

    Lines that name several people are divided; what follows a name behind a comma or dash and is a role, a place or an
    organisation ("Ada Quill, chief reporter") is cut off; what is no name at all is dropped. A news agency is a name
    where it stands alone or beside others as an author, not where it is whom somebody works for.
    """
    names: dict[str, str] = {}
    for candidate in candidates:
        for name in _names_in(candidate):
            if len(names) < MOST_NAMES:
                names.setdefault(name.casefold(), name)
    return tuple(names.values())


def has_lead_in(line: str) -> bool:
    """Return whether a line begins as bylines do: "By Ada Quill"."""
    return bool(LEAD_IN.match(line))


def is_agency(name: str) -> bool:
    """Return whether a name is that of a news agency."""
    return name.casefold() in AGENCIES


def is_surely_name(name: str) -> bool:
    """Return whether a name is that of a person or a news agency even where nothing but itself says so."""
    return is_agency(name) or (
        (" " in name or name.upper() == name.lower()) and not ORGANISATION.search(name)
    )


def fold_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return names as they are compared where their place has switched: without letter case and double spaces."""
    return tuple(" ".join(name.casefold().split()) for name in names)


def _names_in(candidate: str) -> list[str]:
    line = tidy(unescape(candidate[:_LONGEST_CANDIDATE])).replace("\N{NO-BREAK SPACE}", " ")
    line = _ASIDE.sub("", OTHER_CRAFT.split(line, maxsplit=1)[0])
    names: list[str] = []
    for part in _APART.split(_without_lead_in(line)):
        pieces = [piece.strip() for piece in _BEHIND_A_NAME.split(part)]
        pieces = [piece for piece in pieces if piece]
        if len(pieces) == 2 and not any(" " in piece for piece in pieces) and _is_name(", ".join(pieces)):
            # "Quill, Ada" is one name.
            names.append(", ".join(pieces))
            continue
        for piece in pieces:
            names += _people_in(piece, is_behind=bool(names))
    return names


def _without_lead_in(line: str) -> str:
    for _ in range(2):
        if found := LEAD_IN.match(line):
            line = line[found.end() :]
    return line


def _people_in(piece: str, *, is_behind: bool) -> list[str]:
    """Return the names in a piece between commas; `is_behind`: names stand before it, so it may say whose they are."""
    found = []
    for part in _divide(piece):
        name = _FOLLOWED.sub("", _PLACE.split(part)[0]).strip()
        if DESK.search(part) or (is_behind and ROLE.search(name)):
            continue
        name = _without_role(name)
        if _is_name(name) and not (is_behind and (_is_short(name) or _is_employer(name))):
            found.append(name)
    return found


def _divide(piece: str) -> list[str]:
    parts = _AND.split(piece)
    # "Ada and Ben", but not "science and health editor".
    if len(parts) > 1 and not all(map(_is_short, parts)):
        parts = [part for part in parts if not _is_short(part) or part.casefold() in AGENCIES]
    divided = []
    for part in parts:
        further = _PERHAPS_AND.split(part)
        divided += [part] if any(map(_is_short, further)) and not all(map(_is_short, further)) else further
    return divided


def _is_short(part: str) -> bool:
    """Return whether a part is one word of a script that has letter case and parts words by spaces."""
    return " " not in part and part.upper() != part.lower()


def _without_role(part: str) -> str:
    """Return a name without the one word of a role behind it, "" where the part is a role."""
    if not ROLE.search(part):
        return part
    name, _space, last = part.rpartition(" ")
    return name if " " in name and ROLE.fullmatch(last) and not ROLE.search(name) else ""


def _is_employer(name: str) -> bool:
    folded = name.casefold()
    return folded in AGENCIES or folded in PLACES or bool(ORGANISATION.search(name))


def _is_name(name: str) -> bool:
    folded = name.casefold().strip(" .:")
    words = name.split()
    if folded in AGENCIES:
        return True
    return (
        1 < len(name) <= _LONGEST
        and len(words) <= _MOST_WORDS
        and any(map(str.isalpha, name))
        and not any(map(str.isdigit, name))
        and not _ADDRESS.search(name)
        and folded not in NO_NAMES
        and words[0].casefold() != "the"
        and not all(word.casefold().strip(".:") in LABELS for word in words)
        and all(map(_is_part_of_a_name, words))
        and any(word not in PARTICLES for word in words)
    )


def _is_part_of_a_name(word: str) -> bool:
    """Return whether a word may stand in a name: capital letters, a particle, or a script that has no case."""
    return word in PARTICLES or word.upper() == word.lower() or any(map(str.isupper, word))

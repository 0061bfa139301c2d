"""Names of authors out of what pages offer as such: role words, e-mail addresses and log-in labels are no
names."""

import re
from collections.abc import Iterable

from trackers.text.tidy import tidy

MOST_NAMES = 20
_LONGEST = 80

_LEAD_IN = re.compile(
    r"^(?:written |posted |reported |edited |words )?(?:by|von|par|por|di|door|av|af|przez)\b[:\s]\s*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s+(?:and|und|et|e|y|en|og|och|i|&)\s+|\s*[;|•·\n]\s*")
_BEHIND_A_NAME = re.compile(r",| [-–—] ")
_PLACE = re.compile(r" in (?=[A-Z])")
_ADDRESS = re.compile(r"https?:|www\.|\S@\S|^@\w|\.(?:com|org|net|co\.uk)\b", re.IGNORECASE)
_NO_NAME = frozenset(
    """
    admin administrator anonymous author authors by-line byline contributor correspondent editor editorial
    editors guest home login logout newsroom none null posted register reporter reporters share staff
    subscribe undefined unknown user username webmaster website writer follow
    """.split()  # noqa: SIM905 - a list of words reads better as one
)
_NO_NAMES = frozenset(
    ("sign in", "sign up", "log in", "log out", "user name", "staff writer", "staff reporter", "web desk")
)
_ROLE = re.compile(
    r"\b(?:correspondents?|reporters?|editors?|writers?|journalists?|columnists?|producers?|contributors?|photographers?"
    r"|analysts?|redakteure?|redakteurin)\b",
    re.IGNORECASE,
)


def read_names(candidates: Iterable[str]) -> tuple[str, ...]:
    """Return the names in `candidates`, each once, in order, at most 20.

    Lines that name several people are divided; what follows a name behind a comma or dash and is a role
    ("Ada Quill, chief reporter") is cut off; what is no name at all is dropped.
    """
    names: dict[str, str] = {}
    for candidate in candidates:
        for part in _BETWEEN.split(_LEAD_IN.sub("", tidy(candidate[:500]))):
            for name in _divide(part):
                if _is_name(name) and len(names) < MOST_NAMES:
                    names.setdefault(name.casefold(), name)
    return tuple(names.values())


def _divide(part: str) -> list[str]:
    pieces = [piece.strip() for piece in _BEHIND_A_NAME.split(_PLACE.split(part)[0])]
    pieces = [piece for piece in pieces if piece and not _ROLE.search(piece)]
    if len(pieces) > 1 and all(" " in piece for piece in pieces):
        return pieces
    # "Quill, Ada" and "Ada Quill, Jr." hold one name; "Ada Quill, Harbour Town" a name and a place.
    if len(pieces) == 2 and " " in pieces[0]:
        return [pieces[0]]
    return [", ".join(pieces)] if pieces else []


def _is_name(name: str) -> bool:
    folded = name.casefold().strip(" .:")
    words = folded.split()
    return (
        1 < len(name) <= _LONGEST
        and any(map(str.isalpha, name))
        and not any(map(str.isdigit, name))
        and not _ADDRESS.search(name)
        and folded not in _NO_NAMES
        and not all(word in _NO_NAME for word in words)
        and len(words) <= 8
    )

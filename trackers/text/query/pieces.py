"""Cuts what was typed into pieces: a sign, a field, a value, each with its place. No value is looked at here."""

from dataclasses import dataclass

# Which mark closes what another has opened; a straight one closes itself.
_CLOSERS = {
    '"': '"',
    "“": "”“\"",
    "„": "“”\"",
    "”": "”\"",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "＂": "＂",
}  # fmt: skip
_MINUS = frozenset("-−–")
_LONGEST_FIELD = 12


@dataclass(frozen=True)
class Piece:
    """One piece: ``text`` is its value without quotation marks. ``field`` is in lower case, "" where there is none."""

    field: str
    text: str
    excluded: bool
    is_phrase: bool
    is_open: bool
    start: int
    end: int


def cut_pieces(typed: str) -> list[Piece]:
    """Return the pieces in order; a quotation mark that nothing closes reaches to the end."""
    pieces = []
    at = 0
    while at < len(typed):
        if typed[at].isspace():
            at += 1
            continue
        piece = _read_piece(typed, at)
        pieces.append(piece)
        at = piece.end
    return pieces


def _read_piece(typed: str, start: int) -> Piece:
    at = start
    excluded = typed[at] in _MINUS and not typed[at + 1 : at + 2].isspace() and at + 1 < len(typed)
    if excluded:
        at += 1
    field, at = _read_field(typed, at)
    text, is_phrase, is_open, end = _read_value(typed, at)
    return Piece(field, text, excluded, is_phrase, is_open, start, end)


def _read_field(typed: str, at: int) -> tuple[str, int]:
    """Return a field in lower case and where its value begins: a word of letters, a colon, and no second slash."""
    end = at
    while end < len(typed) and end - at < _LONGEST_FIELD and typed[end].isascii() and typed[end].isalpha():
        end += 1
    if end == at or typed[end : end + 1] != ":" or typed[end + 1 : end + 3] == "//":
        return "", at
    return typed[at:end].lower(), end + 1


def _read_value(typed: str, at: int) -> tuple[str, bool, bool, int]:
    """Return a value, whether it is a phrase, whether its quotation mark is open, and where it ends."""
    closers = _CLOSERS.get(typed[at]) if at < len(typed) else None
    if closers is None:
        end = at
        while end < len(typed) and not typed[end].isspace():
            end += 1
        return typed[at:end], False, False, end
    for end in range(at + 1, len(typed)):
        if typed[end] in closers:
            return typed[at + 1 : end], True, False, end + 1
    return typed[at + 1 :], True, True, len(typed)

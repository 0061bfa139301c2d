"""Signs of single lines: one that came or went, moved to another field, gained a prefix, changed its typography."""

from collections.abc import Collection, Iterator
from itertools import islice

from trackers.text.alike.fields import (
    BYLINE,
    CAPTIONS,
    FIELDS,
    HEADLINE,
    PARAGRAPHS,
    STANDFIRST,
    Pair,
    Side,
    without,
)
from trackers.text.alike.signs import MOST_LINES, Sign, SignKind, fold_line, line_key, make_sign, title_key
from trackers.text.compare.tokens import fold

_LONGEST_AFFIX = 80
_MOST_MOVES = 100
# Sorts of these marks are folded onto each other, so that one may vanish from a text without a word changing.
_PLAIN = frozenset("'\"- `")


# --- Lines that came or went ---------------------------------------------------------------------------


def read_lines(pair: Pair) -> Iterator[Sign]:
    """Yield a sign for each line that came or went, of the shortest lines of each side."""
    for kind in (SignKind.CAME, SignKind.WENT):
        found = [(name, line) for name in FIELDS for line in _lines_of_their_own(pair, kind, name)]
        for name, line in sorted(found, key=lambda one: (len(one[1]), one[1]))[:MOST_LINES]:
            yield make_sign(kind, name, _key(name, line), sample=line)


def explain_lines(pair: Pair, signs: Collection[Sign]) -> Pair:
    """Return the pair without the lines that came or went by these signs."""
    known = {(sign.kind, sign.detail) for sign in signs if sign.kind in {SignKind.CAME, SignKind.WENT}}
    if not known:
        return pair
    for name in FIELDS:
        dropped = {
            kind: [place for place in places if (kind, f"{name}:{_key(name, side[name][place])}") in known]
            for kind in (SignKind.CAME, SignKind.WENT)
            for side, places in [_side(pair, kind, name)]
        }
        pair = pair.put(
            name,
            before=without(pair.before[name], dropped[SignKind.WENT]),
            after=without(pair.after[name], dropped[SignKind.CAME]),
        )
    return pair


def _lines_of_their_own(pair: Pair, kind: SignKind, name: str) -> list[str]:
    """Return the lines of a field that came or went and have no twin on the other side but for their typography."""
    other = SignKind.WENT if kind is SignKind.CAME else SignKind.CAME
    (side, places), (facing, rivals) = _side(pair, kind, name), _side(pair, other, name)
    twins = {fold_line(facing[name][place]) for place in rivals}
    return [side[name][place] for place in places if fold_line(side[name][place]) not in twins]


def _key(name: str, line: str) -> str:
    return title_key(line) if name in {HEADLINE, STANDFIRST} else line_key(line)


def _side(pair: Pair, kind: SignKind, name: str) -> tuple[Side, list[int]]:
    if kind is SignKind.CAME:
        return pair.after, pair.come(name)
    return pair.before, pair.gone(name)


# --- Lines that stand in another field now -------------------------------------------------------------


def read_moves(pair: Pair) -> Iterator[Sign]:
    """Yield a sign for each way from one field to another that a line has taken."""
    for origin, goal, line in _moved(pair):
        yield make_sign(SignKind.MOVED, f"{origin}>{goal}", sample=line)


def explain_moves(pair: Pair, signs: Collection[Sign]) -> Pair:
    """Return the pair without the lines that took one of these ways, on both sides."""
    ways = {sign.detail for sign in signs if sign.kind is SignKind.MOVED}
    for origin, goal, line in list(islice(_moved(pair), _MOST_MOVES)) if ways else ():
        if f"{origin}>{goal}" in ways:
            gone = [place for place in pair.gone(origin) if fold_line(pair.before[origin][place]) == line]
            come = [place for place in pair.come(goal) if fold_line(pair.after[goal][place]) == line]
            if gone and come:
                pair = pair.put(origin, before=without(pair.before[origin], gone[:1]))
                pair = pair.put(goal, after=without(pair.after[goal], come[:1]))
    return pair


def _moved(pair: Pair) -> Iterator[tuple[str, str, str]]:
    """Yield (from, to, folded line) for each line that left one field and came into another one."""
    come = {name: {fold_line(pair.after[name][place]) for place in pair.come(name)} for name in FIELDS}
    for origin in FIELDS:
        for place in pair.gone(origin):
            line = fold_line(pair.before[origin][place])
            for goal in FIELDS:
                if goal != origin and line in come[goal]:
                    yield origin, goal, line


# --- The same words before or behind many different lines ---------------------------------------------------


def read_affixes(pair: Pair) -> Iterator[Sign]:
    """Yield a sign for the words that came to, or went from, the beginning or end of a line."""
    for name, _, old, new in _neighbours(pair):
        affix = _find_affix(old, new)
        if affix is not None:
            yield _name_affix(name, *affix)


def explain_affixes(pair: Pair, signs: Collection[Sign]) -> Pair:
    """Return the pair with the old line in place of one that differs only by such words."""
    known = {sign for sign in signs if sign.kind is SignKind.AFFIX}
    for name, place, old, new in list(_neighbours(pair)) if known else ():
        affix = _find_affix(old, new)
        if affix is not None and _name_affix(name, *affix) in known:
            lines = list(pair.after[name])
            lines[place] = old
            pair = pair.put(name, after=lines)
    return pair


def _name_affix(name: str, way: str, words: str) -> Sign:
    return make_sign(SignKind.AFFIX, name, way, line_key(words), sample=words)


def _neighbours(pair: Pair) -> Iterator[tuple[str, int, str, str]]:
    """Yield (field, place after, old line, new line) for lines that stand in the same place and differ.

    Of the body only its first and its last line: in between the places do not answer to each other.
    """
    for name in (HEADLINE, STANDFIRST, BYLINE, CAPTIONS):
        before, after = pair.before[name], pair.after[name]
        if len(before) == len(after):
            yield from (
                (name, place, old, new)
                for place, (old, new) in enumerate(zip(before, after, strict=True))
                if old != new
            )
    before, after = pair.before[PARAGRAPHS], pair.after[PARAGRAPHS]
    if before and after:
        for old, place in dict.fromkeys([(before[0], 0), (before[-1], len(after) - 1)]):
            if after[place] not in before and old not in after:
                yield PARAGRAPHS, place, old, after[place]


def _find_affix(old: str, new: str) -> tuple[str, str] | None:
    """Return which way words came or went ("+end", "-start", …) and the words; None where more than that differs.

    Typography counts for nothing here: a new design changes both at once.
    """
    old, new = fold_line(old), fold_line(new)
    sign, shorter, longer = ("+", old, new) if len(old) < len(new) else ("-", new, old)
    extra = len(longer) - len(shorter)
    if not shorter or not 0 < extra <= _LONGEST_AFFIX:
        return None
    if longer.startswith(shorter) and not (
        longer[len(shorter) - 1].isalnum() and longer[len(shorter)].isalnum()
    ):
        return f"{sign}end", longer[len(shorter) :]
    if longer.endswith(shorter) and not (longer[extra - 1].isalnum() and longer[extra].isalnum()):
        return f"{sign}start", longer[:extra]
    return None


# --- Typography ----------------------------------------------------------------------------------------------


def read_typography(pair: Pair) -> Iterator[Sign]:
    """Yield a sign for each sort of mark or space that vanished from the text, or is new to it, while no word changed.

    A sort that stands on both sides is no sign: there somebody mended single places.
    """
    twins = _twins(pair)
    if twins:
        old, new = _characters(pair.before.values()), _characters(pair.after.values())
        gone = _characters([[line] for _, _, line, _ in twins]) - new
        come = _characters([[line] for _, _, _, line in twins]) - old
        for way, characters in (("went", gone), ("came", come)):
            for character in sorted(characters):
                if character in _PLAIN or fold(character) != character:
                    yield make_sign(SignKind.TYPOGRAPHY, way, f"{ord(character):04x}", sample=character)
    if _is_joined_otherwise(pair):
        yield make_sign(SignKind.TYPOGRAPHY, "joins")


def explain_typography(pair: Pair, signs: Collection[Sign]) -> Pair:
    """Return the pair with the old form of every line whose words are the same, where one of these signs applies."""
    known = {sign for sign in signs if sign.kind is SignKind.TYPOGRAPHY}
    if not known or known.isdisjoint(read_typography(pair)):
        return pair
    for name, place, old, _ in _twins(pair):
        lines = list(pair.after[name])
        lines[place] = old
        pair = pair.put(name, after=lines)
    if _is_joined_otherwise(pair):
        pair = pair.put(PARAGRAPHS, after=pair.before[PARAGRAPHS])
    return pair


def _twins(pair: Pair) -> list[tuple[str, int, str, str]]:
    """Return (field, place after, old line, new line) of lines that differ in their typography alone."""
    found = []
    for name in pair.differing:
        olds: dict[str, list[str]] = {}
        for place in reversed(pair.gone(name)):
            line = pair.before[name][place]
            olds.setdefault(fold_line(line), []).append(line)
        for place in pair.come(name):
            line = pair.after[name][place]
            if same := olds.get(fold_line(line)):
                found.append((name, place, same.pop(), line))
    return found


def _is_joined_otherwise(pair: Pair) -> bool:
    before, after = pair.before[PARAGRAPHS], pair.after[PARAGRAPHS]
    if len(before) == len(after):
        return False
    if " ".join(map(fold_line, before)).split() == " ".join(map(fold_line, after)).split():
        return True
    # Scripts without spaces: nothing is put between two paragraphs that become one, and no space moves within a line.
    return _bare(before) == _bare(after) and _spaces(before) == _spaces(after)


def _spaces(lines: tuple[str, ...]) -> int:
    return sum(len(line.split()) - 1 for line in lines)


def _bare(lines: tuple[str, ...]) -> str:
    return "".join("".join(fold(line).split()) for line in lines)


def _characters(sides: Collection[Collection[str]]) -> set[str]:
    return {character for lines in sides for line in lines for character in line}

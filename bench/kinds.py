"""Prints how well the kinds of change of labelled edits are told.

python -m bench.kinds FILE [--half 0|1] [--show] [--words]

FILE is a JSON Lines file of labelled edits (fields id, lang, before, after, kinds, evidence, meaningful,
notice). What counts and what is neutral follows the page that describes the labels. `--half` takes every second
pair only, so that rules can be written on one half and tried on the other; `--show` lists every pair that is
told wrongly.
"""

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from trackers.text.compare import compare
from trackers.text.kinds import COSMETIC, Code, Kind, Kinds, read_kinds
from trackers.text.tidy import ArticleText

CODES = tuple(code for code in Code if code not in (Code.BYLINE, Code.REVERSION))
STRICT = frozenset(
    (
        Code.NUMBER,
        Code.QUOTE,
        Code.NEGATION,
        Code.HEADLINE,
        Code.CORRECTION_NOTICE,
        Code.WHITESPACE,
        Code.PUNCTUATION,
    )
)
INSIDE = frozenset((Code.NUMBER, Code.DATE, Code.NAME, Code.ATTRIBUTION, Code.HEDGE, Code.NEGATION))
SWAPPED = {
    Code.NUMBER: Code.DATE,
    Code.DATE: Code.NUMBER,
    Code.HEDGE: Code.ATTRIBUTION,
    Code.ATTRIBUTION: Code.HEDGE,
}
EDITORS_NOTE_AS = "clarification"
RUNS = 3


@dataclass(frozen=True)
class Piece:
    """One labelled piece of evidence."""

    code: Code
    removed: str
    added: str


@dataclass(frozen=True)
class Edit:
    """One labelled pair."""

    name: str
    lang: str
    before: ArticleText
    after: ArticleText
    pieces: tuple[Piece, ...]
    is_meaningful: bool
    notice: str | None
    note: str

    @property
    def codes(self) -> frozenset[Code]:
        """The labelled kinds."""
        return frozenset(piece.code for piece in self.pieces)


@dataclass
class Tally:
    """Counts of one row of the table."""

    hit: int = 0
    false: int = 0
    missed: int = 0

    def line(self) -> str:
        """Return precision and recall with their counts."""
        reported, listed = self.hit + self.false, self.hit + self.missed
        precision = f"{self.hit / reported:6.3f}" if reported else "     -"
        recall = f"{self.hit / listed:6.3f}" if listed else "     -"
        return f"{precision} ({self.hit}/{reported})  {recall} ({self.hit}/{listed})"


@dataclass
class Score:
    """What all pairs come to."""

    kinds: dict[Code, Tally] = field(default_factory=lambda: {code: Tally() for code in CODES})
    langs: dict[str, Tally] = field(default_factory=dict)
    sizes: Counter[str] = field(default_factory=Counter)
    hidden: list[str] = field(default_factory=list)
    noise: list[str] = field(default_factory=list)
    cosmetic: int = 0
    evidence: tuple[int, int] = (0, 0)
    reported: tuple[int, int] = (0, 0)
    notices: tuple[int, int, int, int] = (0, 0, 0, 0)
    wrong: list[str] = field(default_factory=list)


def main(argv: Sequence[str] | None = None) -> None:
    """Read the labelled pairs, tell their kinds and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="a file of labelled pairs, or a folder with edits/*.jsonl")
    parser.add_argument("--half", type=int, choices=(0, 1), help="every second pair only")
    parser.add_argument("--show", action="store_true", help="list the pairs that are told wrongly")
    options = parser.parse_args(argv)
    files = sorted(options.data.glob("edits/*.jsonl")) if options.data.is_dir() else [options.data]
    edits = [edit for file in files for edit in read_edits(file)]
    if not edits:
        parser.error(f"There are no labelled pairs in {options.data}.")
    if options.half is not None:
        edits = edits[options.half :: 2]
    score = Score()
    for edit in edits:
        judge(edit, read_kinds(edit.before, edit.after, lang=edit.lang), score)
    print_score(score, len(edits))
    print_speed(edits)
    if options.show:
        print("\n".join(score.wrong))


def read_edits(path: Path) -> Iterator[Edit]:
    """Yield the labelled pairs of a file."""
    for line in path.read_text("utf-8").splitlines():
        entry = json.loads(line)
        yield Edit(
            entry["id"],
            entry["lang"],
            read_side(entry["before"]),
            read_side(entry["after"]),
            tuple(
                Piece(Code(piece["kind"]), piece["removed"], piece["added"]) for piece in entry["evidence"]
            ),
            entry["meaningful"],
            entry["notice"],
            entry["note"],
        )


def read_side(side: dict[str, object]) -> ArticleText:
    """Return one side as it is written, untidied: spaces are labelled too."""
    paragraphs = side["paragraphs"]
    assert isinstance(paragraphs, list)
    return ArticleText(str(side["headline"]), str(side["standfirst"] or ""), (), tuple(map(str, paragraphs)))


def judge(edit: Edit, kinds: Kinds, score: Score) -> None:
    """Add one pair to the score."""
    told = frozenset(kinds.codes) & frozenset(CODES)
    neutral = {code for code in told - edit.codes if is_neutral(code, kinds.of(code), edit)}
    false, missed = told - edit.codes - neutral, edit.codes - told
    lang = score.langs.setdefault(edit.lang, Tally())
    score.sizes[edit.lang] += 1
    for code in CODES:
        for tally in (score.kinds[code], lang):
            tally.hit += code in told and code in edit.codes
            tally.false += code in false
            tally.missed += code in missed
    judge_safety(edit, kinds, score)
    hits = [any(hits_piece(kind, piece) for kind in kinds.of(piece.code)) for piece in edit.pieces]
    score.evidence = (score.evidence[0] + sum(hits), score.evidence[1] + len(hits))
    judge_notice(edit, kinds, score)
    if false or missed or not all(hits):
        score.wrong.append(describe(edit, kinds, false, missed, hits))


def judge_safety(edit: Edit, kinds: Kinds, score: Score) -> None:
    """Note a pair that is hidden, and noise that is announced."""
    if not edit.is_meaningful:
        score.cosmetic += 1
        if kinds.is_meaningful:
            score.noise.append(edit.name)
        return
    shown = [kind for kind in kinds.entries if not kind.is_cosmetic]
    places = [piece for piece in edit.pieces if piece.code not in COSMETIC]
    covered = all(any(overlaps(kind, piece) for kind in shown) for piece in places)
    if not shown or not covered:
        score.hidden.append(edit.name if not shown else f"{edit.name}(place)")


def judge_notice(edit: Edit, kinds: Kinds, score: Score) -> None:
    """Count whether the notice in the newer text was read as what it is."""
    found = kinds.notice_after.value if kinds.notice_after is not None else None
    found = EDITORS_NOTE_AS if found == "editors_note" else found
    right = found == edit.notice
    every, all_right, some, some_right = score.notices
    has = edit.notice is not None
    score.notices = (every + 1, all_right + right, some + has, some_right + (right and has))


def is_neutral(code: Code, told: Sequence[Kind], edit: Edit) -> bool:
    """Return whether all reports of a kind that is not listed count neither way."""
    return all(is_neutral_piece(code, kind, edit) for kind in told)


def is_neutral_piece(code: Code, kind: Kind, edit: Edit) -> bool:
    """Return whether one report counts neither way, by the rules on the page of the labels."""
    if code in (Code.HEADLINE, Code.STANDFIRST):
        one, other = field_texts(code, edit)
        return one != other and bool(edit.codes & COSMETIC) and not edit.is_meaningful
    if code in SWAPPED and any(p.code is SWAPPED[code] and overlaps(kind, p) for p in edit.pieces):
        return True
    if code is Code.QUOTE and any(p.code in COSMETIC and overlaps(kind, p) for p in edit.pieces):
        return True
    whole = [
        p
        for p in edit.pieces
        if p.code in (Code.ADDITION, Code.CUT, Code.CORRECTION_NOTICE) or is_whole_field(p, edit)
    ]
    if code in INSIDE and any(lies_in(kind, piece) for piece in whole):
        return True
    notices = [p for p in edit.pieces if p.code is Code.CORRECTION_NOTICE]
    return code in (Code.ADDITION, Code.CUT) and any(overlaps(kind, piece) for piece in notices)


def field_texts(code: Code, edit: Edit) -> tuple[str, str]:
    """Return the headline or standfirst of both sides."""
    if code is Code.HEADLINE:
        return edit.before.headline, edit.after.headline
    return edit.before.standfirst, edit.after.standfirst


def is_whole_field(piece: Piece, edit: Edit) -> bool:
    """Return whether a headline or standfirst is listed as a whole."""
    if piece.code not in (Code.HEADLINE, Code.STANDFIRST):
        return False
    one, other = field_texts(piece.code, edit)
    return (piece.removed, piece.added) == (one, other)


def lies_in(kind: Kind, piece: Piece) -> bool:
    """Return whether reported words lie in a listed passage."""
    return kind.removed in piece.removed and kind.added in piece.added


def hits_piece(kind: Kind, piece: Piece) -> bool:
    """Return whether a reported piece overlaps a listed one of its kind on the side where words are listed."""
    return kind.code is piece.code and overlaps(kind, piece)


def overlaps(kind: Kind, piece: Piece) -> bool:
    """Return whether two pieces share words on a side where words are listed."""
    sides = [(kind.removed, piece.removed), (kind.added, piece.added)]
    return any(one and other and shares(one, other) for one, other in sides)


def shares(one: str, other: str) -> bool:
    """Return whether one text holds the other, or begins with what the other ends with."""
    if one in other or other in one:
        return True
    least = 2
    return any(
        one.endswith(other[:size]) or other.endswith(one[:size])
        for size in range(least, min(len(one), len(other)))
    )


def describe(
    edit: Edit, kinds: Kinds, false: frozenset[Code], missed: frozenset[Code], hits: list[bool]
) -> str:
    """Return what went wrong with one pair, for whoever writes rules."""
    lines = [f"\n## {edit.name} {edit.lang} false={sorted(false)} missed={sorted(missed)} | {edit.note}"]
    for piece, hit in zip(edit.pieces, hits, strict=True):
        lines.append(
            f"   {' ' if hit else '!'} {piece.code}: {piece.removed[:150]!r} -> {piece.added[:150]!r}"
        )
    lines += [
        f"   told {kind.code}: {kind.removed[:150]!r} -> {kind.added[:150]!r}" for kind in kinds.entries[:12]
    ]
    return "\n".join(lines)


def print_score(score: Score, count: int) -> None:
    """Print the tables."""
    print(f"{count} labelled edits\n\nkind                 precision            recall")
    for code in CODES:
        aim = 0.97 if code in STRICT else 0.90
        print(f"{code.value:<18} {score.kinds[code].line()}   aim {aim}")
    print("\nlanguage      n")
    for lang, tally in sorted(score.langs.items(), key=lambda item: -score.sizes[item[0]]):
        print(f"{lang:<8} {score.sizes[lang]:>6}   {tally.line()}")
    hit, listed = score.evidence
    every, right, some, some_right = score.notices
    print(f"\nevidence right        {hit}/{listed} = {hit / max(1, listed):.3f}")
    print(f"notice right          {right}/{every}, of those with one {some_right}/{some}")
    print(f"meaningful and hidden {len(score.hidden)} {' '.join(score.hidden)}")
    print(f"noise announced       {len(score.noise)}/{score.cosmetic} {' '.join(score.noise)}")


def print_speed(edits: Sequence[Edit]) -> None:
    """Print how long telling takes on top of comparing, in milliseconds."""
    times = []
    for edit in edits:
        diff = compare(edit.before, edit.after)
        runs = []
        for _ in range(RUNS):
            begun = time.perf_counter()
            read_kinds(edit.before, edit.after, lang=edit.lang, diff=diff)
            runs.append((time.perf_counter() - begun) * 1000)
        times.append(statistics.median(runs))
    times.sort()
    if times:
        print(
            f"ms per pair           median {statistics.median(times):.2f}, "
            f"p95 {times[int(0.95 * len(times))]:.2f}, most {times[-1]:.2f}"
        )


if __name__ == "__main__":
    main()

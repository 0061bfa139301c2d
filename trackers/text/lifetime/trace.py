"""The functions the rest of the house calls."""

from collections.abc import Sequence

from trackers.text.lifetime.blocks import make_blocks
from trackers.text.lifetime.sentences import Cutter
from trackers.text.lifetime.values import Lifetime, VersionText
from trackers.text.lifetime.weave import Weave


def trace_lives(versions: Sequence[VersionText], *, most_gone: int = 2_000) -> Lifetime:
    """Return the last version's text with every sentence that earlier ones had, each with the versions it stood in.

    `versions` come with the earliest first; without any the result is empty. Of more than `most_gone` sentences that
    went only the newest are kept. Deterministic. Costs about four seconds for a million words that no earlier version
    had, and next to nothing for the others: have `take_latest` bound it.
    """
    cutter = Cutter()
    weave = Weave(most_gone)
    for place, version in enumerate(versions):
        if place and version.before is not None:
            weave.read_anew(versions[place - 1].number, cutter.cut(version.before))
        weave.add(version.number, cutter.cut(version.paragraphs))
    numbers = tuple(version.number for version in versions)
    return Lifetime(numbers, make_blocks(weave.threads), weave.forgotten)


def take_latest(versions: Sequence[VersionText], *, most_characters: int) -> Sequence[VersionText]:
    """Return the latest versions whose different paragraphs have so many characters together; the last one always."""
    seen: set[str] = set()
    total = 0
    for place in range(len(versions) - 1, -1, -1):
        fresh = {*versions[place].paragraphs, *(versions[place].before or ())} - seen
        total += sum(map(len, fresh))
        if total > most_characters and place + 1 < len(versions):
            return versions[place + 1 :]
        seen |= fresh
    return versions

"""Diff: the computed comparison of two texts. Nothing is stored here: a Diff can always be computed again."""

from trackers.models import ReadText
from trackers.text.compare import Diff, compare


def diff_versions(old: ReadText, new: ReadText) -> Diff:
    """Return the comparison of two Versions, or technical re-readings of them, in the fields that decide."""
    return compare(old.text, new.text)

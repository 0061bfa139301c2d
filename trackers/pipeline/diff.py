"""Diff: the computed comparison of two Versions. Nothing is stored here: a Diff can always be computed again."""

from trackers.models import ReadText
from trackers.text.compare import Diff, compare


def diff_versions(old: ReadText, new: ReadText) -> Diff:
    """Return the comparison of two readings' texts, the same fields that decided that they differ."""
    return compare(old.text, new.text)

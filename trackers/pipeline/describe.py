"""Describe: what the machine says of a Change, derived from its Diff and stamped with the rule set's version."""

from trackers.models import Change, Description
from trackers.text.compare import Diff, excerpt

RULES = "1"


def describe_change(change: Change, diff: Diff) -> Description:
    """Store and return the Description of a Change; an older one is replaced.

    The Diff is that of ``change.texts_shown``. That of a page that went, or came back as it was, is empty: no word
    went, none came, the headline stands. What a replay saw stays.
    """
    words = excerpt(diff)
    before, after = change.texts_shown
    description, _ = Description.objects.update_or_create(
        change=change,
        defaults={
            "rules": RULES,
            "headline_before": before.headline,
            "headline_after": after.headline,
            "removed": words.removed,
            "added": words.added,
            "context_before": words.before,
            "context_after": words.after,
            "words_removed": diff.words_removed,
            "words_added": diff.words_added,
        },
    )
    return description

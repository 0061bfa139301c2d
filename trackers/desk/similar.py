"""Changes like one another: the same words went and the same words came, at about the same time.

A name that an agency corrects is corrected on forty pages; who has judged one of them has judged them all.
"""

from datetime import timedelta

from django.db.models import Value
from django.db.models.functions import MD5

from trackers.models import Change, Nature
from trackers.models.change import ChangeQuerySet

# Later than this the same words are another story.
SAME_STORY = timedelta(days=30)


def similar_to(change: Change) -> ChangeQuerySet:
    """Return the other edits with the same words removed and added, a month before and after, newest first.

    None where nothing is told of its words. Found by an index of both hashes.
    """
    described = getattr(change, "description", None)
    rows = Change.objects.all()
    if described is None or not (described.removed or described.added) or change.nature != Nature.EDIT:
        return rows.none()
    return (
        rows.alias(hash_removed=MD5("description__removed"), hash_added=MD5("description__added"))
        .filter(
            hash_removed=MD5(Value(described.removed)),
            hash_added=MD5(Value(described.added)),
            description__words_removed=described.words_removed,
            description__words_added=described.words_added,
            nature=Nature.EDIT,
            seen_new_at__range=(change.seen_new_at - SAME_STORY, change.seen_new_at + SAME_STORY),
        )
        .exclude(pk=change.pk)
        .order_by("-seen_new_at", "-pk")
    )

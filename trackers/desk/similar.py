"""Changes like one another: the same words went and the same words came, at about the same time.

A name that an agency corrects is corrected on forty pages; who has judged one of them has judged them all.
"""

from datetime import timedelta

from trackers.models import Change, Nature
from trackers.models.change import ChangeQuerySet

# Later than this the same words are another story.
SAME_STORY = timedelta(days=30)


def similar_to(change: Change) -> ChangeQuerySet:
    """Return the other edits with the same words removed and added, a month before and after, newest first.

    None where nothing is told of its words. The same ones that a queue shows as one row.
    """
    described = getattr(change, "description", None)
    rows = Change.objects.all()
    if described is None or not described.sameness or change.nature != Nature.EDIT:
        return rows.none()
    return (
        rows.filter(
            description__sameness=described.sameness,
            nature=Nature.EDIT,
            seen_new_at__range=(change.seen_new_at - SAME_STORY, change.seen_new_at + SAME_STORY),
        )
        .exclude(pk=change.pk)
        .order_by("-seen_new_at", "-pk")
    )

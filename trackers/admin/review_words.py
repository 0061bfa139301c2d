"""What the page of a change says of a step that was just taken, and of what stands in the way of the next."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from trackers.admin.cells import change_address, link_inside
from trackers.desk.publications import waiting_edition
from trackers.models import FOUR_EYES, Act, Annotation, Change, Desk, Review, ReviewEvent, ReviewState

PUBLIC = frozenset({ReviewState.PUBLISHED, ReviewState.AMENDED})


def say_title(change: Change) -> str:
    """Return what a change's page is called: the headline, or its number where there is none."""
    headline = change.text_after.headline.strip()
    return Truncator(headline).chars(80) if headline else _("Change %(id)s") % {"id": change}


def say_step(change: Change, review: Review, *, undone: bool = False) -> SafeString:
    """Return what became of a change, by its headline: what stands below may be another one by now.

    Of what readers do not see yet it says from when on they will, and where it is called back. One query there.
    """
    state = ReviewState(review.state)
    words = _("Undone. {change}: now {state}.") if undone else _("{change}: now {state}.")
    said = format_html(words, change=link_inside(change, say_title(change)), state=state.label)
    row = review.annotation
    edition = waiting_edition(row) if state in PUBLIC and row is not None else None
    if edition is None:
        return said
    when = _("Readers see it from %(at)s UTC on.") % {"at": f"{edition.public_at:%Y-%m-%d %H:%M:%S}"}
    return format_html(
        '{} {} <a href="{}#annotate">{}</a>', said, when, change_address(change), _("Call it back until then")
    )


def tell_obstacles(review: Review, user: User, events: Iterable[ReviewEvent]) -> dict[str, Any]:
    """Return what the form says before somebody runs into it: why it came back, and what four eyes ask of her.

    ``events`` are the change's, newest first. One query where the significance asks for four eyes.
    """
    row, state = review.annotation, ReviewState(review.state)
    came_back = (event for event in events if event.act == Act.RETURN)
    needs_others = row is not None and _weight(row) >= FOUR_EYES and not Desk.objects.standing().lone_editor
    is_writer = row is not None and user.pk in row.writers
    return {
        "came_back": next(came_back, None) if state == ReviewState.RETURNED else None,
        "must_not_write": needs_others and not is_writer and state == ReviewState.SECOND_READ,
        "amends_by_draft": needs_others,
    }


def _weight(row: Annotation) -> int:
    published = row.amends.significance if row.amends is not None else None
    return max(row.significance or 0, published or 0)

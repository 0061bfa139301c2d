"""Working through a queue on the page of one change: what is next, what was before, how many are left.

The queue comes along in the address (``?queue=triage``). Where a change stands is noted before a step is taken, for the
step may move it.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from trackers.admin.base import actor_of
from trackers.admin.cells import change_address, list_address
from trackers.admin.queues import address_in, queue_address, queue_asked
from trackers.desk.order import Line, Place, line_up
from trackers.desk.queues import EVERYTHING_NEW, Queue
from trackers.models import Change

# Where Django's pages begin, below its header; messages stand there.
TOP = "content-start"
# Whoever presses one of these is done here and goes on with the next.
_LEADS_ON = frozenset({"_save", "_dismiss", "_snooze", "_repeat"})
# In a queue so is whoever has read for a second time.
_LEADS_ON_IN_QUEUE = _LEADS_ON | {"_submit", "_approve", "_publish", "_return"}


@dataclass(frozen=True)
class Work:
    """A change in the queue it was opened from, or in the list of all that is new."""

    change: Change
    line: Line
    place: Place | None
    queue: Queue | None

    def address_after(self, button: str) -> str:
        """Return where to go once a button has been pressed: to the next change, or back to this one.

        Another page is read from its top. Left without a fragment, its address would inherit that of the form (Fetch,
        location URL), and the next change would open below what is to be judged.
        """
        leads_on = _LEADS_ON if self.queue is None else _LEADS_ON_IN_QUEUE
        if button not in leads_on:
            return address_in(self.queue, self.change)
        following = self.line.after(self.place) if self.place is not None else None
        if following is not None:
            return f"{address_in(self.queue, following)}#{TOP}"
        return change_address(self.change) if self.queue is None else f"{queue_address(self.queue)}#{TOP}"

    def tell(self) -> dict[str, Any]:
        """Return what the page says: the queue, its neighbours here and how many are left. Three to five queries."""
        left, and_more = self.line.count()
        told: dict[str, Any] = {"queue": self.queue, "left": left, "left_and_more": and_more}
        if self.queue is None or self.place is None:
            return told | {"list_address": list_address(Change)}
        before, after = self.line.before(self.place), self.line.after(self.place)
        return told | {
            "list_address": queue_address(self.queue),
            "queue_before": address_in(self.queue, before) if before is not None else None,
            "queue_after": address_in(self.queue, after) if after is not None else None,
        }


def work_on(request: HttpRequest, change: Change) -> Work:
    """Return a change as it is worked on in the queue an address names. One to three queries; none outside a queue."""
    queue = queue_asked(request)
    line = line_up(queue or EVERYTHING_NEW, user=actor_of(request), now=timezone.now())
    is_needed = queue is not None or request.method == "POST"
    return Work(change, line, line.place_of(change) if is_needed else None, queue)

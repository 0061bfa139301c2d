"""The meter of one fetch: seconds until its deadline and bytes until its limits, whatever connection it uses."""

import time

from trackers.web.answers import Limits
from trackers.web.errors import FetchCode, TimedOut, TooLarge


class Meter:
    """What the fetch in hand may still cost: seconds until its deadline, bytes until its limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.started = time.monotonic()
        self.received = 0
        self._left = 0
        self._in_head = True
        self.expect_head()

    @property
    def elapsed(self) -> float:
        """Return the seconds since the fetch began."""
        return time.monotonic() - self.started

    def expect_head(self) -> None:
        """Start counting a new answer, at its status line and headers."""
        self._in_head = True
        self._left = self.limits.header_bytes

    def expect_body(self) -> None:
        """Go on counting the same answer's body."""
        self._in_head = False
        self._left = self.limits.wire_bytes

    def time_for(self, step: float) -> float:
        """Return the seconds a step may take, no more than are left of the whole; raise TimedOut at none."""
        left = self.limits.total - self.elapsed
        if left <= 0:
            raise TimedOut(FetchCode.TIMED_OUT, "the whole answer took too long")
        return min(step, left)

    def bytes_for(self, wanted: int) -> int:
        """Return how many bytes may be read next; raise TooLarge at none."""
        if self._left <= 0:
            what = "headers are" if self._in_head else "page is"
            raise TooLarge(FetchCode.TOO_LARGE, f"the {what} larger than we read")
        return min(wanted, self._left)

    def count(self, size: int) -> None:
        """Note bytes that arrived."""
        self._left -= size
        self.received += size

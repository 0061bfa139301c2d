"""The values the wire hands out and takes: Limits in, Response and Hop out."""

from dataclasses import dataclass

from trackers.web.headers import join_header


@dataclass(frozen=True)
class Limits:
    """What one fetch may cost in bytes and seconds; bytes for each hop, ``total`` for all of them together.

    ``cut`` says what to do with a body beyond its limit: refuse it (False) or keep its head (True), as RFC
    9309 section 2.5 has it for robots.txt.
    """

    header_bytes: int = 64 * 1024
    wire_bytes: int = 8 * 1024 * 1024
    body_bytes: int = 16 * 1024 * 1024
    connect: float = 10.0
    read: float = 15.0
    total: float = 40.0
    cut: bool = False


@dataclass(frozen=True)
class Hop:
    """One request of a chain of redirects and the status it was answered with."""

    url: str
    status: int


@dataclass(frozen=True)
class Response:
    """What came back, decoded: status and headers of the last hop, the body without its content coding.

    ``wire_bytes`` counts every byte received over all hops, headers included and before decompression;
    ``elapsed`` is seconds; ``hops`` ends with the final request. ``was_cut`` is True when ``Limits.cut``
    shortened the body.
    """

    url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    wire_bytes: int
    elapsed: float
    hops: tuple[Hop, ...]
    was_cut: bool = False

    def header(self, name: str) -> str:
        """Return a header's value, "" when absent; repeated ones joined by a comma (RFC 9110 section 5.3)."""
        return join_header(self.headers, name)

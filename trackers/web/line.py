"""A line: one open connection to one origin, over which requests and answers follow each other (RFC 9112).

h11 knows the protocol; here its events meet the stream, under the meter of the fetch in hand. A line is used again
only after an answer that was read to its end, from a server that offered no less and sent no more.
"""

import contextlib
import time
from collections.abc import Iterator

import h11
import httpcore

from trackers.web.errors import BadAnswer, FetchCode
from trackers.web.meter import Meter

READ_BYTES = 64 * 1024
# h11's own bound on a head; the meter's is nearer.
LARGEST_HEAD = 256 * 1024
# Shorter than the patience of any server we know of: what rests longer is probably closed by now.
LONGEST_REST = 30.0


class Line:
    """One connection to ``origin``, already judged and, for https, already secured. One request at a time."""

    def __init__(self, stream: httpcore.NetworkStream, origin: tuple[str, str, int]) -> None:
        self.origin = origin
        self._stream = stream
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=LARGEST_HEAD)
        self._meter: Meter | None = None
        self._rests_since = time.monotonic()

    def is_ready(self) -> bool:
        """Return whether the next request may go out here: at rest, not for long, and nothing came unasked.

        A server's good-bye makes the socket readable, as would an answer to a question nobody asked.
        """
        return (
            self._http.our_state is h11.IDLE
            and time.monotonic() - self._rests_since < LONGEST_REST
            and not self._stream.get_extra_info("is_readable")
            and not self._holds_back()
        )

    def _holds_back(self) -> bool:
        """Return whether TLS has decrypted bytes that no read has taken: those make no socket readable."""
        tls = self._stream.get_extra_info("ssl_object")
        return tls is not None and bool(tls.pending())

    def ask(self, request: h11.Request, meter: Meter, *, body: bytes = b"") -> h11.Response:
        """Send a request, with the ``body`` its head tells the length of, and return the head of its answer.

        Raises FetchError for what ``meter`` does not allow, httpcore's TimeoutException and NetworkError, and
        h11's RemoteProtocolError.
        """
        self._meter = meter
        parts = [self._http.send(request)]
        if body:
            parts.append(self._http.send(h11.Data(data=body)))
        parts.append(self._http.send(h11.EndOfMessage()))
        with contextlib.suppress(httpcore.WriteError):  # some servers answer and hang up before the last word
            self._stream.write(b"".join(part or b"" for part in parts), meter.time_for(meter.limits.read))
        while True:
            event = self._next_event()
            if isinstance(event, h11.Response):
                return event
            if not isinstance(event, h11.InformationalResponse) or event.status_code == 101:
                raise BadAnswer(FetchCode.BAD_ANSWER, "the server wants to speak another protocol")

    def read_body(self) -> Iterator[bytes]:
        """Yield the body's pieces as they arrive, its content coding still on; raises what ``ask`` does."""
        while isinstance(event := self._next_event(), h11.Data):
            yield bytes(event.data)

    def rest(self) -> bool:
        """Make ready for the next request and return whether that can be: never by reading more from the server.

        What has arrived of a body nobody wants is thrown away; a body still on its way costs the connection.
        """
        event: object = None
        while self._http.their_state is h11.SEND_BODY and event is not h11.NEED_DATA:
            event = self._http.next_event()
        if self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE:
            return False
        if self._http.trailing_data[0]:
            return False  # more than was promised: it would be taken for the head of the next answer
        self._http.start_next_cycle()
        self._rests_since = time.monotonic()
        return True

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def _next_event(self) -> object:
        assert self._meter is not None
        while (event := self._http.next_event()) is h11.NEED_DATA:
            size = self._meter.bytes_for(READ_BYTES)
            data = self._stream.read(size, self._meter.time_for(self._meter.limits.read))
            self._meter.count(len(data))
            self._http.receive_data(data)
        return event

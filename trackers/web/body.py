"""Bodies as they arrive: content codings undone piece by piece, never more in memory than the limit allows.

RFC 9110 section 8.4. We ask for gzip and deflate only; a body in any other coding, or in two at once, is not
read.
"""

import zlib
from typing import Protocol

from trackers.web.errors import BadAnswer, FetchCode, TooLarge

ACCEPTED = "gzip, deflate"
# A gzip body may be a chain of members; an honest one has a handful, each costs us a decoder.
MAX_MEMBERS = 1000
PIECE = 256 * 1024


class Decoder(Protocol):
    """Undoes one content coding."""

    def feed(self, data: bytes, room: int) -> bytes:
        """Return decoded bytes, at most ``room`` + 1: the one too many says that the limit is passed."""

    def finish(self) -> None:
        """Raise BadAnswer when the coded body ended before its end."""


class Plain:
    """No coding."""

    def feed(self, data: bytes, room: int) -> bytes:
        """Return the bytes as they are, as Decoder says."""
        return data[: room + 1]

    def finish(self) -> None:
        """Do nothing: HTTP's own framing notices what is missing."""


class Inflater:
    """gzip (RFC 1952, also several members) and deflate (RFC 1950; raw RFC 1951 as some servers send it)."""

    def __init__(self, coding: str) -> None:
        self._gzip = coding == "gzip"
        self._engine = zlib.decompressobj(31) if self._gzip else None
        self._members = 0
        self._head = b""
        self._started = False
        self._padding = False

    def feed(self, data: bytes, room: int) -> bytes:
        """Return decoded bytes, as Decoder says; raise BadAnswer for data that is not in this coding."""
        self._started = self._started or bool(data)
        if self._engine is None:
            self._head += data
            if len(self._head) < 2:
                return b""
            data, self._head = self._head, b""
            self._engine = zlib.decompressobj(15 if _is_zlib(data) else -15)
        try:
            return self._inflate(self._engine, data, room)
        except zlib.error as error:
            raise BadAnswer(FetchCode.BAD_ANSWER, "the body cannot be decompressed") from error

    def _inflate(self, engine: "zlib._Decompress", data: bytes, room: int) -> bytes:
        parts: list[bytes] = []
        size = 0
        pending = False  # zlib may hold output back although it has taken all input
        while (data or pending) and size <= room:
            if engine.eof:
                following = self._next_member(data)
                if following is None:
                    break
                engine = following
            space = min(PIECE, room + 1 - size)
            piece = engine.decompress(data, space)
            parts.append(piece)
            size += len(piece)
            pending = len(piece) == space and not engine.eof
            data = engine.unused_data if engine.eof else engine.unconsumed_tail
        return b"".join(parts)

    def _next_member(self, data: bytes) -> "zlib._Decompress | None":
        """Return a decoder for the next gzip member, None when only padding follows, which browsers skip."""
        if self._padding or not self._gzip or not data.startswith(b"\x1f"):
            self._padding = True
            return None
        self._members += 1
        if self._members > MAX_MEMBERS:
            raise BadAnswer(FetchCode.BAD_ANSWER, "the body is compressed in too many pieces")
        self._engine = zlib.decompressobj(31)
        return self._engine

    def finish(self) -> None:
        """Raise BadAnswer when the compressed body broke off."""
        if not self._started:
            return
        if self._engine is None or not self._engine.eof:
            raise BadAnswer(FetchCode.BAD_ANSWER, "the compressed body ends too early")


class Inbox:
    """A body under construction: bytes are put in as received, decoded ones come out, up to ``limit``."""

    def __init__(self, coding: str, *, limit: int) -> None:
        self._decoder = choose_decoder(coding)
        self._limit = limit
        self._parts: list[bytes] = []
        self._size = 0

    def put(self, data: bytes) -> None:
        """Take received bytes; raise TooLarge once decoded ones pass the limit, keeping those within it."""
        while data:
            head, data = data[:PIECE], data[PIECE:]
            room = self._limit - self._size
            piece = self._decoder.feed(head, room)
            self._parts.append(piece[:room])
            self._size += min(len(piece), room)
            if len(piece) > room:
                raise TooLarge(FetchCode.TOO_LARGE, "the page is larger than we read")

    def finish(self) -> bytes:
        """Return the whole body; raise BadAnswer when its coding is incomplete."""
        self._decoder.finish()
        return self.head()

    def head(self) -> bytes:
        """Return what has been decoded so far."""
        return b"".join(self._parts)


def choose_decoder(coding: str) -> Decoder:
    """Return the decoder for a Content-Encoding value; raise BadAnswer for one we did not ask for."""
    codings = [token for part in coding.lower().split(",") if (token := part.strip()) not in {"", "identity"}]
    if not codings:
        return Plain()
    if len(codings) > 1:
        raise BadAnswer(FetchCode.BAD_ANSWER, "the body is compressed several times over")
    if codings[0] in {"gzip", "x-gzip"}:
        return Inflater("gzip")
    if codings[0] == "deflate":
        return Inflater("deflate")
    raise BadAnswer(FetchCode.BAD_ANSWER, "the body is compressed in a way we did not ask for")


def _is_zlib(data: bytes) -> bool:
    """Return whether two bytes are a zlib header (RFC 1950 section 2.2)."""
    return data[0] & 0x0F == 8 and (data[0] * 256 + data[1]) % 31 == 0

"""Frames between a worker and its reader: how long the head and the body are, the head in JSON, the body in bytes.

Both ends keep to these few functions, so that neither ever waits for bytes the other does not mean to send.
"""

import json
import struct
from typing import Any

_LENGTHS = struct.Struct(">II")
PREFIX = _LENGTHS.size
MOST_HEAD = 64 * 1024 * 1024
MOST_BODY = 256 * 1024 * 1024
# A listing of 5,000 entries with long addresses and fifty categories each is some 50 MB at the very worst.
MOST_ANSWER = MOST_HEAD


class BadFrame(ValueError):
    """Bytes that are no frame."""


def frame(head: object, body: bytes = b"") -> bytes:
    """Return the beginning of a frame: everything but its body, which is sent right after and never copied."""
    packed = json.dumps(head, separators=(",", ":")).encode("ascii")
    return _LENGTHS.pack(len(packed), len(body)) + packed


def read_lengths(prefix: bytes) -> tuple[int, int]:
    """Return the lengths of the head and the body that follow `prefix`; raise BadFrame for too long ones."""
    head, body = _LENGTHS.unpack(prefix)
    if head > MOST_HEAD or body > MOST_BODY:
        raise BadFrame("a frame longer than any we send")
    return head, body


def unpack_frame(packed: bytes) -> dict[str, Any]:
    """Return the head of a frame; raise BadFrame where it is no JSON object."""
    try:
        head = json.loads(packed)
    except (ValueError, RecursionError) as error:
        raise BadFrame("a head that is no JSON") from error
    if not isinstance(head, dict):
        raise BadFrame("a head that is no object")
    return head

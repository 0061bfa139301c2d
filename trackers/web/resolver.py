"""How a name becomes addresses: once per connection, in bounded time, by something replaceable."""

import socket
import threading
import time
from collections.abc import Sequence
from queue import Empty, SimpleQueue
from typing import Protocol

Answer = tuple[str, ...] | Exception


class Resolver(Protocol):
    """Whatever can look a name up."""

    def resolve(self, host: str, *, timeout: float) -> Sequence[str]:
        """Return every address of ``host`` as text, best first.

        Raises TimeoutError when ``timeout`` seconds pass, any other OSError when there is no answer.
        """


class SystemResolver:
    """The machine's own resolver (``getaddrinfo``), which cannot be interrupted and so works in a thread.

    At most ``lookups`` threads exist at a time, so that a dead name server costs a process a few sleeping
    threads.
    """

    def __init__(self, *, lookups: int = 16) -> None:
        self._slots = threading.BoundedSemaphore(lookups)

    def resolve(self, host: str, *, timeout: float) -> Sequence[str]:
        """Return every address of ``host``, as Resolver says; a look-up given up ends by itself later."""
        until = time.monotonic() + timeout
        if not self._slots.acquire(timeout=max(0.0, timeout)):
            raise TimeoutError("too many look-ups are waiting")
        box: SimpleQueue[Answer] = SimpleQueue()
        try:
            threading.Thread(target=self._look_up, args=(host, box), name="look-up", daemon=True).start()
        except RuntimeError as error:  # no thread to be had
            self._slots.release()
            raise OSError("no thread for the look-up") from error
        try:
            answer = box.get(timeout=max(0.0, until - time.monotonic()))
        except Empty as error:
            raise TimeoutError("the look-up took too long") from error
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _look_up(self, host: str, box: SimpleQueue[Answer]) -> None:
        try:
            # As bytes, because a str would pass through Python's own, older IDNA.
            found = socket.getaddrinfo(host.encode("ascii"), None, type=socket.SOCK_STREAM)
            box.put(tuple(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except Exception as error:  # noqa: BLE001 (raised again by the one who waits for it)
            box.put(error)
        finally:
            self._slots.release()

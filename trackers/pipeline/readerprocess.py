"""One reader process, seen from the worker that asks it: started with nothing in its reach, asked under a deadline.

After any question it either waits for the next or is dead: what was interrupted is killed, so that a late answer can
never be taken for that of another page.
"""

import contextlib
import fcntl
import os
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Self

from trackers.text.frames import MOST_ANSWER, PREFIX, BadFrame, frame, read_lengths, unpack_frame

_ROOT = Path(__file__).resolve().parents[2]
# Starting takes a fifth of a second; on a machine that is down on its knees, much longer.
_SECONDS_TO_START = 60.0
# The kernel ends a reader that is still at it so much later than we do: only where nobody is left to do it.
_SECONDS_OF_GRACE = 2.0
_SECONDS_TO_LEAVE = 2.0
_PIPE_BYTES = 256 * 1024
_OVERTIME = frozenset({-signal.SIGALRM, -signal.SIGXCPU})


class ReaderUnavailable(RuntimeError):
    """No reader could be started: our machine's fault, never the page's."""


class ReaderFailed(Exception):
    """A question that came to no answer; the reader is dead."""


class TookTooLong(ReaderFailed):
    """The deadline passed."""


class TookTooMuch(ReaderFailed):
    """The memory a reader may have did not do."""


class ReaderDied(ReaderFailed):
    """The reader ended in the middle of a question; `was_killed` where somebody killed it and it did not crash."""

    def __init__(self, returncode: int | None) -> None:
        super().__init__(f"reader ended with {returncode}")
        self.was_killed = returncode == -signal.SIGKILL


class ReaderProcess:
    """A child process that answers one question at a time. `pages` counts them, `resident` is its memory in bytes."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None and process.stdout is not None
        self._process = process
        self._questions, self._answers = process.stdin, process.stdout
        self.pages = 0
        self.resident = 0
        self._prepare_pipes()

    @classmethod
    def start(cls, *, megabytes: int) -> Self:
        """Return a reader that is ready; raise ReaderUnavailable. Takes a fifth of a second."""
        # Linux ends a child with the thread that started it, not with the process: threads come and go.
        parent = os.getpid() if threading.current_thread() is threading.main_thread() else 0
        command = [sys.executable, "-P", "-s", "-m", "trackers.text.reader", str(megabytes), str(parent)]
        environment = {"PYTHONPATH": str(_ROOT), "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"}
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=0,
                env=environment,
                cwd="/",
                close_fds=True,
                start_new_session=True,
            )
        except OSError as error:
            raise ReaderUnavailable(f"a reader could not be started: {error}") from error
        reader = cls(process)
        try:
            reader._receive(deadline=time.monotonic() + _SECONDS_TO_START)
        except (ReaderFailed, BadFrame, OSError) as error:
            reader.kill()
            raise ReaderUnavailable(f"a reader did not start: {error}") from error
        except BaseException:
            reader.kill()
            raise
        return reader

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def is_alive(self) -> bool:
        """Return whether it can be asked."""
        return self._process.poll() is None

    def ask(self, question: dict[str, Any], body: bytes, *, seconds: float) -> dict[str, Any]:
        """Return the answer to a question about a body; raise ReaderFailed or BadFrame, and then it is dead."""
        deadline = time.monotonic() + seconds
        self.pages += 1
        try:
            self._write(frame({**question, "seconds": seconds + _SECONDS_OF_GRACE}, body), deadline=deadline)
            self._write(body, deadline=deadline)
            answer = self._receive(deadline=deadline)
        except BaseException:
            self.kill()
            raise
        resident = answer.get("resident")
        self.resident = resident if isinstance(resident, int) else 0
        if answer.get("fault") == "memory":
            self.kill()
            raise TookTooMuch
        return answer

    def stop(self) -> None:
        """Let it end by itself, which it does when nobody can ask it any more; kill it where it does not."""
        self._close()
        try:
            self._process.wait(timeout=_SECONDS_TO_LEAVE)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it at once and leave no zombie."""
        self._close()
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()

    def disown(self) -> None:
        """In a forked child: let go of a reader that is the parent's, so that it ends when the parent does."""
        self._close()
        # It is no child of this process: nobody here may wait for it.
        self._process.returncode = 0

    def _close(self) -> None:
        for pipe in (self._questions, self._answers):
            with contextlib.suppress(OSError):
                pipe.close()

    def _prepare_pipes(self) -> None:
        for pipe in (self._questions, self._answers):
            os.set_blocking(pipe.fileno(), False)
            if hasattr(fcntl, "F_SETPIPE_SZ"):
                # A page in one go saves turns between two processes; beyond a user's share of pipes it is refused.
                with contextlib.suppress(OSError):
                    fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)

    def _receive(self, *, deadline: float) -> dict[str, Any]:
        head, body = read_lengths(self._read(PREFIX, deadline=deadline))
        if body or head > MOST_ANSWER:
            raise BadFrame("an answer longer than any we ask for")
        return unpack_frame(self._read(head, deadline=deadline))

    def _read(self, length: int, *, deadline: float) -> bytes:
        parts = bytearray()
        while len(parts) < length:
            self._wait(self._answers.fileno(), select.POLLIN, deadline=deadline)
            try:
                part = os.read(self._answers.fileno(), min(length - len(parts), 1024 * 1024))
            except BlockingIOError:
                continue
            if not part:
                raise self._death()
            parts += part
        return bytes(parts)

    def _write(self, data: bytes, *, deadline: float) -> None:
        rest = memoryview(data)
        while rest:
            try:
                rest = rest[os.write(self._questions.fileno(), rest) :]
            except BlockingIOError:
                self._wait(self._questions.fileno(), select.POLLOUT, deadline=deadline)
            except BrokenPipeError as error:
                raise self._death() from error

    def _wait(self, descriptor: int, event: int, *, deadline: float) -> None:
        poll = select.poll()
        poll.register(descriptor, event)
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(1000 * left):
            raise TookTooLong

    def _death(self) -> ReaderFailed:
        """Return what to raise for a pipe that has ended: the process has, or will in a moment."""
        try:
            returncode = self._process.wait(timeout=_SECONDS_TO_LEAVE)
        except subprocess.TimeoutExpired:
            return ReaderDied(None)
        return TookTooLong() if returncode in _OVERTIME else ReaderDied(returncode)

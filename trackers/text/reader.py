"""The reader: a process that reads strangers' pages and can do nothing else, `python -m trackers.text.reader`.

It takes frames from standard input and answers each on standard output, until the input ends. Hostile pages are why
it is a process: what hangs, eats memory or crashes the parser ends here, and the worker that asked starts another. It
writes no file, opens no socket, starts no process, knows no settings, and is stopped by the kernel if it stays with one
page too long, even when nobody is left to stop it.
"""

import contextlib
import ctypes
import gc
import os
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, BinaryIO

from trackers.text.entries import FeedKind, UnreadableListing
from trackers.text.frames import PREFIX, frame, read_lengths, unpack_frame
from trackers.text.hints import unpack_hints
from trackers.text.listings import find_feeds, find_sections, read_listing
from trackers.text.page import read_head
from trackers.text.pagetext import read_page_text
from trackers.text.reading import read_page
from trackers.text.transit import pack_listing, pack_page_text, pack_reading

Asked = Mapping[str, Any]
_SET_PARENT_DEATH_SIGNAL = 1
_MEGABYTE = 1024 * 1024
# For a whole life of some ten thousand pages.
_MOST_CPU_SECONDS = 3600
# What is open at the start, and a data file that a library reads when a page in its language comes.
_MOST_FILES = 16


def main(arguments: list[str]) -> None:
    """Answer frames until the input ends; `arguments`: megabytes of memory, the parent to die with (0: none)."""
    memory, parent = map(int, arguments)
    if not _is_parent_alive(parent):
        return
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # A stray print of a library would break the frames, and a library's log may quote the page.
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(nowhere, descriptor)
    _read_once()
    count_resident = _open_count()
    _confine(memory=memory * _MEGABYTE)
    gc.collect()
    gc.freeze()
    os.dup2(nowhere, 2)
    _send(answers, {"ready": os.getpid()})
    while (question := _receive(questions)) is not None:
        asked, body = question
        # The kernel's own clocks: they also run while a C library does not come back to Python.
        signal.setitimer(signal.ITIMER_REAL, asked["seconds"])
        answer = _answer(asked, body)
        signal.setitimer(signal.ITIMER_REAL, 0)
        answer["resident"] = count_resident()
        _send(answers, answer)
        if answer.get("fault") == "memory":
            return


def _answer(asked: Asked, body: bytes) -> dict[str, Any]:
    try:
        return {"value": _VERBS[asked["verb"]](body, asked)}
    except UnreadableListing as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"fault": "memory"}
    except Exception as error:  # noqa: BLE001 - whatever a page provokes is told, and the next page is read
        return {"fault": f"{type(error).__name__} in {_place_of(error)}"}


def _article(body: bytes, asked: Asked) -> Any:
    return pack_reading(
        read_page(
            body,
            url=asked["url"],
            content_type=asked["content_type"],
            status=asked["status"],
            headers=[(name, value) for name, value in asked["headers"]],
            asked_url=asked["asked_url"],
            agent=asked["agent"],
            known=asked["known"],
            hints=unpack_hints(asked["hints"]),
        )
    )


def _listing(body: bytes, asked: Asked) -> Any:
    expected = FeedKind(asked["expected"]) if asked["expected"] else None
    return pack_listing(
        read_listing(body, url=asked["url"], content_type=asked["content_type"], expected=expected)
    )


def _head(body: bytes, asked: Asked) -> Any:
    return asdict(read_head(body, content_type=asked["content_type"]))


def _page(body: bytes, asked: Asked) -> Any:
    return pack_page_text(read_page_text(body, url=asked["url"], content_type=asked["content_type"]))


def _feeds(body: bytes, asked: Asked) -> Any:
    return [asdict(link) for link in find_feeds(body, url=asked["url"], content_type=asked["content_type"])]


def _sections(body: bytes, asked: Asked) -> Any:
    found = find_sections(body, url=asked["url"], content_type=asked["content_type"])
    return [asdict(link) for link in found]


_VERBS: dict[str, Callable[[bytes, Asked], Any]] = {
    "article": _article,
    "listing": _listing,
    "head": _head,
    "page": _page,
    "feeds": _feeds,
    "sections": _sections,
}


def _read_once() -> None:
    """Read a page of our own, so that what libraries load at first use is loaded before files are out of reach."""
    words = "The harbour is closed to ferries while the crane is being repaired. " * 8
    page = f"<html><body><article><h1>Crane repaired</h1><p>{words}</p><p>{words}</p></article></body></html>"
    with contextlib.suppress(ValueError):
        read_page(page.encode(), url="https://gazette.example/crane")
        read_listing(b'<rss version="2.0"><channel/></rss>', url="https://gazette.example/rss")


def _confine(*, memory: int) -> None:
    """Give up what reading does not need. Not every system knows each limit; those it knows hold."""
    for name, most in (
        ("RLIMIT_AS", memory),
        ("RLIMIT_CPU", _MOST_CPU_SECONDS),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_NPROC", 0),
        ("RLIMIT_NOFILE", _MOST_FILES),
    ):
        kind = getattr(resource, name, None)
        if kind is not None:
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(kind, (most, most))


def _is_parent_alive(parent: int) -> bool:
    """Ask Linux to end this process with the one that started it; return False if that one has already gone."""
    if not parent:
        return True
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    return os.getppid() == parent


def _receive(questions: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    prefix = questions.read(PREFIX)
    if len(prefix) < PREFIX:
        return None
    head_length, body_length = read_lengths(prefix)
    head, body = questions.read(head_length), questions.read(body_length)
    return None if len(body) < body_length else (unpack_frame(head), body)


def _send(answers: BinaryIO, answer: dict[str, Any]) -> None:
    answers.write(frame(answer))
    answers.flush()


def _place_of(error: Exception) -> str:
    """Return the function an exception comes from. Its message may quote the page and is not told."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_frame.f_code.co_qualname if trace is not None else "?"


def _open_count() -> Callable[[], int]:
    """Return a function that counts the bytes of memory this process holds, or has held where Linux is not."""
    try:
        statm = os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return lambda: int(os.pread(statm, 100, 0).split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    main(sys.argv[1:])

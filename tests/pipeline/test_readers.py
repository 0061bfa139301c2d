"""What a hostile page does to the process that reads it, and that the process which asked goes on."""

import fcntl
import os
import signal
import subprocess
import sys
import termios
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from trackers.pipeline.readerprocess import ReaderDied, ReaderProcess, ReaderUnavailable, TookTooLong
from trackers.pipeline.readers import Readers, read_listing_apart, shared_readers
from trackers.text.entries import FeedKind, PageHead, UnreadableListing
from trackers.text.extraction import BROKE_READER, TOOK_TOO_LONG, Reading, ReadingState
from trackers.text.frames import BadFrame
from trackers.text.hints import Hints
from trackers.text.listings import find_feeds, read_listing
from trackers.text.reading import read_page

ROOT = Path(__file__).resolve().parents[2]
URL = "https://gazette.example/harbour/crane"
HTML = "text/html; charset=utf-8"
PARAGRAPH = "The crane on the north quay will lift again on Friday, the harbour office said. "
ARTICLE = f"""<html lang="en"><head><title>Crane</title><link rel="alternate" type="application/rss+xml" href="/rss">
<meta property="og:site_name" content="The Gazette"></head><body><article><h1>Crane repaired at last</h1>
<time datetime="2026-03-01T10:00:00Z">1 March</time><p>{PARAGRAPH * 5}</p><p>{PARAGRAPH * 4}</p></article></body></html>
""".encode()
# Some seconds of work for the extractor, and not refused for its size.
LONG_PAGE = b"<html><body><article><h1>All quays</h1>" + b"".join(
    f"<p>{number} {PARAGRAPH * 2}</p>".encode() for number in range(24_000)
)
FEED = b"""<rss version="2.0"><channel><title>Gazette</title><item><title>Crane</title>
<link>https://gazette.example/crane</link><pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate></item></channel></rss>"""

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture
def readers() -> Iterator[Readers]:
    pool = Readers()
    yield pool
    pool.close()


@pytest.fixture(scope="module")
def lasting_readers() -> Iterator[Readers]:
    """Readers that go on from page to page, as a worker's do: starting one takes longer than to read most pages."""
    pool = Readers()
    yield pool
    pool.close()


def read(readers: Readers, body: bytes = ARTICLE, **more: str) -> Reading:
    return readers.read(body, url=URL, content_type=HTML, **more)


def pid_of(readers: Readers) -> int:
    (pid,) = readers.pids()
    return pid


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def stop(pid: int) -> None:
    """Stop a process, and return when it is: one that is only about to stop may still take a question."""
    os.kill(pid, signal.SIGSTOP)
    wait_until(lambda: Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T")


def wait_until(is_so: Callable[[], bool]) -> None:
    for _ in range(1500):
        if is_so():
            return
        threading.Event().wait(0.02)
    raise AssertionError("It never came to that.")


def test_a_reader_reads_what_is_read_without_one(lasting_readers: Readers) -> None:
    reading = read(lasting_readers)
    assert reading == read_page(ARTICLE, url=URL, content_type=HTML)
    assert reading.extraction is not None
    assert reading.extraction.headline == "Crane repaired at last"


def test_a_reader_reads_by_the_hints_it_is_given(lasting_readers: Readers) -> None:
    hints = Hints(3, headline=("time",), leave_out=("article > p",), body=("h1",))
    reading = lasting_readers.read(ARTICLE, url=URL, content_type=HTML, hints=hints)
    assert reading == read_page(ARTICLE, url=URL, content_type=HTML, hints=hints)
    assert reading.extraction is not None
    assert (reading.extraction.headline, reading.extraction.hints) == ("1 March", 3)
    assert reading.extraction.paragraphs == ("Crane repaired at last",)


def test_a_page_known_by_its_fingerprint_is_not_read_again(lasting_readers: Readers) -> None:
    known = read(lasting_readers).fingerprint
    assert read(
        lasting_readers, ARTICLE.replace(b"</article>", b"</article><nav>new</nav>"), known=known
    ) == Reading(ReadingState.SAME, fingerprint=known)
    assert (
        read(lasting_readers, ARTICLE.replace(b"Friday", b"Monday"), known=known).state is ReadingState.READ
    )


def test_one_reader_answers_one_question_after_another(readers: Readers) -> None:
    read(readers)
    first = readers.pids()
    read(readers)
    assert readers.pids() == first and len(first) == 1


def test_nothing_is_started_before_the_first_question(readers: Readers) -> None:
    assert readers.pids() == frozenset()


def test_lists_heads_and_feeds_are_read_apart_as_well(lasting_readers: Readers) -> None:
    listing = lasting_readers.read_listing(FEED, url="https://gazette.example/rss", expected=FeedKind.RSS)
    assert listing == read_listing(FEED, url="https://gazette.example/rss", expected=FeedKind.RSS)
    assert lasting_readers.read_head(ARTICLE) == PageHead("Crane", "The Gazette", "en")
    assert lasting_readers.find_feeds(ARTICLE, url=URL) == find_feeds(ARTICLE, url=URL) != ()


def test_what_is_no_list_is_refused_in_the_same_words(lasting_readers: Readers) -> None:
    for body, words in (
        (b"%PDF-1.7", "This is a file of another kind, not a feed."),
        (b"", "This is empty."),
    ):
        with pytest.raises(UnreadableListing, match=words):
            lasting_readers.read_listing(body, url=URL)
    with pytest.raises(UnreadableListing, match=r"This is empty\."):
        read_listing_apart(b" ", url=URL)
    shared_readers().close()


HOSTILE = {
    "100,000 nested tags": b"<html><body>" + b"<div>" * 100_000 + b"<p>deep</p>",
    "100,000 nested inline tags": b"<html><body><p>" + b"<b>" * 100_000 + b"deep",
    "an attribute of 30 MB": b'<html><body><p title="' + b"a" * 30_000_000 + b'">x</p>',
    "an attribute of 50 MB": b'<html><body data-x="' + b"\xc3\xa9" * 25_000_000 + b'"><h1>x</h1>',
    "an attribute of 9 MB": b'<html><body><article data-x="' + b"a" * 9_000_000 + b'"><h1>Crane</h1><p>x</p>',
    "tables in tables": b"<html><body>" + b"<table><tr><td>" * 20_000 + b"x",
    "a table of many cells": b"<html><body><table>" + (b"<tr>" + b"<td>x" * 500) * 200,
    "30,000 links in a paragraph": b"<html><body><p>" + b"<a href=x>a</a> " * 29_000,
    "NUL bytes": b"\x00" * 1_000_000 + b"<html>\x00<body>\x00",
    "UTF-7": b'<html><head><meta charset="utf-7"></head><body>+ADw-script+AD4-alert(1)+ADw-/script+AD4-</body>',
    "nothing": b"",
    "unclosed comments": b"<html><body>" + b"<!--" * 200_000,
    "a deep JSON-LD": b'<html><script type="application/ld+json">' + b"[" * 500_000 + b"</script><body>x",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_page_is_unreadable_and_the_next_page_is_read(
    lasting_readers: Readers, body: bytes
) -> None:
    reading = read(lasting_readers, body)
    assert reading.state is ReadingState.UNREADABLE
    assert reading.reason.endswith(".") and reading.extraction is None
    assert read(lasting_readers).state is ReadingState.READ


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_list_is_refused_and_the_next_list_is_read(lasting_readers: Readers, body: bytes) -> None:
    try:
        lasting_readers.read_listing(body, url=URL)
    except UnreadableListing as refusal:
        assert str(refusal).endswith(".")
    assert len(lasting_readers.read_listing(FEED, url=URL).entries) == 1


def test_a_page_that_makes_the_parser_spin_is_unreadable_and_the_next_page_is_read() -> None:
    """libxml2 compares every attribute of an element with all others: 200,000 of them take it minutes."""
    spinning = b"<html><body><p " + b" ".join(b"a%d='>'" % number for number in range(200_000)) + b">x"
    readers = Readers(seconds=1)
    assert read(readers, spinning) == Reading(ReadingState.UNREADABLE, reason=TOOK_TOO_LONG)
    with pytest.raises(UnreadableListing, match=TOOK_TOO_LONG):
        readers.read_listing(spinning, url=URL)
    assert read(readers).state is ReadingState.READ
    readers.close()


def test_a_page_that_takes_too_long_costs_its_reader_and_no_more() -> None:
    readers = Readers(seconds=0.5)
    assert read(readers).state is ReadingState.READ
    slow = pid_of(readers)
    assert read(readers, LONG_PAGE) == Reading(ReadingState.UNREADABLE, reason=TOOK_TOO_LONG)
    assert readers.pids() == frozenset()
    with pytest.raises(ChildProcessError):
        os.waitpid(slow, os.WNOHANG)  # no zombie
    assert read(readers).state is ReadingState.READ
    readers.close()


@linux_only
def test_a_page_that_needs_too_much_memory_costs_its_reader_and_no_more(readers: Readers) -> None:
    read(readers)
    status = Path(f"/proc/{pid_of(readers)}/status").read_text()
    kilobytes = int(status.partition("VmSize:")[2].split()[0])
    readers.close()
    readers = Readers(megabytes=kilobytes // 1024 + 20)
    assert read(readers).state is ReadingState.READ
    reading = read(readers, LONG_PAGE)
    assert reading.state is ReadingState.UNREADABLE
    assert reading.reason
    assert read(readers).state is ReadingState.READ
    readers.close()


@pytest.mark.parametrize("program", ["/bin/false", "/nowhere/python"])
def test_that_no_reader_can_be_started_is_no_fault_of_the_page(
    readers: Readers, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    with pytest.raises(ReaderUnavailable):
        read(readers)
    monkeypatch.undo()
    assert read(readers).state is ReadingState.READ


def test_a_reader_that_died_while_it_waited_is_replaced(readers: Readers) -> None:
    read(readers)
    first = pid_of(readers)
    os.kill(first, signal.SIGKILL)
    assert read(readers).state is ReadingState.READ
    assert pid_of(readers) != first


def has_question(pid: int) -> bool:
    """Tell whether something waits on a pipe of a reader that is stopped: its question."""
    for path in Path(f"/proc/{pid}/fd").iterdir():
        if os.readlink(path).startswith("pipe:"):
            with open(path, "rb", buffering=0, opener=open_at_once) as pipe:
                waiting = fcntl.ioctl(pipe, termios.FIONREAD, bytes(4))
            if int.from_bytes(waiting, sys.byteorder) > 0:
                return True
    return False


def open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK)


def ask_a_stopped_reader(readers: Readers, *, then: signal.Signals) -> tuple[int, Reading]:
    """Stop the reader, ask it, and send a signal while the question waits; return its number and the answer."""
    read(readers)
    pid = pid_of(readers)
    stop(pid)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(read, readers)
        wait_until(lambda: has_question(pid))
        os.kill(pid, then)
        os.kill(pid, signal.SIGCONT)
        return pid, asked.result(timeout=60)


@linux_only
def test_a_page_is_read_by_another_reader_when_somebody_kills_the_first(readers: Readers) -> None:
    pid, reading = ask_a_stopped_reader(readers, then=signal.SIGKILL)
    assert reading.state is ReadingState.READ
    assert pid_of(readers) != pid


@linux_only
def test_a_page_that_crashes_its_reader_is_unreadable(readers: Readers) -> None:
    _pid, reading = ask_a_stopped_reader(readers, then=signal.SIGSEGV)
    assert reading == Reading(ReadingState.UNREADABLE, reason=BROKE_READER)
    assert read(readers).state is ReadingState.READ


def test_what_interrupts_a_question_never_leaves_its_answer_to_another(readers: Readers) -> None:
    class TimeIsUp(Exception):
        pass

    def interrupt(_number: int, _frame: object) -> None:
        raise TimeIsUp

    read(readers)
    first = pid_of(readers)
    os.kill(first, signal.SIGSTOP)
    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        with pytest.raises(TimeIsUp):
            read(readers, ARTICLE.replace(b"at last", b"in vain"))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    extraction = read(readers).extraction
    assert extraction is not None and extraction.headline == "Crane repaired at last"
    assert pid_of(readers) != first


def test_readers_are_replaced_after_so_many_pages() -> None:
    readers = Readers(most_pages=2)
    numbers = []
    for _ in range(2):
        read(readers)
        numbers.append(readers.pids())
        read(readers)
        assert readers.pids() == frozenset()
    assert numbers[0] != numbers[1]


def test_a_reader_that_has_grown_is_replaced() -> None:
    readers = Readers(most_resident=1)
    read(readers)
    assert readers.pids() == frozenset()


def test_threads_share_a_fixed_number_of_readers() -> None:
    readers = Readers(2)
    bodies = [ARTICLE.replace(b"at last", b"on day %d" % day) for day in range(24)]
    with ThreadPoolExecutor(6) as pool:
        readings = list(pool.map(lambda body: read(readers, body), bodies))
    assert [reading.extraction and reading.extraction.headline for reading in readings] == [
        f"Crane repaired on day {day}" for day in range(24)
    ]
    assert len(readers.pids()) <= 2
    readers.close()
    assert readers.pids() == frozenset()


def test_a_forked_child_has_readers_of_its_own(readers: Readers) -> None:
    read(readers)
    ours = pid_of(readers)
    results, answer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            state = read(readers).state
            os.write(answer, f"{state} {pid_of(readers)}".encode())
            readers.close()
        finally:
            os._exit(0)
    os.close(answer)
    with os.fdopen(results) as told:
        state, theirs = told.read().split()
    os.waitpid(child, 0)
    assert state == ReadingState.READ
    assert int(theirs) != ours
    assert read(readers).state is ReadingState.READ
    assert pid_of(readers) == ours


WORKER = """
import sys, threading
from trackers.pipeline.readers import Readers
readers = Readers()
readers.read(b"<html><body><p>x</p>", url="https://gazette.example/")
print(*readers.pids(), flush=True)
body = sys.stdin.buffer.read()
readers.read(body, url="https://gazette.example/")
threading.Event().wait()
"""


@linux_only
@pytest.mark.parametrize("body", [None, LONG_PAGE], ids=["waiting", "reading"])
def test_no_reader_outlives_a_worker_that_is_killed(body: bytes | None) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert worker.stdin is not None and worker.stdout is not None
    reader = int(worker.stdout.readline())
    assert is_running(reader)
    if body is not None:
        worker.stdin.write(body)
        worker.stdin.close()
        spent = processor_time(reader)
        wait_until(lambda: processor_time(reader) > spent + 5)
    worker.kill()
    worker.wait()
    wait_until(lambda: not is_running(reader))


def processor_time(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


@linux_only
def test_a_reader_knows_no_secret_and_holds_no_file_of_the_worker(
    readers: Readers, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY"):
        monkeypatch.setenv(name, "a secret of ours")
    with (tmp_path / "open").open("w") as file:
        os.set_inheritable(file.fileno(), True)
        read(readers)
    reader = Path(f"/proc/{pid_of(readers)}")
    names = {entry.partition(b"=")[0] for entry in (reader / "environ").read_bytes().split(b"\0") if entry}
    assert names == {b"PYTHONPATH", b"LANG", b"MALLOC_ARENA_MAX"}
    held = {os.readlink(entry) for entry in (reader / "fd").iterdir()}
    assert {name for name in held if not name.startswith("pipe:")} <= {"/dev/null", f"{reader}/statm"}
    assert os.readlink(reader / "cwd") == "/"
    assert os.getsid(pid_of(readers)) == pid_of(readers)


@linux_only
def test_the_kernel_keeps_a_reader_within_its_limits(readers: Readers) -> None:
    read(readers)
    limits = Path(f"/proc/{pid_of(readers)}/limits").read_text()
    soft = {line[:26].strip(): line[26:47].strip() for line in limits.splitlines()}
    assert soft["Max file size"] == soft["Max core file size"] == soft["Max processes"] == "0"
    assert int(soft["Max open files"]) <= 16
    assert int(soft["Max address space"]) <= 1024**3
    assert int(soft["Max cpu time"]) <= 3600


@pytest.mark.parametrize(
    "says",
    [
        b"Traceback (most recent call last)",
        b"\0\0\0\x02\0\0\0\0[]",
        b"\0\0\0\x02\0\0\0\0{x",
        b"\xff\xff\xff\xff\0\0\0\0",
        b"\0\0\0\x02\0\0\0\x09{}",
    ],
)
def test_an_answer_that_is_none_ends_the_process_that_gave_it(says: bytes, tmp_path: Path) -> None:
    (tmp_path / "answer").write_bytes(says)
    process = subprocess.Popen(
        ["sh", "-c", f"cat {tmp_path}/answer; exec cat >/dev/null"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    )
    reader = ReaderProcess(process)
    with pytest.raises((BadFrame, ReaderDied)):
        reader.ask({"verb": "article"}, b"", seconds=30)
    assert not reader.is_alive()


def test_a_process_that_never_answers_is_ended_at_the_deadline() -> None:
    process = subprocess.Popen(
        ["cat", "/dev/stdin"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    )
    reader = ReaderProcess(process)
    os.kill(reader.pid, signal.SIGSTOP)
    with pytest.raises(TookTooLong):
        reader.ask({"verb": "article"}, b"x" * 10_000_000, seconds=0.2)
    assert not reader.is_alive()

"""The demo press on a real loopback socket, and as the program that `bin/up --demo` runs."""

from __future__ import annotations

import http.client
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from newswatch.demo.__main__ import main
from newswatch.demo.life import FILE_NAME, Life, LifeError
from newswatch.demo.server import Press
from tests.demo.papers import FOUNDED

ROOT = Path(__file__).parents[2]


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.moment = FOUNDED

    def __call__(self) -> datetime:
        return self.moment


@contextmanager
def printed(life: Life) -> Iterator[http.client.HTTPConnection]:
    with Press("127.0.0.1", 0, life=life) as press:
        thread = Thread(target=press.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        connection = http.client.HTTPConnection("127.0.0.1", press.server_address[1], timeout=10)
        try:
            yield connection
        finally:
            connection.close()
            press.shutdown()
            thread.join()


def get(
    connection: http.client.HTTPConnection, path: str, *, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection.request(
        method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    response = connection.getresponse()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()


def test_one_connection_carries_pages_304s_410s_and_robots() -> None:
    clock = Clock()
    with printed(Life(clock=clock)) as connection:
        assert get(connection, "/robots.txt")[0] == 200
        status, headers, body = get(connection, "/city/warehouse-fire")
        assert (status, b"Four dead" in body) == (200, True)
        assert get(connection, "/city/warehouse-fire", if_none_match=headers["etag"])[::2] == (304, b"")
        clock.moment += timedelta(seconds=130)
        status, _, body = get(connection, "/city/warehouse-fire", if_none_match=headers["etag"])
        assert (status, b"Five dead" in body) == (200, True)
        assert get(connection, "/business/kestrel-line-pension")[0] == 410
        assert get(connection, "/nothing")[0] == 404


def test_a_reader_who_hangs_up_leaves_no_trace_in_the_log(capfd: pytest.CaptureFixture[str]) -> None:
    with printed(Life(clock=Clock())) as connection:
        for _ in range(5):
            rude = socket.create_connection((connection.host, connection.port))
            rude.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            rude.sendall(b"GET /about HTTP/1.1\r\n\r\n" * 50)
            rude.close()
        assert get(connection, "/about")[0] == 200

    assert capfd.readouterr().err == ""


def test_head_sends_the_headers_of_get_and_no_body() -> None:
    with printed(Life(clock=Clock())) as connection:
        status, headers, body = get(connection, "/about", method="HEAD")
        full = get(connection, "/about")

        assert (status, body) == (200, b"")
        assert headers["content-length"] == str(len(full[2]))


def test_every_load_has_other_furniture() -> None:
    with printed(Life(clock=Clock())) as connection:
        assert (
            get(connection, "/world/korvenia-election")[2] != get(connection, "/world/korvenia-election")[2]
        )


def test_the_script_begins_with_the_first_article_that_is_read() -> None:
    clock = Clock()
    with printed(Life(clock=clock)) as connection:
        clock.moment += timedelta(hours=1)
        for path in ("/", "/robots.txt", "/feeds/all.rss", "/city/"):
            assert b"Five dead" not in get(connection, path)[2]
        get(connection, "/city/tram-goat?utm_source=x", method="HEAD")
        clock.moment += timedelta(hours=1)
        assert b"Four dead" in get(connection, "/city/warehouse-fire")[2]
        clock.moment += timedelta(seconds=6)
        assert b"Five dead" in get(connection, "/city/warehouse-fire")[2]


def test_a_restart_goes_on_where_the_paper_was(tmp_path: Path) -> None:
    clock = Clock()
    first = Life(tmp_path, clock=clock)
    first.open(now=clock())
    before = first.paper(now=clock())
    clock.moment += timedelta(minutes=2)

    after = Life(tmp_path, clock=clock).paper(now=clock())

    assert after == before
    assert after.seconds(clock()) == 120


def test_a_restart_before_the_first_reader_does_not_open_the_paper(tmp_path: Path) -> None:
    clock = Clock()
    Life(tmp_path, clock=clock)
    clock.moment += timedelta(days=1)

    again = Life(tmp_path, clock=clock).paper(now=clock())

    assert again.founded_at == FOUNDED
    assert again.seconds(clock()) == 0


@pytest.mark.parametrize("kept", ["", "[]", "{}", '{"founded_at": "soon", "opened_at": null}', "\x00"])
def test_a_life_that_cannot_be_read_is_one_plain_sentence(tmp_path: Path, kept: str) -> None:
    (tmp_path / FILE_NAME).write_text(kept)

    with pytest.raises(LifeError, match="delete it and the paper begins anew"):
        Life(tmp_path, clock=Clock())


def run_press(folder: Path) -> tuple[subprocess.Popen[str], str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "newswatch.demo", "--port", "0", "--data", str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    return process, process.stdout.readline()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_program_says_one_line_and_ends_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    process, line = run_press(tmp_path)
    try:
        assert line.startswith("The Vellmouth Courier is on sale at http://127.0.0.1:")
        port = int(line.rstrip("/\n").rpartition(":")[2])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        assert get(connection, "/city/bridge-audit")[0] == 200
        # A reader who stays connected must not keep the press from ending.
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
        connection.close()
    finally:
        process.kill()
        process.wait()
    assert (process.returncode, out, err) == (0, "", "")
    assert (tmp_path / FILE_NAME).exists()


def test_a_taken_port_is_one_clear_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["--port", str(taken.getsockname()[1])]) == 1

    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--port", "x"],
        ["--port", "70000"],
        ["--port", "0", "--host", "0.0.0.0"],
        ["--port", "0", "--host", "example.org"],
        ["--port", "0", "--speed", "0"],
        ["--port", "0", "--speed", "fast"],
        ["--port", "0", "--speed", "nan"],
    ],
)
def test_wrong_arguments_print_usage_and_exit_with_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)

    assert stopped.value.code == 2
    assert "usage:" in capsys.readouterr().err

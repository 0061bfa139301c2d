"""Run the demo press: `python -m newswatch.demo --port 8123`.

It prints one line when it listens and ends with exit code 0 on SIGTERM or Ctrl-C.
"""

import argparse
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from types import FrameType

from newswatch.demo.life import Life, LifeError
from newswatch.demo.paper import NAME
from newswatch.demo.server import Press, is_loopback


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the paper until told to stop; return the exit code (wrong arguments: usage and exit with 2)."""
    options = _read(arguments)
    try:
        life = Life(options.data, speed=options.speed, clock=lambda: datetime.now(UTC))
        press = Press(options.host, options.port, life=life)
    except (LifeError, OSError) as error:
        sys.stderr.write(f"{NAME} cannot be printed: {error}\n")
        return 1
    with press:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _stopper(press))
        sys.stdout.write(f"{NAME} is on sale at {press.address}/\n")
        sys.stdout.flush()
        press.serve_forever(poll_interval=0.1)
    return 0


def _read(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m newswatch.demo", description="Run the demo press on loopback."
    )
    parser.add_argument("--port", type=_port, required=True, help="0 takes any free one")
    parser.add_argument("--host", type=_host, default="127.0.0.1", help="a loopback address")
    parser.add_argument(
        "--speed", type=_speed, default=1.0, help="how much faster than the clock the script runs"
    )
    parser.add_argument(
        "--data", type=Path, default=None, metavar="DIR", help="where the paper's life is remembered"
    )
    return parser.parse_args(arguments)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return int(text)


def _host(text: str) -> str:
    if not is_loopback(text):
        raise argparse.ArgumentTypeError("the demo press listens on loopback only, such as 127.0.0.1")
    return text


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("the speed is a number") from error
    if not 0 < speed <= 1000:
        raise argparse.ArgumentTypeError("the speed is more than 0 and at most 1000")
    return speed


def _stopper(press: Press) -> Callable[[int, FrameType | None], None]:
    def stop(number: int, frame: FrameType | None) -> None:
        # `shutdown` waits for the loop that this handler interrupts, so another thread has to call it.
        Thread(target=press.shutdown).start()

    return stop


if __name__ == "__main__":
    sys.exit(main())

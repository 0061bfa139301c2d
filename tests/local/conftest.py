"""One running stack for the tests of this room, which they stop, kill and start again."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.local.stack import Up

# Long enough that a socket inside it could never be bound, and with what shells stumble over.
NAME = "data of a newsroom, with a rather long name that nobody's socket would fit into (a path may have 107 bytes)"


@pytest.fixture(scope="session")
def place() -> Path:
    """A directory inside the project that is thrown away with the run's servers."""
    return Path(os.environ["NEWSWATCH_DATA"])


@pytest.fixture(scope="session")
def shared_up(place: Path) -> Iterator[Up]:
    """A stack on its own data directory, started when a test first asks for it."""
    up = Up(place / NAME).start_until_running()
    yield up
    up.stop()


@pytest.fixture
def up(shared_up: Up) -> Up:
    """The running stack, whatever the test before did to it."""
    if shared_up.has_ended:
        shared_up.start_until_running()
    return shared_up

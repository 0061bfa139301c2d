"""Every test of the pipeline has a press of its own."""

from collections.abc import Iterator

import pytest

from tests.press import Press, open_press


@pytest.fixture
def press() -> Iterator[Press]:
    """A loopback newspaper with a clock that stands still."""
    with open_press() as press:
        yield press

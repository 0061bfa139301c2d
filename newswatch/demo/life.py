"""The little that the press remembers from one start to the next: when it was founded and when it opened.

It opens when the first article is read, not when the program starts: a first start of Newswatch can take a
minute, and edits made before anybody looked are edits nobody can show.
"""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from newswatch.demo.paper import Paper

FILE_NAME = "press.json"


class LifeError(ValueError):
    """What the press remembered cannot be read; the message is one plain sentence."""


class Life:
    """One newspaper's life, kept in a file when it has a folder. Safe to use from many threads."""

    def __init__(
        self, folder: Path | None = None, *, speed: float = 1.0, clock: Callable[[], datetime]
    ) -> None:
        self._clock = clock
        self._file = folder / FILE_NAME if folder else None
        self._speed = speed
        self._lock = Lock()
        self._loads = 0
        self._founded_at, self._opened_at = self._read() or (clock(), None)
        self._paper = self._print()
        self._write()

    def now(self) -> datetime:
        """Return the present moment (UTC)."""
        return self._clock()

    def paper(self, *, now: datetime) -> Paper:
        """Return the paper; before it has opened, one that opens at this very moment."""
        with self._lock:
            return self._paper if self._opened_at else self._print(now)

    def open(self, *, now: datetime) -> None:
        """Begin the script at this moment, unless it has begun."""
        with self._lock:
            if self._opened_at is None:
                self._opened_at = now
                self._paper = self._print()
                self._write()

    def next_load(self) -> int:
        """Return the number of a new request."""
        with self._lock:
            self._loads += 1
            return self._loads

    def _print(self, opened_at: datetime | None = None) -> Paper:
        return Paper.found(self._founded_at, opened_at=self._opened_at or opened_at, speed=self._speed)

    def _read(self) -> tuple[datetime, datetime | None] | None:
        if self._file is None or not self._file.exists():
            return None
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            opened = kept["opened_at"]
            return (
                datetime.fromisoformat(kept["founded_at"]).astimezone(UTC),
                datetime.fromisoformat(opened).astimezone(UTC) if opened else None,
            )
        except (ValueError, KeyError, TypeError) as error:
            raise LifeError(
                f"{self._file} does not hold a newspaper’s life; delete it and the paper begins anew."
            ) from error

    def _write(self) -> None:
        if self._file is None:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        opened = self._opened_at.isoformat() if self._opened_at else None
        draft = self._file.with_suffix(".draft")
        draft.write_text(
            json.dumps({"founded_at": self._founded_at.isoformat(), "opened_at": opened}), encoding="utf-8"
        )
        os.replace(draft, self._file)

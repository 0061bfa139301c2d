"""Real captures for `bench.changes`: histories of gov.uk pages and pairs of designs, with the truth about each step.

A history holds of each page its main part only; `frame` puts it into a page of the usual kind, whose surroundings are
drawn anew for every capture.
"""

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.changes_promotion import draw_clock, draw_teaser
from trackers.text.charset import decode_text


@dataclass(frozen=True)
class Capture:
    """One capture: its bytes, its time, and whether the article differs from the capture before (None: the first)."""

    body: bytes
    at: datetime
    changed: bool | None


@dataclass(frozen=True)
class History:
    """One page's captures in order."""

    name: str
    url: str
    captures: tuple[Capture, ...]


def read_histories(data: Path, *, framed: bool, dice: random.Random) -> Iterator[History]:
    """Yield the histories below ``govuk/``, each main part alone or in a page with other surroundings every time."""
    for path in sorted((data / "govuk").glob("*.json.gz")):
        history = json.loads(gzip.decompress(path.read_bytes()))
        captures = [
            Capture(
                frame(one["html"], dice if framed else None),
                datetime.fromisoformat(one["captured_at"].replace("Z", "+00:00")),
                one["content_changed"],
            )
            for one in history["captures"]
        ]
        yield History(path.name.removesuffix(".json.gz"), history["url"], tuple(captures))


def read_pairs(data: Path) -> Iterator[History]:
    """Yield the pairs below ``pairs/`` as histories of two captures."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for path in sorted((data / "pairs").glob("*/expected.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        bodies = [
            decode_text(
                gzip.decompress((path.parent / f"{side}.html.gz").read_bytes()),
                content_type=f"text/html; charset={name}",
            )
            for side, name in zip("ab", truth["encoding"], strict=True)
        ]
        first, second = (body.encode("utf-8", "replace") for body in bodies)
        changed = bool(truth["article_changed"])
        yield History(
            path.parent.name,
            truth["url"],
            (Capture(first, start, None), Capture(second, start + timedelta(minutes=35), changed)),
        )


def frame(main: str, dice: random.Random | None) -> bytes:
    """Return a page around a main part; with dice one with navigation, related links and a footer."""
    if dice is None:
        return f'<!doctype html><html lang="en"><head><title>gov.uk</title></head><body>{main}</body></html>'.encode()
    items = "".join(f'<li><a href="/{n}">{draw_teaser(dice)}</a></li>' for n in range(dice.randint(3, 7)))
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>News - GOV</title>'
        f'<script>var build = {dice.randrange(10**6)};</script></head><body><div class="cookie-banner"><p>We use some '
        'essential cookies to make this website work.</p><button>Accept</button></div><header><a href="/">Home</a>'
        '<nav><ul><li><a href="/n">News</a></li><li><a href="/d">Departments</a></li></ul></nav></header>'
        f'<div class="wrapper">{main}<div class="related-navigation"><h2>Related content</h2><ul>{items}</ul></div>'
        "</div>"
        f"<footer><p>{draw_clock(dice)}</p><ul><li><a href='/help'>Help</a></li></ul></footer></body></html>"
    )
    return page.encode()

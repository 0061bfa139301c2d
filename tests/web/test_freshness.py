"""How long a response says that it stays fresh (RFC 9111)."""

from datetime import timedelta

import pytest

from trackers.web.answers import Response
from trackers.web.freshness import fresh_for

SENT = ("Date", "Sat, 14 Mar 2026 12:00:00 GMT")


def answer(*headers: tuple[str, str]) -> Response:
    return Response(
        url="https://gazette.example/a",
        final_url="https://gazette.example/a",
        status=200,
        headers=headers,
        body=b"",
        wire_bytes=0,
        elapsed=0.0,
        hops=(),
    )


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        ([], None),
        ([("Cache-Control", "max-age=600")], 10),
        ([("Cache-Control", "public, MAX-AGE=600")], 10),
        ([("Cache-Control", 'max-age="600"')], 10),
        ([("Cache-Control", "max-age=600, s-maxage=60")], 1),
        ([("Cache-Control", "max-age=600"), ("Age", "480")], 2),
        ([("Cache-Control", "max-age=600"), ("Age", "4800")], 0),
        ([("Cache-Control", "max-age=600"), ("Age", "old")], 10),
        ([("Cache-Control", "no-cache, max-age=600")], 0),
        ([("Cache-Control", "private, max-age=600")], 0),
        ([("Cache-Control", "max-age=soon")], None),
        ([("Cache-Control", "max-age=-5")], None),
        ([("Cache-Control", "max-age=" + "9" * 400)], None),
        ([SENT, ("Expires", "Sat, 14 Mar 2026 12:05:00 GMT")], 5),
        ([SENT, ("Expires", "Sat, 14 Mar 2026 11:05:00 GMT")], 0),
        ([SENT, ("Expires", "0")], 0),
        ([SENT, ("Expires", "-1")], 0),
        ([("Expires", "Sat, 14 Mar 2026 12:05:00 GMT")], None),
        ([SENT, ("Expires", "Sat, 14 Mar 9999 12:05:00 GMT")], 365 * 24 * 60),
        ([SENT, ("Cache-Control", "max-age=60"), ("Expires", "Sat, 14 Mar 2026 15:00:00 GMT")], 1),
    ],
)
def test_freshness_is_what_caches_would_make_of_it(
    headers: list[tuple[str, str]], minutes: int | None
) -> None:
    assert fresh_for(answer(*headers)) == (None if minutes is None else timedelta(minutes=minutes))

"""Which time zone a newspaper probably keeps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from trackers.text.timezones import ZONES, find_stamps, guess_time_zone

JULY = datetime(2026, 7, 1, 9, 0)


def stamps(hours: float, *, count: int = 3) -> list[datetime]:
    return [
        (JULY + timedelta(days=day)).replace(tzinfo=timezone(timedelta(hours=hours))) for day in range(count)
    ]


@pytest.mark.parametrize(
    ("host", "language", "hours", "zone"),
    [
        ("bell.example.se", "en", 0, "Europe/Stockholm"),
        ("bell.example", "en-GB", 0, "Europe/London"),
        ("bell.example", "pt-BR", 0, "America/Sao_Paulo"),
        ("bell.example", "de", 0, "Europe/Berlin"),
        ("bell.example", "de-AT", 0, "Europe/Vienna"),
        ("bell.example", "en", 0, "UTC"),
        ("bell.example", "en", -4, "America/New_York"),
        ("bell.example", "en", -7, "America/Los_Angeles"),
        ("bell.example", "en-US", -5, "America/Chicago"),
        ("bell.example", "es", -5, "America/Bogota"),
        ("bell.example.au", "en", 8, "Australia/Perth"),
        ("bell.example", "", 0, "UTC"),
        ("", "xx-yy-zz", 13, "UTC"),
    ],
)
def test_address_language_and_clock_tell_the_zone(host: str, language: str, hours: float, zone: str) -> None:
    assert guess_time_zone(host=host, language=language, stamps=stamps(hours)) == zone


def test_two_times_are_not_enough_where_no_country_is_named() -> None:
    assert guess_time_zone(host="bell.example", language="en", stamps=stamps(-4, count=2)) == "UTC"


def test_a_few_times_of_others_do_not_outvote_the_rest() -> None:
    told = [*stamps(2, count=5), *stamps(-7, count=2)]
    assert guess_time_zone(host="bell.example.de", stamps=told) == "Europe/Berlin"


def test_a_page_states_its_times_with_their_offset() -> None:
    page = (
        b'{"a":"2026-07-01T09:00:00+02:00","b":"2026-07-01T09:00:00.123+0200","c":"2026-07-01T07:00:00Z"}'
        b" 2026-99-01T00:00:00+01:00"
    )
    (stamp,) = find_stamps(page)
    assert stamp == datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
    assert stamp.utcoffset() == timedelta(hours=2)


def test_a_page_full_of_times_is_read_as_far_as_it_helps() -> None:
    page = b"".join(b"2026-07-01T09:%02d:%02d+02:00 " % divmod(number, 60) for number in range(3000))
    assert len(find_stamps(page)) == 100
    assert find_stamps(b"2" * 1_000_000 + b"-" * 1_000_000) == ()


def test_every_zone_named_is_one() -> None:
    for zones in ZONES.values():
        for zone in zones.split():
            assert ZoneInfo(zone).key == zone

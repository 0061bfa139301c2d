"""Durations, moments, windows and invisible characters in words."""

from datetime import UTC, datetime, timedelta

import pytest

from trackers.templatetags.durations import describe_later
from trackers.templatetags.invisible import reveal
from trackers.templatetags.moments import make_moment, make_window
from trackers.templatetags.reading import host, web_address

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("duration", "said"),
    [
        (timedelta(0), "1 second later"),
        (timedelta(seconds=20), "20 seconds later"),
        (timedelta(seconds=59.4), "59 seconds later"),
        (timedelta(seconds=59.6), "1 minute later"),
        (timedelta(minutes=1), "1 minute later"),
        (timedelta(minutes=35), "35 minutes later"),
        (timedelta(minutes=34, seconds=40), "35 minutes later"),
        (timedelta(minutes=59, seconds=45), "1 hour later"),
        (timedelta(hours=1), "1 hour later"),
        (timedelta(hours=2, minutes=5), "2 hours, 5 minutes later"),
        (timedelta(hours=23, minutes=59, seconds=59), "1 day later"),
        (timedelta(days=1, hours=1), "1 day, 1 hour later"),
        (timedelta(days=3, minutes=40), "3 days later"),
        (timedelta(days=9, hours=23), "9 days, 23 hours later"),
        (timedelta(days=40, hours=5), "40 days later"),
        (timedelta(days=400), "400 days later"),
    ],
)
def test_a_duration_is_said_in_its_largest_units(duration: timedelta, said: str) -> None:
    assert describe_later(NOON, NOON + duration) == said


def test_a_moment_stands_in_utc_and_in_the_publishers_zone() -> None:
    moment = make_moment(NOON.replace(hour=23), zone="Asia/Ho_Chi_Minh")

    assert (moment.iso, moment.day, moment.time) == ("2026-03-14T23:00:00Z", "14 March 2026", "23:00")
    assert (moment.zone, moment.zone_day, moment.zone_time) == ("Ho Chi Minh", "15 March 2026", "06:00")


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "No/Such_Zone", "../etc/passwd", ""])
def test_a_zone_that_agrees_with_utc_or_is_unknown_is_left_out(zone: str) -> None:
    assert make_moment(NOON, zone=zone).zone == ""


def test_the_same_zone_stands_beside_utc_in_summer() -> None:
    assert make_moment(NOON.replace(month=7), zone="Europe/London").zone_time == "13:00"


def test_a_window_within_a_minute_is_said_to_the_second() -> None:
    window = make_window(NOON, NOON + timedelta(seconds=40))

    assert (window.old.time, window.new.time, window.same_day) == ("12:00:00", "12:00:40", True)


def test_a_window_over_midnight_says_both_days() -> None:
    window = make_window(NOON.replace(hour=23, minute=50), NOON + timedelta(hours=12, minutes=20))

    assert not window.same_day
    assert (window.old.day, window.new.day) == ("14 March 2026", "15 March 2026")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        (" ", "[space]"),
        ("\u00a0", "[no-break space]"),
        ("ten\u00a0thousand", "ten\u00a0thousand"),
        ("ga\u200btes", "ga[zero width space]tes"),
        ("\u202eabc", "[right-to-left override]abc"),
        ("co\u00adop", "co[soft hyphen]op"),
        ("a\u200db", "a[zero width joiner]b"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚒", "👩\u200d🚒"),
        ("می\u202eخواهم", "می[right-to-left override]خواهم"),
    ],
)
def test_invisible_characters_are_named_unless_the_script_needs_them(text: str, shown: str) -> None:
    assert reveal(text) == shown


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example/",
        "https:evil",
        "",
        "ftp://a.example/",
    ],
)
def test_only_addresses_of_the_web_become_links(address: str) -> None:
    assert web_address(address) == ""
    assert host(address) == address or host(address) == ""

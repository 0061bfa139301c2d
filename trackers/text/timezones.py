"""Which time zone a newspaper probably keeps, from what it says of itself: its address, its language, its clock."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

NOBODY_KNOWS = "UTC"
# The zones of countries (ISO 3166, as domains and language tags name them), where most people live first. A country
# that is not here is one for the person to fill in.
ZONES = {
    "ar": "America/Argentina/Buenos_Aires",
    "at": "Europe/Vienna",
    "au": "Australia/Sydney Australia/Brisbane Australia/Perth Australia/Adelaide",
    "bd": "Asia/Dhaka",
    "be": "Europe/Brussels",
    "bg": "Europe/Sofia",
    "br": "America/Sao_Paulo America/Manaus",
    "ca": "America/Toronto America/Vancouver America/Edmonton America/Winnipeg America/Halifax",
    "ch": "Europe/Zurich",
    "cl": "America/Santiago",
    "cn": "Asia/Shanghai",
    "co": "America/Bogota",
    "cz": "Europe/Prague",
    "de": "Europe/Berlin",
    "dk": "Europe/Copenhagen",
    "ee": "Europe/Tallinn",
    "eg": "Africa/Cairo",
    "es": "Europe/Madrid Atlantic/Canary",
    "fi": "Europe/Helsinki",
    "fr": "Europe/Paris",
    "gb": "Europe/London",
    "gr": "Europe/Athens",
    "hk": "Asia/Hong_Kong",
    "hr": "Europe/Zagreb",
    "hu": "Europe/Budapest",
    "id": "Asia/Jakarta",
    "ie": "Europe/Dublin",
    "il": "Asia/Jerusalem",
    "in": "Asia/Kolkata",
    "ir": "Asia/Tehran",
    "is": "Atlantic/Reykjavik",
    "it": "Europe/Rome",
    "jp": "Asia/Tokyo",
    "ke": "Africa/Nairobi",
    "kr": "Asia/Seoul",
    "lt": "Europe/Vilnius",
    "lu": "Europe/Luxembourg",
    "lv": "Europe/Riga",
    "mx": "America/Mexico_City America/Tijuana",
    "my": "Asia/Kuala_Lumpur",
    "ng": "Africa/Lagos",
    "nl": "Europe/Amsterdam",
    "no": "Europe/Oslo",
    "nz": "Pacific/Auckland",
    "pe": "America/Lima",
    "ph": "Asia/Manila",
    "pk": "Asia/Karachi",
    "pl": "Europe/Warsaw",
    "pt": "Europe/Lisbon",
    "qa": "Asia/Qatar",
    "ro": "Europe/Bucharest",
    "rs": "Europe/Belgrade",
    "ru": "Europe/Moscow Asia/Yekaterinburg Asia/Novosibirsk",
    "sa": "Asia/Riyadh",
    "se": "Europe/Stockholm",
    "sg": "Asia/Singapore",
    "si": "Europe/Ljubljana",
    "sk": "Europe/Bratislava",
    "th": "Asia/Bangkok",
    "tr": "Europe/Istanbul",
    "tw": "Asia/Taipei",
    "ua": "Europe/Kyiv",
    "uk": "Europe/London",
    "us": "America/New_York America/Chicago America/Denver America/Los_Angeles",
    "vn": "Asia/Ho_Chi_Minh",
    "za": "Africa/Johannesburg",
}
# Where a language that is not spoken all over the world is mostly written.
_HOME_OF = {
    "bg": "bg", "bn": "bd", "cs": "cz", "cy": "gb", "da": "dk", "de": "de", "el": "gr", "et": "ee", "fa": "ir",
    "fi": "fi", "fr": "fr", "ga": "ie", "he": "il", "hi": "in", "hr": "hr", "hu": "hu", "id": "id", "is": "is",
    "it": "it", "ja": "jp", "ko": "kr", "lt": "lt", "lv": "lv", "nb": "no", "nl": "nl", "nn": "no", "no": "no",
    "pl": "pl", "ro": "ro", "ru": "ru", "sk": "sk", "sl": "si", "sr": "rs", "sv": "se", "th": "th", "tr": "tr",
    "uk": "ua", "vi": "vn",
}  # fmt: skip
# Languages of many countries: one of these is taken where the times on the publisher's pages are those of its clock.
_SPOKEN_IN = {
    "ar": "eg sa qa",
    "en": "us gb ca au in ie nz za ng ke sg ph",
    "es": "es mx ar co cl pe",
    "pt": "br pt",
    "zh": "cn tw hk sg",
}
_MOST_STAMPS, _FEWEST_STAMPS = 100, 3
_MOST_BYTES = 300_000
# RFC 3339 with an offset, as pages and their data state it.
_STAMP = re.compile(
    rb"(?<![0-9])((?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]{1,9})?([+-][0-9]{2}):?([0-9]{2})"
)


def find_stamps(body: bytes) -> tuple[datetime, ...]:
    """Return the times that a page states with an offset from UTC, each once, the offset kept; 100 at most."""
    found: dict[datetime, None] = {}
    for match in _STAMP.finditer(body[:_MOST_BYTES]):
        stamp = b"".join((match[1], match[2], b":", match[3])).decode("ascii")
        try:
            found.setdefault(datetime.fromisoformat(stamp))
        except ValueError:
            continue
        if len(found) >= _MOST_STAMPS:
            break
    return tuple(found)


def guess_time_zone(*, host: str, language: str = "", stamps: Iterable[datetime] = ()) -> str:
    """Return the name (IANA) of the zone a publisher probably keeps, "UTC" where nothing tells.

    The country is that of the host's last label, else the language tag's region, else where the language is mostly
    written; else, where three or more ``stamps`` tell of a clock, one that speaks the language and keeps that time.
    ``stamps`` are aware times in the publisher's own offset; those in UTC say nothing, for machines write so. A zone
    that most of the others contradict is not taken.
    """
    told = [stamp for stamp in stamps if stamp.utcoffset()]
    for country in _countries(host, language, is_told=len(told) >= _FEWEST_STAMPS):
        for zone in ZONES.get(country, "").split():
            if _fits(zone, told):
                return zone
    return NOBODY_KNOWS


def _countries(host: str, language: str, *, is_told: bool) -> list[str]:
    tag = language.replace("_", "-").lower().split("-")
    regions = [part for part in tag[1:] if len(part) == 2]
    spoken = _SPOKEN_IN.get(tag[0], "").split() if is_told else []
    return [host.rpartition(".")[2].lower(), *regions, _HOME_OF.get(tag[0], ""), *spoken]


def _fits(zone: str, stamps: Sequence[datetime]) -> bool:
    try:
        here = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    agreeing = sum(_offset(stamp, here) == stamp.utcoffset() for stamp in stamps)
    return 2 * agreeing >= len(stamps)


def _offset(stamp: datetime, zone: ZoneInfo) -> timedelta | None:
    try:
        return stamp.astimezone(UTC).astimezone(zone).utcoffset()
    except OverflowError:
        return None

"""Dates as people write them: "4 March 2024, 10:31 pm", "March 4, 2024", "04.03.2024", "2024年3月4日".

Only what cannot be read in two ways is read: figures between strokes are a date only where one of them is over twelve.
"""

import re
from datetime import UTC, datetime, timedelta, timezone

from trackers.text.dates import within_reason

_LONGEST = 120

_MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari января янв styczeń stycznia",
            "february feb februar février févr fév febrero febbraio fevereiro fev februari февраля фев luty lutego",
            "march mar märz mrz mars marzo março maart марта marzec marca",
            "april apr avril avr abril abr aprile апреля апр kwiecień kwietnia",
            "may mai mayo maggio mag maio mei maj мая",
            "june jun juni juin junio giugno giu junho июня июн czerwiec czerwca",
            "july jul juli juillet juil julio luglio lug julho июля июл lipiec lipca",
            "august aug août aout agosto ago augustus augusti августа авг sierpień sierpnia",
            "september sep sept septembre septiembre settembre set setembro сентября сен wrzesień września",
            "october oct oktober okt octobre octubre ottobre ott outubro out октября окт październik października",
            "november nov novembre noviembre novembro ноября ноя listopad listopada",
            "december dec dezember dez décembre déc diciembre dic dicembre dezembro desember декабря дек grudzień",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
_DAY, _YEAR = r"(?P<day>\d{1,2})", r"(?P<year>(?:19|20)\d{2})(?!\d)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?<!\d){_DAY}(?:st|nd|rd|th|er|º|\.)?\s{{0,3}}(?:de |of )?{_MONTH},?\s{{0,3}}(?:de |del )?{_YEAR}",
        rf"{_MONTH}\s{{1,3}}{_DAY}(?:st|nd|rd|th)?,?\s{{1,3}}{_YEAR}",
        rf"{_YEAR}\s?[年년]\s?(?P<month>\d{{1,2}})\s?[月월]\s?{_DAY}\s?[日일]",
        rf"{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.]{_DAY}(?!\d)",
        rf"(?<![\d/.]){_DAY}\.(?P<month>\d{{1,2}})\.{_YEAR}",
        rf"(?<![\d/.])(?P<one>\d{{1,2}})[/-](?P<other>\d{{1,2}})[/-]{_YEAR}",
    )
)
_CLOCK = re.compile(
    r"(?<![\d:.])(\d{1,2})[:.h](\d{2})(?::(\d{2}))?(?!\d)\s{0,2}(a\.?m\b|p\.?m\b)?\.?\s{0,2}"
    r"(UTC|GMT|BST|CEST|CET|E[SD]T|C[SD]T|M[SD]T|P[SD]T|IST|Z)?(?![A-Za-z])",
    re.IGNORECASE,
)
# IST is India's; Ireland's pages say GMT or BST.
_ZONES: dict[str, float] = {
    "UTC": 0, "GMT": 0, "Z": 0, "BST": 1, "CET": 1, "CEST": 2, "IST": 5.5,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip


def read_written_date(text: str) -> datetime | None:
    """Return the first date that a short text states in words or figures, aware and in UTC, or None.

    A text of more than 120 characters is running text and states none. Without a clock it is the first moment of the
    day, without a zone it is read as UTC.
    """
    if len(text) > _LONGEST:
        return None
    for form in _FORMS:
        for found in form.finditer(text):
            if (date := _date(found.groupdict(), text[: found.start()], text[found.end() :])) is not None:
                return date
    return None


def _date(parts: dict[str, str | None], before: str, behind: str) -> datetime | None:
    month, day = _month_and_day(parts)
    if month is None or day is None:
        return None
    clock = _CLOCK.search(behind) or _CLOCK.search(before)
    hour, minute, second, offset = _read_clock(clock) if clock else (0, 0, 0, 0.0)
    try:
        zone = timezone(timedelta(hours=offset)) if offset else UTC
        return within_reason(datetime(int(parts["year"] or 0), month, day, hour, minute, second, tzinfo=zone))
    except (ValueError, OverflowError):
        return None


def _month_and_day(parts: dict[str, str | None]) -> tuple[int | None, int | None]:
    if (one := parts.get("one")) is not None:
        first, second = int(one), int(parts["other"] or 0)
        # Day or month first? Known only where one of them can be no month, or both are the same.
        if first > 12 or first == second:
            return second, first
        return (first, second) if second > 12 else (None, None)
    month, day = parts["month"] or "", int(parts["day"] or 0)
    return (int(month) if month.isdigit() else _MONTHS.get(month.casefold())), day


def _read_clock(found: re.Match[str]) -> tuple[int, int, int, float]:
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    half = (found[4] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or minute > 59 or second > 59:
        return 0, 0, 0, 0.0
    return hour, minute, second, _ZONES.get((found[5] or "").upper(), 0.0)

"""Charts in the admin: a few bars as inline SVG with the same in words, no script and no picture to fetch."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

_WIDTH, _GAP, _HEIGHT = 6, 1, 24
_LEAST = 2


def draw_bars(values: Sequence[int], *, words: str) -> SafeString:
    """Return bars for some numbers, the oldest first, scaled to the largest; nought is a thin line.

    ``words`` say the same to those who do not see them.
    """
    most = max(values, default=0)
    bars = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}"{}/>',
        (
            (
                place * (_WIDTH + _GAP),
                _HEIGHT - height,
                _WIDTH,
                height,
                SafeString(' class="none"') if not value else "",
            )
            for place, (value, height) in enumerate(zip(values, _scale(values, most=most), strict=True))
        ),
    )
    width = max(len(values) * (_WIDTH + _GAP) - _GAP, 1)
    return format_html(
        '<svg class="desk-bars" role="img" aria-label="{}" width="{}" height="{}" viewBox="0 0 {} {}">'
        "<title>{}</title>{}</svg>",
        words, width, _HEIGHT, width, _HEIGHT, words, bars,
    )  # fmt: skip


def tell_days(values: Sequence[int], *, what: str) -> str:
    """Return days in words: what, how many in all, the most of a day, and today's."""
    facts = {
        "what": what,
        "total": sum(values),
        "most": max(values, default=0),
        "last": values[-1] if values else 0,
    }
    return gettext("%(what)s in 14 days: %(total)d; most in a day: %(most)d; today: %(last)d.") % facts


def tell_minutes(values: Sequence[int], *, what: str) -> str:
    """Return an hour in words: what, how many in all, and the most and the latest of five minutes."""
    facts = {
        "what": what,
        "total": sum(values),
        "most": max(values, default=0),
        "last": values[-1] if values else 0,
    }
    return (
        gettext(
            "%(what)s in the last hour: %(total)d; most in five minutes: %(most)d; in the latest five: %(last)d."
        )
        % facts
    )


def _scale(values: Sequence[int], *, most: int) -> list[int]:
    return [max(round(value * _HEIGHT / most), _LEAST) if value else 1 for value in values]

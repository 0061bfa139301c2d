"""The words of a trial: the verdict on the articles that were tried, and each as it would be read."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trackers.admin.cells import link_outside, say_moment
from trackers.models import Legibility
from trackers.pipeline.words import tell_doubts, translate_reason


def say_verdict(articles: Sequence[dict[str, Any]]) -> str:
    """Return in one sentence how the articles that were tried would be read."""
    total = len(articles)
    if not total:
        return _("No article could be tried: these lists name none at the moment.")
    count = Counter(str(article["legibility"]) for article in articles)
    parts = [
        ngettext(
            "%(well)d of %(total)d article reads well", "%(well)d of %(total)d articles read well", total
        )
        % {"well": count[Legibility.WELL], "total": total}
    ]
    others = (
        (Legibility.DOUBTFUL, _("%(count)d read with doubts")),
        (Legibility.WALL, _("%(count)d behind a wall")),
        (Legibility.UNREADABLE, _("%(count)d that cannot be read")),
        (Legibility.AWAY, _("%(count)d that could not be fetched")),
    )
    parts += [words % {"count": count[which]} for which, words in others if count[which]]
    return "; ".join(parts) + "."


def say_again(interval: timedelta, *, now: datetime) -> str:
    """Return when the articles of a publisher that is followed from now on are looked at again."""
    try:
        moment = (now + interval).astimezone(UTC)
    except OverflowError:
        return ""
    shown = f"{moment:%H:%M} UTC" if moment.date() == now.astimezone(UTC).date() else say_moment(moment)
    return _("Followed now, the first articles are looked at again at about %(moment)s.") % {"moment": shown}


def show_articles(articles: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the articles that were tried as a template shows them, those that do not read well first."""
    order = [Legibility.AWAY, Legibility.UNREADABLE, Legibility.WALL, Legibility.DOUBTFUL, Legibility.WELL]
    place = {word.value: number for number, word in enumerate(order)}
    shown = [_show(article) for article in sorted(articles, key=lambda row: place.get(row["legibility"], 0))]
    for is_read in (True, False):
        # One of each sort is open, so that nobody has to guess what is behind the others.
        for article in [row for row in shown if row["is_read"] == is_read][:1]:
            article["is_open"] = True
    return shown


def _show(article: dict[str, Any]) -> dict[str, Any]:
    word = str(article["legibility"])
    return {
        **article,
        "headline": article.get("headline") or article.get("title") or article["url"],
        "link": link_outside(article["url"]),
        "label": str(Legibility(word).label) if word in Legibility.values else word,
        "is_read": word in {Legibility.WELL, Legibility.DOUBTFUL},
        "byline": ", ".join(article.get("byline", ())),
        "published": _say_date(article.get("published", "")),
        "modified": _say_date(article.get("modified", "")),
        "confidence": f"{float(article.get('confidence', 0)):.0%}",
        "doubts": tell_doubts(article.get("doubts", ())),
        "reason": translate_reason(article.get("reason", "")),
    }


def _say_date(stated: str) -> str:
    """Return a date as a publisher states it, in UTC; "" for none."""
    try:
        return say_moment(datetime.fromisoformat(stated).astimezone(UTC)) if stated else ""
    except (ValueError, OverflowError):
        return ""

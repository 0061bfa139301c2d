"""Plain builders of noise rules and of the Changes they speak of."""

from __future__ import annotations

from typing import Any

from tests.builders import make_article, make_change
from trackers.desk.noise import apply_noise_rule, draft_noise_rule, rehearse_noise_rule, withdraw_noise_rule
from trackers.models import Article, Change, Description, NoiseRule, NoiseRun
from trackers.pipeline.noise import work_on_noise

MILL = "The water mill at Ostby turned again on Friday."


def draft(name: str = "Page clocks", **fields: Any) -> NoiseRule:
    """A draft; of lines of the page unless other kinds are named."""
    row = NoiseRule(
        **{"name": name, "sentence": "Times of day that a page renews.", "kinds": ["furniture"], **fields}
    )
    return draft_noise_rule(row, actor=None)


def rehearse(rule: NoiseRule) -> NoiseRun:
    """The rule's rehearsal, done; the rule is as it is stored then."""
    run = rehearse_noise_rule(rule, actor=None, lock=rule.lock, job="rehearse-1")
    done = work_on_noise(run.pk, job="rehearse-1")
    rule.refresh_from_db()
    return done


def apply(rule: NoiseRule) -> NoiseRun:
    """The rule in force, and all there is lowered by it."""
    run = apply_noise_rule(rule, actor=None, lock=rule.lock, job="lower-1")
    done = work_on_noise(run.pk, job="lower-1")
    rule.refresh_from_db()
    return done


def withdraw(rule: NoiseRule) -> NoiseRun:
    """The rule withdrawn, and all that it lowered restored."""
    run = withdraw_noise_rule(rule, actor=None, lock=rule.lock, job="restore-1")
    assert run is not None
    done = work_on_noise(run.pk, job="restore-1")
    rule.refresh_from_db()
    return done


def in_force(name: str = "Page clocks", **fields: Any) -> NoiseRule:
    """A rule in force."""
    rule = draft(name, **fields)
    rehearse(rule)
    apply(rule)
    return rule


def make_clock(article: Article | None = None, *, hours: int = 2) -> Change:
    """A Change of nothing but a line of the page."""
    return make_change(
        article or make_article(),
        old=[MILL, f"Updated {hours} hours ago"],
        new=[MILL, f"Updated {hours + 1} hours ago"],
    )


def make_figure(article: Article | None = None) -> Change:
    """A Change of a figure, which no rule may lower."""
    return make_change(
        article or make_article(), old=[MILL, "It has 12 wheels."], new=[MILL, "It has 40 wheels."]
    )


def told() -> list[dict[str, Any]]:
    """Every column of every Description."""
    return list(Description.objects.order_by("pk").values())

"""Why the next look is when it is, in one or two plain sentences."""

from math import isfinite
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_noop, ngettext

# What a stored plan may say: a word of ours chooses the sentence, and numbers are all that is filled in.
_RULES = {
    "fixed": gettext_noop(
        "It belongs to the tenth of all articles whose looks depend on their age alone, so that statistics have a part "
        "that past changes do not steer."
    ),
    "ended": gettext_noop("Its text has stood for seven months, so it is no longer looked at."),
    "ended_away": gettext_noop(
        "Its page has been away for over 40 days and its text had stood for seven months, so it is no longer looked at."
    ),
    "revived": gettext_noop(
        "It is followed anew although its text has stood for seven months: each look waits twice as long as "
        "the one before."
    ),
    "missing": gettext_noop(
        "Its page was not found; it is looked for again until several spaced looks agree, then ever more rarely."
    ),
    "pending": gettext_noop("What was seen is looked at a second time before it is believed."),
    "reverted": gettext_noop("An earlier text is back; a look in a day decides whether it stands."),
}
_LASTING = {
    "failing": gettext_noop(
        "It could not be read for %(hours)s hours: each look waits half as long as that, for three days at most."
    ),
    "away": gettext_noop(
        "Its page has been away for %(hours)s hours: each look waits half as long as that, for ten days at most."
    ),
}
_BOUNDS = {
    "least": gettext_noop("Our manners allow no look sooner."),
    "most": gettext_noop("No look waits longer than this, whatever is expected."),
    "fresh": gettext_noop("The answer said that it stays fresh until then."),
    "asked": gettext_noop("The publisher's server asked not to be called sooner."),
}
_ENDS = ("ended", "ended_away")
_HOURS_A_DAY, _HOURS_A_MONTH = 24, 730


def explain_plan(plan: object, *, ended: bool | None = None) -> str:
    """Return why a look is planned as it is, in the active language; nothing for a plan that makes no sense.

    ``plan`` is what Article.plan holds, which may be anything that JSON can say: no text of it is repeated. ``ended``
    says whether following has ended, if that is known: a plan left over from before it was taken up again says nothing.
    """
    if not isinstance(plan, dict):
        return ""
    rule, bound = plan.get("rule"), plan.get("bound")
    if ended is not None and ended != (rule in _ENDS):
        return ""
    reason = _explain_rule(plan, rule) if isinstance(rule, str) else ""
    if not reason:
        return ""
    limit = gettext(_BOUNDS[bound]) if isinstance(bound, str) and bound in _BOUNDS else ""
    return f"{reason} {limit}".strip()


def _explain_rule(plan: dict[str, Any], rule: str) -> str:
    if rule in _RULES:
        return gettext(_RULES[rule])
    if rule in _LASTING:
        lasted = _read_number(plan.get("lasted"))
        return "" if lasted is None else gettext(_LASTING[rule]) % {"hours": _say_figure(lasted)}
    return _explain_learned(plan) if rule == "learned" else ""


def _explain_learned(plan: dict[str, Any]) -> str:
    """Say how many edits are expected, how often such articles change and what this one has done."""
    expected, rate, changes, stood = (
        _read_number(plan.get(name)) for name in ("expected", "rate", "changes", "stood")
    )
    if expected is None or rate is None or changes is None or stood is None:
        return ""
    often = _say_often(rate)
    if changes < 1:
        return gettext(
            "About %(expected)s edits are expected by then: this publisher's articles that have not changed for their "
            "first %(stood)s hours then change %(often)s."
        ) % {"expected": _say_figure(expected), "stood": _say_figure(stood), "often": often}
    count = min(int(changes), 10**6)
    return ngettext(
        "About %(expected)s edits are expected by then: this publisher's articles change %(often)s when they have "
        "changed once, %(stood)s hours ago, as this one has.",
        "About %(expected)s edits are expected by then: this publisher's articles change %(often)s when they have "
        "changed %(count)d times or so, the last time %(stood)s hours ago, as this one has.",
        count,
    ) % {
        "expected": _say_figure(expected),
        "often": often,
        "stood": _say_figure(stood),
        "count": count,
    }


def _say_often(rate: float) -> str:
    """Say a rate per hour as a figure that is not tiny."""
    if rate >= 0.1:
        return gettext("%(times)s times an hour") % {"times": _say_figure(rate)}
    if rate * _HOURS_A_DAY >= 0.1:
        return gettext("%(times)s times a day") % {"times": _say_figure(rate * _HOURS_A_DAY)}
    return gettext("%(times)s times a month") % {"times": _say_figure(rate * _HOURS_A_MONTH)}


def _say_figure(value: float) -> str:
    """Write a figure with two digits that count, as the active language writes numbers."""
    rounded = float(f"{value:.2g}") if value < 10 else float(round(value))
    return number_format(int(rounded) if rounded.is_integer() else rounded)


def _read_number(value: object) -> float | None:
    """Return a stored number of ours: finite, not negative, not absurd."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    number = float(value) if isinstance(value, float) or abs(value) < 10**12 else float("inf")
    return number if isfinite(number) and 0 <= number < 10**9 else None

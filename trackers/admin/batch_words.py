"""What a batch says of itself: what will follow from it, how far it is, and what became of its changes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trackers.admin.cells import say_moment
from trackers.admin.progress import at_rest, say_progress
from trackers.desk.steps import STEP_OF, TERMS, Step
from trackers.models import (
    DISCLOSURES,
    Adequacy,
    Batch,
    BatchState,
    BatchVerdict,
    Cause,
    ChangeKind,
    Confidence,
    Desk,
    Label,
    Placement,
    ReviewState,
    Significance,
)

PUBLIC = frozenset({ReviewState.PUBLISHED, ReviewState.AMENDED})


@dataclass(frozen=True)
class Foretold:
    """What will follow from a planned batch, in sentences, and to how many of its changes it can be done."""

    sentences: Sequence[str]
    fitting: int


def foretell(batch: Batch) -> Foretold:
    """Return what will follow from a planned batch, for readers above all. One query."""
    step = STEP_OF[batch.act]
    states = Counter(
        ReviewState(state or ReviewState.NEW)
        for state in batch.rows.values_list("change__review__state", flat=True)
    )
    fitting = sum(count for state, count in states.items() if state in TERMS[step].froms)
    left = _tell_left(step, states)
    if not fitting:
        return Foretold(left, 0)
    return Foretold(
        [_tell_readers(step, states, fitting), *left, *_tell_way_back(batch, step, states)], fitting
    )


def _tell_left(step: Step, states: Counter[ReviewState]) -> list[str]:
    """Return a sentence for each state from which the step does not lead on."""
    sentences = []
    for state, count in sorted(states.items()):
        if state not in TERMS[step].froms:
            sentence = ngettext(
                "%(count)d is left as it is: %(state)s.", "%(count)d are left as they are: %(state)s.", count
            )
            sentences.append(sentence % {"count": count, "state": state.label})
    return sentences


def _tell_way_back(batch: Batch, step: Step, states: Counter[ReviewState]) -> list[str]:
    """Return what happens to what others do meanwhile, who may approve copies, and what undoing brings back."""
    sentences = [_("What somebody changes or claims meanwhile is left as it is, and named.")]
    if batch.writers:
        sentences.append(
            _(
                "Whoever wrote these words counts as a writer of the copies: from significance 3 on "
                "somebody else has to approve them."
            )
        )
    return [*sentences, *_tell_undoing(step, states)]


def _tell_undoing(step: Step, states: Counter[ReviewState]) -> list[str]:
    """Return what undoing will bring back and what it will not."""
    if step == Step.PUBLISH:
        return _tell_calling_back()
    sentences = [
        _(
            "Each can be undone for ten minutes after it was done, if nothing has happened to it since. "
            "It is then as it was before."
        )
    ]
    if step == Step.LET_GO:
        sentences.append(_("But for one thing: it is you who has claimed them then, whoever had before."))
    if step == Step.SUBMIT:
        sentences.append(_("That takes the sending back, and nothing that is written."))
    if step == Step.ANNOTATE:
        sentences.append(
            _(
                "A draft that this begins is laid aside then; whoever has written in one stays among its writers."
            )
        )
        if states[ReviewState.APPROVED]:
            sentences.append(
                _("An approval does not come back: what is approved now waits for a second read then.")
            )
    return sentences


def _tell_calling_back() -> list[str]:
    desk = Desk.objects.standing()
    measure = {"count": desk.delay, "measure": desk.hourly_measure}
    if not desk.delay:
        sentence = _(
            "They see it at once, but at most %(measure)d about one source in an hour. What they have seen is not "
            "undone: it can be amended or retracted, one by one."
        )
        return [sentence % measure]
    sentence = ngettext(
        "They see it after %(count)d second at the earliest, at most %(measure)d about one source in an hour.",
        "They see it after %(count)d seconds at the earliest, at most %(measure)d about one source in an hour.",
        desk.delay,
    )
    undoing = _(
        "What they have not seen yet can be undone for ten minutes after it was done: it is an approved draft again "
        "then. What they have seen can be amended or retracted, one by one."
    )
    return [sentence % measure, undoing]


def _tell_readers(step: Step, states: Counter[ReviewState], fitting: int) -> str:
    if step == Step.PUBLISH:
        sentence = ngettext(
            "Readers will see %(count)d annotation: on the page of its change, in lists and in feeds.",
            "Readers will see %(count)d annotations: on the pages of their changes, in lists and in feeds.",
            fitting,
        )
        return sentence % {"count": fitting}
    amended = sum(states[state] for state in PUBLIC)
    if step == Step.ANNOTATE and amended:
        sentence = ngettext(
            "%(count)d is published: a draft of an amendment is begun, and readers go on seeing what they see.",
            "%(count)d are published: drafts of amendments are begun, and readers go on seeing what they see.",
            amended,
        )
        return sentence % {"count": amended}
    return _("Nothing changes for readers.")


def say_given(batch: Batch) -> list[tuple[str, str]]:
    """Return what goes with the step, as (name, words)."""
    said = [(_("Reason"), batch.reason)] if batch.reason else []
    if batch.until is not None:
        said.append((_("Put off until"), say_moment(batch.until)))
    facets, kinds = batch.facets, dict(ChangeKind.choices)
    if facets.get("kinds"):
        words = (str(kinds.get(code, code)) for code in facets["kinds"])
        said.append((_("Kinds"), ", ".join(words)))
    if facets.get("significance") is not None:
        weight = facets["significance"]
        label = Significance(weight).label if weight in Significance.values else weight
        said.append((_("Significance"), f"{weight} {label}"))
    if facets.get("labels"):
        names = Label.objects.filter(code__in=facets["labels"]).values_list("name", flat=True)
        said.append((_("Labels"), ", ".join(names)))
    chosen = (
        ("disclosure", _("What the page says of it"), DISCLOSURES),
        ("confidence", _("How sure this is"), Confidence.choices),
        ("cause", _("What was done"), Cause.choices),
        ("adequacy", _("What the notice tells"), Adequacy.choices),
        ("placement", _("Where the notice stands"), Placement.choices),
        ("public_note", _("Public note"), ()),
        ("internal_note", _("Internal note"), ()),
    )
    return said + [
        (words, str(dict(choices).get(facets[name], facets[name])))
        for name, words, choices in chosen
        if facets.get(name)
    ]


def say_outcome(batch: Batch, counts: dict[str, int]) -> list[str]:
    """Return what became of the changes: how many were done, and why others were not. One query."""
    if batch.state == BatchState.PLANNED:
        return []
    parts = [
        (BatchVerdict.DONE, _("%(count)d done")),
        (BatchVerdict.LEFT, _("%(count)d left")),
        (BatchVerdict.UNDONE, _("%(count)d undone")),
        (BatchVerdict.STANDS, _("%(count)d not undone")),
        (BatchVerdict.WAITING, _("%(count)d to come")),
    ]
    told = ", ".join(words % {"count": counts[which]} for which, words in parts if counts[which])
    reasons = Counter(batch.rows.exclude(words="").values_list("words", flat=True))
    return [f"{told}.", *(f"{count}: {words}" for words, count in reasons.most_common(10))]


def say_standing(batch: Batch, counts: dict[str, int], *, fitting: int) -> dict[str, Any]:
    """Return where a batch stands: words, whether there is something to wait for, and whether its worker is lost."""
    if batch.state == BatchState.PLANNED:
        if not fitting:
            return at_rest(_("Nothing can be done: this leads on from none of them."))
        return at_rest(_("Nothing is done yet: this is what would be done."))
    if batch.state in {BatchState.DONE, BatchState.UNDONE}:
        return at_rest("")
    left = counts[BatchVerdict.WAITING if batch.state == BatchState.RUNNING else BatchVerdict.DONE]
    return say_progress(batch.job, left=left)

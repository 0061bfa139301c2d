"""The machine: from what is known of an Article and one look to what the look means.

1. The same text: nothing. 2. Another reader than last time: the older page is read again first. 3. Differences that our
reading, exchanged pointers, a new template or a known variant explain are taken out of the text before. 4. What is left
is an edit. It is told at once if it is large and the page is healthy; otherwise a second look has to see it as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from trackers.text.deciding.before import read_before
from trackers.text.deciding.segments import Course, Segment, Triple, follow_segments, segments, triples
from trackers.text.deciding.sides import turn_flips, turn_pointers
from trackers.text.deciding.smell import (
    ALONE,
    DOUBTFUL,
    FLIPPED,
    RETURNS,
    RETURNS_AGAIN,
    TEMPLATE,
    smell_text,
)
from trackers.text.deciding.values import (
    Cause,
    Decision,
    Evidence,
    Flip,
    Memory,
    Rendition,
    Step,
    Verdict,
    Waiting,
    Wants,
    differing,
    key_of,
)
from trackers.text.tidy import ArticleText

# A text that is back has to stand for so many times the wait for a second look (two hours as a rule), and in so many
# looks. A headline that changes alone may be one of two on trial: each look draws one of them, so it takes more: of
# two that are drawn alike, one is drawn ten times in a row in one run of 512.
STANDS_FOR_TIMES, STANDS_FOR_LOOKS, LOOKS_OF_A_TRIAL = 60, 3, 10
# A text that two Versions hold must stand this long before it becomes a Version again.
STANDS_FOR_A_DAY, LOOKS_OF_A_DAY = timedelta(days=1), 4
# One of two texts that are served in turn has replaced the other once so many looks saw nothing else for so long.
REPLACES_AFTER, LOOKS_TO_REPLACE = timedelta(days=3), 12
# After so many looks that agreed on nothing but that the text differs, it is told as it stands, or, where it may be
# slots that are filled anew, the next look is made when it is due anyway.
MOST_LOOKS = 4
# Seen to flip so often, two texts are served side by side.
IS_VARIANT = 2
_ORDER = (Wants.NOTHING, Wants.SECOND_LOOK, Wants.HOURS, Wants.DAY, Wants.EDITOR)
# What is told of a look that found only other links to elsewhere.
POINTERS = "pointers"
_WANTS = {ALONE: Wants.HOURS, FLIPPED: Wants.HOURS, RETURNS: Wants.HOURS, RETURNS_AGAIN: Wants.DAY}


@dataclass(frozen=True)
class _Look:
    """One look being decided: the reading, the text before as it would read today, and what makes it smell."""

    memory: Memory
    rendition: Rendition
    at: datetime
    evidence: Evidence
    before: ArticleText
    cause: Cause | None
    pointers: frozenset[str]
    smells: tuple[str, ...] = ()

    @property
    def after(self) -> ArticleText:
        return self.rendition.text

    @property
    def wants(self) -> Wants:
        if self.memory.is_believed:
            return Wants.NOTHING
        if self.memory.is_back and DOUBTFUL not in self.smells and RETURNS_AGAIN not in self.smells:
            return Wants.NOTHING
        return max(
            (_WANTS.get(code, Wants.SECOND_LOOK) for code in self.smells),
            key=_ORDER.index,
            default=Wants.NOTHING,
        )


def decide(memory: Memory, rendition: Rendition, *, at: datetime, evidence: Evidence) -> Decision:
    """Return what a look at `at` means; asks `evidence` only for what it cannot do without."""
    if memory.basis is None:
        return Decision(Verdict.FIRST, steps=(Step(rendition, None, None, at),))
    if rendition.text == memory.basis:
        return Decision(Verdict.SAME, flips=_note_return(memory, evidence, rendition.pointers))
    then = read_before(memory, rendition, at=at, evidence=evidence)
    before, cause = then.text, then.cause
    if before == rendition.text:
        flips = _note_return(memory, evidence, then.pointers)
        if cause == Cause.POINTERS:
            return Decision(Verdict.SAME, flips=flips, smells=(POINTERS,))
        # One text, read otherwise: that reading is what the next look is compared with.
        return Decision(Verdict.SAME, basis=before, cause=cause or Cause.READING, flips=flips)
    variants = [flip for flip, times in memory.flips if times >= IS_VARIANT and not memory.is_believed]
    turned = turn_flips(before, rendition.text, variants)
    if turned == rendition.text:
        return _stand_as_variant(_Look(memory, rendition, at, evidence, before, cause, then.pointers))
    cause = cause or (Cause.VARIANT if turned != before else None)
    look = _Look(memory, rendition, at, evidence, turned, cause, then.pointers)
    return _weigh(replace(look, smells=tuple(_smells(look, same_template=then.same_template))))


def _smells(look: _Look, *, same_template: bool) -> Iterator[str]:
    yield from smell_text(look.before, look.after, confidence=look.rendition.extraction.confidence)
    if not same_template:
        yield TEMPLATE
    earlier = look.evidence.count_earlier(key_of(look.after))
    if earlier:
        yield RETURNS if earlier == 1 else RETURNS_AGAIN
    if _is_headline_alone(look):
        yield ALONE
    if turn_flips(look.before, look.after, [flip for flip, _ in look.memory.flips]) != look.before:
        yield FLIPPED


def _is_headline_alone(look: _Look) -> bool:
    """Tell whether the headline differs and nothing else says that it was edited: no date, no share headline."""
    said = look.rendition.extraction
    if list(differing(look.before, look.after)) != ["headline"]:
        return False
    if not said.share_headline and said.date_modified is None:
        return False
    return (said.share_headline, said.date_modified) == (
        look.memory.share_headline,
        look.memory.date_modified,
    )


def _weigh(look: _Look) -> Decision:
    waiting = look.memory.waiting
    seen_again = waiting is not None and waiting.text_hash == look.rendition.key
    if waiting is None or (waiting.wants == Wants.EDITOR and not seen_again):
        return _tell(look) if look.wants == Wants.NOTHING else _wait(look)
    return _confirm(look, waiting) if seen_again else _compare_looks(look, waiting)


def _confirm(look: _Look, waiting: Waiting) -> Decision:
    """Decide on the text that waited, which is seen again."""
    wants = max(look.wants, waiting.wants, key=_ORDER.index)
    waiting = replace(waiting, looks=waiting.looks + 1, wants=wants)
    if not _is_enough(waiting, look):
        return Decision(_word_of(look), before=look.before, waiting=waiting, smells=look.smells)
    return _tell(look, since=waiting.since, from_waiting=True)


def _is_enough(waiting: Waiting, look: _Look) -> bool:
    stood, soon = look.at - waiting.since, look.memory.soon
    if waiting.wants == Wants.EDITOR:
        return False
    if waiting.wants == Wants.DAY:
        return stood >= STANDS_FOR_A_DAY and waiting.looks >= LOOKS_OF_A_DAY
    if waiting.wants == Wants.HOURS:
        is_trial = ALONE in look.smells or FLIPPED in look.smells
        looks = LOOKS_OF_A_TRIAL if is_trial else STANDS_FOR_LOOKS
        return stood >= STANDS_FOR_TIMES * soon and waiting.looks >= looks
    return stood >= soon


def _compare_looks(look: _Look, waiting: Waiting) -> Decision:
    """Decide where one text waits and this look sees a third: what both have in common has been seen twice."""
    waited = look.evidence.read_waiting()
    if waited is None:
        return _wait(look)
    pointers = look.pointers | waited.pointers
    parts = list(triples(look.before, turn_pointers(waited.text, look.after, pointers), look.after))
    courses = {part.course for part in parts}
    flips = tuple(_flips_among(parts))
    # A headline that was back or came anew begins to be counted anew, whatever else waits.
    is_drawn = any(part.field == "headline" and part.course in (Course.BACK, Course.NEW) for part in parts)
    looks = 1 if is_drawn else waiting.looks + 1
    has_stood = bool(courses & {Course.STOOD, Course.GREW})
    if not has_stood and Course.WENT_ON not in courses and (Course.NEW not in courses or looks >= MOST_LOOKS):
        # What was seen is gone, and what is there now was not there before: slots that are filled anew at every look.
        return Decision(Verdict.SAME, flips=flips, turns=bool(courses - {Course.BACK}))
    if not has_stood and looks < MOST_LOOKS:
        # No two looks saw these words: what waits is the later text, since now.
        return replace(_wait(look, looks=looks), flips=flips)
    if not _is_enough(replace(waiting, looks=looks), look):
        # The later text waits in place of the earlier, for as long as that.
        return replace(_wait(look, looks=looks, since=waiting.since), flips=flips)
    if not has_stood or courses & {Course.TURNS, Course.BACK}:
        before = _turn_slots(look, parts)
        cause = look.cause or (Cause.VARIANT if before != look.before else None)
        since = waiting.since if has_stood else None
        told = _tell(replace(look, before=before, cause=cause), since=since)
        return replace(told, flips=flips)
    return _go_on(look, waiting, waited)


def _go_on(look: _Look, waiting: Waiting, waited: Rendition) -> Decision:
    """Tell what waited, which is confirmed, and decide on what this look brings more."""
    pointers = look.pointers | waited.pointers
    before = turn_pointers(look.before, waited.text, pointers)
    cause = look.cause or (Cause.POINTERS if before != look.before else None)
    first = Step(waited, before, cause, waiting.since, from_waiting=True)
    before = turn_pointers(waited.text, look.after, pointers)
    more = replace(look, before=before, cause=Cause.POINTERS if before != waited.text else None)
    more = replace(more, smells=tuple(_smells(more, same_template=TEMPLATE not in look.smells)))
    decision = _tell(more) if more.wants == Wants.NOTHING else _wait(more)
    return replace(decision, steps=(first, *decision.steps))


def _turn_slots(look: _Look, parts: list[Triple]) -> ArticleText:
    """Return the text before with the slots that are filled anew at every look as they stand now."""
    turning = {(part.field, part.before, part.after) for part in parts if part.course == Course.TURNS}

    def read_alike(segment: Segment) -> tuple[str, ...]:
        turns = (segment.field, segment.before, segment.after) in turning
        return segment.after if turns else segment.before

    return follow_segments(look.before, look.after, read_alike)


def _stand_as_variant(look: _Look) -> Decision:
    """Decide where a known variant is seen: no edit, unless it has replaced the other text for good."""
    key, waiting = look.rendition.key, look.memory.waiting
    if waiting is None or waiting.text_hash != key:
        waiting = Waiting(key, look.at, 0, Wants.DAY)
    waiting = replace(waiting, looks=waiting.looks + 1, wants=Wants.DAY)
    if look.at - waiting.since >= REPLACES_AFTER and waiting.looks >= LOOKS_TO_REPLACE:
        if _is_headline_alone(look):
            # The end of a trial: which of the two was seen first is chance, and both are noted.
            return Decision(Verdict.SAME, basis=look.after, cause=Cause.VARIANT)
        return _tell(look, since=waiting.since, from_waiting=True)
    flips = tuple(_flips_between(look.before, look.after, look.pointers)) if waiting.looks == 1 else ()
    return Decision(Verdict.SAME, waiting=waiting, flips=flips)


def _note_return(memory: Memory, evidence: Evidence, pointers: frozenset[str]) -> tuple[Flip, ...]:
    """Return the places that flipped: the text before is back, and another has waited."""
    if memory.waiting is None or memory.basis is None or memory.waiting.wants == Wants.EDITOR:
        return ()
    waited = evidence.read_waiting()
    if waited is None:
        return ()
    return tuple(_flips_between(memory.basis, waited.text, memory.pointers | pointers | waited.pointers))


def _flips_between(one: ArticleText, other: ArticleText, pointers: frozenset[str]) -> Iterator[Flip]:
    for part in segments(one, turn_pointers(other, one, pointers)):
        yield Flip(part.field, "\n".join(part.before), "\n".join(part.after))


def _flips_among(parts: list[Triple]) -> Iterator[Flip]:
    for part in parts:
        if part.course == Course.BACK:
            yield Flip(part.field, "\n".join(part.before), "\n".join(part.waited))


def _tell(look: _Look, *, since: datetime | None = None, from_waiting: bool = False) -> Decision:
    step = Step(look.rendition, look.before, look.cause, since or look.at, from_waiting=from_waiting)
    return Decision(Verdict.VERSION, steps=(step,), before=look.before)


def _wait(look: _Look, *, looks: int = 1, since: datetime | None = None) -> Decision:
    wants = max(look.wants, Wants.SECOND_LOOK, key=_ORDER.index)
    waiting = Waiting(look.rendition.key, since or look.at, looks, wants)
    return Decision(_word_of(look), before=look.before, waiting=waiting, smells=look.smells)


def _word_of(look: _Look) -> Verdict:
    return Verdict.REVERTED if RETURNS_AGAIN in look.smells else Verdict.PENDING

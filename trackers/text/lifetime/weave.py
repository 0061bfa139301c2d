"""The one text into which all versions are woven: what stands and what went, each sentence at its place."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from trackers.text.lifetime.matching import Gap, Matcher, Step
from trackers.text.lifetime.sentences import Sentence, Standing
from trackers.text.lifetime.values import Fate, Life, Spell


@dataclass(slots=True)
class Thread:
    """A sentence on its way through the versions; `standing` is how it stood last."""

    id: int
    standing: Standing
    spells: list[Spell]
    fate: Fate = Fate.STANDS
    rewords: int | None = None
    became: int | None = None
    moved_in: tuple[int, ...] = ()

    @property
    def sentence(self) -> Sentence:
        """Its wording, as last seen."""
        return self.standing.sentence

    def end(self, number: int, *, fate: Fate, became: int | None = None) -> None:
        """Note that a version has it no more at this place."""
        self.spells[-1] = Spell(self.spells[-1].first, number)
        self.fate, self.became = fate, became

    def finish(self) -> Life:
        """Return it as a value."""
        sentence = self.sentence
        spells, rewords = tuple(self.spells), self.rewords
        return Life(
            self.id, sentence.text, sentence.lead, spells, self.fate, rewords, self.became, self.moved_in
        )


@dataclass
class Weave:
    """All threads in the order of the one text; at most `most_gone` of them went, the newest."""

    most_gone: int
    threads: list[Thread] = field(default_factory=list)
    forgotten: int = 0
    _next: int = 1
    _matcher: Matcher = field(default_factory=Matcher)

    def add(self, number: int, standing: list[Standing]) -> None:
        """Weave the next version in."""
        living = [place for place, thread in enumerate(self.threads) if thread.fate is Fate.STANDS]
        old = [self.threads[place].sentence for place in living]
        new = [one.sentence for one in standing]
        _Pass(self, number, standing, living, self._matcher.match(old, new)).run()
        self._forget()

    def read_anew(self, number: int, standing: list[Standing]) -> None:
        """Let the latest version stand as it reads today: what that adds was there, what it loses was not."""
        held = {thread.id for thread in self.threads}
        ended = {thread.id for thread in self.threads if thread.fate is not Fate.STANDS}
        self.add(number, standing)
        came = {thread.id: thread for thread in self.threads if thread.id not in held}
        for thread in self.threads:
            if thread.id in ended or thread.fate is Fate.STANDS:
                continue
            heir = came.get(thread.became or 0)
            if heir is not None:
                heir.spells = [*thread.spells[:-1], Spell(thread.spells[-1].first)]
                heir.rewords, heir.moved_in = thread.rewords, thread.moved_in
        self.threads = [thread for thread in self.threads if thread.fate is Fate.STANDS or thread.id in ended]

    def start_thread(self, standing: Standing, *, number: int) -> Thread:
        """Return a thread for a sentence that came."""
        thread = Thread(self._next, standing, [Spell(number)])
        self._next += 1
        return thread

    def match_gone(self, gone: list[Sentence], came: list[Sentence]) -> dict[int, int]:
        """Return which sentences that came are ones that went here before: place of the new to that of the old."""
        return self._matcher.match(gone, came).stayed

    def _forget(self) -> None:
        gone = [thread for thread in self.threads if thread.fate is not Fate.STANDS]
        if len(gone) <= self.most_gone:
            return
        gone.sort(key=lambda thread: (thread.spells[-1].end or 0, thread.id))
        dropped = {thread.id for thread in gone[: len(gone) - self.most_gone]}
        self.threads = [thread for thread in self.threads if thread.id not in dropped]
        self.forgotten += len(dropped)


class _Pass:
    """One version on its way into the weave."""

    def __init__(
        self, weave: Weave, number: int, standing: list[Standing], living: list[int], step: Step
    ) -> None:
        self._weave, self._number, self._standing = weave, number, standing
        self._living, self._step = living, step
        self._old = weave.threads
        self._made: dict[int, Thread] = {
            place: weave.start_thread(standing[place], number=number)
            for gap in step.gaps
            for place in range(gap.new_first, gap.new_end)
        }

    def run(self) -> None:
        """Replace the threads of the weave by those with this version in it."""
        self._keep_what_stayed()
        gone_before = {id(thread) for thread in self._old if thread.fate is not Fate.STANDS}
        self._end_what_left()
        woven: list[Thread] = []
        done = 0
        for gap in self._step.gaps:
            first = self._living[gap.old_first - 1] + 1 if gap.old_first else 0
            end = self._living[gap.old_end] if gap.old_end < len(self._living) else len(self._old)
            woven += self._old[done:first]
            woven += self._weave_gap(gap, self._old[first:end], gone_before)
            done = end
        self._weave.threads = woven + self._old[done:]

    def _keep_what_stayed(self) -> None:
        for new, old in self._step.stayed.items():
            self._old[self._living[old]].standing = self._standing[new]

    def _end_what_left(self) -> None:
        step = self._step
        for new, old in step.moved.items():
            before, after = self._old[self._living[old]], self._made[new]
            after.spells, after.rewords = list(before.spells), before.rewords
            after.moved_in = (*before.moved_in, self._number)
            before.end(self._number, fate=Fate.MOVED, became=after.id)
        for new, old in step.reworded.items():
            before, after = self._old[self._living[old]], self._made[new]
            after.rewords = before.id
            before.end(self._number, fate=Fate.REWORDED, became=after.id)
        for gap in step.gaps:
            for old in range(gap.old_first, gap.old_end):
                thread = self._old[self._living[old]]
                if thread.fate is Fate.STANDS:
                    thread.end(self._number, fate=Fate.CUT)

    def _weave_gap(self, gap: Gap, region: list[Thread], gone_before: set[int]) -> list[Thread]:
        """Return the threads between two sentences that stayed, with what came at its place among what went."""
        places = range(gap.new_first, gap.new_end)
        back = self._find_back(places, region, gone_before)
        beside = {thread.id: place for place, thread in enumerate(region)}
        own = {place: beside.get(self._made[place].rewords or 0) for place in places if place not in back}
        woven: list[Thread] = []
        done = 0
        for place, needed, wanted in _look_ahead(places, back=back, own=own, end=len(region)):
            if place in back:
                woven += region[done : back[place]]
                woven.append(self._revive(region[back[place]], place))
                done = back[place] + 1
                continue
            # What went stands first: its own earlier wording, or else all that nothing behind it belongs to.
            earlier = own[place]
            end = earlier + 1 if earlier is not None and done <= earlier < needed else max(done, wanted)
            woven += [*region[done:end], self._made[place]]
            done = end
        return woven + region[done:]

    def _find_back(self, places: range, region: list[Thread], gone_before: set[int]) -> dict[int, int]:
        """Return which sentences that came stood here before: their place to that in the region."""
        gone = [
            (place, thread)
            for place, thread in enumerate(region)
            if id(thread) in gone_before and thread.fate is not Fate.MOVED
        ]
        came = [place for place in places if place not in self._step.moved]
        if not gone or not came:
            return {}
        found = self._weave.match_gone(
            [thread.sentence for _, thread in gone], [self._standing[place].sentence for place in came]
        )
        return {came[new]: gone[old][0] for new, old in found.items()}

    def _revive(self, thread: Thread, place: int) -> Thread:
        """Let a sentence that stood here before stand again."""
        if place in self._step.reworded:
            self._old[self._living[self._step.reworded[place]]].became = thread.id
        thread.standing = self._standing[place]
        thread.spells.append(Spell(self._number))
        thread.fate, thread.became = Fate.STANDS, None
        return thread


def _look_ahead(
    places: range, *, back: dict[int, int], own: dict[int, int | None], end: int
) -> Iterator[tuple[int, int, int]]:
    """Yield each place with where the first later one that is back stands, and the first that any needs."""
    needed = wanted = end
    found = []
    for place in reversed(places):
        found.append((place, needed, wanted))
        if place in back:
            needed = wanted = back[place]
        else:
            earlier = own[place]
            wanted = min(wanted, end if earlier is None else earlier)
    return reversed(found)

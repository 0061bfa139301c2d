"""What a look means, decided on readings alone: a story, pages around it, and the looks of some hours."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.text.pages import URL, page
from trackers.text.deciding import (
    Cause,
    Decision,
    Flip,
    Memory,
    Rendition,
    Verdict,
    Wants,
    decide,
)
from trackers.text.extraction import Extraction
from trackers.text.pagetext import PageText, read_page_text, squeeze
from trackers.text.tidy import hash_text

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
STORY = (
    "The swing bridge at Marrow Creek will stay shut until Friday, the harbour board said on Monday.",
    "Two of its bearings had cracked in the frost, and new ones had to be cast inland.",
    "Fishing boats were led round the island by a tug that the board had hired for the week.",
    "“We have never had a winter like it,” said the keeper, Odile Farr, who has lived there for years.",
)
MORE = (
    "The board met again in the evening and set aside money for a second tug, after the owners of the larger boats had "
    "said that they could not wait another week and would otherwise land their catch at a port further up the coast."
)


@dataclass
class Life:
    """An article that is looked at: what the pipeline remembers of it, without a database."""

    memory: Memory = field(default_factory=Memory)
    page: PageText | None = None
    newer: PageText | None = None
    waiting: Rendition | None = None
    reread: Rendition | None = None
    now: datetime = NOON
    hashes: list[str] = field(default_factory=list)
    told: list[tuple[tuple[str, ...], tuple[str, ...], datetime]] = field(default_factory=list)

    def look(self, extraction: Extraction, *, minutes: float = 30, page: PageText | None = None) -> Decision:
        self.now += timedelta(minutes=minutes)
        self.newer = page or page_of(extraction)
        rendition = Rendition(extraction)
        decision = decide(self.memory, rendition, at=self.now, evidence=self)
        for step in decision.steps:
            self._remember(step.rendition)
            self.hashes.append(hash_text(step.rendition.text))
            if step.before is not None:
                self.told.append((step.before.paragraphs, step.rendition.text.paragraphs, step.since))
        if decision.basis is not None:
            self.memory = replace(self.memory, basis=decision.basis)
        if decision.waiting is None or decision.waiting.text_hash != getattr(
            self.memory.waiting, "text_hash", ""
        ):
            self.waiting = rendition
        flips = dict(self.memory.flips)
        for flip in decision.flips:
            known = next((one for one in flips if {one.one, one.other} == {flip.one, flip.other}), flip)
            flips[known] = flips.get(known, 0) + 1
        self.memory = replace(self.memory, waiting=decision.waiting, flips=tuple(flips.items()))
        is_settled = decision.waiting is None and not decision.turns
        if decision.verdict in {Verdict.SAME, Verdict.FIRST, Verdict.VERSION} and is_settled:
            self.page = self.newer
        return decision

    def _remember(self, rendition: Rendition) -> None:
        said = rendition.extraction
        self.memory = replace(
            self.memory,
            basis=rendition.text,
            pointers=rendition.pointers,
            reader=rendition.reader,
            places=said.places,
            share_headline=said.share_headline,
            date_modified=said.date_modified,
        )

    def older_page(self) -> PageText | None:
        return self.page

    def newer_page(self) -> PageText | None:
        return self.newer

    def read_older(self) -> Rendition | None:
        return self.reread

    def read_waiting(self) -> Rendition | None:
        return self.waiting

    def count_earlier(self, text_hash: str) -> int:
        return self.hashes.count(text_hash)


def story(*paragraphs: str, **fields: object) -> Extraction:
    return Extraction(**{"headline": "Bridge stays shut", "paragraphs": paragraphs or STORY, **fields})  # type: ignore[arg-type]


def page_of(extraction: Extraction, *more: str, names: frozenset[int] = frozenset()) -> PageText:
    lines = (
        extraction.headline,
        extraction.standfirst,
        *extraction.byline,
        *(cell for line in extraction.paragraphs for cell in line.split(" | ")),
        *extraction.captions,
        *more,
    )
    return PageText(squeeze(" ".join(lines)), names)


def read_once(**fields: object) -> Life:
    life = Life()
    assert life.look(story(**fields)).verdict is Verdict.FIRST
    return life


def edited(place: int, old: str, new: str) -> tuple[str, ...]:
    assert old in STORY[place]
    return (*STORY[:place], STORY[place].replace(old, new), *STORY[place + 1 :])


def test_the_same_text_asks_for_nothing() -> None:
    life = read_once()
    assert life.look(story()) == Decision(Verdict.SAME)


@pytest.mark.parametrize(
    "after",
    [
        edited(1, "Two", "Four"),
        edited(0, "will stay", "will not stay"),
        edited(3, "“We have never had a winter like it,”", "We have never had a winter like it,"),
        STORY[:-1],
        (*STORY, "Correction: the bridge has three bearings, not two."),
        (STORY[1], STORY[0], *STORY[2:]),
    ],
)
def test_a_small_edit_is_told_when_a_second_look_sees_it_too_with_the_first_ones_time(
    after: tuple[str, ...],
) -> None:
    life = read_once()
    first = life.look(story(*after))
    assert (
        first.verdict is Verdict.PENDING
        and first.waiting is not None
        and first.waiting.wants is Wants.SECOND_LOOK
    )
    seen = life.now
    assert life.look(story(*after), minutes=1).verdict is Verdict.PENDING, "a cache may have answered"
    assert life.look(story(*after), minutes=10).verdict is Verdict.VERSION
    assert life.told == [(STORY, after, seen)]


def test_a_large_edit_of_a_healthy_page_is_told_at_once() -> None:
    life = read_once()
    assert life.look(story(*STORY, MORE)).verdict is Verdict.VERSION
    assert life.told == [(STORY, (*STORY, MORE), life.now)]


def test_a_large_edit_that_was_read_with_doubts_is_not() -> None:
    life = read_once()
    decision = life.look(story(*STORY, MORE, confidence=0.3))
    assert decision.verdict is Verdict.PENDING and "doubtful" in decision.smells


def test_a_line_that_our_reading_lost_while_the_page_still_says_it_is_no_edit() -> None:
    life = read_once()
    decision = life.look(story(*STORY[:2], STORY[3]), page=page_of(story()))
    assert decision.verdict is Verdict.SAME and decision.cause is Cause.READING
    assert life.look(story(*STORY[:2], STORY[3]), page=page_of(story())) == Decision(Verdict.SAME)
    assert life.told == []


def test_a_line_that_the_page_said_before_and_our_reading_found_only_now_is_no_edit() -> None:
    life = Life()
    life.look(story(), page=page_of(story(), "More on this story in our harbour pages."))
    after = story(*STORY, "More on this story in our harbour pages.")
    assert life.look(after).verdict is Verdict.SAME
    assert life.told == []


def test_a_real_edit_is_told_without_what_only_our_reading_did() -> None:
    life = Life()
    life.look(story(), page=page_of(story(), "Sign the visitors' book."))
    after = (*edited(1, "Two", "Four"), "Sign the visitors' book.")
    life.look(story(*after))
    assert life.look(story(*after)).verdict is Verdict.VERSION
    assert [(before, text) for before, text, _ in life.told] == [
        ((*STORY, "Sign the visitors' book."), after)
    ]


def test_a_sentence_that_comes_to_a_paragraph_or_goes_from_it_is_told_within_its_paragraph() -> None:
    more = f"{STORY[1]} A smith from the mainland will cast them."
    for old, new in ((STORY[1], more), (more, STORY[1])):
        life = Life()
        life.look(story(STORY[0], old, *STORY[2:]))
        for _ in range(2):
            life.look(story(STORY[0], new, *STORY[2:]))
        ((before, after, _since),) = life.told
        assert (before, after) == ((STORY[0], old, *STORY[2:]), (STORY[0], new, *STORY[2:]))


def test_a_paragraph_that_we_read_as_two_is_no_edit() -> None:
    joined, apart = story(f"{STORY[0]} {STORY[1]}", *STORY[2:]), story(*STORY)
    for first, second in ((joined, apart), (apart, joined)):
        life = Life()
        life.look(first)
        assert life.look(second).cause == Cause.READING
        assert not life.told


def test_a_line_that_stands_twice_on_the_page_and_goes_once_is_an_edit() -> None:
    life = Life()
    life.look(story(), page=page_of(story(), STORY[2]))
    after = story(*STORY[:2], STORY[3])
    life.look(after, page=page_of(after, STORY[2]))
    assert life.look(after, page=page_of(after, STORY[2])).verdict is Verdict.VERSION


def test_another_reader_has_the_older_page_read_again_first() -> None:
    life = read_once(extractor="old-1")
    life.reread = Rendition(story(*STORY, "Read now.", extractor="new-2"))
    decision = life.look(story(*STORY, "Read now.", extractor="new-2"))
    assert (decision.verdict, decision.cause) == (Verdict.SAME, Cause.EXTRACTOR)
    life = read_once(extractor="old-1", hints=1)
    life.reread = Rendition(story(*STORY, "Read now.", extractor="old-1", hints=2))
    after = story(*edited(1, "Two", "Four"), "Read now.", extractor="old-1", hints=2)
    life.look(after)
    step = life.look(after).steps[0]
    assert step.cause is Cause.HINTS and step.before is not None
    assert step.before.paragraphs == (*STORY, "Read now.")


def test_a_flicker_is_noted_with_both_texts_and_never_told() -> None:
    life = read_once()
    life.look(story(headline="Bridge shut: board blamed"))
    decision = life.look(story())
    assert decision.verdict is Verdict.SAME
    assert decision.flips == (Flip("headline", "Bridge stays shut", "Bridge shut: board blamed"),)
    assert life.told == []


def test_two_headlines_on_trial_are_one_variant_even_when_the_trial_ends_with_the_other() -> None:
    life = read_once(share_headline="Bridge stays shut")
    trial = story(headline="Bridge shut: board blamed", share_headline="Bridge stays shut")
    for _ in range(2):
        assert life.look(trial).verdict is Verdict.PENDING
        assert life.look(story(share_headline="Bridge stays shut")).verdict is Verdict.SAME
    for _ in range(10):
        assert life.look(trial).verdict is Verdict.SAME
    assert life.told == []
    decision = [life.look(trial, minutes=12 * 60) for _ in range(6)][-1]
    assert decision.verdict is Verdict.SAME and decision.cause is Cause.VARIANT
    assert life.look(trial) == Decision(Verdict.SAME)
    assert life.told == []


def test_a_headline_on_trial_that_was_back_between_begins_to_be_counted_anew_whatever_else_waits() -> None:
    life = read_once(share_headline="Bridge stays shut")
    trial = story(headline="Bridge shut: board blamed", share_headline="Bridge stays shut")
    life.look(trial)
    life.look(story(*STORY, "All is well at the bridge.", share_headline="Bridge stays shut"))
    since = life.now + timedelta(minutes=30)
    for _ in range(9):
        assert life.look(trial).verdict is Verdict.PENDING
    assert life.look(trial).verdict is Verdict.VERSION
    assert [moment for _, _, moment in life.told] == [since]


def test_a_passage_that_flipped_is_told_when_one_text_has_replaced_the_other_for_three_days() -> None:
    life = read_once()
    after = edited(1, "Two", "Four")
    for _ in range(2):
        life.look(story(*after))
        life.look(story())
    since = life.now + timedelta(minutes=30)
    for _ in range(11):
        assert life.look(story(*after)).verdict is Verdict.SAME
    assert life.told == []
    assert life.look(story(*after), minutes=3 * 24 * 60).verdict is Verdict.VERSION
    assert [moment for _, _, moment in life.told] == [since]


def test_an_edit_is_told_while_a_variant_flips_without_showing_the_flip() -> None:
    life = read_once(share_headline="Bridge stays shut")
    trial = {"headline": "Bridge shut: board blamed", "share_headline": "Bridge stays shut"}
    for _ in range(2):
        life.look(story(**trial))
        life.look(story(share_headline="Bridge stays shut"))
    after = edited(1, "Two", "Four")
    life.look(story(*after, **trial))
    decision = life.look(story(*after, **trial))
    (step,) = decision.steps
    assert step.cause is Cause.VARIANT and step.before is not None
    assert step.before.headline == step.rendition.text.headline == "Bridge shut: board blamed"
    assert step.before.paragraphs == STORY and step.rendition.text.paragraphs == after


def test_a_headline_that_changes_alone_has_to_stand_for_some_hours() -> None:
    life = read_once(share_headline="Bridge stays shut")
    other = story(headline="Bridge shut: board blamed", share_headline="Bridge stays shut")
    assert "alone" in life.look(other).smells
    seen = life.now
    for _ in range(8):
        assert life.look(other).verdict is Verdict.PENDING
    assert life.look(other).verdict is Verdict.VERSION
    assert [since for _, _, since in life.told] == [seen]


def test_a_headline_that_the_page_changes_everywhere_needs_one_second_look() -> None:
    life = read_once(share_headline="Bridge stays shut")
    other = story(headline="Bridge shut: board blamed", share_headline="Bridge shut: board blamed")
    life.look(other)
    assert life.look(other, minutes=5).verdict is Verdict.VERSION


def test_a_slot_that_is_filled_anew_at_every_look_is_no_edit() -> None:
    life = read_once()
    slots = ("Skates for less", "Win a weekend by the lake", "Our best soups", "Quiz of the week")
    for number, words in enumerate(slots):
        decision = life.look(story(*STORY[:2], words, *STORY[2:]))
        assert decision.verdict is (Verdict.SAME if number % 2 else Verdict.PENDING)
    assert life.told == []


def test_an_edit_beside_such_a_slot_is_told_alone() -> None:
    life = read_once()
    after = edited(3, "for years", "for twenty years")
    life.look(story(*after[:2], "Skates for less", *after[2:]))
    decision = life.look(story(*after[:2], "Win a weekend by the lake", *after[2:]))
    assert decision.verdict is Verdict.VERSION
    ((before, text, _),) = life.told
    assert set(before) ^ set(text) == {STORY[3], after[3]}


def test_a_story_that_grows_at_every_look_is_told_step_by_step() -> None:
    life = read_once()
    lines = list(STORY)
    for number in range(5):
        lines.append(f"At {number + 1} o'clock the tug passed the light.")
        life.look(story(*lines), minutes=15)
    assert [len(text) - len(before) for before, text, _ in life.told] == [1, 1, 1, 1]
    assert life.told[0][2] == NOON + timedelta(minutes=45)


def test_a_figure_that_is_new_at_every_look_is_told_now_and_then() -> None:
    life = read_once()
    for boats in range(3, 15):
        life.look(
            story(
                *STORY, f"By then {boats} boats had passed the island in tow of the tug, and none was lost."
            )
        )
    assert 2 <= len(life.told) <= 3
    assert life.told[0][2] == NOON + timedelta(minutes=150), "the look that saw these words"


def test_a_short_line_that_counts_at_every_look_is_no_edit_until_it_stands() -> None:
    life = read_once()
    life.look(story(*STORY, "7 boats wait."))
    life.look(story(*STORY, "7 boats wait."))
    assert len(life.told) == 1
    for boats in range(8, 30):
        life.look(story(*STORY, f"{boats} boats wait."))
    assert len(life.told) == 1
    for _ in range(3):
        life.look(story(*STORY, "30 boats wait."))
    assert len(life.told) == 2


def test_a_text_that_is_back_for_the_second_time_waits_a_day() -> None:
    life = read_once()
    other = story(*STORY, MORE)
    life.look(other)
    for _ in range(4):
        life.look(story(), minutes=61)
    for _ in range(4):
        life.look(other, minutes=61)
    decision = life.look(story())
    assert (decision.verdict, decision.smells[-1]) == (Verdict.REVERTED, "returns_again")
    for _ in range(2):
        assert life.look(story(), minutes=12 * 60).verdict is Verdict.REVERTED
    assert life.look(story(), minutes=60).verdict is Verdict.VERSION


def test_names_from_data_that_readers_never_saw_are_no_edit_when_the_data_goes() -> None:
    life = read_once(byline=("Odile Farr",), places=(("byline", "json-ld"),))
    assert life.look(story(byline=(), places=(("byline", ""),))).verdict is Verdict.SAME
    life = read_once(byline=("Odile Farr",), places=(("byline", "rel"),))
    assert (
        life.look(story(byline=(), places=(("byline", "rel"),)), page=page_of(story())).verdict
        is Verdict.PENDING
    )


@pytest.mark.parametrize("known", [("Odile Farr",), ()])
def test_an_author_readers_see_for_the_first_time_is_an_edit_though_the_data_goes_or_comes(
    known: tuple[str, ...],
) -> None:
    both = (*known, "Ivo Marsh")
    for then, now in (("json-ld", "class"), ("", "json-ld")):
        life = read_once(byline=known, places=(("byline", then),))
        after = story(byline=both, places=(("byline", now),))
        assert life.look(after).verdict is Verdict.PENDING
        # Who stands on the page before, or on neither, was only read otherwise.
        for older, newer in ((both, both), (known, known)):
            life = Life()
            life.look(story(byline=known, places=(("byline", then),)), page=page_of(story(byline=older)))
            assert life.look(after, page=page_of(story(byline=newer))).verdict is Verdict.SAME


def test_slots_in_other_places_at_every_look_are_no_edit_however_often() -> None:
    life = read_once()
    for number in range(12):
        slot = f"Teaser {number * 7919} of the week"
        life.look(story(*STORY[: number % 4], slot, *STORY[number % 4 :]))
    assert life.told == []


def test_a_new_template_around_the_same_article_is_no_edit() -> None:
    old, new = frozenset(range(40)), frozenset(range(100, 140))
    life = Life()
    life.look(
        story(captions=("The bridge on Monday.",)), page=page_of(story(), "The bridge on Monday.", names=old)
    )
    restyled = story(*(line.replace("“", '"').replace("”", '"') for line in STORY))
    assert life.look(restyled, page=page_of(restyled, names=new)).verdict is Verdict.SAME
    assert life.told == []


def test_an_edit_under_a_new_template_is_told() -> None:
    old, new = frozenset(range(40)), frozenset(range(100, 140))
    life = Life()
    life.look(story(), page=page_of(story(), names=old))
    after = story(*edited(1, "Two", "Four"))
    assert "template" in life.look(after, page=page_of(after, names=new)).smells
    assert life.look(after, page=page_of(after, names=new)).verdict is Verdict.VERSION


def test_what_a_page_is_back_with_is_told_at_once() -> None:
    life = read_once()
    life.memory = replace(life.memory, is_back=True)
    assert life.look(story(*edited(1, "Two", "Four"))).verdict is Verdict.VERSION


def test_lines_of_the_template_decide_nothing() -> None:
    with_line = Rendition(story(*STORY, "Updated 3 hours ago"), furniture=(4,))
    assert with_line.text == Rendition(story()).text


def test_a_page_says_its_words_and_the_names_of_its_template() -> None:
    page = read_page_text(
        b"<html><body class='front page-12'><p>One <b>wo</b>rd</p><script>no</script><ul id=list><li>a<li>b</ul>",
        url="https://gazette.example/",
    )
    assert page.squeezed == "Onewordab" and page.count("One word") == 1 and page.count("no") == 0
    assert len(page.names) == 3
    assert read_page_text(b"", url="https://gazette.example/") == PageText("")


def test_lines_around_the_article_in_one_template_only_are_no_edit_but_a_notice_is() -> None:
    old, new = frozenset(range(40)), frozenset(range(100, 140))
    life = Life()
    life.look(
        story(*STORY, "All letters go to the harbour office."),
        page=page_of(story(*STORY, "All letters go to the harbour office."), names=old),
    )
    assert life.look(story(), page=page_of(story(), names=new)).verdict is Verdict.SAME
    noticed = story("Correction: the bridge has three bearings.", *STORY)
    life.look(noticed, page=page_of(noticed, names=old))
    assert life.look(noticed, page=page_of(noticed, names=old)).verdict is Verdict.VERSION


# --- A publisher that would rather not be seen to edit --------------------------------------------------------


def shown(*paragraphs: str, headline: str = "Bridge stays shut", hidden: str = "") -> PageText:
    foot = f'<div class="more" style="display: none">{hidden}</div>' if hidden else ""
    return read_page_text(page(*paragraphs, headline=headline, foot=foot), url=URL)


def test_a_wording_that_stood_hidden_on_the_page_before_is_an_edit_once_it_is_shown() -> None:
    life, new = Life(), edited(0, "Friday", "Easter")
    life.look(story(), page=shown(*STORY, hidden=new[0]))
    for _ in range(2):
        life.look(story(*new), page=shown(*new, hidden=STORY[0]))
    assert [told[:2] for told in life.told] == [(STORY, new)]


def test_a_paragraph_that_is_hidden_is_gone() -> None:
    life = Life()
    life.look(story(), page=shown(*STORY))
    for _ in range(2):
        life.look(story(*STORY[:3]), page=shown(*STORY[:3], hidden=STORY[3]))
    assert [told[:2] for told in life.told] == [(STORY, STORY[:3])]


@pytest.mark.parametrize("field", ["headline", "byline"])
def test_a_field_that_is_edited_as_it_is_taken_off_the_page_is_an_edit(field: str) -> None:
    life = Life()
    old = story(headline="Bridge stays shut", byline=("Ina Marsh",), places=((field, "h1"),))
    new = replace(old, **{field: {"headline": "Bridge open", "byline": ("Ned Pell",)}[field]})
    life.look(old, page=shown(*STORY, "By Ina Marsh"))
    for _ in range(3):
        life.look(replace(new, places=((field, "json-ld"),)), minutes=90, page=shown(*STORY, headline="News"))
    assert len(life.told) == 1


@pytest.mark.parametrize("stated", ["Bridge shut", "Bridge stays shut"])
def test_a_heading_that_goes_while_data_say_what_they_said_is_no_edit(stated: str) -> None:
    life = Life()
    life.look(story(share_headline="Bridge shut", places=(("headline", "h1"),)), page=shown(*STORY))
    other = story(headline="Bridge shut", share_headline=stated, places=(("headline", "json-ld"),))
    assert life.look(other, page=shown(*STORY, headline="News")).verdict is Verdict.SAME


def test_another_template_may_show_what_the_one_before_hid() -> None:
    life = Life()
    first, then = (
        replace(shown(STORY[0], *STORY[2:], hidden=STORY[1]), names=frozenset(range(40))),
        replace(shown(*STORY), names=frozenset(range(40, 80))),
    )
    life.look(story(STORY[0], *STORY[2:]), page=first)
    assert life.look(story(), page=then).verdict is Verdict.SAME

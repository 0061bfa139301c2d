"""Who finds what in which queue, in which order, and how one goes from one change to the next."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone

from tests import noise
from tests.builders import NOON, make_article, make_change, make_editor, make_gone, make_source, make_version
from tests.reviews import bring_to, step
from trackers.desk.backlog import measure_backlog
from trackers.desk.errors import DeskError
from trackers.desk.explaining import find_explained
from trackers.desk.order import line_up
from trackers.desk.preferences import set_preference
from trackers.desk.queues import QUEUES, find_queue, queues_for
from trackers.desk.setting import set_desk
from trackers.desk.steps import Step
from trackers.models import Change, Description, Review, ReviewState

pytestmark = pytest.mark.django_db


def keys(code: str, user: User, *, now=None) -> list[int]:
    """The changes of a queue, in its order, by their keys."""
    (queue,) = [queue for queue in QUEUES if queue.code == code]
    rows = queue.chosen(user, now=now or timezone.now())
    return list(rows.order_by(*queue.order).values_list("pk", flat=True))


def describe(change: Change, **columns) -> Change:
    Description.objects.filter(change=change).update(**columns)
    return change


def test_each_queue_holds_exactly_its_own() -> None:
    cast = {role: make_editor(role) for role in ("analyst", "editor", "standards_lead")}
    analyst, editor = cast["analyst"], cast["editor"]
    figure = make_change()
    told = describe(make_change(), disclosure="correction")
    headline = make_change(old={"headline": "Old words"}, new={"headline": "New words"})
    describe(headline, kinds=["headline"], rank=40, disclosure="correction")
    notice = describe(
        make_change(old=["A pike."], new=["An eel."]),
        kinds=["correction_notice"],
        rank=60,
        disclosure="correction",
    )
    slight = describe(make_change(old=["A hen."], new=["A cock."]), kinds=["typo"], rank=2, disclosure="none")
    gone = make_gone(make_change(make_article()).article)
    step(Change.objects.get(article=gone.article_id, nature="edit"), Step.DISMISS, actor=analyst)
    at = {
        state: bring_to(state, cast=cast)
        for state in (
            ReviewState.IN_REVIEW, ReviewState.DISMISSED, ReviewState.SNOOZED, ReviewState.ANNOTATED,
            ReviewState.SECOND_READ, ReviewState.RETURNED, ReviewState.APPROVED, ReviewState.PUBLISHED,
            ReviewState.AMENDED, ReviewState.RETRACTED,
        )
    }  # fmt: skip

    def holds(code: str, user: User) -> set[int]:
        return set(keys(code, user))

    new = {change.pk for change in (told, headline, notice, slight, gone)}
    # The figure says the same as nothing else that is new but for the told one, which is newer.
    assert holds("triage", analyst) == new and figure.pk not in new
    assert holds("undisclosed", analyst) == {figure.pk}
    assert holds("headlines", analyst) == {headline.pk}
    assert holds("notices", analyst) == {notice.pk}
    assert holds("absences", analyst) == {gone.pk}
    in_hand = (
        ReviewState.IN_REVIEW, ReviewState.ANNOTATED, ReviewState.SECOND_READ, ReviewState.RETURNED,
        ReviewState.APPROVED,
    )  # fmt: skip
    assert holds("mine", analyst) == {at[state].pk for state in in_hand}
    assert holds("mine", editor) == set()
    assert holds("returned", analyst) == {at[ReviewState.RETURNED].pk}
    assert holds("returned", editor) == set()
    assert holds("second-read", editor) == {at[ReviewState.SECOND_READ].pk}
    assert holds("approved", editor) == {at[ReviewState.APPROVED].pk}
    assert holds("published", editor) == {
        at[state].pk for state in (ReviewState.PUBLISHED, ReviewState.AMENDED, ReviewState.RETRACTED)
    }
    assert holds("stale", editor) == set()
    assert set(keys("stale", editor, now=timezone.now() + timedelta(minutes=31))) == {
        at[ReviewState.IN_REVIEW].pk
    }
    assert holds("lowered-sample", analyst) == set()


def test_a_change_is_undisclosed_an_hour_after_it_was_seen() -> None:
    change, analyst = make_change(), make_editor("analyst")
    assert keys("undisclosed", analyst, now=change.seen_new_at + timedelta(minutes=59)) == []
    assert keys("undisclosed", analyst, now=change.seen_new_at + timedelta(minutes=61)) == [change.pk]
    describe(change, disclosure="timestamp")
    assert keys("undisclosed", analyst) == [change.pk]
    describe(change, disclosure="correction")
    assert keys("undisclosed", analyst) == []


def test_the_same_change_of_many_articles_stands_in_triage_once_and_none_is_lost() -> None:
    analyst = make_editor("analyst")
    same = [make_change() for _ in range(3)]
    elsewhere = make_change(old=["Twelve cows were counted."], new=["Forty cows were counted."])
    assert keys("triage", analyst) == [elsewhere.pk, same[2].pk]
    assert len(set(Description.objects.values_list("sameness", flat=True))) == 2
    step(same[2], Step.DISMISS, actor=analyst)
    assert keys("triage", analyst) == [elsewhere.pk, same[1].pk]
    step(same[0], Step.CLAIM, actor=analyst)
    assert keys("triage", analyst) == [elsewhere.pk, same[1].pk]


def test_a_long_change_is_the_same_whatever_stands_around_it_and_a_page_that_went_is_like_no_other() -> None:
    line = "This newspaper is read every day by people who live between the two rivers and the sea."
    for around in ("The mill turns.", "The lock is shut."):
        make_change(old=[around, "It rained."], new=[around, line])
    assert len(set(Description.objects.values_list("sameness", flat=True))) == 1
    gone = [make_gone(change.article) for change in Change.objects.all()]
    assert {change.description.sameness for change in gone} == {None}
    assert {change.pk for change in gone} <= set(keys("triage", make_editor("analyst")))


def test_the_second_read_of_what_is_grave_is_somebody_elses_unless_the_desk_is_one_person() -> None:
    editor = make_editor()
    grave, light = (
        bring_to(ReviewState.SECOND_READ, cast={"analyst": editor}, significance=n) for n in (3, 2)
    )
    assert keys("second-read", editor) == [light.pk]
    assert keys("second-read", make_editor()) == [grave.pk, light.pk]
    set_desk(actor=None, lone_editor=True, reason="There is nobody else.")
    assert keys("second-read", editor) == [grave.pk, light.pk]


def test_the_sample_of_what_was_lowered_is_the_same_for_everybody_and_holds_the_first_of_a_new_rule() -> None:
    rule = noise.in_force()
    old = [noise.make_clock() for _ in range(3)]
    assert set(Description.objects.filter(lowered_by=rule).values_list("change", flat=True)) == {
        c.pk for c in old
    }
    # Seen long before the rule was in force: in the sample by chance alone.
    analyst, by_chance = make_editor("analyst"), [change.pk for change in old if _is_drawn(change.pk)]
    assert sorted(keys("lowered-sample", analyst)) == by_chance
    Change.objects.filter(pk=old[0].pk).update(
        seen_old_at=timezone.now(), seen_new_at=timezone.now() + timedelta(seconds=1)
    )
    assert set(keys("lowered-sample", analyst)) == {old[0].pk, *by_chance}
    step(old[0], Step.DISMISS, actor=analyst)
    assert old[0].pk not in keys("lowered-sample", analyst)


def _is_drawn(key: int) -> bool:
    return hashlib.md5(str(key).encode(), usedforsecurity=False).hexdigest()[:4] < "051f"


def test_two_in_a_hundred_keys_are_drawn() -> None:
    assert 0.018 < sum(_is_drawn(key) for key in range(20_000)) / 20_000 < 0.022


def test_whoever_reads_along_has_no_queue_of_her_own_and_whoever_sees_no_changes_has_none() -> None:
    reader = make_editor("outsider")
    assert queues_for(reader) == [] and find_queue("triage", user=reader) is None
    reader.groups.set(Group.objects.filter(name="Reader"))
    reader = User.objects.get(pk=reader.pk)
    codes = {queue.code for queue in queues_for(reader)}
    assert "triage" in codes and not codes & {"mine", "returned", "second-read", "approved", "stale"}
    assert {queue.code for queue in queues_for(make_editor())} == {queue.code for queue in QUEUES}


def test_one_walks_through_a_queue_from_any_place_and_ends_where_nothing_is_left() -> None:
    analyst = make_editor("analyst")
    ranks = {
        rank: describe(make_change(old=[f"{rank} eels."], new=[f"{rank} cod."]), rank=rank)
        for rank in (9, 5, 7)
    }
    triage = find_queue("triage", user=analyst)
    assert triage is not None

    def around(change: Change) -> tuple[int | None, int | None]:
        line = line_up(triage, user=analyst, now=timezone.now())
        place = line.place_of(change)
        before, after = line.before(place), line.after(place)
        return before and before.pk, after and after.pk

    assert around(ranks[9]) == (None, ranks[7].pk)
    assert around(ranks[7]) == (ranks[9].pk, ranks[5].pk)
    assert around(ranks[5]) == (ranks[7].pk, ranks[9].pk)
    step(ranks[7], Step.DISMISS, actor=analyst)
    assert around(ranks[7]) == (ranks[9].pk, ranks[5].pk)
    for rank in (9, 5):
        step(ranks[rank], Step.DISMISS, actor=analyst)
    assert around(ranks[5]) == (None, None)


def test_my_own_papers_and_sections_stand_first_and_everything_else_still_comes() -> None:
    analyst, now = make_editor("analyst"), NOON + timedelta(hours=2)
    own_paper = make_source()
    low = describe(make_change(make_article(own_paper), old=["A lamb."], new=["A ram."]), rank=1)
    article = make_article()
    make_version(article, paragraphs=["A boat."], section="sPort")
    sport = describe(make_change(article, new={"paragraphs": ["A ship."], "section": "sPort"}), rank=2)
    high = describe(make_change(old=["A hen."], new=["A cock."]), rank=90)
    triage = find_queue("triage", user=analyst)
    assert triage is not None

    def walk() -> list[int]:
        line = line_up(triage, user=analyst, now=now)
        return [
            key for part in line.parts for key in part.order_by(*triage.order).values_list("pk", flat=True)
        ]

    assert walk() == [high.pk, sport.pk, low.pk]
    set_preference(analyst, sources=[own_paper], sections=["Sport", " ", "sport"])
    assert walk() == [sport.pk, low.pk, high.pk]
    line = line_up(triage, user=analyst, now=now)
    assert (line.after(line.place_of(low)), line.before(line.place_of(high))) == (high, low)
    set_preference(analyst, sources=[], sections=[])
    assert walk() == [high.pk, sport.pk, low.pk]
    with pytest.raises(DeskError, match="At most 20 sections"):
        set_preference(analyst, sources=[], sections=[f"Part {n}" for n in range(21)])
    with pytest.raises(DeskError, match="at most 80 characters"):
        set_preference(analyst, sources=[], sections=["x" * 81])


def test_the_backlog_is_as_old_as_half_and_nine_tenths_of_what_is_new() -> None:
    assert measure_backlog(now=NOON).count == 0
    article = make_article()
    for number in range(11):
        make_change(article, new=[f"{number} people were rescued."])
    describe(Change.objects.earliest("pk"), rank=3)
    changes = list(Change.objects.order_by("-pk"))
    backlog = measure_backlog(now=NOON + timedelta(days=1))
    assert backlog.count == 10
    assert (backlog.half, backlog.most) == tuple(
        NOON + timedelta(days=1) - changes[n].seen_new_at for n in (4, 8)
    )


def test_a_notice_is_put_beside_the_earlier_change_whose_words_it_repeats() -> None:
    article = make_article()
    named = make_change(article, old=["Twelve sailed."], new=["Forty sailed."])
    make_change(article, new=["Forty sailed. The mayor did not come."])
    notice = make_change(
        article,
        new=["Forty sailed. The mayor did not come.", "Correction: an earlier version said twelve sailed."],
    )
    rows = Change.objects.select_related("description").filter(pk=notice.pk)
    assert "correction_notice" in notice.description.kinds
    assert {key: change.pk for key, change in find_explained(rows).items()} == {notice.pk: named.pk}
    alone = Change.objects.select_related("description").filter(pk=named.pk)
    assert find_explained(alone) == {}


def test_a_claim_that_ran_out_is_stale_until_the_clock_comes() -> None:
    change = bring_to(ReviewState.IN_REVIEW)
    Review.objects.update(claimed_until=timezone.now())
    assert keys("stale", make_editor("analyst")) == [change.pk]

"""Whatever is tried in whatever order: no illegal state, no lost event, and never fewer than four eyes."""

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.builders import make_change, make_editor
from tests.reviews import say, step
from trackers.desk.errors import DeskError
from trackers.desk.review import review_of
from trackers.desk.setting import set_desk
from trackers.desk.steps import TERMS, Step
from trackers.models import Annotation, Desk, Publication, ReviewEvent, ReviewState

CAST = ("analyst", "editor", "standards_lead", "editor", "outsider")
WORKERS = CAST[:-1]
CAUSES = ("", "fact.number", "quote.removed", "int.notice_only")
MOVES = st.tuples(
    st.sampled_from(list(Step)),
    st.integers(0, len(CAST) - 1),
    st.integers(0, 4),
    st.integers(0, 3),
    st.sampled_from([0, 0, 0, 0, 1]),
)


class Walks(TestCase):
    """Hypothesis undoes each example's rows by a class of Django's."""

    @settings(max_examples=15, deadline=None)
    @given(st.lists(MOVES, min_size=8, max_size=24), st.booleans(), st.sampled_from([0, 120]))
    def test_random_walks_reach_no_illegal_state_and_lose_no_event(
        self, moves, lone: bool, delay: int
    ) -> None:
        with transaction.atomic():
            set_desk(actor=None, lone_editor=lone, delay=delay, reason="As it is.")
            change, people = make_change(), [make_editor(role) for role in CAST]
            events, editions = ReviewEvent.objects.count(), 0
            for which, who, significance, note, lag in moves:
                before = review_of(change)
                words = say(f"Words {note}.", significance=significance, cause=CAUSES[note])
                try:
                    with transaction.atomic():
                        given = {"words": words} if which in {Step.ANNOTATE, Step.AMEND} else {}
                        review = step(
                            change, which, actor=people[who], lock=max(0, before.lock - lag), **given
                        )
                except DeskError:
                    now = review_of(change)
                    assert (now.state, now.lock) == (before.state, before.lock)
                else:
                    rule = TERMS[which]
                    if review.lock != before.lock:
                        events += 1
                        assert ReviewState(before.state) in rule.froms
                        assert ReviewState(review.state) in rule.to
                        assert CAST[who] != "outsider"
                        editions += which in {Step.PUBLISH, Step.AMEND, Step.RETRACT}
                    else:
                        assert review.state == before.state
                assert ReviewEvent.objects.count() == events
                assert Publication.objects.count() == editions
                self.hold(change)

    def hold(self, change) -> None:
        """What is true of a change at every moment."""
        review = review_of(change)
        public = Annotation.objects.filter(change=change, state="published")
        # Nobody is shown what was called back, and nothing is seen before its time.
        assert not Publication.objects.out().filter(recall__isnull=False).exists()
        assert public.count() <= 1
        drafts = Annotation.objects.filter(change=change, state="draft")
        assert drafts.count() <= 1
        if review.state in {"published", "amended"}:
            assert public.get() == review.annotation and not drafts.exists()
        if review.state in {"new", "in_review", "snoozed", "dismissed", "retracted"}:
            assert not public.exists()
        row = public.first()
        if row is not None:
            kept = Publication.objects.filter(uuid=row.uuid, recall__isnull=True)
            newest = kept.order_by("-edition").first()
            facets = (newest.public_note, newest.significance, newest.cause)
            assert facets == (row.public_note, row.significance, row.cause)
            if row.significance >= 3 and not Desk.objects.standing().lone_editor:
                assert row.approver_account is not None and row.approver_account not in row.writers


@pytest.mark.django_db
def test_every_state_is_reached_and_left_by_some_step():
    reached = {state for rule in TERMS.values() for state in rule.to}
    left = {state for rule in TERMS.values() for state in rule.froms}
    assert reached == set(ReviewState) == left

"""What an editor decided about an incident is carried out article by article, and nothing waits for ever."""

from datetime import timedelta

import pytest

from tests.incidents import LINE, Newsroom
from trackers.models import Article, Change, HeldState, Incident, IncidentArticle, IncidentState, Rereading
from trackers.pipeline.sightings import MANY, WITHIN
from trackers.pipeline.verdicts import LEFT_BEHIND, RELEASE_AFTER, carry_out, tend_incidents

pytestmark = pytest.mark.django_db


def hold(room: Newsroom, *, count: int = 3) -> Incident:
    """An incident that holds so many texts."""
    for article in room.publish(MANY - 1 + count):
        room.see_line(article)
    return Incident.objects.get()


def decide(incident: Incident, state: IncidentState, room: Newsroom) -> None:
    Incident.objects.filter(pk=incident.pk).update(state=state, decided_at=room.now)


def states(incident: Incident) -> list[str]:
    return list(incident.articles.order_by("seen_at", "pk").values_list("state", flat=True))


def held(incident: Incident) -> list[IncidentArticle]:
    return list(incident.articles.held())


def test_real_edits_become_changes_with_the_window_of_their_first_look() -> None:
    room = Newsroom()
    incident = hold(room)
    rows = held(incident)
    decide(incident, IncidentState.REAL, room)
    room.forward(hours=20)
    carried = carry_out(incident.pk, now=room.now)
    assert (carried.settled, carried.failed) == (3, 0)
    assert states(incident) == [HeldState.RELEASED] * 3
    for row in incident.articles.select_related("change__to_version", "change__description"):
        assert row.change is not None
        first = next(known for known in rows if known.pk == row.pk)
        assert row.change.seen_new_at == row.change.to_version.observed_at == first.seen_at
        assert row.change.announced_at == room.now
        assert row.change.description.added == LINE
        article = Article.objects.get(pk=row.article_id)
        assert (article.waiting_for, article.waiting_snapshot) == ("", None)


def test_real_edits_are_recorded_oldest_look_first() -> None:
    room = Newsroom()
    incident = hold(room)
    decide(incident, IncidentState.REAL, room)
    carry_out(incident.pk, now=room.now)
    seen = [row.seen_at for row in incident.articles.order_by("change_id")]
    assert seen == sorted(seen)


def test_a_template_makes_technical_re_readings_and_no_change() -> None:
    room = Newsroom()
    incident = hold(room)
    before = Change.objects.count()
    decide(incident, IncidentState.TEMPLATE, room)
    assert carry_out(incident.pk, now=room.now).settled == 3
    assert states(incident) == [HeldState.ABSORBED] * 3
    assert Change.objects.count() == before
    assert set(Rereading.objects.values_list("reason", flat=True)) == {"template"}
    for row in incident.articles.all():
        assert Article.objects.get(pk=row.article_id).basis is not None


def test_a_broken_reading_settles_nothing() -> None:
    room = Newsroom()
    incident = hold(room)
    decide(incident, IncidentState.BROKEN, room)
    assert carry_out(incident.pk, now=room.now).settled == 0
    assert len(held(incident)) == 3


def test_an_article_that_says_something_else_by_now_is_left_as_it_is() -> None:
    room = Newsroom()
    incident = hold(room)
    first = held(incident)[0]
    Article.objects.filter(pk=first.article_id).update(
        waiting_for="", waiting_hash="", waiting_looks=0, waiting_since=None, waiting_snapshot=None
    )
    before = Change.objects.filter(article=first.article_id).count()
    decide(incident, IncidentState.REAL, room)
    carry_out(incident.pk, now=room.now)
    assert states(incident) == [HeldState.LEFT, HeldState.RELEASED, HeldState.RELEASED]
    assert Change.objects.filter(article=first.article_id).count() == before


def test_a_response_that_is_not_kept_any_more_is_let_go_with_a_sentence() -> None:
    room = Newsroom()
    incident = hold(room, count=1)
    row = held(incident)[0]
    assert row.snapshot is not None
    row.snapshot.sha256 = "0" * 64
    row.snapshot.save()
    decide(incident, IncidentState.REAL, room)
    carry_out(incident.pk, now=room.now)
    row.refresh_from_db()
    assert row.state == HeldState.LEFT
    assert row.detail == "The stored response is not kept any more; the next look decides."
    assert Article.objects.get(pk=row.article_id).waiting_for == ""


def test_one_article_that_cannot_be_settled_holds_no_other_up_and_is_tried_again() -> None:
    room = Newsroom()
    incident = hold(room)
    first = held(incident)[0]
    version = Article.objects.get(pk=first.article_id).latest_version
    assert version is not None
    # A number that is taken: recording it fails.
    Article.objects.filter(pk=first.article_id).update(version_count=0, latest_version=None)
    decide(incident, IncidentState.REAL, room)
    carried = carry_out(incident.pk, now=room.now)
    assert (carried.settled, carried.failed) == (2, 1)
    assert states(incident) == [HeldState.HELD, HeldState.RELEASED, HeldState.RELEASED]
    first.refresh_from_db()
    assert first.detail == "Something went wrong on our side; the log says what."
    Article.objects.filter(pk=first.article_id).update(version_count=1, latest_version=version)
    assert carry_out(incident.pk, now=room.now).settled == 1


def test_settling_twice_is_settling_once() -> None:
    room = Newsroom()
    incident = hold(room)
    decide(incident, IncidentState.REAL, room)
    assert carry_out(incident.pk, now=room.now, limit=1).settled == 1
    assert carry_out(incident.pk, now=room.now).settled == 2
    assert carry_out(incident.pk, now=room.now).settled == 0
    assert Change.objects.filter(article__incidents__incident=incident).count() == 3


def test_a_tick_goes_on_with_what_a_dead_worker_left() -> None:
    room = Newsroom()
    incident = hold(room)
    decide(incident, IncidentState.TEMPLATE, room)
    assert tend_incidents(now=room.now, limit=100) == 0, "its own job is at it"
    room.forward(seconds=LEFT_BEHIND.total_seconds() + 1)
    assert tend_incidents(now=room.now, limit=2) == 2
    assert tend_incidents(now=room.now, limit=2) == 1


def test_what_nobody_decides_is_recorded_after_three_days() -> None:
    room = Newsroom()
    incident = hold(room)
    first = held(incident)[0].seen_at
    room.now = incident.opened_at + RELEASE_AFTER
    assert tend_incidents(now=room.now, limit=100) == 0
    room.forward(minutes=1)
    assert tend_incidents(now=room.now, limit=100) == 3
    incident.refresh_from_db()
    assert (incident.state, incident.reason) == (IncidentState.CLOSED, "Released because nobody decided.")
    assert incident.articles.order_by("seen_at")[0].change.seen_new_at == first  # type: ignore[union-attr]


def test_a_broken_reading_is_not_released() -> None:
    room = Newsroom()
    incident = hold(room)
    decide(incident, IncidentState.BROKEN, room)
    room.forward(days=30)
    assert tend_incidents(now=room.now, limit=100) == 0
    assert Incident.objects.get().state == IncidentState.BROKEN


def test_changes_that_were_recorded_before_the_incident_was_known_are_listed_and_stand() -> None:
    room = Newsroom()
    incident = hold(room, count=1)
    other = room.publish(1)[0]
    room.see(other, ["An edit of another sort.", *room.paragraphs(other)])
    tend_incidents(now=room.now, limit=100)
    earlier = incident.articles.filter(state=HeldState.EARLIER)
    assert {row.article_id for row in earlier} == {article.pk for article in room.articles[: MANY - 1]}
    for row in earlier:
        assert row.change == Change.objects.get(article=row.article_id)
        assert row.added == LINE
    tend_incidents(now=room.now, limit=100)
    assert incident.articles.count() == MANY


def test_an_incident_that_holds_nothing_any_more_is_over_after_some_hours() -> None:
    room = Newsroom()
    incident = hold(room, count=1)
    room.see(incident.articles.get().article)
    tend_incidents(now=room.now, limit=100)
    incident.refresh_from_db()
    assert incident.state == IncidentState.OPEN
    room.forward(seconds=WITHIN.total_seconds())
    tend_incidents(now=room.now, limit=100)
    incident.refresh_from_db()
    assert (incident.state, incident.reason) == (IncidentState.CLOSED, "No article shows it any more.")


def test_collapses_of_single_articles_are_joined_when_they_turn_out_to_be_many() -> None:
    room = Newsroom()
    for article in room.publish(MANY):
        room.see(article, ["Subscribe to read on."], confidence=0.3)
    assert Incident.objects.count() == MANY
    tend_incidents(now=room.now, limit=100)
    many = Incident.objects.get(nature="alike")
    assert len(held(many)) == MANY
    assert set(Incident.objects.exclude(pk=many.pk).values_list("state", flat=True)) == {IncidentState.CLOSED}
    decide(many, IncidentState.TEMPLATE, room)
    assert carry_out(many.pk, now=room.now + timedelta(hours=1)).settled == MANY

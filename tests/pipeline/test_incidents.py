"""What many articles of one publisher show alike waits for an editor, and nothing else does."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.builders import make_source
from tests.incidents import LINE, SUBJECTS, Newsroom
from trackers.models import (
    Article,
    Change,
    HeldState,
    Incident,
    IncidentArticle,
    IncidentNature,
    IncidentState,
    SignSighting,
)
from trackers.pipeline.incidents import DOUBTFUL, INCIDENT_LOCKS, OTHERS_STAND, Held, Step, Verdict, weigh
from trackers.pipeline.sightings import MANY, PLENTY, WITHIN, forget_sightings

pytestmark = pytest.mark.django_db


def states(incident: Incident) -> dict[int, str]:
    return dict(IncidentArticle.objects.filter(incident=incident).values_list("article", "state"))


def decide(incident: Incident, state: IncidentState, room: Newsroom) -> None:
    Incident.objects.filter(pk=incident.pk).update(state=state, decided_at=room.now)


def open_incident(room: Newsroom, *, more: int = 0) -> Incident:
    """Let one line come into as many articles as are many, and some more."""
    for article in room.publish(MANY + more):
        room.see_line(article)
    return Incident.objects.get()


def test_the_fifth_article_with_the_same_new_line_opens_an_incident_and_waits() -> None:
    room = Newsroom()
    articles = room.publish(MANY)
    assert [room.see_line(article) for article in articles[:-1]] == [None] * (MANY - 1)
    assert not Incident.objects.exists()
    held = room.see_line(articles[-1])
    assert held is not None
    assert held.verdict == Verdict.HOLD
    incident = Incident.objects.get()
    assert (incident.source, incident.nature, incident.state) == (room.source, "alike", "open")
    row = incident.articles.get()
    assert (row.article, row.state, row.seen_at) == (articles[-1], HeldState.HELD, room.now)
    assert row.snapshot == Article.objects.get(pk=articles[-1].pk).waiting_snapshot
    assert (row.removed, row.added) == ("", LINE)
    (sign,) = incident.signs.all()
    assert sign.words == "The same line came into the body."
    assert sign.sample == LINE


def test_further_articles_join_the_incident() -> None:
    room = Newsroom()
    incident = open_incident(room, more=3)
    assert len(states(incident)) == 4
    assert Incident.objects.get().last_seen_at > incident.opened_at


def test_the_same_look_again_changes_nothing_and_keeps_the_first_looks_time() -> None:
    room = Newsroom()
    incident = open_incident(room)
    row = incident.articles.get()
    assert room.see_line(row.article) is not None
    again = incident.articles.get()
    assert (again.seen_at, again.snapshot_id) == (row.seen_at, row.snapshot_id)


def test_a_real_edit_beside_the_new_line_is_recorded_at_once() -> None:
    room = Newsroom()
    incident = open_incident(room)
    (article,) = room.publish(1)
    said = room.paragraphs(article)
    assert room.see(article, ["Twelve people were hurt.", *said[:3], LINE, *said[3:]]) is None
    assert article.pk not in states(incident)
    assert Change.objects.filter(article=article).exists()


def test_a_held_text_that_is_really_edited_meanwhile_leaves_the_incident() -> None:
    room = Newsroom()
    incident = open_incident(room)
    article = incident.articles.get().article
    said = room.paragraphs(article)
    assert room.see(article, [*said[:3], LINE, *said[3:-1], "Forty people were hurt."]) is None
    assert states(incident) == {article.pk: HeldState.LEFT}


def test_a_held_text_that_is_taken_back_leaves_the_incident() -> None:
    room = Newsroom()
    incident = open_incident(room)
    article = incident.articles.get().article
    assert room.see(article) is None
    assert states(incident) == {article.pk: HeldState.LEFT}


def test_other_publishers_do_not_count() -> None:
    rooms = [Newsroom(source=make_source()) for _ in range(MANY)]
    for room in rooms:
        (article,) = room.publish(1)
        assert room.see_line(article) is None
    assert not Incident.objects.exists()


def test_articles_that_change_alike_over_days_are_no_incident() -> None:
    room = Newsroom()
    for article in room.publish(MANY + 1):
        assert room.see_line(article) is None
        room.forward(hours=2)


def test_five_among_many_that_differ_are_not_many() -> None:
    room = Newsroom()
    articles = room.publish(12)
    filler = [
        SignSighting(source=room.source, article=make, key="", at=room.now)
        for make in (Newsroom(source=room.source).publish(12) + Newsroom(source=room.source).publish(12))
    ]
    SignSighting.objects.bulk_create(filler)
    held = [room.see_line(article) for article in articles]
    # Of 25 and more that differ a fifth is more than five; ten with word for word the same are many in any case.
    assert [one is not None for one in held].index(True) in range(MANY, PLENTY)


def test_ordinary_edits_of_many_articles_are_no_incident() -> None:
    room = Newsroom()
    for number, article in enumerate(room.publish(12)):
        said, news = room.paragraphs(article), f"The {number}th keeper of this house resigned last night."
        edits = [[*said, news], [*said[:2], news, *said[2:]], [*said[:4], news, *said[5:]]]
        assert room.see(article, edits[number % 3]) is None
    assert not Incident.objects.exists()


def test_one_paragraph_more_at_the_end_is_many_only_where_most_articles_show_it() -> None:
    room = Newsroom()
    held = [
        room.see(
            article, [*room.paragraphs(article), f"Its author has lived beside the {subject} for years."]
        )
        for subject, article in zip(SUBJECTS, room.publish(PLENTY + 1), strict=False)
    ]
    assert [one is not None for one in held] == [False] * (PLENTY - 1) + [True] * 2


def test_a_line_that_many_show_explains_nothing_where_each_differs_otherwise_as_well() -> None:
    room = Newsroom()
    for number, article in enumerate(room.publish(8)):
        said = room.paragraphs(article)
        assert (
            room.see(article, [LINE, *said[:-1], f"Report number {number} ends here, unlike others."]) is None
        )
    assert not Incident.objects.exists(), "there is nothing to hold"


def test_all_that_a_redesign_does_is_one_incident() -> None:
    room = Newsroom()
    for article in room.publish(8):
        said = room.paragraphs(article)
        room.see(
            article, ["Share this", *said[:3], LINE, *said[3:]], headline=f"News of {article.pk} | Gazette"
        )
    incident = Incident.objects.get()
    assert len(states(incident)) == 4
    assert {sign.kind for sign in incident.signs.all()} == {"came", "affix"}


def test_a_long_text_that_a_doubtful_reading_shows_short_is_an_incident_of_its_own() -> None:
    room = Newsroom()
    first, second = room.publish(2)
    held = room.see(first, ["Only a line is left."], confidence=DOUBTFUL - 0.1)
    assert held is not None
    assert held.incident.nature == IncidentNature.COLLAPSE
    assert room.see(first, ["Only a line is left."], confidence=DOUBTFUL - 0.1) == held
    other = room.see(second, ["Nothing else is here."], confidence=DOUBTFUL - 0.1)
    assert other is not None
    assert other.incident != held.incident


def test_a_long_text_that_a_sure_reading_shows_short_is_the_publishers_act() -> None:
    room = Newsroom()
    first, second = room.publish(2)
    room.see(first, ["Only a line is left."], confidence=DOUBTFUL - 0.1)
    assert room.see(second, ["Withdrawn by the editor."], confidence=1.0) is None
    assert Change.objects.filter(article=second).exists()


def test_many_long_texts_that_are_suddenly_short_are_held_however_sure_the_reading() -> None:
    room = Newsroom()
    held = [room.see(article, ["Subscribe to read on."]) for article in room.publish(MANY + 1)]
    assert held[: MANY - 1] == [None] * (MANY - 1)
    assert all(held[MANY - 1 :])
    assert Incident.objects.get().nature == IncidentNature.ALIKE


def test_a_template_that_was_decided_is_taken_in_without_asking_again() -> None:
    room = Newsroom()
    incident = open_incident(room)
    decide(incident, IncidentState.TEMPLATE, room)
    (article,) = room.publish(1)
    room.forward(days=20)
    held = room.see_line(article)
    assert held is not None
    assert held.verdict == Verdict.ABSORB
    assert states(incident)[article.pk] == HeldState.ABSORBED
    assert not Change.objects.filter(article=article).exists()
    assert room.see_line(article) is None, "it is compared with the new basis now"


def test_a_field_that_many_lost_is_taken_in_only_where_nobody_looked_meanwhile() -> None:
    room = Newsroom()
    articles = room.publish(MANY + 2)
    cut = {article.pk: room.paragraphs(article)[:6] for article in articles}
    for article in articles[:MANY]:
        room.see(article, cut[article.pk])
    incident = Incident.objects.get()
    decide(incident, IncidentState.TEMPLATE, room)
    unseen, seen = articles[MANY:]
    room.forward(hours=1)
    assert room.see(seen) is None, "looked at after the decision, as it was"
    room.forward(days=1)
    assert room.see(seen, cut[seen.pk]) is None
    assert Change.objects.filter(article=seen).exists(), "that cut is the publisher's"
    held = room.see(unseen, cut[unseen.pk])
    assert held is not None
    assert held.verdict == Verdict.ABSORB


def test_what_was_decided_to_be_real_is_recorded_and_opens_no_other_incident() -> None:
    room = Newsroom()
    decide(open_incident(room), IncidentState.REAL, room)
    for article in room.publish(6):
        assert room.see_line(article) is None
    assert Incident.objects.count() == 1


def test_what_was_real_once_is_asked_again_after_a_week() -> None:
    room = Newsroom()
    decide(open_incident(room), IncidentState.REAL, room)
    room.forward(seconds=OTHERS_STAND.total_seconds())
    for article in room.publish(MANY):
        room.see_line(article)
    assert Incident.objects.filter(state=IncidentState.OPEN).count() == 1


def test_a_broken_reading_goes_on_holding_those_who_come_later() -> None:
    room = Newsroom()
    incident = open_incident(room)
    decide(incident, IncidentState.BROKEN, room)
    (article,) = room.publish(1)
    held = room.see_line(article)
    assert held is not None
    assert (held.incident, held.verdict) == (incident, Verdict.HOLD)


def test_sightings_are_forgotten_when_they_count_no_more() -> None:
    room = Newsroom()
    (article,) = room.publish(1)
    room.see_line(article)
    assert SignSighting.objects.count() == 2
    assert forget_sightings(now=room.now + WITHIN - timedelta(seconds=1)) == 0
    assert forget_sightings(now=room.now + WITHIN) == 2


def test_a_look_at_which_nothing_is_shared_costs_four_statements() -> None:
    room = Newsroom()
    (article,) = room.publish(1)
    snapshot = article.latest_version.snapshot
    text = article.latest_version.text
    step = Step(text, replace(text, headline="Another headline altogether"))
    with CaptureQueriesContext(connection) as asked:
        assert weigh(article, step, snapshot=snapshot, now=room.now) is None
    assert len(asked) == 4


@pytest.mark.django_db(transaction=True)
def test_two_looks_that_pass_the_threshold_at_once_open_one_incident() -> None:
    room = Newsroom()
    articles = room.publish(MANY + 1)
    for article in articles[: MANY - 1]:
        room.see_line(article)
    first, second = articles[MANY - 1 :]
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            weighed = weigh_line(room, first)
            waiting = pool.submit(weigh_line_apart, room, second)
            while not is_somebody_waiting():
                assert not waiting.done(), waiting.result()
        other = waiting.result()
    assert weighed is not None
    assert weighed == other
    assert Incident.objects.get().articles.count() == 2


def weigh_line(room: Newsroom, article: Article) -> Held | None:
    version = article.latest_version
    assert version is not None
    said = version.text.paragraphs
    step = Step(version.text, replace(version.text, paragraphs=(*said[:3], LINE, *said[3:])))
    return weigh(article, step, snapshot=version.snapshot, now=room.now)


def weigh_line_apart(room: Newsroom, article: Article) -> Held | None:
    try:
        with transaction.atomic():
            return weigh_line(room, article)
    finally:
        connection.close()


def is_somebody_waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND NOT granted)",
            [INCIDENT_LOCKS],
        )
        return bool(cursor.fetchone()[0])

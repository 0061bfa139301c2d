"""Incidents in the admin: on the first page, in their list, on a page of their own, decided by those who may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.admin.asking import Visitor, enter, page_of, run_jobs, text_of
from tests.builders import NOON, make_source
from tests.incidents import LINE, Newsroom
from trackers.models import Article, Change, HeldState, Incident, IncidentState, ReviewEvent
from trackers.pipeline.sightings import MANY
from trackers.pipeline.verdicts import tend_incidents

pytestmark = pytest.mark.django_db

LIST = "/admin/trackers/incident/"


def hold(room: Newsroom, *, count: int = 3) -> Incident:
    for article in room.publish(MANY - 1 + count):
        room.see_line(article)
    tend_incidents(now=room.now, limit=100)
    return Incident.objects.get(source=room.source)


def page(incident: Incident) -> str:
    return f"{LIST}{incident.pk}/change/"


def confirm(incident: Incident, decision: str) -> str:
    return f"{LIST}{incident.pk}/decide/{decision}/"


def counted(visitor: Visitor, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert visitor.get(path).status_code == 200
    return len(asked)


def test_the_first_page_says_which_incidents_hold_texts() -> None:
    incident = hold(Newsroom())
    shown = text_of(enter("operator").get("/admin/"))
    assert "Texts that wait for an editor" in shown
    assert f"{incident.source.name}: many articles changed alike, waits for a decision; 3 texts held" in shown
    assert LINE in shown


def test_the_first_page_says_nothing_where_nothing_waits() -> None:
    room = Newsroom()
    Incident.objects.filter(pk=hold(room).pk).update(state=IncidentState.REAL, decided_at=room.now)
    incident = Incident.objects.get()
    incident.articles.update(state=HeldState.RELEASED)
    assert "Texts that wait" not in text_of(enter("operator").get("/admin/"))


def test_a_decided_incident_that_still_holds_texts_stays_on_the_first_page() -> None:
    room = Newsroom()
    Incident.objects.filter(pk=hold(room).pk).update(state=IncidentState.REAL, decided_at=room.now)
    assert "3 texts held" in text_of(enter("operator").get("/admin/"))


def test_the_list_shows_what_waits_first() -> None:
    Incident.objects.create(
        source=make_source(),
        nature="alike",
        state="closed",
        opened_at=NOON,
        last_seen_at=NOON,
        decided_at=NOON,
    )
    incident = hold(Newsroom())
    Incident.objects.create(
        source=make_source(),
        nature="collapse",
        state="real",
        opened_at=NOON,
        last_seen_at=NOON,
        decided_at=NOON,
    )
    rows = page_of(enter("operator").get(LIST)).xpath("//table[@id='result_list']/tbody/tr")
    cells = [" ".join(cell.text_content().split()) for cell in rows[0]]
    assert cells[:5] == [
        f"The same line came into the body. {LINE}",
        incident.source.name,
        "many articles changed alike",
        "waits for a decision",
        f"3 of {MANY + 2}",
    ]
    assert len(rows) == 3


@pytest.mark.parametrize("query", ["?state__exact=open", "?nature__exact=alike"])
def test_the_list_can_be_narrowed(query: str) -> None:
    hold(Newsroom())
    visitor = enter("operator")
    assert len(page_of(visitor.get(f"{LIST}{query}")).xpath("//table[@id='result_list']/tbody/tr")) == 1


def test_the_page_shows_what_changed_alike_with_samples_and_every_article() -> None:
    incident = hold(Newsroom())
    response = enter("operator").get(page(incident))
    shown = text_of(response)
    assert "The same line came into the body." in shown
    assert "3 texts wait." in shown
    assert "Waits for the decision: 3" in shown
    assert "Recorded before the incident was known: 4" in shown
    rows = page_of(response).xpath("//section[h2='Samples']//tbody/tr")
    assert len(rows) == MANY + 2
    assert all(LINE in row.text_content() for row in rows)
    links = page_of(response).xpath("//section[h2='Articles']//a/@href")
    assert sum("/article/" in link for link in links) == MANY + 2
    assert sum("/change/" in link.removesuffix("/change/") for link in links) == MANY - 1


def test_deciding_is_confirmed_with_what_will_happen_and_asks_for_a_reason() -> None:
    incident, visitor = hold(Newsroom()), enter("operator")
    shown = text_of(visitor.get(confirm(incident, "real")))
    assert "This will happen to 3 texts that wait:" in shown
    assert "cannot be undone" in shown
    refused = visitor.post(confirm(incident, "real"), {"reason": "  "})
    assert "This field is required." in text_of(refused)
    assert Incident.objects.get().state == IncidentState.OPEN


def test_an_editor_decides_and_sees_the_articles_settled() -> None:
    incident, visitor = hold(Newsroom()), enter("editor", extra=("view_incident", "decide_incident"))
    response = visitor.post(confirm(incident, "real"), {"reason": "An agency's background."})
    assert response["Location"] == page(incident)
    waiting = visitor.get(page(incident))
    assert "Waiting for a worker." in text_of(waiting)
    assert waiting["Refresh"]
    assert not page_of(waiting).xpath("//section[@id='decide']")
    run_jobs()
    done = visitor.get(page(incident))
    assert "Refresh" not in done
    assert "3 articles settled." in text_of(done)
    assert f"Settled: {MANY + 2} of {MANY + 2}." in text_of(done)
    assert incident.articles.filter(state=HeldState.RELEASED).count() == 3
    assert Change.objects.filter(article__incidents__state=HeldState.RELEASED).count() == 3
    assert ReviewEvent.objects.get().reason == "An agency's background."
    assert "decided about an incident" in text_of(done)


def test_a_template_is_settled_without_a_change() -> None:
    incident, visitor = hold(Newsroom()), enter("operator")
    before = Change.objects.count()
    visitor.post(confirm(incident, "template"), {"reason": "A new foot."})
    run_jobs()
    assert Change.objects.count() == before
    assert Article.objects.filter(basis__isnull=False).count() == 3


def test_what_is_broken_goes_on_waiting_and_can_be_decided_again() -> None:
    incident, visitor = hold(Newsroom()), enter("operator")
    visitor.post(confirm(incident, "broken"), {"reason": "Their new pages."})
    response = visitor.get(page(incident))
    assert "Our reading broke." in text_of(response)
    assert "3 texts wait." in text_of(response)
    assert len(page_of(response).xpath("//section[@id='decide']//a")) == 2
    assert "our reading broke" in text_of(visitor.get("/admin/"))


def test_the_second_of_two_editors_gets_a_sentence() -> None:
    incident, first, second = hold(Newsroom()), enter("operator"), enter("operator")
    first.post(confirm(incident, "template"), {"reason": "A new foot."})
    second.post(confirm(incident, "real"), {"reason": "News."})
    assert f"{first.user.username} has decided about this incident already" in second.messages().lower()
    assert ReviewEvent.objects.count() == 1


@pytest.mark.parametrize("role", ["outsider", "analyst", "source_manager"])
def test_others_neither_see_nor_decide(role: str) -> None:
    incident, visitor = hold(Newsroom()), enter(role)
    for path in (LIST, page(incident), confirm(incident, "real")):
        assert visitor.get(path).status_code == 403
    assert visitor.post(confirm(incident, "real"), {"reason": "News."}).status_code == 403
    assert "Texts that wait" not in text_of(visitor.get("/admin/"))
    assert Incident.objects.get().state == IncidentState.OPEN


def test_whoever_may_only_see_finds_no_buttons() -> None:
    incident, visitor = hold(Newsroom()), enter("analyst", extra=("view_incident",))
    assert not page_of(visitor.get(page(incident))).xpath("//section[@id='decide']")
    assert visitor.post(confirm(incident, "real"), {"reason": "News."}).status_code == 403


@pytest.mark.parametrize(
    "path", ["0/change/", "x/change/", "99999999999999999999/change/", "0/decide/real/", "1/decide/x/"]
)
def test_what_is_not_there_is_not_found(path: str) -> None:
    assert enter("operator").get(f"{LIST}{path}").status_code == 404


def test_a_page_costs_the_same_however_many_articles_there_are() -> None:
    few, many = Newsroom(), Newsroom()
    small, large, visitor = hold(few, count=1), hold(many, count=8), enter("operator")
    visitor.get(LIST)
    assert counted(visitor, page(small)) == counted(visitor, page(large)) <= 12
    before = counted(visitor, LIST)
    third = Newsroom()
    hold(third, count=1)
    assert counted(visitor, LIST) == before
    assert counted(visitor, "/admin/") <= 31

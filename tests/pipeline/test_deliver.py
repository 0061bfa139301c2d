"""Editions go to the named addresses as feeds tell them: signed, again until taken, and never what is hidden."""

import base64
import hashlib
import hmac
import json
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests.builders import make_change, make_editor
from tests.reviews import make_published
from tests.web.loopback import AGENT, PUBLIC, Conversation, Names, Network, Server
from tests.web.test_tls import trusting_the_tests
from trackers.desk.deliveries import send_again
from trackers.desk.errors import DeskError, NotAllowedError
from trackers.desk.exposure import Grounds
from trackers.desk.publications import freeze
from trackers.desk.withholding import withhold_passage
from trackers.feeds.items import write_event
from trackers.hooks import send_one, tick_webhooks
from trackers.models import (
    Annotation,
    Article,
    Change,
    Delivery,
    DeliveryState,
    Desk,
    DropReason,
    EditionNature,
    Exposure,
    Recall,
    Webhook,
)
from trackers.pipeline.deliver import (
    Sender,
    claim_due,
    drop_unnamed,
    forget_deliveries,
    note_new,
    send_delivery,
)
from trackers.web.answers import Limits
from trackers.web.post import post
from trackers.web.webhooks import Webhooks

pytestmark = pytest.mark.django_db

KEY = b"sentinel-key-of-thirty-two-bytes"
SECRET = "whsec_" + base64.b64encode(KEY).decode()
URL = "https://news.example/hooks/sentinel-path"
HOOKS = Webhooks({"desk": {"url": URL, "secret": SECRET}})


def tell(change: Change | None = None, note: str = "Twelve became forty.") -> Annotation:
    """An entry that readers see from now on."""
    return make_published(change or make_change(), public_note=note, significance=2)


def follow(note: Annotation, nature: EditionNature, *, reason: str) -> None:
    """A further edition of an entry, that readers see from now on."""
    freeze(note, nature, now=timezone.now(), reason=reason)


class Receiver:
    """What the named address was sent, and how it answers."""

    def __init__(self) -> None:
        self.status, self.headers = "200 OK", {}
        self.server = Server(self.talk, certificate="good.pem")
        reach = partial(
            post,
            agent=AGENT,
            limits=Limits(connect=2.0, read=2.0, total=4.0),
            resolver=Names({"news.example": [PUBLIC]}),
            connect=Network({(PUBLIC, 443): self.server}),
            tls=trusting_the_tests(),
        )
        self.sender = Sender(HOOKS, reach)

    def talk(self, said: Conversation) -> None:
        said.answer(b"<b>never read</b>", status=self.status, **self.headers)

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [json.loads(request.body) for request in self.server.requests]

    def tick(self, now: datetime) -> list[bool]:
        """What the clock does once: note, claim, send."""
        note_new(HOOKS, now=now)
        return [
            send_delivery(key, write=write_event, sender=self.sender, now=now) for key in claim_due(now=now)
        ]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """An address that takes everything, named before anything was published."""
    Webhook.objects.create(name="desk", since=timezone.now() - timedelta(minutes=1))
    kept = Receiver()
    with kept.server:
        yield kept


def only() -> Delivery:
    return Delivery.objects.select_related("webhook").get()


def test_what_readers_are_told_is_sent_once_signed_and_as_the_feed_has_it(receiver: Receiver) -> None:
    change = tell().change
    now = timezone.now()
    assert receiver.tick(now) == [True]
    assert receiver.tick(now + timedelta(hours=1)) == []

    (message,), (request,) = receiver.messages, receiver.server.requests
    (item,) = Client().get("/feeds/annotated.json").json()["items"]
    assert message["type"] == "entry.published"
    assert message["data"]["item"] == item
    edition = change.publications.get()
    assert message["data"]["record_url"] == settings.PUBLIC_URL + edition.get_absolute_url()
    assert datetime.fromisoformat(message["timestamp"]) == edition.public_at
    assert request.headers["content-type"] == "application/json"
    signed = (
        f"{request.headers['webhook-id']}.{request.headers['webhook-timestamp']}.".encode() + request.body
    )
    digest = base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
    assert request.headers["webhook-signature"] == f"v1,{digest}"
    assert int(request.headers["webhook-timestamp"]) == int(now.timestamp())
    row = only()
    assert (row.state, row.attempts, row.status, row.next_at) == (DeliveryState.DELIVERED, 1, 200, None)
    assert row.webhook.succeeded_at == now


def test_nothing_is_sent_before_readers_see_it_and_nothing_from_before_the_address_was_named(
    receiver: Receiver,
) -> None:
    tell()
    Webhook.objects.update(since=timezone.now())
    Recall.objects.create(publication=tell().publications.get())
    waiting = Annotation.objects.create(change=make_change(), author_name="R. Editor")
    Desk.objects.update(delay=60)
    freeze(waiting, EditionNature.FIRST, now=timezone.now())

    assert receiver.tick(timezone.now()) == []
    assert receiver.messages == []


def test_an_amendment_and_a_retraction_are_sent_as_what_they_are_and_quote_nothing_taken_back(
    receiver: Receiver,
) -> None:
    note = tell(note="A quokka was miscounted.")
    now = timezone.now()
    receiver.tick(now)
    follow(note, EditionNature.AMENDMENT, reason="The figure was wrong.")
    receiver.tick(timezone.now())
    follow(note, EditionNature.RETRACTION, reason="All of it was.")
    receiver.tick(timezone.now())

    assert [each["type"] for each in receiver.messages] == [
        "entry.published",
        "entry.amended",
        "entry.retracted",
    ]
    ids = [request.headers["webhook-id"] for request in receiver.server.requests]
    assert len(set(ids)) == 3 and "." not in "".join(ids)
    items = [each["data"]["item"] for each in receiver.messages]
    assert len({item["id"] for item in items}) == 1
    assert "The figure was wrong." in items[1]["content_html"]
    assert "All of it was." in items[2]["content_html"]
    assert "quokka" not in json.dumps(items[2])


def test_what_was_overtaken_or_hidden_while_it_waited_is_not_sent(receiver: Receiver) -> None:
    first, hidden = tell(), tell(note="A quokka.").change
    note_new(HOOKS, now=timezone.now())
    follow(first, EditionNature.RETRACTION, reason="It was wrong.")
    Article.objects.filter(changes=hidden).update(exposure=Exposure.WITHHELD, exposure_reason="court")
    receiver.tick(timezone.now())

    assert [each["type"] for each in receiver.messages] == ["entry.retracted"]
    dropped = Delivery.objects.filter(state=DeliveryState.DROPPED)
    assert {row.publication.change_id: row.problem for row in dropped} == {
        first.change_id: DropReason.SUPERSEDED,
        hidden.pk: DropReason.NOT_PUBLIC,
    }


def test_no_word_of_a_withheld_passage_or_a_private_publisher_leaves(receiver: Receiver) -> None:
    change = make_change(
        old=["A quokka sat quietly here."], new=["A quokka sat quietly here.", "The lock is shut."]
    )
    tell(change, note="They say that a quokka sat quietly here.")
    private = tell().change
    private.article.source.public_text = "private"
    private.article.source.save()
    withhold_passage(
        Article.objects.get(pk=change.article_id),
        words="a quokka sat quietly",
        grounds=Grounds(reason="court"),
        actor=None,
    )
    receiver.tick(timezone.now())

    (request,) = receiver.server.requests
    assert b"[withheld]" in request.body
    assert b"quokka" not in request.body.lower()


def test_a_failed_message_is_sent_again_with_growing_waits_for_two_days_and_then_given_up(
    receiver: Receiver, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    settings.WEBHOOKS = HOOKS
    tell()
    receiver.status = "500 Oh no"
    begun = now = timezone.now()
    waits = []
    receiver.tick(now)
    while (row := only()).next_at is not None:
        waits.append(row.next_at - now)
        now = row.next_at
        assert len(waits) < 20
        receiver.tick(now)

    assert waits == sorted(waits) and waits[0] == timedelta(minutes=1)
    assert timedelta(hours=24) < now - begun <= timedelta(days=2)
    assert (row.state, row.status, row.problem) == (DeliveryState.GIVEN_UP, 500, "status")
    assert row.attempts == len(receiver.server.requests) == len(waits) + 1
    assert row.webhook.failing_since == begun
    # The same id at each attempt, another time.
    assert len({request.headers["webhook-id"] for request in receiver.server.requests}) == 1
    assert len({request.headers["webhook-timestamp"] for request in receiver.server.requests}) == row.attempts
    assert f"delivery_failed delivery={row.pk}" in caplog.text

    Webhook.objects.update(failing_since=now - timedelta(days=2, hours=2))
    burns = logged_in().get("/admin/").content.decode()
    assert "has taken nothing since" in burns and "was given up in the last week" in burns
    assert "has taken nothing" not in logged_in("editor").get("/admin/").content.decode()

    receiver.status = "204 No Content"
    with pytest.raises(NotAllowedError):
        send_again(row, actor=make_editor("editor"), now=now)
    page = logged_in().post(
        "/admin/trackers/delivery/",
        {"action": "send_selected_again", "_selected_action": [str(row.pk)]},
        follow=True,
    )
    assert "1 sent again." in page.content.decode()
    assert receiver.tick(now + timedelta(minutes=1)) == [True]
    assert only().webhook.failing_since is None


def logged_in(role: str = "operator") -> Client:
    client = Client()
    client.force_login(make_editor(role))
    return client


def test_who_says_gone_is_not_asked_again_and_who_asks_for_time_gets_it(receiver: Receiver) -> None:
    tell()
    now = timezone.now()
    receiver.status, receiver.headers = "429 Slow down", {"retry_after": "7200"}
    receiver.tick(now)
    assert only().next_at == now + timedelta(hours=2)
    tell()
    assert receiver.tick(now + timedelta(hours=1)) == []

    receiver.status, receiver.headers = "410 Gone", {}
    receiver.tick(now + timedelta(hours=3))
    assert Delivery.objects.filter(state=DeliveryState.GIVEN_UP, status=410).count() == 1


def test_an_address_that_fails_is_tried_with_one_message_a_minute(receiver: Receiver) -> None:
    for _ in range(3):
        tell()
    receiver.status = "503 Not now"
    now = timezone.now()
    receiver.tick(now)
    for seconds in (5, 10, 20):
        assert claim_due(now=now + timedelta(seconds=seconds)) == []
    later = now + timedelta(minutes=2)
    assert len(claim_due(now=later)) == 1
    assert claim_due(now=later + timedelta(seconds=5)) == []


def test_a_mistake_of_ours_in_one_entry_is_a_failed_attempt_like_any_other(
    receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    def trip(_edition: int) -> bytes:
        raise ZeroDivisionError("of ours")

    tell()
    now = timezone.now()
    note_new(HOOKS, now=now)
    (key,) = claim_due(now=now)
    assert not send_delivery(key, write=trip, sender=receiver.sender, now=now)
    assert (only().problem, only().attempts) == ("fault", 1)
    assert only().next_at == now + timedelta(minutes=1)
    assert "error=ZeroDivisionError" in caplog.text and receiver.messages == []


def test_what_the_guard_refuses_is_a_failure_in_words_and_no_secret_stands_anywhere(
    receiver: Receiver, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    settings.WEBHOOKS = HOOKS
    tell()
    inside = partial(post, agent=AGENT, resolver=Names({"news.example": ["10.77.66.55"]}), connect=Network())
    now = timezone.now()
    note_new(HOOKS, now=now)
    for key in claim_due(now=now):
        assert not send_delivery(key, write=write_event, sender=Sender(HOOKS, inside), now=now)
    row = only()
    assert (row.problem, row.status) == ("refused_address", None)
    assert "Our address guard" in row.detail

    client = logged_in()
    pages = [
        client.get(path).content.decode()
        for path in (
            "/admin/",
            "/admin/trackers/delivery/",
            f"/admin/trackers/delivery/{row.pk}/change/",
            "/admin/trackers/delivery/?state__exact=waiting",
        )
    ]
    assert "refused_address" in pages[1] and "news.example" in pages[1] and "desk" in pages[1]
    for said in (*pages, caplog.text, str(Delivery.objects.values()), str(Webhook.objects.values())):
        for hidden in ("sentinel", SECRET, base64.b64encode(KEY).decode(), "10.77.66.55"):
            assert hidden not in said


def test_an_address_that_is_named_no_longer_is_sent_nothing_and_what_ended_is_erased_in_time(
    receiver: Receiver,
) -> None:
    tell()
    now = timezone.now()
    note_new(HOOKS, now=now)
    other = Webhooks({"other": {"url": URL, "secret": SECRET}})
    assert not send_delivery(
        only().pk, write=write_event, sender=Sender(other, receiver.sender.post), now=now
    )
    assert (only().state, only().problem) == (DeliveryState.DROPPED, DropReason.NOT_NAMED)
    Delivery.objects.update(state=DeliveryState.WAITING, next_at=now)
    assert drop_unnamed(HOOKS) == 0
    assert drop_unnamed(other) == 1
    assert receiver.messages == []
    with pytest.raises(DeskError, match="do not name"):
        send_again(only(), actor=None, now=now)

    assert forget_deliveries(now=now + timedelta(days=29)) == 0
    assert forget_deliveries(now=now + timedelta(days=31)) == 1
    # What was erased is not taken for new.
    assert note_new(HOOKS, now=now + timedelta(days=31)) == 0


def test_the_tick_does_nothing_where_no_address_is_named_and_hands_on_ids_where_one_is(settings: Any) -> None:
    change = tell().change
    assert tick_webhooks() == 0
    assert not Webhook.objects.exists()

    peer = Server(lambda said: said.answer())
    settings.FETCH_ALLOWED_PEERS = frozenset({f"127.0.0.1:{peer.port}"})
    settings.WEBHOOKS = Webhooks(
        {"own": {"url": f"http://127.0.0.1:{peer.port}/", "secret": SECRET}},
        allowed_peers=settings.FETCH_ALLOWED_PEERS,
    )
    Webhook.objects.create(name="own", since=timezone.now() - timedelta(minutes=5))
    assert tick_webhooks() == 1
    with peer:
        assert send_one(only().pk)
        assert not send_one(only().pk)
    assert json.loads(peer.requests[0].body)["data"]["item"]["url"].endswith(change.get_absolute_url())

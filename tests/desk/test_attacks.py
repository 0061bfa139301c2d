"""What somebody tries who means ill, or presses at the wrong moment: each of these once did something it must not."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.builders import make_article, make_change, make_editor, make_source, make_version
from tests.reviews import bring_to, say, show_at_once, step
from trackers.desk.articles import withhold_article
from trackers.desk.coding import draw_sample
from trackers.desk.digests import claim_due, keep_digest, send_digest
from trackers.desk.errors import DeskError, NotAllowedError
from trackers.desk.exposure import Grounds, release_source, withhold_source
from trackers.desk.findings import gather
from trackers.desk.mail import make_mail
from trackers.desk.setting import set_desk
from trackers.desk.steps import Step
from trackers.desk.withholding import withhold_passage, withhold_version
from trackers.models import (
    MACHINES,
    Change,
    Digest,
    Label,
    Publication,
    ReviewState,
    Variant,
    Version,
    VersionWords,
)
from trackers.pipeline.check import finish_change
from trackers.pipeline.index import index_first_version

pytestmark = pytest.mark.django_db


def test_what_no_reader_has_seen_is_not_retracted_though_it_was_amended_meanwhile():
    cast = {}
    change = bring_to(ReviewState.PUBLISHED, delay=120, cast=cast, significance=1)
    step(change, Step.AMEND, actor=cast["editor"], words=say("Thirteen became forty.", significance=1))

    with pytest.raises(DeskError):
        step(change, Step.RETRACT, actor=make_editor("standards_lead"))
    assert not Publication.objects.newest().exists()


def test_an_amendment_that_waits_is_called_back_by_a_retraction_and_tells_nobody_its_words():
    cast = {}
    change = bring_to(ReviewState.PUBLISHED, cast=cast, significance=1)
    show_at_once(delay=120)
    step(change, Step.AMEND, actor=cast["editor"], words=say("A hasty word.", significance=1))

    step(change, Step.RETRACT, actor=make_editor("standards_lead"))

    assert not Publication.objects.waiting().exists()
    assert Publication.objects.newest().get().public_note != "A hasty word."


def test_the_page_of_an_entry_is_gone_with_a_version_that_is_withheld():
    change = bring_to(ReviewState.PUBLISHED)
    entry = Publication.objects.get()
    assert Client().get(entry.get_absolute_url()).status_code == 200

    withhold_version(change.to_version, grounds=Grounds("privacy"), actor=make_editor())

    answer = Client().get(entry.get_absolute_url())
    assert answer.status_code == 410 and entry.public_note not in answer.content.decode()


def test_a_digest_that_stands_already_is_refused_in_words(settings):
    settings.EMAIL_HOST = "mail.example"
    owner = make_editor()
    owner.email = "ada@newsroom.example"
    owner.save()
    keep_digest(Digest(owner=owner, queue="triage"), now=timezone.now())
    with pytest.raises(DeskError):
        keep_digest(Digest(owner=owner, queue="triage"), now=timezone.now())
    client = Client()
    client.force_login(owner)
    answer = client.post(
        "/admin/trackers/digest/add/", {"queue": "triage", "query": "", "hour": 7, "zone": "UTC"}
    )
    assert answer.status_code == 200


def test_the_publication_of_an_unannounced_change_has_no_page():
    change = bring_to(ReviewState.PUBLISHED)
    Change.objects.filter(pk=change.pk).update(announced_at=None)
    assert Client().get(Publication.objects.get().get_absolute_url()).status_code == 404


@pytest.mark.parametrize("whole", [True, False])
def test_a_mail_holds_nothing_of_an_article_or_a_version_that_is_withheld(settings, whole):
    settings.EMAIL_HOST = "mail.example"
    owner = make_editor()
    owner.email = "ada@newsroom.example"
    owner.save()
    change = make_change(
        old={"headline": "Quokka seen", "paragraphs": ["A quokka was seen at noon."]},
        new={"headline": "Numbat seen", "paragraphs": ["A numbat was seen at noon."]},
    )
    now = timezone.now()
    digest = keep_digest(Digest(owner=owner, queue="triage"), now=now - timedelta(days=10000))
    grounds, lead = Grounds("privacy"), make_editor()
    if whole:
        withhold_article(change.article, reason="privacy", actor=lead)
    else:
        withhold_version(change.to_version, grounds=grounds, actor=lead)
    digest.refresh_from_db()

    found = gather(digest, until=now, now=now)
    mail = make_mail(digest, found, token="x")

    said = f"{mail.body} {mail.alternatives[0][0]}".lower()
    assert "quokka" not in said and "numbat" not in said and f"/{change.pk}/" in said


def test_an_amendment_is_not_seen_before_what_it_amends_and_called_back_alone():
    cast = {}
    change = bring_to(ReviewState.PUBLISHED, delay=3600, cast=cast, significance=1)
    show_at_once(delay=0)
    step(change, Step.AMEND, actor=cast["editor"], words=say("Better.", significance=1))

    assert not Publication.objects.out().exists()
    step(change, Step.RECALL, actor=cast["editor"])
    assert [edition.nature for edition in Publication.objects.waiting()] == ["first"]


def test_nothing_is_called_back_in_the_second_in_which_readers_see_it():
    cast = {}
    change = bring_to(ReviewState.PUBLISHED, delay=1, cast=cast)
    with pytest.raises(DeskError):
        step(change, Step.RECALL, actor=cast["editor"])


def test_a_program_neither_waives_the_second_reader_nor_shows_a_publisher_again():
    robot = make_editor("operator")
    robot.groups.add(Group.objects.get(name=MACHINES))
    with pytest.raises(NotAllowedError):
        set_desk(actor=robot, reason="Why not.", lone_editor=True)
    source = make_source()
    for act in (
        lambda: withhold_source(source, reason="privacy", actor=robot),
        lambda: release_source(source, actor=robot),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_a_passage_that_is_withheld_while_a_text_is_being_indexed_is_not_found():
    article = make_article()
    version = make_version(article, paragraphs=["A quokka was seen at noon."])
    loaded = Version.objects.select_related("article__source").get(pk=version.pk)

    withhold_passage(article, words="quokka was seen", grounds=Grounds("privacy"), actor=make_editor())
    index_first_version(loaded)

    assert "quokka" not in str(VersionWords.objects.get(version=version).words)


def test_an_article_is_held_while_its_change_is_described():
    change = make_change()
    with CaptureQueriesContext(connection) as asked:
        finish_change(change.pk, now=timezone.now())
    assert any('FOR UPDATE OF "trackers_article"' in query["sql"] for query in asked)


def test_a_retracted_entry_repeats_no_label_in_a_feed():
    label = Label.objects.create(code="invented-test", name="Invented quotation")
    change = bring_to(ReviewState.RETRACTED, labels=(label,))

    feed = Client().get("/feeds/annotated.atom").content.decode()

    assert "Retracted" in feed and str(Publication.objects.get(nature="first").uuid) in feed
    assert "Invented quotation" not in feed, change


def test_an_address_that_no_mail_can_bear_is_given_up_after_a_while(settings):
    settings.EMAIL_HOST = "mail.example"
    owner = make_editor()
    owner.email = "ada@newsroom.example"
    owner.save()
    make_change()
    now = timezone.now()
    digest = keep_digest(Digest(owner=owner, queue="triage"), now=now - timedelta(days=10000))
    type(owner).objects.update(email="ada@newsroom.example\nBcc: eve@example.net")

    assert claim_due(now=now, limit=1) == [digest.pk]
    assert send_digest(digest.pk, now=now) is False

    digest.refresh_from_db()
    assert digest.failures == 1 and digest.problem


def test_a_label_that_only_a_publisher_nobody_sees_bears_has_no_feed():
    label = Label.objects.create(code="unmet-test", name="Unmet")
    article = make_article(make_source(public_text="private"))
    bring_to(ReviewState.PUBLISHED, change=make_change(article), labels=(label,))

    assert Client().get("/feeds/labels/unmet-test.atom").status_code == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("trackers/publication/?public_note__regex=(", 400),
        ("trackers/change/?seen_new_at__year=999999", 400),
        ("trackers/change/?seen_new_at__date__year=0", 400),
        ("trackers/change/?id__range=1", 400),
        ("trackers/annotation/?kinds=x", 400),
        ("trackers/article/?interval__gt=x", 400),
        ("trackers/sheetexport/?body=x", 400),
        ("trackers/change/?%00=1", 400),
        ("auth/user/?last_login__iso_year=-1", 400),
        ("auth/group/?name=%00", 400),
        ("trackers/change/?seen_new_at__gte=2026-01-01T00:00Z&article__source__id__exact=1", 200),
        ("auth/user/?is_staff__exact=1&groups__id__exact=1", 200),
        ("trackers/article/add/?source=%00", 200),
        ("autocomplete/?app_label=trackers&model_name=article&field_name=source&term=a%00", 200),
        ("trackers/source/?q=%00", 400),
        ("autocomplete/?app_label=trackers&model_name=source&field_name=x&term=%00", 403),
        ("r/1/1/", 404),
    ],
)
def test_an_address_of_the_admin_asks_for_what_can_be_asked_or_is_refused(client, address, status):
    client.force_login(make_editor("operator"))
    assert client.get(f"/admin/{address}").status_code == status


@pytest.mark.parametrize(
    ("address", "data", "status"),
    [
        ("article/", {"action": "pause", "_selected_action": "\x00"}, 400),
        ("change/", {"action": "bulk_claim", "_selected_action": ["1", "x"]}, 400),
        ("article/add/", {"source": "1e999", "url": "x"}, 200),
        ("change/first/", {"sources": ["\x00", "x"]}, 200),
    ],
)
def test_what_is_sent_as_a_key_and_is_none_is_refused(client, address, data, status):
    client.force_login(make_editor("operator"))
    assert client.post(f"/admin/trackers/{address}", data).status_code == status


def test_a_coder_is_not_told_by_a_queue_what_the_machine_says_of_a_sample():
    lead, first, second = make_editor("standards_lead"), make_editor("analyst"), make_editor("editor")
    make_change(old={"headline": "Quay shut"}, new={"headline": "Quay open"})
    sample = draw_sample(
        actor=lead, name="March", percent=100, seed=1, coders=(first, second), queue="headlines"
    )
    for account, is_told in ((lead, True), (first, False)):
        client = Client()
        client.force_login(account)
        page = client.get(f"/admin/trackers/codingsample/{sample.pk}/change/").content.decode()
        assert ("named once the sample is closed" not in page) == is_told


def test_no_variant_tells_what_a_withheld_version_says():
    change = make_change(old={"headline": "Quokka seen"}, new={"headline": "Numbat seen"})
    Variant.objects.create(
        article=change.article, field="headline", one="Quokka seen", other="Wombat seen", key="x",
        first_seen_at=change.seen_new_at, last_seen_at=change.seen_new_at,
    )  # fmt: skip
    page = change.article.get_absolute_url()
    assert "Quokka" in Client().get(page).content.decode()

    withhold_version(change.from_version, grounds=Grounds("privacy"), actor=make_editor())

    assert "Quokka" not in Client().get(page).content.decode()

"""An entry as a W3C Web Annotation: what was said, of which words, as readers may see it."""

import json
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests.builders import make_article, make_change, make_source
from tests.reviews import make_published
from tests.views.asking import ask
from trackers.desk.exposure import Grounds
from trackers.desk.publications import freeze
from trackers.desk.withholding import withhold_passage
from trackers.models import Annotation, Article, Change, EditionNature, Label
from trackers.text.quoteanchors import make_anchor, write_anchor

pytestmark = pytest.mark.django_db

TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


def make_two(**source: Any) -> Change:
    same = "The harbour master would not speak of the matter on the quay."
    return make_change(
        make_article(make_source(**source)),
        old=[same, "Twelve people were rescued at the lock."],
        new=[same, "Forty people were rescued at the lock."],
    )


def annotate(change: Change, *, quotes: dict[str, str], **fields: Any) -> Annotation:
    texts = {"before": change.text_before.text, "after": change.text_after.text}
    anchors = [make_anchor(texts[side], words, side=side) for words, side in quotes.items()]  # type: ignore[arg-type]
    stored = [write_anchor(anchor) for anchor in anchors if anchor is not None]
    return make_published(change, anchors=stored, **{"public_note": "Twelve became forty.", **fields})


def fetch(note: Annotation, *, status: int = 200) -> Any:
    answer = Client().get(f"/published/{note.uuid}/annotation.jsonld")
    assert answer.status_code == status
    return json.loads(answer.content) if status == 200 else answer


def test_an_entry_says_what_it_is_about_and_what_was_said_by_whom() -> None:
    change = make_two()
    label = Label.objects.create(code="lock", name="A lock", definition="x")
    note = annotate(
        change, quotes={"Twelve": "before", "Forty": "after"}, labels=[label], significance=2, kinds=["number"],
        disclosure="correction", author_name="R. Editor",
    )  # fmt: skip
    page = ask(f"/published/{note.uuid}/")
    (link,) = page.cssselect("link[rel=alternate]")
    assert (link.get("type"), link.get("href")) == (TYPE, f"/published/{note.uuid}/annotation.jsonld")

    answer = Client().get(link.get("href"))
    assert answer.headers["Content-Type"] == TYPE and answer.headers["ETag"]
    said = json.loads(answer.content)
    assert said["@context"] == "http://www.w3.org/ns/anno.jsonld" and said["type"] == "Annotation"
    assert said["id"] == f"{settings.PUBLIC_URL}/published/{note.uuid}/annotation.jsonld"
    assert said["motivation"] == "commenting" and "modified" not in said
    assert said["created"].endswith("Z") and datetime.fromisoformat(said["created"])
    assert said["creator"]["name"]
    assert {
        "type": "TextualBody",
        "value": "Twelve became forty.",
        "format": "text/plain",
        "purpose": "commenting",
    } in said["body"]
    tags = {(body["purpose"], body["value"]) for body in said["body"]}
    assert {("tagging", "A lock"), ("classifying", "significance:2"), ("classifying", "kind:number")} <= tags
    assert ("classifying", "disclosure:correction") in tags

    before, after = said["target"]
    assert {before["source"], after["source"]} == {settings.PUBLIC_URL + change.get_absolute_url()}
    assert (before["selector"]["type"], before["selector"]["exact"]) == ("TextQuoteSelector", "Twelve")
    # What stands in front is the paragraph before, as the text has it.
    assert before["selector"]["prefix"].endswith("quay.\n")
    assert after["selector"]["suffix"].startswith(" people were rescued")
    assert before["state"]["cached"].endswith("/versions/1/") and after["state"]["cached"].endswith(
        "/versions/2/"
    )
    assert before["state"]["sourceDate"] < after["state"]["sourceDate"]
    assert "For the desk" not in json.dumps(said)


def test_it_is_the_entry_as_it_stands_and_a_retraction_is_gone_with_a_way_to_its_record() -> None:
    note = annotate(make_two(), quotes={})
    target = fetch(note)["target"]
    assert [each["id"] for each in target] == [settings.PUBLIC_URL + note.change.get_absolute_url()]
    note.public_note = "Thirteen, in fact."
    note.save()
    freeze(note, EditionNature.AMENDMENT, now=timezone.now(), reason="We had miscounted.")
    said = fetch(note)
    values = [body["value"] for body in said["body"]]
    assert {"Thirteen, in fact.", "We had miscounted."} <= set(
        values
    ) and "Twelve became forty." not in values
    assert said["modified"] >= said["created"]

    freeze(note, EditionNature.RETRACTION, now=timezone.now(), reason="All of it was wrong.")
    gone = fetch(note, status=410)
    assert gone.headers["Link"] == f'<{settings.PUBLIC_URL}/published/{note.uuid}/>; rel="describedby"'
    assert b"Thirteen" not in gone.content
    assert not ask(f"/published/{note.uuid}/").cssselect("link[rel=alternate]")


def test_what_readers_may_not_see_is_not_quoted() -> None:
    open_one = annotate(make_two(), quotes={"The harbour master": "after", "Forty": "after"})
    passages = annotate(
        make_two(public_text="passages"), quotes={"The harbour master": "after", "Forty": "after"}
    )
    assert len(fetch(open_one)["target"]) == 2
    assert [each["selector"]["exact"] for each in fetch(passages)["target"]] == ["Forty"]
    private = annotate(make_two(public_text="private"), quotes={"Forty": "after"})
    fetch(private, status=404)

    article = Article.objects.get(pk=open_one.change.article_id)
    withhold_passage(
        article, words="speak of the matter on the quay", grounds=Grounds(reason="court"), actor=None
    )
    withhold_passage(article, words="The harbour master", grounds=Grounds(reason="court"), actor=None)
    (left,) = fetch(open_one)["target"]
    assert left["selector"]["exact"] == "Forty" and "prefix" not in left["selector"]
    assert "harbour" not in json.dumps(fetch(open_one)) and "quay" not in json.dumps(fetch(open_one))
    Article.objects.filter(pk=article.pk).update(exposure="withheld", exposure_reason="legal")
    fetch(open_one, status=451)

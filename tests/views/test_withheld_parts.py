"""A withheld passage stands in no answer, a withheld version answers that it is gone; both are shown again in full."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.builders import make_change, make_editor, make_version
from tests.views.asking import ask, read
from tests.views.everything import fill_site
from tests.views.test_leaks import all_of, paths_of
from trackers.desk.exposure import Grounds
from trackers.desk.withholding import end_withholding, withhold_passage, withhold_version
from trackers.feeds.passages import forget_passages
from trackers.models import (
    Article,
    Change,
    Description,
    Disclosure,
    Label,
    Source,
    Variant,
    Withholding,
    readers_view,
)
from trackers.pipeline.reindex import index_emptied

pytestmark = pytest.mark.django_db

# Three words that stand nowhere else, and in no address.
SECRET = "Quokka Marl Wimbrel"
PRIVACY = Grounds("privacy")


def site_with_a_secret() -> Change:
    """A site whose texts, notes and variants all hold the secret; nothing that the desk calls its own does."""
    # Between marks, for some of the site's lines put letters next to it.
    change = fill_site(f"‹{SECRET}›", rule_words="Clocks")
    Source.objects.update(name="The Mill Lane Mercury")
    Label.objects.update(name="Figure", definition="")
    Description.objects.filter(change=change).update(disclosure=Disclosure.CORRECTION)
    Variant.objects.create(
        article=change.article, field="headline", one=f"{SECRET} stays", other="It stays", key="x",
        first_seen_at=change.seen_new_at, last_seen_at=change.seen_new_at,
    )  # fmt: skip
    return change


def holds_secret(response: HttpResponse) -> bool:
    """Whether an answer, its headers among it, holds a word that stands nowhere but in the passage."""
    if response.headers.get("Content-Type") == "image/png":
        return False
    said = all_of(response)
    return "quokka" in said or "wimbrel" in said


def withhold_everywhere(words: str) -> list[Withholding]:
    """Withhold a passage of every article."""
    actor = make_editor()
    return [
        withhold_passage(article, words=words, grounds=PRIVACY, actor=actor)
        for article in Article.objects.all()
    ]


def test_no_answer_holds_a_withheld_passage_and_none_that_was_kept_is_good_any_more() -> None:
    change = site_with_a_secret()
    client, paths = Client(), paths_of(change)
    images = [f"{change.get_absolute_url()}card.png", f"/articles/{change.article_id}/returns/2/card.png"]
    # Those that are asked for conditionally; that the others tell of an article is held by test_leaks.
    asked = [path for path in paths if path.endswith((".atom", ".json", ".jsonld", "/life/", "/1..2/"))] + [
        "/"
    ]
    before = {path: client.get(path) for path in [*asked, *images]}
    told = [path for path in asked if holds_secret(before[path])]
    assert {"/", change.get_absolute_url(), "/feeds/changes.json", "/feeds/annotated.atom"} <= set(told)
    assert any(path.endswith(".jsonld") for path in told)

    rows = withhold_everywhere("quokka MARL, wimbrel")
    index_emptied(limit=100)

    assert b"web.archive.org" in before[change.get_absolute_url()].content
    for path in paths:
        kept = before[path].headers.get("ETag", '"none"') if path in told else '"none"'
        response = client.get(path, headers={"if-none-match": kept})
        assert not holds_secret(response), path
        # A note that was retracted is no annotation any more.
        others = {200, 302, 301, 400, 404, *({410} if path.endswith(".jsonld") else ())}
        assert response.status_code in ({200} if path in told else others), path
    by_date = {"if-modified-since": before["/feeds/changes.atom"].headers["Last-Modified"]}
    assert client.get("/feeds/changes.atom", headers=by_date).status_code == 200
    for path in images:
        answer = client.get(path, headers={"if-none-match": before[path].headers["ETag"]})
        assert answer.status_code == 200 and answer.headers["ETag"] != before[path].headers["ETag"], path
    for asked in ("quokka", '"marl wimbrel"', "headline:quokka", "added:wimbrel"):
        assert "/changes/1..2/" not in client.get("/search/", {"q": asked}).content.decode(), asked
    assert "/changes/1..2/" in client.get("/search/?q=paragraph").content.decode()
    # A web archive's copies hold it, whatever we mask.
    tell_of_looks = [path for path in paths if "/changes/" in path or "/gone/" in path or "/returns/" in path]
    assert not any(b"web.archive.org" in client.get(path).content for path in tell_of_looks)
    shown = read(change.get_absolute_url())
    assert "[withheld]" in shown and "Paragraph 3 stays as it is." in shown

    for row in rows:
        end_withholding(row, note="Asked for again.", actor=make_editor())
    index_emptied(limit=100)
    for path in ("/", change.get_absolute_url(), "/feeds/changes.json"):
        assert holds_secret(client.get(path)) and "[withheld]" not in client.get(path).content.decode(), path
    assert "/changes/1..2/" in client.get("/search/", {"q": "quokka"}).content.decode()


def article_of_three() -> Article:
    """An article of three versions, each with a headline of its own; the second is that of the secret."""
    change = make_change(
        old={"headline": "Ferry sails", "paragraphs": ["It rains.", "One."]},
        new={
            "headline": "Ida Brook sails",
            "paragraphs": ["It rains.", "Two, said Ida Brook of Tanner’s Row."],
        },
    )
    article = Article.objects.get(pk=change.article_id)
    make_version(article, headline="Ferry is back", paragraphs=["It rains.", "Three."])
    return article


def test_a_withheld_version_and_its_changes_are_gone_and_the_others_make_sense_without_it() -> None:
    article, editor = article_of_three(), make_editor()
    own, second = article.get_absolute_url(), article.versions.get(number=2)
    assert "web.archive.org" in Client().get(f"{own}changes/1..3/").content.decode()
    row = withhold_version(second, grounds=PRIVACY, actor=editor)

    assert "web.archive.org" not in Client().get(f"{own}changes/1..3/").content.decode()
    for path in ("versions/2/", "changes/1..2/", "changes/2..3/", "changes/1..2/card.png", "life/?at=2"):
        said = Client().get(f"{own}{path}")
        assert said.status_code == 410 and b"Ida Brook" not in said.content, path
    assert "Two, said" not in read(f"{own}life/")
    story = read(own)
    assert "What changed from version 1 to 3" in story and "Ida Brook" not in story
    assert "[added: Three]" in read(f"{own}changes/1..3/") and "Three." in read(f"{own}versions/3/")
    assert "2 versions" in read(article.source.get_absolute_url())
    for path in ("/", "/feeds/changes.atom", "/feeds/changes.json", f"{own}changes.rss", "/search/?q=ida"):
        body = Client().get(path).content.decode()
        assert "Ida" not in body and "/changes/1..2/" not in body and "/changes/2..3/" not in body, path

    end_withholding(row, actor=editor)
    assert "Ida Brook sails" in read(f"{own}changes/1..2/")


def test_a_version_on_a_legal_demand_answers_451_and_names_who_demanded_it_and_who_obeyed() -> None:
    article = article_of_three()
    grounds = Grounds(
        "court", authority="The District Court of Wexcombe", asked_by="A solicitor", note="See file 4."
    )
    withhold_version(article.versions.get(number=1), grounds=grounds, actor=make_editor())

    response = Client().get(f"{article.get_absolute_url()}versions/1/")
    said = response.content.decode()
    assert response.status_code == 451 and "The District Court of Wexcombe" in said
    assert response.headers["Link"].endswith('/>; rel="blocked-by"')
    assert "solicitor" not in said and "file 4" not in said
    assert "Ferry sails" not in read(article.get_absolute_url())


def test_what_stands_next_to_a_passage_is_compared_as_before_and_later_versions_are_without_it_too() -> None:
    article = article_of_three()
    withhold_passage(article, words="Ida Brook of Tanner's Row", grounds=PRIVACY, actor=make_editor())
    article.refresh_from_db()
    make_version(
        article, headline="Ferry is late", paragraphs=["It rains.", "Four, IDA BROOK OF TANNER’S ROW said."]
    )
    own = article.get_absolute_url()
    said = read(f"{own}changes/1..2/")
    assert "said [withheld]" in said and "Two" in said and "Tanner" not in said
    for path in ("/", f"{own}versions/4/", f"{own}changes/3..4/", f"{own}life/", "/feeds/changes.rss"):
        assert "tanner" not in Client().get(path).content.decode().lower(), path
    assert "/changes/3..4/" not in Client().get("/search/?q=tanner").content.decode()
    entry = ask(f"{own}changes.atom").text_content()
    assert "[withheld]" in entry


def test_a_page_asks_the_database_at_most_once_more_where_a_passage_is_withheld() -> None:
    article = article_of_three()
    own = article.get_absolute_url()
    paths = ("/", own, f"{own}versions/2/", f"{own}changes/1..2/", f"{own}life/", "/feeds/changes.atom")
    counts = {}
    for path in paths:
        forget_passages()
        with CaptureQueriesContext(connection) as counted:
            Client().get(path)
        counts[path] = len(counted)
    withhold_passage(article, words="Ida Brook of Tanner’s Row", grounds=PRIVACY, actor=make_editor())
    for path in paths:
        forget_passages()
        with CaptureQueriesContext(connection) as counted:
            Client().get(path)
        assert len(counted) <= counts[path] + 1, path


def test_excerpts_tell_no_part_of_the_passage_and_those_of_other_texts_are_left_alone() -> None:
    said = "said Ida Brook of Tanner’s Row"
    old = ["It rains.", f"The ferry was late, {said} on Monday."]
    new = ["It rains.", f"The ferry was late, {said[:-4]} Lane on Monday."]
    article = Article.objects.get(pk=make_change(old=old, new=new).article_id)
    make_version(article, paragraphs=["It rains.", "Brook trout are back."])
    make_version(article, paragraphs=["It rains.", "Brook trout are late."])
    assert article.changes.get(to_number=2).description.removed == "Row"
    withhold_passage(article, words=said, grounds=PRIVACY, actor=make_editor())

    with readers_view():
        changes = article.changes.select_related("article", "description").order_by("to_number")
        first, second, third = (change.description for change in changes)
        assert (first.holds_withheld, second.holds_withheld, third.holds_withheld) == (True, False, False)
        assert first.removed == "[withheld]" and "Brook" not in f"{first.context_before}{first.context_after}"
        assert not any("Row" in kind.removed or "Brook" in kind.removed for kind in first.told)
        assert "trout" in f"{third.context_before}{third.removed}" and third.removed == "back"

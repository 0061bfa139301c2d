"""Our own record: an entry's page in all its editions, its tombstone, and the list of what was amended or retracted."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from django.test import Client
from django.utils.translation import override

from tests.builders import NOON, make_article, make_change, make_editor, make_source, make_version
from tests.catalogues import write_catalogue
from tests.feeds.asking import PROBLEMS, get_feed
from tests.reviews import bring_to, say, show_at_once, step
from tests.views.asking import ask, links, words
from trackers.desk.articles import withhold_article
from trackers.desk.errors import DeskError
from trackers.desk.exposure import Grounds, release_source, withhold_source
from trackers.desk.setting import set_desk
from trackers.desk.steps import Step
from trackers.desk.withholding import measure_passage, withhold_passage
from trackers.models import Article, Label, Publication, ReviewState, Withholding
from trackers.models.publication import UNKEPT

pytestmark = pytest.mark.django_db


def test_an_entry_has_a_page_that_shows_what_was_amended_and_why() -> None:
    cast = {}
    change = bring_to(ReviewState.PUBLISHED, cast=cast)
    step(
        change, Step.AMEND, actor=cast["editor"], words=say("Thirteen, in fact."), reason="We had miscounted."
    )
    entry = Publication.objects.get(edition=2)

    page = ask(entry.get_absolute_url())

    newest, first = page.cssselect(".edition")
    assert "Thirteen, in fact." in words(newest) and "We had miscounted." in words(newest)
    assert "Twelve became forty." in words(first)
    assert "2 of 4, “routine”, by our editors’ judgement" in words(first)
    assert page.cssselect(f"a[href='{change.get_absolute_url()}']")
    assert "We had miscounted." in words(ask("/published/"))
    assert "Of 1 entry" in words(ask("/published/")) and "1 was amended" in words(ask("/published/"))
    assert "/?noted=1" in links(ask("/published/"))


def test_a_retraction_leaves_a_tombstone_that_says_why_and_repeats_nothing() -> None:
    cast = {}
    change = bring_to(ReviewState.PUBLISHED, cast=cast, note="A claim that was wrong.")
    step(change, Step.RETRACT, actor=make_editor("standards_lead"), reason="The figure had not changed.")
    entry = Publication.objects.get(edition=1)

    for path in (entry.get_absolute_url(), change.get_absolute_url(), "/published/"):
        assert "The figure had not changed." in words(ask(path)), path
        assert "A claim that was wrong." not in words(ask(path)), path
    author = cast["analyst"].username
    assert author not in words(ask(change.get_absolute_url())), "who wrote it is not who took it back"
    assert words(ask(entry.get_absolute_url())).count(author) == 1
    for route in ("annotated_atom", "significance_atom"):
        feed = get_feed(route, *([1] if route.startswith("significance") else [])).decode()
        assert "Retracted: " in feed and "The figure had not changed." in feed
        assert "A claim that was wrong." not in feed and entry.get_absolute_url() in feed


def test_an_amended_entry_keeps_its_id_and_moves_its_date_in_the_feed() -> None:
    cast = {}
    change = bring_to(ReviewState.PUBLISHED, cast=cast)
    before = get_feed("annotated_atom").decode()
    step(change, Step.AMEND, actor=cast["editor"], words=say("Thirteen."), reason="We had miscounted.")
    after = get_feed("annotated_atom").decode()

    uuid = str(Publication.objects.first().uuid)
    assert uuid in before and uuid in after and after.count("<entry") == 1
    assert "Amended, and why:" in after and "We had miscounted." in after and "Thirteen." in after
    updated = [text.split("<entry")[1].split("<updated>")[1][:20] for text in (before, after)]
    assert updated[0] <= updated[1]


def test_each_form_of_a_feed_says_that_nobody_else_has_read_it_and_why_it_was_amended() -> None:
    change, lone = make_change(), make_editor("editor")
    set_desk(actor=None, lone_editor=True, delay=0, reason="One editor.")
    for which in (Step.ANNOTATE, Step.APPROVE, Step.PUBLISH):
        step(change, which, actor=lone, words=say(significance=3))
    for which in (Step.ANNOTATE, Step.APPROVE, Step.PUBLISH):
        step(change, which, actor=lone, words=say("Thirteen.", significance=3), reason="We had miscounted.")

    for route, given in (
        *((f"annotated_{form}", ()) for form in ("atom", "rss", "json")),
        *((f"significance_{form}", (3,)) for form in ("atom", "rss")),
    ):
        feed = get_feed(route, *given).decode()
        for said in ("Published without a second read.", "Amended, and why:", "We had miscounted."):
            assert said in feed, (route, said)
    assert "<entry" not in get_feed("significance_atom", 4).decode()


def test_what_an_amendment_takes_from_a_feed_stays_in_it_and_says_why() -> None:
    cast, label = {}, Label.objects.create(code="test-figure", name="Figure")
    change = make_change(make_article(make_source(timezone="Asia/Kolkata")))
    bring_to(ReviewState.PUBLISHED, change=change, cast=cast, significance=2, labels=(label,))
    editor, uuid = cast["editor"], str(Publication.objects.get().uuid)
    lowered = "its significance is now 1, so it is no longer followed here."
    unlabelled = "it is no longer labelled “Figure”, so it is no longer followed here."
    before = updates("significance_atom", 2)[1]
    show_at_once(delay=120)
    step(change, Step.AMEND, actor=editor, words=say("Thirteen.", significance=1), reason="A caption.")
    assert "no longer" not in get_feed("significance_atom", 2).decode(), "nobody has seen it yet"
    step(change, Step.RECALL, actor=editor)
    show_at_once()
    step(change, Step.PUBLISH, actor=editor, reason="A caption.")

    for route, given, form, said in (
        ("significance", 2, "atom", lowered),
        ("significance", 2, "rss", lowered),
        ("label", "test-figure", "atom", unlabelled),
    ):
        feed = get_feed(f"{route}_{form}", given)
        assert PROBLEMS[form](feed) == []
        told = feed.decode()
        assert told.count(uuid) == 1 and said in told and "A caption." in told and " in Kolkata)" in told
    assert updates("significance_atom", 2)[1] > before
    assert "no longer" not in get_feed("significance_atom", 1).decode()
    # Once it is followed again it says so no more; a retraction says that alone, wherever the entry stood.
    step(change, Step.AMEND, actor=editor, words=say("Twelve.", significance=2))
    assert "no longer" not in get_feed("significance_atom", 2).decode()
    assert unlabelled in get_feed("label_atom", "test-figure").decode()
    step(change, Step.RETRACT, actor=make_editor("standards_lead"), reason="It never was.")
    feed = get_feed("label_atom", "test-figure").decode()
    assert "Retracted: " in feed and "It never was." in feed and "no longer" not in feed


def test_a_reason_that_nobody_was_asked_for_is_told_in_the_readers_language(
    tmp_path: Path, settings: Any
) -> None:
    write_catalogue(tmp_path / "sv" / "LC_MESSAGES", {UNKEPT: "Ändrat innan skäl sparades."})
    settings.LOCALE_PATHS = [tmp_path]
    with override("sv"):
        assert Publication(reason=UNKEPT).why == "Ändrat innan skäl sparades."
        assert Publication(reason="We had miscounted.").why == "We had miscounted."


def test_nothing_is_shown_before_its_time_nor_after_it_was_called_back() -> None:
    cast = {}
    change = bring_to(ReviewState.PUBLISHED, cast=cast, delay=120)
    path = Publication.objects.get().get_absolute_url()

    assert Client().get(path).status_code == 404
    for page in (change.get_absolute_url(), "/"):
        assert "Twelve became forty." not in words(ask(page))
    assert "Twelve became forty." not in get_feed("annotated_rss").decode()
    step(change, Step.RECALL, actor=cast["editor"])
    show_at_once()
    assert Client().get(path).status_code == 404


def test_an_entry_about_what_is_withheld_is_gone_and_counted_nowhere() -> None:
    cast = {}
    change = bring_to(ReviewState.PUBLISHED, cast=cast, change=make_change(make_article(make_source())))
    step(change, Step.AMEND, actor=cast["editor"])
    Article.objects.filter(pk=change.article_id).update(exposure="withheld", exposure_reason="legal")

    assert Client().get(Publication.objects.first().get_absolute_url()).status_code == 451
    assert "Nothing has been amended" in words(ask("/published/"))


def test_what_is_withheld_is_on_the_record_without_its_words_and_its_article() -> None:
    change = make_change(old=["A name that is given."], new=["A name that was given then."])
    withhold_passage(change.article, words="A name that", grounds=Grounds("privacy"), actor=None)

    page = words(ask("/published/"))

    assert "passage · privacy" in page and "A name that" not in page
    assert change.text_after.headline not in page


def test_the_record_names_withheld_publishers_is_walked_to_its_end_and_leaves_out_what_was_never_public() -> (
    None
):
    article, editor = make_change().article, make_editor()
    secret = make_article(make_source(public_text="private", public_since=None))
    make_version(secret)
    withhold_article(secret, reason="court", actor=editor)
    source = withhold_source(make_source(), reason="danger", actor=editor)
    Withholding.objects.bulk_create(
        Withholding(
            part="passage",
            article=article,
            words=f"word {n}",
            reason="privacy",
            made_at=NOON - timedelta(days=n),
        )
        for n in range(60)
    )

    first = ask("/published/")
    assert words(first).count("a passage · privacy") == 49 and "a publisher · danger to a person" in words(
        first
    )
    assert "court order" not in words(first) and source.name not in words(first)
    (older,) = (link for link in links(first) if "withheld-before" in link)
    second = ask(f"/published/{older}")
    assert words(second).count("a passage · privacy") == 11
    (newer,) = (link for link in links(second) if "withheld-after" in link)
    assert words(ask(f"/published/{newer}")) == words(first)
    release_source(source, actor=editor)
    assert words(ask("/published/")).count("shown again") == 1
    assert Client().get("/published/?withheld-before=1-x").status_code == 404


def test_words_that_stand_in_our_note_alone_are_withheld_there_and_the_entry_comes_anew() -> None:
    change = bring_to(
        ReviewState.PUBLISHED,
        change=make_change(make_article(make_source())),
        note="Ida Brooks asked for it.",
    )
    entry, article = Publication.objects.get(), change.article
    routes = {"annotated_atom": (), "significance_atom": (1,)}
    before = {route: updates(route, *given) for route, given in routes.items()}
    assert measure_passage(article, words="Brooks asked for").versions == ()
    assert measure_passage(article, words="Brooks asked for").notes == 1
    withhold_passage(article, words="Brooks asked for", grounds=Grounds("privacy"), actor=None)

    for route, given in routes.items():
        feed = get_feed(route, *given).decode()
        assert "Brooks" not in feed and "Ida [withheld] it." in feed
        of_feed, of_entry = updates(route, *given)
        assert of_feed > before[route][0] and of_entry > before[route][1]
    assert "Ida [withheld] it." in words(ask(entry.get_absolute_url()))
    record = words(ask("/published/"))
    assert "passage · privacy" in record and "Brooks" not in record
    with pytest.raises(DeskError, match="nor in a note of ours"):
        withhold_passage(article, words="rooks asked fo", grounds=Grounds("privacy"), actor=None)


def updates(route: str, *arguments: int) -> list[str]:
    """When a feed in Atom, and its first entry, last differed."""
    feed = feedparser.parse(get_feed(route, *arguments))
    return [feed.feed.updated, feed.entries[0].updated]


def test_an_empty_record_says_so_and_a_made_up_entry_is_not_found() -> None:
    assert "Nothing has been amended or retracted so far." in words(ask("/published/"))
    assert Client().get("/published/6f2c1f7e-0000-4000-8000-000000000000/").status_code == 404
    assert Client().get("/feeds/significance/0.atom").status_code == 404
    assert Client().get("/feeds/significance/5.rss").status_code == 404

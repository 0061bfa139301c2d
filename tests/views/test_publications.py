"""Our own record: an entry's page in all its editions, its tombstone, and the list of what was amended or retracted."""

import pytest
from django.test import Client

from tests.builders import make_article, make_change, make_editor, make_source
from tests.feeds.asking import get_feed
from tests.reviews import bring_to, say, show_at_once, step
from tests.views.asking import ask, words
from trackers.desk.exposure import Grounds
from trackers.desk.setting import set_desk
from trackers.desk.steps import Step
from trackers.desk.withholding import withhold_passage
from trackers.models import Article, Publication, ReviewState

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
    assert "Twelve became forty." in words(first) and "2: routine" in words(first)
    assert page.cssselect(f"a[href='{change.get_absolute_url()}']")
    assert "We had miscounted." in words(ask("/published/"))
    assert "Of 1 entry" in words(ask("/published/")) and "1 was amended" in words(ask("/published/"))


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


def test_a_lone_editor_says_so_in_the_feed() -> None:
    change, lone = make_change(), make_editor("editor")
    set_desk(actor=None, lone_editor=True, delay=0, reason="One editor.")
    for which in (Step.ANNOTATE, Step.APPROVE, Step.PUBLISH):
        step(change, which, actor=lone, words=say(significance=3))

    assert "Published without a second read." in get_feed("significance_atom", 3).decode()
    assert "<entry" not in get_feed("significance_atom", 4).decode()


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


def test_an_empty_record_says_so_and_a_made_up_entry_is_not_found() -> None:
    assert "Nothing has been amended or retracted so far." in words(ask("/published/"))
    assert Client().get("/published/6f2c1f7e-0000-4000-8000-000000000000/").status_code == 404
    assert Client().get("/feeds/significance/0.atom").status_code == 404
    assert Client().get("/feeds/significance/5.rss").status_code == 404

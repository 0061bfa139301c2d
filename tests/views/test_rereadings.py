"""What the public pages say of a change that was read again."""

import pytest
from django.test import Client

from tests.builders import make_article
from tests.replays import TEASER, apply, make_muddled, make_phantom
from trackers.models import Change

pytestmark = pytest.mark.django_db


def words_of(path: str) -> str:
    return Client().get(path).content.decode()


def test_a_change_that_shows_no_difference_any_more_is_shown_as_recorded_and_says_so() -> None:
    change = make_phantom()
    apply()
    page = words_of(change.get_absolute_url())
    assert "A technical re-reading sees no difference here" in page
    assert "goat of Saltgate" in page
    front = words_of("/")
    assert "read again, it shows no difference" in front and "goat of Saltgate" in front


def test_a_change_that_differs_otherwise_is_shown_as_read_today_and_as_recorded_on_request() -> None:
    change = make_muddled()
    assert TEASER[:9] in words_of(change.get_absolute_url())
    apply()
    today, recorded = (words_of(f"{change.get_absolute_url()}{query}") for query in ("", "?read=recorded"))
    assert "as we read it today" in today and "goat of Saltgate" not in today
    assert "when the change was found" in recorded and "goat of Saltgate" in recorded
    for page in (today, recorded, words_of(f"{change.get_absolute_url()}?show=changed")):
        assert "Forty" in page
    assert "goat" not in words_of("/")


def test_a_change_that_nobody_read_again_says_nothing_of_it() -> None:
    change = make_muddled()
    apply(articles=[make_article()])
    assert "read again" not in words_of(change.get_absolute_url())


def test_versions_are_shown_as_they_were_read() -> None:
    change = make_muddled()
    apply()
    assert "goat of Saltgate" in words_of(Change.objects.get(pk=change.pk).text_after.get_absolute_url())

"""Pages that cost much: one address has its share of them in a minute; what was compared is not compared again."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_django
import time_machine
from django.core.cache import caches
from django.test import Client
from lxml import html

from tests.admin.asking import enter
from tests.builders import NOON, make_article, make_change, make_editor, make_version
from tests.views.asking import words
from trackers.desk.exposure import Grounds
from trackers.desk.withholding import withhold_passage
from trackers.limits import counting
from trackers.text.compare import compare
from trackers.text.tidy import ArticleText
from trackers.views.compared import compare_once, name_pair

pytestmark = pytest.mark.django_db

HERE, THERE = "198.51.100.7", "203.0.113.9"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    for name in ("pictures", "comparisons"):
        caches[name].clear()


def ask_from(address: str, path: str) -> Any:
    return Client(REMOTE_ADDR=address).get(path)


def test_one_address_has_its_share_of_costly_pages_and_others_and_staff_have_theirs(settings: Any) -> None:
    article = make_change().article
    make_version(article, headline="Third", paragraphs=["Once more."])
    own = article.get_absolute_url()
    costly = [
        f"{own}changes/1..3/",
        f"{own}life/",
        "/search/?q=once",
        "/search/feed.atom?q=once",
        f"{own}changes/1..2/card.png",
    ]
    settings.COSTLY_PAGES_A_MINUTE = len(costly)
    with time_machine.travel(NOON + timedelta(seconds=20), tick=False) as clock:
        assert [ask_from(HERE, path).status_code for path in costly] == [200] * 5
        assert ask_from(HERE, costly[-1]).status_code == 200  # it is drawn
        for path in [*costly[:4], f"{own}changes/2..3/card.png"]:
            answer = ask_from(HERE, path)
            assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (
                429,
                "41",
                "no-store",
            )
        assert "In 41 seconds" in words(html.document_fromstring(answer.content))
        for path in (own, f"{own}changes/1..2/", f"{own}changes/2..3/", "/search/", "/feeds/changes.atom"):
            assert ask_from(HERE, path).status_code == 200, path
        assert ask_from(THERE, costly[0]).status_code == 200
        # Through a front server of ours it is the reader's own address that counts.
        assert Client().get(costly[0], HTTP_X_FORWARDED_FOR=HERE).status_code == 429
        assert Client().get(costly[0], HTTP_X_FORWARDED_FOR=THERE).status_code == 200
        assert enter("editor").get(costly[0], REMOTE_ADDR=HERE).status_code == 200
        clock.shift(timedelta(seconds=40))
        assert ask_from(HERE, costly[0]).status_code == 200


def test_with_the_cache_down_pages_are_served(settings: Any) -> None:
    counting._own.clear()
    article = make_change().article
    settings.CACHES = {
        **settings.CACHES,
        "default": dict(settings.CACHES["default"], LOCATION="redis://127.0.0.1:1/0"),
    }
    assert ask_from(HERE, f"{article.get_absolute_url()}life/").status_code == 200
    assert ask_from(HERE, "/search/?q=once").status_code == 200
    counting._own.clear()


def test_a_pair_is_compared_once_and_anew_when_a_letter_differs() -> None:
    old, new, other = (
        ArticleText(headline=line, paragraphs=("It stays.",)) for line in ("One", "Two", "Three")
    )
    # Something else under its name shows that it is what is handed out.
    caches["comparisons"].set(name_pair(old, new), compare(old, other))
    assert compare_once(old, new) == compare(old, other)
    assert compare_once(new, old) == compare(new, old)
    place = Path(caches["comparisons"]._dir)
    for file in place.iterdir():
        file.write_bytes(b"cut short")
    assert compare_once(old, new) == compare(old, new)


def test_what_is_withheld_is_on_no_page_and_on_no_disk_at_once(
    django_capture_on_commit_callbacks: pytest_django.DjangoCaptureOnCommitCallbacks,
) -> None:
    article = make_article()
    make_version(article, headline="One", paragraphs=["The quokka of Marl Wimbrel sat down.", "It stays."])
    make_version(article, headline="Two", paragraphs=["The quokka of Marl Wimbrel stood up.", "It stays."])
    path = f"{article.get_absolute_url()}changes/1..2/"
    assert "Wimbrel" in ask_from(HERE, path).content.decode()
    place = Path(caches["comparisons"]._dir)
    assert list(place.iterdir())
    with django_capture_on_commit_callbacks(execute=True):
        withhold_passage(
            article,
            words="quokka of Marl Wimbrel",
            grounds=Grounds("privacy"),
            actor=make_editor("standards_lead"),
        )
        # Whoever asks between the act and its end is shown nothing of it either.
        assert "Wimbrel" not in ask_from(HERE, path).content.decode()
    assert not list(place.iterdir())
    assert "Wimbrel" not in ask_from(HERE, path).content.decode()

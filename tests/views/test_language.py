"""The language of our own words: pages are in one they are translated into, whatever a browser asks for."""

from pathlib import Path

import pytest
from django.conf import settings

from newswatch.settings import list_languages
from tests.builders import make_change
from tests.views.asking import ask, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "wish", ["de", "ar", "he-IL, ar;q=0.8", "fr-CA,fr;q=0.9,*;q=0.1", "en", "xx-nonsense"]
)
def test_a_page_is_in_the_sites_language_where_there_is_no_translation(wish: str) -> None:
    change = make_change()

    for path in ("/", change.article.get_absolute_url(), change.get_absolute_url(), "/about/"):
        page = ask(path, headers={"accept-language": wish})
        assert (page.get("lang"), page.get("dir")) == ("en-gb", "ltr")
    assert "14 March 2026" in words(ask("/", headers={"accept-language": wish}))
    assert ask("/nope", status=404, headers={"accept-language": wish}).get("dir") == "ltr"


def test_a_cookie_cannot_ask_for_another_language_either() -> None:
    assert ask("/", headers={"cookie": f"{settings.LANGUAGE_COOKIE_NAME}=ar"}).get("dir") == "ltr"


def test_the_languages_are_the_sites_own_and_those_with_translations(tmp_path: Path) -> None:
    for folder in ("pt_BR/LC_MESSAGES", "de/LC_MESSAGES", "ar", "en_GB/LC_MESSAGES"):
        (tmp_path / folder).mkdir(parents=True)

    assert [code for code, _ in list_languages("en-gb", translations=tmp_path)] == ["en-gb", "de", "pt-br"]
    assert list_languages("fi", translations=tmp_path / "none") == [("fi", "fi")]

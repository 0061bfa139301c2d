"""How to cite a page that bears a figure."""

import pytest
from django.test import override_settings

from tests.views.asking import ask, words
from tests.views.everything import fill_site

pytestmark = pytest.mark.django_db


@override_settings(PUBLIC_URL="https://changes.example", SITE_NAME="Newswatch")
def test_every_page_that_bears_a_figure_says_how_to_cite_it() -> None:
    change = fill_site("lock")
    own = change.article.get_absolute_url()
    wanted = {
        own: "“Paper lock, Third lock: how it changed”",
        f"{own}life/": "“Paper lock, Third lock: sentence by sentence”",
        f"{own}changes/1..2/": "“Paper lock, lock and lock: what changed from version 1 to 2”",
        f"{own}changes/1..2/?view=inline": "“Paper lock, lock and lock: what changed from version 1 to 2”",
        "/rules/": "“Noise rules”",
        "/sources/": "“Publishers”",
        change.article.source.get_absolute_url(): "“Paper lock: what was changed, in figures”",
    }

    for path, title in wanted.items():
        (citation,) = ask(path).cssselect(".citation")
        assert f"Newswatch: {title}" in words(citation), path
        assert f"https://changes.example{path.partition('?')[0]}" in words(citation), path
        assert "(accessed " in words(citation), path

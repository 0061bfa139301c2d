"""Every public page in a window: nobody is kept out, nothing jumps, nothing overflows, nothing foreign is asked for."""

import re

import pytest

from tests.browser.conftest import Visit
from tests.views.everything import fill_site, pages_of

pytestmark = pytest.mark.django_db(transaction=True)

HOSTILE = (
    "<script>alert(1)</script><img src=//evil.example/x onerror=alert(2)>\"'><svg onload=alert(3)>"
    "</title></textarea></style><iframe src=javascript:alert(4)></iframe><base href=//evil.example/>"
    "<link rel=stylesheet href=//evil.example/a.css>{{7*7}}\u202e\u2066\u200d"
)


def name_of(path: str) -> str:
    """A file name for a page's address."""
    return re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "front"


def test_every_page_holds_what_all_pages_promise(visit: Visit) -> None:
    for path in pages_of(fill_site()):
        visit.go(path)
        visit.look(name_of(path))


def test_an_empty_site_does_too(visit: Visit) -> None:
    for path in ("/", "/sources/", "/about/"):
        visit.go(path)
        visit.look(f"empty-{name_of(path)}")


def test_nothing_in_a_hostile_article_runs_or_loads(window: Visit) -> None:
    for path in pages_of(fill_site(HOSTILE)):
        window.go(path)
        window.hold()


def test_long_words_and_a_text_that_runs_from_right_to_left_fit(visit: Visit) -> None:
    for path in pages_of(
        fill_site(f"{'Donaudampfschifffahrtsgesellschaft' * 9} مرحبا بالعالم {'هذا خبر طويل ' * 20}")
    ):
        visit.go(path)
        visit.look(f"long-{name_of(path)}")

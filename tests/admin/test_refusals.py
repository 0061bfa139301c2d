"""What our guard refused, as operators see it: in a list of its own, counted, and never with an address."""

from datetime import timedelta

import pytest

from tests.admin.asking import enter, page_of, text_of
from tests.builders import NOON, make_article
from trackers.admin.check import CODES
from trackers.models import Check
from trackers.web.errors import FetchCode

pytestmark = pytest.mark.django_db


def make_checks() -> None:
    article = make_article()
    for number, (outcome, code) in enumerate(
        [
            ("refused", "refused_address"),
            ("refused", "refused_redirect"),
            ("failed", "tls"),
            ("unchanged", ""),
        ]
    ):
        started_at = NOON + timedelta(hours=number)
        Check.objects.create(article=article, started_at=started_at, outcome=outcome, code=code)


def test_the_list_names_every_code_of_the_wire():
    assert {code for code, _ in CODES} == set(FetchCode)


def test_refusals_are_a_word_of_the_query_and_can_be_counted_by_the_day():
    make_checks()
    assert Check.objects.refused().count() == 2
    assert Check.objects.refused().filter(started_at__gte=NOON + timedelta(minutes=1)).count() == 1


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["-", "tls", "refused_redirect", "refused_address"]),
        ("?code=refused_address", ["refused_address"]),
        ("?code=tls", ["tls"]),
        ("?outcome__exact=refused", ["refused_redirect", "refused_address"]),
        ("?code=nonsense", ["-", "tls", "refused_redirect", "refused_address"]),
    ],
)
def test_looks_are_listed_by_their_code(query, codes):
    make_checks()
    response = enter("operator").get(f"/admin/trackers/check/{query}")
    cells = page_of(response).xpath("//td[contains(@class, 'field-code')]/text()")
    assert [cell.strip() for cell in cells] == codes


def test_a_refused_look_is_shown_with_its_code_and_in_words():
    make_checks()
    said = text_of(enter("operator").get("/admin/trackers/check/?code=refused_address"))
    assert "refused by our address guard" in said
    assert "refused_address: not on the public internet" in said

"""What must not be read off our pages: addresses inside our network, which a hostile name may lead to."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest
from django.test import Client

from tests.admin.asking import enter
from tests.builders import make_article, make_feed, make_source, make_version
from tests.press import open_press
from tests.web.loopback import Names
from trackers.models import Check, Outcome
from trackers.pipeline.check import check_article
from trackers.pipeline.poll import check_feed

pytestmark = pytest.mark.django_db

INSIDE = ("10.77.66.55", "fd00:7766::55", "169.254.169.254", "0a4d4237", "10-77-66-55")


def test_no_page_no_row_and_no_log_holds_the_address_a_name_led_to(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    source = make_source(homepage="http://canary.example/")
    names = Names({"canary.example": ["10.77.66.55", "fd00:7766::55", "169.254.169.254"]})
    article, feed = make_article(source), make_feed(source)
    make_version(article)
    with open_press() as press:
        wire = replace(press.wire(), resolver=names)
        reports = [check_article(article.pk, wire=wire), check_feed(feed.pk, wire=wire)]
    assert [report.outcome for report in reports] == [Outcome.REFUSED, Outcome.REFUSED]
    assert Check.objects.refused().count() == 2
    assert "reason=private" in caplog.text
    pages = [
        enter("editor", extra=("view_check", "view_feed", "view_source")).get(path)
        for path in (
            f"/admin/trackers/article/{article.pk}/change/",
            f"/admin/trackers/feed/{feed.pk}/change/",
            f"/admin/trackers/source/{source.pk}/change/",
            "/admin/trackers/check/",
            "/admin/trackers/article/",
        )
    ]
    pages += [Client().get(path) for path in ("/", article.get_absolute_url(), source.get_absolute_url())]
    assert [page.status_code for page in pages] == [200] * 8
    said = [page.content.decode() for page in pages]
    said += [report.words for report in reports]
    said += [str(row) for row in Check.objects.values()]
    said.append(caplog.text)
    for text in said:
        assert not [address for address in INSIDE if address in text]

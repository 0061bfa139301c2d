"""A text that is withheld as a whole stays withheld when the publisher goes back to it, before anybody reads it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.test import Client

from tests.builders import make_article, make_editor, make_source, make_version
from tests.press import Press
from trackers.desk.exposure import Grounds
from trackers.desk.withholding import end_withholding, withhold_version
from trackers.models import Act, Article, Change, ReviewEvent, Version, Withholding
from trackers.pipeline.check import check_article

pytestmark = pytest.mark.django_db

HEADLINE = "Lock keeper finds lost bell"
STORY = (
    "The bell of the drowned chapel was found in the mud below the lower lock on Tuesday, its keeper said.",
    "Four divers had looked for it in vain every summer since the dam was built and the valley flooded.",
    "It weighs as much as a small car and will hang in the new tower once its crack has been mended.",
)
NAMED = (*STORY, "A man of Oxstrand, Ottokar Quibbel, is said to have sunk it there himself, out of spite.")
LATER = (*STORY, "The parish council meets in April to speak about the frame, which has to be of oak.")
COURT = Grounds("court", authority="The District Court of Wexcombe", asked_by="A solicitor", note="File 4.")


def see(press: Press, article: Article, paragraphs: Sequence[str], *, headline: str = HEADLINE) -> Version:
    """Publish a text and look until it is the latest Version's, as it is when it still stands a day later."""
    press.publish("/bell", headline=headline, paragraphs=paragraphs)
    count = article.versions.count()
    for minutes in (30, 30, 24 * 60 + 30):
        press.clock.forward(minutes=minutes)
        check_article(article.pk, wire=press.wire())
        if article.versions.count() > count:
            break
    article.refresh_from_db()
    assert article.version_count == count + 1 and article.latest_version is not None
    return article.latest_version


def followed(press: Press) -> Article:
    press.publish("/bell", headline=HEADLINE, paragraphs=STORY)
    return make_article(make_source(host_delay=timedelta(0)), url=press.url("/bell"))


def test_a_withheld_text_that_comes_back_is_withheld_in_the_transaction_that_records_it(press: Press) -> None:
    article, editor = followed(press), make_editor()
    see(press, article, STORY)
    second = see(press, article, NAMED)
    see(press, article, LATER)
    first = withhold_version(second, grounds=COURT, actor=editor)

    back = see(press, article, NAMED)
    row = Withholding.objects.get(version=back)
    assert (row.reason, row.authority, row.asked_by) == ("court", COURT.authority, "A solicitor")
    assert article.withheld_numbers == [2, 4] and back.same_text_as == second
    event = ReviewEvent.objects.first()
    assert (event.act, event.actor, event.actor_name) == (Act.WITHHOLD, None, "the machine")
    assert event.after == {
        "part": "version", "withholding": str(row.pk), "as": str(first.pk), "versions": [4], "version": "4",
        "reason": "court",
    }  # fmt: skip
    assert Change.objects.announced().filter(to_number=4).exists()
    assert not Change.objects.public().filter(to_number=4).exists()
    own = article.get_absolute_url()
    for path in (
        own,
        f"{own}versions/4/",
        f"{own}changes/3..4/",
        "/",
        "/feeds/changes.atom",
        "/search/?q=spite",
    ):
        assert b"Ottokar" not in Client().get(path).content, path
    assert Client().get(f"{own}versions/4/").status_code == 451

    # Other marks and spaces hide nothing; another text goes on as ever.
    see(press, article, LATER)
    assert article.withheld_numbers == [2, 4]
    see(press, article, [line.replace(",", " \N{EM DASH}\N{NO-BREAK SPACE}") for line in NAMED])
    assert article.withheld_numbers == [2, 4, 6]

    # An editor shows it again like any other; what was withheld first still stands.
    end_withholding(row, actor=editor)
    article.refresh_from_db()
    assert article.withheld_numbers == [2, 6] and Client().get(f"{own}versions/4/").status_code == 200


def test_the_text_readers_see_is_not_withheld_because_another_has_the_same_letters(press: Press) -> None:
    article = followed(press)
    see(press, article, (*STORY, "It weighs 12.5 tons."))
    withhold_version(see(press, article, (*STORY, "It weighs 125 tons.")), grounds=COURT, actor=make_editor())
    see(press, article, (*STORY, "It weighs 12.5 tons."))
    assert article.withheld_numbers == [2]


def test_what_is_withheld_of_an_article_that_was_joined_is_withheld_in_the_one_that_is_left(
    press: Press,
) -> None:
    article = followed(press)
    see(press, article, STORY)
    gone = make_article(article.source)
    for paragraphs in (NAMED, LATER):
        make_version(gone, headline=HEADLINE, paragraphs=paragraphs)
    Article.objects.filter(pk=gone.pk).update(
        merged_into=article, merged_at=press.clock.now, next_check_at=None
    )
    withhold_version(gone.versions.get(number=1), grounds=COURT, actor=make_editor())
    see(press, article, NAMED)
    assert article.withheld_numbers == [2]

"""Strata: a random tenth of new articles keeps to a schedule that past edits do not steer; the lot is kept."""

from __future__ import annotations

import random
import uuid

import pytest

from tests.builders import NOON, make_source
from trackers.models import Article, ArticleURL, FoundBy, Stratum
from trackers.models.article import draw_stratum


def test_a_tenth_of_all_lots_is_fixed() -> None:
    dice = random.Random(7)
    lots = [uuid.UUID(int=dice.getrandbits(128), version=4) for _ in range(20_000)]
    fixed = sum(draw_stratum(lot) == Stratum.FIXED for lot in lots)
    assert 1850 < fixed < 2150


@pytest.mark.django_db
def test_an_article_keeps_the_stratum_its_uuid_drew() -> None:
    source = make_source()
    for number in range(40):
        ArticleURL.objects.start_following(
            source, url=f"{source.homepage}story-{number}", found_by=FoundBy.FEED, now=NOON
        )
    articles = list(Article.objects.all())
    assert len(articles) == 40
    assert all(article.stratum == draw_stratum(article.uuid) for article in articles)

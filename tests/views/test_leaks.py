"""No word of what is withheld, or not announced yet, in any answer: not in a tag for other sites, a feed, a header."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.builders import make_article, make_change, make_version
from tests.views.everything import fill_site, pages_of
from trackers.models import (
    Article,
    Change,
    Description,
    Disclosure,
    Exposure,
    ExposureReason,
    Label,
    PublicText,
    Source,
)

pytestmark = pytest.mark.django_db

SECRET = "quokka"
FEEDS = [
    "/feeds/changes",
    "/feeds/annotated",
    "/feeds/gone-and-back",
    "/feeds/disclosed",
    "/feeds/kinds/headline",
    "/feeds/labels/{label}",
    "{source}changes",
    "{own}changes",
]
OTHER_FEEDS = ["/feeds/changes.json", "/feeds/annotated.json", "/feeds/all.opml"]


def paths_of(change: Change) -> list[str]:
    """Every public address that could have to do with an article."""
    own, source = change.article.get_absolute_url(), change.article.source.get_absolute_url()
    label = Label.objects.filter(annotations__change=change).get().code
    places = [feed.format(own=own, source=source, label=label) for feed in FEEDS]
    feeds = [f"{place}.{form}" for place in places for form in ("atom", "rss")] + OTHER_FEEDS
    feeds += [f"/search/feed.{form}?q=more" for form in ("atom", "rss", "json")]
    feeds += [f"/search/?q={asked}" for asked in ("more", "is:gone", "lang:en", "added:new", "-nothing")]
    feeds += [
        f"/published/{each}/annotation.jsonld" for each in change.publications.values_list("uuid", flat=True)
    ]
    feeds += [f"{source}figures.csv", f"{source}figures.csv?from=2026-03-01&to=2026-03-31"]
    others = [
        "compare/?old=1&new=2",
        "compare/?old=1&new=99",
        "compare/",
        "diff/1/2",
        "changes/2..1/",
        "changes/3..4/",
        "versions/4/",
    ]
    return [*pages_of(change), *feeds, *(f"{own}{other}" for other in others), f"{own}?from=2", "/nope"]


def all_of(response: HttpResponse) -> str:
    """An answer with its headers."""
    return f"{response.headers} {response.content.decode()}".lower()


def hide_articles(**fields: object) -> None:
    """Hide the articles that hold the secret."""
    Article.objects.filter(url__contains=SECRET).update(**fields)


HIDE: dict[str, Callable[[], object]] = {
    "withheld": lambda: hide_articles(exposure=Exposure.WITHHELD, exposure_reason=ExposureReason.EDITORIAL),
    "for legal reasons": lambda: hide_articles(
        exposure=Exposure.CANCELED, exposure_reason=ExposureReason.LEGAL
    ),
    "merged and withheld": lambda: hide_articles(
        merged_into=Article.objects.exclude(url__contains=SECRET).get(),
        exposure=Exposure.WITHHELD,
        exposure_reason=ExposureReason.PRIVACY,
    ),
    "source withheld": lambda: Source.objects.filter(articles__url__contains=SECRET).update(
        exposure=Exposure.WITHHELD
    ),
    "source private": lambda: Source.objects.filter(articles__url__contains=SECRET).update(
        public_text=PublicText.PRIVATE
    ),
}


def test_no_answer_holds_a_word_of_a_hidden_article() -> None:
    change = fill_site(SECRET, rule_words="Clocks")
    Source.objects.update(name="The Mill Lane Mercury")
    # The desk's own word, which stays where nothing bears it any more.
    Label.objects.update(name="Figure")
    # So that the feed of corrections and notices holds the change as well.
    Description.objects.filter(change=change).update(disclosure=Disclosure.CORRECTION)
    Article.objects.update(url=f"https://mercury.example/{SECRET}")
    make_change(make_article(change.article.source))
    client, paths = Client(), paths_of(change)
    before = {path: client.get(path) for path in paths}
    told = [path for path, response in before.items() if SECRET in all_of(response)]
    holding = {
        "/feeds/changes.atom",
        "/feeds/annotated.rss",
        "/feeds/gone-and-back.rss",
        "/feeds/disclosed.atom",
    }
    holding |= {"/feeds/kinds/headline.atom", "/feeds/changes.json", "/feeds/annotated.json"}
    assert {"/", change.get_absolute_url(), *holding} <= set(told)
    assert any("/feeds/labels/" in path for path in told)
    assert any(path.endswith("annotation.jsonld") for path in told)

    for how, hide in HIDE.items():
        begun = transaction.savepoint()
        hide()
        for path in paths:
            # Where the secret was told, whoever has kept the answer asks: she gets all of the one there is now.
            kept = {"if-none-match": before[path].headers.get("ETag", '"none"')} if path in told else {}
            response = client.get(path, headers=kept)
            assert SECRET not in all_of(response), (how, path)
            assert path not in told or response.status_code != 304, (how, path)
            # No page knows by which method it is asked: once will do.
            assert how != "withheld" or SECRET not in all_of(client.head(path)), path
        transaction.savepoint_rollback(begun)


def test_no_answer_holds_a_word_of_a_version_that_is_not_announced() -> None:
    change = fill_site()
    fields = dict.fromkeys(("headline", "standfirst", "share_headline", "section", "lang"), SECRET)
    held = make_version(
        Article.objects.get(pk=change.article_id),
        paragraphs=[SECRET],
        byline=[SECRET],
        captions=[SECRET],
        **fields,
    )
    assert SECRET in all_of(Client().get("/")) and held.number == 4
    Change.objects.filter(to_version=held).update(announced_at=None)

    for path in [*paths_of(change), f"/articles/{change.article_id}/changes/1..4/"]:
        assert SECRET not in all_of(Client().get(path)), path

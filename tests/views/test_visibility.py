"""What is not public is on no page, in no list and in no count; what was public once says that it is gone."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.builders import NOON, make_article, make_change, make_feed, make_source, make_version
from tests.views.asking import ask, read
from trackers.models import Article, Exposure, ExposureReason, PublicText, Source

pytestmark = pytest.mark.django_db


def paths_of(article: Article) -> list[str]:
    """Every address below an article."""
    own = f"/articles/{article.pk}/"
    return [
        own,
        f"{own}versions/1/",
        f"{own}versions/2/",
        f"{own}changes/1..2/",
        f"{own}changes/2..1/",
        f"{own}compare/?old=1&new=2",
        f"{own}changes.atom",
        f"{own}changes.rss",
    ]


def statuses(article: Article) -> set[int]:
    """What the addresses below an article answer."""
    return {Client().get(path).status_code for path in paths_of(article)}


def withhold(article: Article, *, reason: ExposureReason, exposure: Exposure = Exposure.WITHHELD) -> None:
    Article.objects.filter(pk=article.pk).update(exposure=exposure, exposure_reason=reason)


@pytest.mark.parametrize("exposure", [Exposure.WITHHELD, Exposure.CANCELED])
@pytest.mark.parametrize(
    "reason", [ExposureReason.EDITORIAL, ExposureReason.PRIVACY, ExposureReason.COMPLAINT]
)
def test_a_withheld_article_is_gone_and_gives_no_reason(exposure: Exposure, reason: ExposureReason) -> None:
    article = make_change(new={"headline": "A name that must not stand here"}).article
    withhold(article, reason=reason, exposure=exposure)

    assert statuses(article) == {410}
    said = read(article.get_absolute_url(), status=410)
    assert "This was public once and is not shown any more." in said
    assert "A name that" not in said and str(reason.label) not in said


def test_an_article_withheld_for_legal_reasons_says_that() -> None:
    article = make_change(new={"headline": "A name that must not stand here"}).article
    withhold(article, reason=ExposureReason.LEGAL)

    assert statuses(article) == {451}
    said = read(article.get_absolute_url(), status=451)
    assert "This cannot be shown for legal reasons." in said
    assert "A name that" not in said


@pytest.mark.parametrize("reason", list(ExposureReason))
def test_an_article_that_was_never_public_is_not_known_to_exist(reason: ExposureReason) -> None:
    article = make_change().article
    withhold(article, reason=reason)
    Article.objects.filter(pk=article.pk).update(public_since=None)

    assert statuses(article) == {404}


def test_an_article_that_was_never_read_is_not_there() -> None:
    assert statuses(make_article()) == {404}


@pytest.mark.parametrize("fields", [{"exposure": Exposure.WITHHELD}, {"public_text": PublicText.PRIVATE}])
def test_with_their_source_articles_and_its_page_are_gone(fields: dict[str, str]) -> None:
    article = make_change().article
    Source.objects.update(**fields)

    assert statuses(article) == {410}
    for path in (article.source.get_absolute_url(), f"{article.source.get_absolute_url()}changes.atom"):
        assert Client().get(path).status_code == 410


def test_a_source_withheld_for_legal_reasons_says_that_on_all_its_pages() -> None:
    change = make_change()
    Source.objects.update(exposure=Exposure.WITHHELD, exposure_reason=ExposureReason.LEGAL)
    for path in (change.article.source.get_absolute_url(), change.get_absolute_url()):
        assert Client().get(path).status_code == 451


def test_a_source_that_was_never_public_is_not_known_to_exist() -> None:
    source = make_source(public_text=PublicText.PRIVATE, public_since=None)

    for slug in (source.slug, "no-such-source"):
        ask(f"/sources/{slug}/", status=404)


@pytest.mark.parametrize("hide", ["article", "source", "private"])
def test_what_is_hidden_is_in_no_list_and_in_no_count(hide: str) -> None:
    source = make_source(name="The Mill Lane Mercury")
    make_feed(source, address="https://mercury.example/secret-feed.xml")
    make_change(make_article(source), new={"headline": "Hidden words"})
    shown = make_change(make_article(source if hide == "article" else None), new={"headline": "Shown words"})
    hidden = Article.objects.exclude(pk=shown.article_id).get()
    if hide == "article":
        withhold(hidden, reason=ExposureReason.PRIVACY)
    elif hide == "source":
        Source.objects.filter(pk=source.pk).update(exposure=Exposure.WITHHELD)
    else:
        Source.objects.filter(pk=source.pk).update(public_text=PublicText.PRIVATE)

    for path in (
        "/",
        "/sources/",
        shown.article.source.get_absolute_url(),
        "/feeds/changes.atom",
        "/feeds/changes.rss",
    ):
        body = Client().get(path).content.decode()
        assert "Hidden words" not in body
        assert f"/articles/{hidden.pk}/" not in body
        assert hide == "article" or "Mercury" not in body
    said = read(f"{shown.article.source.get_absolute_url()}?from=2026-03-01&to=2026-03-31")
    assert "1 of its articles can be read here." in said and "Articles whose text changed1" in said


def merge(article: Article, into: Article) -> None:
    Article.objects.filter(pk=article.pk).update(merged_into=into, merged_at=NOON)


def test_a_merged_article_leads_to_the_one_it_was_merged_into() -> None:
    source = make_source()
    first, second, third = (make_change(make_article(source)).article for _ in range(3))
    merge(first, second)
    merge(second, third)

    own = first.get_absolute_url()
    for path in (own, f"{own}changes.atom", f"{own}changes.rss"):
        response = Client().get(path)
        assert (response.status_code, response.headers["Location"]) == (301, third.get_absolute_url())
        assert response.headers["Cache-Control"] == "public, max-age=60", "so that it can be undone"


def test_what_was_seen_at_a_merged_articles_address_stays_where_it_was_cited() -> None:
    source = make_source()
    merged = make_change(make_article(source), new={"headline": "The ferry has sailed"}).article
    kept = make_change(make_article(source)).article
    merge(merged, kept)

    own = merged.get_absolute_url()
    for path in (f"{own}versions/1/", f"{own}versions/2/", f"{own}changes/1..2/"):
        said = read(path)
        assert "its story goes on here" in said
        assert 'content="noindex"' in Client().get(path).content.decode()
    listed = Client().get(kept.get_absolute_url()).content.decode()
    assert f'href="{own}changes/1..2/"' in listed and "The ferry has sailed" in listed
    assert "The ferry has sailed" not in Client().get("/").content.decode()


@pytest.mark.parametrize("hide", ["itself", "the other"])
def test_with_either_of_two_joined_articles_what_was_seen_is_withheld(hide: str) -> None:
    source = make_source()
    merged, kept = (make_change(make_article(source)).article for _ in range(2))
    merge(merged, kept)
    withhold(merged if hide == "itself" else kept, reason=ExposureReason.LEGAL)

    own = merged.get_absolute_url()
    records = {Client().get(path).status_code for path in (f"{own}versions/1/", f"{own}changes/1..2/")}
    assert records == ({301} if hide == "itself" else {451})
    if hide == "itself":
        assert own not in Client().get(kept.get_absolute_url()).content.decode()


def test_a_merge_leads_to_nothing_that_is_hidden() -> None:
    withheld, legal, unknown = (make_change().article for _ in range(3))
    withhold(withheld, reason=ExposureReason.PRIVACY)
    withhold(legal, reason=ExposureReason.LEGAL)
    merged = [make_change().article for _ in range(3)]
    for article, target in zip(merged, (withheld, legal, unknown), strict=True):
        Article.objects.filter(pk=article.pk).update(merged_into=target)
    Article.objects.filter(pk=merged[2].pk).update(public_since=None)

    assert [statuses(article) for article in merged] == [{410}, {451}, {404}]


def test_merges_in_a_circle_end() -> None:
    first, second = make_change().article, make_change().article
    Article.objects.filter(pk=first.pk).update(merged_into=second)
    Article.objects.filter(pk=second.pk).update(merged_into=first)

    assert statuses(first) == {404}


@pytest.mark.parametrize("number", [0, 999999, 2**63, 10**40])
def test_an_article_that_there_is_not_is_not_found(number: int) -> None:
    ask(f"/articles/{number}/", status=404)
    ask(f"/articles/{number}/changes/1..2/", status=404)


def test_a_hidden_articles_headline_is_not_shown_by_the_source_that_owns_it() -> None:
    source = make_source()
    article = make_article(source)
    make_version(article, headline="Kept back", observed_at=NOON - timedelta(days=1))
    withhold(article, reason=ExposureReason.EDITORIAL)

    assert "Kept back" not in read(source.get_absolute_url())

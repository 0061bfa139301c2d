"""The picture of a change: seen by whoever may see its page, kept while it says the same, told in words beside it."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from tests.builders import make_article, make_change, make_gone, make_return, make_source, make_version
from tests.views.asking import ask, words
from trackers.models import Article, Change, Description, Exposure, ExposureReason, PublicText, Source
from trackers.views import shareimage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    caches["pictures"].clear()


def look(path: str, *, status: int = 200, **headers: str) -> HttpResponse:
    response = Client().get(path, headers=headers)
    assert response.status_code == status, path
    return response


def picture_of(change: Change) -> str:
    return f"{change.get_absolute_url()}card.png"


def heads(path: str) -> dict[str, str]:
    metas = ask(path).cssselect("head meta[property^='og:image'], head meta[name^='twitter:']")
    return {str(meta.get("property") or meta.get("name")): str(meta.get("content")) for meta in metas}


def test_every_change_has_a_picture_of_the_size_that_its_page_says() -> None:
    article = make_change().article
    steps = [article.changes.get(), make_gone(article), make_return(article)]
    for step in steps:
        response = look(picture_of(step))
        assert response["Content-Type"] == "image/png"
        assert "max-age=60" in response["Cache-Control"]
        assert Image.open(BytesIO(response.content)).size == (1200, 630)
        told = heads(step.get_absolute_url())
        assert told["og:image"] == settings.PUBLIC_URL + picture_of(step)
        assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
        assert told["twitter:card"] == "summary_large_image"


def test_the_picture_is_told_in_words_in_the_head_and_on_the_page() -> None:
    change = make_change(
        make_article(make_source(name="The Ostby Herald")),
        old={"headline": "The mill", "paragraphs": ["It has 12 wheels."]},
        new={"headline": "The mill", "paragraphs": ["It has 40 wheels."]},
    )
    told = heads(change.get_absolute_url())["og:image:alt"]
    for part in (
        "The Ostby Herald",
        "The mill",
        "Removed: 12",
        "Added: 40",
        "between",
        "UTC on 14 March 2026",
    ):
        assert part in told
    (image,) = ask(change.get_absolute_url()).cssselect(".share-image img")
    assert (image.get("alt"), image.get("src")) == (told, picture_of(change))
    gone = heads(make_gone(Article.objects.get()).get_absolute_url())["og:image:alt"]
    assert "The page went away: the publisher’s server answered 404 (not found)." in gone


def test_where_the_headline_alone_changed_the_picture_shows_it_before_and_after() -> None:
    change = make_change(old={"headline": "Mayor denies gifts"}, new={"headline": "Mayor admits gifts"})
    page = ask(change.get_absolute_url())
    (image,) = page.cssselect(".share-image img")
    assert "Mayor admits gifts – The headline before: Mayor denies gifts – between" in str(image.get("alt"))
    assert "same words" not in words(page)
    look(picture_of(change))


def test_a_page_about_no_single_change_has_no_picture() -> None:
    change = make_change()
    make_version(Article.objects.get(), paragraphs=["Another."])
    own = change.article.get_absolute_url()
    for path in ("/", own, f"{own}changes/1..3/", f"{own}versions/1/", "/about/"):
        assert not heads(path), path


@pytest.mark.parametrize(
    "tail", ["changes/1..3/", "changes/2..1/", "changes/1..1/", "changes/7..8/", "gone/1/", "returns/9/"]
)
def test_what_is_no_change_has_no_picture(tail: str) -> None:
    change = make_change()
    make_version(Article.objects.get(), paragraphs=["Another."])
    look(f"{change.article.get_absolute_url()}{tail}card.png", status=404)
    look(f"/articles/{10**17}/{tail}card.png", status=404)


def test_what_is_not_announced_or_not_described_yet_has_none() -> None:
    change = make_change()
    Change.objects.update(announced_at=None)
    look(picture_of(change), status=404)
    other = make_change()
    Description.objects.all().delete()
    look(picture_of(other), status=404)


HIDE: dict[str, tuple[Callable[[], object], int]] = {
    "withheld": (
        lambda: Article.objects.update(exposure=Exposure.WITHHELD, exposure_reason=ExposureReason.EDITORIAL),
        410,
    ),
    "for legal reasons": (
        lambda: Article.objects.update(exposure=Exposure.WITHHELD, exposure_reason=ExposureReason.LEGAL),
        451,
    ),
    "publisher withheld": (lambda: Source.objects.update(exposure=Exposure.WITHHELD), 410),
    "publisher private": (lambda: Source.objects.update(public_text=PublicText.PRIVATE), 410),
    "never public": (
        lambda: Article.objects.update(
            exposure=Exposure.WITHHELD, exposure_reason=ExposureReason.EDITORIAL, public_since=None
        ),
        404,
    ),
}


@pytest.mark.parametrize("how", HIDE)
def test_whoever_may_not_see_the_page_may_not_see_the_picture(how: str) -> None:
    change = make_change()
    gone = make_gone(Article.objects.get())
    kept = look(picture_of(change))["ETag"]
    hide, status = HIDE[how]
    hide()
    for step in (change, gone):
        for headers in ({}, {"if-none-match": kept}):
            response = look(picture_of(step), status=status, **headers)
            assert "image" not in response["Content-Type"]


def test_a_publisher_of_passages_has_pictures_of_passages() -> None:
    change = make_change()
    Source.objects.update(public_text=PublicText.PASSAGES)
    assert look(picture_of(change)).content


def test_what_was_sent_is_not_sent_again_and_nothing_is_drawn_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    change = make_change()
    first = look(picture_of(change))
    drawn: list[Any] = []
    monkeypatch.setattr(shareimage, "draw_share_image", drawn.append)
    assert look(picture_of(change), status=304, **{"if-none-match": first["ETag"]}).content == b""
    assert look(picture_of(change)).content == first.content
    assert not drawn


def test_a_change_that_is_described_anew_has_another_picture_at_once() -> None:
    change = make_change()
    first = look(picture_of(change))
    Description.objects.update(added="Fifty")
    second = look(picture_of(change), **{"if-none-match": first["ETag"]})
    assert second["ETag"] != first["ETag"] and second.content != first.content
    Source.objects.update(name="Renamed")
    assert look(picture_of(change))["ETag"] != second["ETag"]


def test_a_picture_that_cannot_be_kept_is_sent_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(type(caches["pictures"]), "set", refuse)
    assert look(picture_of(make_change())).content


def test_a_change_that_shows_no_difference_any_more_says_so() -> None:
    change = make_change()
    Description.objects.filter(change=change).update(words_added=0, removed="", added="")
    assert "The same words: a passage moved" in heads(change.get_absolute_url())["og:image:alt"]


def test_a_picture_costs_two_queries_and_one_that_is_known_as_many(
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    change = make_change()
    path = picture_of(change)
    for headers in ({}, {"if-none-match": look(path)["ETag"]}):
        with django_assert_max_num_queries(2):
            Client().get(path, headers=headers)


def test_only_looking_is_allowed() -> None:
    path = picture_of(make_change())
    assert Client().head(path).status_code == 200
    assert Client().post(path).status_code == 405


def test_hostile_text_is_neither_drawn_as_markup_nor_told_as_any() -> None:
    canary = '"><script>alert(1)</script>' + "\u202e" + "a\u0301" * 500
    change = make_change(
        old={"headline": canary, "paragraphs": [canary]}, new={"headline": canary, "paragraphs": ["x"]}
    )
    assert Image.open(BytesIO(look(picture_of(change)).content)).size == (1200, 630)
    page = ask(change.get_absolute_url())
    assert "<script>alert(1)" in heads(change.get_absolute_url())["og:image:alt"]
    assert not page.xpath("//script[not(@src)]")

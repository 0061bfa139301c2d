"""Asking for feeds: what the tests of this room share."""

from datetime import datetime
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from tests.feeds.rules import atom_problems, rss_problems
from tests.reviews import make_published
from trackers.desk.publications import retract_published
from trackers.models import Annotation, Article, Change, Label, Source

FORMS = ("atom", "rss")
PROBLEMS = {"atom": atom_problems, "rss": rss_problems}


def routes_of(article: Article) -> list[tuple[str, tuple[Any, ...]]]:
    """The four scopes of feeds, without their form: route and arguments."""
    return [
        ("changes", ()),
        ("annotated", ()),
        ("source", (article.source.slug,)),
        ("article", (article.pk,)),
    ]


def address(route: str, *arguments: Any) -> str:
    """The path of a feed, such as ``address("source_atom", "gazette")``."""
    return reverse(route, args=arguments)


def get_feed(route: str, *arguments: Any) -> bytes:
    """The body of a feed that is there."""
    response = Client().get(address(route, *arguments))
    assert response.status_code == 200
    return response.content


def publish_annotation(
    change: Change,
    *,
    note: str = "The figure was corrected.",
    labels: tuple[str, ...] = (),
    at: datetime | None = None,
) -> Annotation:
    """A published annotation of a change."""
    made = [Label.objects.create(code=f"test-{slugify(name)}", name=name) for name in labels]
    return make_published(
        change, labels=made, at=at, public_note=note, internal_note="Never shown to readers"
    )


def take_back(*rows: Annotation) -> None:
    """Retract what was published."""
    for row in rows:
        retract_published(row, reason="It was wrong.", now=timezone.now())


def hide_source(source: Source, **fields: Any) -> None:
    """Write fields of a source straight into its row."""
    Source.objects.filter(pk=source.pk).update(**fields)


def hide_article(article: Article, **fields: Any) -> None:
    """Write fields of an article straight into its row."""
    Article.objects.filter(pk=article.pk).update(**fields)

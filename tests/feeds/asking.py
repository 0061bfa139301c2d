"""Asking for feeds: what the tests of this room share."""

from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from tests.builders import make_editor
from tests.feeds.rules import atom_problems, rss_problems
from trackers.models import Annotation, AnnotationState, Article, Change, Label, Source

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
    change: Change, *, note: str = "The figure was corrected.", labels: tuple[str, ...] = ()
) -> Annotation:
    """A published annotation of a change."""
    now = timezone.now()
    annotation = Annotation.objects.create(
        change=change,
        author=make_editor(),
        author_name="R. Editor",
        public_note=note,
        internal_note="Never shown to readers",
        state=AnnotationState.PUBLISHED,
        published_at=now,
        updated_at=now,
    )
    for name in labels:
        annotation.labels.add(Label.objects.create(code=f"test-{slugify(name)}", name=name))
    return annotation


def hide_source(source: Source, **fields: Any) -> None:
    """Write fields of a source straight into its row."""
    Source.objects.filter(pk=source.pk).update(**fields)


def hide_article(article: Article, **fields: Any) -> None:
    """Write fields of an article straight into its row."""
    Article.objects.filter(pk=article.pk).update(**fields)

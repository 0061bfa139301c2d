"""A site with one of everything, and the addresses of all its public pages."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest_django
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from tests.builders import (
    NOON,
    make_article,
    make_change,
    make_feed,
    make_gone,
    make_return,
    make_source,
    make_version,
)
from tests.reviews import make_published
from trackers.desk.publications import freeze
from trackers.models import (
    Absence,
    Annotation,
    Article,
    Change,
    Description,
    EditionNature,
    Gap,
    Label,
    NoiseRule,
    NoiseState,
    Source,
    Statement,
)
from trackers.text.quoteanchors import make_anchor, write_anchor

# Reached without an account; whatever is not here belongs to the desk.
PUBLIC_ROUTES = {
    "front", "sources", "source", "article", "life", "version", "compare", "change", "gone", "returned", "diff",
    "about", "healthz", "robots", "favicon", "changes_atom", "changes_rss", "source_atom", "source_rss", "article_atom",
    "article_rss", "annotated_atom", "annotated_rss", "rules", "change_image", "gone_image", "returned_image",
    "search", "search_atom", "search_rss", "search_json", "source_figures", "feeds", "feeds_opml",
    "changes_json", "annotated_json", "kind_atom", "kind_rss", "label_atom", "label_rss", "disclosed_atom",
    "disclosed_rss", "absences_atom", "absences_rss", "significance_atom", "significance_rss", "publication",
    "corrections", "publication_annotation", "data", "data_file",
}  # fmt: skip


# Beside Django's admin: the first page of it, one that is shut, and the address in a mail, which asks for what only its
# owner was sent.
ASKS = {"desk", "no_page", "stop_digest"}


@contextmanager
def taken_back(blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """What is done inside is undone at the end: for a site that the tests of a module look at and leave as it is."""
    with blocker.unblock(), transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def fill_site(
    text: str = "words", *, rule_words: str = "", short: Sequence[str] = (), **source_fields: Any
) -> Change:
    """One of everything, every text field holding ``text``; the Change from Version 1 to 2.

    ``rule_words`` are what the desk calls its noise rule, where that is to be something else. Names that may have 80
    characters only hold no long text: for each of ``short`` there is a label and a rule that bears it.
    """
    source = make_source(name=f"Paper {text}"[:200], **source_fields)
    make_feed(source, title=text[:300])
    article = make_article(source, entry_title=text[:500])
    fields = {
        "share_headline": text,
        "section": text,
        "standfirst": text,
        "byline": [text],
        "captions": [text, "One"],
    }
    unchanged = [f"Paragraph {number} stays as it is." for number in range(6)]
    make_version(
        article, headline=text, paragraphs=[text, f"x{text}y", *unchanged], date_published=NOON, **fields
    )
    fields |= {"standfirst": f"{text} more", "byline": [text, f"B {text}"], "captions": [text, "Two"]}
    change = make_change(
        article,
        new={
            "headline": f"{text} and {text}",
            "paragraphs": [*unchanged, text, f"x{text}z", f"New {text}"],
            **fields,
        },
    )
    make_version(article, headline=f"Third {text}", paragraphs=[text], same_text_as=change.from_version)
    reply(annotate(change, text=text, names=short), text=text)
    retract(change, text=text)
    make_absences(article, text=text)
    make_version(make_article(source, url=f"{source.homepage}once"), headline=text, paragraphs=[text])
    for words in short or [rule_words or text or "Clocks"]:
        lower_one(source, text=text, words=words)
    return change


def reply(note: Annotation, *, text: str) -> Statement:
    """What a publisher says to a note, corrected since; all of it ``text``."""
    said = {
        "annotation": note, "change": note.change, "speaker": text[:200] or "The publisher", "received_at": NOON,
        "recorder_name": "Somebody at the desk", "public_at": NOON, "uuid": uuid4(),
    }  # fmt: skip
    Statement.objects.create(words=f"Not so: {text}", **said)
    correction = {"edition": 2, "nature": "correction", "reason": text or "A slip."}
    return Statement.objects.create(words=f"Not quite so: {text}", **said, **correction)


def lower_one(source: Source, *, text: str, words: str) -> Change:
    """A Change of nothing but a line of the page, lowered by a rule whose name and sentence are ``words``."""
    rule = NoiseRule.objects.create(
        name=words[:80], sentence=words[:300], kinds=["furniture"], phrases=text, note="For the desk alone.",
        source=source, state=NoiseState.IN_FORCE, in_force_since=NOON,
    )  # fmt: skip
    clocks = ({"headline": text, "paragraphs": [text, f"Updated {hours} hours ago"]} for hours in (2, 3))
    change = make_change(
        make_article(source, url=f"{source.homepage}clock-{rule.pk}"), old=next(clocks), new=next(clocks)
    )
    parts = [["furniture", 1], [f"rule:{rule.name}", -100]]
    Description.objects.filter(change=change, kinds=["furniture"]).update(
        lowered_by=rule, rank=-99, rank_parts=parts
    )
    return change


def make_absences(article: Article, *, text: str) -> None:
    """Gone and back with the same text, gone and back with an earlier one, and gone once more; notes, and a gap."""
    make_gone(article)
    annotate(make_return(article), text=text)
    make_gone(article, absence=Absence.HOME_PAGE)
    make_return(article, version=article.versions.get(number=2))
    annotate(make_gone(article, absence=Absence.LEGAL), text=text)
    Gap.objects.create(
        cause="operator",
        started_at=NOON,
        ended_at=NOON + timedelta(hours=1),
        reason=text,
        actor_name=text[:200],
    )


def annotate(change: Change, *, text: str, names: Sequence[str] = ()) -> Annotation:
    """A published note, all of it ``text``, with a label for each of ``names``, or with one that is called so too."""
    before, after = change.text_before, change.text_after
    quoted = [
        make_anchor(after.text, f"New {text}", side="after"),
        make_anchor(before.text, f"{text}y", side="before"),
        make_anchor(after.text, f"{text} more", side="after"),
    ]
    labels = [
        Label.objects.create(code=f"test-{Label.objects.count()}", name=name, definition=text)
        for name in names or [text[:80] or "A word"]
    ]
    said = {"author_name": text[:200] or "The desk", "public_note": text[:2000], "significance": 2}
    said |= {"anchors": [write_anchor(anchor) for anchor in quoted if anchor is not None]}
    note = make_published(change, labels=labels, at=NOON, internal_note="For the desk alone.", **said)
    freeze(note, EditionNature.AMENDMENT, now=NOON, reason=text or "A slip.")
    return note


def retract(change: Change, *, text: str) -> Annotation:
    """A note that was taken back, the reason being ``text``."""
    note = make_published(
        change, at=NOON, author_name=text[:200] or "The desk", public_note="For nobody any more."
    )
    Annotation.objects.filter(pk=note.pk).update(state="retracted")
    freeze(note, EditionNature.RETRACTION, now=NOON, reason=text or "It was wrong.")
    return note


def pages_of(change: Change) -> list[str]:
    """The addresses of every public page of a filled site; none of them redirects."""
    article = Article.objects.select_related("source").get(pk=change.article_id)
    own, source = article.get_absolute_url(), article.source.get_absolute_url()
    return [
        "/",
        f"/?source={article.source.slug}",
        "/?kind=addition",
        "/?noted=1&since=month&from=2026-03-01&all=1",
        "/sources/",
        "/sources/?q=paper&followed=now",
        source,
        f"{source}?all=1",
        "/rules/",
        "/published/",
        "/data/",
        *(f"/published/{uuid}/" for uuid in change.publications.values_list("uuid", flat=True).distinct()),
        f"{source}?from=2026-03-01&to=2026-03-31",
        own,
        f"{own}life/",
        f"{own}life/?at=2",
        f"{own}versions/1/",
        f"{own}versions/2/",
        f"{own}versions/3/",
        f"{own}changes/1..2/",
        f"{own}changes/2..3/",
        f"{own}changes/1..3/",
        f"{own}changes/1..2/?show=changed",
        f"{own}changes/1..2/?view=inline",
        f"{own}changes/1..2/?view=beside",
        f"{own}changes/1..3/?view=beside",
        f"{own}gone/1/",
        f"{own}gone/2/",
        f"{own}gone/3/",
        f"{own}returns/1/",
        f"{own}returns/2/",
        f"{own}returns/2/?show=changed",
        "/about/",
        "/search/",
        "/search/?q=paragraph",
        f"/search/?q=added%3Anew+source%3A{article.source.slug}",
        "/feeds/",
    ]


def routes() -> list[tuple[str, str]]:
    """Name and pattern of every route outside the admin and the static files."""
    found = []
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            if str(pattern.pattern) == "":
                found += [(str(each.name), str(each.pattern)) for each in pattern.url_patterns if each.name]
        elif isinstance(pattern, URLPattern) and pattern.name not in ASKS:
            found.append((str(pattern.name), str(pattern.pattern)))
    return found

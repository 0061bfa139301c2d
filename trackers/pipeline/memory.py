"""Memory: what an Article remembers between two looks, as ``trackers.text.deciding`` wants to know it."""

from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from trackers.models import Article, ReadText, Snapshot, Variant, WaitingFor
from trackers.text.deciding import Evidence, Flip, Memory, Rendition, Waiting, Wants, strip_marked
from trackers.text.tidy import tidy

# How long a second look is apart from the first, as a share of the Source's first interval: 2 of 30 minutes.
SOON = 15
MOST_SOON = timedelta(minutes=2)
MOST_VARIANTS = 30
# Of an Article; those that were seen to flip once and longest ago go first.
MOST_VARIANTS_KEPT = 200

# Tells the places of the template's lines in a text that was read before.
Mark = Callable[[ReadText], Container[int]]


def remember(article: Article, rendition: Rendition, *, mark: Mark) -> Memory:
    """Return what is known of an Article; its variants only where its text differs."""
    latest = article.latest_version
    if latest is None:
        return Memory()
    stored = article.basis or latest
    basis = strip_marked(
        stored.text,
        lines=stored.paragraphs,
        marked=mark(stored),
        own=frozenset(rendition.text.paragraphs),
    )
    flips = () if basis == rendition.text else tuple(_known_flips(article))
    return Memory(
        basis=basis,
        pointers=frozenset(map(tidy, stored.pointers)),
        share_headline=stored.share_headline,
        date_modified=stored.date_modified,
        reader=(stored.extractor, stored.hints),
        places=tuple(stored.places.items()),
        waiting=_waiting_of(article),
        flips=flips,
        is_back=article.gone_at is not None,
        soon=min(article.source.first_interval / SOON, MOST_SOON),
    )


def _known_flips(article: Article) -> list[tuple[Flip, int]]:
    rows = article.variants.order_by("-last_seen_at")[:MOST_VARIANTS]
    return [(Flip(row.field, row.one, row.other), row.times) for row in rows]


def _waiting_of(article: Article) -> Waiting | None:
    if not article.waiting_for or article.waiting_since is None:
        return None
    return Waiting(
        article.waiting_hash, article.waiting_since, article.waiting_looks, Wants(article.waiting_for)
    )


def know_again(article: Article, memory: Memory, rendition: Rendition, *, evidence: Evidence) -> Memory:
    """Return a Memory that knows the waiting text by what it says as we read today, where a look shows it again.

    Other hints, a newer extractor or a line that is learned must not cost it its first look: the locked row of the
    Article is told as well, for its caller to save.
    """
    waiting, key = memory.waiting, rendition.key
    if waiting is None or waiting.text_hash == key or rendition.text == memory.basis:
        return memory
    waited = evidence.read_waiting()
    if waited is None or waited.key != key:
        return memory
    article.waiting_hash = key
    return replace(memory, waiting=replace(waiting, text_hash=key))


def wait_for(article: Article, waiting: Waiting | None, *, snapshot: Snapshot) -> None:
    """Set the columns of the text that waits; its first response and moment stay while it is the same."""
    if waiting is None:
        article.forget_waiting()
        return
    if article.waiting_hash != waiting.text_hash or article.waiting_snapshot_id is None:
        article.waiting_snapshot = snapshot
    article.waiting_hash, article.waiting_since = waiting.text_hash, waiting.since
    article.waiting_for, article.waiting_looks = WaitingFor(waiting.wants), waiting.looks


def note_flips(article: Article, flips: Sequence[Flip], *, at: datetime) -> None:
    """Tell each place that flips once, with both texts; an Article's slots must not fill the table."""
    has_new = False
    for flip in flips[:MOST_VARIANTS]:
        texts = "\x00".join((flip.field, *sorted((flip.one, flip.other))))
        key = sha256(texts.encode("utf-8", "surrogatepass")).hexdigest()
        row, is_new = Variant.objects.get_or_create(
            article=article,
            key=key,
            defaults={
                "field": flip.field,
                "one": flip.one,
                "other": flip.other,
                "first_seen_at": at,
                "last_seen_at": at,
            },
        )
        has_new = has_new or is_new
        if not is_new:
            row.times, row.last_seen_at = row.times + 1, max(at, row.last_seen_at)
            row.save(update_fields=["times", "last_seen_at"])
    if has_new:
        kept = article.variants.order_by("-last_seen_at", "-pk").values_list("pk", flat=True)[:MOST_VARIANTS]
        rows = article.variants.exclude(pk__in=list(kept)).order_by("-times", "-last_seen_at", "-pk")
        surplus = list(rows.values_list("pk", flat=True)[MOST_VARIANTS_KEPT - MOST_VARIANTS :])
        if surplus:
            Variant.objects.filter(pk__in=surplus).delete()

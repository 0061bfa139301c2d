"""Separation: undo a merge. The Article gets its addresses back, is followed again, and is never joined like that.

Nothing else had moved: Versions, Changes and Checks had stayed with the Article whose pages led to the other one.
"""

from itertools import pairwise

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError
from trackers.desk.events import Actor, record_event
from trackers.desk.rights import WITHHOLD, require
from trackers.models import Act, Article, ArticleURL, Tracking

LONGEST_REASON = 2000


def addresses_going_back(article: Article) -> QuerySet[ArticleURL]:
    """Return the addresses that a merged Article would get back: its own, and those of Articles merged into it before.

    Two queries and one more for each step of merges.
    """
    return ArticleURL.objects.filter(moved_from__in=article.ids_with_joined())


def separate_article(article: Article, *, actor: Actor, reason: str) -> Article:
    """Undo the merge of an Article into another one, for a reason that stays on the record; return it.

    It is followed again at once unless it was paused when it was joined; its public pages work again. Neither it nor
    what was merged into it is joined again with any Article it led to. Raises DeskError when it is not joined with
    another one, or without a reason.
    """
    require(actor, WITHHOLD)
    reason = reason.strip()[:LONGEST_REASON]
    if not reason:
        raise DeskError(_("Say why."), fields={"reason": [_("Say why.")]})
    with transaction.atomic():
        others = _lock_with_targets(article)
        locked, targets = others[0], others[1:]
        if not targets:
            raise DeskError(_("“%(headline)s” is not joined with another article.") % {"headline": locked})
        target = targets[0]
        back = [row.url for row in addresses_going_back(locked)]
        _give_back(locked)
        _keep_apart(locked, targets)
        record_event(
            Act.SEPARATE,
            actor=actor,
            source=locked.source,
            article=locked,
            reason=reason,
            before={"merged_into": str(target.pk)},
            after={"apart_from": [str(other.pk) for other in targets], "addresses": back},
        )
    return locked


def _lock_with_targets(article: Article) -> list[Article]:
    """Return an Article and, in order, those it leads to, all locked in the order of their ids."""
    chain = [article.pk]
    while (following := Article.objects.values_list("merged_into", flat=True).get(pk=chain[-1])) is not None:
        if following in chain:
            break
        chain.append(following)
    rows = Article.objects.select_for_update(of=("self",)).select_related("source", "latest_version")
    locked = {row.pk: row for row in rows.filter(pk__in=chain).order_by("pk")}
    ordered = [locked[pk] for pk in chain]
    if any(row.merged_into_id != following.pk for row, following in pairwise(ordered)):
        raise DeskError(_("Somebody else has just separated these articles."))
    return ordered


def _give_back(article: Article) -> None:
    """Undo what a merge did to an Article's row and addresses."""
    rows = addresses_going_back(article)
    rows.update(article=article)
    # What an earlier merge brought to this Article is still from there.
    ArticleURL.objects.filter(article=article, moved_from=article).update(moved_from=None)
    article.merged_into, article.merged_at = None, None
    if article.tracking != Tracking.PAUSED:
        article.tracking, article.next_check_at = Tracking.ACTIVE, timezone.now()
        article.interval = article.source.first_interval
    article.save(update_fields=["merged_into", "merged_at", "tracking", "next_check_at", "interval"])


def _keep_apart(article: Article, others: list[Article]) -> None:
    for one, apart in [(article, [other.pk for other in others])] + [
        (other, [article.pk]) for other in others
    ]:
        one.apart_from = sorted({*one.apart_from, *apart})
        one.save(update_fields=["apart_from"])

"""ArticleURL: an address an Article answered at, and how it became known."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackers.models.article import Article, draw_stratum
from trackers.models.fields import word_constraint
from trackers.models.source import Source
from trackers.text.urls import drop_tracking, key_of


class FoundBy(models.TextChoices):
    """How an address of an Article became known."""

    FEED = "feed", _("a feed")
    REDIRECT = "redirect", _("a redirect")
    CANONICAL = "canonical", _("the page's canonical link")
    DESK = "desk", _("an editor")


class ArticleURLQuerySet(models.QuerySet["ArticleURL"]):
    """Words to choose addresses by."""

    def claims(self) -> Self:
        """Those that a page has only called its canonical one: nobody has found an article there yet."""
        return self.filter(found_by=FoundBy.CANONICAL)

    def drop_claim(self, key: str, *, but_of: Article | None = None) -> None:
        """Free an address that an Article has only claimed; to be called in a transaction.

        The claimant's page is read again at its next look, whatever its bytes: what it says then decides whether the
        two are one. The claim of ``but_of`` is freed without that.
        """
        claim = self.claims().select_for_update().filter(key=key).first()
        if claim is None:
            return
        claim.delete()
        if but_of is None or claim.article_id != but_of.pk:
            Article.objects.filter(pk=claim.article_id).update(
                etag="", last_modified="", last_snapshot=None, fingerprint=""
            )

    def start_following(
        self, source: Source, *, url: str, found_by: FoundBy, now: datetime, title: str = ""
    ) -> "ArticleURL":
        """Make an Article for an address that ``normalise_url`` gave, due at once; return the address's row.

        A tenth of all, drawn by the Article's random uuid, is in the fixed stratum. The Article is asked for without
        the parameters that track readers. An address that another Article has only claimed by a canonical link goes to
        the new one, and the claim is read again. Raises IntegrityError when the address is followed already, which a
        rival may have seen to meanwhile.
        """
        lot = uuid.uuid4()
        with transaction.atomic():
            self.drop_claim(key_of(url))
            article = Article.objects.create(
                uuid=lot,
                stratum=draw_stratum(lot),
                source=source,
                url=drop_tracking(url),
                entry_title=title[:500],
                first_seen_at=now,
                interval=source.first_interval,
                next_check_at=now,
            )
            return self.create(
                article=article,
                url=url,
                key=key_of(url),
                found_by=found_by,
                first_seen_at=now,
                last_seen_at=now,
            )


class ArticleURL(models.Model):
    """An address an Article answered at (RFC 7089 URI-R). ``key`` is the address without what does not tell
    stories apart.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="urls")
    url = models.URLField(_("address"), max_length=2000)
    key = models.CharField(max_length=2000, unique=True)
    found_by = models.CharField(_("found by"), max_length=10, choices=FoundBy.choices, default=FoundBy.FEED)
    first_seen_at = models.DateTimeField(_("first seen"), default=timezone.now)
    last_seen_at = models.DateTimeField(_("last seen"), default=timezone.now)
    moved_from = models.ForeignKey(
        Article, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="moved_urls"
    )

    objects = ArticleURLQuerySet.as_manager()

    class Meta:
        ordering = ["first_seen_at", "pk"]
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [word_constraint("found_by", FoundBy, name="articleurl_found_by_is_a_word")]

    def __str__(self) -> str:
        return self.url

    @property
    def is_claim(self) -> bool:
        """Whether a page has only called this its canonical address; the same rule as ``claims()``."""
        return self.found_by == FoundBy.CANONICAL

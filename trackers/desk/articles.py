"""Articles: follow one by its address, pause and resume following, withhold from the public and release."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError
from trackers.desk.events import Actor, record_event
from trackers.desk.exposure import read_reason
from trackers.desk.feeds import read_address
from trackers.models import Act, Article, ArticleURL, Exposure, FoundBy, Source, SourceState, Tracking
from trackers.text.urls import key_of


def add_article(source: Source, *, address: str, actor: Actor) -> Article:
    """Follow the article at an address, first look at once; return it.

    Raises DeskError for what is no web address, an address that is followed already, and a retired source.
    """
    url = read_address(address)
    if source.state == SourceState.RETIRED:
        raise DeskError(_("“%(name)s” is retired: resume it first.") % {"name": source.name})
    known = (
        ArticleURL.objects.select_related("article__source", "article__latest_version")
        .exclude(pk__in=ArticleURL.objects.claims())
        .filter(key=key_of(url))
        .first()
    )
    if known is not None:
        raise _followed_already(known.article)
    try:
        with transaction.atomic():
            row = Article.objects.start_following(source, url=url, found_by=FoundBy.DESK, now=timezone.now())
            article = row.article
            record_event(Act.ADD, actor=actor, source=source, article=article, after={"address": url})
    except IntegrityError as error:
        raise DeskError(_("This address has just been added by somebody else.")) from error
    return article


def pause_article(article: Article, *, actor: Actor, reason: str = "") -> Article:
    """Stop looking at an article until it is resumed; raise DeskError when it is not being followed."""
    with transaction.atomic():
        locked = _lock(article)
        if locked.tracking != Tracking.ACTIVE:
            raise DeskError(
                _("“%(headline)s” is not being followed: it is %(state)s.")
                % {"headline": locked.headline, "state": Tracking(locked.tracking).label}
            )
        before = {"tracking": locked.tracking}
        locked.tracking, locked.next_check_at = Tracking.PAUSED, None
        locked.save(update_fields=["tracking", "next_check_at"])
        _record(
            Act.PAUSE,
            locked,
            actor=actor,
            reason=reason,
            before=before,
            after={"tracking": Tracking.PAUSED.value},
        )
    return locked


def resume_article(article: Article, *, actor: Actor, reason: str = "") -> Article:
    """Follow a paused or closed article again, first look at once; raise DeskError when it is being followed.

    One that was closed for its age starts with its source's first interval again.
    """
    with transaction.atomic():
        locked = _lock(article)
        if locked.tracking == Tracking.ACTIVE:
            raise DeskError(_("“%(headline)s” is being followed already.") % {"headline": locked.headline})
        before = {"tracking": locked.tracking}
        if locked.tracking == Tracking.CLOSED:
            locked.interval = locked.source.first_interval
        locked.tracking, locked.next_check_at = Tracking.ACTIVE, timezone.now()
        locked.save(update_fields=["tracking", "next_check_at", "interval"])
        _record(
            Act.RESUME,
            locked,
            actor=actor,
            reason=reason,
            before=before,
            after={"tracking": Tracking.ACTIVE.value},
        )
    return locked


def ask_for_look(article: Article, *, actor: Actor, job: str) -> Article:
    """Put on the record that somebody asked for a look now; ``job`` names the job. Raises DeskError."""
    if article.merged_into_id is not None:
        raise _joined(article)
    _record(Act.CHECK, article, actor=actor, after={"job": job})
    return article


def withhold_article(article: Article, *, reason: str, note: str = "", actor: Actor) -> Article:
    """Take an article from every public page, list, feed and count; following goes on.

    ``reason`` is a word of ExposureReason, ``note`` says more to the desk. Raises DeskError when it is
    withheld already for that reason, or cancelled.
    """
    reason = read_reason(reason)
    with transaction.atomic():
        locked = _lock(article)
        if locked.exposure == Exposure.CANCELED:
            raise _canceled(locked)
        if locked.exposure == Exposure.WITHHELD and locked.exposure_reason == reason:
            raise DeskError(
                _("“%(headline)s” is withheld already for that reason.") % {"headline": locked.headline}
            )
        before = {"exposure": locked.exposure, "exposure_reason": locked.exposure_reason}
        locked.exposure, locked.exposure_reason = Exposure.WITHHELD, reason
        locked.save(update_fields=["exposure", "exposure_reason"])
        after = {"exposure": Exposure.WITHHELD.value, "exposure_reason": reason}
        _record(Act.WITHHOLD, locked, actor=actor, reason=note, before=before, after=after)
    return locked


def release_article(article: Article, *, note: str = "", actor: Actor) -> Article:
    """Show a withheld article to the public again; raise DeskError when it is not withheld."""
    with transaction.atomic():
        locked = _lock(article)
        if locked.exposure == Exposure.CANCELED:
            raise _canceled(locked)
        if locked.exposure == Exposure.USABLE:
            raise DeskError(_("“%(headline)s” is not withheld.") % {"headline": locked.headline})
        before = {"exposure": locked.exposure, "exposure_reason": locked.exposure_reason}
        locked.exposure, locked.exposure_reason = Exposure.USABLE, ""
        if locked.is_public and locked.public_since is None:
            locked.public_since = timezone.now()
        locked.save(update_fields=["exposure", "exposure_reason", "public_since"])
        after = {"exposure": Exposure.USABLE.value, "exposure_reason": ""}
        _record(Act.RELEASE, locked, actor=actor, reason=note, before=before, after=after)
    return locked


def _lock(article: Article) -> Article:
    """Lock an article's row for the running transaction; raise DeskError for one joined with another."""
    rows = Article.objects.select_for_update(of=("self",)).select_related("source", "latest_version")
    locked = rows.get(pk=article.pk)
    if locked.merged_into_id is not None:
        raise _joined(locked)
    return locked


def _record(
    act: Act,
    article: Article,
    *,
    actor: Actor,
    after: dict[str, str],
    before: dict[str, str] | None = None,
    reason: str = "",
) -> None:
    record_event(
        act,
        actor=actor,
        source=article.source,
        article=article,
        reason=reason,
        before=before or {},
        after=after,
    )


def _followed_already(article: Article) -> DeskError:
    sentence = _("This address is followed already: article %(id)d of “%(name)s”, “%(headline)s”.") % {
        "id": article.pk,
        "name": article.source.name,
        "headline": article.headline,
    }
    return DeskError(sentence, fields={"address": [sentence]})


def _joined(article: Article) -> DeskError:
    return DeskError(
        _("“%(headline)s” was joined with article %(id)d: act on that one.")
        % {"headline": article.headline, "id": article.merged_into_id}
    )


def _canceled(article: Article) -> DeskError:
    return DeskError(_("“%(headline)s” is cancelled for good.") % {"headline": article.headline})

"""Articles: follow one by its address, pause and resume following, withhold from the public and release.

Every state an article is in was reached by ``move_article``, or by a look.
"""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError, OvertakenError
from trackers.desk.events import Actor, record_event
from trackers.desk.exposure import Grounds, forget_copies, read_grounds
from trackers.desk.feeds import read_address
from trackers.desk.moves import MOVES, Move, MoveTerms
from trackers.desk.rights import ADD_ARTICLE, CHECK, require
from trackers.models import (
    Act,
    Article,
    ArticleURL,
    Exposure,
    FoundBy,
    Source,
    SourceState,
    Tracking,
    WithheldPart,
    Withholding,
)
from trackers.text.urls import key_of


def add_article(source: Source, *, address: str, actor: Actor) -> Article:
    """Follow the article at an address, first look at once; return it.

    Raises DeskError for what is no web address, an address that is followed already, and a retired source.
    """
    require(actor, ADD_ARTICLE)
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
            row = ArticleURL.objects.start_following(
                source, url=url, found_by=FoundBy.DESK, now=timezone.now()
            )
            article = row.article
            record_event(Act.ADD, actor=actor, source=source, article=article, after={"address": url})
    except IntegrityError as error:
        raise DeskError(_("This address has just been added by somebody else.")) from error
    return article


def pause_article(article: Article, *, actor: Actor, reason: str = "", seen: str = "") -> Article:
    """Stop looking at an article until it is resumed; raise DeskError when it is not being followed."""
    return move_article(article, Move.PAUSE, actor=actor, note=reason, seen=seen)


def resume_article(article: Article, *, actor: Actor, reason: str = "", seen: str = "") -> Article:
    """Follow a paused or closed article again, first look at once; raise DeskError when it is being followed.

    One that was closed for its age starts with its source's first interval again.
    """
    return move_article(article, Move.RESUME, actor=actor, note=reason, seen=seen)


def ask_for_look(article: Article, *, actor: Actor, job: str) -> Article:
    """Put on the record that somebody asked for a look now; ``job`` names the job. Raises DeskError."""
    require(actor, CHECK)
    if article.merged_into_id is not None:
        raise _joined(article)
    _record(Act.CHECK, article, actor=actor, after={"job": job})
    return article


def withhold_article(
    article: Article,
    *,
    reason: str,
    note: str = "",
    actor: Actor,
    authority: str = "",
    asked_by: str = "",
    due_on: date | None = None,
    seen: str = "",
) -> Article:
    """Take an article from every public page, list, feed and count; following goes on.

    ``reason`` is a word of ExposureReason, ``note`` says more to the desk; the rest is that of ``Grounds``. Raises
    DeskError when it is withheld already for that reason, or cancelled.
    """
    grounds = Grounds(reason, authority=authority, asked_by=asked_by, due_on=due_on, note=note)
    return move_article(article, Move.WITHHOLD, actor=actor, grounds=grounds, note=note, seen=seen)


def release_article(article: Article, *, note: str = "", actor: Actor, seen: str = "") -> Article:
    """Show a withheld article to the public again; raise DeskError when it is not withheld."""
    return move_article(article, Move.RELEASE, actor=actor, note=note, seen=seen)


def cancel_article(article: Article, *, grounds: Grounds, actor: Actor, seen: str = "") -> Article:
    """Take an article from the public for good: readers find a tombstone. Raises DeskError."""
    return move_article(article, Move.CANCEL, actor=actor, grounds=grounds, note=grounds.note, seen=seen)


def restore_article(article: Article, *, note: str, actor: Actor, seen: str = "") -> Article:
    """Show a cancelled article to the public again, for a reason that stays on the record. Raises DeskError."""
    return move_article(article, Move.RESTORE, actor=actor, note=note, seen=seen)


def move_article(
    article: Article,
    move: Move,
    *,
    actor: Actor,
    note: str = "",
    grounds: Grounds | None = None,
    seen: str = "",
) -> Article:
    """Make one move of the table, in one transaction with one event; return the row as it is now.

    ``seen`` is the state as the asker saw it, "" where nobody looked. It is asked in this order: may this account, is
    the row as it was seen, does the state allow it. Raises DeskError, OvertakenError, NotAllowedError.
    """
    terms = MOVES[move]
    require(actor, terms.permission)
    if terms.needs_note and not note.strip():
        raise DeskError(_("Say why."), fields={"note": [_("Say why.")]})
    if grounds is not None:
        grounds = read_grounds(grounds)
    with transaction.atomic():
        locked = _lock(article)
        now = timezone.now()
        state = str(getattr(locked, terms.field))
        if seen and seen != state:
            raise _overtaken(locked, terms)
        if state not in terms.froms:
            raise _refused(locked, move)
        if move == Move.WITHHOLD and grounds is not None and locked.exposure_reason == grounds.reason:
            raise DeskError(
                _("“%(headline)s” is withheld already for that reason.") % {"headline": locked.headline}
            )
        facts = ("tracking",) if terms.field == "tracking" else ("exposure", "exposure_reason")
        before = {name: str(getattr(locked, name)) for name in facts}
        setattr(locked, terms.field, terms.to)
        if terms.field == "tracking":
            _set_tracking(locked, before=state, now=now)
        else:
            _set_exposure(locked, grounds, now=now)
        after = {name: str(getattr(locked, name)) for name in facts}
        _record(terms.act, locked, actor=actor, reason=note, before=before, after=after)
    return locked


def _set_tracking(article: Article, *, before: str, now: datetime) -> None:
    if before == Tracking.CLOSED:
        article.interval = article.source.first_interval
    article.next_check_at = now if article.tracking == Tracking.ACTIVE else None
    article.save(update_fields=["tracking", "next_check_at", "interval"])


def _set_exposure(article: Article, grounds: Grounds | None, *, now: datetime) -> None:
    """Save what readers see of an article, and the row that says why they do not, in place of the one that stood."""
    article.exposure_reason = grounds.reason if grounds is not None else ""
    if article.is_public and article.public_since is None:
        article.public_since = now
    article.save(update_fields=["exposure", "exposure_reason", "public_since"])
    forget_copies()
    Withholding.objects.standing().filter(article=article, part=WithheldPart.ARTICLE).update(ended_at=now)
    if grounds is not None:
        Withholding.objects.create(
            part=WithheldPart.ARTICLE,
            article=article,
            reason=grounds.reason,
            authority=grounds.authority,
            asked_by=grounds.asked_by,
            due_on=grounds.due_on,
            note=grounds.note,
            made_at=now,
        )


def _refused(article: Article, move: Move) -> DeskError:
    """Return why a move is not one from where an article stands."""
    if move == Move.PAUSE:
        return DeskError(
            _("“%(headline)s” is not being followed: it is %(state)s.")
            % {"headline": article.headline, "state": Tracking(article.tracking).label}
        )
    words = {"headline": article.headline}
    if move == Move.RESUME:
        return DeskError(_("“%(headline)s” is being followed already.") % words)
    if move == Move.RESTORE:
        return DeskError(_("“%(headline)s” is not cancelled.") % words)
    if article.exposure == Exposure.CANCELED:
        return DeskError(_("“%(headline)s” is cancelled for good.") % words)
    return DeskError(_("“%(headline)s” is not withheld.") % words)


def _overtaken(article: Article, terms: MoveTerms) -> OvertakenError:
    acts = [other.act for other in MOVES.values() if other.field == terms.field]
    last = article.events.filter(act__in=acts).order_by("-at", "-pk").first()
    states: type[Tracking] | type[Exposure] = Tracking if terms.field == "tracking" else Exposure
    words = {"headline": article.headline, "state": states(getattr(article, terms.field)).label}
    if last is None:
        return OvertakenError(
            _("“%(headline)s” is not as you had seen it: it is %(state)s now.") % words, current=article
        )
    return OvertakenError(
        _("%(name)s changed “%(headline)s” at %(time)s UTC, after you had opened it: it is %(state)s now.")
        % {**words, "name": last.actor_name, "time": f"{last.at:%H:%M}"},
        current=article,
    )


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

"""Withholding: a Version or a passage is taken from readers, and shown again; what is derived of it goes as well.

Nothing that was recorded is altered. The Article bears what readers are not shown (``trackers.models.readersview``),
what a Change is found by is emptied until the clock has made it anew, and feeds say that they differ.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError, OvertakenError
from trackers.desk.events import Actor, check_row, record_event
from trackers.desk.exposure import Grounds, forget_copies, read_grounds
from trackers.desk.rights import WITHHOLD, require
from trackers.models import (
    Act,
    Article,
    ArticleURL,
    Change,
    ChangeWords,
    Description,
    Publication,
    ReviewEvent,
    Statement,
    Version,
    VersionWords,
    WithheldPart,
    Withholding,
)
from trackers.text.withheld import LONGEST_PASSAGE, count_words, find_passage, letters_of

FEWEST_WORDS = 3
MOST_PASSAGES = 50


@dataclass(frozen=True)
class Reach:
    """What withholding a passage would touch: Versions by number, Changes, published entries that hold the ``words``.

    ``addresses`` are those of the Article that seem to tell the words; no page can mask an address.
    """

    words: str
    versions: tuple[int, ...]
    changes: int
    notes: int
    addresses: tuple[str, ...]


def measure_passage(article: Article, *, words: str, allow_few: bool = False) -> Reach:
    """Return what withholding a passage of an Article would touch. Reads all of its texts: up to a second.

    Raises DeskError for words that do not stand in any of them, nor in what we have published, and for fewer than
    three, which stand in too many places, unless that is meant (``allow_few``): a name.
    """
    words = _read_words(words, allow_few=allow_few)
    ids = article.ids_with_joined()
    found = [version for version in Version.objects.filter(article__in=ids) if version.holds_any([words])]
    editions = [
        row for row in Publication.objects.told().filter(change__article__in=ids) if _says(row, words)
    ]
    replies = [row for row in Statement.objects.filter(change__article__in=ids) if _replies(row, words)]
    if not found and not editions and not replies:
        raise _refuse_words(
            _("These words do not stand in any version of this article, nor in a note of ours about it.")
        )
    steps = _list_touched(ids, words)
    wanted = letters_of(words)
    addresses = ArticleURL.objects.filter(article__in=ids).values_list("url", flat=True)
    return Reach(
        words=words,
        versions=tuple(sorted({version.number for version in found})),
        changes=len(steps),
        notes=len({*(row.annotation_id for row in editions), *(row.annotation_id for row in replies)}),
        addresses=tuple(sorted({url for url in addresses if wanted in letters_of(url)})),
    )


def find_same_text(version: Version) -> list[int]:
    """Return the numbers of other Versions of the Article that say the same as one."""
    rows = Version.objects.filter(article=version.article_id, text_hash=version.text_hash)
    return list(rows.exclude(pk=version.pk).order_by("number").values_list("number", flat=True))


def withhold_passage(
    article: Article, *, words: str, grounds: Grounds, actor: Actor, allow_few: bool = False
) -> Withholding:
    """Take a passage from all that readers see of an Article, in every text it stands in, today's and later ones.

    Raises DeskError as ``measure_passage`` does, and where the passage is withheld already.
    """
    require(actor, WITHHOLD)
    grounds = read_grounds(grounds)
    with transaction.atomic():
        locked = _lock(article)
        reach = measure_passage(locked, words=words, allow_few=allow_few)
        if letters_of(reach.words) in map(letters_of, locked.withheld_words):
            raise _refuse_words(_("This passage is withheld already."))
        if len(locked.withheld_words) >= MOST_PASSAGES:
            raise DeskError(_("So much of this article is withheld that it should be withheld whole."))
        ids = locked.ids_with_joined()
        row = Withholding(
            part=WithheldPart.PASSAGE, article=locked, words=reach.words, joined=sorted(ids - {locked.pk})
        )
        _begin(row, grounds, actor=actor, touched={"versions": list(reach.versions)})
        _settle(ids)
        _forget_derived(ids, reach.words, now=row.made_at)
    return row


def withhold_version(version: Version, *, grounds: Grounds, actor: Actor) -> Withholding:
    """Take a Version from readers, with every Change from or to it. Raises DeskError where no other would be left."""
    require(actor, WITHHOLD)
    grounds = read_grounds(grounds)
    with transaction.atomic():
        article = (
            Article.objects.select_for_update(of=("self",))
            .select_related("source")
            .get(pk=version.article_id)
        )
        if version.number in article.withheld_numbers:
            raise DeskError(_("Version %(number)d is withheld already.") % {"number": version.number})
        if not _leaves_others(article, version):
            raise DeskError(_("Readers see no other version of this article: withhold the article instead."))
        row = Withholding(part=WithheldPart.VERSION, article=article, version=version)
        _begin(row, grounds, actor=actor, touched={"versions": [version.number]})
        _settle({article.pk})
    return row


def end_withholding(withholding: Withholding, *, note: str = "", actor: Actor) -> Withholding:
    """Show what was withheld to readers again; raise OvertakenError where somebody else has done so already.

    An article as a whole is released by its own verb.
    """
    require(actor, WITHHOLD)
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=withholding.article_id)
        rows = Withholding.objects.select_for_update(of=("self",)).select_related(
            "article__source", "version"
        )
        locked = rows.get(pk=withholding.pk)
        if locked.ended_at is not None:
            raise _overtaken(locked)
        if locked.part == WithheldPart.ARTICLE:
            raise DeskError(_("This article is released on its own page."))
        locked.ended_at = timezone.now()
        locked.save(update_fields=["ended_at"])
        ids = {article.pk, *locked.joined}
        _settle(ids)
        if locked.part == WithheldPart.PASSAGE:
            _forget_derived(ids, locked.words, now=locked.ended_at)
        _record(Act.RELEASE, locked, actor=actor, note=note)
    return locked


def _read_words(words: str, *, allow_few: bool) -> str:
    read = " ".join(words.replace("\x00", "").split())
    if not letters_of(read):
        raise _refuse_words(_("Write or paste the words that are not to be shown."))
    if len(read) > LONGEST_PASSAGE:
        raise _refuse_words(_("This is longer than a passage: withhold the version or the article instead."))
    if count_words(read) < FEWEST_WORDS and not allow_few:
        raise _refuse_words(
            _(
                "So few words may stand in many places. Say that they are meant, such as a name, or write more of them."
            )
        )
    return read


def _refuse_words(sentence: str) -> DeskError:
    return DeskError(sentence, fields={"words": [sentence]})


def _lock(article: Article) -> Article:
    """Lock an Article and all that were joined with it, in the order of their ids; return it."""
    ids = article.ids_with_joined()
    rows = Article.objects.select_for_update(of=("self",)).select_related("source", "latest_version")
    locked = {row.pk: row for row in rows.filter(pk__in=ids).order_by("pk")}
    chosen = locked[article.pk]
    if chosen.merged_into_id is not None:
        raise DeskError(
            _("“%(headline)s” was joined with article %(id)d: act on that one.")
            % {"headline": chosen.headline, "id": chosen.merged_into_id}
        )
    return chosen


def _leaves_others(article: Article, version: Version) -> bool:
    """Tell whether readers see another Version: the first, or one that an announced Change leads to."""
    is_shown = Q(number=1) | Exists(Change.objects.announced().filter(to_version=OuterRef("pk")))
    others = Version.objects.filter(is_shown, article=article)
    return others.exclude(number__in=[*article.withheld_numbers, version.number]).exists()


def _begin(row: Withholding, grounds: Grounds, *, actor: Actor, touched: dict[str, Any]) -> None:
    row.reason, row.authority, row.asked_by = grounds.reason, grounds.authority, grounds.asked_by
    row.due_on, row.note, row.made_at = grounds.due_on, grounds.note, timezone.now()
    check_row(row, but=["article", "version"])
    row.save()
    _record(Act.WITHHOLD, row, actor=actor, note=grounds.note, touched=touched)


def _record(
    act: Act, row: Withholding, *, actor: Actor, note: str, touched: dict[str, Any] | None = None
) -> None:
    """Put an act on the record, without the words: events are kept for ever, and may be told to more people."""
    facts = {"part": str(row.part), "withholding": str(row.pk), **(touched or {})}
    if row.version is not None:
        facts["version"] = str(row.version.number)
    shows_again = act == Act.RELEASE
    record_event(
        act,
        actor=actor,
        source=row.article.source,
        article=row.article,
        reason=note,
        before={**facts, "reason": str(row.reason)} if shows_again else {},
        after={"part": str(row.part)} if shows_again else {**facts, "reason": str(row.reason)},
    )


def _overtaken(row: Withholding) -> OvertakenError:
    acts = ReviewEvent.objects.filter(
        article=row.article_id, act=Act.RELEASE, before__withholding=str(row.pk)
    )
    last = acts.order_by("-at", "-pk").first()
    sentence = _("%(name)s has shown this to readers again already, at %(time)s UTC.") % {
        "name": last.actor_name if last else _("Somebody"),
        "time": f"{row.ended_at:%Y-%m-%d %H:%M}",
    }
    return OvertakenError(sentence, current=row)


def _settle(ids: Iterable[int]) -> None:
    """Write on the Articles what the Withholdings say that stand, and drop the copies that were made before."""
    forget_copies()
    for article_id in sorted(ids):
        rows = Withholding.objects.standing()
        words = rows.covering(article_id).filter(part=WithheldPart.PASSAGE).order_by("pk")
        numbers = rows.filter(version__article=article_id).values_list("version__number", flat=True)
        Article.objects.filter(pk=article_id).update(
            withheld_words=list(words.values_list("words", flat=True)), withheld_numbers=sorted(numbers)
        )


def _list_touched(ids: Iterable[int], words: str) -> list[Change]:
    """Return the described Changes one of whose texts holds a passage, as recorded or as read again."""
    steps = Change.objects.filter(article__in=ids, description__isnull=False).select_related(
        "article",
        "from_version",
        "from_reading",
        "to_version",
        "description__before_reading",
        "description__after_reading",
    )
    return [
        step
        for step in steps.iterator(chunk_size=50)
        if any(text.holds_any([words]) for text in {*step.texts_shown, step.text_before, step.text_after})
    ]


def _says(edition: Publication, words: str) -> bool:
    """Tell whether words stand in what we have said ourselves: the note, a label, why it was amended or retracted."""
    said = (edition.public_note, edition.reason, *(label["name"] for label in edition.labels))
    return any(find_passage(text, words) for text in said)


def _replies(statement: Statement, words: str) -> bool:
    """Tell whether words stand in what a publisher says to an entry of ours."""
    said = (statement.words, statement.speaker, statement.reason)
    return any(find_passage(text, words) for text in said)


def _forget_derived(ids: Iterable[int], words: str, *, now: datetime) -> None:
    """Have all that was derived of texts with a passage be seen anew: excerpts, entries of feeds, what is found.

    What a search goes by is emptied, and made again by the clock.
    """
    ids = list(ids)
    touched = _list_touched(ids, words)
    for step in touched:
        texts = (*step.texts_shown, step.text_before)
        holds = any(text.holds_any(step.article.withheld_words) for text in texts)
        Description.objects.filter(change=step.pk).update(holds_withheld=holds, withheld_at=now)
    # A note of ours may quote what stands in neither text of its Change.
    editions = Publication.objects.filter(change__article__in=ids)
    noted = {row.change_id for row in editions if _says(row, words)}
    replies = Statement.objects.filter(change__article__in=ids)
    noted |= {row.change_id for row in replies if _replies(row, words)}
    Description.objects.filter(change__in=noted).update(withheld_at=now)
    ChangeWords.objects.filter(change__in=[step.pk for step in touched]).update(words="", rules="")
    VersionWords.objects.filter(version__article__in=ids).update(words="", rules="")

"""What the public may see of a whole publisher, and since when something has been public.

``public_since`` is written once and never taken back: it tells a 404 (never public) from a 410 (withdrawn).
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.desk.errors import DeskError
from trackers.desk.events import Actor, record_event
from trackers.desk.rights import WITHHOLD, require
from trackers.models import Act, Article, Dump, Exposure, ExposureReason, Source, hold_dumps
from trackers.models.source import LEGAL_DEMANDS


def withhold_source(source: Source, *, reason: str, note: str = "", actor: Actor) -> Source:
    """Take a publisher and all of its articles from the public; following goes on.

    ``reason`` is a word of ExposureReason. Raises DeskError when the publisher is not public.
    """
    require(actor, WITHHOLD)
    reason = read_reason(reason)
    with transaction.atomic():
        locked = Source.objects.select_for_update().get(pk=source.pk)
        if locked.exposure != Exposure.USABLE:
            raise DeskError(_("“%(name)s” is withheld already.") % {"name": locked.name})
        locked.exposure, locked.exposure_reason = Exposure.WITHHELD, reason
        locked.save(update_fields=["exposure", "exposure_reason"])
        forget_copies()
        record_event(
            Act.WITHHOLD,
            actor=actor,
            source=locked,
            reason=note,
            before={"exposure": Exposure.USABLE.value},
            after={"exposure": Exposure.WITHHELD.value, "exposure_reason": reason},
        )
    return locked


def release_source(source: Source, *, note: str = "", actor: Actor) -> Source:
    """Show a withheld publisher to the public; raise DeskError when it is not withheld."""
    require(actor, WITHHOLD)
    with transaction.atomic():
        locked = Source.objects.select_for_update().get(pk=source.pk)
        if locked.exposure != Exposure.WITHHELD:
            raise DeskError(_("“%(name)s” is not withheld.") % {"name": locked.name})
        locked.exposure, locked.exposure_reason = Exposure.USABLE, ""
        locked.save(update_fields=["exposure", "exposure_reason"])
        note_public_source(locked, now=timezone.now())
        record_event(
            Act.RELEASE,
            actor=actor,
            source=locked,
            reason=note,
            before={"exposure": Exposure.WITHHELD.value},
            after={"exposure": Exposure.USABLE.value},
        )
    return locked


def read_reason(reason: str) -> str:
    """Return a word of ExposureReason; raise DeskError for anything else."""
    if reason not in ExposureReason.values:
        raise DeskError(_("Choose a reason."), fields={"reason": [_("Choose a reason.")]})
    return ExposureReason(reason).value


@dataclass(frozen=True)
class Grounds:
    """Why something is withheld, as the desk says it; ``reason`` is a word of ExposureReason.

    ``authority`` is whose legal demand it is, in words that readers may see. ``asked_by`` and ``note`` are the desk's
    alone; on the day ``due_on`` somebody has to look at it again.
    """

    reason: str
    authority: str = ""
    asked_by: str = ""
    due_on: date | None = None
    note: str = ""


def forget_copies() -> None:
    """Drop what was made for readers before something is taken from them: pictures, comparisons and releases of data.

    Pictures and comparisons go once the running transaction stands; each is made anew when asked. No release is handed
    out any more from then on, one that is being written is thrown away at its end, and the next is made without what is
    withheld. Files that cannot be deleted here the clock deletes.
    """
    for name in ("pictures", "comparisons"):
        transaction.on_commit(caches[name].clear, robust=True)
    hold_dumps()
    names = list(Dump.objects.values_list("name", flat=True))
    Dump.objects.all().delete()
    if names and settings.OPEN_DATA_DIR:
        transaction.on_commit(partial(_delete_folders, names), robust=True)


def _delete_folders(names: Iterable[str]) -> None:
    for name in names:
        shutil.rmtree(Path(settings.OPEN_DATA_DIR) / name, ignore_errors=True)


def read_grounds(grounds: Grounds) -> Grounds:
    """Return grounds as they are stored; raise DeskError for what cannot be, or does not go together."""
    read = Grounds(
        read_reason(grounds.reason),
        authority=_tidy(grounds.authority, longest=200),
        asked_by=_tidy(grounds.asked_by, longest=300),
        due_on=grounds.due_on,
        note=grounds.note.replace("\x00", "").strip()[:2000],
    )
    if read.authority and read.reason not in LEGAL_DEMANDS:
        sentence = _("Only a legal demand is told to readers with the name of whoever made it.")
        raise DeskError(sentence, fields={"authority": [sentence]})
    if read.due_on is not None and read.due_on < timezone.now().date():
        sentence = _("This day has passed.")
        raise DeskError(sentence, fields={"due_on": [sentence]})
    return read


def _tidy(text: str, *, longest: int) -> str:
    return " ".join(text.replace("\x00", "").split())[:longest]


def note_public_source(source: Source, *, now: datetime) -> None:
    """Remember that a publisher, and every article of it that can be seen with it, is public from ``now``."""
    if not source.is_public:
        return
    if source.public_since is None:
        source.public_since = now
        source.save(update_fields=["public_since"])
    Article.objects.public().filter(source=source, public_since__isnull=True).update(public_since=now)

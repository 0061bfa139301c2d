"""Dump: one release of the data that anyone may see, as files in a folder, with what each of them is.

The row is what readers' pages go by: a file that no row names is not served, whatever lies in the folder.
"""

from typing import Any, Self

from django.db import connection, models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A number of ours for PostgreSQL's advisory locks.
_DUMPS_LOCK = 7_400_036


class DumpQuerySet(models.QuerySet["Dump"]):
    """Words to choose Dumps by."""

    def ready(self) -> Self:
        """Those whose files are written, the newest first."""
        return self.filter(ready_at__isnull=False).order_by("-made_at", "-pk")


class Dump(models.Model):
    """One release. ``name`` is that of its folder and stands in addresses; ``ready_at`` is None while it is written.

    ``files`` are objects of ``name``, ``size`` in bytes, ``sha256`` in hex, ``table`` (empty for what is none) and
    ``rows``. A row that is deleted while its files are written says that something was withheld meanwhile.
    """

    name = models.SlugField(_("name"), max_length=40, unique=True)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    ready_at = models.DateTimeField(_("ready at"), null=True, blank=True)
    files = models.JSONField(_("files"), default=list, blank=True)

    objects = DumpQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("release of data")
        verbose_name_plural = _("releases of data")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(ready_at__isnull=False) | Q(files=[]),
                name="dump_names_its_files_once_it_is_ready",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def find_file(self, name: str) -> dict[str, Any] | None:
        """Return what is known of one of its files, None where it has none of that name."""
        return next((each for each in self.files if each.get("name") == name), None)


def hold_dumps() -> None:
    """Let no Dump be begun before this transaction, which takes something from readers, ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_DUMPS_LOCK])


def turn_dumps() -> None:
    """Wait until nobody takes anything from readers, and let nobody else begin a Dump before this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_DUMPS_LOCK])

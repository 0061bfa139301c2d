"""Snapshot: the raw bytes and headers of one response, kept before anything is derived from it."""

import hashlib
from collections.abc import Iterable
from typing import Self

import zstandard
from django.core.files.storage import storages
from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MAX_BODY = 64 * 1024 * 1024


class MissingBody(LookupError):
    """The body of a Snapshot is not there any more, or is not what was stored."""


class KeptFor(models.TextChoices):
    """What a body was found to be kept for when the rule that forgets bodies came to it."""

    VERSION = "version", _("a version or a change's window")
    LATEST = "latest", _("the latest response of its article")


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    """Words to choose Snapshots by."""

    def with_body(self) -> Self:
        """Those whose body is still there."""
        return self.filter(body_deleted_at__isnull=True)

    def undecided(self) -> Self:
        """Those with a body that nothing was found to need yet, oldest first: what may have to go."""
        return self.with_body().filter(kept_for="").order_by("fetched_at", "pk")


class Snapshot(models.Model):
    """One stored response (an HTTP representation). Its body is content-addressed, compressed with zstd (RFC 8878).

    When the body goes, so do the headers, which only mean something beside it; hash, sizes and address stay.
    ``kept_for`` only spares the rule that forgets bodies from asking again; who needs a body is told by the rows that
    point at it.
    """

    article = models.ForeignKey("trackers.Article", on_delete=models.PROTECT, related_name="snapshots")
    fetched_at = models.DateTimeField(_("fetched at"))
    url = models.URLField(_("final address"), max_length=2000)
    status = models.PositiveSmallIntegerField(_("HTTP status"))
    headers = models.JSONField(
        _("headers"), default=list, help_text=_("Names and values in the order received.")
    )
    sha256 = models.CharField(_("SHA-256 of the body"), max_length=64, db_index=True)
    size = models.PositiveIntegerField(_("bytes"))
    stored_size = models.PositiveIntegerField(_("bytes on disk"))
    body_deleted_at = models.DateTimeField(_("body deleted at"), null=True, blank=True)
    kept_for = models.CharField(
        _("body kept for"), max_length=10, choices=KeptFor.choices, blank=True, editable=False
    )

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["-fetched_at", "-pk"]
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="snapshot_hash_is_hex"),
            models.CheckConstraint(
                condition=Q(kept_for__in=["", *KeptFor.values]), name="snapshot_kept_for_is_a_word"
            ),
        ]
        indexes = [
            models.Index(
                fields=["fetched_at"], name="snapshot_with_body", condition=Q(body_deleted_at__isnull=True)
            ),
            # What may have to go, oldest first, without the ever more that stays for good. One column only: with a
            # second PostgreSQL thinks less of its order and reads the index above, past all that stays.
            models.Index(
                fields=["fetched_at"],
                name="snapshot_undecided",
                condition=Q(body_deleted_at__isnull=True, kept_for=""),
            ),
            models.Index(
                fields=["article"],
                name="snapshot_kept_as_latest",
                condition=Q(body_deleted_at__isnull=True, kept_for="latest"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.url} ({self.fetched_at:%Y-%m-%d %H:%M} UTC)"

    @property
    def storage_name(self) -> str:
        """Return the body's name in the storage: made of the hash alone, never of data from outside."""
        return storage_name(self.sha256)

    def header(self, name: str) -> str:
        """Return the first header of that name, or an empty string."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def read_body(self) -> bytes:
        """Return the body; raise MissingBody where it was deleted or does not match its hash."""
        if self.body_deleted_at is not None:
            raise MissingBody(
                f"The body of snapshot {self.pk} was deleted at {self.body_deleted_at:%Y-%m-%d}."
            )
        try:
            with storages["snapshots"].open(self.storage_name) as file:
                body = zstandard.ZstdDecompressor().decompress(file.read(), max_output_size=MAX_BODY)
        except (FileNotFoundError, zstandard.ZstdError) as error:
            raise MissingBody(f"The body of snapshot {self.pk} cannot be read.") from error
        if hashlib.sha256(body).hexdigest() != self.sha256:
            raise MissingBody(f"The body of snapshot {self.pk} is not what was stored.")
        return body


def storage_name(sha256: str) -> str:
    """Return where the body with that hash lies: two levels of folders keep directories small."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}.zst"


def lock_bodies(hashes: Iterable[str]) -> None:
    """Keep rivals from storing or deleting the bodies with those hashes until the running transaction ends.

    Always in the same order, so that two who lock several never wait in a circle.
    """
    keys = sorted({int(sha256[:15], 16) for sha256 in hashes})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [keys])

"""SheetExport and SheetImport: changes taken to a spreadsheet, and the decisions that come back in one."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackers.models.change import Change
from trackers.models.fields import word_constraint


class SheetForm(models.TextChoices):
    """The forms a spreadsheet is written in."""

    CSV = "csv", "CSV"
    XLSX = "xlsx", "XLSX"


class ExportState(models.TextChoices):
    """How far a SheetExport has come."""

    RUNNING = "running", _("being written")
    DONE = "done", _("written")


class SheetExport(models.Model):
    """A list of Changes on its way into a file, for whoever asked and nobody else; it goes after a day.

    ``changes`` are their keys as the list stood, in its order, ``narrowed`` is the address's query that chose them.
    ``done`` of ``total`` rows are written; ``body`` is the file, once all are.
    """

    form = models.CharField(_("form"), max_length=4, choices=SheetForm.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=ExportState.choices, default=ExportState.RUNNING
    )
    asked_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, editable=False, related_name="+"
    )
    narrowed = models.TextField(_("which changes"), blank=True)
    changes = ArrayField(models.BigIntegerField(), default=list, editable=False)
    job = models.CharField(_("job"), max_length=100, blank=True)
    total = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows written"), default=0)
    body = models.BinaryField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("spreadsheet taken away")
        verbose_name_plural = _("spreadsheets taken away")
        default_permissions = ()
        permissions = [("export_changes", _("Can take changes away as a spreadsheet"))]
        constraints = [
            word_constraint("state", ExportState, name="sheetexport_state_is_a_word"),
            word_constraint("form", SheetForm, name="sheetexport_form_is_a_word"),
            models.CheckConstraint(
                condition=Q(done__lte=F("total")), name="sheetexport_counts_what_there_is"
            ),
            models.CheckConstraint(
                condition=Q(state=ExportState.RUNNING, body__isnull=True)
                | Q(state=ExportState.DONE, body__isnull=False),
                name="sheetexport_is_done_with_a_file",
            ),
        ]
        indexes = [models.Index(fields=["asked_at"], name="sheetexport_oldest")]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}: {self.total}"


class SheetState(models.TextChoices):
    """How far a SheetImport has come. Nothing is decided before somebody confirms what was rehearsed."""

    REHEARSING = "rehearsing", _("being rehearsed")
    REHEARSED = "rehearsed", _("to be confirmed")
    RUNNING = "running", _("being done")
    DONE = "done", _("done")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


class SheetVerdict(models.TextChoices):
    """What becomes of one row: as rehearsed, and then as it was."""

    WAITING = "waiting", _("waits")
    WOULD = "would", _("would be done")
    REFUSED = "refused", _("refused")
    NOTHING = "nothing", _("nothing to do")
    DONE = "done", _("done")
    LEFT = "left", _("left as it was")
    UNDONE = "undone", _("undone")
    STANDS = "stands", _("not undone")


class SheetImport(models.Model):
    """A filled-in spreadsheet: who handed it in, and how far its rows are.

    ``unread`` are the heads of columns that nobody has asked for: a misspelt one is not to be lost unsaid.
    """

    file_name = models.CharField(_("file"), max_length=200, blank=True)
    unread = models.TextField(_("columns not read"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=SheetState.choices, default=SheetState.REHEARSING
    )
    asked_at = models.DateTimeField(_("handed in at"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asker_name = models.CharField(_("handed in by"), max_length=200)
    job = models.CharField(_("job"), max_length=100, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("spreadsheet handed in")
        verbose_name_plural = _("spreadsheets handed in")
        default_permissions = ()
        permissions = [("import_decisions", _("Can hand in decisions in a spreadsheet"))]
        constraints = [
            word_constraint("state", SheetState, name="sheetimport_state_is_a_word"),
            models.CheckConstraint(
                condition=Q(
                    state__in=[SheetState.DONE, SheetState.UNDOING, SheetState.UNDONE], ended_at__isnull=False
                )
                | Q(
                    state__in=[SheetState.REHEARSING, SheetState.REHEARSED, SheetState.RUNNING],
                    ended_at__isnull=True,
                ),
                name="sheetimport_ends_once_it_is_done",
            ),
        ]
        indexes = [models.Index(fields=["-asked_at", "-id"], name="sheetimport_latest")]

    def __str__(self) -> str:
        return f"{self.asker_name}: {self.file_name}"


class SheetRow(models.Model):
    """One row of a SheetImport, with every word that was typed in it and what became of them.

    ``change`` is empty where the row names none. ``lock`` is that of the review as the sheet was written,
    ``lock_after`` that after the last step of the row.
    """

    sheet = models.ForeignKey(SheetImport, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("line"))
    change = models.ForeignKey(Change, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lock = models.PositiveIntegerField(null=True, blank=True)
    lock_after = models.PositiveIntegerField(null=True, blank=True)
    typed = models.JSONField(_("what was typed"), default=dict)
    verdict = models.CharField(
        _("what becomes of it"), max_length=10, choices=SheetVerdict.choices, default=SheetVerdict.WAITING
    )
    words = models.TextField(_("in words"), blank=True)

    class Meta:
        ordering = ["line"]
        verbose_name = _("row of a spreadsheet")
        verbose_name_plural = _("rows of spreadsheets")
        default_permissions = ()
        constraints = [
            word_constraint("verdict", SheetVerdict, name="sheetrow_verdict_is_a_word"),
            models.UniqueConstraint(fields=["sheet", "line"], name="sheetrow_stands_once"),
        ]
        indexes = [models.Index(fields=["sheet", "verdict"], name="sheetrow_by_verdict")]

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.line}"

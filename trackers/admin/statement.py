"""Publishers' statements in the admin: put beside an entry, corrected by a further edition, withdrawn."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.admin.base import ReadOnlyAdmin, actor_of
from trackers.admin.cells import NOTHING, change_address, link_inside, moment_of, quote_text, say_moment
from trackers.admin.statement_forms import CorrectionForm, StatementForm, WithdrawalForm
from trackers.desk.errors import DeskError
from trackers.desk.letterrights import may_read
from trackers.desk.statements import FILES, correct_statement, file_statement, withdraw_statement
from trackers.models import Letter, LetterKind, Publication, Statement


@admin.register(Statement)
class StatementAdmin(ReadOnlyAdmin[Statement]):
    """Editions of statements, newest first."""

    list_display = ("said", "told", "about", "seen")
    list_select_related = ("change__article__source", "change__from_version", "change__to_version")
    list_filter = ("nature",)
    search_fields = ("words", "speaker", "reason")
    search_help_text = gettext_lazy("Searches words, speakers and reasons.")
    sortable_by = ()
    ordering = ("-recorded_at", "-pk")
    fields = readonly_fields = (
        "about", "entry", "told", "speaker_", "said", "why", "received", "recorded", "recorder", "seen", "by_letter",
    )  # fmt: skip
    received = moment_of("received_at", gettext_lazy("received at"))
    recorded = moment_of("recorded_at", gettext_lazy("recorded at"))
    seen = moment_of("public_at", gettext_lazy("seen by readers from"))
    change_form_template = "admin/trackers/statement/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        """Return Django's addresses, and those on which a statement is put beside an entry, corrected, withdrawn."""
        wrap = self.admin_site.admin_view
        return [
            path("entry/<uuid:uuid>/", wrap(self.file_view), name="trackers_statement_file"),
            path("<int:row_id>/correct/", wrap(self.correct_view), name="trackers_statement_correct"),
            path("<int:row_id>/withdraw/", wrap(self.withdraw_view), name="trackers_statement_withdraw"),
            *super().get_urls(),
        ]

    def has_file_permission(self, request: HttpRequest) -> bool:
        """Whether this account may put statements beside entries."""
        return actor_of(request).has_perm(FILES)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show an edition, with what can be done about the statement where it is the last."""
        row = self.get_object(request, object_id)
        acts: list[tuple[str, str]] = []
        if row is not None and self.has_file_permission(request) and not row.is_withdrawn:
            later = Statement.objects.filter(uuid=row.uuid, edition__gt=row.edition)
            if not later.exists():
                acts = [
                    (reverse("admin:trackers_statement_correct", args=[row.pk]), _("Correct it…")),
                    (reverse("admin:trackers_statement_withdraw", args=[row.pk]), _("Withdraw it…")),
                ]
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "links": acts})

    def file_view(self, request: HttpRequest, uuid: UUID) -> HttpResponse:
        """Ask what the publisher says; on POST, put it beside the entry."""
        self._must_file(request)
        rows = Publication.objects.newest().told().select_related("change__article__source")
        entry = rows.filter(uuid=uuid).first()
        if entry is None:
            raise Http404(_("There is no such entry."))
        letter = self._find_letter(request)
        form = StatementForm(letter, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                row = file_statement(entry, form.spoken, actor=actor_of(request), letter=letter)
            except DeskError as error:
                form.take(error)
            else:
                return self._leave(request, row, letter)
        beside = link_inside(entry, entry.headline_after or str(entry.uuid))
        return self._ask(
            request, form, _("Put a statement beside an entry"), beside=beside, button=_("Put it beside the entry"),
            note=entry.public_note, hidden=[("letter", letter.pk)] if letter is not None else [],
        )  # fmt: skip

    def correct_view(self, request: HttpRequest, row_id: int) -> HttpResponse:
        """Ask for the words in place of a statement's and why; on POST, add the edition."""
        self._must_file(request)
        row = self._find(row_id)
        form = CorrectionForm(row, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                later = correct_statement(
                    row,
                    form.spoken,
                    reason=form.cleaned_data["reason"],
                    edition=row.edition,
                    actor=actor_of(request),
                )
            except DeskError as error:
                form.take(error)
            else:
                return self._leave(request, later, None)
        return self._ask(
            request,
            form,
            _("Correct a statement"),
            beside=link_inside(row, row.speaker),
            button=_("Correct it"),
        )

    def withdraw_view(self, request: HttpRequest, row_id: int) -> HttpResponse:
        """Ask why a statement is withdrawn; on POST, withdraw it."""
        self._must_file(request)
        row = self._find(row_id)
        form = WithdrawalForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                reason = form.cleaned_data["reason"]
                later = withdraw_statement(row, reason=reason, edition=row.edition, actor=actor_of(request))
            except DeskError as error:
                form.take(error)
            else:
                return self._leave(request, later, None)
        return self._ask(
            request,
            form,
            _("Withdraw a statement"),
            beside=link_inside(row, row.speaker),
            button=_("Withdraw it"),
        )

    def _must_file(self, request: HttpRequest) -> None:
        if not self.has_file_permission(request):
            raise PermissionDenied

    def _find(self, row_id: int) -> Statement:
        rows = Statement.objects.select_related("change__article__source")
        row = rows.filter(pk=min(row_id, 2**31 - 1)).first()
        if row is None:
            raise Http404(_("There is no such statement."))
        return row

    def _find_letter(self, request: HttpRequest) -> Letter | None:
        asked = request.POST.get("letter", "") or request.GET.get("letter", "")
        if not asked.isdecimal() or len(asked) > 9:
            return None
        letter = Letter.objects.filter(pk=int(asked), kind=LetterKind.REPLY).first()
        return letter if letter is not None and may_read(actor_of(request), letter) else None

    def _leave(self, request: HttpRequest, row: Statement, letter: Letter | None) -> HttpResponse:
        words = _("It is on the record. Readers see it from %(moment)s on.") % {
            "moment": say_moment(row.public_at)
        }
        if letter is not None:
            words = f"{words} {_('The letter it came by is still open: answer or close it.')}"
        messages.success(request, words)
        may_view = actor_of(request).has_perm("trackers.view_statement")
        return HttpResponseRedirect(change_address(letter or row) if may_view else reverse("admin:index"))

    def _ask(self, request: HttpRequest, form: Any, title: str, **context: Any) -> HttpResponse:
        shared = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "media": self.media,
            "form": form,
        }
        return TemplateResponse(request, "admin/trackers/statement/form.html", {**shared, **context})

    # --- Columns

    @admin.display(description=gettext_lazy("statement"))
    def said(self, row: Statement) -> str:
        """The words; of a withdrawal that there are none."""
        return quote_text(row.words, limit=3000) if row.words else _("withdrawn")

    @admin.display(description=gettext_lazy("edition"))
    def told(self, row: Statement) -> str:
        """Which edition it is, and of what nature."""
        return f"{row.edition}: {row.get_nature_display()}"

    @admin.display(description=gettext_lazy("whose words"))
    def speaker_(self, row: Statement) -> str:
        """Whose words these are."""
        return quote_text(row.speaker, limit=200)

    @admin.display(description=gettext_lazy("change"))
    def about(self, row: Statement) -> str:
        """The change, linked, and whose article it is of."""
        return link_inside(row.change, row.change.article.source.name)

    @admin.display(description=gettext_lazy("entry"))
    def entry(self, row: Statement) -> str:
        """The entry it stands beside, as readers see it."""
        edition = Publication.objects.filter(annotation=row.annotation_id).order_by("-edition").first()
        return (
            link_inside(edition, edition.headline_after or str(edition.uuid))
            if edition is not None
            else NOTHING
        )

    @admin.display(description=gettext_lazy("what was corrected, or why it was withdrawn"))
    def why(self, row: Statement) -> str:
        """The reason, as readers see it."""
        return quote_text(row.reason, limit=1000)

    @admin.display(description=gettext_lazy("recorded by"))
    def recorder(self, row: Statement) -> str:
        """Who recorded it."""
        return quote_text(row.recorder_name)

    @admin.display(description=gettext_lazy("letter"))
    def by_letter(self, row: Statement) -> str:
        """The letter it came by."""
        return link_inside(row.letter, str(row.letter)) if row.letter is not None else NOTHING

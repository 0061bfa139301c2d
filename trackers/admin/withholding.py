"""Withholdings in the admin: what readers are not shown, why, until when; begun and ended after a page that says so."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.admin.base import ReadOnlyAdmin, actor_of, choose_acts
from trackers.admin.cells import (
    NOTHING,
    change_address,
    link_inside,
    moment_of,
    quote_text,
    say_moment,
    tell_lines,
)
from trackers.admin.confirm import CONFIRMED, confirm_showing
from trackers.admin.takedown import PartForm, show_form, show_reach
from trackers.desk.errors import DeskError
from trackers.desk.rights import WITHHOLD
from trackers.desk.withholding import end_withholding, measure_passage, withhold_passage, withhold_version
from trackers.models import Article, WithheldPart, Withholding


class StandingFilter(admin.SimpleListFilter):
    """Those that stand, and those that have ended."""

    title = gettext_lazy("whether it stands")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Return the two choices."""
        return [("yes", gettext_lazy("not shown now")), ("no", gettext_lazy("shown again"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Withholding]) -> QuerySet[Withholding]:
        """Narrow the list."""
        if self.value() is None:
            return queryset
        return queryset.filter(ended_at__isnull=self.value() == "yes")


class DueFilter(admin.SimpleListFilter):
    """Those that somebody has to look at again."""

    title = gettext_lazy("due")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Return the choices."""
        return [
            ("now", gettext_lazy("today or overdue")),
            ("later", gettext_lazy("later")),
            ("never", gettext_lazy("no day is set")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Withholding]) -> QuerySet[Withholding]:
        """Narrow the list."""
        today = timezone.now().date()
        chosen = {
            "now": Q(due_on__lte=today, ended_at__isnull=True),
            "later": Q(due_on__gt=today, ended_at__isnull=True),
            "never": Q(due_on__isnull=True),
        }
        return queryset.filter(chosen.get(self.value() or "", Q()))


@admin.register(Withholding)
class WithholdingAdmin(ReadOnlyAdmin[Withholding]):
    """What is withheld, newest first."""

    list_display = ("what", "of", "why", "due", "when")
    list_select_related = ("article__source", "article__latest_version", "version")
    list_filter = ("part", "reason", StandingFilter, DueFilter)
    search_fields = ("words", "asked_by", "authority", "note")
    search_help_text = gettext_lazy("Searches words, who asked, on whose demand, and notes.")
    sortable_by = ("due",)
    ordering = ("-made_at", "-pk")
    actions = ("show_again",)
    fields = readonly_fields = (
        "what", "words_", "about", "publisher", "reason", "demanded", "asked", "due_on", "note_", "made", "ended",
    )  # fmt: skip
    made = moment_of("made_at", gettext_lazy("withheld at"))
    ended = moment_of("ended_at", gettext_lazy("shown again at"))
    change_form_template = "admin/trackers/withholding/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        """Add the page on which part of an article is withheld."""
        own = path(
            "article/<int:article_id>/",
            self.admin_site.admin_view(self.withhold_part),
            name="trackers_withholding_begin",
        )
        return [own, *super().get_urls()]

    def has_withhold_permission(self, request: HttpRequest) -> bool:
        """Whether this account may withhold and show again."""
        return actor_of(request).has_perm(WITHHOLD)

    def withhold_part(self, request: HttpRequest, article_id: int) -> HttpResponse:
        """Ask what of an article is to be withheld and why, say what that will do, and do it."""
        if not self.has_withhold_permission(request):
            raise PermissionDenied
        article = Article.objects.select_related("source", "latest_version").filter(pk=article_id).first()
        if article is None:
            raise Http404
        if request.method != "POST":
            return show_form(
                self, request, article, PartForm(article, initial={"part": WithheldPart.PASSAGE})
            )
        form = PartForm(article, request.POST)
        if not form.is_valid():
            return show_form(self, request, article, form)
        try:
            if CONFIRMED in request.POST:
                return self._withhold(request, article, form)
            reach = None
            if form.cleaned_data["part"] == WithheldPart.PASSAGE:
                reach = measure_passage(article, words=form.passage, allow_few=form.cleaned_data["allow_few"])
        except DeskError as error:
            form.take(error)
            return show_form(self, request, article, form)
        return show_reach(self, request, article, form, reach)

    def _withhold(self, request: HttpRequest, article: Article, form: PartForm) -> HttpResponse:
        actor, version = actor_of(request), form.version
        if version is not None:
            row = withhold_version(version, grounds=form.grounds, actor=actor)
        else:
            few = form.cleaned_data["allow_few"]
            words = form.passage
            row = withhold_passage(article, words=words, grounds=form.grounds, actor=actor, allow_few=few)
        messages.success(request, _("Withheld. Readers do not see it any more."))
        may_view = self.has_view_permission(request)
        return HttpResponseRedirect(change_address(row if may_view else article))

    @admin.action(description=gettext_lazy("Show to readers again…"), permissions=["withhold"])
    def show_again(self, request: HttpRequest, queryset: QuerySet[Withholding]) -> HttpResponse | None:
        """Ask why, then show the selected parts to readers again."""
        actor = actor_of(request)
        return confirm_showing(
            self,
            request,
            queryset.select_related("article__source", "article__latest_version", "version"),
            verb=lambda row, note: end_withholding(row, note=note, actor=actor),
            action="show_again",
            title=_("Show to readers again"),
            done=_("shown again"),
            name=self.name,
        )

    def acts_for(self, request: HttpRequest, row: Withholding) -> list[tuple[str, Any]]:
        """Return the acts that make sense for a withholding as it stands and that this account may do."""
        may_end = row.ended_at is None and row.part != WithheldPart.ARTICLE
        return choose_acts(self, request, sensible={"show_again": may_end})

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show one, with what can be done about it."""
        row = self.get_object(request, unquote(object_id))
        acts = self.acts_for(request, row) if row is not None else []
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "acts": acts})

    # --- Columns

    @admin.display(description=gettext_lazy("what"))
    def what(self, row: Withholding) -> str:
        """What is withheld, in words."""
        if row.version is not None:
            return _("version %(number)d") % {"number": row.version.number}
        return str(row.get_part_display())

    def name(self, row: Withholding) -> str:
        """Say which one it is to whoever is about to show it again."""
        words = {"what": self.what(row), "headline": row.article.headline, "words": row.words}
        if row.words:
            return _("%(what)s of “%(headline)s”: %(words)s") % words
        return _("%(what)s of “%(headline)s”") % words if row.version else row.article.headline

    @admin.display(description=gettext_lazy("words"))
    def words_(self, row: Withholding) -> str:
        """The passage."""
        return quote_text(row.words, limit=5000) if row.words else NOTHING

    @admin.display(description=gettext_lazy("of which article"))
    def of(self, row: Withholding) -> str:
        """The article, linked, and whose it is; of a passage the words."""
        return tell_lines(self.about(row), self.publisher(row), quote_text(row.words, limit=80))

    @admin.display(description=gettext_lazy("why"))
    def why(self, row: Withholding) -> str:
        """The reason, on whose demand, and who asked."""
        asked = _("asked by %(name)s") % {"name": row.asked_by} if row.asked_by else ""
        return tell_lines(row.get_reason_display(), self.demanded(row), quote_text(asked))

    @admin.display(description=gettext_lazy("due on"), ordering="due_on")
    def due(self, row: Withholding) -> str:
        """By when somebody has to look at it again."""
        return f"{row.due_on:%Y-%m-%d}" if row.due_on else NOTHING

    @admin.display(description=gettext_lazy("when"))
    def when(self, row: Withholding) -> str:
        """When it was withheld, and when it was shown again."""
        since = _("since %(moment)s") % {"moment": say_moment(row.made_at)}
        until = _("until %(moment)s") % {"moment": say_moment(row.ended_at)} if row.ended_at else ""
        return tell_lines(since, until)

    @admin.display(description=gettext_lazy("article"))
    def about(self, row: Withholding) -> str:
        """The article, linked."""
        return link_inside(row.article, quote_text(row.article.headline))

    @admin.display(description=gettext_lazy("publisher"))
    def publisher(self, row: Withholding) -> str:
        """The publisher."""
        return quote_text(row.article.source.name)

    @admin.display(description=gettext_lazy("on whose demand"))
    def demanded(self, row: Withholding) -> str:
        """The authority that readers are told of."""
        return quote_text(row.authority) if row.authority else NOTHING

    @admin.display(description=gettext_lazy("who asked"))
    def asked(self, row: Withholding) -> str:
        """Who asked; the desk's alone."""
        return quote_text(row.asked_by) if row.asked_by else NOTHING

    @admin.display(description=gettext_lazy("note"))
    def note_(self, row: Withholding) -> str:
        """The desk's note."""
        return quote_text(row.note, limit=2000) if row.note else NOTHING

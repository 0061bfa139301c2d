"""Incoming letters in the admin: what came from outside, by when it is to be answered, and in whose hands it is."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.admin.base import DeskAdmin, actor_of
from trackers.admin.cells import NOTHING, change_address, link_inside, quote_text, say_moment, tell_lines
from trackers.admin.letter_forms import LetterForm, now_to_the_minute
from trackers.admin.letter_page import show_letter, take_step_view
from trackers.admin.pasted import find_pasted
from trackers.desk.errors import DeskError
from trackers.desk.letterrights import may_read
from trackers.desk.letters import record_letter
from trackers.desk.lettersteps import SEES, SEES_SENDERS, WITHHOLDS
from trackers.models import GUARDED, Letter, LetterState

# What an address may narrow the list by; the other columns are not for everybody.
NARROWED_BY = frozenset({"kind", "state", "change", "article", "source", "due_on", "due", "hands"})


class DueFilter(admin.SimpleListFilter):
    """Those that wait, by when they are to be answered."""

    title = gettext_lazy("due")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Return the choices."""
        return [
            ("over", gettext_lazy("overdue")),
            ("today", gettext_lazy("today")),
            ("later", gettext_lazy("later")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        """Narrow the list."""
        today = timezone.now().date()
        chosen = {
            "over": Q(due_on__lt=today, state=LetterState.OPEN),
            "today": Q(due_on=today, state=LetterState.OPEN),
            "later": Q(due_on__gt=today, state=LetterState.OPEN),
        }
        return queryset.filter(chosen.get(self.value() or "", Q()))


class HandsFilter(admin.SimpleListFilter):
    """In whose hands they are."""

    title = gettext_lazy("whose it is")
    parameter_name = "hands"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Return the choices."""
        return [("mine", gettext_lazy("mine")), ("nobody", gettext_lazy("nobody’s"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        """Narrow the list."""
        chosen = {"mine": Q(taken_by=actor_of(request)), "nobody": Q(taken_name="")}
        return queryset.filter(chosen.get(self.value() or "", Q()))


class LetterList(ChangeList):
    """The list of letters, each of which knows who looks at it."""

    def get_results(self, request: HttpRequest) -> None:
        """Note beside each row of the page whether this account may read it."""
        super().get_results(request)
        for letter in self.result_list:
            letter.may_be_read = may_read(actor_of(request), letter)


@admin.register(Letter)
class LetterAdmin(DeskAdmin[Letter]):
    """Letters: those that wait first, what is due first on top."""

    list_display = ("what", "about", "due", "hands")
    list_select_related = (
        "article__source", "article__latest_version", "source", "taken_by",
    )  # fmt: skip
    list_filter = ("state", "kind", DueFilter, HandsFilter)
    search_fields = ("answer",)
    search_help_text = gettext_lazy(
        "Searches what letters say, our answers and, for those who may see them, who wrote; the whole address of an "
        "article finds all letters about it."
    )
    sortable_by = ()
    ordering = (F("closed_at").desc(nulls_first=True), "due_on", "pk")
    change_list_template = "admin/trackers/letter/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        """Return Django's addresses and that of a step."""
        step = self.admin_site.admin_view(self.step_view)
        return [
            path("<int:letter_id>/step/<slug:step>/", step, name="trackers_letter_step"),
            *super().get_urls(),
        ]

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Refuse to narrow the list by what not everybody may read: by what is more and less, it could be guessed."""
        return lookup.partition("__")[0] in NARROWED_BY and super().lookup_allowed(lookup, value, request)

    def has_change_permission(self, request: HttpRequest, obj: Letter | None = None) -> bool:
        """Refuse Django's own form: a letter is moved by its steps."""
        return False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return the list that knows who may read what."""
        return LetterList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Letter], search_term: str
    ) -> tuple[QuerySet[Letter], bool]:
        """Find letters by an article's address or by words, in no column that this account may not read."""
        known = find_pasted(search_term)
        if known is not None:
            return queryset.filter(article__in=known), False
        user = actor_of(request)
        columns = ["answer", "address"]
        readable = Q() if user.has_perm(WITHHOLDS) else ~Q(kind__in=GUARDED)
        guarded = ["words", *(("sender", "reach") if user.has_perm(SEES_SENDERS) else ())]
        for word in search_term.split():
            open_to_all = Q(*((f"{column}__icontains", word) for column in columns), _connector=Q.OR)
            others = Q(*((f"{column}__icontains", word) for column in guarded), _connector=Q.OR)
            queryset = queryset.filter(open_to_all | (others & readable))
        return queryset, False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list, and say what it is for."""
        return super().changelist_view(request, {**(extra_context or {}), "title": _("Incoming letters")})

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask what came, and record it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        asked = {name: request.GET[name] for name in ("kind", "address") if name in request.GET}
        form = LetterForm(
            request.POST if request.method == "POST" else None,
            initial={"received_at": now_to_the_minute(), **asked},
        )
        if request.method == "POST" and form.is_valid():
            try:
                letter = record_letter(actor=actor_of(request), **form.cleaned_data)
            except DeskError as error:
                form.take(error)
            else:
                messages.success(request, _("The letter is recorded."))
                may_view = actor_of(request).has_perm(SEES)
                return HttpResponseRedirect(change_address(letter) if may_view else reverse("admin:index"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Record a letter"),
            "opts": self.opts,
            "media": self.media,
            "form": form,
        }
        return TemplateResponse(request, "admin/trackers/letter/add.html", context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a letter with what can be done about it."""
        return show_letter(self, request, object_id)

    def step_view(self, request: HttpRequest, letter_id: int, step: str) -> HttpResponse:
        """Ask what a step asks for; on POST, take it."""
        return take_step_view(self, request, letter_id, step)

    # --- Columns

    @admin.display(description=gettext_lazy("letter"))
    def what(self, letter: Any) -> str:
        """What it is, where it stands, and how it begins for those who may read it."""
        begins = quote_text(letter.words, limit=120) if letter.may_be_read else ""
        return tell_lines(f"{letter.get_kind_display()} · {letter.get_state_display()}", begins)

    @admin.display(description=gettext_lazy("about"))
    def about(self, letter: Letter) -> str:
        """What it is about: the article or the publisher."""
        return tell_about(letter)

    @admin.display(description=gettext_lazy("to be answered by"))
    def due(self, letter: Letter) -> str:
        """The day, and whether it has passed; of what is closed, when that was."""
        if letter.closed_at is not None:
            return _("closed %(moment)s") % {"moment": say_moment(letter.closed_at)}
        day = f"{letter.due_on:%Y-%m-%d}"
        late = _("overdue") if letter.due_on < timezone.now().date() else ""
        return tell_lines(day, late)

    @admin.display(description=gettext_lazy("in the hands of"))
    def hands(self, letter: Letter) -> str:
        """Who has it."""
        return quote_text(letter.taken_name) if letter.taken_name else NOTHING


def tell_about(letter: Letter) -> str:
    """Return what a letter is about as links, or the address as it was pasted."""
    if letter.article is not None:
        return tell_lines(
            link_inside(letter.article, letter.article.headline), quote_text(letter.article.source.name)
        )
    if letter.source is not None:
        return tell_lines(
            link_inside(letter.source, letter.source.name), quote_text(letter.address, limit=60)
        )
    return quote_text(letter.address, limit=90)

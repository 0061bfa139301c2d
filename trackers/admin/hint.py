"""Hints in the admin: drafted and revised here, rehearsed and put in force on the page of their rehearsal."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import DraftAdmin, VerbForm, actor_of
from trackers.admin.cells import link_inside, moment_of, quote_text
from trackers.admin.rehearsal import show_rehearsal, show_sides
from trackers.desk.errors import OvertakenError
from trackers.desk.hints import REVISABLE, revise_hints, start_draft
from trackers.desk.rights import CHANGE_HINTS
from trackers.models import HintSet, ReviewEvent
from trackers.text.hints import HINTED_FIELDS

_HOW = _(
    "Selectors as in CSS, one a line: div.story, #main > p, [itemprop=articleBody]. Understood are names of elements, "
    ".class, #id, [attribute] and [attribute=value] with ~=, ^=, $= or *=, several of them written together (p.intro), "
    "one inside another (a space) and one directly inside another (>). A field left empty is read as on any page; so "
    "is a page on which a selector finds nothing."
)
_EVENTS_SHOWN = 20


class HintForm(VerbForm):
    """A draft's form, with the row's version as it was when the form was shown."""

    lock = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("lock", self.instance.lock)
        for name in HINTED_FIELDS:
            if name in self.fields:
                self.fields[name].widget.attrs |= {"rows": 4, "spellcheck": "false"}

    def clean(self) -> dict[str, Any]:
        """Add the verb's sentences; whoever was overtaken may save what was typed over what stands there now."""
        cleaned = super().clean()
        if isinstance(self.desk_error, OvertakenError):
            self.data = cast(QueryDict, self.data).copy()
            self.data["lock"] = str(self.desk_error.current.lock)
        return cleaned


@admin.register(HintSet)
class HintSetAdmin(DraftAdmin[HintSet]):
    """How publishers' pages are read where the usual way does not do."""

    form = HintForm
    list_display = ("named", "publisher", "state", "since", "until", "made_by")
    list_select_related = ("source", "made_by")
    list_filter = ("state", "source")
    search_fields = ("source__name", "note", *HINTED_FIELDS)
    search_help_text = _("Searches publishers, selectors and notes.")
    actions = ()
    readonly_fields = ("number", "state", "made_by", "since", "until")
    since = moment_of("in_force_since", _("in force since"))
    until = moment_of("ended_at", _("until"))
    change_form_template = "admin/trackers/hintset/change_form.html"

    # --- Who may

    def has_view_permission(self, request: HttpRequest, obj: HintSet | None = None) -> bool:
        """Whoever may change hints sees them."""
        return super().has_view_permission(request, obj) or self.may_change(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whether this account may draft hints."""
        return self.may_change(request)

    def has_change_permission(self, request: HttpRequest, obj: HintSet | None = None) -> bool:
        """Offer a form for drafts only; what is posted meets the verb, whose refusal loses nothing that was typed."""
        return self.may_change(request) and (obj is None or obj.is_open or request.method == "POST")

    def may_change(self, request: HttpRequest) -> bool:
        """Whether this account may draft, rehearse, apply and withdraw hints."""
        return actor_of(request).has_perm(CHANGE_HINTS)

    # --- The form

    def get_fieldsets(self, request: HttpRequest, obj: HintSet | None = None) -> Any:
        """Return the form's groups; how hints fare is shown once there are some."""
        typed = (*HINTED_FIELDS, "note")
        groups = [
            (None, {"fields": ("source",)}),
            (_("Where things stand"), {"fields": typed, "description": _HOW}),
        ]
        standing = ("number", "state", "made_by", "since", "until")
        return groups if obj is None else [*groups, (_("Standing"), {"fields": standing})]

    def get_readonly_fields(self, request: HttpRequest, obj: HintSet | None = None) -> Any:
        """Hints stay with their publisher."""
        return self.readonly_fields if obj is None else (*self.readonly_fields, "source")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Fill a new draft in with hints that it is to be like (?like=1)."""
        like = request.GET.get("like", "")
        row = HintSet.objects.filter(pk=int(like)).first() if like.isdecimal() and len(like) <= 18 else None
        if row is None:
            return dict(super().get_changeform_initial_data(request))
        return {"source": row.source_id, **{name: getattr(row, name) for name in REVISABLE}}

    def save_model(self, request: HttpRequest, obj: HintSet, form: ModelForm[HintSet], change: bool) -> None:
        """Save through the desk's verbs."""
        if not change:
            start_draft(obj, actor=actor_of(request))
            return
        changes = {name: form.cleaned_data[name] for name in form.changed_data if name in REVISABLE}
        revise_hints(obj, changes=changes, actor=actor_of(request), lock=form.cleaned_data["lock"] or 0)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Add what can be done, what somebody else has saved meanwhile, and the record."""
        row: HintSet | None = kwargs.get("obj")
        if row is not None:
            error = getattr(request, "desk_error", None)
            # The row as it is stored: the form has put what was typed into the one it was given.
            stored = HintSet.objects.get(pk=row.pk)
            context |= {
                "stored": stored,
                "may_change": self.may_change(request),
                "current": _spell(stored) if isinstance(error, OvertakenError) else (),
                "has_rehearsal": stored.rehearsals.exists(),
                "events": ReviewEvent.objects.filter(source=stored.source_id, after__hints=stored.number)[
                    :_EVENTS_SHOWN
                ],
            }
        return super().render_change_form(request, context, *args, **kwargs)

    # --- The rehearsal's pages

    def get_urls(self) -> list[URLPattern]:
        """Return Django's addresses and those of a rehearsal."""
        guarded = self.admin_site.admin_view
        return [
            path("<int:pk>/rehearsal/", guarded(self.rehearsal_view), name="trackers_hintset_rehearsal"),
            path("<int:pk>/rehearsal/<int:place>/", guarded(self.sides_view), name="trackers_hintset_sides"),
            *super().get_urls(),
        ]

    def rehearsal_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show how far a rehearsal has come and what it found; POST does what a button says."""
        return show_rehearsal(self, request, pk)

    def sides_view(self, request: HttpRequest, pk: int, place: int) -> HttpResponse:
        """Show one rehearsed article on both sides."""
        return show_sides(self, request, pk, place)

    # --- Columns

    def get_queryset(self, request: HttpRequest) -> QuerySet[HintSet]:
        """Newest first."""
        return super().get_queryset(request).order_by("-made_at", "-pk")

    @admin.display(description=_("hints"))
    def named(self, row: HintSet) -> str:
        """The number within the publisher and why they were made."""
        return quote_text(f"{row.number}: {row.note}" if row.note else str(row.number))

    @admin.display(description=_("publisher"), ordering="source__name")
    def publisher(self, row: HintSet) -> SafeString:
        """The publisher, linked."""
        return link_inside(row.source, row.source.name)


def _spell(row: HintSet) -> list[tuple[str, str]]:
    """Return what is written in hints, field by field."""
    fields = ((name, str(getattr(row, name))) for name in (*HINTED_FIELDS, "note"))
    return [(str(row._meta.get_field(name).verbose_name), text) for name, text in fields if text]  # type: ignore[union-attr]

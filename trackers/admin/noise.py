"""Noise rules in the admin: drafted and revised here, rehearsed, put in force and watched on the page of their run."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import DraftAdmin, VerbForm, actor_of
from trackers.admin.cells import moment_of, quote_text
from trackers.admin.noise_page import show_run
from trackers.desk.errors import OvertakenError
from trackers.desk.noise import NOISE_FIELDS, draft_noise_rule, revise_noise_rule
from trackers.desk.rights import APPLY_NOISE, DRAFT_NOISE
from trackers.models import COSMETIC_KINDS, NoiseRule

_HOW = _(
    "A rule lowers the rank of changes and takes them off the lists that readers see first; each keeps its page, says "
    "the rule’s name there, and stands in the same lists where everything is shown. A change that touches a figure, a "
    "date, a denial, a quotation, a name, who said it, how certain it is, or a notice to readers is never lowered, "
    "whatever a rule says."
)
_EVENTS_SHOWN = 20


class NoiseRuleForm(VerbForm):
    """A draft's form, with the row's version as it was when the form was shown."""

    lock = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    kinds = forms.MultipleChoiceField(
        label=_("Kinds"),
        choices=COSMETIC_KINDS,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("All kinds of a change must be among these. Others cannot be lowered."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("lock", self.instance.lock)

    def clean(self) -> dict[str, Any]:
        """Add the verb's sentences; whoever was overtaken may save what was typed over what stands there now."""
        cleaned = super().clean()
        if isinstance(self.desk_error, OvertakenError):
            self.data = cast(QueryDict, self.data).copy()
            self.data["lock"] = str(self.desk_error.current.lock)
        return cleaned


@admin.register(NoiseRule)
class NoiseRuleAdmin(DraftAdmin[NoiseRule]):
    """What lowers the rank of changes that only touch the looks of a page."""

    form = NoiseRuleForm
    list_display = ("named", "state", "speaks_of", "publisher", "lowers", "since", "until")
    list_select_related = ("source",)
    list_filter = ("state",)
    search_fields = ("name", "sentence", "note", "phrases")
    search_help_text = _("Searches names, sentences, words and notes.")
    actions = ()
    sortable_by = ()
    readonly_fields = ("state", "made_by", "since", "until")
    since = moment_of("in_force_since", _("in force since"))
    until = moment_of("ended_at", _("until"))
    change_form_template = "admin/trackers/noiserule/change_form.html"

    # --- Who may

    def has_view_permission(self, request: HttpRequest, obj: NoiseRule | None = None) -> bool:
        """Whoever may draft or apply rules sees them."""
        return super().has_view_permission(request, obj) or self.may_draft(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whether this account may draft rules."""
        return self.may_draft(request)

    def has_change_permission(self, request: HttpRequest, obj: NoiseRule | None = None) -> bool:
        """Offer a form for drafts only; what is posted meets the verb, whose refusal loses nothing that was typed."""
        return self.may_draft(request) and (obj is None or obj.is_open or request.method == "POST")

    def may_draft(self, request: HttpRequest) -> bool:
        """Whether this account may draft, revise and rehearse rules."""
        return any(map(actor_of(request).has_perm, DRAFT_NOISE))

    def may_apply(self, request: HttpRequest) -> bool:
        """Whether this account may put rules in force and withdraw them."""
        return actor_of(request).has_perm(APPLY_NOISE)

    # --- The form

    def get_fieldsets(self, request: HttpRequest, obj: NoiseRule | None = None) -> Any:
        """Return the form's groups; how a rule fares is shown once there is one."""
        # What can be changed no more is told in words, not in the codes of its column.
        kinds = "kinds" if self.has_change_permission(request, obj) else "speaks_of"
        groups = [
            (None, {"fields": ("name", "sentence"), "description": _HOW}),
            (_("What it speaks of"), {"fields": (kinds, "source", "most_words", "phrases")}),
            (_("For the desk"), {"fields": ("note",)}),
        ]
        return groups if obj is None else [*groups, (_("Standing"), {"fields": self.readonly_fields})]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Fill a new draft in with a rule that it is to be like (?like=1); its name has to be another."""
        like = request.GET.get("like", "")
        row = NoiseRule.objects.filter(pk=int(like)).first() if like.isdecimal() and len(like) <= 18 else None
        if row is None:
            return dict(super().get_changeform_initial_data(request))
        return {
            "source": row.source_id,
            **{name: getattr(row, name) for name in NOISE_FIELDS if name != "source"},
        }

    def save_model(
        self, request: HttpRequest, obj: NoiseRule, form: ModelForm[NoiseRule], change: bool
    ) -> None:
        """Save through the desk's verbs."""
        if not change:
            draft_noise_rule(obj, actor=actor_of(request))
            return
        changes = {name: form.cleaned_data[name] for name in form.changed_data if name in NOISE_FIELDS}
        revise_noise_rule(obj, changes=changes, actor=actor_of(request), lock=form.cleaned_data["lock"] or 0)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Add what can be done, what somebody else has saved meanwhile, and the record."""
        row: NoiseRule | None = kwargs.get("obj")
        if row is not None:
            error = getattr(request, "desk_error", None)
            # The row as it is stored: the form has put what was typed into the one it was given.
            stored = NoiseRule.objects.get(pk=row.pk)
            context |= {
                "stored": stored,
                "may_draft": self.may_draft(request),
                "may_apply": self.may_apply(request),
                "current": _spell(stored) if isinstance(error, OvertakenError) else (),
                "has_run": stored.runs.exists(),
                "events": stored.events.all()[:_EVENTS_SHOWN],
            }
        return super().render_change_form(request, context, *args, **kwargs)

    # --- The run's page

    def get_urls(self) -> list[URLPattern]:
        """Return Django's addresses and that of a rule's run."""
        guarded = self.admin_site.admin_view
        return [
            path("<int:pk>/run/", guarded(self.run_view), name="trackers_noiserule_run"),
            *super().get_urls(),
        ]

    def run_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show how far a rule's latest run has come and what it found; POST does what a button says."""
        return show_run(self, request, pk)

    # --- Columns

    def get_queryset(self, request: HttpRequest) -> QuerySet[NoiseRule]:
        """Count what each rule lowers with the list."""
        return super().get_queryset(request).annotate(lowered_count=Count("lowered"))

    @admin.display(description=_("noise rule"))
    def named(self, row: NoiseRule) -> str:
        """The name."""
        return quote_text(row.name)

    @admin.display(description=_("kinds"))
    def speaks_of(self, row: NoiseRule) -> str:
        """The kinds in words."""
        return ", ".join(str(kind.label) for kind in row.kind_words)

    @admin.display(description=_("publisher"))
    def publisher(self, row: NoiseRule) -> str:
        """The publisher, or that it is for all."""
        return quote_text(row.source.name) if row.source is not None else str(_("all"))

    @admin.display(description=_("changes it lowers"))
    def lowers(self, row: NoiseRule) -> str:
        """How many Changes it lowers now."""
        return str(row.lowered_count)  # type: ignore[attr-defined]


def _spell(row: NoiseRule) -> list[tuple[str, str]]:
    """Return what is written in a rule, field by field."""
    shown = {"kinds": ", ".join(str(kind.label) for kind in row.kind_words), "source": row.source or ""}
    texts = ((name, str(shown.get(name, getattr(row, name) or ""))) for name in NOISE_FIELDS)
    return [(str(row._meta.get_field(name).verbose_name), text) for name, text in texts if text]  # type: ignore[union-attr]

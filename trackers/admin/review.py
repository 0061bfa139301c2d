"""One change's page in the admin: the two texts side by side, and what an editor says of it.

Opening only shows. Every button is a POST that calls one verb or, for "save and publish", two in one transaction; what
a verb refuses comes back on the form with every word that was typed.
"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.admin.base import actor_of
from trackers.admin.cells import change_address, link_inside, link_outside
from trackers.desk.annotations import publish_annotation, retract_annotation, write_annotation
from trackers.desk.errors import DeskError, OvertakenError
from trackers.models import Annotation, AnnotationState, Change, Label, ReviewEvent
from trackers.pipeline.diff import diff_versions

if TYPE_CHECKING:
    from trackers.admin.change import ChangeAdmin

NEW = "new"


class AnnotationForm(forms.Form):
    """What an editor says: labels, words for readers, words for the desk."""

    labels = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Labels"),
        queryset=Label.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    public_note = forms.CharField(
        label=gettext_lazy("Public note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Plain text for readers: what changed and whether the publisher says so. No guesses at motives."
        ),
    )
    internal_note = forms.CharField(
        label=gettext_lazy("Internal note"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For the desk only, never shown to the public."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for retracting"), required=False, max_length=1000, widget=forms.TextInput
    )
    lock = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args: Any, carried: Annotation | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_use = Q(retired_at__isnull=True)
        if carried is not None:
            in_use |= Q(annotations=carried)
        self.fields["labels"].queryset = Label.objects.filter(in_use).distinct()  # type: ignore[attr-defined]


def review_change(model_admin: "ChangeAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """Show a change (GET) or do what a button asks for (POST); 404 for none, 403 without the permission to see it."""
    change = _find_change(object_id)
    if change is None:
        raise Http404(_("There is no such change."))
    if not model_admin.has_view_permission(request, change):
        raise PermissionDenied
    annotation = _choose_annotation(
        change, str(request.POST.get("annotation") or request.GET.get("annotation", ""))
    )
    if request.method != "POST":
        form = AnnotationForm(carried=annotation, initial=_fill_in(annotation))
        return _show(model_admin, request, change, annotation=annotation, form=form)
    form = AnnotationForm(request.POST, carried=annotation)
    current: Annotation | None = None
    if form.is_valid():
        try:
            written, words = _do(request, change, annotation=annotation, form=form)
        except OvertakenError as error:
            current = error.current
            form = _keep_words(request, form, current=error.current)
            form.add_error(None, error.sentence)
        except DeskError as error:
            known = {name: list(sentences) for name, sentences in error.fields.items() if name in form.fields}
            for name, sentences in known.items():
                form.add_error(name, sentences)
            if not known:
                form.add_error(None, error.sentence)
        else:
            messages.success(request, words)
            return HttpResponseRedirect(f"{change_address(change)}?annotation={written.pk}")
    return _show(model_admin, request, change, annotation=current or annotation, form=form, current=current)


def _do(
    request: HttpRequest, change: Change, *, annotation: Annotation | None, form: AnnotationForm
) -> tuple[Annotation, str]:
    """Do what the pressed button says; return the annotation and a sentence. Raises PermissionDenied and DeskError."""
    actor, data = actor_of(request), form.cleaned_data
    lock = data["lock"] or 0
    if "_retract" in request.POST:
        _require(request, "publish_annotation")
        if annotation is None:
            raise DeskError(_("There is nothing to retract."))
        return retract_annotation(annotation, actor=actor, reason=data["reason"], lock=lock), _("Retracted.")
    _require(request, "add_annotation" if annotation is None else "change_annotation")
    publishes = "_publish" in request.POST
    # Whoever was overtaken by a publication is told so, and keeps her words, rather than being turned away.
    amends = (
        annotation is not None and annotation.state == AnnotationState.PUBLISHED and annotation.lock == lock
    )
    if publishes or amends:
        _require(request, "publish_annotation")
    with transaction.atomic():
        written = write_annotation(
            change,
            actor=actor,
            labels=data["labels"],
            public_note=data["public_note"],
            internal_note=data["internal_note"],
            annotation=annotation,
            lock=lock,
        )
        if publishes:
            return publish_annotation(written, actor=actor, lock=written.lock), _("Saved and published.")
    if written.state == AnnotationState.PUBLISHED:
        return written, _("Amended: readers see the new words.")
    return written, _("Saved as a draft.")


def _show(
    model_admin: "ChangeAdmin",
    request: HttpRequest,
    change: Change,
    *,
    annotation: Annotation | None,
    form: AnnotationForm,
    current: Annotation | None = None,
) -> HttpResponse:
    as_recorded = "recorded" in request.GET
    texts = (change.text_before, change.text_after) if as_recorded else change.texts_shown
    diff = diff_versions(*texts)
    whole = "whole" in request.GET
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "media": model_admin.media,
        "title": _("Change %(id)s") % {"id": change},
        "change": change,
        "as_recorded": as_recorded,
        "diff": diff,
        "rows": diff.rows if whole else diff.changed_rows(context=1),
        "whole": whole,
        "article_link": link_inside(change.article, change.text_after.headline),
        "source_link": link_inside(change.article.source, change.article.source.name),
        "live_link": link_outside(change.article.url),
        "is_public": change.announced_at is not None and change.article.is_public,
        "earlier": _neighbour(change, later=False),
        "later": _neighbour(change, later=True),
        "form": form,
        "labels": _offer_labels(form),
        "annotation": annotation,
        "current": current,
        "annotations": change.annotations.prefetch_related("labels"),
        "events": ReviewEvent.objects.filter(change=change)[:50],
        **_permissions(request, annotation),
    }
    return TemplateResponse(request, "admin/trackers/change/review.html", context)


def _find_change(object_id: str) -> Change | None:
    if not unquote(object_id).isdecimal() or len(object_id) > 18:
        return None
    rows = Change.objects.select_related(
        "article__source", "from_version", "to_version", "from_reading", "description__before_reading",
        "description__after_reading",
    )  # fmt: skip
    return rows.filter(pk=int(unquote(object_id))).first()


def _choose_annotation(change: Change, wanted: str) -> Annotation | None:
    """Return the annotation a click is about; by default the newest that stands."""
    if wanted == NEW:
        return None
    if wanted.isdecimal() and len(wanted) <= 18:
        chosen = change.annotations.filter(pk=int(wanted)).first()
        if chosen is None:
            raise Http404(_("There is no such annotation of this change."))
        return chosen
    return change.annotations.exclude(state=AnnotationState.RETRACTED).first()


def _fill_in(annotation: Annotation | None) -> dict[str, Any]:
    if annotation is None:
        return {"lock": 0}
    return {
        "labels": [label.pk for label in annotation.labels.all()],
        "public_note": annotation.public_note,
        "internal_note": annotation.internal_note,
        "lock": annotation.lock,
    }


def _keep_words(request: HttpRequest, form: AnnotationForm, *, current: Annotation) -> AnnotationForm:
    """Return the form as it was typed, ready to be saved over what somebody else saved meanwhile."""
    typed = request.POST.copy()
    typed["lock"] = str(current.lock)
    kept = AnnotationForm(typed, carried=current)
    kept.full_clean()
    return kept


def _offer_labels(form: AnnotationForm) -> list[dict[str, Any]]:
    chosen = {str(value) for value in form["labels"].value() or []}
    queryset = form.fields["labels"].queryset  # type: ignore[attr-defined]
    return [{"label": label, "chosen": str(label.pk) in chosen} for label in queryset]


def _neighbour(change: Change, *, later: bool) -> str | None:
    """Return the address of the article's change before or after this one, of whatever nature."""
    place, order = ("gt", "pk") if later else ("lt", "-pk")
    rows = Change.objects.filter(article=change.article_id, **{f"pk__{place}": change.pk})
    row = rows.order_by(order).first()
    return change_address(row) if row is not None else None


def _permissions(request: HttpRequest, annotation: Annotation | None) -> dict[str, bool]:
    """Say which buttons stand on the page; the POST asks again."""
    user = actor_of(request)
    may_publish = user.has_perm("trackers.publish_annotation")
    state = annotation.state if annotation is not None else AnnotationState.DRAFT
    may_write = user.has_perm("trackers.change_annotation" if annotation else "trackers.add_annotation")
    published = state == AnnotationState.PUBLISHED
    return {
        "may_save": may_write and state != AnnotationState.RETRACTED and (may_publish or not published),
        "may_publish": may_write and may_publish and state == AnnotationState.DRAFT,
        "may_retract": may_publish and published,
        "may_add": user.has_perm("trackers.add_annotation"),
        "is_published": published,
    }


def _require(request: HttpRequest, permission: str) -> None:
    if not actor_of(request).has_perm(f"trackers.{permission}"):
        raise PermissionDenied

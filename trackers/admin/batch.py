"""Batches in the admin: the page where a step on many changes is confirmed, watched, judged and undone."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trackers.admin.base import ReadOnlyAdmin, actor_of
from trackers.admin.batch_words import Foretold, foretell, say_given, say_outcome, say_standing
from trackers.admin.batchform import FORMS, BatchForm
from trackers.admin.bulk import BULK_WORDS
from trackers.admin.cells import change_address, link_inside, moment_of, quote_text
from trackers.admin.queues import list_kept
from trackers.desk.bulk import confirm_batch, may_be_undone, resume_batch, undo_batch, work_on_batch
from trackers.desk.errors import DeskError, NotAllowedError
from trackers.desk.steps import STEP_OF
from trackers.jobs import REPLAY_SHARE, QueueUnreachable, count_workers, enqueue_batch, new_job_id
from trackers.models import Act, Batch, BatchRow, BatchState, BatchVerdict, ReviewState

VERB = "batch"
# So many are done while the browser waits; more are left to a worker.
AT_ONCE = 200
MOST_SHOWN = 100
REFRESH_SECONDS = 2
_OPEN = frozenset({BatchState.RUNNING, BatchState.UNDOING})


class StepFilter(admin.SimpleListFilter):
    """What was done: of all that is ever done at the desk, the steps that are taken on many at once."""

    title = gettext_lazy("act")
    parameter_name = "act"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Return the steps in the words of their actions."""
        return [(act, _say_act(act)) for act, step in STEP_OF.items() if step in BULK_WORDS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Batch]) -> QuerySet[Batch]:
        """Narrow the list."""
        return queryset.filter(act=self.value()) if self.value() else queryset


@admin.register(Batch)
class BatchAdmin(ReadOnlyAdmin[Batch]):
    """What was done to many changes at once, newest first; the page of one is where it is confirmed and undone."""

    list_display = ("what", "state", "asker", "asked", "ended", "why")
    list_filter = ("state", StepFilter)
    search_fields = ("asker_name", "reason")
    search_help_text = gettext_lazy("Searches names and reasons.")
    sortable_by = ()
    ordering = ("-asked_at", "-pk")

    asked = moment_of("asked_at", gettext_lazy("asked for at"))
    ended = moment_of("ended_at", gettext_lazy("ended at"))

    @admin.display(description=gettext_lazy("act"))
    def what(self, batch: Batch) -> str:
        """The step, in the words of its action."""
        return _say_step(batch)

    @admin.display(description=gettext_lazy("asked for by"))
    def asker(self, batch: Batch) -> str:
        """Who asked for it."""
        return quote_text(batch.asker_name)

    @admin.display(description=gettext_lazy("reason"))
    def why(self, batch: Batch) -> str:
        """Why."""
        return quote_text(batch.reason)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show a batch (GET), or confirm, go on with or undo it (POST)."""
        batch = _find(object_id)
        if batch is None:
            raise Http404(_("There is no such batch."))
        if not self.has_view_permission(request, batch):
            raise PermissionDenied
        form_class = BatchForm if batch.copied_from_id else FORMS.get(STEP_OF[batch.act], BatchForm)
        form = form_class(request.POST or None)
        if request.method == "POST":
            form = form_class(request.POST)
            response = _press(request, batch, form=form)
            if response is not None:
                return response
        return _show(self, request, batch, form=form)


def _press(request: HttpRequest, batch: Batch, *, form: BatchForm) -> HttpResponse | None:
    """Do what a button asks for; None where the form has to be shown again."""
    actor, job = actor_of(request), new_job_id(VERB)
    try:
        if "_undo" in request.POST:
            _run(batch, lambda: undo_batch(batch, actor=actor, job=job))
        elif "_continue" in request.POST:
            _run(batch, lambda: resume_batch(batch, actor=actor, job=job))
        elif not form.is_valid():
            return None
        else:
            given = {"reason": batch.reason, "facets": batch.facets} if batch.copied_from_id else form.given()
            _run(batch, lambda: confirm_batch(batch, actor=actor, job=job, **given))
    except NotAllowedError as error:
        raise PermissionDenied(error.sentence) from error
    except DeskError as error:
        known = {name: list(words) for name, words in error.fields.items() if name in form.fields}
        if known and form.is_bound and form.is_valid():
            for name, words in known.items():
                form.add_error(name, words)
            return None
        messages.error(request, error.sentence)
    return HttpResponseRedirect(request.get_full_path())


def _run(batch: Batch, begin: Any) -> None:
    """Put a batch to work: a short one here and now, a long one by a worker."""
    is_long = batch.rows.count() > AT_ONCE
    try:
        if is_long:
            count_workers()
        # A worker looks for the row at once, so it is stored before the job is queued.
        begun: Batch = begin()
        if not is_long:
            begun = work_on_batch(begun.pk, job=begun.job, patience=REPLAY_SHARE)
        if begun.state in _OPEN:
            enqueue_batch(begun.pk, job=begun.job)
    except QueueUnreachable as error:
        raise DeskError(_("The queue cannot be reached: is Valkey running?")) from error


def _show(model_admin: BatchAdmin, request: HttpRequest, batch: Batch, *, form: BatchForm) -> HttpResponse:
    counts = _count(batch)
    is_mine = batch.asked_by_id == actor_of(request).pk
    total = sum(counts.values())
    foretold = foretell(batch) if batch.state == BatchState.PLANNED else Foretold([], 0)
    standing = say_standing(batch, counts, fitting=foretold.fitting)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "media": model_admin.media,
        "title": ngettext("%(step)s: %(count)d change", "%(step)s: %(count)d changes", total)
        % {"step": _say_step(batch), "count": total},
        "batch": batch,
        "form": form,
        "is_planned": batch.state == BatchState.PLANNED,
        "may_confirm": is_mine and foretold.fitting > 0,
        "may_undo": is_mine and may_be_undone(batch, now=timezone.now()),
        "may_continue": is_mine and standing["is_lost"],
        "standing": standing,
        "foretold": foretold,
        "outcome": say_outcome(batch, counts),
        "given": say_given(batch),
        "rows": _rows(batch),
        "total": total,
        "done": total - counts[BatchVerdict.WAITING],
        "rest": max(0, total - MOST_SHOWN),
        "list_address": list_kept(request),
        "origin": change_address(batch.copied_from) if batch.copied_from else "",
    }
    response = TemplateResponse(request, "admin/trackers/batch/page.html", context)
    if standing["is_open"]:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def _rows(batch: Batch) -> list[dict[str, Any]]:
    """Return the first rows as the page shows them, those that were not done first."""
    order = ("pk",) if batch.state == BatchState.PLANNED else ("-verdict", "pk")
    rows = batch.rows.select_related(
        "change__article__source", "change__from_version", "change__to_version", "change__review"
    ).defer(*(f"change__{side}_version__{column}" for side in ("from", "to") for column in _LONG))
    return [
        {
            "link": link_inside(row.change, row.change.text_after.headline),
            "publisher": row.change.article.source.name,
            "state": ReviewState(
                row.change.review.state if hasattr(row.change, "review") else ReviewState.NEW
            ).label,
            "verdict": row.get_verdict_display(),
            "words": row.words,
        }
        for row in rows.order_by(*order)[:MOST_SHOWN]
    ]


_LONG = ("paragraphs", "captions", "standfirst", "byline")


def _count(batch: Batch) -> dict[str, int]:
    with transaction.atomic():
        verdicts = list(BatchRow.objects.filter(batch=batch).values_list("verdict", flat=True))
    return {verdict: verdicts.count(verdict) for verdict in BatchVerdict.values}


def _find(object_id: str) -> Batch | None:
    key = unquote(object_id)
    if not key.isdecimal() or len(key) > 18:
        return None
    return Batch.objects.select_related("copied_from").filter(pk=int(key)).first()


def _say_step(batch: Batch) -> str:
    return _say_act(batch.act)


def _say_act(act: str) -> str:
    words = BULK_WORDS.get(STEP_OF.get(act))  # type: ignore[arg-type]
    return str(words).removesuffix("…").strip() if words is not None else str(Act(act).label)

"""The page of a rehearsal: how far it has come, what each article would read like, and then: apply or not."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trackers.admin.base import actor_of
from trackers.admin.cells import change_address, link_inside
from trackers.admin.progress import asking_queue, at_rest, say_job
from trackers.desk.errors import DeskError
from trackers.desk.hints import apply_hints, ask_for_rehearsal, discard_hints, withdraw_hints
from trackers.jobs import enqueue_rehearsal, new_job_id
from trackers.models import HintSet, HintState, Rehearsal, RehearsedArticle, Verdict
from trackers.pipeline.words import translate_reason
from trackers.text.compare import compare
from trackers.text.hints import HINTED_FIELDS
from trackers.text.tidy import ArticleText

if TYPE_CHECKING:
    from trackers.admin.hint import HintSetAdmin

VERB = "rehearse"
REFRESH_SECONDS = 2
LONGEST_REASON = 1000


class StepForm(forms.Form):
    """What a button of these pages sends beside its name."""

    lock = forms.IntegerField(min_value=0)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), required=False, max_length=LONGEST_REASON, widget=forms.TextInput
    )


def show_rehearsal(model_admin: "HintSetAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    """Show a draft's rehearsal (GET) or do what a button says (POST); 404 for none, 403 without the permission."""
    row = _find(model_admin, request, pk)
    if request.method == "POST":
        return _do(model_admin, request, row)
    rehearsal = row.rehearsals.first()
    state = _say_state(rehearsal)
    context = {
        **_context(model_admin, request, row, title=_("Rehearsal of %(hints)s") % {"hints": row}),
        "rehearsal": rehearsal,
        "state": state,
        "rows": _list_articles(rehearsal),
        "summary": _sum_up(rehearsal) if rehearsal is not None and rehearsal.ended_at else [],
        "may_apply": model_admin.may_change(request) and row.state == HintState.REHEARSED,
        "may_change": model_admin.may_change(request) and row.is_open,
    }
    response = TemplateResponse(request, "admin/trackers/hintset/rehearsal.html", context)
    if state["is_open"]:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


def show_sides(model_admin: "HintSetAdmin", request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """Show one article of a draft's rehearsal as it is read now and as it would be."""
    row = _find(model_admin, request, pk)
    found = RehearsedArticle.objects.filter(rehearsal__hint_set=row, place=place)
    article = found.select_related("article__latest_version", "article__source", "snapshot").first()
    if article is None:
        raise Http404(_("There is no such article in this rehearsal."))
    diff = compare(_text_of(article.before), _text_of(article.after))
    whole = "whole" in request.GET
    context = {
        **_context(model_admin, request, row, title=article.headline or str(article.article)),
        "rehearsed": article,
        "article_link": link_inside(article.article, article.article.headline),
        "diff": diff,
        "rows": diff.rows if whole else diff.changed_rows(context=1),
        "whole": whole,
        "is_cut": bool(article.before.get("is_cut") or article.after.get("is_cut")),
        "words": _say_verdict(article),
    }
    return TemplateResponse(request, "admin/trackers/hintset/sides.html", context)


def _do(model_admin: "HintSetAdmin", request: HttpRequest, row: HintSet) -> HttpResponse:
    """Do what a button says and show the page where that is seen; a refusal is a sentence on top of it."""
    if not model_admin.may_change(request):
        raise PermissionDenied
    form, here = StepForm(request.POST), _address(row)
    if not form.is_valid():
        messages.error(request, _("This form was not sent whole. Nothing was done."))
        return HttpResponseRedirect(change_address(row))
    actor, lock, reason = actor_of(request), form.cleaned_data["lock"], form.cleaned_data["reason"]
    try:
        if "_rehearse" in request.POST:
            _ask(row, actor=actor, lock=lock)
            return HttpResponseRedirect(here)
        if "_apply" in request.POST:
            apply_hints(row, actor=actor, lock=lock, reason=reason)
            messages.success(request, _("In force: from the next looks on pages are read with these hints."))
        elif "_withdraw" in request.POST:
            withdraw_hints(row, actor=actor, lock=lock, reason=reason)
            messages.success(request, _("Withdrawn: from the next looks on pages are read without hints."))
        elif "_discard" in request.POST:
            discard_hints(row, actor=actor, lock=lock, reason=reason)
            messages.success(request, _("Discarded; the draft stays on the record."))
    except DeskError as error:
        messages.error(request, error.sentence)
    return HttpResponseRedirect(change_address(row))


def _ask(row: HintSet, *, actor: Any, lock: int) -> None:
    """Record and queue a rehearsal; nothing is recorded while the queue cannot be reached."""
    job = new_job_id(VERB)
    with asking_queue():
        enqueue_rehearsal(ask_for_rehearsal(row, actor=actor, lock=lock, job=job).pk, job=job)


def _say_state(rehearsal: Rehearsal | None) -> dict[str, Any]:
    """Return where a rehearsal stands: words, whether there is something to wait for, and whether it was lost."""
    if rehearsal is None:
        return at_rest(_("These hints were not rehearsed yet."))
    if rehearsal.ended_at is not None:
        count = rehearsal.done
        words = ngettext("%(count)d article was read.", "%(count)d articles were read.", count)
        return at_rest(words % {"count": count})
    return say_job(
        rehearsal.job,
        running=_("%(done)d of %(total)d articles read.")
        % {"done": rehearsal.done, "total": rehearsal.total},
        lost=_("This rehearsal did not come to its end. Please ask for it again."),
    )


def _list_articles(rehearsal: Rehearsal | None) -> list[dict[str, Any]]:
    if rehearsal is None:
        return []
    rows = rehearsal.articles.select_related("article__source", "snapshot").defer("before", "after")
    return [
        {
            "row": row,
            "headline": row.headline or str(row.article.entry_title or row.article.url),
            "words": _say_verdict(row),
            "missed": ", ".join(_name_field(name) for name in row.doubts),
            "sides": reverse("admin:trackers_hintset_sides", args=[rehearsal.hint_set_id, row.place])
            if row.verdict not in {Verdict.SAME, Verdict.NEITHER}
            else "",
        }
        for row in rows
    ]


def _name_field(name: str) -> str:
    """Return what a field of hints is called; what is none comes back as it is."""
    return str(HintSet._meta.get_field(name).verbose_name) if name in HINTED_FIELDS else name  # type: ignore[union-attr]


def _say_verdict(row: RehearsedArticle) -> str:
    label = str(Verdict(row.verdict).label)
    if row.verdict == Verdict.OTHERWISE:
        words = {"label": label, "went": row.words_removed, "came": row.words_added}
        return _("%(label)s: words that go: %(went)d, words that come: %(came)d") % words
    return f"{label}: {translate_reason(row.reason)}" if row.reason else label


def _sum_up(rehearsal: Rehearsal) -> list[str]:
    """Return what applying would mean, in sentences: no Change is ever made of it."""
    verdicts = list(rehearsal.articles.values_list("verdict", "article__latest_version"))
    count = {verdict: sum(found == verdict for found, _ in verdicts) for verdict in Verdict.values}
    first = sum(verdict == Verdict.READABLE and version is None for verdict, version in verdicts)
    again = count[Verdict.OTHERWISE] + count[Verdict.READABLE] - first
    sentences = [
        ngettext(
            "%(count)d article reads the same.", "%(count)d articles read the same.", count[Verdict.SAME]
        )
        % {"count": count[Verdict.SAME]}
    ]
    if again:
        words = ngettext(
            "The latest text of %(count)d article is read again technically; no change is made of that.",
            "The latest texts of %(count)d articles are read again technically; no change is made of that.",
            again,
        )
        sentences.append(words % {"count": again})
    if first:
        words = ngettext(
            "%(count)d article that could never be read gets its first version.",
            "%(count)d articles that could never be read get their first version.",
            first,
        )
        sentences.append(words % {"count": first})
    if lost := count[Verdict.UNREADABLE]:
        words = ngettext(
            "%(count)d article can no longer be read: its versions stay, and looks at it say so.",
            "%(count)d articles can no longer be read: their versions stay, and looks at them say so.",
            lost,
        )
        sentences.append(words % {"count": lost})
    return sentences


def _text_of(facts: dict[str, Any]) -> ArticleText:
    return ArticleText(
        headline=facts.get("headline", ""),
        standfirst=facts.get("standfirst", ""),
        byline=tuple(facts.get("byline", ())),
        paragraphs=tuple(facts.get("paragraphs", ())),
        captions=tuple(facts.get("captions", ())),
    )


def _find(model_admin: "HintSetAdmin", request: HttpRequest, pk: int) -> HintSet:
    row = HintSet.objects.select_related("source").filter(pk=pk).first() if pk < 2**63 else None
    if row is None:
        raise Http404(_("There are no such hints."))
    if not model_admin.has_view_permission(request, row):
        raise PermissionDenied
    return row


def _address(row: HintSet) -> str:
    return reverse("admin:trackers_hintset_rehearsal", args=[row.pk])


def _context(
    model_admin: "HintSetAdmin", request: HttpRequest, row: HintSet, *, title: str
) -> dict[str, Any]:
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "media": model_admin.media,
        "title": title,
        "hint_set": row,
        "hints_link": link_inside(row, _("hints %(number)d") % {"number": row.number}),
        "source_link": link_inside(row.source, row.source.name),
    }

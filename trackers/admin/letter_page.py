"""One letter's page in the admin, and the pages on which somebody says what became of it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trackers.admin.base import actor_of
from trackers.admin.cells import NOTHING, change_address, link_inside, link_outside, quote_text, say_moment
from trackers.admin.letter_forms import ClosingForm, ReopeningForm, RevisionForm
from trackers.desk.errors import DeskError
from trackers.desk.letterrights import may_read, may_see_sender, steps_for_letter
from trackers.desk.letters import take_letter_step
from trackers.desk.lettersteps import WITHHOLDS, LetterStep
from trackers.desk.statements import FILES
from trackers.models import Letter, LetterKind, LetterState, Publication, ReviewEvent

if TYPE_CHECKING:
    from trackers.admin.letter import LetterAdmin

EVENTS_SHOWN = 30
ENTRIES_SHOWN = 20

# What each step is called on its button, and what it does, in one sentence.
NAMES = {
    LetterStep.TAKE: (gettext_lazy("Take in hand"), gettext_lazy("Others see that it is yours.")),
    LetterStep.LEAVE: (gettext_lazy("Give back"), gettext_lazy("It is in nobody’s hands then.")),
    LetterStep.ANSWER: (
        gettext_lazy("Answered"),
        gettext_lazy("They got an answer in words; the letter is closed."),
    ),
    LetterStep.DECLINE: (
        gettext_lazy("Declined"),
        gettext_lazy("What they ask for is not done, and they were told why; the letter is closed."),
    ),
    LetterStep.CLOSE: (
        gettext_lazy("Done"),
        gettext_lazy("What they ask for is done, or nothing is left to do; the letter is closed."),
    ),
    LetterStep.REVISE: (
        gettext_lazy("Correct"),
        gettext_lazy("What it is, what it is about, who wrote, by when it is to be answered."),
    ),
    LetterStep.REOPEN: (
        gettext_lazy("Open again"),
        gettext_lazy("It waits for an answer once more. What was forgotten of who wrote stays forgotten."),
    ),
}
# Those that ask for something; the others are taken at once.
FORMS: dict[LetterStep, type[ClosingForm] | type[RevisionForm] | type[ReopeningForm]] = {
    **dict.fromkeys((LetterStep.ANSWER, LetterStep.DECLINE, LetterStep.CLOSE), ClosingForm),
    LetterStep.REVISE: RevisionForm,
    LetterStep.REOPEN: ReopeningForm,
}


def show_letter(model_admin: "LetterAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """Show a letter: what it is, by when, what it says, who wrote for those who may see it, and the steps."""
    letter = _find(object_id)
    user = actor_of(request)
    if not model_admin.has_view_permission(request, letter):
        raise PermissionDenied
    reads = may_read(user, letter)
    context = {
        **_shared(model_admin, request, letter),
        "facts": _tell_facts(letter, user),
        "reads": reads,
        "words": letter.words if reads else "",
        "is_late": letter.state == LetterState.OPEN and letter.due_on < timezone.now().date(),
        "steps": [(step, *NAMES[step], step in FORMS) for step in steps_for_letter(user, letter)],
        "withhold": _find_withholding(letter, user),
        "entries": _list_entries(letter, user),
        "statements": [
            link_inside(row, str(row.get_nature_display()))
            for row in letter.statements.select_related("change").order_by("pk")[:ENTRIES_SHOWN]
        ]
        if user.has_perm("trackers.view_statement")
        else [],
        "events": ReviewEvent.objects.filter(letter=letter)[:EVENTS_SHOWN],
    }
    return TemplateResponse(request, "admin/trackers/letter/page.html", context)


def take_step_view(
    model_admin: "LetterAdmin", request: HttpRequest, letter_id: int, step: str
) -> HttpResponse:
    """Ask what a step asks for (GET); take it (POST). What is refused comes back with all that was typed."""
    letter, user = _find(str(letter_id)), actor_of(request)
    if not model_admin.has_view_permission(request, letter):
        raise PermissionDenied
    if step not in set(LetterStep):
        raise Http404(_("There is no such step."))
    chosen = LetterStep(step)
    if chosen not in steps_for_letter(user, letter) and request.method != "POST":
        raise PermissionDenied
    kind = FORMS.get(chosen)
    posted = request.POST if request.method == "POST" else None
    form = kind(letter, user, chosen, posted) if kind is not None else None
    if posted is not None and (form is None or form.is_valid()):
        try:
            take_letter_step(
                letter,
                chosen,
                actor=user,
                lock=_read_lock(posted.get("lock", "")),
                said=form.said if form is not None else None,
            )
        except DeskError as error:
            if form is None:
                messages.warning(request, error.sentence)
                return HttpResponseRedirect(change_address(letter))
            form.take(error)
            letter.refresh_from_db()
        else:
            messages.success(request, _("It is on the record."))
            return HttpResponseRedirect(change_address(letter))
    if form is None:
        return HttpResponseRedirect(change_address(letter))
    return _ask(model_admin, request, letter, chosen, form)


def _ask(
    model_admin: "LetterAdmin", request: HttpRequest, letter: Letter, step: LetterStep, form: forms.Form
) -> HttpResponse:
    name, words = NAMES[step]
    reads = may_read(actor_of(request), letter)
    context = {
        **_shared(model_admin, request, letter),
        "title": name,
        "does": words,
        "words": letter.words if reads else "",
        "form": form,
    }
    return TemplateResponse(request, "admin/trackers/letter/step.html", context)


def _find(object_id: str) -> Letter:
    wanted = unquote(object_id)
    if not wanted.isdecimal() or len(wanted) > 18:
        raise Http404(_("There is no such letter."))
    rows = Letter.objects.select_related(
        "change", "article__source", "article__latest_version", "source", "withholding", "publication__change"
    )
    letter = rows.filter(pk=int(wanted)).first()
    if letter is None:
        raise Http404(_("There is no such letter."))
    return letter


def _shared(model_admin: "LetterAdmin", request: HttpRequest, letter: Letter) -> dict[str, Any]:
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "media": model_admin.media,
        "title": _("Letter %(id)d") % {"id": letter.pk},
        "letter": letter,
        "back": change_address(letter),
    }


def _tell_facts(letter: Letter, user: User) -> list[tuple[str, str]]:
    """Return what is known of a letter, each fact by its name; nothing that this account may not see."""
    facts = [
        (_("What it is"), str(letter.get_kind_display())),
        (_("State"), str(letter.get_state_display())),
        (_("About"), _tell_about(letter)),
        (_("Address"), link_outside(letter.address) if letter.address else NOTHING),
        (_("Received at"), say_moment(letter.received_at)),
        (_("To be answered by"), f"{letter.due_on:%Y-%m-%d}"),
        (_("In the hands of"), quote_text(letter.taken_name)),
        (_("Recorded by"), quote_text(letter.recorder_name)),
        *_tell_sender(letter, user),
    ]
    if letter.closed_at is not None:
        facts.append((_("Closed at"), say_moment(letter.closed_at)))
    if letter.withholding is not None and user.has_perm("trackers.view_withholding"):
        part = str(letter.withholding.get_part_display())
        facts.append((_("Withheld for it"), link_inside(letter.withholding, part)))
    if letter.publication is not None and user.has_perm("trackers.view_publication"):
        nature = str(letter.publication.get_nature_display())
        facts.append((_("Published for it"), link_inside(letter.publication, nature)))
    return facts


def _tell_sender(letter: Letter, user: User) -> list[tuple[str, str]]:
    if letter.erased_at is not None:
        return [(_("Who wrote"), _("forgotten at %(moment)s") % {"moment": say_moment(letter.erased_at)})]
    if not may_see_sender(user, letter):
        return [(_("Who wrote"), _("not shown to your account"))]
    return [
        (_("Who wrote"), quote_text(letter.sender, limit=300)),
        (_("How to reach them"), quote_text(letter.reach, limit=300)),
    ]


def _tell_about(letter: Letter) -> str:
    if letter.change is not None:
        return link_inside(letter.change, letter.article.headline if letter.article else str(letter.change))
    if letter.article is not None:
        return link_inside(letter.article, letter.article.headline)
    if letter.source is not None:
        return link_inside(letter.source, letter.source.name)
    return NOTHING


def _find_withholding(letter: Letter, user: User) -> str:
    """Return where part of the article that a guarded letter is about is withheld; "" where that makes no sense."""
    if not letter.is_guarded or letter.article_id is None or not user.has_perm(WITHHOLDS):
        return ""
    return reverse("admin:trackers_withholding_begin", args=[letter.article_id])


def _list_entries(letter: Letter, user: User) -> list[tuple[str, str]]:
    """Return where a reply can be put beside an entry about the same article: address and name, the newest first."""
    if letter.kind != LetterKind.REPLY or letter.article_id is None or not user.has_perm(FILES):
        return []
    rows = Publication.objects.newest().told().filter(change__article=letter.article_id)
    if letter.change_id is not None:
        rows = rows.filter(change=letter.change_id)
    return [
        (
            f"{reverse('admin:trackers_statement_file', args=[row.uuid])}?letter={letter.pk}",
            quote_text(row.headline_after or str(row.uuid)),
        )
        for row in rows.order_by("-public_at")[:ENTRIES_SHOWN]
    ]


def _read_lock(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else -1

"""Digests by mail in the admin: everybody's own, and the address in each mail that stops it.

The stopping address asks for no login: whoever holds the mail may stop it, as RFC 8058 has it. A GET only shows a
button, for programs follow links in mails; the POST of a mail program carries no cookie and no token of ours.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from trackers.admin.base import VerbAdmin, VerbForm, actor_of
from trackers.admin.cells import NOTHING, moment_of, quote_text, say_moment
from trackers.desk.digests import keep_digest, read_token, stop_digest, tell_unsendable
from trackers.desk.queues import queues_for
from trackers.models import Digest


class DigestForm(VerbForm):
    """A queue from a list, or a search; the hour and its zone."""

    queue = forms.ChoiceField(
        label=_("Queue"),
        required=False,
        help_text=_("One of the two: a queue here, or a search below."),
    )

    class Meta:
        model = Digest
        fields = ("queue", "query", "hour", "zone")
        widgets = {"query": forms.TextInput(attrs={"size": 60})}
        help_texts = {
            "query": _(
                "As on the page of searches: words, “phrases”, removed: and added:, source: and kind:."
            ),
            "hour": _(
                "From 0 to 23. No mail comes when nothing is new, and never two on one day: "
                "a new hour holds from the next mail on."
            ),
        }


@admin.register(Digest)
class DigestAdmin(VerbAdmin[Digest]):
    """One's own digests; nobody sees another's."""

    form = DigestForm
    fields = ("queue", "query", "hour", "zone", "state", "problem")
    readonly_fields = ("state", "problem")
    list_display = ("what", "hour", "zone", "state", "sent", "problem_told")
    sent = moment_of("sent_at", _("last mail"))
    actions = ("stop_selected",)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Choose the asker's own."""
        return super().get_queryset(request).filter(owner=actor_of(request))

    def get_form(
        self, request: HttpRequest, obj: Digest | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Offer the queues that are for this account."""
        form = super().get_form(request, obj, change=change, **kwargs)
        choices = [("", NOTHING), *((queue.code, queue.name) for queue in queues_for(actor_of(request)))]
        field = form.base_fields["queue"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Say on top why no mail would come, before anybody fills the form in for nothing."""
        why = tell_unsendable(actor_of(request)) if request.method == "GET" else ""
        if why:
            messages.warning(request, why)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Digest, form: Any, change: bool) -> None:
        """Keep the digest as its owner wants it from now on; one that was stopped is sent again."""
        obj.owner = actor_of(request)
        keep_digest(obj, now=timezone.now())

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show it to whoever may see changes."""
        return request.user.has_perm("trackers.view_change")

    def has_view_permission(self, request: HttpRequest, obj: Digest | None = None) -> bool:
        """Let whoever may see changes see her own."""
        return self.has_module_permission(request) and (obj is None or obj.owner_id == request.user.pk)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let whoever may see changes have them mailed."""
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Digest | None = None) -> bool:
        """Let whoever has one change it."""
        return self.has_view_permission(request, obj)

    @admin.action(description=_("Stop the selected digests"))
    def stop_selected(self, request: HttpRequest, rows: Any) -> None:
        """Stop them; saving one again starts it."""
        for row in rows:
            stop_digest(row)

    @admin.display(description=_("queue or search"))
    def what(self, digest: Digest) -> str:
        """The queue by its name, or the search."""
        names = {queue.code: str(queue.name) for queue in queues_for(digest.owner)}
        return names.get(digest.queue, digest.queue) if digest.queue else quote_text(digest.query)

    @admin.display(description=_("next mail"))
    def state(self, digest: Digest) -> str:
        """When the next mail is due."""
        if not digest.pk:
            return NOTHING
        if digest.next_at is None:
            return str(_("stopped: save it to start it again"))
        if digest.due_at is not None:
            return str(_("on its way, or tried again by %(moment)s")) % {"moment": say_moment(digest.next_at)}
        return f"{digest.next_at:%Y-%m-%d %H:%M} UTC"

    @admin.display(description=_("problem"))
    def problem_told(self, digest: Digest) -> str:
        """What the last attempt came to."""
        return quote_text(digest.problem) if digest.problem else NOTHING


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop_by_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Stop a digest by the address in its mail (POST), or show the button that does (GET); 404 for a made-up one."""
    digest = read_token(token)
    if digest is None:
        raise Http404
    if request.method == "POST":
        stop_digest(digest)
        digest.next_at = None
    return render(request, "trackers/mail/stop.html", {"digest": digest, "noindex": True})

"""Deliveries in the admin: what was sent to the addresses an operator named, what failed, and when it is tried again.

Neither an address nor a secret stands here: both are the settings' alone, which show the host.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from trackers.admin.base import ReadOnlyAdmin, act_on_each, actor_of
from trackers.admin.cells import NOTHING, moment_of, quote_text, say_moment, tell_lines
from trackers.desk.deliveries import SEND_AGAIN, send_again
from trackers.models import Delivery, DropReason


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin[Delivery]):
    """Deliveries, newest first."""

    list_display = ("about", "where", "stands", "tried", "problem_told")
    # The edition is linked to the record, so another column leads to the page.
    list_display_links = ("stands",)
    list_select_related = ("webhook", "publication")
    list_filter = ("state", "webhook")
    sortable_by = ()
    ordering = ("-made_at", "-pk")
    fields = readonly_fields = (
        "about", "where", "state", "attempts", "noted", "first", "last", "next", "problem_told",
    )  # fmt: skip
    actions = ("send_selected_again",)
    noted = moment_of("made_at", _("noted at"))
    first = moment_of("first_at", _("first attempt"))
    last = moment_of("last_at", _("last attempt"))
    next = moment_of("next_at", _("next attempt"))

    def has_send_permission(self, request: HttpRequest) -> bool:
        """Let those who may have something sent again see the action."""
        return actor_of(request).has_perm(SEND_AGAIN)

    @admin.action(description=_("Send the selected deliveries again"), permissions=["send"])
    def send_selected_again(self, request: HttpRequest, rows: QuerySet[Delivery]) -> HttpResponse | None:
        """Have them sent at the next tick."""
        actor, now = actor_of(request), timezone.now()
        return act_on_each(
            request, rows, verb=lambda row: _again(row, actor=actor, now=now), done=str(_("sent again"))
        )

    @admin.display(description=_("edition"))
    def about(self, delivery: Delivery) -> str:
        """What is sent: the edition, by what it did, linked to the record readers see."""
        edition = delivery.publication
        words = Truncator(edition.headline_after or str(edition.uuid)).chars(120)
        nature = edition.get_nature_display()
        return format_html('<a href="{}"><bdi>{}</bdi></a> ({})', edition.get_absolute_url(), words, nature)

    @admin.display(description=_("where to"))
    def where(self, delivery: Delivery) -> str:
        """The name of the address, and its host while the settings name it."""
        hook = settings.WEBHOOKS.get(delivery.webhook.name)
        return tell_lines(quote_text(delivery.webhook.name), quote_text(hook.host) if hook else "")

    @admin.display(description=_("state"))
    def stands(self, delivery: Delivery) -> str:
        """How far it has come, and how often it was tried."""
        count = delivery.attempts
        tried = ngettext("%(count)d attempt", "%(count)d attempts", count) % {"count": count} if count else ""
        return tell_lines(delivery.get_state_display(), tried)

    @admin.display(description=_("tried"), ordering="last_at")
    def tried(self, delivery: Delivery) -> str:
        """When it was tried last, and when it is next."""
        following = delivery.next_at and _("next: %(moment)s") % {"moment": say_moment(delivery.next_at)}
        return tell_lines(say_moment(delivery.last_at), str(following or ""))

    @admin.display(description=_("last problem"))
    def problem_told(self, delivery: Delivery) -> str:
        """What the last attempt failed by, as a code and in words, or why it was dropped."""
        return tell_problem(delivery)


def tell_problem(delivery: Delivery) -> str:
    """Return the code of what went wrong last and what it means; a dash where nothing did."""
    if not delivery.problem:
        return NOTHING
    if delivery.problem in DropReason.values:
        return str(DropReason(delivery.problem).label)
    code = str(delivery.status) if delivery.status is not None else delivery.problem
    words = delivery.detail or str(_("The server did not take it."))
    return tell_lines(quote_text(code), quote_text(words, limit=300))


def _again(row: Delivery, *, actor: User, now: datetime) -> Any:
    return send_again(row, actor=actor, now=now)

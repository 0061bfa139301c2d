"""Accounts in the admin: Django's own pages, on which an operator looks after others and raises nobody above herself.

As shipped, whoever may change accounts may make a superuser of any, her own among them. Operators have the hat of the
house, not of the desk: they put others into roles, and who gives them one is somebody else.
"""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from trackers.admin.base import actor_of
from trackers.admin.lookups import PlainLookups
from trackers.desk.accounts import record_deletion, setting_account, setting_role
from trackers.models import MACHINES, Act, ReviewEvent

# What makes an account more than its roles say.
RAISING = ("is_superuser", "user_permissions")

HELP = {
    "is_staff": _("Lets the account into the admin. Without it and a role nobody gets in."),
    "groups": _(
        "The role at the desk. Reader: sees what is withheld and the notes. Analyst: dismisses, annotates, sends to a "
        "second read, records letters. Editor: approves, publishes, withholds and answers letters as well. Standards "
        "lead: retracts and draws samples. "
        "Source manager: publishers, feeds, hints and noise rules. Operator: accounts, settings, fetching, deliveries. "
        "Machine: a program’s account, which never decides anything, whatever else it is given."
    ),
}


class AccountAdmin(PlainLookups[User], UserAdmin[User]):
    """Django's page of accounts, with two hats kept apart."""

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm[User]]:
        """Say beside the two fields without which nobody gets in what they are for at this desk."""
        form = super().get_form(request, obj, change=change, **kwargs)
        for name, words in HELP.items():
            if name in form.base_fields:
                form.base_fields[name].help_text = words
        return form

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether this account may be changed: a superuser's, and one's own, by superusers alone."""
        if not super().has_change_permission(request, obj):
            return False
        asker = request.user
        return obj is None or asker.is_superuser or not (obj.is_superuser or obj.pk == asker.pk)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return what is only shown: to all but superusers, what raises an account above its roles."""
        shown = super().get_readonly_fields(request, obj)
        return shown if request.user.is_superuser else (*shown, *RAISING)

    change_form_template = "admin/trackers/with_events.html"

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Leave the saving to ``save_related``: what an account is and what it may do are one act."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save an account with its roles, and put what differs on the record."""
        with setting_account(form.instance, actor=actor_of(request)):
            super().save_model(request, form.instance, form, change)
            super().save_related(request, form, formsets, change)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        """Delete an account; the record keeps what it could do."""
        with transaction.atomic():
            record_deletion(obj, actor=actor_of(request))
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Delete accounts, each with an event of its own."""
        with transaction.atomic():
            for account in queryset:
                record_deletion(account, actor=actor_of(request))
            super().delete_queryset(request, queryset)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show an account with what was done to it."""
        account = self.get_object(request, unquote(object_id))
        key = account.pk if account is not None else 0
        events = ReviewEvent.objects.of_house(Act.SET_ACCOUNT, account=key)[:20]
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "events": events})


class RoleAdmin(PlainLookups[Group], GroupAdmin):
    """Django's page of roles. That of programs is known by its name, and keeps it: without it they would be people."""

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        """Whether a role may be deleted: that of programs by nobody."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.name != MACHINES)

    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> Any:
        """Return what is only shown: the name of the role of programs."""
        shown = super().get_readonly_fields(request, obj)
        return (*shown, "name") if obj is not None and obj.name == MACHINES else shown

    def save_model(self, request: HttpRequest, obj: Group, form: Any, change: bool) -> None:
        """Leave the saving to ``save_related``, as with accounts."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save a role with what it lets its accounts do, and put what differs on the record."""
        with setting_role(form.instance, actor=actor_of(request)):
            super().save_model(request, form.instance, form, change)
            super().save_related(request, form, formsets, change)


admin.site.unregister([User, Group])
admin.site.register(User, AccountAdmin)
admin.site.register(Group, RoleAdmin)

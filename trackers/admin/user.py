"""Accounts in the admin: Django's own pages, on which an operator looks after others and raises nobody above herself.

As shipped, whoever may change accounts may make a superuser of any, her own among them. Operators have the hat of the
house, not of the desk: they put others into roles, and who gives them one is somebody else.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from trackers.admin.lookups import PlainLookups

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


class RoleAdmin(PlainLookups[Group], GroupAdmin):
    """Django's page of roles."""


admin.site.unregister([User, Group])
admin.site.register(User, AccountAdmin)
admin.site.register(Group, RoleAdmin)

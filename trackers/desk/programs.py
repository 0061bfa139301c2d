"""Programs: accounts in the group Machine look and never decide, whatever else they are given.

It is made true where Django asks what an account may do: every page, action and verb asks there. A program has what
the group gives for looking, and nothing of what was given to it otherwise: a role, a permission, or all of them.
"""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission, User
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from trackers.models import MACHINES


def is_program(user: User) -> bool:
    """Tell whether an account is a program's. One query, none for an account whose session is being answered."""
    known: bool | None = getattr(user, "is_program", None)
    return user.groups.filter(name=MACHINES).exists() if known is None else known


class DeskBackend(ModelBackend):
    """Accounts by name and password, as Django has them, but for programs."""

    def get_user(self, user_id: int) -> User | None:
        """Return the account of a session, None where it may not come in any more. One query.

        That a program's account may do everything is not so: Django would ask no further.
        """
        in_group = Group.objects.filter(name=MACHINES, user=OuterRef("pk"))
        user = User.objects.annotate(is_program=Exists(in_group)).filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        if is_program(user):
            user.is_superuser = False
        return user

    def _get_user_permissions(self, user_obj: Any) -> QuerySet[Permission]:
        if is_program(user_obj):
            return Permission.objects.none()
        return super()._get_user_permissions(user_obj)  # type: ignore[misc, no-any-return]

    def _get_group_permissions(self, user_obj: Any) -> QuerySet[Permission]:
        given: QuerySet[Permission] = super()._get_group_permissions(user_obj)  # type: ignore[misc]
        if is_program(user_obj):
            looking = Concat(Value("view_"), "content_type__model", output_field=CharField())
            return Permission.objects.filter(group__name=MACHINES, codename=looking)
        return given

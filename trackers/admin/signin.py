"""The form that asks for a name and a password: Django's own, with a limit to how often one may try.

Whatever is wrong is told by one sentence and status 200, as Django does: that nobody of that name is here, that the
password is another, that the account may not enter. Who has to wait is told until when, whether or not there is such an
account.
"""

from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from trackers.desk.signin import begin_try, end_well
from trackers.limits.clients import find_client


class SignInForm(AdminAuthenticationForm):
    """Asks the account, and counts the tries."""

    def clean(self) -> dict[str, Any]:
        """Return what was typed where it lets somebody in; raise ValidationError otherwise."""
        account, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not account or not password:
            return super().clean()
        client = find_client(self.request.META) if self.request is not None else ""
        attempt = begin_try(account, client=client, now=timezone.now())
        if attempt.wait_until is not None:
            raise ValidationError(
                _(
                    "There were too many wrong passwords. None is looked at before %(time)s UTC: try again then."
                )
                % {"time": f"{attempt.wait_until:%H:%M}"},
                code="wait",
            )
        cleaned = super().clean()
        end_well(attempt)
        return cleaned

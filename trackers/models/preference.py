"""DeskPreference: what one person at the desk wants to see first. It hides nothing and concerns nobody else."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from trackers.models.source import Source

MOST_SECTIONS, LONGEST_SECTION = 20, 80


class DeskPreference(models.Model):
    """The publishers and sections whose changes stand first in one person's queues.

    ``sections`` are names as publishers' pages give them, without regard to case. It goes with the account.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    sources = models.ManyToManyField(Source, blank=True, related_name="+", verbose_name=_("publishers"))
    sections = ArrayField(
        models.CharField(max_length=LONGEST_SECTION), verbose_name=_("sections"), default=list, blank=True,
        size=MOST_SECTIONS,
    )  # fmt: skip

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user_id}"

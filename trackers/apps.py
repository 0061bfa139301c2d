"""The app's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrackersConfig(AppConfig):
    """The one app of the product."""

    name = "trackers"
    verbose_name = _("Tracking")

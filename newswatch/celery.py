"""The clock: one Celery application and a few ticks, listed in the settings."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newswatch.settings")

app = Celery("newswatch")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["trackers"])
app.autodiscover_tasks(["trackers"], related_name="hooks")


@beat_init.connect
def tick_at_start(**_kwargs: Any) -> None:
    """Send every tick once at start-up: beat itself waits one interval before the first."""
    for entry in app.conf.beat_schedule.values():
        app.send_task(entry["task"], **entry["options"])

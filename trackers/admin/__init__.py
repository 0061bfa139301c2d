"""The editors' door: the Django admin, one noun a file. It checks permissions, calls verbs, shows the result."""

from django.conf import settings
from django.contrib import admin

from trackers.admin import (
    annotation,
    article,
    batch,
    change,
    check,
    codingsample,
    delivery,
    desk,
    digest,
    event,
    feed,
    furniture,
    gap,
    hint,
    incident,
    label,
    letter,
    noise,
    publication,
    queue,
    replay,
    sheetexport,
    sheetimport,
    signin,
    source,
    statement,
    status,
    user,
    version,
    withholding,
)

__all__ = [
    "annotation", "article", "batch", "change", "check", "codingsample", "delivery", "desk", "digest", "event",
    "feed", "furniture", "gap", "hint", "incident", "label", "letter", "noise", "publication", "queue", "replay",
    "sheetexport", "sheetimport", "signin", "source", "statement", "status", "user", "version", "withholding",
]  # fmt: skip

admin.site.site_header = settings.SITE_NAME
admin.site.site_title = settings.SITE_NAME
admin.site.login_form = signin.SignInForm

"""Where addresses lead: the desk at /admin/, everything else to the app. Static files are WhiteNoise's."""

from django.contrib import admin
from django.urls import include, path

from trackers.admin.digest import stop_by_mail
from trackers.admin.first_page import show_first_page, show_no_page
from trackers.views import errors

admin.autodiscover()

urlpatterns = [
    # Before Django's own of the same address, which it calls with what stands on top.
    path("admin/", admin.site.admin_view(show_first_page), name="desk"),
    # Django's way from any row to its page, for any account of the staff: nothing of ours leads there.
    path("admin/r/<path:rest>", show_no_page, name="no_page"),
    path("admin/", admin.site.urls),
    # In mails that were sent, for as long as they are kept.
    path("digests/stop/<str:token>/", stop_by_mail, name="stop_digest"),
    path("", include("trackers.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

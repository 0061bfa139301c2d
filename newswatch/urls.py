"""Where addresses lead: the desk at /admin/, everything else to the app. Static files are WhiteNoise's."""

from django.contrib import admin
from django.urls import include, path

from trackers.views import errors

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("trackers.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

"""The desk's queue in the admin: django-rq's dashboard, behind a permission of its own.

As shipped, any staff account can open the dashboard and delete jobs. Here every one of its addresses asks for
``trackers.view_queue`` first, by GET and POST alike, and those without it do not see that it exists.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.http import url_has_allowed_host_and_scheme
from django_rq.admin import QueueAdmin
from django_rq.models import Dashboard
from django_rq.urls import get_admin_urlpatterns, get_api_urlpatterns
from rq.exceptions import NoSuchJobError

PERMISSION = "trackers.view_queue"
PREFIX = "django_rq_"
View = Callable[..., HttpResponse]


class DeskQueueAdmin(QueueAdmin):
    """django-rq's dashboard for those who may see it."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the dashboard stands in this account's index."""
        return _may_see(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether this account may see it."""
        return _may_see(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether this account may act on it: seeing and acting are one permission."""
        return _may_see(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: there is no row behind the dashboard."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Return the dashboard's own addresses, each behind the permission.

        Django's pages for a row are left out, for there is no table, and so is rq-scheduler's, which is not installed.
        The addresses for machines, which django-rq leaves to a token, are behind the same door.
        """
        shipped = [
            *get_api_urlpatterns(name_prefix=PREFIX),
            *get_admin_urlpatterns(name_prefix=PREFIX),
            *super(QueueAdmin, self).get_urls(),
        ]
        names = [pattern.name or "" for pattern in shipped]
        wanted = [
            pattern
            for pattern, name in zip(shipped, names, strict=True)
            if name.startswith(PREFIX) and name not in self.left_out
        ]
        return [_guard(pattern, site=self.admin_site) for pattern in wanted]

    @property
    def left_out(self) -> set[str]:
        """The names of Django's pages for a row, and of what is not installed."""
        row = {
            f"{self.opts.app_label}_{self.opts.model_name}_{page}"
            for page in ("add", "history", "delete", "change")
        }
        return row | {f"{PREFIX}scheduler_jobs"}


def _may_see(request: HttpRequest) -> bool:
    return request.user.has_perm(PERMISSION)


def _guard(pattern: URLPattern, *, site: admin.AdminSite) -> URLPattern:
    """Put the admin's log-in and the permission before a view; refuse to be sent to another host afterwards."""
    view: View = pattern.callback

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _may_see(request):
            raise PermissionDenied
        goal = request.POST.get("next_url", "")
        if goal and not url_has_allowed_host_and_scheme(goal, allowed_hosts={request.get_host()}):
            raise PermissionDenied
        request.current_app = site.name
        try:
            return view(request, *args, **kwargs)
        except (NoSuchJobError, IndexError, ValueError, AssertionError) as error:
            # As shipped, an address of a job, queue or worker that is not there any more is a server error.
            raise Http404 from error

    pattern.callback = site.admin_view(guarded)
    return pattern


admin.site.unregister(Dashboard)
admin.site.register(Dashboard, DeskQueueAdmin)

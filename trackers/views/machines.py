"""Addresses for machines: is it well, may it be crawled, what is its icon."""

import logging

import redis
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)

ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /healthz
Disallow: /articles/*/compare/
"""


@require_safe
@never_cache
def report_health(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database and the broker answer, else 503 and which of them does not; never why."""
    found = {"database": _database_answers(), "broker": _broker_answers()}
    status = 200 if all(found.values()) else 503
    parts = {name: "ok" if well else "unreachable" for name, well in found.items()}
    return JsonResponse({"status": "ok" if status == 200 else "unavailable", **parts}, status=status)


@require_safe
@cache_control(public=True, max_age=3600)
def show_robots(_request: HttpRequest) -> HttpResponse:
    """Answer our own robots.txt (RFC 9309): everything public may be read."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def redirect_favicon(_request: HttpRequest) -> HttpResponseRedirect:
    """Lead browsers that ask for /favicon.ico to the icon among the static files."""
    return HttpResponseRedirect(static("favicon.ico"))


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError as error:
        logger.warning("health_database_unreachable error=%s", type(error).__name__)
        return False


def _broker_answers() -> bool:
    # The cache is on the same server as the queues.
    try:
        cache.get("healthz")
    except (redis.RedisError, OSError) as error:
        logger.warning("health_broker_unreachable error=%s", type(error).__name__)
        return False
    return True

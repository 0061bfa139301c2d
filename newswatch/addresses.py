"""Addresses: one URL for each server, in the words that each library has for it. What is none is refused loudly."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from newswatch.environment import STARTS_SERVERS


def read_database(url: str) -> dict[str, Any]:
    """Return Django's description of the database behind a ``postgresql://`` address.

    The host may be the percent-encoded directory of a unix socket, as libpq has it (``postgresql://user:pw@%2Frun%2Fpg/name``)
    or stand in the query (``?host=/run/pg``).
    """
    if not url:
        if STARTS_SERVERS:
            return {"ENGINE": "django.db.backends.dummy"}
        raise ImproperlyConfigured(
            "There is no database: start bin/up, or set DATABASE_URL to a PostgreSQL address."
        )
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            "DATABASE_URL must start with postgresql://, PostgreSQL is the only database."
        )
    options = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    # Not `parts.hostname`, which is in lower case: a socket's directory need not be.
    address = parts.netloc.rpartition("@")[2]
    host = address[1:].partition("]")[0] if address.startswith("[") else address.partition(":")[0]
    try:
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured("The port in DATABASE_URL is not a number.") from error
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.pop("host", "") or host),
        "PORT": port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {name: unquote(value) for name, value in options.items()},
    }


def read_redis_url(url: str) -> str:
    """Return the broker's address as redis-py spells it (``redis://``, ``rediss://`` or ``unix://``)."""
    if not url:
        if STARTS_SERVERS:
            return "redis://127.0.0.1:6379/0"
        raise ImproperlyConfigured(
            "There is no broker: start bin/up, or set REDIS_URL to a Valkey or Redis address."
        )
    if urlsplit(url).scheme not in {"redis", "rediss", "unix"}:
        raise ImproperlyConfigured("REDIS_URL must start with redis://, rediss:// or unix://.")
    return url


def read_mail(url: str) -> dict[str, Any]:
    """Return where mail is handed in; no host where none is named. ``smtps`` is TLS from the start (RFC 8314)."""
    parts = urlsplit(url)
    if url and (parts.scheme not in {"smtp", "smtps"} or not parts.hostname):
        raise ImproperlyConfigured("MAIL_URL must be smtp://host:port or smtps://user:password@host.")
    if parts.query not in {"", "starttls"} or (parts.query and parts.scheme == "smtps"):
        raise ImproperlyConfigured(
            "MAIL_URL may end in ?starttls where it begins with smtp://, and in nothing else."
        )
    try:
        port = parts.port or (465 if parts.scheme == "smtps" else 587 if parts.query else 25)
    except ValueError as error:
        raise ImproperlyConfigured("The port in MAIL_URL is not a number.") from error
    return {
        "host": parts.hostname or "",
        "port": port,
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "ssl": parts.scheme == "smtps",
        "tls": parts.query == "starttls",
    }


def derive_celery_url(redis_url: str) -> str:
    """Return the same address as kombu spells it: ``unix://`` becomes ``redis+socket://``, ``db`` becomes
    ``virtual_host``.
    """
    if not redis_url.startswith("unix://"):
        return redis_url
    return "redis+socket://" + redis_url.removeprefix("unix://").replace("?db=", "?virtual_host=").replace(
        "&db=", "&virtual_host="
    )

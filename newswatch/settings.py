"""Settings: one file, from the environment, failing loudly.

Every variable is read through one of the small readers below, so that README.md's table can be tested against this
file. ``bin/up`` sets what it starts itself; other commands of the same machine find that in ``local.env`` in the
data directory.
"""

import json
import os
import re
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import django_stubs_ext
from celery.schedules import schedule
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import to_language

from newswatch.local.testing import start_for_pytest
from trackers.web.headers import HostHeaders

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent


# --- Reading the environment ----------------------------------------------------------------------------------------


def read_local_env(path: Path) -> dict[str, str]:
    """Return the ``NAME=value`` lines that ``manage.py up`` left for the other commands of this machine."""
    if not path.is_file():
        return {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except PermissionError:
        return {}
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def env(name: str, default: str = "") -> str:
    """Return a variable as text: the environment first, then what ``manage.py up`` wrote, then the default."""
    return os.environ.get(name) or LOCAL_ENV.get(name) or default


def env_int(name: str, default: int, *, minimum: int = 0) -> int:
    """Return a variable as a whole number not below ``minimum``; raise ImproperlyConfigured for anything else."""
    text = env(name, str(default))
    try:
        number = int(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {text!r}.") from error
    if number < minimum:
        raise ImproperlyConfigured(f"{name} must be at least {minimum}, not {number}.")
    return number


def env_bool(name: str, default: bool) -> bool:
    """Return a variable as a truth value; raise ImproperlyConfigured for anything but yes/no, true/false, 1/0,
    on/off.
    """
    text = env(name, "yes" if default else "no").lower()
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {text!r}.")


def env_list(name: str, default: str = "") -> list[str]:
    """Return a variable as a list: entries separated by commas, without empty ones."""
    return [entry.strip() for entry in env(name, default).split(",") if entry.strip()]


def list_languages(own: str, *, translations: Path) -> list[tuple[str, str]]:
    """Return the languages pages may be asked for in: the site's own, and those with a folder of translations.

    A browser's wish for any other would change the direction and the dates of pages whose words stay as they are.
    """
    folders = sorted(found.parent.name for found in translations.glob("*/LC_MESSAGES"))
    codes = dict.fromkeys([own, *(to_language(folder) for folder in folders)])
    return [(code, code) for code in codes]


def env_json(name: str) -> dict[str, Any]:
    """Return a variable that holds a JSON object; raise ImproperlyConfigured for anything else."""
    try:
        value = json.loads(env(name, "{}"))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a JSON object.") from error
    if not isinstance(value, dict):
        raise ImproperlyConfigured(f"{name} must be a JSON object.")
    return value


# --- Where things live ----------------------------------------------------------------------------------------------

# Tests run on real servers of their own, which must be there before the first variable is read.
if "pytest" in sys.modules:
    start_for_pytest()

DATA_DIR = Path(os.environ.get("NEWSWATCH_DATA") or BASE_DIR / "data").expanduser().resolve()
LOCAL_ENV = read_local_env(DATA_DIR / "local.env")

# `up` starts the servers whose addresses are asked for here, so it alone may run without them.
STARTS_SERVERS = sys.argv[1:2] == ["up"]


def read_secret_key() -> str:
    """Return SECRET_KEY from the environment or from the file that ``manage.py up`` made in the data directory."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = DATA_DIR / "secret_key"
    if path.is_file():
        return path.read_text(encoding="ascii").strip()
    if STARTS_SERVERS:
        return "only-for-the-supervisor-which-serves-nothing"
    raise ImproperlyConfigured("There is no secret key yet: run bin/up once, or set SECRET_KEY.")


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


def read_redis_url() -> str:
    """Return the broker's address as redis-py spells it (``redis://``, ``rediss://`` or ``unix://``)."""
    url = env("REDIS_URL")
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


# --- Core -----------------------------------------------------------------------------------------------------------

SECRET_KEY = read_secret_key()
DEBUG = env_bool("DEBUG", False)
SITE_NAME = env("SITE_NAME", "Newswatch")
PUBLIC_URL = env("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
PUBLIC_IS_HTTPS = PUBLIC_URL.startswith("https://")
if urlsplit(PUBLIC_URL).scheme not in {"http", "https"} or not urlsplit(PUBLIC_URL).hostname:
    raise ImproperlyConfigured(
        "PUBLIC_URL must be the address readers type, such as https://changes.example.org."
    )
CONTACT = env("CONTACT")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS") or [
    str(urlsplit(PUBLIC_URL).hostname),
    "127.0.0.1",
    "localhost",
    "[::1]",
]

INSTALLED_APPS = [
    # Not looking for admin modules at once: the addresses do that, and what serves none starts half a second sooner.
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "django_rq",
    "trackers",
    "newswatch",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Innermost: whatever asks the models for texts on behalf of a reader does so through it.
    "trackers.views.readersview.ReadersView",
]
ROOT_URLCONF = "newswatch.urls"
WSGI_APPLICATION = "newswatch.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "trackers.templatetags.site.site",
            ],
        },
    },
]

# --- Memory: database, broker, cache, stored responses --------------------------------------------------------------

DATABASES = {"default": read_database(env("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = read_redis_url()
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "newswatch",
        # A broker that drops packets must not hold a page or /healthz up.
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    },
    # Pictures of changes, twenty kilobytes each: no part of the broker's memory, and at most fifty megabytes of disk.
    "pictures": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "pictures",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files"},
    },
    # Stored responses: a directory by default; S3 or another Django storage by its class and options.
    "snapshots": {
        "BACKEND": env("SNAPSHOT_STORAGE", "django.core.files.storage.FileSystemStorage"),
        "OPTIONS": env_json("SNAPSHOT_STORAGE_OPTIONS") or {"location": str(DATA_DIR / "snapshots")},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# What the disk may be used for. A gigabyte is 1024 ** 3 bytes.
RESPONSES_BUDGET_GB = env_int("RESPONSES_BUDGET_GB", 20, minimum=1)
MIN_FREE_GB = env_int("MIN_FREE_GB", 1)
# Two days at least: "in the last 24 hours" is counted from looks that are still there one by one.
KEEP_LOOKS_DAYS = env_int("KEEP_LOOKS_DAYS", 14, minimum=2)

# --- Clock (Celery) and the editors' queue (django-rq) --------------------------------------------------------------

TICK_SECONDS = env_int("TICK_SECONDS", 5, minimum=1)
CELERY_BROKER_URL = derive_celery_url(REDIS_URL)
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 1800}
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")
# A tick that could not run before the next one is due is dropped: the next one finds the same rows.
CELERY_BEAT_SCHEDULE = (
    {
        tick: {
            "task": f"trackers.tasks.{tick}",
            "schedule": schedule(timedelta(seconds=TICK_SECONDS)),
            "options": {"expires": TICK_SECONDS},
        }
        for tick in ("tick_discover", "tick_check", "tick_deliver")
    }
    | {
        tick: {
            "task": f"trackers.tasks.{tick}",
            "schedule": schedule(timedelta(hours=1)),
            "options": {"expires": 3600},
        }
        for tick in ("tick_forget", "tick_thin", "tick_tally")
    }
    | {
        tick: {
            "task": f"trackers.tasks.{tick}",
            "schedule": schedule(timedelta(minutes=5)),
            "options": {"expires": 300},
        }
        for tick in ("tick_learn", "tick_tend", "tick_desk", "tick_mail")
    }
)
# Jobs are JSON, never pickles: whoever can write to the broker must not be able to run code here.
RQ_QUEUES = {
    "desk": {
        "URL": REDIS_URL,
        "DEFAULT_TIMEOUT": 600,
        "DEFAULT_RESULT_TTL": 86400,
        "SERIALIZER": "rq.serializers.JSONSerializer",
    },
}
RQ = {"WORKER_CLASS": "trackers.jobs.worker.DeskWorker"}

# --- Mail -----------------------------------------------------------------------------------------------------------

MAIL = read_mail(env("MAIL_URL"))
EMAIL_HOST, EMAIL_PORT = MAIL["host"], MAIL["port"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL["user"], MAIL["password"]
EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL["ssl"], MAIL["tls"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("MAIL_FROM", f"newswatch@{urlsplit(PUBLIC_URL).hostname or 'localhost'}")

# --- The wire -------------------------------------------------------------------------------------------------------

AGENT_CONTACT = env("AGENT_CONTACT", PUBLIC_URL + "/about/")
USER_AGENT = f"Newswatch/0.1 (+{AGENT_CONTACT})"
# Exact host:port pairs that may be fetched although their address is not public: the demo press, an intranet's paper.
FETCH_ALLOWED_PEERS = frozenset(env_list("FETCH_ALLOWED_PEERS"))
if not all(re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[\w.-]+):\d{1,5}", peer) for peer in FETCH_ALLOWED_PEERS):
    raise ImproperlyConfigured("FETCH_ALLOWED_PEERS must be host:port pairs separated by commas.")
# Secrets, such as the cookie of an editor's subscription: HostHeaders shows its values to nobody.
try:
    FETCH_HOST_HEADERS = HostHeaders(env_json("FETCH_HOST_HEADERS"))
except ValueError as error:
    raise ImproperlyConfigured(f"FETCH_HOST_HEADERS: {error}") from None

# --- What people see ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = env("LANGUAGE_CODE", "en-gb")
LANGUAGES = list_languages(LANGUAGE_CODE, translations=BASE_DIR / "locale")
USE_TZ = True
TIME_ZONE = "UTC"
LOCALE_PATHS = [BASE_DIR / "locale"]
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Feed entries keep their ids for ever (RFC 4151): an authority that never depends on the host, then the row's UUID.
TAG_AUTHORITY = env("TAG_AUTHORITY", "newswatch.invalid,2026")
if not re.fullmatch(r"[A-Za-z0-9._@-]+,\d{4}(-\d\d(-\d\d)?)?", TAG_AUTHORITY):
    raise ImproperlyConfigured(
        "TAG_AUTHORITY must be a name you owned and the year, such as example.org,2026."
    )

# --- Safety ---------------------------------------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "admin:login"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_IS_HTTPS
SECURE_HSTS_SECONDS = 31536000 if PUBLIC_IS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PUBLIC_IS_HTTPS else None
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_IS_HTTPS else []
# Left to whoever owns the domain: other subdomains (W005), the browsers' preload list (W021), and the redirect from
# http, which belongs to the proxy that ends TLS (W008): here it would loop where that proxy says nothing.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}

# --- Logs -----------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env("LOG_LEVEL", "INFO")},
    "loggers": {
        "trafilatura": {"level": "CRITICAL"},
        "htmldate": {"level": "CRITICAL"},
        "courlan": {"level": "CRITICAL"},
        "httpx": {"level": "WARNING"},
        "celery": {"level": "WARNING"},
    },
}

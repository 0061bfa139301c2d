"""Settings: one file, from the environment, failing loudly.

Every variable is read through one of the small readers of ``newswatch/environment.py``, so that README.md's table can
be tested against this file.
"""

import re
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
from celery.schedules import schedule
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import to_language

from newswatch.addresses import derive_celery_url, read_database, read_mail, read_redis_url
from newswatch.environment import (
    BASE_DIR,
    DATA_DIR,
    env,
    env_bool,
    env_int,
    env_json,
    env_list,
    read_secret_key,
)
from trackers.web.headers import HostHeaders
from trackers.web.webhooks import Webhooks

django_stubs_ext.monkeypatch()


def list_languages(own: str, *, translations: Path) -> list[tuple[str, str]]:
    """Return the languages pages may be asked for in: the site's own, and those with a folder of translations.

    A browser's wish for any other would change the direction and the dates of pages whose words stay as they are.
    """
    folders = sorted(found.parent.name for found in translations.glob("*/LC_MESSAGES"))
    codes = dict.fromkeys([own, *(to_language(folder) for folder in folders)])
    return [(code, code) for code in codes]


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
    "newswatch.permissions.PermissionsPolicy",
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
REDIS_URL = read_redis_url(env("REDIS_URL"))
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "newswatch",
        # A broker that drops packets must not hold a page or /healthz up.
        # JSON, never pickles: whoever can write to the broker must not be able to run code here.
        "OPTIONS": {
            "socket_connect_timeout": 2,
            "socket_timeout": 2,
            "serializer": "newswatch.plaincache.PlainSerializer",
        },
    },
    # Pictures of changes, twenty kilobytes each: no part of the broker's memory, and at most fifty megabytes of disk.
    "pictures": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "pictures",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
    # What differs between texts that were compared for a page, ten kilobytes each.
    "comparisons": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "comparisons",
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
# Who wrote a letter is forgotten so long after it was closed.
KEEP_SENDERS_DAYS = env_int("KEEP_SENDERS_DAYS", 90)

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
        "tick_webhooks": {
            "task": "trackers.hooks.tick_webhooks",
            "schedule": schedule(timedelta(seconds=TICK_SECONDS)),
            "options": {"expires": TICK_SECONDS},
        }
    }
    | {
        tick: {
            "task": f"trackers.tasks.{tick}",
            "schedule": schedule(timedelta(hours=1)),
            "options": {"expires": 3600},
        }
        for tick in ("tick_forget", "tick_thin", "tick_tally", "tick_dump")
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

# Where entries are sent as readers are told of them. Secrets again: Webhooks shows names and nothing else.
try:
    WEBHOOKS = Webhooks(env_json("WEBHOOKS"), allowed_peers=FETCH_ALLOWED_PEERS)
except ValueError as error:
    raise ImproperlyConfigured(f"WEBHOOKS: {error}") from None
# A delivery may be tried for two days, and what was sent must be known for as long: it would be sent again.
KEEP_DELIVERIES_DAYS = env_int("KEEP_DELIVERIES_DAYS", 30, minimum=7)

# --- Open data ------------------------------------------------------------------------------------------------------

# Where a release of what anyone may see is written each night; empty for none. Web server and workers share the folder.
OPEN_DATA_DIR = env("OPEN_DATA_DIR")
if OPEN_DATA_DIR and not Path(OPEN_DATA_DIR).is_absolute():
    raise ImproperlyConfigured(
        "OPEN_DATA_DIR must be a folder's whole path, such as /srv/newswatch/open-data."
    )
OPEN_DATA_KEEP = env_int("OPEN_DATA_KEEP", 14, minimum=1)
# The name of a licence and the address of its text; without one the files say that none is given.
OPEN_DATA_LICENCE = env("OPEN_DATA_LICENCE")
if OPEN_DATA_LICENCE and not re.fullmatch(r"[A-Za-z0-9.+-]{1,60} https?://\S{1,500}", OPEN_DATA_LICENCE):
    raise ImproperlyConfigured(
        "OPEN_DATA_LICENCE must be a name and an address, such as CC0-1.0 https://creativecommons.org/publicdomain/zero/1.0/."
    )

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

# What an account may do is asked there, for every page and every verb: programs look and decide nothing.
AUTHENTICATION_BACKENDS = ["trackers.desk.programs.DeskBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_IS_HTTPS
SECURE_HSTS_SECONDS = 31536000 if PUBLIC_IS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PUBLIC_IS_HTTPS else None
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_IS_HTTPS else []
# Left to whoever owns the domain: other subdomains (W005), the browsers' preload list (W021), and the redirect from
# http, which belongs to the proxy that ends TLS (W008): here it would loop where that proxy says nothing.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
# For one address: comparisons of any two versions, searches, pictures that are not drawn yet. 0 is without a limit.
COSTLY_PAGES_A_MINUTE = env_int("COSTLY_PAGES_A_MINUTE", 60)
# Front servers on other machines, as networks: what they append to X-Forwarded-For is believed.
try:
    TRUSTED_PROXIES = tuple(map(ip_network, env_list("TRUSTED_PROXIES")))
except ValueError as error:
    raise ImproperlyConfigured(f"TRUSTED_PROXIES must be networks such as 10.0.0.0/8: {error}.") from None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
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

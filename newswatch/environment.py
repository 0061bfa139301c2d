"""The environment: how a variable is read, where this machine keeps its data, and whether servers are there already.

``newswatch/settings.py`` alone says which variables there are. ``bin/up`` sets what it starts itself; other commands of
the same machine find that in ``local.env`` in the data directory.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from newswatch.local.testing import start_for_pytest


def read_local_env(path: Path) -> dict[str, str]:
    """Return the ``NAME=value`` lines that ``manage.py up`` left for the other commands of this machine."""
    if not path.is_file():
        return {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except PermissionError:
        return {}
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


# Tests run on real servers of their own, which must be there before the first variable is read.
if "pytest" in sys.modules:
    start_for_pytest()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("NEWSWATCH_DATA") or BASE_DIR / "data").expanduser().resolve()
LOCAL_ENV = read_local_env(DATA_DIR / "local.env")

# `up` starts the servers whose addresses are asked for here, so it alone may run without them.
STARTS_SERVERS = sys.argv[1:2] == ["up"]


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


def env_json(name: str) -> dict[str, Any]:
    """Return a variable that holds a JSON object; raise ImproperlyConfigured for anything else."""
    try:
        value = json.loads(env(name, "{}"))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a JSON object.") from error
    if not isinstance(value, dict):
        raise ImproperlyConfigured(f"{name} must be a JSON object.")
    return value


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

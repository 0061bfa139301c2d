"""What the operator asked of ``up``, and what follows from it and the environment."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from newswatch.local.homes import write_whole

PROJECT = Path(__file__).resolve().parent.parent.parent
ANYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104


@dataclass(frozen=True)
class Options:
    """The choices of the command line."""

    data: Path
    host: str
    port: int
    demo: bool

    @property
    def address(self) -> str:
        """The address this machine's browser can open, without a slash at the end."""
        host = "127.0.0.1" if self.host in ANYWHERE else self.host
        return f"http://{format_host(host)}:{self.port}"

    @property
    def binding(self) -> str:
        """The address as gunicorn binds it."""
        return f"{format_host(self.host)}:{self.port}"


def format_host(host: str) -> str:
    """Return a host as it stands in an address: IPv6 in brackets (RFC 3986 section 3.2.2)."""
    return f"[{host}]" if ":" in host else quote(host, safe="")


def derive_variables(options: Options, *, database: str, broker: str, press: str) -> dict[str, str]:
    """Return the variables that the children need and the environment does not set; ``press`` is host:port or
    empty.
    """
    wanted = {"DATABASE_URL": database, "REDIS_URL": broker, "PUBLIC_URL": options.address}
    if options.demo:
        wanted["TICK_SECONDS"] = "1"
    derived = {name: value for name, value in wanted.items() if value and not os.environ.get(name)}
    derived["NEWSWATCH_DATA"] = str(options.data)
    if press:
        peers = [peer for peer in os.environ.get("FETCH_ALLOWED_PEERS", "").split(",") if peer.strip()]
        derived["FETCH_ALLOWED_PEERS"] = ",".join([*peers, press])
    return derived


# What the caller's environment says to `up`, the other commands of this machine must hear as well.
SHARED = (
    "AGENT_CONTACT", "ALLOWED_HOSTS", "CONTACT", "DATABASE_URL", "FETCH_ALLOWED_PEERS", "FETCH_HOST_HEADERS",
    "LANGUAGE_CODE", "OPEN_DATA_DIR", "OPEN_DATA_KEEP", "OPEN_DATA_LICENCE", "PUBLIC_URL", "REDIS_URL", "SITE_NAME",
    "SNAPSHOT_STORAGE", "SNAPSHOT_STORAGE_OPTIONS", "TAG_AUTHORITY", "TICK_SECONDS", "WEBHOOKS",
)  # fmt: skip


def write_local_env(data: Path, variables: dict[str, str]) -> None:
    """Leave the variables for the other commands of this machine (mode 0600, it holds the database's
    password).
    """
    given = {name: os.environ[name] for name in SHARED if os.environ.get(name)}
    shared = {name: value for name, value in (given | variables).items() if name != "NEWSWATCH_DATA"}
    lines = [f"{name}={value}\n" for name, value in sorted(shared.items()) if "\n" not in value]
    write_whole(data / "local.env", "# Written by bin/up while it runs.\n" + "".join(lines))

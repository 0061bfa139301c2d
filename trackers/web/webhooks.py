"""Webhooks: the addresses an operator has named, and the signature that each message to them bears.

The signature is that of the Standard Webhooks specification (version 1.0.0, section "Signature scheme"): whoever
receives a message can check it with a library of that name.
"""

import base64
import binascii
import hmac
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from trackers.web.headers import safe_host

NAME = re.compile(r"[a-z][a-z0-9-]{0,39}", re.ASCII)
SECRET_PREFIX = "whsec_"  # noqa: S105 (what a secret begins with is none)
FEWEST_BYTES, MOST_BYTES = 24, 64
FIELDS = frozenset({"url", "secret"})
# While a secret is being changed, messages bear a signature by the new one and one by the old.
MOST_SECRETS = 2


@dataclass(frozen=True)
class Webhook:
    """One address with its name and the keys that messages to it are signed by; of all that only the name is shown.

    An address may hold a secret as well: where ``host`` is not enough, nothing is.
    """

    name: str
    url: str = field(repr=False)
    keys: tuple[bytes, ...] = field(repr=False)

    @property
    def host(self) -> str:
        """The host of the address, fit for a page and a log line."""
        return safe_host(self.url)


class Webhooks(Mapping[str, Webhook]):
    """Webhooks by name, read from ``{"name": {"url": "https://…", "secret": "whsec_…"}}``.

    ``secret`` may be a list of two, the new one and the old. Raises ValueError, naming no address and no secret, for
    what cannot be sent to. The guard judges an address again whenever something is sent there.
    """

    def __init__(
        self, hooks: Mapping[str, Any] | None = None, *, allowed_peers: Collection[str] = ()
    ) -> None:
        peers = frozenset(peer.lower() for peer in allowed_peers)
        self._hooks = {
            name: _read_hook(name, given, allowed_peers=peers) for name, given in (hooks or {}).items()
        }

    def __getitem__(self, name: str) -> Webhook:
        return self._hooks[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._hooks)

    def __len__(self) -> int:
        return len(self._hooks)

    def __repr__(self) -> str:
        return f"Webhooks({sorted(self._hooks)})"


def sign_message(hook: Webhook, *, message_id: str, seconds: int, body: bytes) -> dict[str, str]:
    """Return the three headers that a message bears: its id, when it was sent (Unix time) and its signatures.

    Each is the base64 of HMAC-SHA256 over id, time and body, joined by full stops; the id must hold none.
    """
    if "." in message_id:
        raise ValueError("The id of a message holds no full stop.")
    signed = f"{message_id}.{seconds}.".encode("ascii") + body
    digests = (hmac.new(key, signed, sha256).digest() for key in hook.keys)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(f"v1,{base64.b64encode(each).decode('ascii')}" for each in digests),
    }


def _read_hook(name: str, given: Any, *, allowed_peers: frozenset[str]) -> Webhook:
    if not NAME.fullmatch(name):
        raise ValueError("A webhook's name is made of a to z, 0 to 9 and -, at most forty.")
    if not isinstance(given, Mapping) or set(given) != FIELDS or not isinstance(given["url"], str):
        raise ValueError(f"{name} must have a url and a secret, and nothing else.")
    if not _may_be_sent_to(given["url"], allowed_peers=allowed_peers):
        raise ValueError(
            f"The url of {name} must be an https address without a user name, or an allowed peer's."
        )
    secrets = given["secret"] if isinstance(given["secret"], list) else [given["secret"]]
    if not 0 < len(secrets) <= MOST_SECRETS:
        raise ValueError(f"{name} may have one secret, or the new one and the old.")
    return Webhook(name, given["url"], tuple(_read_secret(name, secret) for secret in secrets))


def _may_be_sent_to(url: str, *, allowed_peers: frozenset[str]) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    except ValueError:
        return False
    if not parts.hostname or "@" in parts.netloc or not url.isascii() or not url.isprintable() or " " in url:
        return False
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{host}:{port}" in allowed_peers or (parts.scheme == "https" and port == 443)


def _read_secret(name: str, secret: Any) -> bytes:
    """Return the key behind a secret: 24 to 64 bytes in base64, behind ``whsec_``."""
    words = f"The secret of {name} must be whsec_ and 24 to 64 random bytes in base64."
    if not isinstance(secret, str) or not secret.startswith(SECRET_PREFIX):
        raise ValueError(words)
    try:
        key = base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError(words) from None
    if not FEWEST_BYTES <= len(key) <= MOST_BYTES:
        raise ValueError(words)
    return key

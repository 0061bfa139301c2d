"""Whose request it is, as far as an address can tell."""

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings

# What one subscriber is usually given of IPv6 (RFC 6177): within it he changes his address as he likes.
_SUBSCRIBER = 64
# What is kept for longer than a log: enough to see where a flood came from, and no single household.
_KEPT = {4: 24, 6: 48}


def find_client(meta: Mapping[str, Any]) -> str:
    """Return the address a request came from ("" where none is told), of IPv6 the network of its subscriber.

    ``meta`` is Django's ``request.META``. The peer counts; where that is this machine, or one of ``TRUSTED_PROXIES``, a
    front server of ours stands between, and what it has appended to X-Forwarded-For counts. Whatever else stands there
    anybody may have written.
    """
    peer = _read(str(meta.get("REMOTE_ADDR", "")))
    if peer is None or peer.is_loopback or any(peer in network for network in settings.TRUSTED_PROXIES):
        last = str(meta.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        peer = _read(last) or peer
    if peer is None:
        return ""
    if isinstance(peer, IPv6Address):
        return str(ip_network((peer, _SUBSCRIBER), strict=False))
    return str(peer)


def coarsen(client: str) -> str:
    """Return the wider network of an address, for a record that is kept; "" for none."""
    found = _read(client.partition("/")[0])
    return str(ip_network((found, _KEPT[found.version]), strict=False)) if found is not None else ""


def _read(text: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(text[:60].strip("[]").partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found

"""Header fields in both directions: what a caller may send, and how received ones are read.

Names and values follow RFC 9110 section 5; whatever does not is never sent, so that no value can begin a new
line.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

# What may follow to another origin: the Fetch standard's safelist, as far as a GET without cookies needs it.
CARRIED = frozenset({"accept", "accept-language"})
# What the wire says itself, or what would confuse HTTP's framing (RFC 9112).
RESERVED = frozenset(
    {
        "accept-encoding",
        "connection",
        "content-length",
        "expect",
        "host",
        "keep-alive",
        "proxy-authorization",
        "proxy-connection",
        "range",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
    }
)
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
FIELD_VALUE = re.compile(r"[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?")
AGENT = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")
HEADER_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?", re.ASCII)
HOST = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?(?://)?([^/?#]*)")


def check_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the caller's headers when they may be sent; raise ValueError, naming no value, when not."""
    for name, value in headers.items():
        if not TOKEN.fullmatch(name) or name.lower() in RESERVED:
            raise ValueError(f"The header {name!r} cannot be sent along.")
        if not FIELD_VALUE.fullmatch(value):
            raise ValueError(f"The header {name} has a value that cannot be sent.")
    return dict(headers)


class HostHeaders(Mapping[str, Mapping[str, str]]):
    """Headers for single hosts, such as the cookie of an editor's own subscription to a paper.

    Keys are ``host`` (its https port 443) or ``host:port``. The values are secrets: they stand in no repr, so in no
    traceback and no page about settings. Raises ValueError, naming no value, for what cannot be sent.
    """

    def __init__(self, hosts: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self._hosts: dict[str, dict[str, str]] = {}
        for host, headers in (hosts or {}).items():
            found = HEADER_HOST.fullmatch(host)
            if found is None:
                raise ValueError(f"{host!r} is not a host, with or without a port.")
            if not isinstance(headers, Mapping) or not all(
                isinstance(text, str) for text in headers.values()
            ):
                raise ValueError(f"The headers for {host} must be names and texts.")
            self._hosts[f"{found[1].lower()}:{found[2] or 443}"] = check_headers(headers)

    def __getitem__(self, peer: str) -> Mapping[str, str]:
        return self._hosts[peer]

    def __iter__(self) -> Iterator[str]:
        return iter(self._hosts)

    def __len__(self) -> int:
        return len(self._hosts)

    def __repr__(self) -> str:
        return f"HostHeaders({ {peer: sorted(headers) for peer, headers in self._hosts.items()} })"


def check_agent(agent: str) -> str:
    """Return the User-Agent when it can be sent; raise ValueError when it cannot."""
    if not AGENT.fullmatch(agent):
        raise ValueError("The agent must be one line of printable ASCII.")
    return agent


def join_header(headers: Iterable[tuple[str, str]], name: str) -> str:
    """Return a header's value, "" when absent; repeated ones joined by a comma (RFC 9110 section 5.3)."""
    wanted = name.lower()
    return ", ".join(value for key, value in headers if key.lower() == wanted)


def safe_host(text: str) -> str:
    """Return a host, or what stands in its place in a URL, fit for a log line: short and plain."""
    found = HOST.match(text)
    host = (found[1] if found else "").rpartition("@")[2]
    return re.sub(r"[^A-Za-z0-9._:\[\]-]", "?", host)[:100] or "?"

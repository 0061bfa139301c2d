"""Which URLs and which network addresses may be fetched at all (OWASP: server-side request forgery).

Two judgements, both explicit lists rather than flags of the interpreter, so that they are the same on every
Python: ``check_url`` looks at the words of a URL, ``judge_address`` at the number a name resolved to. The
second is the one that protects: names lie, numbers do not. It is asked again for every hop and every answer
of a look-up.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpx

from trackers.web.errors import FetchCode, Refused

ALLOWED_PORTS = frozenset({80, 443})
MAX_URL_LENGTH = 8192

# RFC 3986 section 3.2, narrowed to what a web server's name can be: no userinfo, no percent-encoding, no zone
# id.
AUTHORITY = re.compile(
    r"https?://(\[[0-9a-f:.]+\]|[^\s\x00-\x20\x7f\[\]@:/?#\\%<>\"^`{|}]+)(?::([0-9]{0,5}))?(?=[/?#]|$)", re.I
)
SPACE_OR_CONTROL = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")
LABEL = re.compile(r"[a-z0-9_-]{1,63}", re.ASCII)
# What a C library may take for an IPv4 address: decimal, octal or hexadecimal in the last label (WHATWG URL,
# "ends in a number").
NUMERIC_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)
DOTTED_QUAD = re.compile(r"(?:(?:0|[1-9][0-9]{0,2})\.){3}(?:0|[1-9][0-9]{0,2})", re.ASCII)


class Verdict(StrEnum):
    """Why an address is not spoken to."""

    NOT_AN_ADDRESS = "not_an_address"
    UNSPECIFIED = "unspecified"
    LOOPBACK = "loopback"
    LINK_LOCAL = "link_local"
    PRIVATE = "private"
    SHARED = "shared"
    MULTICAST = "multicast"
    RESERVED = "reserved"
    DOCUMENTATION = "documentation"
    TRANSITION = "transition"
    PLATFORM = "platform"


# The IANA special-purpose registries (RFC 6890 and its updates) whole, also where parts are globally
# reachable: no publisher lives there. Then what clouds use for themselves among public addresses. First match
# wins.
REFUSED_IPV4: tuple[tuple[IPv4Network, Verdict], ...] = tuple(
    (IPv4Network(block), verdict)
    for block, verdict in (
        ("0.0.0.0/8", Verdict.UNSPECIFIED),
        ("10.0.0.0/8", Verdict.PRIVATE),
        ("100.64.0.0/10", Verdict.SHARED),
        ("127.0.0.0/8", Verdict.LOOPBACK),
        ("168.63.129.16/32", Verdict.PLATFORM),  # Azure's host agent, on every virtual machine
        ("169.254.0.0/16", Verdict.LINK_LOCAL),  # cloud metadata services
        ("172.16.0.0/12", Verdict.PRIVATE),
        ("192.0.0.0/24", Verdict.RESERVED),  # also Oracle's metadata service
        ("192.0.2.0/24", Verdict.DOCUMENTATION),
        ("192.31.196.0/24", Verdict.RESERVED),
        ("192.52.193.0/24", Verdict.RESERVED),
        ("192.88.99.0/24", Verdict.TRANSITION),
        ("192.168.0.0/16", Verdict.PRIVATE),
        ("192.175.48.0/24", Verdict.RESERVED),
        ("198.18.0.0/15", Verdict.RESERVED),
        ("198.51.100.0/24", Verdict.DOCUMENTATION),
        ("203.0.113.0/24", Verdict.DOCUMENTATION),
        ("224.0.0.0/4", Verdict.MULTICAST),
        ("240.0.0.0/4", Verdict.RESERVED),
    )
)
REFUSED_IPV6: tuple[tuple[IPv6Network, Verdict], ...] = tuple(
    (IPv6Network(block), verdict)
    for block, verdict in (
        ("::/128", Verdict.UNSPECIFIED),
        ("::1/128", Verdict.LOOPBACK),
        ("::/96", Verdict.TRANSITION),  # IPv4-compatible, RFC 4291 section 2.5.5.1, deprecated
        ("::ffff:0:0:0/96", Verdict.TRANSITION),  # IPv4-translated, RFC 2765
        ("64:ff9b:1::/48", Verdict.TRANSITION),  # a local network's own NAT64, RFC 8215
        ("100::/64", Verdict.RESERVED),
        ("2001:db8::/32", Verdict.DOCUMENTATION),
        ("2001::/32", Verdict.TRANSITION),  # Teredo, RFC 4380
        ("2001::/23", Verdict.RESERVED),
        ("2002::/16", Verdict.TRANSITION),  # 6to4, RFC 3056
        ("2620:4f:8000::/48", Verdict.RESERVED),
        ("3ffe::/16", Verdict.RESERVED),  # the 6bone, given back (RFC 3701)
        ("3fff::/20", Verdict.DOCUMENTATION),  # RFC 9637
        ("5f00::/16", Verdict.RESERVED),  # segment routing, RFC 9602
        ("fc00::/7", Verdict.PRIVATE),
        ("fe80::/10", Verdict.LINK_LOCAL),
        ("fec0::/10", Verdict.PRIVATE),  # site-local, RFC 3879
        ("ff00::/8", Verdict.MULTICAST),
    )
)
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: how an IPv6-only machine reaches the IPv4 web
GLOBAL_UNICAST = IPv6Network("2000::/3")  # RFC 4291 section 2.4: everything given out so far


@dataclass(frozen=True)
class Target:
    """A URL that passed: parsed once, by the parser whose result is connected to; ``port`` is never None."""

    url: httpx.URL
    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> tuple[str, str, int]:
        """Return scheme, host and port (RFC 6454), by which headers are kept or dropped."""
        return self.scheme, self.host, self.port


def judge_address(ip: str | IPv4Address | IPv6Address) -> Verdict | None:
    """Return None for an address of the public internet, otherwise why it is not spoken to.

    An IPv4 address inside an IPv6 one is judged as what it is. IPv4-mapped and NAT64 addresses of public
    servers pass, because IPv6-only machines reach the web so; the retired tunnels (6to4, Teredo,
    IPv4-compatible, ISATAP) never do.
    """
    try:
        address = ip_address(ip)
    except ValueError:
        return Verdict.NOT_AN_ADDRESS
    if isinstance(address, IPv4Address):
        return _judge_ipv4(address)
    return _judge_ipv6(address)


def _judge_ipv4(address: IPv4Address) -> Verdict | None:
    for network, verdict in REFUSED_IPV4:
        if address in network:
            return verdict
    # What a later Python knows to be special and our lists do not: refused too.
    return None if address.is_global and not address.is_multicast else Verdict.RESERVED


def _judge_ipv6(address: IPv6Address) -> Verdict | None:
    if address.scope_id is not None:
        return Verdict.LINK_LOCAL
    if address.ipv4_mapped is not None:
        return _judge_ipv4(address.ipv4_mapped)
    if address in NAT64:
        return _judge_ipv4(IPv4Address(int(address) & 0xFFFFFFFF))
    for network, verdict in REFUSED_IPV6:
        if address in network:
            return verdict
    if address not in GLOBAL_UNICAST:
        return Verdict.RESERVED
    if (int(address) >> 32) & 0xFCFFFFFF == 0x00005EFE:  # ISATAP, RFC 5214 section 6.1
        return Verdict.TRANSITION
    return None if address.is_global and not address.is_multicast else Verdict.RESERVED


def peer_name(host: str, port: int) -> str:
    """Return ``host:port`` as ``allowed_peers`` spells it: IPv6 in brackets, the port always there."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def check_url(url: str, *, allowed_peers: Collection[str] = frozenset()) -> Target:
    """Return the parsed form of an absolute http(s) URL that may be asked for; raise Refused for any other.

    Ports are 80 and 443, or what ``allowed_peers`` names exactly (``"127.0.0.1:8731"``). Names are
    IDNA-encoded; the fragment is dropped. An address literal is judged here, a name only when it is resolved.
    """
    if len(url) > MAX_URL_LENGTH:
        raise _refused("the address is too long")
    if SPACE_OR_CONTROL.search(url):
        raise _refused("the address contains white space or control characters")
    if "\\" in url:
        raise _refused("the address contains a backslash")
    scheme = url.partition(":")[0].lower()
    if scheme not in {"http", "https"}:
        raise _refused("only http and https addresses are fetched")
    found = AUTHORITY.match(url)
    if found is None:
        raise _refused("the address names no proper host")
    try:
        # httpx leaves a port that goes without saying out only behind a scheme in lower case.
        parsed = httpx.URL(scheme + url[len(scheme) :].partition("#")[0])
        host = parsed.raw_host.decode("ascii").lower()
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise _refused("the address cannot be read") from error
    port = parsed.port or (443 if scheme == "https" else 80)
    if parsed.scheme != scheme or parsed.userinfo or int(found[2] or port) != port:
        raise _refused("the address can be read in two ways")
    if peer_name(host, port) in allowed_peers:
        return Target(parsed, scheme, host, port)
    _check_host(host)
    if port not in ALLOWED_PORTS:
        raise _refused("only the ports 80 and 443 are fetched", host=host)
    return Target(parsed, scheme, host, port)


def _check_host(host: str) -> None:
    """Raise Refused unless this is a public address or a plain name that no resolver takes for a number."""
    if ":" in host or DOTTED_QUAD.fullmatch(host):
        if verdict := judge_address(host):
            raise refuse_address(verdict, host=host)
        return
    labels = host.split(".")
    if len(host) > 253 or not all(LABEL.fullmatch(label) for label in labels):
        raise _refused("the host is not a proper name")
    if NUMERIC_LABEL.fullmatch(labels[-1]):
        raise _refused("the host is a number, not a name")


def refuse_address(verdict: Verdict, *, host: str) -> Refused:
    """Return the refusal of a host by its address; the address itself is not in it."""
    detail = "the address is not on the public internet"
    return Refused(FetchCode.REFUSED_ADDRESS, detail, verdict.value, host)


def _refused(detail: str, *, host: str = "") -> Refused:
    return Refused(FetchCode.REFUSED_URL, detail, "url", host)

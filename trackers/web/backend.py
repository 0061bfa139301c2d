"""The guarded connection: between httpcore and the network, at the one place every byte must pass.

httpcore asks for a name and a port. Here the name is resolved once, all its addresses are judged, one of them
is connected to, and the socket is asked whom it really reached, before a byte is sent. httpcore goes on using
the name for the Host header, SNI and the certificate. Deadlines and byte counts hold here too, below every
parser.
"""

import ssl
import time
from collections.abc import Callable, Collection, Iterable
from ipaddress import IPv6Address, ip_address
from typing import Any

import httpcore

from trackers.web.answers import Limits
from trackers.web.errors import FetchCode, Refused, TimedOut, TooLarge, Unreachable
from trackers.web.guard import ALLOWED_PORTS, judge_address, peer_name, refuse_address
from trackers.web.resolver import Resolver

Connect = Callable[[str, int, float], httpcore.NetworkStream]

# A name with many addresses, all dead, is not tried to the end.
MAX_ATTEMPTS = 4

# OpenSSL's X509_V_ERR_ numbers, in words for an operator.
CERTIFICATE_FAULTS = {
    9: "the certificate is not valid yet",
    10: "the certificate has expired",
    18: "the certificate is self-signed",
    19: "the certificate is self-signed",
    20: "the certificate's issuer is not trusted",
    21: "the certificate's chain is incomplete",
    62: "the certificate belongs to another name",
    64: "the certificate belongs to another address",
}


def connect_tcp(address: str, port: int, timeout: float) -> httpcore.NetworkStream:
    """Return an open TCP stream to a numeric address; raise httpcore's ConnectError or ConnectTimeout."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout=timeout)


class Meter:
    """What the fetch in hand may still cost: seconds until its deadline, bytes until its limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.started = time.monotonic()
        self.received = 0
        self._left = 0
        self._in_head = True
        self.expect_head()

    @property
    def elapsed(self) -> float:
        """Return the seconds since the fetch began."""
        return time.monotonic() - self.started

    def expect_head(self) -> None:
        """Start counting a new answer, at its status line and headers."""
        self._in_head = True
        self._left = self.limits.header_bytes

    def expect_body(self) -> None:
        """Go on counting the same answer's body."""
        self._in_head = False
        self._left = self.limits.wire_bytes

    def time_for(self, step: float | None) -> float:
        """Return the seconds a step may take, no more than are left of the whole; raise TimedOut at none."""
        left = self.limits.total - self.elapsed
        if left <= 0:
            raise TimedOut(FetchCode.TIMED_OUT, "the whole answer took too long")
        return left if step is None else min(step, left)

    def bytes_for(self, wanted: int) -> int:
        """Return how many bytes may be read next; raise TooLarge at none."""
        if self._left <= 0:
            what = "headers are" if self._in_head else "page is"
            raise TooLarge(FetchCode.TOO_LARGE, f"the {what} larger than we read")
        return min(wanted, self._left)

    def count(self, size: int) -> None:
        """Note bytes that arrived."""
        self._left -= size
        self.received += size


class MeteredStream(httpcore.NetworkStream):
    """A stream that stops at the deadline and at the byte limits, whatever drips or floods."""

    def __init__(self, stream: httpcore.NetworkStream, meter: Callable[[], Meter]) -> None:
        self._stream = stream
        self._meter = meter

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return the next bytes, b"" at the end; raise TimedOut, TooLarge or httpcore's ReadError."""
        meter = self._meter()
        data = self._stream.read(meter.bytes_for(max_bytes), timeout=meter.time_for(timeout))
        meter.count(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of ``buffer``; raise TimedOut or httpcore's WriteError."""
        self._stream.write(buffer, timeout=self._meter().time_for(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Return the same stream under TLS, its certificate checked against the name; raise Unreachable."""
        step = self._meter().time_for(timeout)
        try:
            stream = self._stream.start_tls(ssl_context, server_hostname=server_hostname, timeout=step)
        except httpcore.ConnectError as error:
            raise Unreachable(FetchCode.TLS, describe_tls_fault(error.__cause__)) from error
        return MeteredStream(stream, self._meter)

    def get_extra_info(self, info: str) -> Any:
        """Return what httpcore asks about the socket, such as ``is_readable``."""
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """httpcore's way to the network, by judged addresses only.

    ``meter`` belongs to the fetch in hand and is replaced by each new one; the backend serves one fetch at a
    time.
    """

    def __init__(self, *, resolver: Resolver, connect: Connect, allowed_peers: Collection[str]) -> None:
        self.meter = Meter(Limits())
        self._resolver = resolver
        self._connect = connect
        self._allowed_peers = allowed_peers

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Return a metered connection to ``host``; raise Refused, TimedOut or Unreachable."""
        until = time.monotonic() + self.meter.time_for(timeout)
        addresses = self._judge_addresses(host, port)[:MAX_ATTEMPTS]
        for place, address in enumerate(addresses):
            share = (until - time.monotonic()) / (len(addresses) - place)
            try:
                stream = self._connect(address, port, max(0.001, share))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure: Exception = error
                continue
            if not ends_at(stream, address, port):
                stream.close()
                raise Refused(FetchCode.REFUSED_ADDRESS, "the connection went elsewhere", "other_peer", host)
            return MeteredStream(stream, lambda: self.meter)
        if isinstance(failure, httpcore.ConnectTimeout):
            raise TimedOut(FetchCode.TIMED_OUT, "the server did not accept a connection in time") from failure
        raise Unreachable(FetchCode.CONNECT, "the server does not accept connections") from failure

    def _judge_addresses(self, host: str, port: int) -> list[str]:
        """Return the addresses of ``host``, looked up once; raise Refused when a single one is not public."""
        allowed = peer_name(host, port) in self._allowed_peers
        if port not in ALLOWED_PORTS and not allowed:
            raise Refused(FetchCode.REFUSED_URL, "only the ports 80 and 443 are fetched", "port", host)
        addresses = [host] if is_address(host) else self._look_up(host)
        if not allowed:
            for address in addresses:
                if verdict := judge_address(address):
                    raise refuse_address(verdict, host=host)
        return addresses

    def _look_up(self, host: str) -> list[str]:
        step = self.meter.time_for(self.meter.limits.connect)
        try:
            addresses = list(self._resolver.resolve(host, timeout=step))
        except TimeoutError as error:
            raise TimedOut(FetchCode.TIMED_OUT, "the look-up of the name took too long") from error
        except OSError as error:
            raise Unreachable(FetchCode.DNS, "the name cannot be looked up") from error
        if not addresses:
            raise Unreachable(FetchCode.DNS, "the name has no address")
        return addresses


def ends_at(stream: httpcore.NetworkStream, address: str, port: int) -> bool:
    """Return whether the socket's other end (``getpeername``) is the judged address."""
    try:
        peer = stream.get_extra_info("server_addr")
        return bare_address(str(peer[0])) == bare_address(address) and peer[1] == port
    except (OSError, TypeError, ValueError, IndexError):
        return False


def is_address(host: str) -> bool:
    """Return whether the host of a URL is an address already."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def bare_address(text: str) -> str:
    """Return one spelling of an address, IPv4-mapped ones as IPv4."""
    address = ip_address(text)
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(address)


def describe_tls_fault(error: BaseException | None) -> str:
    """Return in fixed words why TLS did not come about."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return CERTIFICATE_FAULTS.get(error.verify_code, "the certificate cannot be verified")
    return "no secure connection could be agreed"

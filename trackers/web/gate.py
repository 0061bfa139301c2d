"""The gate: the one place where a connection begins.

A name is resolved once, all its addresses are judged, one of them is connected to, and the socket is asked whom it
really reached, before a byte is sent. The name goes on being used for the Host header, SNI and the certificate. A
connection that is used again was judged here when it began, and leads where it led.
"""

import ssl
import time
from collections.abc import Callable, Collection
from ipaddress import IPv6Address, ip_address

import httpcore

from trackers.web.errors import FetchCode, Refused, TimedOut, Unreachable
from trackers.web.guard import ALLOWED_PORTS, Target, judge_address, peer_name, refuse_address
from trackers.web.meter import Meter
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


class Gate:
    """The way to the network, by judged addresses only; keeps nothing of what passes."""

    def __init__(
        self, *, resolver: Resolver, connect: Connect, allowed_peers: Collection[str], tls: ssl.SSLContext
    ) -> None:
        self._resolver = resolver
        self._connect = connect
        self._allowed_peers = allowed_peers
        self._tls = tls

    def open(self, target: Target, meter: Meter) -> httpcore.NetworkStream:
        """Return a connection to the origin of ``target``, under TLS for https.

        Raises Refused, TimedOut, Unreachable, and httpcore's ConnectTimeout for a handshake that takes too long.
        """
        stream = self._reach(target.host, target.port, meter)
        if target.scheme != "https":
            return stream
        try:
            step = meter.time_for(meter.limits.connect)
            return stream.start_tls(self._tls, server_hostname=target.host, timeout=step)
        except httpcore.ConnectError as error:
            stream.close()
            raise Unreachable(FetchCode.TLS, describe_tls_fault(error.__cause__)) from error
        except BaseException:
            stream.close()
            raise

    def _reach(self, host: str, port: int, meter: Meter) -> httpcore.NetworkStream:
        until = time.monotonic() + meter.time_for(meter.limits.connect)
        addresses = self._judge_addresses(host, port, meter)[:MAX_ATTEMPTS]
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
            return stream
        if isinstance(failure, httpcore.ConnectTimeout):
            raise TimedOut(FetchCode.TIMED_OUT, "the server did not accept a connection in time") from failure
        raise Unreachable(FetchCode.CONNECT, "the server does not accept connections") from failure

    def _judge_addresses(self, host: str, port: int, meter: Meter) -> list[str]:
        """Return the addresses of ``host``, looked up once; raise Refused when a single one is not public."""
        allowed = peer_name(host, port) in self._allowed_peers
        if port not in ALLOWED_PORTS and not allowed:
            raise Refused(FetchCode.REFUSED_URL, "only the ports 80 and 443 are fetched", "port", host)
        addresses = [host] if is_address(host) else self._look_up(host, meter)
        if not allowed:
            for address in addresses:
                if verdict := judge_address(address):
                    raise refuse_address(verdict, host=host)
        return addresses

    def _look_up(self, host: str, meter: Meter) -> list[str]:
        step = meter.time_for(meter.limits.connect)
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

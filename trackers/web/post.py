"""``post``: one POST past the same guard as ``fetch``, to an address that an operator has named.

Nothing is followed, nothing is asked twice and nothing of the answer is read but its head: what counts is the status.
"""

import logging
import ssl
from collections.abc import Collection, Mapping

import h11

from trackers.web.answers import Hop, Limits, Response
from trackers.web.client import http_faults, system_resolver, trusted_roots
from trackers.web.errors import FetchCode, Refused
from trackers.web.gate import Connect, Gate, connect_tcp
from trackers.web.guard import Target, check_url, peer_name
from trackers.web.headers import check_agent, check_headers, safe_host
from trackers.web.line import Line
from trackers.web.meter import Meter
from trackers.web.resolver import Resolver

__all__ = ["POST_LIMITS", "check_post_url", "post"]

log = logging.getLogger(__name__)

# An answer to a notice is a word. What takes longer will be asked again later.
POST_LIMITS = Limits(connect=5.0, read=15.0, total=20.0)


def check_post_url(url: str, *, allowed_peers: Collection[str] = frozenset()) -> Target:
    """Return where a POST to ``url`` would go; raise Refused for what is not https, but for an allowed peer."""
    target = check_url(url, allowed_peers=allowed_peers)
    if target.scheme != "https" and peer_name(target.host, target.port) not in allowed_peers:
        raise Refused(FetchCode.REFUSED_URL, "only https addresses are sent anything", "scheme", target.host)
    return target


def post(
    url: str,
    *,
    body: bytes,
    headers: Mapping[str, str],
    agent: str,
    limits: Limits = POST_LIMITS,
    allowed_peers: Collection[str] = frozenset(),
    resolver: Resolver | None = None,
    connect: Connect = connect_tcp,
    tls: ssl.SSLContext | None = None,
) -> Response:
    """POST ``body`` to ``url`` over a connection of its own and return status and headers, the body left unread.

    A redirect is an answer like any other. ``allowed_peers`` are exact ``host:port`` pairs for which the rules about
    addresses, ports and https are waived. Raises FetchError in one of its five kinds, and ValueError for headers that
    the caller may not send.
    """
    given, agent = check_headers(headers), check_agent(agent)
    peers = frozenset(peer.lower() for peer in allowed_peers)
    gate = Gate(
        resolver=resolver or system_resolver(),
        connect=connect,
        allowed_peers=peers,
        tls=tls or trusted_roots(),
    )
    try:
        target = check_post_url(url, allowed_peers=peers)
        return _send(target, _write_request(target, body, given, agent), body, gate=gate, meter=Meter(limits))
    except Refused as refusal:
        log.warning(
            "post_refused code=%s host=%s reason=%s",
            refusal.code,
            safe_host(refusal.host or url),
            refusal.reason,
        )
        raise


def _send(target: Target, request: h11.Request, body: bytes, *, gate: Gate, meter: Meter) -> Response:
    with http_faults():
        line = Line(gate.open(target, meter), target.origin)
        try:
            answer = line.ask(request, meter, body=body)
        finally:
            line.close()
    url = str(target.url)
    return Response(
        url=url,
        final_url=url,
        status=answer.status_code,
        headers=tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers),
        body=b"",
        wire_bytes=meter.received,
        elapsed=meter.elapsed,
        hops=(Hop(url, answer.status_code),),
    )


def _write_request(target: Target, body: bytes, headers: dict[str, str], agent: str) -> h11.Request:
    return h11.Request(
        method=b"POST",
        target=target.url.raw_path,
        headers=[
            (b"Host", target.url.netloc),
            (b"User-Agent", agent.encode("ascii")),
            (b"Accept", b"*/*"),
            (b"Connection", b"close"),
            (b"Content-Length", str(len(body)).encode("ascii")),
            *((name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()),
        ],
    )

"""``fetch``: the one way out, one GET with its redirects, under limits, past the guard.

Everything a hostile server can do ends as one FetchError; everything else as a Response. No cookies are kept,
no environment variable is listened to, nothing the caller sends along crosses to another origin.
"""

import contextlib
import functools
import logging
import ssl
from collections.abc import Callable, Collection, Iterator, Mapping
from types import TracebackType
from urllib.parse import urljoin

import certifi
import h11
import httpcore

from trackers.web.answers import Hop, Limits, Response
from trackers.web.body import ACCEPTED, Inbox
from trackers.web.errors import BadAnswer, FetchCode, FetchError, Refused, TimedOut, TooLarge, Unreachable
from trackers.web.gate import Connect, Gate, connect_tcp
from trackers.web.guard import Target, check_url, peer_name
from trackers.web.headers import CARRIED, HostHeaders, check_agent, check_headers, join_header, safe_host
from trackers.web.line import Line
from trackers.web.meter import Meter
from trackers.web.resolver import Resolver, SystemResolver

__all__ = [
    "BadAnswer",
    "Client",
    "FetchCode",
    "FetchError",
    "Hop",
    "Limits",
    "Refused",
    "Response",
    "TimedOut",
    "TooLarge",
    "Unreachable",
    "fetch",
]

log = logging.getLogger(__name__)

MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@functools.cache
def trusted_roots() -> ssl.SSLContext:
    """Return TLS as the product speaks it: Mozilla's roots from certifi, names checked, TLS 1.2 or later.

    Built by hand, because ``ssl.create_default_context`` reads SSLKEYLOGFILE from the environment.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cafile=certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    return context


@functools.cache
def system_resolver() -> SystemResolver:
    """Return the process's one resolver, whose bound on waiting look-ups is then the process's."""
    return SystemResolver()


def fetch(
    url: str,
    *,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    headers: Mapping[str, str] | None = None,
    agent: str,
    allowed_peers: frozenset[str] = frozenset(),
    resolver: Resolver | None = None,
) -> Response:
    """GET ``url`` and return what came back, whatever its status; redirects are followed, five at most.

    ``agent`` is the User-Agent. ``headers`` go to the asked origin only. ``allowed_peers`` are exact
    ``host:port`` pairs for which the rules about addresses and ports are waived. Raises FetchError in one of
    its five kinds, and ValueError for headers that the caller may not send.
    """
    with Client(allowed_peers=allowed_peers, resolver=resolver) as client:
        return client.fetch(url, limits=limits, headers=headers, agent=agent)


class Client:
    """Owns one connection at most, keeps it between fetches of the same origin, and closes it.

    Serves one fetch at a time: one Client per thread and per turn at a host, so that "one connection at a time"
    stays true. ``host_headers`` go to the host they are for and nowhere else (see HostHeaders), over https or to an
    allowed peer, on each hop that leads there of a fetch that began there, with or without "www.".
    """

    def __init__(
        self,
        *,
        allowed_peers: Collection[str] = frozenset(),
        resolver: Resolver | None = None,
        connect: Connect = connect_tcp,
        tls: ssl.SSLContext | None = None,
        host_headers: Mapping[str, Mapping[str, str]] = HostHeaders(),
    ) -> None:
        self._allowed_peers = frozenset(peer.lower() for peer in allowed_peers)
        self._host_headers = HostHeaders(host_headers)
        self._gate = Gate(
            resolver=resolver or system_resolver(),
            connect=connect,
            allowed_peers=self._allowed_peers,
            tls=tls or trusted_roots(),
        )
        self._line: Line | None = None

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; the next fetch opens another."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def fetch(
        self,
        url: str,
        *,
        limits: Limits = Limits(),  # noqa: B008 (frozen)
        headers: Mapping[str, str] | None = None,
        agent: str,
        permit: Callable[[str], None] | None = None,
    ) -> Response:
        """GET ``url`` as the module's ``fetch`` says.

        ``permit`` is called with the address of each hop that leads to another origin than the asked one, before
        anything is sent there and while no connection is open; what it raises passes through. It may use this
        client itself, for that host's robots.txt.
        """
        asked = check_headers(headers or {})
        agent = check_agent(agent)
        try:
            target = check_url(url, allowed_peers=self._allowed_peers)
            return self._follow(url, target, asked, agent, Meter(limits), permit)
        except Refused as refusal:
            self.close()
            host = safe_host(refusal.host or url)
            log.warning("fetch_refused code=%s host=%s reason=%s", refusal.code, host, refusal.reason)
            raise
        except BaseException:
            # Whatever happened, nobody knows any more what comes next on this connection.
            self.close()
            raise

    def _follow(
        self,
        url: str,
        target: Target,
        headers: dict[str, str],
        agent: str,
        meter: Meter,
        permit: Callable[[str], None] | None,
    ) -> Response:
        hops: list[Hop] = []
        asked = target.origin
        while True:
            meter.expect_head()
            own = self._headers_for(target, asked[1])
            answer = self._ask(target, own, headers, agent, meter)
            hops.append(Hop(str(target.url), answer.status_code))
            if answer.status_code not in REDIRECTS:
                return self._receive(url, target, answer, hops, meter)
            self._end_answer()
            location = read_location(answer)
            if len(hops) > MAX_REDIRECTS:
                raise BadAnswer(FetchCode.REDIRECTS, f"the address redirects more than {MAX_REDIRECTS} times")
            following = self._check_redirect(target, location)
            if following.origin != target.origin:
                headers = {name: value for name, value in headers.items() if name.lower() in CARRIED}
            if following.origin != asked and permit is not None:
                self.close()
                permit(str(following.url))
            target = following

    def _check_redirect(self, target: Target, location: str) -> Target:
        """Return where a redirect leads; raise Refused where it must not lead."""
        try:
            following = check_url(urljoin(str(target.url), location), allowed_peers=self._allowed_peers)
        except ValueError as error:  # urljoin on brackets that do not pair
            detail = "it redirects to an address that cannot be read"
            raise Refused(FetchCode.REFUSED_REDIRECT, detail, "url", location) from error
        except Refused as refusal:
            if refusal.code is FetchCode.REFUSED_ADDRESS:
                raise
            detail = f"it redirects, and {refusal.detail}"
            raise Refused(FetchCode.REFUSED_REDIRECT, detail, "url", refusal.host or location) from refusal
        if target.scheme == "https" and following.scheme == "http":
            detail = "it redirects from https to http"
            raise Refused(FetchCode.REFUSED_REDIRECT, detail, "downgrade", following.host)
        return following

    def _ask(
        self, target: Target, own: Mapping[str, str], headers: dict[str, str], agent: str, meter: Meter
    ) -> h11.Response:
        """Return status and headers of one request, its body unread.

        A server may hang up on a connection at rest at any moment, also this one. A GET that it left without a
        single byte of an answer is asked again on a new connection, once (RFC 9110 section 9.2.2).
        """
        request = self._write_request(target, own, headers, agent)
        received = meter.received
        with http_faults():
            if self._line is not None and self._line.origin == target.origin and self._line.is_ready():
                try:
                    return self._line.ask(request, meter)
                except (httpcore.NetworkError, h11.RemoteProtocolError):
                    if meter.received != received:
                        raise
            self.close()
            self._line = Line(self._gate.open(target, meter), target.origin)
            return self._line.ask(request, meter)

    def _write_request(
        self, target: Target, own: Mapping[str, str], headers: dict[str, str], agent: str
    ) -> h11.Request:
        given = {name.lower() for name in own}
        fields = [*own.items(), *(pair for pair in headers.items() if pair[0].lower() not in given)]
        given.update(name.lower() for name in headers)
        if "accept" not in given:
            fields.insert(0, ("Accept", ACCEPT))
        return h11.Request(
            method=b"GET",
            target=target.url.raw_path,
            headers=[
                (b"Host", target.url.netloc),
                (b"User-Agent", agent.encode("ascii")),
                (b"Accept-Encoding", ACCEPTED.encode("ascii")),
                *((name.encode("ascii"), value.encode("latin-1")) for name, value in fields),
            ],
        )

    def _headers_for(self, target: Target, asked_host: str) -> Mapping[str, str]:
        """Return the headers set for exactly this host and port, none where they could be overheard.

        None either where a stranger led here: what a subscription opens would be read as the stranger's page.
        """
        if target.host.removeprefix("www.") != asked_host.removeprefix("www."):
            return {}
        peer = peer_name(target.host, target.port)
        if target.scheme == "https" or peer in self._allowed_peers:
            return self._host_headers.get(peer, {})
        return {}

    def _receive(
        self, url: str, target: Target, answer: h11.Response, hops: list[Hop], meter: Meter
    ) -> Response:
        """Return the finished Response of the last hop, its body read and decoded within the limits."""
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers.raw_items()
        )
        inbox = Inbox(join_header(headers, "content-encoding"), limit=meter.limits.body_bytes)
        meter.expect_body()
        was_cut = False
        assert self._line is not None
        try:
            with http_faults():
                for chunk in self._line.read_body():
                    inbox.put(chunk)
            body = inbox.finish()
        except TooLarge:
            if not meter.limits.cut:
                raise
            body, was_cut = inbox.head(), True
        self._end_answer()
        return Response(
            url=url,
            final_url=str(target.url),
            status=answer.status_code,
            headers=headers,
            body=body,
            wire_bytes=meter.received,
            elapsed=meter.elapsed,
            hops=tuple(hops),
            was_cut=was_cut,
        )

    def _end_answer(self) -> None:
        """Keep the connection for the next request when the answer ended cleanly, otherwise close it."""
        with http_faults():
            if self._line is not None and not self._line.rest():
                self.close()


def read_location(answer: h11.Response) -> str:
    """Return where a redirect points, as text; raise BadAnswer when it points nowhere.

    Spaces become ``%20`` as in browsers; whatever else is wrong with it, the guard says.
    """
    values = [value for name, value in answer.headers if name.lower() == b"location"]
    if not values or not values[0].strip():
        raise BadAnswer(FetchCode.BAD_ANSWER, "it redirects without saying where")
    try:
        text = values[0].decode("utf-8")
    except UnicodeDecodeError:
        text = values[0].decode("latin-1")
    return text.strip(" \t").replace(" ", "%20")


@contextlib.contextmanager
def http_faults() -> Iterator[None]:
    """Turn the exceptions of httpcore and h11 into ours."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise TimedOut(FetchCode.TIMED_OUT, "the server stopped answering") from error
    except httpcore.ConnectError as error:
        raise Unreachable(FetchCode.CONNECT, "the server does not accept connections") from error
    except h11.RemoteProtocolError as error:
        raise BadAnswer(FetchCode.BAD_ANSWER, "the answer is incomplete or not HTTP") from error
    except httpcore.NetworkError as error:
        raise BadAnswer(FetchCode.BAD_ANSWER, "the connection broke off") from error

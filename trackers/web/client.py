"""``fetch``: the one way out, one GET with its redirects, under limits, past the guard.

Everything a hostile server can do ends as one FetchError; everything else as a Response. No cookies are kept,
no environment variable is listened to, nothing the caller sends along crosses to another origin.
"""

import contextlib
import functools
import logging
import ssl
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import TracebackType
from urllib.parse import urljoin

import certifi
import httpcore

from trackers.web.answers import Hop, Limits, Response
from trackers.web.backend import Connect, GuardedBackend, Meter, connect_tcp
from trackers.web.body import ACCEPTED, Inbox
from trackers.web.errors import BadAnswer, FetchCode, FetchError, Refused, TimedOut, TooLarge, Unreachable
from trackers.web.guard import Target, check_url
from trackers.web.headers import CARRIED, check_agent, check_headers, join_header, safe_host
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
    """Owns the connections and closes them; serves one fetch at a time, so one Client per thread.

    Each fetch has a connection of its own today; the pool is where keeping them alive belongs.
    """

    def __init__(
        self,
        *,
        allowed_peers: Collection[str] = frozenset(),
        resolver: Resolver | None = None,
        connect: Connect = connect_tcp,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._allowed_peers = frozenset(peer.lower() for peer in allowed_peers)
        self._backend = GuardedBackend(
            resolver=resolver or system_resolver(), connect=connect, allowed_peers=self._allowed_peers
        )
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls or trusted_roots(),
            max_connections=1,
            max_keepalive_connections=0,
            network_backend=self._backend,
        )

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    def fetch(
        self,
        url: str,
        *,
        limits: Limits = Limits(),  # noqa: B008 (frozen)
        headers: Mapping[str, str] | None = None,
        agent: str,
    ) -> Response:
        """GET ``url`` as the module's ``fetch`` says."""
        asked = check_headers(headers or {})
        agent = check_agent(agent)
        meter = self._backend.meter = Meter(limits)
        try:
            target = check_url(url, allowed_peers=self._allowed_peers)
            return self._follow(url, target, asked, agent, meter)
        except Refused as refusal:
            host = safe_host(refusal.host or url)
            log.warning("fetch_refused code=%s host=%s reason=%s", refusal.code, host, refusal.reason)
            raise

    def _follow(
        self, url: str, target: Target, headers: dict[str, str], agent: str, meter: Meter
    ) -> Response:
        hops: list[Hop] = []
        while True:
            meter.expect_head()
            answer = self._send(target, headers, agent, meter)
            try:
                hops.append(Hop(str(target.url), answer.status))
                if answer.status not in REDIRECTS:
                    return self._receive(url, target, answer, hops, meter)
                location = read_location(answer)
            finally:
                answer.close()
            if len(hops) > MAX_REDIRECTS:
                raise BadAnswer(
                    FetchCode.BAD_ANSWER, f"the address redirects more than {MAX_REDIRECTS} times"
                )
            following = self._check_redirect(target, location)
            if following.origin != target.origin:
                headers = {name: value for name, value in headers.items() if name.lower() in CARRIED}
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

    def _send(self, target: Target, headers: dict[str, str], agent: str, meter: Meter) -> httpcore.Response:
        """Return status and headers of one request, its body unread."""
        given = {name.lower() for name in headers}
        fields = [("Host", target.url.netloc.decode("ascii")), ("User-Agent", agent)]
        fields += [] if "accept" in given else [("Accept", ACCEPT)]
        fields += [("Accept-Encoding", ACCEPTED), *headers.items()]
        request = httpcore.Request(
            "GET",
            httpcore.URL(
                scheme=target.url.raw_scheme,
                host=target.url.raw_host,
                port=target.url.port,
                target=target.url.raw_path,
            ),
            headers=[(name.encode("ascii"), value.encode("latin-1")) for name, value in fields],
            extensions={
                "timeout": {
                    "connect": meter.limits.connect,
                    "read": meter.limits.read,
                    "write": meter.limits.read,
                    "pool": 0.0,
                }
            },
        )
        with http_faults():
            return self._pool.handle_request(request)

    def _receive(
        self, url: str, target: Target, answer: httpcore.Response, hops: list[Hop], meter: Meter
    ) -> Response:
        """Return the finished Response of the last hop, its body read and decoded within the limits."""
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers)
        if answer.status < 200:
            raise BadAnswer(FetchCode.BAD_ANSWER, "the server wants to speak another protocol")
        inbox = Inbox(join_header(headers, "content-encoding"), limit=meter.limits.body_bytes)
        meter.expect_body()
        was_cut = False
        try:
            for chunk in read_chunks(answer):
                inbox.put(chunk)
            body = inbox.finish()
        except TooLarge:
            if not meter.limits.cut:
                raise
            body, was_cut = inbox.head(), True
        return Response(
            url=url,
            final_url=str(target.url),
            status=answer.status,
            headers=headers,
            body=body,
            wire_bytes=meter.received,
            elapsed=meter.elapsed,
            hops=tuple(hops),
            was_cut=was_cut,
        )


def read_chunks(answer: httpcore.Response) -> Iterator[bytes]:
    """Yield the body's pieces as they arrive, still coded; raise FetchError when it breaks off."""
    stream = answer.stream
    assert isinstance(stream, Iterable)
    with http_faults():
        yield from stream


def read_location(answer: httpcore.Response) -> str:
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
    """Turn httpcore's exceptions into ours."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise TimedOut(FetchCode.TIMED_OUT, "the server stopped answering") from error
    except httpcore.ConnectError as error:
        raise Unreachable(FetchCode.CONNECT, "the server does not accept connections") from error
    except httpcore.RemoteProtocolError as error:
        raise BadAnswer(FetchCode.BAD_ANSWER, "the answer is incomplete or not HTTP") from error
    except httpcore.NetworkError as error:
        raise BadAnswer(FetchCode.BAD_ANSWER, "the connection broke off") from error

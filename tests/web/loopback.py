"""Hostile and friendly servers on loopback, and the names and roads that lead a guarded client to them.

The guard is never switched off: names resolve to public addresses, are judged as such, and only the injected
``Network`` knows that behind an address and port of its list there is a socket on this machine.
"""

import contextlib
import gzip
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import httpcore

from trackers.web.answers import Limits
from trackers.web.client import Client, Response

AGENT = "Newswatch/0.1 (+https://watch.example/about/)"
PUBLIC = "93.184.216.34"
OTHER_PUBLIC = "203.5.76.1"
CERTIFICATES = Path(__file__).parent / "certificates"
QUICK = Limits(connect=2.0, read=2.0, total=4.0)


class Conversation:
    """One connection as the server sees it: the request's head is read, what is said is up to the test."""

    def __init__(self, connection: socket.socket, head: bytes, body: bytes = b"") -> None:
        self._connection = connection
        self.body = body
        lines = head.decode("latin-1").split("\r\n")
        self.method = lines[0].partition(" ")[0]
        self.target = lines[0].split(" ")[1] if lines[0].count(" ") == 2 else ""
        self.headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])
        }

    def say(self, data: bytes) -> None:
        self._connection.sendall(data)

    def answer(self, body: bytes = b"", *, status: str = "200 OK", **headers: str) -> None:
        """Send a whole answer; ``content_type="…"`` becomes a Content-Type header."""
        fields = {"Content-Length": str(len(body))} | {
            key.replace("_", "-").title(): value for key, value in headers.items()
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        self.say(f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body)

    def hang_up(self) -> None:
        """Close the connection from this side."""
        self._connection.shutdown(socket.SHUT_RDWR)

    def redirect(self, location: str, *, status: str = "302 Found") -> None:
        self.answer(status=status, location=location)


class Server:
    """A server on a free loopback port: ``talk`` is called in a thread of its connection.

    It hangs up after one answer, or after ``answers`` of them.
    """

    def __init__(
        self, talk: Callable[[Conversation], None], *, certificate: str = "", answers: int = 1
    ) -> None:
        self._answers = answers
        self.requests: list[Conversation] = []
        self.connections = 0
        self.stopping = threading.Event()
        self._talk = talk
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if certificate else None
        if self._tls:
            self._tls.load_cert_chain(CERTIFICATES / certificate)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> "Server":
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in list(self._threads):
            thread.join(10)
        assert not any(thread.is_alive() for thread in self._threads), "a connection was left open"

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(10)
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            stack.callback(connection.close)
            if self._tls:
                connection = stack.enter_context(self._tls.wrap_socket(connection, server_side=True))
            for _ in range(self._answers):
                head = b""
                while b"\r\n\r\n" not in head:
                    data = connection.recv(65536)
                    if not data:
                        return
                    head += data
                head, _, body = head.partition(b"\r\n\r\n")
                conversation = Conversation(connection, head, body)
                while len(conversation.body) < int(conversation.headers.get("content-length", 0)):
                    conversation.body += connection.recv(65536)
                self.requests.append(conversation)
                self._talk(conversation)


class Names:
    """A resolver from a table; each look-up is remembered, and a list of lists answers differently each time."""

    def __init__(self, table: Mapping[str, Sequence[str] | Sequence[Sequence[str]]]) -> None:
        self._table = {name: list(answers) for name, answers in table.items()}
        self.asked: list[str] = []

    def resolve(self, host: str, *, timeout: float) -> Sequence[str]:
        self.asked.append(host)
        answers = self._table.get(host)
        if answers is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if answers and not isinstance(answers[0], str):
            return answers.pop(0) if len(answers) > 1 else answers[0]  # type: ignore[return-value]
        return answers  # type: ignore[return-value]


class Network:
    """A road map: public (address, port) pairs that in truth lead to servers on loopback."""

    def __init__(
        self, roads: Mapping[tuple[str, int], Server] | None = None, *, says_peer: bool = True
    ) -> None:
        self._roads = dict(roads or {})
        self._says_peer = says_peer
        self.reached: list[tuple[str, int]] = []
        self.open: set[int] = set()

    def __call__(self, address: str, port: int, timeout: float) -> httpcore.NetworkStream:
        self.reached.append((address, port))
        server = self._roads.get((address, port))
        if server is None:
            raise httpcore.ConnectError("nobody lives there")
        stream = httpcore.SyncBackend().connect_tcp("127.0.0.1", server.port, timeout=timeout)
        return Road(stream, self, (address, port) if self._says_peer else None)


class Road(httpcore.NetworkStream):
    """A stream to loopback that names the public address as its other end, as a real one to there would."""

    def __init__(
        self, stream: httpcore.NetworkStream, network: Network, peer: tuple[str, int] | None
    ) -> None:
        self._stream = stream
        self._network = network
        self._peer = peer
        network.open.add(id(self))

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._network.open.discard(id(self))
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        self._network.open.discard(id(self))
        return Road(self._stream.start_tls(ssl_context, server_hostname, timeout), self._network, self._peer)

    def get_extra_info(self, info: str) -> Any:
        if info == "server_addr" and self._peer:
            return self._peer
        return self._stream.get_extra_info(info)


def ask(
    server: Server,
    path: str = "/",
    *,
    limits: Limits = QUICK,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Fetch http://news.example/… from one server, and check that no connection is left behind."""
    network = Network({(PUBLIC, 80): server})
    try:
        with Client(resolver=Names({"news.example": [PUBLIC]}), connect=network) as client:
            return client.fetch(f"http://news.example{path}", limits=limits, headers=headers, agent=AGENT)
    finally:
        assert not network.open, "a connection was left open"


def bomb(size: int) -> bytes:
    """Return the head of a gzip body that unpacks to ``size`` zero bytes, a thousandth as long."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)  # may be repeated at will
    return gzip.compress(b"")[:10] + block * (size >> 20)

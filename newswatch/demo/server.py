"""The press's sockets: a threaded HTTP server on loopback that passes every request to `answers.answer`."""

import ipaddress
import socket
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from newswatch.demo.answers import Request, answer
from newswatch.demo.life import Life


class Press(ThreadingHTTPServer):
    """The server. It listens once it is made; `serve_forever` answers until `shutdown` is called."""

    daemon_threads = True

    def __init__(self, host: str, port: int, *, life: Life) -> None:
        self.life = life
        super().__init__((host, port), Reader)

    @property
    def address(self) -> str:
        """Return the origin it answers at, such as http://127.0.0.1:8123."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}"

    def server_bind(self) -> None:
        """Bind without asking the name service for our own name, as the standard class would."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of readers who hang up; everything else is ours to hear of."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class Reader(BaseHTTPRequestHandler):
    """One connection of one reader."""

    server: Press
    protocol_version = "HTTP/1.1"
    timeout = 30
    # Head and body leave in one write: in two they wait for each other's acknowledgement, 40 ms an answer.
    wbufsize = -1

    def version_string(self) -> str:
        """Return what the Server header says."""
        return "VellmouthPress/1"

    def do_GET(self) -> None:
        """Answer a GET request."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer a HEAD request: the same headers and no body."""
        self._answer(with_body=False)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: the supervisor's lines are for what matters."""

    def _answer(self, *, with_body: bool) -> None:
        life = self.server.life
        request = Request(self.path, {name.lower(): value for name, value in self.headers.items()})
        now = life.now()
        paper = life.paper(now=now)
        if with_body and any(story.path == request.path for story in paper.stories):
            life.open(now=now)
        sent = answer(request, paper=paper, now=now, load=life.next_load(), address=self.server.address)
        self.send_response(sent.status)
        for name, value in sent.headers:
            self.send_header(name, value)
        if sent.status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(sent.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(sent.body)


def is_loopback(host: str) -> bool:
    """Tell whether a host is an address of this machine's loopback; the press listens nowhere else."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

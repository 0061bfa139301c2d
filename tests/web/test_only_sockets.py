"""One room has sockets: the code of all others is read here, and anything that could open one is named."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# newswatch/local starts the servers of one machine, newswatch/demo is a server: both speak to loopback only.
EXEMPT = ("trackers/web/", "newswatch/local/", "newswatch/demo/")
SOCKET_MODULES = {
    "socket", "ssl", "socketserver", "selectors", "http.client", "http.server", "urllib.request", "ftplib", "smtplib",
    "poplib", "imaplib", "telnetlib", "nntplib", "xmlrpc.client", "xmlrpc.server", "urllib3", "requests", "httpx",
    "httpcore", "h11", "aiohttp", "anyio", "pycurl", "asyncio", "websockets", "paramiko",
}  # fmt: skip
# Libraries that are here to read, and functions of theirs that would fetch for themselves.
FETCHERS = {
    "trafilatura.fetch_url", "trafilatura.fetch_response", "trafilatura.downloads", "trafilatura.sitemaps",
    "trafilatura.feeds", "trafilatura.spider", "courlan.network", "lxml.html.open_in_browser", "lxml.html.submit_form",
}  # fmt: skip
PARSERS = {
    "feedparser.parse", "etree.parse", "etree.iterparse", "lxml.etree.parse", "lxml.etree.iterparse", "html.parse",
    "lxml.html.parse", "ElementTree.parse",
}  # fmt: skip
LIBRARIES = ("feedparser.", "lxml.", "xml.")
BYTES_TYPES = {"bytes", "BytesIO", "io.BytesIO"}


def room_files() -> list[Path]:
    files = [path for room in ("trackers", "newswatch") for path in sorted((ROOT / room).rglob("*.py"))]
    return [path for path in files if not path.relative_to(ROOT).as_posix().startswith(EXEMPT)]


def imported_names(tree: ast.AST) -> Iterator[str]:
    """Every module and every name out of a module that is imported, dotted; also by import_module("…")."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in {
            "import_module",
            "__import__",
        }:
            yield from (str(part.value) for part in node.args[:1] if isinstance(part, ast.Constant))


def dotted(node: ast.AST) -> str:
    """Return a.b.c for an attribute chain, "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def is_within(name: str, modules: set[str]) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in modules)


def find_faults(source: str) -> list[str]:
    """Return what a file does that only the wire may do."""
    tree = ast.parse(source)
    imports = set(imported_names(tree))
    faults = [f"imports {name}" for name in sorted(imports) if is_within(name, SOCKET_MODULES | FETCHERS)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_within(dotted(node), FETCHERS):
            faults.append(f"reaches {dotted(node)}")
        if isinstance(node, ast.Call) and opens_addresses(node, imports) and not gives_bytes(node, tree):
            faults.append(f"line {node.lineno}: {dotted(node.func)} of something that may be an address")
    return faults


def opens_addresses(call: ast.Call, imports: set[str]) -> bool:
    """Whether this is a parser of a library that takes bytes, and addresses as well."""
    name = dotted(call.func)
    return name in PARSERS or any(
        imported.startswith(LIBRARIES) and imported.endswith(f".{name}") and name in {"parse", "iterparse"}
        for imported in imports
    )


def gives_bytes(call: ast.Call, tree: ast.AST) -> bool:
    """Whether the first argument is plainly bytes: made so on the spot, or a name that its function holds to be so."""
    given = call.args[0] if call.args else None
    if not isinstance(given, ast.Name):
        return is_bytes(given)
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and any(node is call for node in ast.walk(function)):
            arguments = function.args
            parameters = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
            origins = [is_bytes_type(part.annotation) for part in parameters if part.arg == given.id]
            for node in ast.walk(function):
                if isinstance(node, ast.Assign) and any(
                    dotted(target) == given.id for target in node.targets
                ):
                    origins.append(is_bytes(node.value))
            if origins and all(origins):
                return True
    return False


def is_bytes(node: ast.AST | None) -> bool:
    if isinstance(node, ast.Call):
        return dotted(node.func) in BYTES_TYPES
    return isinstance(node, ast.Constant) and isinstance(node.value, bytes)


def is_bytes_type(node: ast.AST | None) -> bool:
    return node is not None and dotted(node) in BYTES_TYPES


def test_no_other_room_has_a_socket() -> None:
    files = room_files()
    assert len(files) > 20
    faults = {
        path.relative_to(ROOT).as_posix(): found
        for path in files
        if (found := find_faults(path.read_text(encoding="utf-8")))
    }
    assert faults == {}


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "import socket as s",
        "import urllib.request",
        "from urllib import request",
        "from urllib.request import urlopen",
        "from http import client",
        "import http.client",
        "import httpx",
        "from httpx import get",
        "from httpcore._backends import sync",
        "import requests.sessions",
        "def fetch():\n    import ssl",
        "import asyncio",
        "from importlib import import_module\nimport_module('socket')",
        "__import__('urllib3')",
        "import feedparser\nfeedparser.parse(url)",
        "import feedparser\nfeedparser.parse('http://news.example/feed')",
        "import feedparser\ndef read(body: str):\n    return feedparser.parse(body)",
        "import feedparser\ndef read(body: bytes):\n    pass\ndef other(body):\n    return feedparser.parse(body)",
        "from feedparser import parse\nparse(url)",
        "import feedparser\ndef read(body: bytes):\n    body = url\n    return feedparser.parse(body)",
        "from trafilatura import fetch_url",
        "import trafilatura\ntrafilatura.fetch_url('x')",
        "from trafilatura.downloads import fetch_response",
        "from lxml import etree\netree.parse('http://news.example/')",
        "from lxml.etree import iterparse\niterparse(url)",
        "from lxml import html\nhtml.parse(url)",
    ],
)
def test_the_reader_of_this_page_finds_what_it_looks_for(source: str) -> None:
    assert find_faults(source)


@pytest.mark.parametrize(
    "source",
    [
        "from trackers.web.client import fetch",
        "from urllib.parse import urlsplit",
        "import http",
        "from http import HTTPStatus",
        "import feedparser\nfeedparser.parse(io.BytesIO(body))",
        "import feedparser\nfeedparser.parse(BytesIO(body), response_headers={})",
        "import feedparser\ndef read(body: bytes):\n    return feedparser.parse(body)",
        "from lxml import etree\netree.fromstring(body)",
        "from lxml import etree\netree.parse(BytesIO(body), parser)",
        "from lxml import etree\ndef read(text):\n    source = BytesIO(text)\n    etree.iterparse(source)",
        "import redis",
    ],
)
def test_and_leaves_the_rest_alone(source: str) -> None:
    assert find_faults(source) == []

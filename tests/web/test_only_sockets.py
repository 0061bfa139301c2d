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
BYTES_CALLS = {"bytes", "BytesIO", "io.BytesIO"}


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
    aliases = {name.rpartition(".")[2] for name in imports if name.startswith("feedparser.")} - {"feedparser"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_within(dotted(node), FETCHERS):
            faults.append(f"reaches {dotted(node)}")
        if isinstance(node, ast.Call) and reads_feed(node, aliases) and not gives_bytes(node, tree):
            faults.append(f"line {node.lineno}: feedparser.parse of something that may be an address")
        if isinstance(node, ast.Call) and dotted(node.func) in {
            "lxml.html.parse",
            "html.parse",
            "etree.parse",
            "lxml.etree.parse",
        }:
            faults.append(f"line {node.lineno}: {dotted(node.func)} may open an address")
    return faults


def reads_feed(call: ast.Call, aliases: set[str]) -> bool:
    return dotted(call.func) == "feedparser.parse" or ("parse" in aliases and dotted(call.func) == "parse")


def gives_bytes(call: ast.Call, tree: ast.AST) -> bool:
    """Whether the first argument is plainly bytes: a BytesIO, a literal, or a parameter annotated so."""
    if not call.args:
        return False
    given = call.args[0]
    if isinstance(given, ast.Call):
        return dotted(given.func) in BYTES_CALLS
    if isinstance(given, ast.Constant):
        return isinstance(given.value, bytes)
    if not isinstance(given, ast.Name):
        return False
    return any(
        part.arg == given.id
        and part.annotation is not None
        and ast.unparse(part.annotation) in {"bytes", "BytesIO", "io.BytesIO"}
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and any(node is call for node in ast.walk(function))
        for part in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    )


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
        "from trafilatura import fetch_url",
        "import trafilatura\ntrafilatura.fetch_url('x')",
        "from trafilatura.downloads import fetch_response",
        "from lxml import etree\netree.parse('http://news.example/')",
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
        "import redis",
    ],
)
def test_and_leaves_the_rest_alone(source: str) -> None:
    assert find_faults(source) == []

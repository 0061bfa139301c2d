"""Addresses mean the same to every library that reads them."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from newswatch.addresses import derive_celery_url, read_database
from newswatch.local.options import Options, derive_variables


def describe(url: str) -> tuple[object, ...]:
    found = read_database(url)
    return found["HOST"], found["PORT"], found["USER"], found["PASSWORD"], found["NAME"]


def test_a_database_may_be_on_a_host_an_ipv6_address_or_a_socket() -> None:
    assert describe("postgresql://me:pw@db.example:5433/news") == ("db.example", 5433, "me", "pw", "news")
    assert describe("postgres://me:p%40w@[::1]/news") == ("::1", "", "me", "p@w", "news")
    assert describe("postgresql://me:pw@[fd00::1]:5433/news") == ("fd00::1", 5433, "me", "pw", "news")
    assert describe("postgresql://me:pw@/news?host=%2Frun%2FMy%20PG") == (
        "/run/My PG",
        "",
        "me",
        "pw",
        "news",
    )
    assert describe("postgresql://me:pw@%2Frun%2FMyPG/news") == ("/run/MyPG", "", "me", "pw", "news")


@pytest.mark.parametrize("url", ["mysql://me@db/news", "sqlite:///news.db", "postgresql://me@db:port/news"])
def test_what_is_no_address_of_a_database_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        read_database(url)


def test_a_socket_of_the_broker_is_spelt_as_kombu_reads_it() -> None:
    assert derive_celery_url("redis://host:6379/1") == "redis://host:6379/1"
    assert derive_celery_url("unix:///run/v.sock?db=2") == "redis+socket:///run/v.sock?virtual_host=2"


@pytest.mark.parametrize(
    ("host", "address", "binding"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000", "127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000", "0.0.0.0:8000"),
        ("::1", "http://[::1]:8000", "[::1]:8000"),
    ],
)
def test_where_the_web_server_listens_and_is_found(host: str, address: str, binding: str) -> None:
    options = Options(data=Path("/data"), host=host, port=8000, demo=False)
    assert (options.address, options.binding) == (address, binding)


def test_what_the_environment_names_is_not_overruled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://changes.example")
    monkeypatch.setenv("FETCH_ALLOWED_PEERS", "paper.example:8080, ")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("TICK_SECONDS", raising=False)
    options = Options(data=Path("/data"), host="127.0.0.1", port=8000, demo=True)
    found = derive_variables(options, database="postgresql:///x", broker="", press="127.0.0.1:9000")
    assert found == {
        "NEWSWATCH_DATA": "/data",
        "DATABASE_URL": "postgresql:///x",
        "TICK_SECONDS": "1",
        "FETCH_ALLOWED_PEERS": "paper.example:8080,127.0.0.1:9000",
    }

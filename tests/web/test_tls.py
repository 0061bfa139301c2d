"""TLS under the asked name, whatever address was connected to. The certificates: ``certificates/make.sh``."""

import ssl

import pytest

from tests.web.loopback import AGENT, CERTIFICATES, PUBLIC, QUICK, Conversation, Names, Network, Server
from trackers.web.answers import Limits
from trackers.web.client import Client, FetchCode, Refused, TimedOut, Unreachable, trusted_roots


def hello(conversation: Conversation) -> None:
    conversation.answer(b"hello")


def trusting_the_tests() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cafile=CERTIFICATES / "authority.pem")
    return context


def ask_securely(
    server: Server, url: str = "https://news.example/", *, tls: ssl.SSLContext | None = None
) -> bytes:
    network = Network({(PUBLIC, 443): server})
    names = Names({"news.example": [PUBLIC], "other.example": [PUBLIC]})
    try:
        with Client(resolver=names, connect=network, tls=tls or trusting_the_tests()) as client:
            return client.fetch(url, agent=AGENT, limits=QUICK).body
    finally:
        assert not network.open


def test_the_certificate_is_checked_against_the_name_and_not_the_address() -> None:
    with Server(hello, certificate="good.pem") as server:
        assert ask_securely(server) == b"hello"
    assert server.requests[0].headers["host"] == "news.example"


@pytest.mark.parametrize(
    ("certificate", "words"),
    [("other.pem", "another name"), ("expired.pem", "expired"), ("self-signed.pem", "self-signed")],
)
def test_a_certificate_that_is_not_for_this_name_and_day_is_refused(certificate: str, words: str) -> None:
    with Server(hello, certificate=certificate) as server, pytest.raises(Unreachable, match=words) as failure:
        ask_securely(server)
    assert failure.value.code is FetchCode.TLS
    assert server.requests == []


def test_an_authority_we_do_not_know_is_not_trusted() -> None:
    with Server(hello, certificate="good.pem") as server, pytest.raises(Unreachable) as failure:
        ask_securely(server, tls=trusted_roots())
    assert failure.value.code is FetchCode.TLS


def test_an_address_in_place_of_the_name_is_not_vouched_for() -> None:
    with Server(hello, certificate="good.pem") as server, pytest.raises(Unreachable, match="another address"):
        ask_securely(server, f"https://{PUBLIC}/")


def test_a_secure_connection_is_kept_and_its_certificate_checked_once() -> None:
    with Server(hello, certificate="good.pem", answers=3) as server:
        network = Network({(PUBLIC, 443): server})
        with Client(
            resolver=Names({"news.example": [PUBLIC]}), connect=network, tls=trusting_the_tests()
        ) as client:
            bodies = [client.fetch("https://news.example/", agent=AGENT, limits=QUICK).body for _ in range(3)]
        assert not network.open
    assert (bodies, server.connections, len(server.requests)) == ([b"hello"] * 3, 1, 3)


def test_a_server_that_speaks_no_tls_is_a_tls_failure() -> None:
    def talk(conversation: Conversation) -> None:
        conversation.answer(b"hello")

    class Plain(Server):
        def _serve(self, connection):  # type: ignore[no-untyped-def]
            with connection:
                connection.recv(10)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with Plain(talk) as server, pytest.raises(Unreachable) as failure:
        ask_securely(server)
    assert failure.value.code is FetchCode.TLS


def test_a_handshake_that_never_ends_is_left_at_the_deadline() -> None:
    class Silent(Server):
        def _serve(self, connection):  # type: ignore[no-untyped-def]
            with connection:
                self.stopping.wait(10)

    with Silent(hello) as server:
        network = Network({(PUBLIC, 443): server})
        with (
            Client(resolver=Names({"news.example": [PUBLIC]}), connect=network) as client,
            pytest.raises(TimedOut),
        ):
            client.fetch("https://news.example/", agent=AGENT, limits=Limits(total=0.3))


def test_the_roots_we_trust_check_names_and_are_not_told_otherwise_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "authority.pem"))
    monkeypatch.setenv("SSLKEYLOGFILE", f"{tmp_path}/keys")
    context = trusted_roots.__wrapped__()
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.keylog_filename is None
    names = {part[0][1] for root in context.get_ca_certs() for part in root["subject"]}
    assert len(names) > 50
    assert "authority.example" not in names


def test_a_redirect_from_https_to_http_is_not_followed_and_the_other_way_is() -> None:
    def talk(conversation: Conversation) -> None:
        if conversation.target == "/down":
            conversation.redirect("http://news.example/story")
        else:
            hello(conversation)

    def go_up(conversation: Conversation) -> None:
        conversation.redirect("https://news.example/story")

    with Server(talk, certificate="good.pem") as secure, Server(go_up) as plain:
        network = Network({(PUBLIC, 443): secure, (PUBLIC, 80): plain})
        names = Names({"news.example": [PUBLIC]})
        with Client(resolver=names, connect=network, tls=trusting_the_tests()) as client:
            up = client.fetch(
                "http://news.example/", agent=AGENT, limits=QUICK, headers={"Cookie": "a=secret"}
            )
            with pytest.raises(Refused) as refusal:
                client.fetch("https://news.example/down", agent=AGENT, limits=QUICK)
    assert up.final_url == "https://news.example/story"
    assert "cookie" not in secure.requests[0].headers
    assert refusal.value.code is FetchCode.REFUSED_REDIRECT
    assert plain.connections == 1

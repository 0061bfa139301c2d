"""What can go wrong on the wire, in a few words that are safe to store and to show.

No message holds an address we resolved, a byte of what was received or the text of somebody else's exception.
"""

from enum import StrEnum


class FetchCode(StrEnum):
    """Why a fetch brought nothing; stored beside the Outcome."""

    REFUSED_ADDRESS = "refused_address"
    REFUSED_URL = "refused_url"
    REFUSED_REDIRECT = "refused_redirect"
    TOO_LARGE = "too_large"
    TIMED_OUT = "timed_out"
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    REDIRECTS = "redirects"
    BAD_ANSWER = "bad_answer"


class FetchError(Exception):
    """A fetch that brought no answer: ``code`` is one word, ``detail`` a short plain phrase."""

    def __init__(self, code: FetchCode, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail

    def __reduce__(self) -> tuple[type["FetchError"], tuple[str, ...]]:
        """Survive pickling, which task queues do to exceptions."""
        return type(self), (self.code, self.detail)


class Refused(FetchError):
    """Our own guard said no: a URL, an address or a redirect we do not follow. A security event.

    ``host`` (the name refused, "" when there was none) and ``reason`` (one word) are for the operator's log.
    """

    def __init__(self, code: FetchCode, detail: str, reason: str = "", host: str = "") -> None:
        super().__init__(code, detail)
        self.reason = reason
        self.host = host

    def __reduce__(self) -> tuple[type["FetchError"], tuple[str, ...]]:
        return type(self), (self.code, self.detail, self.reason, self.host)


class TooLarge(FetchError):
    """More bytes than the limits allow, in headers, on the wire or after decompression."""


class TimedOut(FetchError):
    """A deadline passed: look-up, connection, one read, or all of it together."""


class Unreachable(FetchError):
    """No conversation came about: the name is unknown, nobody answers, or the certificate is wrong."""


class BadAnswer(FetchError):
    """Something answered that is not sound HTTP: truncated, undecodable, redirecting without end."""

"""Meaning: what an answer, a refusal, a silence or our own guard's no amounts to, as an Outcome and in words."""

from django.utils.translation import gettext as _

from trackers.models import Outcome
from trackers.web.client import FetchCode, FetchError, Refused, Response, TooLarge
from trackers.web.robots import Robots, Stance

# The server asks for rest: heeded for the whole host.
SLOW_DOWN = frozenset({429, 503})
# Nobody answered at all. Whether that is their fault or ours, one look cannot tell.
SILENT = frozenset({FetchCode.TIMED_OUT, FetchCode.DNS, FetchCode.CONNECT})

_STATUS_OUTCOMES = {
    304: Outcome.NOT_MODIFIED,
    401: Outcome.FORBIDDEN,
    402: Outcome.FORBIDDEN,
    403: Outcome.FORBIDDEN,
    404: Outcome.MISSING,
    410: Outcome.GONE,
    429: Outcome.RATE_LIMITED,
    451: Outcome.FORBIDDEN,
}


def explain_robots(robots: Robots) -> tuple[Outcome, str]:
    """Return what a robots.txt that does not let us in means.

    A site that cannot say what it allows is left alone (RFC 9309 section 2.3.1.4), which is no prohibition.
    """
    if robots.stance == Stance.RULES:
        return Outcome.DISALLOWED, _("robots.txt asks us not to look at this address.")
    if robots.status:
        return Outcome.FAILED, _("The server answered %(status)d for robots.txt.") % {"status": robots.status}
    return Outcome.FAILED, _explain_code(robots.code)


def explain_error(error: FetchError) -> tuple[Outcome, str]:
    """Return what a fetch that brought no answer means."""
    if isinstance(error, Refused):
        return Outcome.REFUSED, _explain_refusal(error.code)
    if isinstance(error, TooLarge):
        return Outcome.UNREADABLE, _("The answer is larger than we read.")
    return Outcome.FAILED, _explain_code(error.code)


def _explain_refusal(code: str) -> str:
    sentences: dict[str, str] = {
        FetchCode.REFUSED_ADDRESS: _(
            "Our address guard refused this address: it is not on the public internet (refused_address)."
        ),
        FetchCode.REFUSED_URL: _(
            "Our address guard refused this address: nothing is fetched from such a place (refused_url)."
        ),
        FetchCode.REFUSED_REDIRECT: _(
            "Our address guard refused where this address leads: it is not to be followed (refused_redirect)."
        ),
    }
    return sentences.get(code, _("Our address guard refused this address."))


def _explain_code(code: str) -> str:
    sentences: dict[str, str] = {
        FetchCode.TIMED_OUT: _("The server did not answer in time."),
        FetchCode.DNS: _("The server's name could not be found."),
        FetchCode.CONNECT: _("The server could not be reached."),
        FetchCode.TLS: _(
            "No secure connection came about: the server's certificate is wrong, or it has none."
        ),
    }
    return sentences.get(code, _("The server's answer could not be understood."))


def explain_status(response: Response) -> tuple[Outcome | None, str]:
    """Return what an answer's status means: None when there is a body to read (RFC 9110 section 15)."""
    status = response.status
    if status == 200:
        return (None, "") if response.body.strip() else (Outcome.UNREADABLE, _("The page is empty."))
    if status == 304:
        return Outcome.NOT_MODIFIED, ""
    if status == 503 and response.header("retry-after"):
        return Outcome.RATE_LIMITED, _("The server asked us to come back later (503).")
    outcome = _STATUS_OUTCOMES.get(status, Outcome.FAILED)
    if status == 401:
        return outcome, _("The server asks for a name and a password (401).")
    if status == 402:
        return outcome, _("The server asks for a subscription (402).")
    return outcome, _("The server answered %(status)d.") % {"status": status}

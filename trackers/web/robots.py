"""robots.txt (RFC 9309): what a publisher lets us read, and how often, in the words of Protego.

Nothing is remembered here: a Robots value holds all it needs, and the caller keeps it for ``keep_for``.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cached_property, lru_cache

from protego import Protego

from trackers.web.answers import Limits
from trackers.web.client import Client
from trackers.web.errors import FetchCode, FetchError, Refused

MAX_BYTES = 500 * 1024  # RFC 9309 section 2.5
LIMITS = Limits(wire_bytes=MAX_BYTES, body_bytes=MAX_BYTES, connect=5.0, read=10.0, total=15.0, cut=True)
LONGEST_DELAY = timedelta(days=1)
USUAL_LENGTH = 64 * 1024
KEPT = timedelta(hours=24)  # RFC 9309 section 2.4
KEPT_AWAY = timedelta(minutes=15)  # a server that is down for a moment is not given up for a day
KEPT_SILENT = timedelta(seconds=30)  # nobody answered: it may be our own line

USER_AGENT_LINE = re.compile(r"\s*user[-\s]*agent[\s:]*(.*)", re.IGNORECASE)
PRODUCT_TOKEN = re.compile(r"[a-z_-]+", re.IGNORECASE | re.ASCII)  # RFC 9309 section 2.2.1
SOMEBODY_ELSE = "somebody-else"


class Stance(StrEnum):
    """What the answer for robots.txt means before a rule of it is read (RFC 9309 section 2.3.1)."""

    RULES = "rules"
    OPEN = "open"
    AWAY = "away"


@dataclass(frozen=True)
class Robots:
    """One site's robots.txt: ``stance``, its ``text`` and the ``status`` it came with.

    Where nothing came the status is 0, and ``code`` is the wire's word for why.
    """

    stance: Stance
    text: str = ""
    status: int = 200
    code: str = ""

    def allows(self, url: str, agent: str) -> bool:
        """Return whether ``agent`` (a whole User-Agent or its product token) may ask for ``url``."""
        if self.stance == Stance.RULES:
            return bool(_parse(self.text, product_token(agent)).can_fetch(url, product_token(agent)))
        return self.stance == Stance.OPEN

    def delay(self, agent: str) -> timedelta:
        """Return the pause between two requests that the site asks for, a day at most; zero when it asks for none.

        The larger of Crawl-delay and Request-rate; a rate's hours of the day are taken for the whole day.
        """
        if self.stance != Stance.RULES:
            return timedelta()
        token = product_token(agent)
        rules = _parse(self.text, token)
        rate = rules.request_rate(token)
        longest = LONGEST_DELAY.total_seconds()
        # The figures are a stranger's and may have hundreds of digits: cut before they become floats.
        paced = min(rate.seconds, int(longest) * rate.requests) / rate.requests if rate else 0.0
        return timedelta(seconds=min(max(rules.crawl_delay(token) or 0.0, paced), longest))

    @cached_property
    def sitemaps(self) -> tuple[str, ...]:
        """Return the sitemaps named, as written: untrusted text."""
        return tuple(_parse(self.text, SOMEBODY_ELSE).sitemaps) if self.stance == Stance.RULES else ()

    @property
    def keep_for(self) -> timedelta:
        """Return how long this may be used before it is asked for again."""
        if self.stance == Stance.AWAY:
            return KEPT_AWAY if self.status else KEPT_SILENT
        return KEPT

    def as_dict(self) -> dict[str, str | int]:
        """Return the fields, JSON only: ``Robots(**robots.as_dict())`` is the same value."""
        return {"stance": str(self.stance), "text": self.text, "status": self.status, "code": self.code}

    def __post_init__(self) -> None:
        object.__setattr__(self, "stance", Stance(self.stance))


def read_robots(body: bytes) -> Robots:
    """Return the rules in a robots.txt that was answered with 2xx: at most its first 500 KiB, read as UTF-8."""
    return Robots(Stance.RULES, body[:MAX_BYTES].decode("utf-8-sig", "replace"))


def ask_robots(client: Client, origin_url: str, *, agent: str) -> Robots:
    """Ask the site of ``origin_url`` for its robots.txt, one request and up to five redirects; never raises FetchError.

    No such file, one behind redirects without end, or one our guard may not reach: free. A 5xx, a 429 or no answer
    at all: stay away for now.
    """
    try:
        url = origin_url.partition("#")[0].partition("?")[0]
        scheme, _, rest = url.partition("://")
        response = client.fetch(f"{scheme}://{rest.partition('/')[0]}/robots.txt", limits=LIMITS, agent=agent)
    except Refused:
        return Robots(Stance.OPEN, status=0)
    except FetchError as error:
        # Redirects without end are no file (section 2.3.1.2), silence and nonsense are no answer (2.3.1.4).
        if error.code is FetchCode.REDIRECTS:
            return Robots(Stance.OPEN, status=0)
        return Robots(Stance.AWAY, status=0, code=error.code.value)
    if 200 <= response.status < 300:
        rules = read_robots(response.body)
        return Robots(rules.stance, rules.text, response.status)
    if response.status >= 500 or response.status == 429:
        return Robots(Stance.AWAY, status=response.status)
    return Robots(Stance.OPEN, status=response.status)


def product_token(agent: str) -> str:
    """Return the lower-case name by which robots.txt calls us: "newswatch" of "Newswatch/0.1 (+https://…)"."""
    found = PRODUCT_TOKEN.match(agent)
    return found[0].lower() if found else SOMEBODY_ELSE


def _parse(text: str, token: str) -> Protego:
    """Return the rules as they concern ``token``; a few files of usual size stay at hand, huge ones never do."""
    return _parse_usual(text, token) if len(text) <= USUAL_LENGTH else _parse_anew(text, token)


def _parse_anew(text: str, token: str) -> Protego:
    """Return the rules as they concern ``token``.

    Groups of all other robots are folded into one first: Protego copies each rule for each robot of its
    group, and 500 KiB of names and rules would be half a thousand million copies. Names match whole, as
    section 2.2.1 wants.
    """
    return Protego.parse("\n".join(_fold_agent(line, token) for line in text.splitlines()))


_parse_usual = lru_cache(maxsize=16)(_parse_anew)


def _fold_agent(line: str, token: str) -> str:
    found = USER_AGENT_LINE.match(line.partition("#")[0])
    if found is None:
        return line
    name = found[1].strip()
    if name.split()[:1] == ["*"]:
        return "User-agent: *"
    named = PRODUCT_TOKEN.match(name)
    return f"User-agent: {token if named and named[0].lower() == token else SOMEBODY_ELSE}"

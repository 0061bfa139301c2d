"""Extract: from a response, just received or stored, to a Reading of it."""

from trackers.models import Snapshot
from trackers.pipeline.readers import shared_readers
from trackers.text.extraction import Reading
from trackers.text.hints import NO_HINTS, Hints
from trackers.text.pagetext import PageText
from trackers.web.client import Response
from trackers.web.robots import product_token


def read_response(
    response: Response, *, asked_url: str, agent: str, known: str = "", hints: Hints = NO_HINTS
) -> Reading:
    """Return the Reading of a response, made in this process's reader; see ``trackers.text.reading.read_page``.

    ``known`` is the fingerprint of the Article's last reading, ``hints`` are its Source's. No database. Raises
    ReaderUnavailable where no reader can be started.
    """
    return shared_readers().read(
        response.body,
        url=response.final_url,
        content_type=response.header("content-type"),
        status=response.status,
        headers=response.headers,
        asked_url=asked_url,
        agent=product_token(agent),
        known=known,
        hints=hints,
    )


def read_snapshot(snapshot: Snapshot, *, asked_url: str, agent: str = "", hints: Hints = NO_HINTS) -> Reading:
    """Return the Reading of a stored response, as ``read_response`` does; raise MissingBody where it is not kept."""
    return shared_readers().read(
        snapshot.read_body(),
        url=snapshot.url,
        content_type=snapshot.header("content-type"),
        status=snapshot.status,
        headers=[(name, value) for name, value in snapshot.headers],
        asked_url=asked_url,
        agent=product_token(agent),
        hints=hints,
    )


def read_page_of(snapshot: Snapshot) -> PageText:
    """Return all that the page of a stored response says; raise MissingBody where it is not kept."""
    return shared_readers().read_page_text(
        snapshot.read_body(), url=snapshot.url, content_type=snapshot.header("content-type")
    )

"""Keep: the raw response is stored before anything is read from it (decision 2).

A body lies under its hash, compressed; a Snapshot row says when and where it was received. Storing bodies needs no
database and is done beside other looks; the rows of many are written at once.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import zstandard
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction

from trackers.models import Article, Snapshot
from trackers.models.snapshot import lock_bodies, storage_name
from trackers.web.client import Response

# Level 3 leaves a tenth more of a news page than level 9 does, in a fifth of the time: 0.5 ms for 170 kB.
LEVEL = 3
# With a subscription of ours (FETCH_HOST_HEADERS) a server may hand out the next session here.
NEVER_KEPT = frozenset({"set-cookie", "set-cookie2"})


@dataclass(frozen=True)
class Kept:
    """A response whose body is stored: all that its Snapshot row will say. ``packed`` is the body as it lies there."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    sha256: str
    size: int
    packed: bytes
    fetched_at: datetime


def digest_of(body: bytes) -> str:
    """Return the name a body is stored under: its SHA-256 in hexadecimal digits."""
    return hashlib.sha256(body).hexdigest()


def store_body(response: Response, *, digest: str, fetched_at: datetime) -> Kept:
    """Compress and store a body under its digest; raises OSError where it cannot be stored. No database."""
    packed = zstandard.ZstdCompressor(level=LEVEL).compress(response.body)
    _put(digest, packed)
    return Kept(
        url=response.final_url[:2000],
        status=response.status,
        headers=tuple(
            (_plain(name), _plain(value))
            for name, value in response.headers
            if name.lower() not in NEVER_KEPT
        ),
        sha256=digest,
        size=len(response.body),
        packed=packed,
        fetched_at=fetched_at,
    )


def note_bodies(kept: Sequence[tuple[Article, Kept]]) -> list[Snapshot]:
    """Write the rows of stored bodies in one transaction; return them in the order given.

    Rarely the rule that forgets bodies has deleted one before its row could tell it not to: it is stored again.
    """
    if not kept:
        return []
    with transaction.atomic():
        lock_bodies(one.sha256 for _, one in kept)
        rows = Snapshot.objects.bulk_create(
            Snapshot(
                article=article,
                fetched_at=one.fetched_at,
                url=one.url,
                status=one.status,
                headers=[list(pair) for pair in one.headers],
                sha256=one.sha256,
                size=one.size,
                stored_size=len(one.packed),
            )
            for article, one in kept
        )
        for _, one in kept:
            _put(one.sha256, one.packed)
    return rows


def _put(digest: str, packed: bytes) -> None:
    storage, name = storages["snapshots"], storage_name(digest)
    if not storage.exists(name):
        storage.save(name, ContentFile(packed))


def _plain(text: str) -> str:
    return text.replace("\x00", "")[:2000]

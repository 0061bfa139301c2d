"""Pairs of captures of one article: whether ours reads a change exactly where there is one, field by field."""

import gzip
import json
from collections import Counter
from pathlib import Path

from trackers.text.article import read_article
from trackers.text.extraction import Extraction, UnreadableArticle
from trackers.text.tidy import article_text

_FIELDS = ("headline", "standfirst", "byline", "captions")


def print_pairs(folder: Path) -> None:
    """Print for each pair whether its texts differ as they should and which fields and places do."""
    for expected_file in sorted(folder.glob("*/expected.json")):
        truth = json.loads(expected_file.read_text(encoding="utf-8"))
        read = []
        for side, encoding in zip("ab", truth["encoding"], strict=True):
            page = gzip.decompress((expected_file.parent / f"{side}.html.gz").read_bytes())
            read.append(_read(page, url=truth["url"], encoding=encoding))
        print(f"\npair {expected_file.parent.name}")
        old, new = read
        if old is None or new is None:
            print("  unreadable")
        else:
            _print_pair(old, new, is_changed=truth["article_changed"])


def _print_pair(old: Extraction, new: Extraction, *, is_changed: bool) -> None:
    one, other = article_text(old), article_text(new)
    verdict = "right" if (one != other) == is_changed else "WRONG"
    print(f"  differs: {one != other}, truth: {is_changed}, {verdict}")
    gone, come = Counter(one.paragraphs), Counter(other.paragraphs)
    print(f"  paragraphs removed {(gone - come).total()}, added {(come - gone).total()}")
    fields = [name for name in _FIELDS if getattr(one, name) != getattr(other, name)]
    print(f"  other fields that differ: {', '.join(fields) or 'none'}")
    moved = [
        f"{field} {place or 'none'} to {place_now or 'none'}"
        for (field, place), (_field, place_now) in zip(old.places, new.places, strict=False)
        if place != place_now
    ]
    print(f"  places that switched: {', '.join(moved) or 'none'}")


def _read(page: bytes, *, url: str, encoding: str) -> Extraction | None:
    try:
        return read_article(page, url=url, content_type=f"text/html; charset={encoding}")
    except UnreadableArticle:
        return None

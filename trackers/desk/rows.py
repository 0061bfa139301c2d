"""Rows: what would become of each feed of an OPML file, before anything of it is followed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from trackers.models import Feed, FeedState, RowVerdict, Source, SourceState
from trackers.text.opml import Outline
from trackers.text.urls import BadURL, address_key, normalise_url

ANY_LANGUAGE = "en"
LONGEST_NAME = 200


def plan_rows(outlines: Sequence[Outline]) -> list[dict[str, Any]]:
    """Return a row for each feed of a file with its verdict, those of one publisher side by side. Two queries.

    A publisher is a site: the host of the home page that the file names, or of the feed's own address.
    """
    rows = [_read(outline) for outline in outlines]
    followed = sites_followed({row["site"] for row in rows if row["site"]})
    read = _feeds_read([row["address"] for row in rows])
    names = _name_sites(rows)
    seen: set[str] = set()
    for row in rows:
        row["name"] = names.get(row["site"], "")
        _judge(row, followed=followed, read=read, seen=seen)
    # The sort is stable: within a publisher the order of the file stays.
    return sorted(rows, key=lambda row: row["site"])


def sites_followed(sites: Iterable[str]) -> dict[str, Source]:
    """Return the Sources whose home pages stand on some hosts, by host; of several the oldest. One query."""
    wanted, found = set(sites), dict[str, Source]()
    rows = Source.objects.exclude(state=SourceState.RETIRED).order_by("pk")
    if len(wanted) == 1:
        rows = rows.filter(homepage__icontains=next(iter(wanted)))
    for source in rows:
        site = _site_of(source.homepage)
        if site in wanted:
            found.setdefault(site, source)
    return found


def _read(outline: Outline) -> dict[str, Any]:
    """Return an outline as a row, its addresses in their normal form; ``site`` is empty where it has none."""
    row: dict[str, Any] = {
        "address": outline.address,
        "kind": outline.kind.value,
        "title": outline.title,
        "site": "",
        "homepage": "",
        "language": _language(outline.language),
        "folder": outline.folders[-1] if outline.folders else "",
        "words": "",
    }
    try:
        row["address"] = normalise_url(outline.address)
        home = _home_of(outline.homepage) or _home_of(row["address"])
        row |= {"homepage": home, "site": _site_of(home)}
    except BadURL:
        pass
    return row


def _judge(row: dict[str, Any], *, followed: dict[str, Source], read: dict[str, str], seen: set[str]) -> None:
    source = followed.get(row["site"])
    if not row["site"]:
        row["verdict"] = RowVerdict.REFUSED.value
        row["words"] = _(
            "This is no web address that can be followed: it must start with http:// or https://."
        )
    elif row["address"] in read:
        row |= {"verdict": RowVerdict.KNOWN.value, "words": read[row["address"]]}
    elif row["address"] in seen:
        row["verdict"] = RowVerdict.TWICE.value
    elif source is not None:
        row |= {"verdict": RowVerdict.ADDS.value, "words": source.name}
    else:
        row |= {"verdict": RowVerdict.FOLLOWS.value, "words": row["name"]}
    seen.add(row["address"])


def _feeds_read(addresses: Sequence[str]) -> dict[str, str]:
    rows = Feed.objects.filter(address__in=addresses).exclude(state=FeedState.RETIRED)
    return dict(rows.values_list("address", "source__name"))


def _name_sites(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Return what each publisher is called: as its only feed is, or the folder that holds its feeds and no others."""
    sites: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        sites.setdefault(row["site"], []).append(row)
    owners = Counter(folder for here in sites.values() for folder in {row["folder"] for row in here})
    return {site: _name_site(site, here, owners=owners) for site, here in sites.items()}


def _name_site(site: str, here: Sequence[dict[str, Any]], *, owners: Counter[str]) -> str:
    folders = {row["folder"] for row in here}
    folder = folders.pop() if len(folders) == 1 else ""
    if folder and owners[folder] == 1:
        return folder[:LONGEST_NAME]
    if len(here) == 1 and here[0]["title"]:
        return str(here[0]["title"])[:LONGEST_NAME]
    return site[:LONGEST_NAME]


def _home_of(address: str) -> str:
    """Return the home page of the site an address stands on; "" for what is no web address."""
    try:
        url = normalise_url(address)
    except BadURL:
        return ""
    scheme, _separator, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0].partition('?')[0]}/"


def _site_of(address: str) -> str:
    try:
        return address_key(address).partition("/")[0]
    except BadURL:
        return ""


def _language(stated: str) -> str:
    tag = stated.strip().replace("_", "-")
    try:
        Source._meta.get_field("language").clean(tag, None)
    except ValidationError:
        return ANY_LANGUAGE
    return tag

"""Addresses: what is one, when two are the same article, and the wildcards that filters are written in.

Entries of a feed, links of a page and what an editor types all pass through `normalise_url`, so that
nothing but absolute http and https addresses is ever stored, followed or shown.
"""

import re
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import SplitResult, quote, unquote_to_bytes, urljoin, urlsplit

import idna

LONGEST_ADDRESS = 2000
_DEFAULT_PORTS = {"http": 80, "https": 443}

_EDGES = " \t\n\f\r"
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_WEB = re.compile(r"https?://[^/]", re.IGNORECASE)
_ASCII_HOST = re.compile(r"[a-z0-9_\-]{1,63}(?:\.[a-z0-9_\-]{1,63})*")
# WHATWG URL, "ends in a number": C libraries read such names as IPv4 addresses, so they must be plain ones.
_NUMERIC_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")

# RFC 3986 characters that stand for themselves; "%" because escapes that are there stay.
_PATH_SAFE = "/:@!$&'()*+,;=-._~%"
_QUERY_SAFE = _PATH_SAFE + "?[]"

_SAME_SITE_PREFIXES = ("www.", "m.", "amp.", "mobile.")
# Second-level words of country domains: "m.co.uk" is a site of its own, not the mobile edition of "co.uk".
_SECOND_LEVEL = frozenset(
    """
    ac asn co com edu gob go gouv gov govt gv id ind ltd me mil ne net nom or org plc sch
    """.split()  # noqa: SIM905 - a list of words reads better as one
)

# Names that say where a reader came from and never which story. Exact case: "CMP" is a campaign, "cmp" may
# be anything.
_TRACKING = frozenset(
    """
    CMP __twitter_impression _ga _gl _hsenc _hsmi amp_gsa amp_js_v at_bbc_team at_campaign
    at_campaign_type at_custom1 at_custom2 at_custom3 at_custom4 at_format at_link_id at_link_origin
    at_link_type at_medium at_ptr_name dclid fb_action_ids fb_action_types fbclid gad_source gbraid
    gclid gclsrc guccounter guce_referrer guce_referrer_sig igsh igshid mc_cid mc_eid mkt_tok msclkid
    ns_campaign ns_fee ns_linkname ns_mchannel ns_source oly_anon_id oly_enc_id s_cid smid srsltid
    ttclid twclid vero_id wbraid wt.mc_id wt_mc xtor yclid
    """.split()  # noqa: SIM905 - a list of words reads better as one
)
# Dropped only where the value is "rss": with any other they may choose a story.
_CAME_FROM = frozenset({"cid", "cmp", "emc", "from", "partner", "ref", "source", "src"})


class BadURL(ValueError):
    """What was given is no absolute http or https address that we would follow."""


def normalise_url(url: str, *, base: str | None = None) -> str:
    """Return the absolute http or https address that `url` means, in ASCII, at most 2,000 characters.

    `base` is the address of the page a relative link stands on. The fragment and a default port are
    dropped, the host is lower-case and in IDNA form (RFC 5891), dot segments are resolved and characters
    outside RFC 3986 are escaped. Raises BadURL for other schemes, user names, control characters,
    backslashes, broken hosts and ports, and for "https:page", which browsers and servers take for different
    places.
    """
    url = url.strip(_EDGES)
    if not url or _FORBIDDEN.search(url) or len(url) > LONGEST_ADDRESS:
        raise BadURL("An address is missing, too long, or holds characters that no address has.")
    if _SCHEME.match(url) and not _WEB.match(url) and (base is None or not _is_path_with_colon(url)):
        raise BadURL("Only addresses that start with http:// or https:// can be followed.")
    if url.startswith("///"):
        raise BadURL("An address needs a host.")
    try:
        parts = urlsplit(urljoin(base, url) if base is not None else url)
        address = _rebuild(parts)
    except BadURL:
        raise
    except ValueError as error:  # urllib on broken brackets and ports, idna on impossible names
        raise BadURL("The host or port of this address is broken.") from error
    if len(address) > LONGEST_ADDRESS:
        raise BadURL("This address is too long.")
    return address


def host_of(url: str) -> str:
    """Return the lower-case host of an address, with ":port" only where that is not the default one.

    Raises BadURL as `normalise_url` does.
    """
    return urlsplit(normalise_url(url)).netloc


def address_key(url: str) -> str:
    """Return the key under which two addresses are one article, such as "example.org/2024/ferry?id=7".

    Scheme, "www.", "m.", "mobile." and "amp." in front, known tracking parameters and a slash at the end
    are dropped and the query is sorted by name. Everything else may tell two stories apart and stays, the
    case of the path included. Raises BadURL as `normalise_url` does.
    """
    return key_of(normalise_url(url))


def key_of(address: str) -> str:
    """Return `address_key` of an address that `normalise_url` gave, in half the time."""
    parts = urlsplit(address)
    path = _canonical_escapes(parts.path).rstrip("/")
    pairs = [_canonical_escapes(pair) for pair in parts.query.split("&") if pair and not _is_tracking(pair)]
    # By name only: the order of repeated names may mean something.
    pairs.sort(key=lambda pair: pair.partition("=")[0])
    key = _without_edition(parts.netloc) + path
    if pairs:
        key += ("?" if path else "/?") + "&".join(pairs)
    return key


def drop_tracking(address: str) -> str:
    """Return an address that `normalise_url` gave without the parameters that only say who sent the
    reader."""
    parts = urlsplit(address)
    kept = [pair for pair in parts.query.split("&") if pair and not _is_tracking(pair)]
    return _rebuild(parts._replace(query="&".join(kept)))


def matches(pattern: str, text: str) -> bool:
    """Return whether the whole of `text` fits `pattern`, in which * stands for any characters and ? for
    exactly one.

    Case does not matter. Takes time proportional to the text for any pattern that fits one line of a form:
    the pattern is the bits of one number that is shifted once for each character, and no position is ever
    visited twice.
    """
    places: dict[str, int] = {}
    anything = stays = 0
    length = 0
    for symbol in _fold(pattern):
        if symbol == "*":
            stays |= 1 << length
            continue
        if symbol == "?":
            anything |= 1 << length
        else:
            places[symbol] = places.get(symbol, 0) | 1 << length
        length += 1
    reached = 1
    for character in _fold(text):
        reached = (reached & (places.get(character, 0) | anything)) << 1 | reached & stays
        if not reached:
            return False
    return bool(reached >> length & 1)


def _rebuild(parts: SplitResult) -> str:
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not parts.netloc:
        raise BadURL("Only addresses that start with http:// or https:// can be followed.")
    if "@" in parts.netloc:
        raise BadURL("An address with a user name or password is not followed.")
    port = parts.port
    netloc = _host(parts.hostname or "")
    if port is not None and port != _DEFAULT_PORTS[scheme]:
        if not port:
            raise BadURL("Port 0 cannot be connected to.")
        netloc += f":{port}"
    path = _resolve_dots(_escape(parts.path, _PATH_SAFE)) or "/"
    query = "?" + _escape(parts.query, _QUERY_SAFE) if parts.query else ""
    return f"{scheme}://{netloc}{path}{query}"


def _host(name: str) -> str:
    if ":" in name:
        return f"[{_ipv6(name)}]"
    if not name.isascii():
        name = idna.encode(name, uts46=True).decode("ascii")
    name = name.lower().removesuffix(".")
    if len(name) > 253 or not _ASCII_HOST.fullmatch(name):
        raise BadURL("The host of this address is broken.")
    if _NUMERIC_LABEL.fullmatch(name.rpartition(".")[2]):
        return str(IPv4Address(name))
    return name


def _ipv6(name: str) -> str:
    if "%" in name:
        raise BadURL("An address with a zone is not followed.")
    return IPv6Address(name).compressed


def _is_path_with_colon(url: str) -> bool:
    """Tell "2024:review.html" (a relative link whose author forgot the rules) from "mailto:desk"."""
    return url[0].isdigit()


def _escape(part: str, safe: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", part), safe=safe, errors="replace")


def _resolve_dots(path: str) -> str:
    """RFC 3986 section 5.2.4, for paths that urljoin did not touch."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _canonical_escapes(part: str) -> str:
    """RFC 3986 section 6.2.2: escapes in upper case, and none for what needs none."""
    return _ESCAPES.sub(lambda found: quote(unquote_to_bytes(found.group()), safe=""), part)


def _is_tracking(pair: str) -> bool:
    name, _, value = pair.partition("=")
    return name in _TRACKING or name[:4].lower() == "utm_" or (value == "rss" and name in _CAME_FROM)


def _without_edition(host: str) -> str:
    for prefix in _SAME_SITE_PREFIXES:
        rest = host.removeprefix(prefix)
        labels = rest.partition(":")[0].split(".")
        is_registry = len(labels) == 2 and len(labels[1]) == 2 and labels[0] in _SECOND_LEVEL
        if rest != host and len(labels) > 1 and not is_registry:
            # "www.m.example.org" and "m.example.org" are one edition; a loop ends because the host gets
            # shorter.
            return _without_edition(rest)
    return host


def _fold(text: str) -> str:
    """Casefold character by character: one that folds to two letters would take the room of two question
    marks."""
    if text.isascii():
        return text.lower()
    return "".join(folded if len(folded := character.casefold()) == 1 else character for character in text)

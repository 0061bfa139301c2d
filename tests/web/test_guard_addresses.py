"""Which addresses are spoken to: a pinned table, and every address of every special-purpose block."""

import csv
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackers.web.guard import judge_address

TABLE = [
    (row["address"], row["verdict"])
    for row in csv.DictReader(
        (Path(__file__).parent / "addresses.csv").read_text(encoding="ascii").splitlines()
    )
]
# The IANA registries of special-purpose addresses as they stood when this was written, and what is listed beyond them.
# Written out again on purpose: a block lost from the guard's own list is found here.
SPECIAL_BLOCKS = """
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
    192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24
    203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 168.63.129.16/32
    ::/96 ::ffff:0:0:0/96 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/23 2001::/32 2001:1::/32 2001:2::/48
    2001:3::/32 2001:4:112::/48 2001:10::/28 2001:20::/28 2001:30::/28 2001:db8::/32 2002::/16 2620:4f:8000::/48
    3ffe::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8 4000::/2 8000::/1
"""
IPV4_BLOCKS = [IPv4Network(block) for block in SPECIAL_BLOCKS.split() if ":" not in block]
IPV6_BLOCKS = [IPv6Network(block) for block in SPECIAL_BLOCKS.split() if ":" in block]


def within(network: IPv4Network | IPv6Network) -> st.SearchStrategy[int]:
    return st.integers(int(network.network_address), int(network.broadcast_address))


special_ipv4 = st.sampled_from(IPV4_BLOCKS).flatmap(within).map(IPv4Address)
special_ipv6 = st.sampled_from(IPV6_BLOCKS).flatmap(within).map(IPv6Address)


def test_the_table_holds_at_least_sixty_addresses_of_each_kind_that_matters() -> None:
    assert len(TABLE) >= 60
    assert sum(not verdict for _, verdict in TABLE) >= 10


@pytest.mark.parametrize(("address", "verdict"), TABLE)
def test_an_address_is_judged_as_the_table_says(address: str, verdict: str) -> None:
    assert (judge_address(address) or "") == verdict


@given(special_ipv4)
def test_no_address_of_a_special_ipv4_block_is_spoken_to(address: IPv4Address) -> None:
    assert judge_address(address) is not None
    assert judge_address(str(address)) is not None


@given(special_ipv6)
def test_no_address_of_a_special_ipv6_block_is_spoken_to(address: IPv6Address) -> None:
    assert judge_address(address) is not None


@given(
    special_ipv4, st.sampled_from(["::ffff:0:0", "64:ff9b::", "::", "::ffff:0:0:0", "2606:4700::5efe:0:0"])
)
def test_a_special_ipv4_address_is_refused_inside_an_ipv6_one(address: IPv4Address, prefix: str) -> None:
    assert judge_address(IPv6Address(int(ip_address(prefix)) | int(address))) is not None


@given(special_ipv4, st.integers(0, 2**80 - 1))
def test_a_6to4_address_of_a_special_ipv4_address_is_refused(address: IPv4Address, rest: int) -> None:
    assert judge_address(IPv6Address((0x2002 << 112) | (int(address) << 80) | rest)) is not None


@given(st.ip_addresses(v=4))
def test_whatever_passes_is_global_to_the_interpreter_too(address: IPv4Address) -> None:
    if judge_address(address) is None:
        assert address.is_global
        assert not (
            address.is_private or address.is_loopback or address.is_link_local or address.is_multicast
            or address.is_reserved or address.is_unspecified
        )  # fmt: skip

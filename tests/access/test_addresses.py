"""The address on the wall is one that phones can reach."""

from __future__ import annotations

import pytest

from access import addresses
from access.addresses import NetworkAddress, in_order, network_addresses, public_address

CARDS = [
    NetworkAddress("127.0.0.1", "lo"),
    NetworkAddress("172.17.0.1", "docker0"),
    NetworkAddress("10.8.0.2", "tun0"),
    NetworkAddress("169.254.7.7", "eth1"),
    NetworkAddress("192.168.137.1", "wlan0"),
    NetworkAddress("192.168.1.5", "eth0"),
]


def test_the_way_outward_first_virtual_cards_last() -> None:
    told = in_order(CARDS, outward="192.168.1.5")
    assert told[:2] == ("192.168.1.5", "192.168.137.1")
    assert set(told[2:]) == {"172.17.0.1", "10.8.0.2"}


def test_without_a_way_outward_real_cards_still_come_first() -> None:
    assert set(in_order(CARDS)[:2]) == {"192.168.1.5", "192.168.137.1"}
    assert set(in_order(CARDS)) == {"192.168.1.5", "192.168.137.1", "172.17.0.1", "10.8.0.2"}
    assert in_order([]) == ()


def test_this_machine_answers_without_a_network_too() -> None:
    assert all(isinstance(one, str) for one in network_addresses())


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501"])
def test_a_name_that_only_this_machine_knows_is_replaced(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "network_addresses", lambda: ("192.168.1.5",))
    assert public_address(host, environment={}) == "http://192.168.1.5:8501"
    assert public_address(host, environment={"IWT_PORT": "8600"}) == "http://192.168.1.5:8600"
    monkeypatch.setattr(addresses, "network_addresses", lambda: ())
    assert public_address(host, environment={}) == f"http://{host}"


@pytest.mark.parametrize(
    ("host", "secure", "told"),
    [("192.168.1.9:8501", False, "http://192.168.1.9:8501"), ("iwt.douanes.cg", True, "https://iwt.douanes.cg")],
)
def test_a_name_that_others_know_is_told(host: str, secure: bool, told: str) -> None:
    assert public_address(host, secure=secure, environment={}) == told

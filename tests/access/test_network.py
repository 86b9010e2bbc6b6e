"""Who calls, by which name, from which page: what is believed and what is not."""

from __future__ import annotations

import pytest

from access.network import (
    Caller,
    Network,
    counted_address,
    host_is_known,
    is_from_here,
    is_this_machine,
    plain_address,
    read_network,
    who_calls,
)

HALL = Network(True, frozenset({"iwt.douanes.cg"}), frozenset({"10.0.0.1"}))
ALONE = Network(False)


@pytest.mark.parametrize(
    ("host", "hall", "alone"),
    [
        ("127.0.0.1:8501", True, True),
        ("localhost:8501", True, True),
        ("[::1]:8501", True, True),
        ("192.168.1.5:8501", True, False),
        ("192.168.1.5", True, False),
        ("[fe80::1]:8501", True, False),
        ("salle.local:8501", True, False),
        ("iwt.douanes.cg", True, False),
        ("IWT.douanes.cg:443", True, False),
        ("evil.example", False, False),
        ("127.0.0.1.evil.example:8501", False, False),
        ("localhost.evil.example", False, False),
        ("", False, False),
        ("a b", False, False),
        ("127.0.0.1:99999", False, False),
        ("127.0.0.1/x", False, False),
        ("x@127.0.0.1", False, False),
    ],
)
def test_names_of_this_server(host: str, hall: bool, alone: bool) -> None:
    assert host_is_known(HALL, host.lower()) is hall
    assert host_is_known(ALONE, host.lower()) is alone


def test_settings() -> None:
    read = read_network({"IWT_HOSTS": "a.example, B.example", "IWT_PROXY": "::ffff:10.0.0.1"}, open_to_all=False)
    assert read == Network(False, frozenset({"a.example", "b.example"}), frozenset({"10.0.0.1"}))
    assert read_network({}, open_to_all=True).open_to_all


@pytest.mark.parametrize(
    ("client", "said", "found"),
    [
        ("192.168.1.7", {}, ("192.168.1.7", "h", False)),
        ("::ffff:192.168.1.7", {}, ("192.168.1.7", "h", False)),
        ("192.168.1.7", {"x-forwarded-for": "1.2.3.4", "x-forwarded-proto": "https"}, ("192.168.1.7", "h", False)),
        ("10.0.0.1", {"x-forwarded-for": "1.2.3.4", "x-forwarded-proto": "https"}, ("1.2.3.4", "h", True)),
        ("10.0.0.1", {"x-forwarded-for": "6.6.6.6, 1.2.3.4, 10.0.0.1"}, ("1.2.3.4", "h", False)),
        ("10.0.0.1", {"x-forwarded-host": "Public.example"}, ("10.0.0.1", "public.example", False)),
    ],
)
def test_who_calls(client: str, said: dict[str, str], found: tuple[str, str, bool]) -> None:
    headers = [(name.encode(), value.encode()) for name, value in {"host": "H", **said}.items()]
    caller = who_calls(HALL, client, "http", headers)
    assert (caller.address, caller.host, caller.secure) == found


def test_this_machine_in_every_spelling() -> None:
    assert all(map(is_this_machine, ("127.0.0.1", "::1", plain_address("::ffff:127.0.0.1"))))
    assert not any(map(is_this_machine, ("192.168.1.5", "", "testclient")))


def test_a_household_of_addresses_counts_as_one() -> None:
    assert counted_address("2001:db8:1:2::7") == counted_address("2001:db8:1:2:ffff::9")
    assert counted_address("192.168.1.5") != counted_address("192.168.1.6")


@pytest.mark.parametrize(
    ("origin", "host", "secure", "site", "from_here"),
    [
        ("http://192.168.1.5:8501", "192.168.1.5:8501", False, "same-origin", True),
        ("http://192.168.1.5", "192.168.1.5:80", False, "same-origin", True),
        ("https://iwt.example", "iwt.example", True, "same-origin", True),
        ("http://iwt.example", "iwt.example", True, "same-origin", False),
        ("http://192.168.1.6:8501", "192.168.1.5:8501", False, "same-origin", False),
        ("http://192.168.1.5:8502", "192.168.1.5:8501", False, "same-site", False),
        ("null", "192.168.1.5:8501", False, "same-origin", False),
        ("", "192.168.1.5:8501", False, "same-origin", False),
        ("http://192.168.1.5:8501", "192.168.1.5:8501", False, "cross-site", False),
    ],
)
def test_pages_of_this_server(origin: str, host: str, secure: bool, site: str, from_here: bool) -> None:
    assert is_from_here(Caller("a", host, secure, {"origin": origin, "sec-fetch-site": site})) is from_here

"""Who calls and where: the address of a client, the names this server may be called by, foreign origins."""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

HOSTS_VARIABLE, PROXY_VARIABLE = "IWT_HOSTS", "IWT_PROXY"
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})


@dataclass(frozen=True)
class Network:
    """What is known beforehand: names beside addresses, and the proxy whose word about clients is taken.

    `open_to_all` is False where one person works alone: then only this machine may call, by its own names.
    """

    open_to_all: bool
    names: frozenset[str] = frozenset()
    proxies: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Caller:
    """One request's other side: `address` of the client, `host` it called, whether the line is encrypted."""

    address: str
    host: str
    secure: bool
    headers: Mapping[str, str] = field(default_factory=dict)


def read_network(environment: Mapping[str, str], *, open_to_all: bool) -> Network:
    """The network as the environment tells it: IWT_HOSTS and IWT_PROXY, both lists with commas."""
    names = set(_listed(environment, HOSTS_VARIABLE))
    if open_to_all:
        names.add(socket.gethostname().lower())
    return Network(
        open_to_all, frozenset(names), frozenset(plain_address(one) for one in _listed(environment, PROXY_VARIABLE))
    )


def _listed(environment: Mapping[str, str], name: str) -> list[str]:
    return [one.strip().lower() for one in environment.get(name, "").split(",") if one.strip()]


def plain_address(address: str) -> str:
    """An address in one spelling: IPv4 also where it came through IPv6; anything else as it is."""
    try:
        read = ip_address(address.strip().strip("[]").split("%")[0])
    except ValueError:
        return address
    mapped = read.ipv4_mapped if isinstance(read, IPv6Address) else None
    return str(mapped or read)


def who_calls(network: Network, client: str, scheme: str, headers: Sequence[tuple[bytes, bytes]]) -> Caller:
    """The other side of a request. What proxies say is heard from a named proxy only, its last word first."""
    known = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers}
    address, host, secure = plain_address(client), known.get("host", ""), scheme in {"https", "wss"}
    if address in network.proxies:
        behind = [plain_address(one) for one in known.get("x-forwarded-for", "").split(",") if one.strip()]
        foreign = [one for one in behind if one not in network.proxies]
        address = foreign[-1] if foreign else address
        host = known.get("x-forwarded-host", host).split(",")[-1].strip()
        secure = known.get("x-forwarded-proto", scheme).split(",")[-1].strip() in {"https", "wss"}
    return Caller(address, host.lower(), secure, known)


def is_this_machine(address: str) -> bool:
    """Whether a client is this very machine."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def counted_address(address: str) -> str:
    """The address under which wrong tries are counted: a household of IPv6 addresses counts as one."""
    try:
        read = ip_address(address)
    except ValueError:
        return address
    return ":".join(read.exploded.split(":")[:4]) if isinstance(read, IPv6Address) else str(read)


def host_is_known(network: Network, host: str) -> bool:
    """Whether the server may be called by that name. A name that is ours by a foreign name server's word is not."""
    name = urlsplit(f"//{host}").hostname if _is_plain(host) else None
    if name is None:
        return False
    if name in network.names or name in _LOCAL_NAMES:
        return True
    if not network.open_to_all:
        return False
    return name.endswith(".local") or _is_address(name)


def _is_plain(host: str) -> bool:
    try:
        return (
            bool(host)
            and all((sign.isascii() and sign.isalnum()) or sign in ".-:[]" for sign in host)
            and (urlsplit(f"//{host}").port or 1) > 0
        )
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def is_from_here(caller: Caller) -> bool:
    """Whether a page of this server sent the request: its origin is the host called. Browsers always tell it."""
    origin = urlsplit(caller.headers.get("origin", ""))
    if caller.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    scheme = "https" if caller.secure else "http"
    return (
        origin.scheme == scheme and bool(origin.netloc) and _full(origin.netloc, scheme) == _full(caller.host, scheme)
    )


def _full(host: str, scheme: str) -> str:
    """A host with its port, also where it is the usual one."""
    return (
        host.lower()
        if host.rpartition(":")[2].isdigit() and not host.endswith("]")
        else f"{host.lower()}:{'443' if scheme == 'https' else '80'}"
    )

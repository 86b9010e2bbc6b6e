"""Under which addresses the machines of the network find this one. No packet is sent to find out."""

from __future__ import annotations

import contextlib
import os
import socket
import struct
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address

PORT_VARIABLE = "IWT_PORT"
_VIRTUAL = ("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "tun", "tap", "utun", "wg", "zt", "tailscale")
_SOMEWHERE = ("192.0.2.1", 9)
"""An address kept for books (RFC 5737): asking the system for the way there sends nothing."""


@dataclass(frozen=True)
class NetworkAddress:
    """An address of this machine and the name of its network card, empty where the system does not tell."""

    text: str
    card: str = ""


def network_addresses() -> tuple[str, ...]:
    """The IPv4 addresses of this machine on its networks, the likeliest first; none without a network."""
    return in_order(_on_cards() or _by_name(), outward=_outward())


def in_order(found: Iterable[NetworkAddress], *, outward: str | None = None) -> tuple[str, ...]:
    """The likeliest first: what leads outward, then real cards before virtual ones, the halls' usual networks first."""
    usable = {one.text: one for one in found if not _useless(one.text)}
    if outward and not _useless(outward):
        usable.setdefault(outward, NetworkAddress(outward))

    def unlikely(one: NetworkAddress) -> tuple[bool, bool, bool, tuple[int, ...]]:
        address = IPv4Address(one.text)
        return (
            one.card.startswith(_VIRTUAL) or one.text.startswith("172.17."),
            one.text != outward,
            not address.is_private,
            tuple(-part for part in address.packed) if one.text.startswith("192.168.") else tuple(address.packed),
        )

    return tuple(one.text for one in sorted(usable.values(), key=unlikely))


def public_address(host: str, *, secure: bool = False, environment: Mapping[str, str] | None = None) -> str:
    """The address to tell people, as "http://192.168.1.5:8501", for who looks at this server under the name `host`.

    That name, unless only this very machine knows itself by it: then the likeliest address on the network.
    """
    known = os.environ if environment is None else environment
    scheme = "https" if secure else "http"
    name = host.rpartition(":")[0].strip("[]").lower() or host.lower()
    if name in {"localhost", "::1", ""} or name.startswith("127."):
        found = network_addresses()
        port = known.get(PORT_VARIABLE) or host.rpartition(":")[2]
        if found:
            return f"http://{found[0]}:{port}"
    return f"{scheme}://{host}"


def _useless(text: str) -> bool:
    try:
        address = IPv4Address(text)
    except ValueError:
        return True
    return address.is_loopback or address.is_link_local or address.is_unspecified


def _outward() -> str | None:
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        asked.connect(_SOMEWHERE)
        return str(asked.getsockname()[0])
    return None


def _on_cards() -> list[NetworkAddress]:
    """What the system says of each network card; nothing on Windows, which has no such question."""
    if sys.platform == "win32":
        return []
    import fcntl  # noqa: PLC0415 - not on Windows

    question = 0x8915 if sys.platform == "linux" else 0xC0206921  # SIOCGIFADDR
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        for _, card in socket.if_nameindex():
            with contextlib.suppress(OSError):
                answer = fcntl.ioctl(asked.fileno(), question, struct.pack("256s", card.encode()[:15]))
                found.append(NetworkAddress(socket.inet_ntoa(answer[20:24]), card))
    return found


def _by_name() -> list[NetworkAddress]:
    with contextlib.suppress(OSError):
        return [NetworkAddress(one) for one in socket.gethostbyname_ex(socket.gethostname())[2]]
    return []

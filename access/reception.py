"""The desk behind the door: everything that letting people in needs, made once for the process."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING

from access.tries import Bound, Tries

if TYPE_CHECKING:
    from access.seat_book import SeatBook
    from storage.access_store import AccessStore
    from storage.repository import Repository

SIGN_IN_VARIABLE = "IWT_SIGN_IN"
SIGN_IN_BOUNDS = {"address": Bound(10), "login": Bound(10, slows=3), "all": Bound(200)}
CODE_BOUNDS = {"address": Bound(10), "all": Bound(200)}
"""A hall shares one address behind its router at worst: ten wrong codes in ten minutes are enough for honest people."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Reception:
    """The memory of the door and of the dossiers, the keys, the clocks; its parts all read the same ones."""

    store: AccessStore
    repository: Repository
    cookie_key: bytes = field(repr=False)
    code_key: bytes = field(repr=False)
    now: Callable[[], datetime] = _now
    clock: Callable[[], float] = monotonic
    seats: SeatBook = field(init=False)
    sign_in_tries: Tries = field(init=False)
    code_tries: Tries = field(init=False)
    recorded: set[tuple[str, str, str]] = field(default_factory=set)
    """Dossier, participant and day whose presence this process knows to be recorded."""

    def __post_init__(self) -> None:
        from access.seat_book import SeatBook  # noqa: PLC0415 - the server's start does not wait for it

        self.seats = SeatBook(self.store, self.cookie_key, self.now)
        self.sign_in_tries = Tries(SIGN_IN_BOUNDS, self.clock)
        self.code_tries = Tries(CODE_BOUNDS, self.clock)


def sign_in_is_on(environment: Mapping[str, str] | None = None) -> bool:
    """Whether people sign in here (`run.py serve`), or one person works alone on this machine."""
    known = os.environ if environment is None else environment
    return known.get(SIGN_IN_VARIABLE, "").lower() in {"on", "1", "true", "yes"}


@cache
def reception() -> Reception:
    """The reception of this process, with the memory that the environment names. Raises StorageFault."""
    from storage.key_files import read_or_make_key  # noqa: PLC0415 - see above
    from storage.settings import open_repository, read_settings  # noqa: PLC0415
    from storage.sql_access import SqlAccessStore  # noqa: PLC0415

    settings = read_settings(os.environ)
    return Reception(
        SqlAccessStore.at(settings.database_url),
        open_repository(settings),
        read_or_make_key(settings.data_folder, "cookie"),
        read_or_make_key(settings.data_folder, "codes"),
    )

"""What is loaded or computed once and shared by all sessions: the memory, the frameworks, the scores of a revision."""

from __future__ import annotations

import logging
import os
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import cache, wraps
from pathlib import Path
from threading import Lock, RLock
from typing import Any, ParamSpec, TypeVar, cast

from planning.actions import Library
from planning.kept_bank import load_kept_bank
from questionnaire.framework import Framework
from questionnaire.problems import InputFault, Problem
from storage.copies import keep_copy
from storage.evidence_store import EvidenceStore
from storage.settings import open_evidence, open_repository, read_settings
from storage.sql_repository import SqlRepository

LOG = logging.getLogger(__name__)
BANK = Path(__file__).parent.parent / "questionnaire" / "bank"
STANDARD_FRAMEWORK = "customs-iwt"

P = ParamSpec("P")
T = TypeVar("T")
_KEPT = 64
_lock = Lock()
_computed: OrderedDict[Hashable, Any] = OrderedDict()
_turns: dict[Hashable, RLock] = {}


def _kept(make: Callable[P, T]) -> Callable[P, T]:
    """A function whose answers are kept for good, each made by one thread while the others wait for it."""
    turn, remembered = RLock(), cache(make)

    @wraps(make)
    def asked(*about: P.args, **named: P.kwargs) -> T:
        with turn:
            return remembered(*about, **named)  # type: ignore[arg-type]  # ids are texts, which hash

    return asked


@_kept
def repository() -> SqlRepository:
    """The application's memory, opened once for the process; a copy of the database is kept first, once a day."""
    settings = read_settings(os.environ)
    if settings.database_file is not None:
        keep_copy(settings.database_file)
    return open_repository(settings)


def notices() -> tuple[Problem, ...]:
    """What is worth saying about the opening of the memory: that it was brought up to date, and where the copy is."""
    return repository().notices


def evidence_store() -> EvidenceStore:
    """The files that people attached to evidence."""
    return open_evidence(read_settings(os.environ))


@_kept
def framework_ids() -> tuple[str, ...]:
    """The ids of the frameworks shipped with the program, the standard one first.

    One beside it that cannot be read is left out and logged: it must not keep people from the standard one.
    """
    beside = sorted(
        path.parent.name for path in BANK.glob("*/framework.yaml") if path.parent.name != STANDARD_FRAMEWORK
    )
    return (STANDARD_FRAMEWORK, *(id for id in beside if _can_be_read(id)))


def _can_be_read(id: str) -> bool:
    try:
        _read(id)
    except InputFault as fault:
        LOG.error("the framework %s is left out: %s", id, fault)
        return False
    return True


@_kept
def _read(id: str) -> tuple[Framework, Library]:
    return load_kept_bank(BANK / id, read_settings(os.environ).data_folder / "cache")


def bank(id: str) -> tuple[Framework, Library]:
    """The framework of that id with its library, as shipped. Raises KeyError where there is none."""
    if id not in framework_ids():
        raise KeyError(id)
    return _read(id)


def framework(id: str = STANDARD_FRAMEWORK) -> Framework:
    """The framework of that id as shipped with the program. Raises KeyError where there is none."""
    return bank(id)[0]


def library(id: str = STANDARD_FRAMEWORK) -> Library:
    """The action library beside the framework of that id. Raises KeyError where there is none."""
    return bank(id)[1]


def once(key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives, computed once per key and kept while it is among the last ones used.

    Forty tabs that ask for the same at the same moment wait for the one that computes it.
    """
    with _lock:
        if key in _computed:
            _computed.move_to_end(key)
            found: T = _computed[key]
            return found
        turn = _turns.setdefault(key, RLock())
    with turn:
        with _lock:
            if key in _computed:
                return cast(T, _computed[key])
        made = make()
        with _lock:
            _computed[key] = made
            _turns.pop(key, None)
            while len(_computed) > _KEPT:
                _computed.popitem(last=False)
    return made

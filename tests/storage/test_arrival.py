"""A dossier that comes in a file: nothing kept is overwritten, whatever it was before."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaire.entries import Entry, comment_of
from storage.arrival import Arrival, arrival_of, receive
from storage.dossier_file import DossierFile, dossier_bytes, read_dossier
from storage.memory_repository import MemoryRepository
from storage.repository import Repository, StaleDossier
from tests import examples
from tests.examples import NOON
from tests.storage.values import histories

FRAMEWORK = examples.framework(examples.section("S", *(examples.capability(id) for id in ("C1", "C2", "C3"))))
COMMENT = comment_of("P1", "C1")
BEGUN = datetime(2027, 1, 2, tzinfo=UTC)
HISTORY = tuple(Entry(COMMENT, stamp, f"comment {stamp}", "P1", NOON, stamp) for stamp in (1, 2, 3))
OTHER = (*HISTORY[:2], dataclasses.replace(HISTORY[2], value="went another way"))

# Saved elsewhere at the revision that this dossier had already: the two went apart, though no address clashes.
BESIDE = Entry(comment_of("P1", "C2"), 1, "elsewhere", "P1", NOON, 2)


def filed(entries: tuple[Entry, ...]) -> DossierFile:
    """A file of these entries, from another machine."""
    elsewhere = MemoryRepository()
    elsewhere.create(FRAMEWORK, entries, id="D1", created_at=BEGUN, example=True)
    return read_dossier(dossier_bytes(elsewhere, "D1"), FRAMEWORK)


def test_a_dossier_not_known_is_kept_under_its_id(repository: Repository) -> None:
    file = filed(HISTORY)
    assert arrival_of(repository, file) is Arrival.NEW
    assert receive(repository, file) == dataclasses.replace(receive(repository, file), arrival=Arrival.NEW)
    assert repository.entries("D1") == HISTORY
    (line,) = repository.assessments()
    assert (line.id, line.created_at, line.example, line.revision) == ("D1", BEGUN, True, 3)
    assert dossier_bytes(repository, "D1") == dossier_bytes(_memory_of(HISTORY), "D1")


def _memory_of(entries: tuple[Entry, ...]) -> Repository:
    memory = MemoryRepository()
    memory.create(FRAMEWORK, entries, id="D1", created_at=BEGUN, example=True)
    return memory


@pytest.mark.parametrize(
    ("here", "comes", "arrival", "after"),
    [
        (HISTORY, HISTORY, Arrival.SAME, HISTORY),
        (HISTORY, HISTORY[:2], Arrival.EARLIER, HISTORY),
        (HISTORY, (), Arrival.EARLIER, HISTORY),
        (HISTORY[:1], HISTORY, Arrival.LATER, HISTORY),
        ((), HISTORY, Arrival.LATER, HISTORY),
        (HISTORY, OTHER, Arrival.APART, HISTORY),
        (HISTORY[:2], (HISTORY[0], dataclasses.replace(OTHER[2], stamp=2)), Arrival.APART, HISTORY[:2]),
        (HISTORY[:2], (*HISTORY[:2], BESIDE), Arrival.APART, HISTORY[:2]),
    ],
)
def test_how_a_dossier_arrives(
    repository: Repository,
    here: tuple[Entry, ...],
    comes: tuple[Entry, ...],
    arrival: Arrival,
    after: tuple[Entry, ...],
) -> None:
    repository.create(FRAMEWORK, here, id="D1")
    file = filed(comes)
    assert arrival_of(repository, file) is arrival
    received = receive(repository, file)
    assert received.arrival is arrival
    assert repository.entries("D1") == after
    assert (received.id == "D1") is (arrival is not Arrival.APART)
    if arrival is Arrival.APART:
        assert set(repository.entries(received.id)) == set(comes)
    assert len(repository.assessments()) == (2 if arrival is Arrival.APART else 1)


def test_a_saving_in_between_makes_it_a_copy() -> None:
    class Busy(MemoryRepository):
        """Somebody else saves at the last moment."""

        def extend(self, id: str, entries: object, *, expect: int) -> None:
            raise StaleDossier(id)

    repository = Busy()
    repository.create(FRAMEWORK, HISTORY[:1], id="D1")
    received = receive(repository, filed(HISTORY))
    assert received.arrival is Arrival.APART
    assert repository.entries("D1") == HISTORY[:1]
    assert repository.entries(received.id) == HISTORY


def test_the_version_it_was_made_with_stays_written() -> None:
    later = examples.framework(*FRAMEWORK.sections)
    object.__setattr__(later, "version", "2")
    file = read_dossier(dossier_bytes(_memory_of(HISTORY), "D1"), later)
    repository = MemoryRepository()
    receive(repository, file)
    assert [line.framework_version for line in repository.assessments()] == ["1"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories, st.integers(0, 25), st.integers(0, 25))
def test_two_states_of_one_history_never_lose_any(history: tuple[Entry, ...], here: int, comes: int) -> None:
    repository = MemoryRepository()
    repository.create(FRAMEWORK, history[:here], id="D1")
    received = receive(repository, filed(history[:comes]))
    assert received.id == "D1"
    assert repository.entries("D1") == history[: max(here, comes)]

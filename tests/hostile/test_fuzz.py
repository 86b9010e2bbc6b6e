"""The search by chance: it finds what is there, makes the same file again, and briefly it finds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from questionnaire.entries import Address, comment_of
from questionnaire.incoming import Incoming
from storage.memory_repository import MemoryRepository
from tests import fuzz
from tests.hostile import looking
from tests.hostile.looking import Seen, Unshown
from tests.hostile.mutations import MUTATIONS, mutated
from tests.storage.intake.any_dossier import AT
from tests.storage.intake.bringing import ID


def test_a_short_search_finds_nothing() -> None:
    told = fuzz.search(count=400, seconds=60, seed=20, keep=None)
    assert told["faults"] == []


def test_the_same_number_makes_the_same_file() -> None:
    assert [mutated(3, number) for number in range(20)] == [mutated(3, number) for number in range(20)]
    assert len({mutated(3, number)[0] for number in range(300)}) == len(set(MUTATIONS))


@pytest.mark.parametrize("fault", [KeyError("x"), Unshown("x"), RecursionError(), AssertionError()])
def test_a_fault_is_reported_and_its_file_kept(
    fault: Exception, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(data: bytes) -> Seen:
        raise fault

    monkeypatch.setattr(fuzz, "look_at", broken)
    told = fuzz.search(count=3, seconds=60, seed=5, keep=tmp_path)
    assert len(told["faults"]) == 3  # type: ignore[arg-type]
    assert (tmp_path / "5-1").read_bytes() == mutated(5, 1)[1]


def test_what_is_stored_without_being_shown_is_a_fault() -> None:
    def writes_more(memory: MemoryRepository, taken: frozenset[Address]) -> None:
        memory.save(ID, comment_of("P1", "L01"), "unseen", by="P1", at=AT, expect=0)

    with pytest.raises(Unshown):
        looking.take(Incoming(), writes_more)
    looking.take(Incoming(), lambda memory, taken: None)


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(data: bytes) -> Seen:
        while True:
            pass

    monkeypatch.setattr(fuzz, "look_at", endless)
    monkeypatch.setattr(fuzz, "SLOW", 0.2)
    told = fuzz.search(count=1, seconds=60, seed=5, keep=None)
    assert "TooSlow" in str(told["faults"])

"""A kept bank is the same bank, and never an older one."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from planning.catalogue import load_bank
from planning.kept_bank import load_kept_bank
from questionnaire.problems import InputFault

KINDS = Path(__file__).parent.parent / "frameworks" / "kinds"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A copy of a small bank, to change."""
    return Path(shutil.copytree(KINDS, tmp_path / "kinds"))


def test_what_is_kept_is_the_same_bank(bank: Path, tmp_path: Path) -> None:
    first, first_library = load_kept_bank(bank, tmp_path / "kept")
    again, library = load_kept_bank(bank, tmp_path / "kept")
    read, _ = load_bank(bank)
    assert len(list((tmp_path / "kept").glob("*.json"))) == 1
    assert again.content_hash == first.content_hash == read.content_hash
    assert list(again.home_of_question) == list(read.home_of_question)
    assert again.criterion_text == read.criterion_text
    assert again.policy == read.policy
    assert again.policy.minimum_coverage == Fraction(4, 5)
    assert list(library.actions) == list(first_library.actions)


def test_a_changed_bank_is_read_anew(bank: Path, tmp_path: Path) -> None:
    load_kept_bank(bank, tmp_path / "kept")
    section = bank / "sections" / "L.yaml"
    section.write_text(section.read_text().replace("name: Powers", "name: Other powers"))
    framework, _ = load_kept_bank(bank, tmp_path / "kept")
    assert framework.capability("L02").name("en") == "Other powers"


def test_a_broken_bank_is_refused_and_not_kept(bank: Path, tmp_path: Path) -> None:
    (bank / "sections" / "O.yaml").write_text("id: O\n")
    with pytest.raises(InputFault):
        load_kept_bank(bank, tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_damage_to_what_is_kept_is_noticed(bank: Path, tmp_path: Path) -> None:
    load_kept_bank(bank, tmp_path / "kept")
    (kept,) = (tmp_path / "kept").glob("*.json")
    kept.write_text(kept.read_text()[:-40])
    framework, _ = load_kept_bank(bank, tmp_path / "kept")
    assert framework.id == "kinds"


def test_a_folder_that_cannot_be_written_is_no_fault(bank: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file stands here")
    framework, _ = load_kept_bank(bank, tmp_path / "kept")
    assert framework.id == "kinds"

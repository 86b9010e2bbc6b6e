"""What the command line says of a file in which a mission recorded its own levels."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cli
from commands import opening
from questionnaire.answers import LadderGiven, LevelReached, RecordedAgreement
from questionnaire.entries import Entry, agreement_of, reply_of
from storage.dossier_file import write_dossier
from storage.memory_repository import MemoryRepository
from tests.examples import NOON
from tests.test_cli import READ_BANK


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file of one reply and what the mission holds on it."""
    monkeypatch.setattr(opening, "load_bank", READ_BANK)
    bank, repository = READ_BANK(opening.BANKS / opening.STANDARD)[0], MemoryRepository()
    values = {
        reply_of("P1", "L03"): LevelReached(LadderGiven(3)),
        agreement_of("validated", "L03"): RecordedAgreement("L03", LevelReached(LadderGiven(1)), seen="the register"),
    }
    entries = [Entry(address, 1, value, "P1", NOON, 1) for address, value in values.items()]
    written = tmp_path / "validated.dossier"
    write_dossier(repository, repository.create(bank, entries), written)
    return str(written)


def test_score_shows_self_and_validated_beside_each_other(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["score", file, "--json"]) == 0
    rows = {row["node"]: row for row in json.loads(capsys.readouterr().out)["validation"]}
    assert (rows["L03"]["difference"]["fraction"], rows["L03"]["seen"]) == ("-2", "the register")
    assert cli.main(["score", file, "--language", "fr"]) == 0
    assert "Autoévalué à côté de validé" in capsys.readouterr().out


def test_score_tells_it_of_nodes_and_a_flag_by_its_word(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["score", file, "--language", "fr"]) == 0
    scores, beside = capsys.readouterr().out.split("Autoévalué à côté de validé")
    whole = next(line for line in scores.splitlines() if line.startswith("*"))
    assert whole.endswith("provisoire")
    ids = [line.split(" ")[0] for line in beside.splitlines()]
    assert {"*", "L", "L03"} <= set(ids)
    assert not [one for one in ids if "." in one]

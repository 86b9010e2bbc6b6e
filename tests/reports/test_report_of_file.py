"""From the history in a file to what its documents say of the plan: kept, changed by hand, or overtaken."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from commands.opening import BANKS, STANDARD
from planning.catalogue import load_bank
from questionnaire.entries import LIMITS, PLANNED, PROOF, Address, threat_to
from questionnaire.intentions import Limits
from storage.arrival import receive
from storage.dossier_file import dossier_bytes, read_dossier
from storage.memory_repository import MemoryRepository

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "strong.dossier"


def exported(folder: Path, changes: dict[Address, Any]) -> dict[str, Any]:
    """What the JSON document says of the plan of the example once these values are written over it, by fact."""
    from cli import main  # noqa: PLC0415

    framework, _ = load_bank(BANKS / STANDARD)
    repository = MemoryRepository()
    id = receive(repository, read_dossier(EXAMPLE.read_bytes(), framework)).id
    held = {address: repository.entry(id, address) for address in changes}
    stamped = [(one, value, entry.stamp if (entry := held[one]) else 0) for one, value in changes.items()]
    repository.save_all(id, stamped, by="P1", at=datetime(2026, 12, 1, tzinfo=UTC))
    file, out = folder / "a.dossier", folder / "a.json"
    file.write_bytes(dossier_bytes(repository, id))
    assert main(["export", str(file), "--to", str(out)]) == 0
    rows = json.loads(out.read_text(encoding="utf-8"))["tables"]["proof"]
    return {row["fact"]: row["value"] for row in rows}


def fewer() -> tuple[Any, ...]:
    framework, _ = load_bank(BANKS / STANDARD)
    kept = read_dossier(EXAMPLE.read_bytes(), framework).dossier.planned
    assert kept
    return kept[1:]


@pytest.mark.parametrize(
    ("changes", "made", "sentence"),
    [
        ({threat_to("none"): None}, "search", "No plan within these limits closes more."),
        ({PLANNED: fewer, PROOF: None}, "hand", "Changed by hand"),
        ({LIMITS: Limits(quarters=6)}, "search", "What was proven of it no longer holds"),
    ],
)
def test_a_document_says_what_the_history_tells(
    tmp_path: Path, changes: dict[Address, Any], made: str, sentence: str
) -> None:
    said = exported(tmp_path, {one: value() if callable(value) else value for one, value in changes.items()})
    assert said["made"] == made
    assert said["how_good"].startswith(sentence)
    assert (said["solver"] is None) is (not sentence.startswith("No plan"))

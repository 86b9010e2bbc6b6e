"""A small framework with faults put into it: a copy of one under `tests/frameworks`, changed by edits of its text."""

from __future__ import annotations

import shutil
from pathlib import Path

FRAMEWORKS = Path(__file__).parent / "frameworks"
BANKS = Path(__file__).resolve().parent.parent / "questionnaire" / "bank"
BANK = BANKS / "customs-iwt"


def copied(name: str, into: Path) -> Path:
    """A copy of the framework of that name, to be changed."""
    return Path(shutil.copytree(FRAMEWORKS / name, into / name))


def edit(folder: Path, file: str, old: str, new: str) -> int:
    """Replace the one place where `old` stands; the line on which `new` begins now. Fails where it stands not once."""
    path = folder / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def put(folder: Path, file: str, text: str) -> None:
    """Write a file of the framework."""
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")

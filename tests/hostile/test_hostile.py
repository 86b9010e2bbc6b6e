"""Every kept hostile file: a sentence or changes to look at come of it, in time, within memory, and never a fault."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.kept import ODD, REFUSED, all_kept
from tests.hostile.looking import look_at
from tests.hostile.seeds import dossier, submissions, workbook

ROOT = Path(__file__).resolve().parents[2]
SECONDS, MEGABYTES = 5, 300


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, Any]]:
    """What came of every file, each in a process of its own."""
    folder = tmp_path_factory.mktemp("hostile")
    paths = []
    for number, (name, make) in enumerate(all_kept().items()):
        paths.append(folder / f"{number:03} {name}")
        paths[-1].write_bytes(make())
    command = [sys.executable, "-m", "tests.hostile.measured", *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280, check=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return {one["file"][4:]: one for one in found}


def test_there_are_many() -> None:
    assert len(all_kept()) >= 60


@pytest.mark.parametrize("name", [*all_kept()])
def test_nothing_but_a_sentence_or_changes_come_of_it(name: str, measured: Mapping[str, Mapping[str, Any]]) -> None:
    seen = measured[name]
    assert "fault" not in seen, seen
    assert seen["seconds"] < SECONDS, seen
    assert seen["megabytes"] < MEGABYTES, seen
    if name in REFUSED:
        assert seen["refused"], seen
    elif name in ODD:
        assert not seen["refused"], seen


def test_the_good_files_that_they_are_made_of_are_read() -> None:
    assert look_at(workbook()).refused == ()
    assert look_at(workbook()).changes == 0
    assert look_at(dossier()).refused == ()
    good = look_at(submissions())
    assert good.refused == ()
    assert good.changes > 3

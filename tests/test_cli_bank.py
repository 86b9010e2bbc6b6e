"""The commands on a framework as a whole and on several dossiers: book, count."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cli
from planning.catalogue import load_bank
from questionnaire.answers import LadderGiven, LevelReached
from questionnaire.assessment import Administration, Site
from questionnaire.entries import Entry, reply_of, setup_field
from questionnaire.framework import Framework
from storage.dossier_file import write_dossier
from storage.memory_repository import MemoryRepository
from tests.examples import NOON
from tests.framework_edits import BANKS, FRAMEWORKS
from tests.test_bank_coverage import bank


def written(path: Path, whole: Framework, profile: str, name: str, level: int | None) -> str:
    """A dossier file whose question O04 stands at that level."""
    held = MemoryRepository()
    values = {
        setup_field("administration"): Administration("Douanes", ""),
        setup_field("site"): Site(name),
        setup_field("profile"): profile,
    }
    if level is not None:
        values[reply_of("P1", "O04")] = LevelReached(LadderGiven(level))
    id = held.create(whole, [Entry(address, 1, value, "P1", NOON, 1) for address, value in values.items()])
    write_dossier(held, id, path)
    return str(path)


def test_a_book_is_written_whole_and_not_over_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "kinds.md"
    assert cli.main(["book", str(FRAMEWORKS / "kinds"), "--to", str(file)]) == 0
    text = file.read_text("utf-8")
    assert text.startswith("# One question of every kind\n")
    assert "L02.2b" in text
    assert cli.main(["book", str(FRAMEWORKS / "kinds"), "--to", str(file)]) == 2
    assert "exists already" in capsys.readouterr().err


def test_sites_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    national = written(tmp_path / "nation.dossier", bank(), "full", "", None)
    sites = [
        written(tmp_path / f"{name}.dossier", bank(), "site", name, level)
        for name, level in (("port", 3), ("airport", 3), ("river", 3), ("rail", 0))
    ]
    assert cli.main(["count", national, *sites, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["sites"] == ["port", "airport", "river", "rail"]
    (counted,) = [one for one in told["counts"] if one["criterion"] == "O04.3a"]
    assert (counted["counts"], counted["met"], counted["not_met"]) == ("most", ["port", "airport", "river"], ["rail"])
    assert (counted["share"], counted["holds"]) == ("3/4", True)
    assert cli.main(["count", national, *sites, "--language", "fr"]) == 0
    assert "critère rempli" in capsys.readouterr().out


def test_only_sites_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    national = written(tmp_path / "nation.dossier", bank(), "full", "", None)
    assert cli.main(["count", national, national]) == 2
    assert "not the assessment of one site" in capsys.readouterr().err


def test_a_framework_without_sites_has_nothing_to_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = MemoryRepository()
    whole, _ = load_bank(BANKS / "customs-environment")
    write_dossier(held, held.create(whole), tmp_path / "nation.dossier")
    file = str(tmp_path / "nation.dossier")
    assert cli.main(["count", file, file]) == 2
    assert "no profile for one site" in capsys.readouterr().err


def test_a_site_is_named_once_and_posts_of_one_name_are_all_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    national = written(tmp_path / "nation.dossier", bank(), "full", "", None)
    first = written(tmp_path / "first.dossier", bank(), "site", "Port", 3)
    second = written(tmp_path / "second.dossier", bank(), "site", "Port", 0)
    assert cli.main(["count", national, first, first]) == 2
    assert "Name each site once" in capsys.readouterr().err
    assert cli.main(["count", national, first, second, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["sites"]) == 2
    assert cli.main(["count", first, second]) == 2
    assert "Name the assessment of the administration first" in capsys.readouterr().err


def test_no_plan_is_made_for_a_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = written(tmp_path / "port.dossier", bank(), "site", "Port", 1)
    assert cli.main(["plan", site]) == 2
    assert "A plan is made for the administration" in capsys.readouterr().err


def test_an_unknown_profile_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path / "odd.dossier", bank(), "tiny", "", 2)
    assert cli.main(["score", file]) == 0
    assert "asks for the profile" in capsys.readouterr().err


def test_a_site_of_another_round_is_counted_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    national = written(tmp_path / "nation.dossier", bank(), "full", "", None)
    ours = written(tmp_path / "port.dossier", bank(), "site", "Port", 3)
    held = MemoryRepository()
    values = {setup_field("profile"): "site", setup_field("administration"): Administration("Gabon Customs")}
    id = held.create(bank(), [Entry(address, 1, value, "P1", NOON, 1) for address, value in values.items()])
    write_dossier(held, id, tmp_path / "abroad.dossier")
    assert cli.main(["count", national, ours, str(tmp_path / "abroad.dossier")]) == 0
    told = capsys.readouterr().err
    assert "abroad.dossier: this site belongs to another administration" in told
    assert "port.dossier: this site belongs" not in told

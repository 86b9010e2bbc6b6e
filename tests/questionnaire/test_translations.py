from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from questionnaire.framework_file import check_framework
from questionnaire.framework_folder import read_folder
from questionnaire.problems import Severity
from questionnaire.translations import fresh_stamps, source_texts, stamp, translated_texts
from tests.framework_edits import copied, edit, put

SECTION = """\
section: {name: Droit}
capabilities:
  L02: {name: Pouvoirs}
questions:
  L02: Quel article permet de saisir ?
criteria:
  L02.1a: Un article couvre l'importation.
"""


def told(folder: Path) -> Mapping[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for one in check_framework(folder):
        found.setdefault(one.code, set()).add((one.place, str(one.facts.get("id", one.facts.get("found")))))
    return found


def test_every_text_of_the_source_has_an_address(tmp_path: Path) -> None:
    texts = source_texts(read_folder(copied("kinds", tmp_path))[0])
    assert texts["framework.yaml scale 4 name"] == "Sustained"
    assert texts["sections/L.yaml criteria L01.a"] == "It designates authorities."
    assert texts["sections/L.yaml levels L02.2"] == "Export too."
    assert texts["sections/O.yaml options O01.q2.b"] == "The sender."
    assert texts["sections/O.yaml criteria O01.q2.c1"].startswith("A note of the other")
    assert texts["sections/O.yaml thresholds O01.q1"].startswith("At least {value}")
    assert texts["actions/L.yaml actions A-L02-1 name"] == "Write the instruction"


def test_what_is_not_translated_is_a_gap(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, "languages/fr/sections/L.yaml", SECTION)
    missing = told(folder)["translation_missing"]
    place = "languages/fr/sections/L.yaml"
    assert (place, "criteria L02.2a") in missing
    assert (place, "criteria L02.1a") not in missing
    assert all(one.severity is Severity.GAP for one in check_framework(folder) if one.code == "translation_missing")


def test_a_translation_of_nothing_is_an_error_with_its_line(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, "languages/fr/sections/L.yaml", SECTION + "  L02.9z: Rien.\n")
    (problem,) = [one for one in check_framework(folder) if one.code == "translation_without_source"]
    assert (problem.severity, problem.line, problem.facts["id"]) == (Severity.ERROR, 8, "criteria L02.9z")


def test_stamps_say_what_was_read_and_what_has_changed_since(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, "languages/fr/sections/L.yaml", SECTION)
    assert len(told(folder)["translation_unstamped"]) == 4
    stamps = fresh_stamps(read_folder(folder)[0], "fr")
    put(folder, "languages/fr/stamps.yaml", "".join(f'"{at}": "{mark}"\n' for at, mark in stamps.items()))
    assert "translation_unstamped" not in told(folder)
    assert "translation_stale" not in told(folder)
    edit(folder, "sections/L.yaml", "An article covers import.", "An article in force covers import.")
    assert told(folder)["translation_stale"] == {("languages/fr/sections/L.yaml", "criteria L02.1a")}


def test_a_threshold_keeps_its_gap_in_translation(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, "languages/fr/sections/O.yaml", "thresholds: {O01.q1: Assez de saisies.}\n")
    assert told(folder)["translation_without_gap"] == {("languages/fr/sections/O.yaml", "thresholds O01.q1")}


def test_a_language_that_is_not_declared_is_told(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, "languages/de/sections/L.yaml", "section: {name: Recht}\n")
    put(folder, "languages/en/sections/L.yaml", "section: {name: Law}\n")
    assert told(folder)["language_not_listed"] == {
        ("languages/de/sections/L.yaml", "de"),
        ("languages/en/sections/L.yaml", "en"),
    }


def test_translated_texts_are_found_by_the_address_of_their_source(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, "languages/fr/sections/L.yaml", SECTION)
    files, _ = read_folder(folder)
    assert translated_texts(files, "fr")["sections/L.yaml questions L02"] == "Quel article permet de saisir ?"
    assert set(fresh_stamps(files, "fr")) == set(translated_texts(files, "fr")) & set(source_texts(files))


def test_a_stamp_changes_with_the_text() -> None:
    assert stamp("An article.") == stamp("An article.")
    assert stamp("An article.") != stamp("An article")
    assert len(stamp("")) == 12

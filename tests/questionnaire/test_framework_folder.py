from __future__ import annotations

from pathlib import Path

import pytest

from questionnaire.framework_file import check_framework
from questionnaire.framework_folder import read_folder
from questionnaire.problems import Severity
from tests.framework_edits import copied, edit, put


def codes(folder: Path) -> list[tuple[str, str, int]]:
    return [(problem.code, problem.place, problem.line) for problem in read_folder(folder)[1]]


def test_a_sound_folder_is_read_whole(tmp_path: Path) -> None:
    files, problems = read_folder(copied("kinds", tmp_path))
    assert not problems
    assert set(files.documents) == {"framework.yaml", "sections/L.yaml", "sections/O.yaml", "actions/L.yaml"}
    assert files.data("sections/L.yaml")["id"] == "L"
    assert files.data("sections/X.yaml") == {}


def test_a_folder_without_framework_is_refused_unread(tmp_path: Path) -> None:
    put(tmp_path, "holiday/pictures.yaml", "a: no")
    assert codes(tmp_path) == [("folder_without_framework", tmp_path.name, 0)]
    assert codes(tmp_path / "nowhere") == [("folder_without_framework", "nowhere", 0)]


def test_the_hash_follows_what_is_said(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    before = read_folder(folder)[0].content_hash
    path = folder / "sections" / "L.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_folder(folder)[0].content_hash == before, "how lines end says nothing"
    put(folder, "languages/fr/stamps.yaml", "sections/L.yaml section name: abc\n")
    assert read_folder(folder)[0].content_hash == before, "a translator's confirmation says nothing"
    edit(folder, "sections/O.yaml", "Is there a unit?", "Is there any unit?")
    assert read_folder(folder)[0].content_hash != before


def test_a_byte_order_mark_is_read_over(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    path = folder / "framework.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    files, problems = read_folder(folder)
    assert not problems
    assert files.data("framework.yaml")["id"] == "kinds"


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    (folder / "sections" / "L.yaml").write_bytes("id: L\nname: Légal\n".encode("latin-1"))
    assert codes(folder) == [("not_utf8", "sections/L.yaml", 2)]


def test_a_file_too_large_is_not_opened(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    with (folder / "unit_costs.yaml").open("wb") as file:
        file.truncate(5_000_000)
    assert codes(folder) == [("file_too_large", "unit_costs.yaml", 0)]


def test_too_many_files_are_not_opened(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    for number in range(400):
        put(folder, f"sections/X{number}.yaml", "id: X")
    assert codes(folder) == [("folder_too_many", "kinds", 0)]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: none of your business")
    (folder / "unit_costs.yaml").symlink_to(secret)
    files, problems = read_folder(folder)
    assert [(one.code, one.place) for one in problems] == [("file_is_link", "unit_costs.yaml")]
    assert "unit_costs.yaml" not in files.documents


@pytest.mark.parametrize("name", ["sections/L.yml", "notes.yaml", "languages/fr.yaml", "sections/L/one.yaml"])
def test_a_file_of_another_name_is_told(tmp_path: Path, name: str) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, name, "id: L")
    assert codes(folder) == [("file_not_expected", name, 0)]


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("framework.yaml", "name: One question of every kind", "nmae: One question", "unknown_key"),
        ("framework.yaml", 'version: "1"', "version: 1", "shape_type"),
        ("framework.yaml", "id: kinds", "id: Kinds!", "shape_pattern"),
        ("framework.yaml", "sections: [L, O]", "sections: [L, O]\npolicy: {minimum_coverage: 2}", "shape_maximum"),
        ("framework.yaml", "sections: [L, O]", "sections: [L, O]\npolicy: {not_known: perhaps}", "shape_enum"),
        ("sections/L.yaml", "weight: 3", "weight: 0", "shape_exclusiveMinimum"),
        ("sections/L.yaml", "    weight: 3\n", '    short: ""\n', "shape_minLength"),
        ("sections/L.yaml", "    weight: 3\n", "    iccwc_outcomes: [9]\n", "shape_maximum"),
        ("sections/L.yaml", "kind: checklist", "kind: checklst", "shape_enum"),
        ("sections/L.yaml", "        text: Which requirements does the law meet?\n", "", "missing_key"),
        (
            "actions/L.yaml",
            "{block: meeting, participants: 12, days: 1}",
            "{block: meeting, person: 12}",
            "unknown_key",
        ),
        (
            "actions/L.yaml",
            "{block: meeting, participants: 12, days: 1}",
            "{block: staff, role: wizard, persons: 1, days: 2}",
            "shape_enum",
        ),
        ("actions/L.yaml", "type: review", "type: magic", "shape_enum"),
    ],
)
def test_what_has_not_the_shape_is_told_with_its_line(tmp_path: Path, file: str, old: str, new: str, code: str) -> None:
    folder = copied("kinds", tmp_path)
    line = edit(folder, file, old, new)
    found = codes(folder)
    assert code in {name for name, _, _ in found}
    assert {place for _, place, _ in found} == {file}
    assert any(line - 2 <= at <= line + new.count("\n") for name, _, at in found if name == code), (line, found)


def test_one_slip_in_a_file_is_not_drowned_by_what_leans_on_it(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    edit(folder, "sections/O.yaml", "id: O\n", "id: O: O\n")
    found = [one for one in check_framework(folder) if one.code != "translation_missing"]
    assert [(one.code, one.place) for one in found if one.severity is Severity.ERROR] == [
        ("yaml_unreadable", "sections/O.yaml")
    ]
    assert "section_without_file" not in {one.code for one in found}
    assert "translation_without_source" not in {one.code for one in found}

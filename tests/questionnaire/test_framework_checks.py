from __future__ import annotations

from pathlib import Path

import pytest

from questionnaire.framework_checks import WRONG_SHAPE
from questionnaire.framework_file import build_framework, check_framework
from questionnaire.framework_folder import read_folder
from tests.framework_edits import copied, edit, put

LAW, ORG, MAIN = "sections/L.yaml", "sections/O.yaml", "framework.yaml"


def codes(folder: Path) -> set[tuple[str, str]]:
    quiet = {"translation_missing", "translation_unstamped", "reference_missing", "figures_untraced"}
    return {(one.code, one.place) for one in check_framework(folder) if one.code not in quiet}


ONE_FAULT = [
    (MAIN, "{level: 4, name: Sustained}", "{level: 5, name: Sustained}", "scale_steps"),
    (MAIN, "sections: [L, O]", "sections: [L, O]\npolicy: {not_applicable: as_level}", "policy_as_level"),
    (
        MAIN,
        "sections: [L, O]",
        "sections: [L, O]\npolicy: {not_applicable: as_level, not_applicable_level: 7}",
        "policy_level_outside",
    ),
    (MAIN, "  - {level: 4, name: Sustained}\n", "", "evidence_caps_missing"),
    (MAIN, "source_language: en", "source_language: de", "source_language"),
    (MAIN, "sections: [L, O]", "sections: [L, O, S]", "section_without_file"),
    (LAW, "id: L\n", "id: X\n", "section_id"),
    (LAW, "id: L\nname: Law", "id: L\nname: Law\nshort: A name far too long for a map", "short_too_long"),
    (LAW, "  - id: L02\n    name: Powers", "  - id: L01\n    name: Powers", "id_twice"),
    (LAW, "  - id: L02\n    name: Powers", "  - id: L\n    name: Powers", "id_twice"),
    (LAW, "a: An article covers import.", "a: " + "word " * 31, "text_too_long"),
    (LAW, "        kind: ladder", "        kind: ladder\n        scale: [4, 0]", "scale_flat"),
    (LAW, "          - level: 4", "          - level: 6", "ladder_steps"),
    (LAW, "          - level: 4", "          - level: 6", "value_outside"),
    (
        LAW,
        "          - {level: 0, summary: None.}",
        "          - {level: 0, summary: None., criteria: {a: Something holds.}}",
        "lowest_with_criteria",
    ),
    (
        LAW,
        "            criteria:\n              a: An article covers transit.\n",
        "",
        "level_without_criteria",
    ),
    (LAW, "bands: {0: 0, 1: 1,", "bands: {0: 1, 1: 1,", "bands_start"),
    (LAW, "2: 2, 3: 3, 4: 4}", "2: 3, 3: 3, 4: 4}", "bands_overlap"),
    (LAW, "2: 2, 3: 3, 4: 4}", "2: 2, 3: 3, 4: 5}", "bands_beyond"),
    (ORG, "2: 50, 3: 75,", "2: 80, 3: 75,", "thresholds_order"),
    (ORG, "thresholds: {0: 0, 1: 10", "thresholds: {0: 5, 1: 10", "thresholds_hole"),
    (ORG, "3: 75, 4: 90}", "3: 75, 4: 101}", "thresholds_beyond"),
    (ORG, "At least {value} % of seizures", "Enough seizures", "threshold_text"),
    (ORG, "        asked_when: {question: L02,", "        asked_when: {question: L09,", "condition_unknown_question"),
    (ORG, "{question: L02, at_least: 1}", "{criterion: L02.9z}", "condition_unknown_criterion"),
    (ORG, "{question: L02, at_least: 1}", "{question: O01.q2, option: z}", "condition_unknown_option"),
    (
        ORG,
        "{question: L02, at_least: 1}",
        "{any: [{question: L01, at_least: 1}, {criterion: O02.1a}]}",
        "condition_circle",
    ),
    (ORG, "    aggregation: weakest", "    aggregation: staged", "stage_missing"),
]


@pytest.mark.parametrize(("file", "old", "new", "code"), ONE_FAULT, ids=[fault[-1] for fault in ONE_FAULT])
def test_every_fault_is_told_in_its_file(tmp_path: Path, file: str, old: str, new: str, code: str) -> None:
    folder = copied("kinds", tmp_path)
    assert not codes(folder)
    edit(folder, file, old, new)
    assert (code, file) in codes(folder) or code == "section_without_file"
    assert code in {name for name, _ in codes(folder)}


def test_a_section_may_not_bear_the_id_of_an_earlier_capability(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    edit(folder, LAW, "  - id: L02\n    name: Powers", "  - id: O\n    name: Powers")
    assert ("id_twice", ORG) in codes(folder)


def test_options_that_all_say_the_same_are_told(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    edit(folder, ORG, "          - id: b\n            level: 2", "          - id: b\n            level: 0")
    edit(folder, ORG, "          - id: c\n            level: 4", "          - id: c\n            level: 0")
    assert ("choice_flat", ORG) in codes(folder)


def test_a_section_that_nobody_lists_is_told(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    edit(folder, MAIN, "sections: [L, O]", "sections: [L]")
    assert ("section_not_listed", ORG) in codes(folder)


def test_conditions_in_a_circle_over_several_questions_are_told(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    edit(
        folder, LAW, "        kind: ladder", "        kind: ladder\n        asked_when: {question: O01.q1, at_least: 1}"
    )
    edit(folder, ORG, "        kind: number", "        kind: number\n        asked_when: {criterion: O02.2a}")
    told = [one for one in check_framework(folder) if one.code == "condition_circle"]
    assert {one.facts["id"] for one in told} == {"L02", "O01.q1", "O02"}
    assert all(one.line for one in told)


TWENTY = [
    (MAIN, 'version: "1"', "version: 1", "shape_type"),
    (MAIN, "  - {level: 4, name: Sustained}", "  - {level: 4, name: Sustained, colour: green}", "unknown_key"),
    (MAIN, "sections: [L, O]", "sections: [L, O]\npolicy: {not_applicable: as_level}", "policy_as_level"),
    (
        LAW,
        "  - id: L01\n    name: Four",
        "  - id: L01\n    short: Four legal requirements of CITES\n    name: Four",
        "short_too_long",
    ),
    (LAW, "    weight: 3", "    weight: -3", "shape_exclusiveMinimum"),
    (LAW, "bands: {0: 0,", "bands: {0: 1,", "bands_start"),
    (LAW, "3: 3, 4: 4}", "3: 3, 4: 9}", "bands_beyond"),
    (LAW, "          - {level: 0, summary: None.}", "          - {level: 0, summary: no}", "yaml_ambiguous"),
    (LAW, "summary: Transit too.", "sumary: Transit too.", "missing_key"),
    (LAW, "b: An article covers travellers.", "a: An article covers travellers.", "yaml_key_twice"),
    (LAW, "a: The articles were reviewed in the last 24 months.", "a: &r The articles were reviewed.", "yaml_anchor"),
    (ORG, "2: 50, 3: 75,", "2: 76, 3: 75,", "thresholds_order"),
    (ORG, "thresholds: {0: 0,", "thresholds: {0: 3,", "thresholds_hole"),
    (ORG, 'threshold_text: "At least {value} %', 'threshold_text: "At least a few', "threshold_text"),
    (ORG, "- {id: a, level: 0, text: Nobody.}", "- {id: a, level: -1, text: Nobody.}", "value_outside"),
    (ORG, "          - id: c\n            level: 4", "          - id: b\n            level: 4", "id_twice"),
    (ORG, "asked_when: {question: L02,", "asked_when: {question: L07,", "condition_unknown_question"),
    (ORG, "{level: 2, summary: A unit.,", "{level: 3, summary: A unit.,", "ladder_steps"),
    ("actions/L.yaml", "type: review", "type: wish", "shape_enum"),
    ("actions/L.yaml", "months: 6", "months: soon", "shape_type"),
]


def test_twenty_faults_are_listed_at_once_with_file_and_line(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    for file, old, new, _ in TWENTY:
        edit(folder, file, old, new)
    found = check_framework(folder)
    for file, _, new, code in TWENTY:
        begins = (folder / file).read_text("utf-8")
        line = begins[: begins.index(new)].count("\n") + 1
        near = [one.line for one in found if (one.code, one.place) == (code, file)]
        assert any(line <= at <= line + new.count("\n") for at in near) or (code == "missing_key" and near), (
            code,
            near,
        )
    lines = {(one.code, one.place, one.line) for one in found if one.line}
    assert len(lines) >= len(TWENTY)


def test_one_shapeless_capability_does_not_hide_the_faults_of_the_next(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    edit(
        folder,
        LAW,
        "  - id: L01\n    name: Four legal requirements",
        "  - 17\n  - id: L01\n    name: Four legal requirements",
    )
    edit(folder, LAW, "3: 3, 4: 4}", "3: 3, 4: 9}")
    edit(folder, ORG, "thresholds: {0: 0,", "thresholds: {0: 3,")
    found = {name for name, _ in codes(folder)}
    assert {"shape_type", "bands_beyond", "thresholds_hole", "meaning_unread"} <= found


@pytest.mark.parametrize("text", ["[]", "17", "text", "sections: 3", "scale: [1]", "sections: [[1]]", "policy: []"])
@pytest.mark.parametrize("file", [MAIN, LAW, "languages/fr/sections/L.yaml", "languages/fr/stamps.yaml"])
def test_a_file_of_any_shape_is_told_and_crashes_nothing(tmp_path: Path, file: str, text: str) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, file, text)
    assert file in {one.place for one in check_framework(folder)}


def test_a_number_that_cannot_be_is_told_and_stops_nothing(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, "profiles/rapid.yaml", 'id: rapid\nname: One\nabout: Two.\nhours: "1/0"\ncapabilities: all\n')
    assert codes(folder) == {("shape_type", "profiles/rapid.yaml")}
    with pytest.raises(WRONG_SHAPE):
        build_framework(read_folder(folder)[0])

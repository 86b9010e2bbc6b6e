from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from planning.actions import Action, Library
from planning.catalogue import check_library, load_bank, load_library
from questionnaire.framework_file import load_framework
from questionnaire.problems import InputFault, Severity
from tests.framework_edits import FRAMEWORKS, copied, edit, put

ACTIONS = "actions/L.yaml"
MEETING = "{block: meeting, participants: 12, days: 1}"
COSTS = """\
currency: USD
unit_costs:
  - {item: venue day, amount: 120.5, per: day, source: hotel tariff, year: 2026, assumption: false}
  - {item: per diem, per: person and day}
"""


def library(folder: Path) -> Library:
    return load_library(folder, load_framework(folder))


def told(folder: Path) -> set[tuple[str, str]]:
    return {(one.code, one.place) for one in check_library(folder, load_framework(folder))}


def test_actions_are_read_in_file_order() -> None:
    read = library(FRAMEWORKS / "kinds")
    assert list(read.actions) == ["A-L02-1", "A-L02-2"]
    review: Action = read.actions["A-L02-2"]
    assert (review.type, review.lead, review.months, review.quarters) == ("review", "legal", 6, 2)
    assert (review.after, review.requires, review.meets) == (("A-L02-1",), {"L02": 2}, ("L02.3a", "L02.4a"))
    assert review.recurrent == ()


def test_costs_are_quantities_and_prices_exact(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    more = """      - {block: staff, role: lawyer, persons: 2, days: 2.5, existing: true}
      - {block: procurement, goods: printed instruction, quantity: 20}
    recurrent:
      - {block: procurement, goods: printed instruction, quantity: 5}
"""
    line = "      - {block: meeting, participants: 12, days: 1}\n"
    edit(folder, ACTIONS, line, line + more)
    put(folder, "unit_costs.yaml", COSTS)
    put(folder, "languages/fr/actions/L.yaml", "cost_goods: {printed instruction: instruction imprimée}\n")
    read = library(folder)
    meeting, staff, goods = read.actions["A-L02-1"].one_off
    assert meeting.quantities == {"participants": 12, "days": 1}
    assert (staff.name, staff.existing, staff.quantities["days"]) == ("lawyer", True, Fraction(5, 2))
    assert (goods.name, goods.existing) == ("printed instruction", False)
    assert len(read.actions["A-L02-1"].recurrent) == 1
    assert read.goods["printed instruction"]("fr") == "instruction imprimée"
    assert read.goods["printed instruction"]("en") == "printed instruction"
    assert read.unit_costs["venue day"].amount == Fraction(241, 2)
    assert not read.unit_costs["venue day"].assumption
    assert read.unit_costs["per diem"].amount is None, "a price that nobody knows is not zero"
    assert read.unit_costs["per diem"].assumption


def test_words_of_an_action_are_translated(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, "languages/fr/actions/L.yaml", "actions: {A-L02-1: {name: Rédiger l'instruction}}\n")
    read = library(folder)
    assert read.actions["A-L02-1"].name("fr") == "Rédiger l'instruction"
    assert read.actions["A-L02-2"].name("fr") == "Review it"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("meets: [L02.3a, L02.4a]", "meets: [L02.3a, L02.9a]", "action_unknown_criterion"),
        ("after: [A-L02-1]", "after: [A-L02-7]", "action_unknown_prerequisite"),
        ("after: [A-L02-1]", "after: [A-L02-2]", "action_circle"),
        ("requires: {L02: 2}", "requires: {L09: 2}", "action_unknown_capability"),
        ("requires: {L02: 2}", "requires: {L02: 0}", "action_requires_level"),
        ("requires: {L02: 2}", "requires: {L02: 5}", "action_requires_level"),
        ("meets: [L02.3a, L02.4a]", "meets: []", "action_meets_nothing"),
        ("  - id: A-L02-2", "  - id: A-L02-1", "id_twice"),
        (
            "{block: meeting, participants: 12, days: 1}",
            "{block: staff, role: officer, persons: 1}",
            "action_without_time",
        ),
    ],
)
def test_every_fault_is_an_error_in_its_file(tmp_path: Path, old: str, new: str, code: str) -> None:
    folder = copied("kinds", tmp_path)
    edit(folder, ACTIONS, old, new)
    assert (code, ACTIONS) in told(folder)
    with pytest.raises(InputFault) as fault:
        library(folder)
    assert code in {one.code for one in fault.value.problems}
    assert all(one.line for one in fault.value.problems)


def test_what_is_only_incomplete_is_a_gap(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, "unit_costs.yaml", "currency: USD\nunit_costs:\n  - {item: venue day, amount: 100, per: day}\n")
    problems = check_library(folder, load_framework(folder))
    assert {one.severity for one in problems} == {Severity.GAP}
    assert {one.code for one in problems} == {
        *("criterion_without_action", "action_without_cost", "unit_cost_without_source")
    }
    without = {one.facts["id"] for one in problems if one.code == "criterion_without_action"}
    assert "O02.4a" in without
    assert "L02.4a" not in without
    assert library(folder).actions


def test_meeting_a_threshold_meets_every_easier_one(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    edit(folder, ACTIONS, "meets: [L02.3a, L02.4a]", "meets: [L02.3a, L02.4a, O01.q1.3]")
    problems = check_library(folder, load_framework(folder))
    without = {str(one.facts["id"]) for one in problems if one.code == "criterion_without_action"}
    assert {id for id in without if id.startswith("O01.q1.")} == {"O01.q1.4"}


def test_actions_of_no_section_are_told(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, "actions/Z.yaml", "actions: []\n")
    assert ("section_not_listed", "actions/Z.yaml") in told(folder)


def test_framework_and_actions_are_read_together_and_each_error_is_told(tmp_path: Path) -> None:
    framework, read = load_bank(FRAMEWORKS / "kinds")
    assert framework.id == "kinds"
    assert list(read.actions) == ["A-L02-1", "A-L02-2"]
    folder = copied("kinds", tmp_path)
    edit(folder, ACTIONS, "after: [A-L02-1]", "after: [A-L02-2]")
    with pytest.raises(InputFault) as fault:
        load_bank(folder)
    assert {one.code for one in fault.value.problems} == {"action_circle"}
    edit(folder, "sections/L.yaml", "3: 3, 4: 4}", "3: 3, 4: 9}")
    with pytest.raises(InputFault) as fault:
        load_bank(folder)
    assert {one.code for one in fault.value.problems} == {"bands_beyond"}


def test_a_framework_without_actions_is_whole(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    (folder / "actions" / "L.yaml").unlink()
    assert told(folder) == set()
    assert library(folder).actions == {}

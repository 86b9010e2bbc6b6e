from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from planning.catalogue import load_library
from planning.library_checks import MOST_PROCUREMENT, check_actions
from questionnaire.framework_file import load_framework
from questionnaire.framework_folder import read_folder
from questionnaire.problems import Problem, Severity
from tests.framework_edits import copied, edit, put

LAW, ORG = "actions/L.yaml", "actions/O.yaml"
KEPT_UP = ", recurrent: [{block: procurement, goods: spare part, quantity: 1}]"
MEASURED = ", indicator: share of posts, verification: records of the posts"
EVERY_ORG_CRITERION = "[O01.q1.4, O01.q2.b1, O01.q2.c1, O02.1a, O02.2a, O02.3a, O02.4a]"


def action(id: str, type: str = "review", meets: str = "[L02.1a]", more: str = "") -> str:
    return f"  - {{id: {id}, name: One, type: {type}, lead: legal, meets: {meets}, months: 3{more}}}\n"


def problems(folder: Path) -> Sequence[Problem]:
    return tuple(check_actions(read_folder(folder)[0], load_framework(folder)))


def told(folder: Path, *actions: str) -> Mapping[str, list[Mapping[str, object]]]:
    """What is told of a library of these actions of the first section, by code."""
    put(folder, LAW, "actions:\n" + "".join(actions))
    found: dict[str, list[Mapping[str, object]]] = {}
    for one in problems(folder):
        found.setdefault(one.code, []).append(one.facts)
    return found


def bought(n: int, of: int) -> list[str]:
    goods = [action(f"A-L02-{place}", "procurement", more=KEPT_UP) for place in range(n)]
    return [*goods, *(action(f"A-L02-{place}") for place in range(n, of))]


@pytest.mark.parametrize(
    ("goods", "of", "buys"),
    [(0, 10, False), (1, 10, True), (1, 11, False), (2, 19, True), (2, 20, True), (2, 21, False), (9, 9, False)],
)
def test_less_than_a_tenth_of_a_library_is_procurement(tmp_path: Path, goods: int, of: int, buys: bool) -> None:
    found = told(copied("kinds", tmp_path), *bought(goods, of)).get("library_buys", [])
    assert found == ([{"found": goods, "of": of}] if buys else [])


def test_what_is_bought_needs_upkeep(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    found = told(folder, action("A-L02-1", "procurement"), action("A-L02-2", "procurement", more=KEPT_UP))
    assert found["action_without_upkeep"] == [{"id": "A-L02-1"}]


@pytest.mark.parametrize(
    ("type", "more", "silent"),
    [
        ("training", "", False),
        ("training", ", indicator: share of posts", False),
        ("training", ", verification: records of the posts", False),
        ("training", MEASURED, True),
        ("training material", "", True),
    ],
)
def test_a_training_says_how_its_effect_is_seen(tmp_path: Path, type: str, more: str, silent: bool) -> None:
    found = told(copied("kinds", tmp_path), action("A-L02-1", type, more=more))
    assert ("training_without_effect" not in found) is silent


def test_a_capability_that_goods_alone_bring_to_the_top_is_told(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, ORG, "actions:\n" + action("A-O01-1", "procurement", EVERY_ORG_CRITERION))
    found = [one.facts["id"] for one in problems(folder) if one.code == "capability_by_goods"]
    assert found == ["O01", "O02"], "the easier thresholds are met with the hardest"


def bought_to_the_top(folder: Path, meets: str) -> list[object]:
    """The capabilities that are told where a procurement meets these criteria."""
    put(folder, ORG, "actions:\n" + action("A-O01-1", "procurement", meets))
    return [one.facts["id"] for one in problems(folder) if one.code == "capability_by_goods"]


@pytest.mark.parametrize(
    ("meets", "capability"),
    [
        ("[L01.a, L01.b, L01.c]", "L01"),
        ("[L02.1a, L02.2a, L02.2b, L02.3a, L02.4a]", "L02"),
        ("[O01.q1.4, O01.q2.c1]", "O01"),
    ],
)
def test_only_what_the_top_needs_must_be_bought(tmp_path: Path, meets: str, capability: str) -> None:
    folder = copied("kinds", tmp_path)
    edit(folder, "sections/L.yaml", "3: 3, 4: 4}", "4: 3}")
    assert bought_to_the_top(folder, meets) == [capability], "a checklist needs its top band, a choice one option"
    for criterion in meets.strip("[]").split(", "):
        fewer = meets.replace(criterion, "").replace("[, ", "[").replace(", ]", "]").replace(", , ", ", ")
        assert bought_to_the_top(folder, fewer) == [], f"{criterion} is met by people"


def test_an_easier_threshold_or_a_lower_option_is_not_the_top(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    assert bought_to_the_top(folder, "[O01.q1.3, O01.q2.c1]") == []
    assert bought_to_the_top(folder, "[O01.q1.4, O01.q2.b1]") == []


def test_of_several_options_at_the_top_one_whose_criteria_are_bought_is_enough(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    another = "          - {id: d, level: 4, text: A machine., criteria: {1: A log is on file., 2: A lens is there.}}\n"
    edit(folder, "sections/O.yaml", "  - id: O02\n    name: Unit", f"{another}  - id: O02\n    name: Unit")
    assert bought_to_the_top(folder, "[O01.q1.4, O01.q2.d1, O01.q2.d2]") == ["O01"]
    assert bought_to_the_top(folder, "[O01.q1.4, O01.q2.d1]") == []


def test_a_top_that_no_criterion_decides_is_not_bought(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    told = "            criteria:\n              1: A note of the other office's check is on file.\n"
    edit(folder, "sections/O.yaml", told, "")
    assert bought_to_the_top(folder, "[O01.q1.4, O01.q2.b1]") == []


def test_what_is_wrong_with_the_whole_is_told_at_the_action(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, LAW, "actions:\n" + action("A-L02-1") + action("A-L02-2", "training"))
    put(folder, ORG, "actions:\n" + action("A-O02-1") + action("A-O02-2", "procurement", EVERY_ORG_CRITERION))
    places = {one.code: (one.place, one.line) for one in problems(folder)}
    assert places["training_without_effect"] == (LAW, 3)
    assert places["action_without_upkeep"] == places["capability_by_goods"] == (ORG, 3)


def test_one_criterion_that_people_meet_is_enough(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    by_goods = EVERY_ORG_CRITERION.replace(", O02.3a", "").replace(", O01.q2.c1", "")
    by_people = action("A-O02-2", "instruction", "[O02.3a, O01.q2.c1]")
    put(folder, ORG, "actions:\n" + action("A-O02-1", "procurement", by_goods) + by_people)
    assert "capability_by_goods" not in {one.code for one in problems(folder)}


def test_the_shape_of_a_library_is_a_gap_and_no_error(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    found = told(folder, *(action(f"A-L02-{place}", "procurement") for place in range(MOST_PROCUREMENT)))
    assert {"library_buys", "action_without_upkeep"} <= set(found)
    assert {one.severity for one in problems(folder)} == {Severity.GAP}
    assert len(load_library(folder, load_framework(folder)).actions) == MOST_PROCUREMENT


def test_an_id_given_twice_names_the_place_of_the_first(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    put(folder, ORG, "actions:\n" + action("A-L02-1", meets="[O02.1a]"))
    (twice,) = [one for one in problems(folder) if one.code == "id_twice"]
    assert (twice.place, twice.line, twice.facts) == (ORG, 2, {"id": "A-L02-1", "first": f"{LAW}:2"})


def test_a_fault_is_told_on_the_line_where_it_stands(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    lines = {
        "action_unknown_criterion": edit(folder, LAW, "meets: [L02.3a, L02.4a]", "meets: [L02.3a, L09.4a]"),
        "action_unknown_prerequisite": edit(folder, LAW, "after: [A-L02-1]", "after: [A-L09-1]"),
        "action_unknown_capability": edit(folder, LAW, "requires: {L02: 2}", "requires: {L09: 2}"),
    }
    errors = [one for one in problems(folder) if one.severity is Severity.ERROR]
    assert {one.code: one.line for one in errors} == lines
    assert [one.facts["found"] for one in errors] == ["L09.4a", "A-L09-1", "L09"]


def test_an_action_that_only_prepares_another_needs_no_criterion(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    before = action("A-L02-1", meets="[]")
    assert "action_meets_nothing" not in told(folder, before, action("A-L02-2", more=", after: [A-L02-1]"))
    assert told(folder, before, action("A-L02-2"))["action_meets_nothing"] == [{"id": "A-L02-1", "found": ""}]


def test_a_capability_that_alone_is_bought_is_told(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    bought = "[O02.1a, O02.2a, O02.3a, O02.4a]"
    put(folder, ORG, "actions:\n" + action("A-O02-1", "procurement", bought))
    assert [one.facts["id"] for one in problems(folder) if one.code == "capability_by_goods"] == ["O02"]


def test_an_action_that_uses_nothing_up_is_a_gap_and_one_that_costs_every_year_is_none(tmp_path: Path) -> None:
    found = told(copied("kinds", tmp_path), action("A-L02-1"), action("A-L02-2", more=KEPT_UP))
    assert found["action_without_cost"] == [{"id": "A-L02-1"}]


def test_what_is_spent_once_does_not_come_back_every_so_many_years(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    once = ", one_off: [{block: procurement, goods: car, quantity: 1, every: 5}]"
    found = told(folder, action("A-L02-1", more=once), action("A-L02-2", more=once.replace("one_off", "recurrent")))
    assert found["action_once_every"] == [{"id": "A-L02-1"}]


def test_only_a_price_that_is_known_needs_a_source(tmp_path: Path) -> None:
    folder = copied("kinds", tmp_path)
    lines = ("item: known, amount: 1, source: a tariff", "item: guessed, amount: 1", "item: blank")
    costs = "".join(f"  - {{{line}, per: day}}\n" for line in lines)
    put(folder, "unit_costs.yaml", f"currency: USD\nunit_costs:\n{costs}")
    (without,) = [one for one in problems(folder) if one.code == "unit_cost_without_source"]
    assert (without.facts["id"], without.place, without.line) == ("guessed", "unit_costs.yaml", 4)

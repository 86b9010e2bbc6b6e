from __future__ import annotations

import pytest

from tests.examples import capability, checklist, choice, framework, number, question, section


def sample():  # type: ignore[no-untyped-def]
    return framework(
        section("L", capability("L1", question("L1.q1"), question("L1.q2", checklist("L1.q2")))),
        section("O", capability("O1", question("O1", number("O1", {0: 0, 2: 50, 4: 90})))),
    )


def test_nodes_are_found_by_id_and_kind() -> None:
    tree = sample()
    assert tree.section("L").id == "L"
    assert tree.capability("O1") is tree.home_of_question["O1"]
    assert tree.question("O1") is not tree.capability("O1"), "a capability and its only question may share an id"
    assert tree.has_question("L1.q2")
    assert not tree.has_question("L1")
    with pytest.raises(KeyError):
        tree.capability("L1.q1")


def test_everything_is_in_framework_order() -> None:
    tree = sample()
    assert [one.id for one in tree.capabilities] == ["L1", "O1"]
    assert [one.id for one in tree.questions] == ["L1.q1", "L1.q2", "O1"]
    assert list(tree.node_names) == [
        *("section L", "capability L1", "question L1.q1", "question L1.q2"),
        *("section O", "capability O1", "question O1"),
    ]


def test_every_node_knows_its_home() -> None:
    tree = sample()
    assert tree.home_of_capability["O1"].id == "O"
    assert tree.home_of_criterion["L1.q2.a"].id == "L1.q2"
    assert tree.criterion_text["L1.q2.a"]("en") == "item a"


@pytest.mark.parametrize(
    ("kind", "criteria", "levels"),
    [
        (None, ["Q.1a", "Q.2a", "Q.3a", "Q.4a"], [0, 1, 2, 3, 4]),
        (checklist("Q", items=2), ["Q.a", "Q.b"], [0, 1, 2]),
        (number("Q", {0: 0, 2: 50, 4: 90}), ["Q.2", "Q.4"], [0, 2, 4]),
        (choice("Q", {"a": 0, "b": 3, "c": 3}), ["Q.b1", "Q.c1"], [0, 3]),
    ],
)
def test_a_question_of_any_kind_has_criteria_and_steps(kind, criteria, levels) -> None:  # type: ignore[no-untyped-def]
    asked = question("Q", kind)
    assert [one.id for one in asked.criteria] == criteria
    assert list(asked.ordered_levels) == levels


def test_a_level_has_its_word() -> None:
    assert sample().level_word(2, "en") == "Developing"
    with pytest.raises(KeyError):
        sample().level_word(9, "en")


def test_frameworks_are_told_apart_by_identity() -> None:
    one, other = sample(), sample()
    assert one != other
    assert one.capabilities[0] != other.capabilities[0]
    assert len({one, other}) == 2

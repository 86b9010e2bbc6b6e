from __future__ import annotations

from fractions import Fraction

import pytest

from planning.plan import LevelStep
from planning.steps import criteria_met, level_steps
from questionnaire.answers import Disputed, LevelReached, NotApplicable, NotKnown, OptionGiven, QuantityGiven
from questionnaire.framework import Framework
from questionnaire.policy import Aggregation, NotApplicableRule, Policy
from scoring.scores import score_dossier
from tests import examples
from tests.examples import action, answer, capability, dossier, framework, library, question, section, targets


def steps(one: Framework, *answers: object, actions: tuple[str, ...] = (), **more: object) -> tuple[LevelStep, ...]:
    more.setdefault("targets", targets(A1=3))
    recorded = dossier(one, *answers, **more)  # type: ignore[arg-type]
    return level_steps(recorded, score_dossier(recorded), library(action("A-1", *actions)))


PLAIN = framework(section("A", capability("A1")))


def test_steps_run_from_the_level_above_to_the_target() -> None:
    found = steps(PLAIN, answer("A1", 1), actions=("A1.2a", "A1.3a"))
    assert [(one.level, one.criteria, one.blocked_by) for one in found] == [
        (2, ("A1.2a",), ()),
        (3, ("A1.2a", "A1.3a"), ()),
    ]


def test_a_target_that_is_reached_needs_no_step() -> None:
    assert steps(PLAIN, answer("A1", 3)) == steps(PLAIN, answer("A1", 4)) == ()


def test_without_a_score_or_a_target_there_is_no_step() -> None:
    assert steps(PLAIN) == ()
    assert steps(PLAIN, answer("A1", 0), targets={}) == ()


def test_what_no_action_meets_blocks_its_level_and_all_above() -> None:
    found = steps(PLAIN, answer("A1", 0), actions=("A1.1a", "A1.3a"))
    assert [one.blocked_by for one in found] == [(), ("A1.2a",), ("A1.2a",)]


def test_importance_is_weight_section_gate_and_threat() -> None:
    weighty = framework(section("A", capability("A1", gate=True, weight=Fraction(3)), weight=Fraction(1, 2)))
    (first, *_) = steps(weighty, answer("A1", 0), threats={"A1": 3})
    assert first.importance == 3 * Fraction(1, 2) * 2 * 3


def test_a_criterion_marked_as_not_met_is_needed_below_the_chosen_level() -> None:
    (step,) = steps(PLAIN, answer("A1", examples.at_level(2, not_met=["A1.1a"])))
    assert step.criteria == ("A1.1a", "A1.3a")


def test_a_step_that_needs_nothing_waits_for_a_new_look_and_earns_nothing() -> None:
    ticked = answer("A1", examples.at_level(2, met=["A1.1a", "A1.2a", "A1.3a"]))
    (step,) = steps(PLAIN, ticked)
    assert (step.to_reassess, step.importance, step.criteria) == (True, 0, ())


@pytest.mark.parametrize("reply", [None, NotKnown()])
def test_what_rests_on_a_blank_or_not_known_answer_is_to_verify(reply: NotKnown | None) -> None:
    two = framework(section("A", capability("A1", question("A1.p"), question("A1.q"))))
    found = steps(two, answer("A1.p", 1), answer("A1.q", reply), targets=targets(A1=2))
    assert found and all(one.to_verify for one in found)
    assert "A1.q.1a" in found[0].criteria


def test_a_dispute_is_read_at_its_lowest_and_what_lies_between_is_to_verify() -> None:
    found = steps(PLAIN, answer("A1", Disputed(Fraction(1), Fraction(2))))
    assert [(one.level, one.criteria[0], one.to_verify) for one in found] == [(2, "A1.2a", True), (3, "A1.2a", True)]


def test_not_applicable_is_left_out_or_blocks_by_policy() -> None:
    two = (question("A1.p"), question("A1.q"))
    replies = (answer("A1.p", 1), answer("A1.q", NotApplicable("no sea port")))
    left_out = steps(framework(section("A", capability("A1", *two))), *replies)
    assert {one.criteria[0] for one in left_out} == {"A1.p.2a"}
    policy = Policy(not_applicable=NotApplicableRule.LOWEST)
    lowest = steps(framework(section("A", capability("A1", *two)), policy=policy), *replies, actions=("A1.p.1a",))
    assert all("A1.q" in one.blocked_by for one in lowest)


def test_a_capability_by_stages_is_not_planned() -> None:
    staged = capability("A1", question("A1.p", stage=1), aggregation=Aggregation.STAGED)
    assert steps(framework(section("A", staged)), answer("A1.p", 1)) == ()


def test_an_option_without_criteria_blocks_and_is_named() -> None:
    bare = examples.choice("A1", {"a": 0, "b": 2})
    found = steps(
        framework(section("A", capability("A1", question("A1", bare)))),
        answer("A1", LevelReached(OptionGiven("a"))),
        actions=("A1.b1",),
    )
    assert [one.blocked_by for one in found] == [(), (), ("A1",)]


def test_meeting_a_threshold_meets_every_easier_one() -> None:
    measured = examples.number("A1", {0: 0, 1: 10, 2: 50, 3: 75, 4: 90})
    one = framework(section("A", capability("A1", question("A1", measured))))
    assert criteria_met(one, ["A1.3"]) == {"A1.1", "A1.2", "A1.3"}
    assert criteria_met(PLAIN, ["A1.3a"]) == {"A1.3a"}
    found = steps(one, answer("A1", LevelReached(QuantityGiven(Fraction(5), "percent"))), actions=("A1.4",))
    assert [step.blocked_by for step in found] == [(), (), ()]

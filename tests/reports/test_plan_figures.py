"""What the figure of the plan says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from planning.actions import Action
from planning.plan import Cost, LevelStep, Plan, PlanStep
from questionnaire.text import Text
from reports.plan_figures import cost_in_words, timeline_figure
from tests.examples import capability, framework, section
from words.phrases import load_phrases

EN, FR = load_phrases("en"), load_phrases("fr")
TREE = framework(
    section("L", capability("L01", gate=True), capability("L02")),
    section("O", capability("O01")),
)


def action(id: str, meets: str) -> Action:
    return Action(id, Text({"en": f"Do {id}", "fr": f"Faire {id}"}), "training", "legal", (meets,), 3)


def step(id: str, meets: str, start: int, end: int, cost: Cost, serves: tuple[tuple[str, int], ...] = ()) -> PlanStep:
    first = date(2027 + start // 4, 1 + start % 4 * 3, 1)
    last = date(2027 + end // 4, 3 + end % 4 * 3, 30)
    return PlanStep(action(id, meets), start, end, first, last, cost, Cost(Fraction(0)), (meets,), serves)


def plan(*steps: PlanStep, reached: tuple[LevelStep, ...] = ()) -> Plan:
    nothing = Cost(None)
    return Plan(steps, reached, (), (), Fraction(1), nothing, nothing, "USD", date(2027, 1, 1), 8)


PRICED, PARTLY, BLANK = Cost(Fraction(38000)), Cost(Fraction(1200), ("per diem",)), Cost(None, ("per diem",))


def test_costs_in_words() -> None:
    assert cost_in_words(PRICED, "USD", EN) == "38,000\u00a0USD"
    assert cost_in_words(PARTLY, "USD", EN) == "1,200\u00a0USD + part not costed"
    assert cost_in_words(BLANK, "USD", EN) == "not costed"
    assert cost_in_words(Cost(Fraction(0)), "USD", EN) == "no cost"
    assert cost_in_words(Cost(None, (), Fraction(12)), "USD", EN) == "12 days of own staff"
    assert cost_in_words(Cost(None, (), Fraction(1)), "USD", FR) == "1 jour de personnel en poste"


def test_the_timeline_runs_by_section_then_by_start() -> None:
    steps = (
        step("A-3", "O01.1a", 0, 0, PRICED),
        step("A-2", "L02.1a", 3, 4, PRICED),
        step("A-1", "L01.1a", 1, 1, BLANK),
    )
    figure = timeline_figure(plan(*steps), TREE, EN)
    assert [(bar.name, bar.letter, bar.start, bar.end) for bar in figure.marks] == [
        ("Do A-1", "L", 1, 2),
        ("Do A-2", "L", 3, 5),
        ("Do A-3", "O", 0, 1),
    ]
    assert figure.title == "3 actions, January 2027 to March 2028; 1 is not fully costed"
    assert [row[0] for row in figure.rows] == ["A-1 Do A-1", "A-2 Do A-2", "A-3 Do A-3"]
    assert len(figure.quarters) == 9
    assert (figure.quarters[0].word, figure.quarters[-1].digits) == ("Jan 2027", "1/2029")


def test_an_action_stands_in_the_section_of_the_level_that_depends_on_it() -> None:
    figure = timeline_figure(plan(step("A-1", "O01.1a", 0, 0, PRICED, serves=(("L02", 1),))), TREE, EN)
    assert figure.marks[0].letter == "L"


def test_an_amount_with_an_unpriced_part_is_a_least_one() -> None:
    figure = timeline_figure(plan(step("A-1", "L01.1a", 0, 0, PARTLY)), TREE, EN)
    assert figure.marks[0].cost == "\u2265 1,200\u00a0USD"
    assert "\u2265" in figure.subtitle
    assert figure.rows[0][2] == "1,200\u00a0USD + part not costed"


def test_actions_that_rest_on_answers_to_verify_are_marked() -> None:
    doubtful = LevelStep("L01", 1, ("L01.1a",), Fraction(1), ("A-1", "A-2"), to_verify=True)
    sure = replace(doubtful, capability="L02", actions=("A-2",), to_verify=False)
    steps = (step("A-1", "L01.1a", 0, 0, PRICED), step("A-2", "L02.1a", 0, 0, PRICED))
    figure = timeline_figure(plan(*steps, reached=(doubtful, sure)), TREE, EN)
    assert [bar.verify for bar in figure.marks] == [True, False]
    assert figure.subtitle.endswith("? rests on answers to verify.")


def test_a_plan_without_actions_says_so() -> None:
    figure = timeline_figure(plan(), TREE, FR)
    assert figure.title == "Le plan ne contient aucune action"
    assert not figure.marks

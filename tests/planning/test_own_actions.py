from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.actions import Action, Library
from planning.costing import bill_of, prices_in_force
from planning.own_actions import own_order, own_price, price_line, with_own_actions
from planning.plan import Cost
from planning.rule_of_thumb import build_plan
from questionnaire.assessment import Dossier, Setup
from questionnaire.circles import in_circle
from questionnaire.intentions import ExchangeRate, Target, UnitPrice
from questionnaire.own_actions import OwnAction
from scoring.scores import score_dossier
from tests import examples
from tests.planning.situations import TODAY

TREE = examples.framework(examples.section("A", examples.capability("A1"), examples.capability("A2")))
LIBRARY = examples.library(examples.action("A-1", "A1.1a", money=5), examples.action("A-2", "A1.2a"))


def own(number: int = 1, **more: Any) -> OwnAction:
    return replace(OwnAction(f"OWN-{number}", f"Signs {number}", "awareness", "legal", 4), **more)


def dossier(*actions: OwnAction, **more: Any) -> Dossier:
    return examples.dossier(TREE, own_actions={one.id: one for one in actions}, **more)


def extended(*actions: OwnAction, **more: Any) -> Library:
    return with_own_actions(LIBRARY, dossier(*actions, **more))


def test_without_own_actions_it_is_the_library_itself() -> None:
    assert with_own_actions(LIBRARY, dossier()) is LIBRARY


def test_own_actions_stand_after_those_of_the_library_in_the_order_of_their_numbers() -> None:
    assert list(extended(own(10), own(2)).actions) == ["A-1", "A-2", "OWN-2", "OWN-10"]
    assert sorted(["OWN-x", "OWN-10", "OWN-9", "X"], key=own_order) == ["OWN-9", "OWN-10", "OWN-x", "X"]


def test_the_same_dossier_gives_the_same_library() -> None:
    assert extended(own()) is extended(own()), "a page asks for it again and again"


def test_an_action_is_kept_as_it_was_said_in_every_language() -> None:
    said = own(name="Panneaux", steps="Poser", risk="Pluie")
    made = extended(said, setup=Setup(language="fr")).actions["OWN-1"]
    assert (made.name("fr"), made.name("en")) == ("Panneaux", "Panneaux")
    assert (made.steps("en"), made.risk("en"), made.indicator("en")) == ("Poser", "Pluie", "")
    assert (made.type, made.lead, made.months, made.quarters) == ("awareness", "legal", 4, 2)


def test_it_meets_only_what_the_framework_asks() -> None:
    made = extended(own(meets=("A2.1a", "gone", "A2.1a", "A1.1a"))).actions["OWN-1"]
    assert made.meets == ("A2.1a", "A1.1a")


def test_it_comes_after_what_is_there() -> None:
    actions = extended(own(1, after=("A-1", "A-9", "OWN-2", "OWN-7")), own(2)).actions
    assert actions["OWN-1"].after == ("A-1", "OWN-2")


def test_a_library_action_is_never_replaced() -> None:
    made = with_own_actions(LIBRARY, dossier(own(id="A-1")))
    assert made.actions == LIBRARY.actions
    assert made.unit_costs == LIBRARY.unit_costs


@pytest.mark.parametrize(
    ("links", "kept"),
    [
        ({1: ["OWN-1"]}, {1: ()}),
        ({1: ["OWN-2"], 2: ["OWN-1"]}, {1: ("OWN-2",), 2: ()}),
        ({1: ["OWN-2"], 2: ["OWN-3"], 3: ["OWN-1", "A-1"]}, {1: ("OWN-2",), 2: ("OWN-3",), 3: ("A-1",)}),
    ],
)
def test_what_closes_a_circle_is_left_off(links: dict[int, list[str]], kept: dict[int, tuple[str, ...]]) -> None:
    actions = extended(*(own(number, after=tuple(after)) for number, after in links.items())).actions
    assert {number: actions[f"OWN-{number}"].after for number in kept} == kept


numbers = st.integers(1, 6)


@given(st.dictionaries(numbers, st.lists(numbers | st.just(99), max_size=4), min_size=1))
def test_nothing_waits_for_itself_and_no_other_link_is_lost(links: dict[int, list[int]]) -> None:
    asked = {number: tuple(f"OWN-{one}" for one in after) for number, after in links.items()}
    actions = extended(*(own(number, after=after) for number, after in asked.items())).actions
    waits = {id: action.after for id, action in actions.items()}
    assert not any(in_circle(id, waits) for id in waits)
    for number, after in asked.items():
        id = f"OWN-{number}"
        for lost in set(after) & actions.keys() - set(waits[id]):
            assert in_circle(id, {**waits, id: (*waits[id], lost)})


def money(action: OwnAction, **more: Any) -> tuple[Cost, Cost]:
    """What it costs once and every year."""
    at = dossier(action, **more)
    library = with_own_actions(LIBRARY, at)
    bill = bill_of(library.actions["OWN-1"], prices_in_force(at, library))
    return bill.one_off.cost, bill.recurrent.cost


def test_its_money_is_its_cost() -> None:
    assert money(own(one_off=Fraction(500), recurrent=Fraction(0), currency="USD")) == (
        Cost(Fraction(500)),
        Cost(Fraction(0)),
    )


def test_a_side_that_nobody_priced_is_not_costed_and_never_zero() -> None:
    assert money(own()) == (Cost(None, ("OWN-1 once",)), Cost(None, ("OWN-1 yearly",)))


def test_a_price_in_the_price_table_goes_before() -> None:
    entered = {"OWN-1 once": UnitPrice("OWN-1 once", Fraction(450), "USD", "offer", 2027)}
    once, _ = money(own(one_off=Fraction(500), currency="USD"), prices=entered)
    assert once == Cost(Fraction(450))


def test_money_of_another_currency_needs_a_rate() -> None:
    in_euros = own(one_off=Fraction(500), currency="EUR")
    assert money(in_euros)[0] == Cost(None, ("OWN-1 once",))
    rates = {"EUR": ExchangeRate("EUR", Fraction("1.08"), into="USD")}
    assert money(in_euros, rates=rates)[0] == Cost(Fraction(540))


def test_money_without_a_currency_is_in_that_of_the_plan() -> None:
    assert money(own(one_off=Fraction(5)), setup=Setup(currency="XAF"))[0] == Cost(Fraction(5))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (price_line("OWN-1", "once"), ("OWN-1", "once")),
        (price_line("OWN-a b", "yearly"), ("OWN-a b", "yearly")),
        ("OWN-1", None),
        ("OWN-1 kit", None),
        ("per diem", None),
        ("analyst once", None),
    ],
)
def test_a_price_line_tells_what_it_is_for(line: str, said: tuple[str, str] | None) -> None:
    assert own_price(line) == said


def test_it_is_planned_like_every_other() -> None:
    at = dossier(
        own(meets=("A2.1a",), after=("A-1",), one_off=Fraction(3), recurrent=Fraction(0), currency="USD"),
    )
    at = replace(at, targets={"A2": Target("A2", 1)}, answers=_answers())
    plan = build_plan(at, score_dossier(at), with_own_actions(LIBRARY, at), today=TODAY)
    steps: dict[str, Action] = {step.action.id: step.action for step in plan.steps}
    assert set(steps) == {"A-1", "OWN-1"}
    assert plan.one_off == Cost(Fraction(8))
    assert [(one.capability, one.level, one.actions) for one in plan.reached] == [("A2", 1, ("OWN-1",))]


def _answers() -> Any:
    return {("P1", id): examples.answer(id, 0) for id in ("A1", "A2")}

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from planning.actions import Action, CostLine
from planning.check_money import sections_of, short_years, spending_of
from planning.examined import Examined
from planning.plan import Cost
from questionnaire.intentions import Donor
from tests import examples
from tests.examples import action, targets
from tests.planning.situations import Case, case


def clerk(months: int) -> CostLine:
    return CostLine("staff", {"months": Fraction(months)}, "clerk")


def two_sections(*actions: Action) -> Case:
    """Capabilities A1 and B1 at level 0, each in its own section; what is bought and a clerk's month cost 1."""
    framework = examples.framework(
        examples.section("A", examples.capability("A1")), examples.section("B", examples.capability("B1"))
    )
    answers = [examples.answer(id, 0) for id in ("A1", "B1")]
    made = case(framework, answers, *actions, targets=targets(A1=1, B1=1))
    made = replace(made, library=examples.library(*actions, **{"clerk month": Fraction(1)}))
    return made.within(start=date(2027, 8, 31), quarters=8)


ONE = two_sections(
    replace(action("X1", "A1.1a", money=10, upkeep=4), recurrent=(clerk(4),)),
    replace(
        action("X2", "B1.1a", months=6, money=6), one_off=(clerk(2), clerk(3), CostLine("procurement", {}, "goods"))
    ),
    action("X3", money=5),
)
STARTS = {"X1": 0, "X2": 2}


def examined(one: Case = ONE, **starts: int) -> Examined:
    return Examined(one.starting(**(starts or STARTS)), one.dossier, one.card, one.library)


def donor(name: str = "D1", sections: str = "", blocks: str = "", **amounts: int) -> Donor:
    """A donor who gives these amounts: y27=4 is 4 in 2027."""
    given = {2000 + int(year[1:]): Fraction(amount) for year, amount in amounts.items()}
    return Donor(name, given, frozenset(sections.split()), frozenset(blocks.split()))


def short(*donors: Donor) -> Mapping[int, Fraction]:
    return short_years(examined(ONE.within(donors=donors)))


def test_spending_lies_in_the_year_of_the_first_day_and_upkeep_in_those_after_the_last() -> None:
    # The quarters begin on 31 August, 30 November, 29 February, 31 May ...: upkeep in one quarter of 2027.
    assert spending_of(examined()) == {
        ("X1", 2027): {"procurement": 10, "staff": 1},
        ("X1", 2028): {"staff": 4},
        ("X1", 2029): {"staff": 2},
        ("X2", 2028): {"staff": 5, "procurement": 1},
    }


def test_what_has_no_price_is_not_spent() -> None:
    free = replace(ONE, library=examples.library(*ONE.library.actions.values(), price=None))
    assert spending_of(examined(free)) == {} and free.breaches(free.starting(**STARTS)) == set()


@pytest.mark.parametrize(
    ("donors", "missing"),
    [
        ([donor(y27=11, y28=10, y29=2)], {}),
        ([donor(y27=10, y28=10, y29=2)], {2027: 1}),
        ([donor(y27=99, y28=9)], {2028: 1, 2029: 2}),
        ([donor(y27=10, y28=4, y29=1), donor("D2", y27=1, y28=6, y29=1)], {}),
        ([donor(y27=99, y28=99, y29=99, sections="A")], {2028: 6}),
        ([donor(y27=99, y28=4, y29=99), donor("D2", y28=6, sections="B")], {}),
        ([donor(y27=99, y28=4, y29=99), donor("D2", y28=6, sections="A")], {2028: 2}),
        ([donor(y27=99, y28=99, y29=99, blocks="staff")], {2027: 10, 2028: 1}),
        ([donor(y27=99, y28=99, y29=99, blocks="staff procurement")], {}),
        ([donor(y27=1, y28=9, y29=2, blocks="staff"), donor("D2", y27=10, y28=1, blocks="procurement")], {}),
        ([donor(y27=1, y28=9, y29=2, blocks="staff"), donor("D2", y27=10, y28=1, sections="A")], {2028: 1}),
        ([], {}),
    ],
)
def test_each_year_is_paid_by_donors_who_pay_such_things(donors: list[Donor], missing: Mapping[int, int]) -> None:
    assert short(*donors) == missing
    one = ONE.within(donors=tuple(donors))
    assert one.breaches(one.starting(**STARTS)) == ({"donors_short"} if missing else set())


def test_what_meets_nothing_belongs_to_the_sections_of_all_that_need_it() -> None:
    chain = two_sections(
        action("X1", "A1.1a", after=("X2",)),
        action("X2", after=("X3",)),
        action("X3"),
        action("X4", "B1.1a", after=("X3",)),
        action("X5", "A1.2a", "B1.2a", after=("X4",)),
        action("X6"),
    )
    look = examined(chain, X6=0)
    found = {id: "".join(sorted(sections_of(look, id))) for id in chain.library.actions}
    assert found == {"X1": "A", "X2": "A", "X3": "AB", "X4": "B", "X5": "AB", "X6": ""}


def test_a_circle_of_what_meets_nothing_comes_to_an_end() -> None:
    circle = two_sections(
        action("X1", after=("X2",)), action("X2", after=("X1",)), action("X3", "A1.1a", after=("X1",))
    )
    assert sections_of(examined(circle, X3=0), "X2") == {"A"}


def test_ceilings_hold_to_the_last_unit() -> None:
    plan = ONE.starting(**STARTS)
    for name, most in (("money", 23), ("upkeep", 4)):
        assert ONE.within(**{name: Fraction(most)}).breaches(plan) == set()
        assert ONE.within(**{name: most - Fraction(1, 9)}).breaches(plan) == {name}


def test_upkeep_left_behind_counts_even_where_none_is_paid_before_the_end() -> None:
    late = ONE.starting(X1=7)
    assert ONE.within(money=Fraction(10)).breaches(late) == set()
    assert ONE.within(upkeep=Fraction(0)).breaches(late) == {"upkeep"}


def test_costs_are_those_of_the_cost_lines() -> None:
    plan = ONE.starting(**STARTS)
    cheaper = replace(plan, steps=(replace(plan.steps[0], one_off=Cost(Fraction(9))), *plan.steps[1:]))
    assert ONE.breaches(cheaper) == {"price", "cost_sum"}
    blank = replace(plan, steps=(replace(plan.steps[0], recurrent=Cost(None)), *plan.steps[1:]))
    assert "price" in ONE.breaches(blank)
    assert ONE.breaches(replace(plan, cost_by_year={})) == {"cost_sum"}

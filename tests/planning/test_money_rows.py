from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from planning.candidates import Candidates
from planning.money_rows import MoneyRows
from planning.program import Aim, Program
from planning.purses import Outlay
from planning.reach import Reach
from planning.solver import solve
from planning.start_columns import StartColumns, periods_of
from questionnaire.intentions import Donor
from tests.examples import action
from tests.planning.situations import Case, case, ladders, tight_cases
from tests.planning.tries import Tries

SOME = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
ONE = case(
    *ladders(0), action("X1", "A1.1a", money=6, upkeep=4), action("X2", "A1.2a", money=5), action("X3", "A1.3a")
).within(quarters=4, start=date(2027, 7, 1))


def rows(one: Case, longest: int | None = 1, **more: int | bool) -> MoneyRows:
    situation = one.situation()
    periods = ((0, situation.quarters - 1),) if longest is None else periods_of(situation, longest)
    columns = StartColumns.of(Candidates(Reach(situation), every_way=True), periods)
    made = MoneyRows(columns, **more)  # type: ignore[arg-type]  # tighter and more
    made.write()
    return made


def fixed(made: MoneyRows, starts: Mapping[str, int]) -> Program:
    columns = made.columns
    program = columns.program.copy()
    for id in columns.actions:
        for (_, last), column in zip(columns.periods, columns.started[id], strict=True):
            if column is not None:
                program.fix(column, float(id in starts and starts[id] <= last))
    return program


def paid(one: Case, starts: Mapping[str, int], longest: int | None = 1, **more: int | bool) -> bool:
    return not solve(fixed(rows(one, longest, **more), starts), Aim({})).impossible


@pytest.mark.parametrize(("money", "enough"), [(13, False), (14, True)])
def test_a_ceiling_on_all_money(money: int, enough: bool) -> None:
    # Six and five, and three quarters of upkeep at one each.
    assert paid(ONE.within(money=Fraction(money)), {"X1": 0, "X2": 0}) is enough


@pytest.mark.parametrize(("upkeep", "enough"), [(3, False), (4, True)])
def test_a_ceiling_on_upkeep(upkeep: int, enough: bool) -> None:
    assert paid(ONE.within(upkeep=Fraction(upkeep)), {"X1": 3}) is enough


def test_donors_pay_in_their_years() -> None:
    late = ONE.within(donors=(Donor("D", {2028: Fraction(7)}),))
    assert not paid(late, {"X2": 1})
    assert paid(late, {"X2": 2}) and paid(late, {"X1": 2}) and not paid(late, {"X1": 2, "X2": 3})


def test_an_action_may_be_shared_unless_the_limits_say_otherwise() -> None:
    two = ONE.within(donors=(Donor("D", {2027: Fraction(3)}), Donor("E", {2027: Fraction(2)})))
    assert paid(two, {"X2": 0}) and not paid(two.within(one_donor_each=True), {"X2": 0})
    assert paid(two.within(one_donor_each=True), {"X3": 0})


def test_a_few_units_less() -> None:
    just = ONE.within(money=Fraction(5))
    assert paid(just, {"X2": 0}) and not paid(just, {"X2": 0}, tighter=1)


def test_money_that_nobody_has_promised() -> None:
    for limits in ({"money": Fraction(4)}, {"donors": (Donor("D", {2027: Fraction(4)}),)}):
        made = rows(ONE.within(**limits), more=True)
        aim = Aim(dict.fromkeys(made.unpromised.values(), 1.0), largest=False, step=0.001)
        found = solve(fixed(made, {"X1": 1}), aim)
        # Six in 2027, two later.
        assert found.value is not None and round(found.value * 1000) == 4


def test_the_rows_of_purses_are_named_with_their_amounts() -> None:
    assert [amount for _, amount in rows(ONE.within(money=Fraction(500))).purses] == [0.5]
    assert rows(ONE).purses == []


@SOME
@given(tight_cases(4, 6))
def test_what_the_rows_allow_is_what_can_be_paid(one: Case) -> None:
    tries = Tries(one)
    starts = {id: tries.quarters(id)[-1] for id in one.library.actions if tries.quarters(id)}
    made = rows(one)
    starts = {id: start for id, start in starts.items() if id in made.columns.actions}
    starts = {id: start for id, start in starts.items() if start in range(*_window(made, id))}
    upkeep = sum(made.columns.purses.yearly_upkeep(id) for id in starts)
    limits, purses = one.dossier.limits, made.columns.purses
    outlay = Outlay(purses)
    for id, start in starts.items():
        outlay.add(purses.charges(id, start))
    possible = outlay.missing() == 0 and (limits.upkeep is None or purses.money(upkeep) <= limits.upkeep)
    if possible and limits.one_donor_each and limits.donors:
        possible = tries._one_payer_each(starts) is not None
    assert solve(fixed(made, starts), Aim({})).impossible != possible
    for longest in (2, 4, None):  # Longer periods forbid nothing that can be paid.
        assert not possible or paid(one, starts, longest)


def _window(made: MoneyRows, id: str) -> tuple[int, int]:
    first, last = made.columns.window(id)
    return first, last + 1


def test_a_donor_that_may_not_pay_all_is_named_where_the_rest_comes_too_late() -> None:
    goods = Donor("D", {2027: Fraction(20), 2028: Fraction(20)}, sections=frozenset("A"))
    nobody = replace(goods, sections=frozenset("B"))
    one = ONE.within(one_donor_each=True)
    assert paid(one.within(donors=(goods,)), {"X1": 0, "X2": 0})
    assert not paid(one.within(donors=(nobody,)), {"X2": 0})
    assert paid(one.within(donors=(nobody,)), {"X3": 0})

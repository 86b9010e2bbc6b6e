from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from planning.costing import cost_of_lines, prices_in_force
from planning.purses import BlockBill, Outlay, Purses, shared_out
from questionnaire.intentions import Donor, Limits
from tests import examples
from tests.examples import action
from tests.planning.situations import FEW, Case, case, ladders, tight_cases

START = date(2027, 7, 1)
GOODS, STAFF = frozenset({"procurement"}), frozenset({"staff"})


def purses(one: Case) -> Purses:
    return Purses(one.situation())


def paying(*donors: Donor, **limits: object) -> Case:
    """An action of ten, with four of upkeep a year, in a plan from July of so many quarters."""
    made = case(*ladders(0), action("X1", "A1.1a", money=10, upkeep=4), action("X2", after=("X1",), money=1))
    return made.within(start=START, quarters=4, donors=donors, **limits)


def test_spending_falls_into_the_years_of_its_quarters() -> None:
    money = purses(paying())
    assert (money.unit, list(money.years), list(money.year_of)) == (1, [2027, 2028], [2027, 2027, 2028, 2028, 2028])
    assert money.bills["X1"] == (BlockBill(0, 10, 1),)
    assert money.charges("X1", 0) == ((0, 2027, 11), (0, 2028, 2))
    assert money.charges("X1", 2) == ((0, 2028, 11),)
    assert money.charges("X1", 3) == ((0, 2028, 10),)
    assert (money.whole_cost("X1"), money.yearly_upkeep("X1")) == (14, 4)


def test_the_unit_makes_all_amounts_whole() -> None:
    third = purses(paying(Donor("D", {2027: Fraction(1, 3)}), money=Fraction(5, 2), upkeep=Fraction(1, 5)))
    assert third.unit == 30
    assert (third.units(Fraction(5, 2)), third.money(75), third.purse(0, 2027)) == (75, Fraction(5, 2), 10)
    assert third.purse(0, 2028) == 0


def test_donors_pay_their_blocks_and_sections_only() -> None:
    donors = Donor("A", sections=frozenset("A")), Donor("B", sections=frozenset("B")), Donor("S", blocks=STAFF)
    money = purses(paying(*donors, Donor("G", blocks=GOODS)))
    assert (money.everybody, money.payers("X1", "procurement"), money.payers("X1", "staff")) == (15, 0b1001, 0b101)


def test_what_meets_nothing_belongs_to_the_sections_of_what_needs_it() -> None:
    framework = examples.framework(
        examples.section("A", examples.capability("A1")), examples.section("B", examples.capability("B1"))
    )
    actions = (
        action("X1", "A1.1a", after=("X3",)),
        action("X2", "B1.1a", after=("X3",)),
        action("X3", after=("X4",)),
        action("X4"),
        action("X5"),
    )
    found = purses(case(framework, [], *actions)).sections
    assert {id: "".join(sorted(sections)) for id, sections in found.items()} == {
        "X1": "A", "X2": "B", "X3": "AB", "X4": "AB", "X5": "",
    }  # fmt: skip


def test_what_is_missing_is_the_worst_of_ceiling_and_years() -> None:
    money = purses(paying(Donor("D", {2027: Fraction(8), 2028: Fraction(2)}), money=Fraction(9)))
    outlay = Outlay(money)
    outlay.add(money.charges("X1", 0))
    assert (outlay.total, outlay.missing()) == (13, 4)
    twin = outlay.copy()
    twin.add(money.charges("X1", 0), -1)
    assert (twin.total, twin.missing(), outlay.missing()) == (0, 0, 4)
    late = Outlay(money)
    late.add(money.charges("X1", 3))
    assert late.missing() == 8


def test_a_year_that_nobody_pays_is_missing_whole() -> None:
    money = purses(paying(Donor("D", {2027: Fraction(50)}, blocks=STAFF)))
    outlay = Outlay(money)
    outlay.add(money.charges("X1", 0))
    assert outlay.missing() == 13


@given(
    st.dictionaries(st.integers(0, 15), st.integers(0, 30), max_size=8),
    st.lists(st.integers(0, 30), min_size=4, max_size=4),
)
def test_what_is_shared_out_is_the_smallest_cut(spent: dict[int, int], given: list[int]) -> None:
    """As much is paid as the tightest group of donors allows: what only they may pay, against what they have."""
    shares = shared_out(spent, given)
    groups = [sum(1 << donor for donor in group) for many in range(5) for group in combinations(range(4), many)]
    lacking = max(
        sum(amount for payers, amount in spent.items() if payers & ~group == 0)
        - sum(amount for donor, amount in enumerate(given) if group >> donor & 1)
        for group in groups
    )
    assert sum(spent.values()) - sum(amount for _, _, amount in shares) == max(0, lacking)
    assert all(payers >> donor & 1 and amount > 0 for payers, donor, amount in shares)
    for donor, purse in enumerate(given):
        assert sum(amount for _, who, amount in shares if who == donor) <= purse
    for payers, amount in spent.items():
        assert sum(paid for who, _, paid in shares if who == payers) <= amount


@FEW
@given(tight_cases())
def test_charges_add_up_to_what_an_action_costs(one: Case) -> None:
    money, prices = purses(one), prices_in_force(one.dossier, one.library)
    quarters = one.dossier.limits.quarters
    for id, done in one.library.actions.items():
        once, yearly = (cost_of_lines(lines, prices).amount or Fraction(0) for lines in (done.one_off, done.recurrent))
        for start in range(quarters - done.quarters + 1):
            paid = money.money(sum(amount for _, _, amount in money.charges(id, start)))
            assert paid == once + yearly * (quarters - start - done.quarters) / 4
        assert money.money(money.whole_cost(id)) == once + yearly * quarters / 4
        assert money.money(money.yearly_upkeep(id)) == yearly


def test_a_plan_without_quarters_has_a_year() -> None:
    none = case(*ladders(0), action("X1", money=1), limits=Limits(quarters=0, start=START))
    assert list(purses(none).years) == [2027]

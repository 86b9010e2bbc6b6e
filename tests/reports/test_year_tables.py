"""What each action costs when, and who pays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from planning.plan import Payment
from questionnaire.intentions import Donor
from reports.cells import Row
from reports.report import Report
from reports.year_tables import budget_table, costs_by_year_table, donors_of
from tests.reports.planned import paid_by, planned, planned_dossier, planned_report

HALVES = {"North": Fraction(1, 2), "South": Fraction(1, 2)}


def rows_of(report: Report, action: str) -> list[Row]:
    return [row for row in costs_by_year_table(report).rows if row["action"] == action]


def total(rows: Iterable[Row], column: str = "amount") -> Fraction:
    return sum((cell for row in rows if isinstance(cell := row[column], Fraction)), Fraction(0))


def test_what_is_spent_once_falls_in_the_year_of_the_start() -> None:
    found = rows_of(planned_report(), "A-2")
    assert [(row["year"], row["one_off"]) for row in found] == [(2027, 7), (2028, 0), (2029, 0)]


def test_upkeep_is_paid_for_the_quarters_after_the_end() -> None:
    found = rows_of(planned_report(), "A-2")
    assert [row["upkeep_years"] for row in found] == [0, Fraction(3, 4), Fraction(1, 4)]
    assert [row["upkeep"] for row in found] == [0, Fraction(21, 4), Fraction(7, 4)]


def test_a_year_with_nothing_but_things_without_a_price_is_blank() -> None:
    found = rows_of(planned_report(), "A-3")
    assert [row["amount"] for row in found] == [None, 0, 0]


def test_the_years_add_up_to_the_plan() -> None:
    plan, rows = planned(planned_dossier()), costs_by_year_table(planned_report()).rows
    for year, cost in plan.cost_by_year.items():
        assert total(row for row in rows if row["year"] == year) == (cost.amount or 0)


def test_nobody_pays_where_the_plan_names_no_payments() -> None:
    rows = costs_by_year_table(planned_report()).rows
    assert {row["donor"] for row in rows} == {None}
    assert {row["paid_share"] for row in rows} == {1}


def test_two_donors_share_a_year() -> None:
    held = planned_dossier()
    found = rows_of(planned_report(held, paid_by(planned(held), HALVES, ["A-2"])), "A-2")
    assert [(row["year"], row["donor"], row["amount"]) for row in found] == [
        (2027, "North", Fraction(7, 2)),
        (2027, "South", Fraction(7, 2)),
        (2028, "North", Fraction(21, 8)),
        (2028, "South", Fraction(21, 8)),
        (2029, "North", Fraction(7, 8)),
        (2029, "South", Fraction(7, 8)),
    ]


def test_what_no_payment_covers_is_nobodys() -> None:
    held = planned_dossier()
    plan = paid_by(planned(held), {"North": Fraction(1, 4)}, ["A-1"])
    found = [row for row in rows_of(planned_report(held, plan), "A-1") if row["year"] == 2027]
    assert [(row["donor"], row["paid_share"]) for row in found] == [("North", Fraction(1, 4)), (None, Fraction(3, 4))]


def test_a_payment_for_what_costs_nothing_is_left_out() -> None:
    held = planned_dossier()
    plan = replace(planned(held), payments=(Payment("A-3", "North", 2027, Fraction(5)),))
    assert total(costs_by_year_table(planned_report(held, plan)).rows) == total(
        costs_by_year_table(planned_report(held)).rows
    )


@given(
    st.lists(
        st.builds(
            Payment,
            st.sampled_from(["A-1", "A-2", "A-3", "A-4"]),
            st.sampled_from(["North", "South", "=1+1"]),
            st.sampled_from([2027, 2028, 2029, 2031]),
            st.fractions(0, 3000, max_denominator=12),
        ),
        max_size=6,
    )
)
def test_whoever_pays_the_shares_of_a_year_are_one_and_nothing_is_lost(payments: list[Payment]) -> None:
    held = planned_dossier()
    bare = planned_report(held)
    rows = costs_by_year_table(planned_report(held, replace(planned(held), payments=tuple(payments)))).rows
    places = {(row["action"], row["year"]) for row in rows}
    for action, year in places:
        mine = [row for row in rows if (row["action"], row["year"]) == (action, year)]
        assert total(mine, "paid_share") == 1
        usual = [row for row in costs_by_year_table(bare).rows if (row["action"], row["year"]) == (action, year)]
        assert total(mine) == total(usual)


def budget(donors: tuple[Donor, ...]) -> dict[tuple[object, object], Row]:
    held = planned_dossier()
    held = replace(held, limits=replace(held.limits, donors=donors))
    plan = paid_by(planned(held), HALVES, ["A-1", "A-2"])
    return {(row["donor"], row["year"]): row for row in budget_table(planned_report(held, plan)).rows}


def test_a_donor_has_left_what_the_plan_does_not_take() -> None:
    found = budget((Donor("North", {2027: Fraction(2000), 2028: Fraction(1)}),))
    row = found["North", 2027]
    assert (row["given"], row["planned"]) == (2000, (Fraction("2524.32") + 7) / 2)
    assert row["left"] == 2000 - (Fraction("2524.32") + 7) / 2
    assert found["North", 2028]["left"] == 1 - (Fraction("8.64") + Fraction("5.25")) / 2
    assert found["North", 2029]["given"] == 0, "a donor pays in its own years only"


def test_a_payer_without_limits_has_nothing_left_to_tell() -> None:
    row = budget(())["South", 2027]
    assert (row["given"], row["left"]) == (None, None)
    assert row["planned"] == (Fraction("2524.32") + 7) / 2


def test_donors_stand_in_the_order_of_the_limits() -> None:
    held = planned_dossier()
    held = replace(held, limits=replace(held.limits, donors=(Donor("South"), Donor("West"))))
    plan = paid_by(planned(held), HALVES, ["A-1"])
    assert donors_of(planned_report(held, plan)) == ("South", "West", "North")


def test_without_a_plan_there_is_nothing() -> None:
    report = replace(planned_report(), plan=None)
    assert costs_by_year_table(report).rows == budget_table(report).rows == ()

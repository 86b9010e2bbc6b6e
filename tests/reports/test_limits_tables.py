"""The limits of the plan, one row each, and the donors with their years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from questionnaire.intentions import Donor, Limits
from reports.cells import Coded, Row
from reports.limits_tables import donors_table, limits_table
from reports.report import Report
from tests.reports.filled import report_on
from tests.reports.planned import planned_dossier, small_library

DONORS = (
    Donor("State", {2028: Fraction(5), 2027: Fraction(9)}),
    Donor("Donor B", {2027: Fraction(7, 3)}, frozenset({"O", "L"}), frozenset({"procurement"})),
    Donor("Donor C"),
)
ALL = Limits(
    date(2027, 4, 1),
    8,
    at_once_default=3,
    at_once={"legal": 1},
    money=Fraction(1000),
    forced_in=frozenset({"A-1"}),
    forced_out=frozenset({"A-gone"}),
    donors=DONORS,
    one_donor_each=True,
    upkeep=Fraction(50),
    pinned={"A-2": 2},
    required={"L01": 2},
)


def report(limits: Limits, language: str = "en") -> Report:
    held = replace(planned_dossier(), limits=limits)
    return report_on(held, library=small_library(), language=language)


def by_kind(limits: Limits, kind: str) -> list[tuple[Any, ...]]:
    rows = limits_table(report(limits)).rows
    return [_said(row) for row in rows if row["limit"] == Coded("reports.limit", kind)]


def _said(row: Row) -> tuple[Any, ...]:
    return tuple(row[one] for one in ("node", "name", "value", "unit"))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("start", [(None, None, date(2027, 4, 1), None)]),
        ("quarters", [(None, None, 8, "quarters")]),
        ("at_once", [("legal", "Legal affairs", 1, "actions")]),
        ("at_once_default", [(None, None, 3, "actions")]),
        ("money", [(None, None, Fraction(1000), "USD")]),
        ("upkeep", [(None, None, Fraction(50), "USD a year")]),
        ("one_donor_each", [(None, None, Coded("reports.yes_no", "yes"), None)]),
        ("forced_out", [("A-gone", "A-gone", None, None)]),
        ("required", [("L01", "capability L01", 2, "level")]),
    ],
)
def test_each_limit_is_a_row(kind: str, said: list[tuple[Any, ...]]) -> None:
    assert by_kind(ALL, kind) == said


def test_actions_are_named_and_quarters_counted_from_one() -> None:
    assert [row[0] for row in by_kind(ALL, "forced_in")] == ["A-1"]
    ((action, name, quarter, unit),) = by_kind(ALL, "pinned")
    assert (action, quarter, unit) == ("A-2", 3, "quarter of the plan; 1 is the first")
    assert name == small_library().actions["A-2"].name("en")


def test_donors_stand_year_by_year_with_what_they_pay_for() -> None:
    assert by_kind(ALL, "donor") == [
        ("2027", "State", Fraction(9), "USD"),
        ("2028", "State", Fraction(5), "USD"),
        ("2027", "Donor B; only for sections L, O; only for procurement", Fraction(7, 3), "USD"),
        (None, "Donor C", None, "USD"),
    ]
    rows = donors_table(report(ALL)).rows
    assert [(row["donor"], row["year"], row["given"], row["sections"], row["blocks"]) for row in rows] == [
        ("State", 2027, Fraction(9), None, None),
        ("State", 2028, Fraction(5), None, None),
        ("Donor B", 2027, Fraction(7, 3), "L, O", "procurement"),
        ("Donor C", None, None, None, None),
    ]


def test_no_ceiling_is_said_and_is_not_zero() -> None:
    assert by_kind(Limits(), "money") == [(None, None, None, "no ceiling")]
    assert by_kind(Limits(), "one_donor_each") == [], "who alone pays is no question where nobody is named"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_limit_has_its_word(language: str) -> None:
    one = report(ALL, language)
    kinds = [row["limit"] for row in limits_table(one).rows]
    assert all(isinstance(kind, Coded) and one.say(kind.key) for kind in kinds)
    assert len(set(kinds)) == 12

"""What a row of the table of donors means, what is refused, and how donors are saved beside the other limits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.entries import LIMITS
from questionnaire.intentions import Donor, Limits
from storage.memory_repository import MemoryRepository
from tests.views.one_page import AT, PRICED, TINY, kept
from views.desk import Desk
from views.donor_rows import (
    UnreadableDonors,
    donor_row,
    donors_in,
    name_problem,
    save_donors,
    shown_years,
    years_of_plan,
)
from views.kept_rows import Row
from words.phrases import load_phrases

YEARS = (2027, 2028)
STATE = Donor("State", {2027: Fraction(1000, 3)}, frozenset({"L"}))
SWEDEN = Donor("Sweden", {2027: Fraction(50), 2028: Fraction(60)}, frozenset(), frozenset({"meeting"}))


def rows(*donors: Donor, **cells: Any) -> list[Row]:
    """The rows of these donors, with other cells in the first."""
    made = [donor_row(donor, YEARS) for donor in donors]
    return [{**made[0], **cells}, *made[1:]]


def desk(limits: Limits | None = None) -> Desk:
    repository = MemoryRepository()
    values: Mapping[Any, Any] = {LIMITS: limits} if limits else {}
    id = kept(repository, values)
    return Desk(repository, TINY, PRICED, load_phrases("en"), {}, dossier_id=id, now=lambda: datetime.now(UTC))


class TestRows:
    def test_untouched_rows_mean_what_they_were_made_of_exactly(self) -> None:
        assert donors_in(rows(STATE, SWEDEN), (STATE, SWEDEN), YEARS) == (STATE, SWEDEN)

    def test_a_typed_amount_is_exact_and_the_other_years_stay(self) -> None:
        (donor,) = donors_in(rows(STATE, **{"2028": 0.1}), (STATE,), YEARS)
        assert donor.amounts == {2027: Fraction(1000, 3), 2028: Fraction(1, 10)}

    @pytest.mark.parametrize("blank", [None, float("nan")])
    def test_a_blank_year_gives_nothing(self, blank: float | None) -> None:
        (donor,) = donors_in(rows(SWEDEN, **{"2027": blank}), (SWEDEN,), YEARS)
        assert donor.amounts == {2028: Fraction(60)}

    def test_what_a_donor_pays_for_can_be_narrowed_and_widened(self) -> None:
        (donor,) = donors_in(rows(STATE, sections=[], blocks=["staff", "field"]), (STATE,), YEARS)
        assert (donor.sections, donor.blocks) == (frozenset(), frozenset({"staff", "field"}))

    @pytest.mark.parametrize(
        ("cells", "code"),
        [
            ({"2027": -1.0}, "negative"),
            ({"2027": 1e13}, "absurd"),
            ({"2027": float("inf")}, "absurd"),
            ({"name": "  "}, "no_name"),
            ({"name": None}, "no_name"),
            ({"name": "x" * 81}, "long_name"),
        ],
    )
    def test_what_means_no_donor_is_refused_with_its_name(self, cells: Mapping[str, Any], code: str) -> None:
        with pytest.raises(UnreadableDonors) as refused:
            donors_in(rows(STATE, SWEDEN, **cells), (STATE, SWEDEN), YEARS)
        assert refused.value.found == ((code, "State"),)
        assert all(f"budgets.donors.{code}" in load_phrases(language) for language in ("en", "fr"))

    def test_two_donors_of_one_name_are_refused_once(self) -> None:
        with pytest.raises(UnreadableDonors) as refused:
            donors_in(rows(STATE, SWEDEN, name=" Sweden "), (STATE, SWEDEN), YEARS)
        assert refused.value.found == (("double_name", "Sweden"),)

    def test_all_problems_are_told_at_once(self) -> None:
        wrong = [{**row, "2027": -1.0, "2028": 1e15} for row in rows(STATE, SWEDEN)]
        with pytest.raises(UnreadableDonors) as refused:
            donors_in(wrong, (STATE, SWEDEN), YEARS)
        assert refused.value.found == (
            ("negative", "State"),
            ("absurd", "State"),
            ("negative", "Sweden"),
            ("absurd", "Sweden"),
        )

    @pytest.mark.parametrize(("name", "problem"), [("", "no_name"), ("State", "double_name"), ("GIZ", "")])
    def test_the_name_of_a_new_donor(self, name: str, problem: str) -> None:
        assert name_problem(name, (STATE,)) == problem

    @given(st.dictionaries(st.sampled_from(YEARS), st.fractions(0, 10**12, max_denominator=10**4)))
    def test_a_row_that_nobody_touched_never_changes_an_amount(self, amounts: Mapping[int, Fraction]) -> None:
        donor = Donor("State", amounts)
        assert donors_in(rows(donor), (donor,), YEARS) == (donor,)


class TestYears:
    def test_a_column_for_each_year_of_the_plan_and_for_money_given_outside_it(self) -> None:
        limits = Limits(date(2027, 7, 1), 4, donors=(Donor("State", {2031: Fraction(5)}),))
        assert list(years_of_plan(desk(), limits)) == [2027, 2028]
        assert shown_years(desk(), limits) == (2027, 2028, 2031)


class TestSaving:
    def test_all_other_limits_stay(self) -> None:
        at = desk(Limits(quarters=8, money=Fraction(7)))
        assert save_donors(at, (STATE,)) == 2
        assert at.dossier.limits == Limits(quarters=8, money=Fraction(7), donors=(STATE,))

    def test_without_anything_said_there_is_no_entry(self) -> None:
        at = desk(Limits(donors=(STATE,)))
        save_donors(at, ())
        entry = at.repository.entry(at.dossier.id, LIMITS)
        assert entry is not None
        assert entry.value is None

    def test_who_was_first_is_not_overwritten(self, monkeypatch: pytest.MonkeyPatch) -> None:
        at = desk(Limits(quarters=8))
        write = at.repository.save

        def first(*given: Any, **named: Any) -> Any:
            monkeypatch.undo()
            write(at.dossier.id, LIMITS, Limits(quarters=9), by="P2", at=AT, expect=1)
            return write(*given, **named)

        monkeypatch.setattr(at.repository, "save", first)
        assert save_donors(at, (STATE,)) is None
        assert at.repository.open(at.dossier.id, TINY).limits == Limits(quarters=9)

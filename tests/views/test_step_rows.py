"""What a row of the table of the plan means, what is saved of it, and which moves are kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from questionnaire.entries import LIMITS, PLANNED, PROOF, Address, details_of, reply_of, target_of
from questionnaire.following import Funding, StepDetails
from questionnaire.intentions import Limits, PlannedStart, Proof, Target
from storage.memory_repository import MemoryRepository
from tests.examples import action, at_level, capability, framework, library, section
from tests.views.one_page import AT, kept
from views.desk import Desk
from views.kept_rows import UnreadableRow
from views.step_rows import details_in, keep_step_rows, plan_standing, quarters_offered, step_row
from words.phrases import load_phrases

TREE = framework(section("L", capability("L01"), capability("L02")))
LIBRARY = library(
    action("A1", "L01.1a"),
    action("A2", "L01.2a", after=("A1",)),
    action("A3", "L02.1a", lead="risk", months=6),
)
STARTS = (PlannedStart("A1", 0), PlannedStart("A2", 1), PlannedStart("A3", 0), PlannedStart("A-GONE", 2))
KNOWN = StepDetails("A2", owner="Head of law", funding=Funding.PART, baseline=Fraction(1, 3))
VALUES: Mapping[Address, Any] = {
    reply_of("P1", "L01"): at_level(0),
    reply_of("P1", "L02"): at_level(0),
    target_of("L01"): Target("L01", 2),
    target_of("L02"): Target("L02", 1),
    LIMITS: Limits(start=date(2027, 4, 1), quarters=6, at_once_default=1),
    PLANNED: STARTS,
    PROOF: Proof(Fraction(3), Fraction(3)),
    details_of("A2"): KNOWN,
}


class Table:
    """A table made now in one tab, into which rows are typed."""

    def __init__(self, values: Mapping[Address, Any] = VALUES, language: str = "en") -> None:
        repository = MemoryRepository()
        id = kept(repository, values, framework=TREE)
        self.at = Desk(repository, TREE, LIBRARY, load_phrases(language), {}, dossier_id=id, now=lambda: AT)
        self.revision = self.at.dossier.revision
        self.mine: dict[str, int] = {}
        self.typed: dict[str, dict[str, Any]] = {}

    def type(self, name: str, **cells: Any) -> tuple[list[str], bool]:
        """Type into a row; the cells typed before stay, as they do on screen."""
        self.typed.setdefault(name, {}).update(cells)
        standing = plan_standing(self.at, self.revision)
        before = [step_row(self.at, standing, one) for one in standing.shown]
        after = [{**row, **self.typed.get(row["item"], {})} for row in before]
        return keep_step_rows(self.at, standing, self.mine, before, after)

    def made_anew(self) -> None:
        self.revision, self.typed = self.at.repository.revision(self.at.dossier.id), {}

    def somebody_else(self, address: Address, value: Any) -> None:
        entry = self.at.repository.entry(self.at.dossier.id, address)
        self.at.repository.save(self.at.dossier.id, address, value, by="P2", at=AT, expect=entry.stamp if entry else 0)
        self.at.forget()

    @property
    def starts(self) -> Mapping[str, int]:
        return {one.action: one.quarter for one in self.at.dossier.planned or ()}


class TestARow:
    def test_it_shows_the_months_and_what_was_decided(self) -> None:
        at = Table().at
        standing = plan_standing(at, 1)
        assert list(standing.shown) == ["A1", "A3", "A2"]
        row = step_row(at, standing, "A3")
        assert (row["name"], row["starts"], row["ends"]) == ("A3 A3", "Apr 2027", "Sep 2027")
        assert step_row(at, standing, "A2")["funding"] == "part"
        assert step_row(at, standing, "A2")["owner"] == "Head of law"

    def test_every_quarter_is_offered_and_those_in_use(self) -> None:
        at = Table().at
        assert list(quarters_offered(at, date(2027, 4, 1), (0, 1)))[-1] == "Jul 2028"
        assert list(quarters_offered(at, date(2027, 4, 1), (0, 7)))[-1] == "Jan 2029"

    def test_values_that_the_table_does_not_show_stay(self) -> None:
        at = Table().at
        row = {**step_row(at, plan_standing(at, 1), "A2"), "owner": " Director ", "funding": None}
        assert details_in(at, row) == StepDetails("A2", owner="Director", baseline=Fraction(1, 3))

    def test_a_row_of_blanks_is_nothing(self) -> None:
        at = Table().at
        assert details_in(at, {**step_row(at, plan_standing(at, 1), "A1"), "owner": "  ", "notes": None}) is None

    @pytest.mark.parametrize(("name", "most"), [("owner", 500), ("donor", 500), ("notes", 5000)])
    def test_a_text_has_an_end(self, name: str, most: int) -> None:
        at = Table().at
        row = step_row(at, plan_standing(at, 1), "A1")
        details_in(at, {**row, name: "x" * most})
        with pytest.raises(UnreadableRow):
            details_in(at, {**row, name: "x" * (most + 1)})

    def test_without_a_plan_there_is_no_table(self) -> None:
        without = {address: value for address, value in VALUES.items() if address != PLANNED}
        with pytest.raises(ValueError, match="no plan"):
            plan_standing(Table(without).at, 1)


class TestKeepingDetails:
    def test_a_changed_row_alone_is_saved(self) -> None:
        table = Table()
        assert table.type("A1", owner="Head of law", funding="funded") == ([], False)
        assert table.at.dossier.details == {
            "A2": KNOWN,
            "A1": StepDetails("A1", owner="Head of law", funding=Funding.FUNDED),
        }
        assert table.at.repository.revision(table.at.dossier.id) == 2
        assert table.type("A1") == ([], False)
        assert table.at.repository.revision(table.at.dossier.id) == 2

    def test_somebody_elses_row_is_not_overwritten(self) -> None:
        table = Table()
        theirs = StepDetails("A1", owner="Theirs")
        table.somebody_else(details_of("A1"), theirs)
        told, again = table.type("A1", owner="Mine")
        assert again
        assert told[0].startswith("A1 A1: not saved, because somebody else")
        assert table.at.dossier.details["A1"] == theirs

    def test_what_the_form_saved_meanwhile_stays(self) -> None:
        table = Table()
        table.somebody_else(details_of("A2"), StepDetails("A2", owner="Head of law", goal=Fraction(9)))
        assert table.type("A1", owner="Mine") == ([], True)
        assert table.at.dossier.details["A2"].goal == 9


class TestMoving:
    def test_a_move_that_fits_is_kept_and_the_proof_falls(self) -> None:
        table = Table()
        assert table.type("A2", starts="Oct 2027") == ([], True)
        assert table.starts == {"A1": 0, "A2": 2, "A3": 0, "A-GONE": 2}
        assert table.at.dossier.proof is None
        assert table.at.dossier.revision == 2

    def test_a_move_that_breaks_something_is_refused_with_the_reason(self) -> None:
        table = Table(language="fr")
        told, again = table.type("A2", starts="avr. 2027")
        assert again
        assert "A2 ne commence pas en" in told[0] and "A2 commence avant la fin de A1" in told[0]
        assert table.starts["A2"] == 1
        assert table.at.dossier.proof is not None

    def test_two_moves_that_make_room_for_each_other_are_kept_together(self) -> None:
        table = Table()
        table.typed["A1"] = {"starts": "Jul 2027"}
        assert table.type("A2", starts="Oct 2027") == ([], True)
        assert (table.starts["A1"], table.starts["A2"]) == (1, 2)

    def test_of_several_moves_those_that_fit_are_kept(self) -> None:
        table = Table()
        table.typed["A3"] = {"starts": "Jul 2027"}
        told, again = table.type("A2", starts="Apr 2027")
        assert again and len(told) == 1 and told[0].startswith("A2 does not start")
        assert (table.starts["A2"], table.starts["A3"]) == (1, 1)

    def test_a_second_move_stands_on_the_first(self) -> None:
        table = Table()
        table.type("A2", starts="Oct 2027")
        table.made_anew()
        assert table.type("A2", starts="Jul 2027") == ([], True)
        assert table.starts["A2"] == 1

    def test_somebody_elses_plan_is_not_overwritten(self) -> None:
        table = Table()
        table.somebody_else(PLANNED, (PlannedStart("A1", 2),))
        told, again = table.type("A2", starts="Oct 2027")
        assert again and "somebody else changed the plan first" in told[0]
        assert table.starts == {"A1": 2}

    def test_a_month_that_is_none_of_the_plan_moves_nothing(self) -> None:
        table = Table()
        assert table.type("A2", starts="May 2027") == ([], False)
        assert table.at.dossier.revision == 1

    def test_without_a_first_day_it_is_fixed_with_the_move(self) -> None:
        table = Table({**VALUES, LIMITS: Limits(quarters=6, at_once_default=1)})
        table.type("A2", starts="Oct 2027")
        assert table.at.dossier.limits.start == date(2027, 4, 1)

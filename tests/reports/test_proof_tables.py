"""What a document says of how good the plan is: only what still holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from planning.plan import Plan
from questionnaire.intentions import Proof, Stop
from reports.cells import Cell, Coded
from reports.proof_tables import how_good, known_proof, made_by, proof_table
from reports.proof_words import proof_of
from reports.report import Audience, Report
from tests.reports.filled import report_on
from tests.reports.planned import planned, planned_dossier, planned_report

DONOR = Audience.DONOR
WORTH = planned(planned_dossier()).value
PROVEN = Proof(WORTH, WORTH, Fraction(900), Fraction(900), one_of_several=True, solver="Solver 1.2")


def report(proof: Proof | None = PROVEN, language: str = "en", **more: Any) -> Report:
    held = planned_dossier(proof=proof)
    return replace(planned_report(held, language=language), **more)


def plan_of(one: Report) -> Plan:
    assert one.plan is not None
    return one.plan


def facts(one: Report) -> Mapping[Cell, Cell]:
    return {row["fact"]: row["value"] for row in proof_table(one).rows}


class TestWhatHolds:
    def test_a_proof_is_said_with_its_numbers_and_its_solver(self) -> None:
        said = facts(report())
        assert said["made"] == Coded("reports.made_by", "search")
        assert str(said["how_good"]).startswith("No plan within these limits closes more.")
        assert (said["value"], said["value_bound"]) == (WORTH, WORTH)
        assert (said["cost"], said["cost_bound"], said["second_aim"]) == (
            Fraction(900),
            Fraction(900),
            Coded("reports.second_aim", "money"),
        )
        assert said["one_of_several"] == Coded("reports.yes_no", "yes")
        assert (said["stop"], said["solver"], said["seconds"]) == (Coded("reports.stop", Stop.DONE), "Solver 1.2", None)

    def test_months_are_named_where_they_are_the_aim(self) -> None:
        assert facts(report(replace(PROVEN, in_months=True)))["second_aim"] == Coded("reports.second_aim", "months")

    @pytest.mark.parametrize(
        ("changes", "proof", "sentence"),
        [
            ({"outdated": True}, PROVEN, "What was proven of it no longer holds, because something changed since."),
            ({}, replace(PROVEN, value=WORTH + 1), "What was proven of it no longer holds"),
            ({"by_hand": True}, None, "Changed by hand since it was made, so nothing is proven of it as it is."),
            ({"by_hand": True}, PROVEN, "Changed by hand"),
            ({}, None, "By rule of thumb"),
            ({}, Proof(WORTH), "By rule of thumb"),
        ],
    )
    def test_what_no_longer_holds_is_not_said(self, changes: Any, proof: Proof | None, sentence: str) -> None:
        said = report(proof, **changes)
        known = facts(said)
        assert str(known["how_good"]).startswith(sentence)
        assert known_proof(said, plan_of(said)) is None
        assert known["value"] == WORTH, "what the plan reaches can be computed without a proof"
        assert {known[one] for one in ("value_bound", "second_aim", "cost", "finish", "stop", "solver")} == {None}

    def test_a_plan_that_brings_its_own_proof_needs_no_record(self) -> None:
        bare = report(None)
        fresh = replace(bare, plan=replace(plan_of(bare), proof=PROVEN))
        assert made_by(fresh, plan_of(fresh)) == "search"
        assert how_good(fresh, plan_of(fresh)).startswith("No plan within these limits closes more.")

    def test_a_record_of_another_worth_is_about_another_plan(self) -> None:
        held = planned_dossier(proof=PROVEN)
        plan = planned(held)
        assert proof_of(held, plan) is PROVEN
        assert proof_of(held, replace(plan, value=plan.value + 1)) is None

    @pytest.mark.parametrize("language", ["en", "fr"])
    def test_what_is_left_of_a_plan_in_a_narrower_copy_is_called_a_part(self, language: str) -> None:
        held = replace(planned_dossier(proof=PROVEN), withheld=("L01",))
        whole, copy = (
            planned_report(held, language=language, audience=one) for one in (Audience.ADMINISTRATION, DONOR)
        )
        assert (whole.withheld, copy.withheld) == (0, 1)
        assert made_by(whole, plan_of(whole)) == "search"
        assert made_by(copy, plan_of(copy)) == "part"
        assert how_good(copy, plan_of(copy)) == copy.say("reports.part_of_plan")
        assert known_proof(copy, plan_of(copy)) is None
        assert facts(copy)["made"] == Coded("reports.made_by", "part")

    def test_without_a_plan_there_is_nothing_to_prove(self) -> None:
        assert proof_table(report_on(planned_dossier())).rows == ()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_fact_and_code_has_its_words(language: str) -> None:
    one = report(replace(PROVEN, seconds=Fraction(3)), language)
    for row in proof_table(one).rows:
        assert row["name"]
        assert row["means"]
        if isinstance(row["value"], Coded):
            assert one.say(row["value"].key)
    for stop in Stop:
        assert one.say(f"reports.stop.{stop}")
    for made in ("hand", "search", "rule", "part"):
        assert one.say(f"reports.made_by.{made}")

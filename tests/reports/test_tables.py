"""The rows that every format shares."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from planning.rule_of_thumb import build_plan
from questionnaire.answers import (
    CriterionNotApplicable,
    Disputed,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
)
from questionnaire.assessment import Dossier
from questionnaire.evidence import AttachedFile
from questionnaire.framework import Framework
from questionnaire.intentions import Target
from questionnaire.policy import Strength
from reports.cells import Coded, Kind, Row, Table, columns_of
from reports.report import Audience, build_report
from reports.tables import all_tables, column_meaning, column_name
from scoring.scores import score_dossier
from tests.examples import answer, capability, dossier, evidence, framework, question, section
from tests.reports.filled import bank, filled, report_on
from words.phrases import LANGUAGES, load_phrases


def small() -> Framework:
    return framework(
        section("L", capability("L01", gate=True), capability("L02"), capability("L03"), capability("L04"))
    )


def answered(**more: object) -> Dossier:
    reply = LevelReached(
        LadderGiven(2, frozenset({"L01.1a"}), frozenset(), (CriterionNotApplicable("L01.2a", "no rail here"),))
    )
    return dossier(
        small(),
        answer(
            "L01", reply, evidence=[EvidenceLink("E1", frozenset({"L01.1a"})), EvidenceLink("lost")], comment="seen"
        ),
        answer("L02", NotApplicable("no sea border")),
        answer("L03", NotKnown("ask the port")),
        answer("L04", Disputed(Fraction(1), Fraction(3), "two views")),
        evidence=[evidence("E1", Strength.OBSERVED_IN_USE), evidence("E2")],
        targets={"L01": Target("L01", 4, date(2029, 1, 1))},
        **more,
    )


def rows_by(dossier: Dossier, id: str, column: str) -> dict[object, Row]:
    return {row[column]: row for row in all_tables(report_on(dossier))[id].rows}


def rows(id: str, dossier: Dossier | None = None) -> dict[object, Row]:
    table = all_tables(report_on(dossier or answered()))[id]
    return {row[table.columns[0].id]: row for row in table.rows}


def test_answers_say_what_is_held() -> None:
    found = rows("answers")
    assert found["L01"]["reply"] == 2
    assert found["L01"]["word"] == "Developing"
    assert found["L01"]["participant"] == "Ada"
    assert found["L01"]["comment"] == "seen"
    assert found["L02"]["reply"] == Coded("answer.state", "not_applicable")
    assert found["L02"]["reason"] == "no sea border"
    assert (found["L04"]["disputed_from"], found["L04"]["disputed_to"]) == (1, 3)


def test_evidence_that_is_not_registered_supports_nothing() -> None:
    assert rows("answers")["L01"]["evidence"] == "E1"
    register = rows("evidence")
    assert register["E1"]["answers"] == 1
    assert register["E1"]["criteria"] == "L01.1a"
    assert register["E2"]["answers"] == 0


def test_a_blank_is_blank_and_never_zero() -> None:
    found = rows("answers", dossier(small()))
    assert found["L01"]["reply"] is None
    scores = rows("scores", dossier(small()))
    assert scores["L"]["value"] is None
    assert scores["L"]["low"] == 0
    assert scores["L"]["high"] == 4
    assert all(row["points"] is None for row in all_tables(report_on(dossier(small())))["gaps"].rows)


def test_criteria_say_how_they_are_met() -> None:
    found = {id: row["status"].code for id, row in rows("criteria").items()}  # type: ignore[union-attr]
    assert found["L01.1a"] == "ticked"
    assert found["L01.2a"] == "not_applicable"
    assert found["L01.3a"] == "not_met"
    assert found["L02.1a"] == "not_applicable"
    assert found["L03.1a"] == "not_known"
    assert found["L04.1a"] == "disputed"


def test_every_reply_without_a_level_is_listed_with_its_effect() -> None:
    found = rows("unscored")
    assert set(found) == {"L01.2a", "L02", "L03"}
    assert found["L02"]["effect"] == Coded("reports.effect.not_applicable", "drop")
    assert found["L03"]["reason"] == "ask the port"


def test_a_reply_that_no_longer_fits_is_listed_as_counting_nowhere() -> None:
    found = rows("unscored", dossier(small(), answer("L01", LevelReached(LadderGiven(9))), answer("L02", 3)))
    assert list(found) == ["L01"]
    assert found["L01"]["state"] == Coded("answer.state", "does_not_fit")
    assert found["L01"]["effect"] == Coded("reports.effect", "does_not_fit")


def test_a_gap_that_rests_on_a_provisional_score_says_so() -> None:
    tree = framework(
        section("L", capability("L01", question("L01.a"), question("L01.b")), capability("L02", question("L02")))
    )
    targets = {id: Target(id, 4) for id in ("L01", "L02")}
    found = rows_by(dossier(tree, answer("L01.a", 1), answer("L02", 1), targets=targets), "gaps", "capability")
    assert {id: row["provisional"] for id, row in found.items()} == {"L01": True, "L02": False}


def test_gaps_carry_their_points_part_by_part() -> None:
    table = all_tables(report_on(answered(threats={"L01": 3})))["gaps"]
    first = table.rows[0]
    assert (first["rank"], first["capability"]) == (1, "L01")
    parts = [first[one] for one in ("capability_weight", "section_weight", "gate_factor", "threat", "gap_share")]
    product = Fraction(1)
    for part in parts:
        product *= part  # type: ignore[operator]
    assert first["points"] == product == 3
    assert str(first["missing"]).startswith("L01.3a ")
    assert {row["status"].code for row in table.rows} == {"priority", "no_target", "unanswered"}  # type: ignore[union-attr]


def test_the_plan_has_a_row_for_every_action() -> None:
    chosen, library = bank()
    held = filled(chosen, 1)
    plan = build_plan(held, score_dossier(held), library, today=date(2027, 3, 1))
    table = all_tables(report_on(held, library=library, plan=plan, language="fr"))["plan"]
    assert {row["action"] for row in table.rows} == {step.action.id for step in plan.steps}
    starts = [row["start"] for row in table.rows]
    assert starts == sorted(starts)  # type: ignore[type-var]
    for row in table.rows:
        assert row["baseline_value"] is None, "nobody recorded it"
        assert row["one_off"] is not None or row["not_costed"]


def test_a_row_must_fit_its_columns() -> None:
    with pytest.raises(ValueError, match="too many or too few"):
        Table("small", columns_of(a=Kind.TEXT), ({"b": "x"},))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_is_named_and_explained(language: str) -> None:
    say = load_phrases(language)
    chosen, library = bank()
    for id, table in all_tables(report_on(filled(chosen, 1), library=library)).items():
        for column in table.columns:
            assert column_name(say, id, column)
            assert column_meaning(say, id, column)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_word(language: str) -> None:
    say = load_phrases(language)
    chosen, library = bank()
    codes = {
        cell.key
        for seed in (1, 2)
        for table in all_tables(report_on(filled(chosen, seed), library=library)).values()
        for row in table.rows
        for cell in row.values()
        if isinstance(cell, Coded)
    }
    assert codes
    assert [key for key in codes if key not in say] == []


def test_a_report_needs_a_clock_with_a_zone() -> None:
    report = report_on(answered())
    facts = {"language": "en", "audience": report.audience, "program_version": "1"}
    with pytest.raises(ValueError, match="time zone"):
        build_report(report.dossier, report.card, (), (), None, report.library, made_at=datetime(2027, 1, 1), **facts)  # type: ignore[arg-type]
    assert report.made_at.tzinfo is UTC


def test_redaction_leaves_the_replies() -> None:
    report = report_on(answered(), audience=Audience.DONOR)
    found = {row["question"]: row for row in all_tables(report)["answers"].rows}
    assert found["L01"]["participant"] is None
    assert found["L01"]["comment"] is None
    assert found["L01"]["reply"] == 2
    assert found["L02"]["reason"] == "no sea border"


def test_a_file_has_no_name_for_donors() -> None:
    files = (AttachedFile("a" * 64, "Interview with Ada.pdf", 9, "pdf"), AttachedFile("b" * 64, "scan.png", 9, "png"))
    hung = answer("L01", 1, evidence=[EvidenceLink("E1")])
    held = dossier(framework(section("L", capability("L01"))), hung, evidence=[evidence("E1")])
    held = replace(held, evidence={"E1": replace(held.evidence["E1"], files=files)})
    said = {one: all_tables(report_on(held, audience=one))["evidence"].rows[0]["files"] for one in Audience}
    assert said[Audience.ADMINISTRATION] == "Interview with Ada.pdf (aaaaaaaaaaaa), scan.png (bbbbbbbbbbbb)"
    assert said[Audience.DONOR] == "E1-1.pdf (aaaaaaaaaaaa), E1-2.png (bbbbbbbbbbbb)"

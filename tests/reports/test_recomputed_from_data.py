"""The data files alone are enough: a stranger's program makes every number again, and a changed level goes through."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commands.opening import BANKS, STANDARD
from planning.catalogue import load_bank
from planning.follow_up import plan_from
from planning.narrowing import narrowed
from planning.own_actions import with_own_actions
from questionnaire.answers import Disputed, LadderGiven, LevelReached, NotKnown, RecordedAgreement, Reply
from questionnaire.assessment import Dossier
from questionnaire.conditions import LevelCondition
from questionnaire.framework import WHOLE, Ladder
from reports.audience import Audience
from reports.plain import csv_bytes, json_bytes
from reports.report import Report
from reports.tables import all_tables
from scoring.scores import score_dossier
from storage.dossier_file import read_dossier
from tests.examples import answer, at_level, capability, question, section
from tests.examples import dossier as dossier_of
from tests.examples import framework as framework_of
from tests.reports import stranger, stranger_conditions, stranger_costs
from tests.reports.filled import MADE_AT, bank, filled, report_on
from tests.reports.planned import planned_report
from tests.reports.secrets import Salted
from tests.scoring.trees import Case, cases

EXAMPLES = ("strong", "uneven", "weak")
FOLDER = Path(__file__).resolve().parents[2] / "examples"
Tables = stranger.Tables


# --- comparing ------------------------------------------------------------------------------------------------


def differences(found: Mapping[str, Any], row: Mapping[str, Any]) -> list[str]:
    """Where a row of the file does not say what was found."""
    pairs = [(column, value, row[column]) for column, value in found.items()]
    return [
        f"{[*row.values()][:2]}: {column} {made} is not {told}"
        for column, made, told in pairs
        if made != (stranger.num(told) if isinstance(made, Fraction | int) else told)
    ]


def wrong_of(tables: Tables) -> list[str]:
    """Every number of the file that the stranger does not find again."""
    whole = stranger.scores(tables)
    told: list[tuple[Mapping[str, Any], Mapping[str, Any]]] = []
    told += _pairs(stranger.score_rows(whole), tables["scores"], "node")
    told += _pairs(stranger.gap_rows(tables, whole), tables["gaps"], "capability")
    told += _pairs(stranger_costs.cost_rows(tables), tables["plan"], "action", but=("by_year",))
    told += zip(stranger_costs.year_rows(tables), tables["costs_by_year"], strict=True)
    told += zip(stranger_costs.budget_rows(tables), tables["budget"], strict=True)
    told += [
        ({"reply": level}, answer)
        for question, level in levels_again(tables).items()
        for answer in [stranger.by(tables["answers"], "question")[question]]
    ]
    told += [({"asked": state}, row) for state, row in stranger_conditions.asked_again(tables)]
    if tables["change"]:
        nodes = [row for row in tables["change"] if row["part"] != "question"]
        told += _pairs(stranger.change_rows(tables, whole), nodes, "node")
    return [one for found, row in told for one in differences(found, row)]


def _pairs(
    found: Mapping[str, Mapping[str, Any]], rows: Iterable[stranger.Line], key: str, but: tuple[str, ...] = ()
) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    by_key = stranger.by(rows, key)
    assert by_key.keys() == found.keys()
    return [({one: cell for one, cell in found[id].items() if one not in but}, by_key[id]) for id in found]


def levels_again(tables: Tables) -> dict[str, Fraction]:
    """The level of every question whose outcome is one, from what was given."""
    return {row["question"]: stranger.level_of(tables, row["question"]) for row in tables["given"]}


def both_files(report: Report) -> list[Tables]:
    """The tables as read from CSV, and as read from JSON."""
    return [stranger.of_csv(csv_bytes(report)), stranger.of_json(json_bytes(report))]


# --- the reports ----------------------------------------------------------------------------------------------


@cache
def example(name: str) -> Dossier:
    """A shipped example."""
    framework, _ = load_bank(BANKS / STANDARD)
    return read_dossier((FOLDER / f"{name}.dossier").read_bytes(), framework).dossier


def report_of(dossier: Dossier, audience: Audience, earlier: Dossier | None = None) -> Report:
    """The report of an example with its plan."""
    _, library = load_bank(BANKS / STANDARD)
    library = with_own_actions(narrowed(library, dossier.framework), dossier)
    plan = None
    if dossier.planned is not None:
        plan = plan_from(dossier, score_dossier(dossier), library, dossier.planned, MADE_AT.date())
    return report_on(dossier, library=library, plan=plan, audience=audience, earlier=earlier)


@cache
def shipped(name: str, audience: Audience) -> Report:
    """The report of a shipped example, compared with another one as if that were its earlier round."""
    return report_of(example(name), audience, example(EXAMPLES[EXAMPLES.index(name) - 1]))


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_number_of_the_examples_is_made_again_from_either_file(name: str, audience: Audience) -> None:
    report = shipped(name, audience)
    for tables in both_files(report):
        assert tables["plan"]
        assert tables["change"]
        assert wrong_of(tables) == []


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("seed", [2, 3])
def test_every_number_of_a_dossier_with_every_kind_of_reply(seed: int, audience: Audience) -> None:
    framework, library = bank()
    report = report_on(filled(framework, seed), library=library, audience=audience, earlier=filled(framework, 5))
    for tables in both_files(report):
        assert wrong_of(tables) == []


def test_every_number_of_a_plan_with_every_kind_of_cost() -> None:
    assert wrong_of(stranger.of_json(json_bytes(planned_report()))) == []


@pytest.mark.parametrize("audience", Audience)
def test_every_number_of_a_day_in_the_room(audience: Audience) -> None:
    held = Salted()
    report = report_on(held.dossier, library=held.library(), plan=held.plan(held.library()), audience=audience)
    for tables in both_files(report):
        assert wrong_of(tables) == []


LAW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@LAW
@given(cases(), st.data())
def test_every_number_of_any_framework_and_any_reply(case: Case, data: st.DataObject) -> None:
    earlier = data.draw(st.one_of(st.none(), st.just(case.dossier())))
    assert wrong_of(stranger.of_json(json_bytes(report_on(case.dossier(), earlier=earlier)))) == []


# --- replies --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_level_of_every_single_reply_is_made_again(name: str) -> None:
    for tables in both_files(shipped(name, Audience.ADMINISTRATION)):
        nodes = {row["node"]: row for row in tables["structure"] if row["part"] == "question"}
        rows = [row for row in tables["replies"] if row["state"] == "level"]
        assert rows
        for row in rows:
            level = stranger.level_from(tables, nodes[row["question"]], row)
            assert level == stranger.num(row["level"]), row


# --- a changed level ------------------------------------------------------------------------------------------


def changed(dossier: Dossier, question: str, level: int) -> Dossier:
    """The dossier with another level chosen by the group on one ladder."""
    agreement = score_dossier(dossier).agreements[question]
    reply = agreement.reply
    assert isinstance(reply, LevelReached)
    assert isinstance(reply.given, LadderGiven)
    moved = LevelReached(replace(reply.given, level=level))
    held = dossier.agreed.get(question) or RecordedAgreement(question, reply, agreement.confidence, agreement.evidence)
    return replace(dossier, agreed={**dossier.agreed, question: replace(held, reply=moved)})


def edited(tables: Tables, question: str, level: int) -> Tables:
    """The file with the same change, made by hand in its rows."""
    given = [
        {**row, "how": "chosen", "chosen": str(level)} if row["question"] == question else row
        for row in tables["given"]
    ]
    answers = [{**row, "reply": str(level)} if row["question"] == question else row for row in tables["answers"]]
    return {**tables, "given": given, "answers": answers}


def ladders(dossier: Dossier) -> list[str]:
    """The questions with a level on a ladder."""
    held = score_dossier(dossier).agreements
    return [
        one.id
        for one in dossier.framework.questions
        if isinstance(one.kind, Ladder) and one.id in held and isinstance(held[one.id].reply, LevelReached)
    ]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_level_changed_in_the_file_gives_the_scores_of_the_changed_dossier(name: str) -> None:
    before = example(name)
    tables = stranger.of_csv(csv_bytes(report_on(before)))
    for id in ladders(before)[::29]:
        was = levels_again(tables)[id]
        level = 4 if was < 2 else 0
        after = stranger.of_csv(csv_bytes(report_on(changed(before, id, level))))
        whole = stranger.scores(edited(tables, id, level))
        gaps = stranger.gap_rows(edited(tables, id, level), whole)
        told = _pairs(stranger.score_rows(whole), after["scores"], "node")
        told += _pairs(gaps, after["gaps"], "capability")
        assert [one for found, row in told for one in differences(found, row)] == []
        assert stranger.score_rows(whole) != stranger.score_rows(stranger.scores(tables)), id


# --- a file that is wrong -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "column", "wrong"),
    [
        ("scores", "value", "1"),
        ("scores", "high", "1"),
        ("structure", "weight", "7"),
        ("given", "chosen", "3"),
        ("gaps", "target", "4"),
        ("cost_lines", "quantity", "77"),
        ("costs_by_year", "amount", "77"),
        ("answers", "asked", "hidden"),
    ],
)
def test_a_number_that_is_wrong_is_noticed(table: str, column: str, wrong: str) -> None:
    tables = stranger.of_json(json_bytes(planned_report()))
    row = next(row for row in tables[table] if row[column] is not None)
    row[column] = wrong
    assert wrong_of(tables) != []


# --- the documentation ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["data.md", "data.fr.md"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_lines_of_the_documentation_make_the_total(
    page: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_documented(shipped(name, Audience.DONOR), page, tmp_path, monkeypatch)


@pytest.mark.parametrize("page", ["data.md", "data.fr.md"])
@pytest.mark.parametrize("reply", [at_level(1), at_level(4), Disputed(Fraction(1), Fraction(4)), NotKnown()])
def test_they_count_what_is_asked_so_far_and_nothing_that_is_hidden(
    reply: Reply, page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = LevelCondition("A", at_most=Fraction(1))
    tree = framework_of(section("L", capability("L01", question("A"), question("B", asked_when=where))))
    held = dossier_of(tree, answer("A", reply), answer("B", 3))
    assert_documented(report_on(held), page, tmp_path, monkeypatch)


def assert_documented(report: Report, page: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines of a page make the total of the report."""
    (folder / "report.zip").write_bytes(csv_bytes(report))
    monkeypatch.chdir(folder)
    code = (FOLDER.parent / "docs" / page).read_text("utf-8").split("```python\n")[1].split("```")[0]
    said: dict[str, Any] = {}
    exec(code, said)
    value = report.card[WHOLE].value
    assert value is not None
    assert float(value) == pytest.approx(said["total"], abs=1e-9)


def test_both_pages_name_the_tables_that_there_are() -> None:
    tables = all_tables(planned_report())
    columns = {f"{id}.{one.id}" for id, table in tables.items() for one in table.columns}
    for page in ("data.md", "data.fr.md"):
        text = (FOLDER.parent / "docs" / page).read_text("utf-8").split("```python")[0]
        named = set(re.findall(r"`([a-z_]+(?:\.[a-z_]+)?)`", text))
        known = {*tables, *columns, *(one.id for table in tables.values() for one in table.columns)}
        words = {"plan_start", "plan_quarters", *stranger.STATES, "dictionary.csv", "datapackage.json", "exact.csv"}
        assert named - known - words == set()

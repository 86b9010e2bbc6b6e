"""The numbers of the workbook three ways: computed by the program, stored in the file, recalculated by LibreOffice."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from planning.plan import Plan
from planning.rule_of_thumb import build_plan
from questionnaire.answers import Answer, LadderGiven, LevelReached, Reply
from questionnaire.assessment import Dossier
from questionnaire.framework import Framework
from questionnaire.intentions import Target
from questionnaire.policy import Confidence
from reports.formats import write_report
from reports.report import Audience, Report
from scoring.gaps import is_plannable
from scoring.scores import score_dossier
from tests.reports.filled import MADE_AT, bank, filled, reply_to, report_on
from tests.reports.recalculation import Cells, differences, formulas, recalculated, values
from tests.scoring.trees import Case, cases, controlling

RANDOM_CASES = 12
TITLES = {"en": ("Answers", "Scores", "Checks"), "fr": ("Réponses", "Scores", "Contrôles")}
pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]


class Proof(NamedTuple):
    """A workbook as written and recalculated; then the changed dossier's, and the first one edited to be like it."""

    report: Report
    written: Path
    again: Path
    wanted: Path
    after: Path


def collected() -> list[Case]:
    """Random frameworks with every rule, kind and policy; the same on every run."""
    found: list[Case] = []

    @settings(
        max_examples=4 * RANDOM_CASES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases())
    def collect(case: Case) -> None:
        found.append(case)

    collect()
    return found[::4]  # Neighbours are much alike.


def with_targets(dossier: Dossier, chance: random.Random) -> Dossier:
    levels = [level.value for level in dossier.framework.levels]
    able = [one for one in dossier.framework.capabilities if is_plannable(dossier.framework, one)]
    return replace(
        dossier,
        targets={one.id: Target(one.id, chance.choice(levels)) for one in able if chance.random() < 0.8},
        threats={one.id: chance.choice((1, 2, 3)) for one in able},
    )


def all_reports() -> list[Report]:
    framework, library = bank()
    first = filled(framework, 1)
    plan: Plan = build_plan(first, score_dossier(first), library, today=MADE_AT.date())
    assert plan.steps, "the plan must have lines, or its formulas are not tried"
    reports = [
        report_on(first, library=library, plan=plan, language="en", earlier=filled(framework, 4)),
        report_on(filled(framework, 2), library=library, language="fr", earlier=first),
        report_on(replace(filled(framework, 3), answers={}), language="fr"),
    ]
    for number, case in enumerate(collected()):
        dossier = with_targets(case.dossier(), random.Random(number))
        before = answered(dossier, changed_replies(case.framework, random.Random(number)))
        reports.append(report_on(dossier, language=("en", "fr")[number % 2], earlier=before))
    return reports


def changed_replies(
    framework: Framework, chance: random.Random
) -> Mapping[str, tuple[Reply | None, Confidence | None]]:
    """Other replies to some questions that no condition reads: which questions are asked stays as it was exported."""
    fixed = controlling(framework)
    free = [one for one in framework.questions if one.id not in fixed]
    chosen = chance.sample(free, (len(free) + 1) // 2)
    return {one.id: (_plain(reply_to(one, chance)), chance.choice((None, *Confidence))) for one in chosen}


def _plain(reply: Reply | None) -> Reply | None:
    """A level of a ladder without ticks: a cell holds a level and nothing else."""
    if isinstance(reply, LevelReached) and isinstance(reply.given, LadderGiven):
        return LevelReached(LadderGiven(reply.given.level or 0))
    return reply


def answered(dossier: Dossier, replies: Mapping[str, tuple[Reply | None, Confidence | None]]) -> Dossier:
    answers = dict(dossier.answers)
    for question, (reply, confidence) in replies.items():
        held = answers.get(("P1", question), Answer("P1", question))
        answers["P1", question] = replace(held, reply=reply, confidence=confidence)
    return replace(dossier, answers=answers)


def edit(source: Path, wanted: Path, out: Path, language: str) -> None:
    """Type into the input cells of Answers what stands in those of another file; nothing else is touched."""
    book, other = openpyxl.load_workbook(source), openpyxl.load_workbook(wanted)
    title = TITLES[language][0]
    columns = [cell.column for cell in book[title][3] if cell.value in INPUTS]
    for row in range(5, book[title].max_row + 1):
        for column in columns:
            book[title].cell(row, column).value = other[title].cell(row, column).value
    book.save(out)


INPUTS = ("reply", "disputed_from", "disputed_to", "confidence", "evidence_limit")


@pytest.fixture(scope="module")
def proofs(tmp_path_factory: pytest.TempPathFactory) -> list[Proof]:
    """All workbooks, written, edited, and recalculated in one run."""
    work = tmp_path_factory.mktemp("workbooks")
    rows = []
    for number, report in enumerate(all_reports()):
        chance = random.Random(1000 + number)
        dossier = answered(report.dossier, changed_replies(report.framework, chance))
        more = {"library": report.library, "plan": report.plan, "earlier": report.earlier}
        changed = report_on(dossier, language=report.language, **more)  # type: ignore[arg-type]
        written, wanted, edited = (work / f"{kind}{number}.xlsx" for kind in ("written", "wanted", "edited"))
        written.write_bytes(write_report(report, "xlsx"))
        wanted.write_bytes(write_report(changed, "xlsx"))
        edit(written, wanted, edited, report.language)
        rows.append((report, written, wanted, edited))
    files = [file for _, written, _, edited in rows for file in (written, edited)]
    done = dict(zip(files, recalculated(files, work), strict=True))
    return [Proof(report, written, done[written], wanted, done[edited]) for report, written, wanted, edited in rows]


def test_stored_results_are_what_a_spreadsheet_recalculates(proofs: list[Proof]) -> None:
    for proof in proofs:
        cells = formulas(proof.written)
        assert len(cells) > 100
        assert differences(values(proof.written), values(proof.again), cells) == []


def test_a_recalculation_does_not_trust_what_is_stored(proofs: list[Proof]) -> None:
    # The edited file holds formulas without results: whatever comes back was computed.
    edited = [proof for proof in proofs if values(proof.after) != values(proof.again)]
    assert len(edited) > len(proofs) // 2


def test_changed_replies_give_what_the_program_gives(proofs: list[Proof]) -> None:
    for number, proof in enumerate(proofs):
        wanted, found = values(proof.wanted), values(proof.after)
        cells = {cell for cell in formulas(proof.wanted) if cell[0] in TITLES[proof.report.language][:2]}
        assert cells
        for id, column, there in (
            ("validation", "value", bool(proof.report.dossier.validated)),
            ("change", "now", proof.report.earlier is not None),
        ):
            beside = values_beside(proof, wanted, id, column)
            assert bool(beside) == there
            cells |= beside
        cells |= {cell for cell in formulas(proof.wanted) if cell[0] == proof.report.say("workbook.sheets.summary")}
        assert differences(wanted, found, cells) == [], f"workbook {number}"
        assert by_capability(proof, found) == by_capability(proof, wanted), f"workbook {number}"


def values_beside(proof: Proof, cells: Cells, sheet_id: str, id: str) -> set[tuple[str, str]]:
    """What holds now beside what the mission, or an earlier round, holds: the column there that follows the answers."""
    title = proof.report.say(f"workbook.sheets.{sheet_id}")
    column = next(place.rstrip("3") for (sheet, place), held in cells.items() if (sheet, held) == (title, id))
    return {cell for cell in formulas(proof.wanted) if cell[0] == title and re.fullmatch(rf"{column}\d+", cell[1])}


COMPARED = ("rank", "value", "word", "gap", "gap_share", "points", "status")


def by_capability(proof: Proof, cells: Cells) -> Mapping[str, tuple[object, ...]]:
    """The live cells of Gaps and priorities by capability: a change moves ranks, not rows."""
    title = proof.report.say("workbook.sheets.gaps")
    heads = {place: id for (sheet, place), id in cells.items() if sheet == title and re.fullmatch("[A-Z]+3", place)}
    ids = {id: place.rstrip("3") for place, id in heads.items()}
    rows = range(5, 5 + len(proof.report.framework.capabilities))
    return {
        str(cells[title, f"{ids['capability']}{row}"]): tuple(
            _rounded(cells.get((title, f"{ids[one]}{row}"))) for one in COMPARED
        )
        for row in rows
    }


def _rounded(value: object) -> object:
    if isinstance(value, int | float):
        return round(float(value), 8) + 0.0
    return value or ""


def results_of_checks(proof: Proof, file: Path) -> set[object]:
    title = TITLES[proof.report.language][2]
    cells = values(file).items()
    return {
        value for (sheet, place), value in cells if sheet == title and re.fullmatch(r"E([5-9]|\d\d+)", place) and value
    }


def test_every_check_says_ok(proofs: list[Proof]) -> None:
    for proof in proofs:
        assert results_of_checks(proof, proof.written) == {"OK"}
        assert results_of_checks(proof, proof.again) == {"OK"}


def test_after_a_change_checks_hold_or_note_the_change(proofs: list[Proof]) -> None:
    noted = [results_of_checks(proof, proof.after) for proof in proofs]
    assert all(results <= {"OK", "NOTE"} for results in noted)
    assert {"OK", "NOTE"} in noted


def test_no_cell_shows_an_error(proofs: list[Proof]) -> None:
    for proof in proofs:
        for file in (proof.written, proof.again, proof.after):
            wrong = [
                (place, value)
                for place, value in values(file).items()
                if isinstance(value, str) and (value.startswith("#") or "Err:" in value)
            ]
            assert wrong == []


def test_a_workbook_of_which_everything_is_withheld_recalculates_alike(tmp_path: Path) -> None:
    framework, library = bank()
    every = tuple(one.id for one in framework.capabilities)
    report = report_on(replace(filled(framework, 1), withheld=every), library=library, audience=Audience.DONOR)
    written = tmp_path / "nothing.xlsx"
    written.write_bytes(write_report(report, "xlsx"))
    (again,) = recalculated([written], tmp_path)
    assert differences(values(written), values(again), formulas(written)) == []


def test_a_stale_result_is_found(tmp_path: Path) -> None:
    framework, library = bank()
    good, stale = tmp_path / "good.xlsx", tmp_path / "stale.xlsx"
    good.write_bytes(write_report(report_on(filled(framework, 1), library=library), "xlsx"))
    spoil(good, stale)
    (again,) = recalculated([stale], tmp_path)
    assert differences(values(stale), values(good), formulas(good)) != []
    assert differences(values(again), values(good), formulas(good)) == []


def spoil(source: Path, target: Path) -> None:
    """Copy a workbook with twenty wrong results on Scores."""
    with zipfile.ZipFile(source) as book:
        entries = {name: book.read(name) for name in book.namelist()}
    sheet = "xl/worksheets/sheet3.xml"
    entries[sheet] = re.sub(rb"</f><v>[0-9.]+</v>", b"</f><v>999</v>", entries[sheet], count=20)
    with zipfile.ZipFile(target, "w") as book:
        for name, content in entries.items():
            book.writestr(name, content)

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
from openpyxl.worksheet.worksheet import Worksheet

from planning.plan import Plan
from planning.rule_of_thumb import build_plan
from questionnaire.answers import Answer, LadderGiven, LevelReached, NotKnown, RecordedAgreement, Reply
from questionnaire.assessment import Dossier
from questionnaire.framework import Framework
from questionnaire.intentions import Target
from questionnaire.policy import Confidence
from reports.formats import write_report
from reports.report import Audience, Report
from scoring.gaps import is_plannable
from scoring.scores import score_dossier
from tests.examples import answer, capability, ladder, question, scale, section, targets
from tests.examples import dossier as dossier_of
from tests.examples import framework as framework_of
from tests.reports.filled import MADE_AT, bank, filled, reply_to, report_on, validated
from tests.reports.recalculation import Cells, differences, formulas, recalculated, values
from tests.scoring.trees import Case, cases, controlling
from words.phrases import load_phrases

RANDOM_CASES = 12
TITLES = {"en": ("Answers", "Scores", "Checks"), "fr": ("Réponses", "Scores", "Contrôles")}
pytestmark = [pytest.mark.libreoffice, pytest.mark.slow, pytest.mark.timeout(600)]


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
        mission = validated(case.framework, number)
        dossier = replace(with_targets(case.dossier(), random.Random(number)), validated=mission)
        before = answered(dossier, changed_replies(case.framework, random.Random(number)))
        if number % 3 == 0:
            before = replace(before, framework=other_version(case.framework), targets={})
        reports.append(report_on(dossier, language=("en", "fr")[number % 2], earlier=before))
    reports.append(report_on(changed_questions(), earlier=first_questions()))
    return reports


def other_version(framework: Framework) -> Framework:
    """The framework with other weights and gates, so that the earlier score cannot be made of what is in the file."""
    sections = tuple(
        replace(
            section,
            gate=not section.gate,
            capabilities=tuple(replace(one, weight=one.weight + 1, gate=not one.gate) for one in section.capabilities),
        )
        for section in framework.sections
    )
    return replace(framework, sections=sections)


def first_questions() -> Dossier:
    """An earlier round with a question that is gone, one of other levels, and one under another id."""
    tree = framework_of(
        section("L", capability("L01"), capability("L02", question("L02.a"), question("L02.z"))),
        section(
            "O", capability("O01", question("O01.q", ladder("O01.q", levels=4), scale=scale(0, 3))), capability("O8")
        ),
    )
    replies = (answer("L01", 1), answer("L02.a", 2), answer("L02.z", 3), answer("O01.q", 3), answer("O8", NotKnown()))
    return dossier_of(tree, *replies, targets=targets(L01=3))


def changed_questions() -> Dossier:
    """The round after it, with a question that is new."""
    tree = framework_of(
        section("L", capability("L01"), capability("L02", question("L02.a"), question("L02.b"))),
        section("O", capability("O01", question("O01.q")), capability("O09", question("O09", aliases=("O8",)))),
    )
    replies = (answer("L01", 2), answer("L02.a", 1), answer("L02.b", 4), answer("O01.q", 2), answer("O09", 3))
    return dossier_of(tree, *replies, targets=targets(O09=4))


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
    for id, (reply, confidence) in replies.items():
        held = answers.get(("P1", id), Answer("P1", id))
        answers["P1", id] = replace(held, reply=reply, confidence=confidence)
    return replace(dossier, answers=answers)


def edit(source: Path, wanted: Path, out: Path, language: str) -> None:
    """Type into the input cells what stands in those of another file; nothing else is touched."""
    book, other = openpyxl.load_workbook(source), openpyxl.load_workbook(wanted)
    say = load_phrases(language)
    for id, inputs in INPUTS.items():
        title = say(f"workbook.sheets.{id}")
        columns = [cell.column for cell in book[title][3] if cell.value in inputs]
        for row in range(5, last_row(book[title]) + 1):
            for column in columns:
                book[title].cell(row, column).value = other[title].cell(row, column).value
    book.save(out)


def last_row(sheet: Worksheet) -> int:
    """The last row of the table: under it one is left free."""
    rows = range(5, sheet.max_row + 2)
    return next(row for row in rows if sheet.cell(row, 1).value is None) - 1


INPUTS = {
    "answers": ("reply", "disputed_from", "disputed_to", "confidence", "evidence_limit"),
    "change": ("reply_before", "disputed_at", "target_before"),
    "validation": ("reply_validated", "disputed_at"),
}
"""What is typed, by sheet. The lowest of a dispute stands in a working column."""


def mission_changed(dossier: Dossier, chance: random.Random) -> Dossier:
    """Other outcomes of the mission, blanks among them, but never none at all."""
    if not dossier.validated:
        return dossier
    changed = {id: reply for id, (reply, _) in changed_replies(dossier.framework, chance).items()}
    kept = {id: one for id, one in dossier.validated.items() if changed.get(id, one) is not None}
    typed = {id: RecordedAgreement(id, reply) for id, reply in changed.items() if reply is not None}
    return replace(dossier, validated={**kept, **typed} or dossier.validated)


def earlier_changed(earlier: Dossier, chance: random.Random) -> Dossier:
    """Other outcomes of the earlier round, and other targets where it set some."""
    changed = answered(earlier, changed_replies(earlier.framework, chance))
    levels = [level.value for level in earlier.framework.levels]
    return replace(changed, targets={id: Target(id, chance.choice(levels)) for id in earlier.targets})


@pytest.fixture(scope="module")
def proofs(tmp_path_factory: pytest.TempPathFactory) -> list[Proof]:
    """All workbooks, written, edited, and recalculated."""
    work = tmp_path_factory.mktemp("workbooks")
    rows = []
    for number, report in enumerate(all_reports()):
        chance = random.Random(1000 + number)
        dossier = mission_changed(answered(report.dossier, changed_replies(report.framework, chance)), chance)
        earlier = report.earlier and earlier_changed(report.earlier, chance)
        more = {"library": report.library, "plan": report.plan, "earlier": earlier}
        changed = report_on(dossier, language=report.language, **more)  # type: ignore[arg-type]
        written, wanted, edited = (work / f"{kind}{number}.xlsx" for kind in ("written", "wanted", "edited"))
        written.write_bytes(write_report(report, "xlsx"))
        wanted.write_bytes(write_report(changed, "xlsx"))
        edit(written, wanted, edited, report.language)
        rows.append((report, written, wanted, edited))
    files = [file for _, written, _, edited in rows for file in (written, edited)]
    done: dict[Path, Path] = {}
    for some in (files[::2], files[1::2]):  # Each run has its own limit of time.
        done |= zip(some, recalculated(some, work), strict=True)
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
        for id, there in (
            ("validation", bool(proof.report.dossier.validated)),
            ("change", proof.report.earlier is not None),
        ):
            title = proof.report.say(f"workbook.sheets.{id}")
            beside = {cell for cell in formulas(proof.wanted) if cell[0] == title}
            assert bool(beside) == there
            cells |= beside
        cells |= {cell for cell in formulas(proof.wanted) if cell[0] == proof.report.say("workbook.sheets.summary")}
        assert differences(wanted, found, cells) == [], f"workbook {number}"
        assert by_capability(proof, found) == by_capability(proof, wanted), f"workbook {number}"


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

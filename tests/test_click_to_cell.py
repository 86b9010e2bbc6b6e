"""One answer from the bank's YAML to a cell of the workbook, through every room of the house, without turning back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from planning.catalogue import load_library
from planning.checker import check_plan
from planning.rule_of_thumb import build_plan
from questionnaire.answers import LadderGiven, LevelReached
from questionnaire.assessment import Administration, Round, RoundKind
from questionnaire.consensus import reach_consensus
from questionnaire.entries import reply_of, setup_field, target_of
from questionnaire.framework_file import load_framework
from questionnaire.intentions import Target
from questionnaire.routing import asked_questions
from reports.formats import write_report
from reports.report import Audience, build_report
from scoring.explanation import explain
from scoring.gaps import find_gaps
from scoring.priorities import Importance, rank_gaps
from scoring.recomputation import recompute
from scoring.scores import score_dossier
from storage.settings import open_repository, read_settings

BANK = Path(__file__).parent.parent / "questionnaire" / "bank" / "customs-iwt"
NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


def section_page(folder: str, id: str) -> None:
    """What AppTest runs: the section Law of the assessment on disk."""
    import streamlit as st

    from storage.settings import open_repository, read_settings
    from views import memo, section
    from views.desk import Desk
    from words.phrases import load_phrases

    st.session_state["question L"] = "L04"
    repository = open_repository(read_settings({"IWT_DATA": folder}))
    section.show(Desk(repository, memo.framework(), memo.library(), load_phrases("fr"), st.session_state, id), "L")


def test_one_answer_from_the_bank_to_the_cell(tmp_path: Path) -> None:
    # The bank is read, and the question is asked.
    framework = load_framework(BANK)
    library = load_library(BANK, framework)
    assert "L04" in asked_questions(framework, ()).asked_ids

    # A level is picked on the page and is on disk.
    repository = open_repository(read_settings({"IWT_DATA": str(tmp_path)}))
    id = repository.create(framework)
    setup = {"administration": Administration("Douanes", "Congo"), "round": Round(RoundKind.BASELINE, 2027)}
    for name, value in setup.items():
        repository.save(id, setup_field(name), value, by="P1", at=NOW, expect=0)
    page = AppTest.from_function(section_page, default_timeout=60, args=(str(tmp_path), id)).run()
    assert not page.exception
    levels = next(one for one in page.radio if len(one.options) == 5)
    levels.set_value(2).run()
    assert not page.exception
    entry = repository.entry(id, reply_of("P1", "L04"))
    assert entry is not None and entry.value == LevelReached(LadderGiven(2))

    # The reply is the agreement, the agreement makes the score, the score explains itself.
    repository.save(id, target_of("L04"), Target("L04", 3, date(2029, 12, 31)), by="P1", at=NOW, expect=0)
    dossier = repository.open(id, framework)
    (agreement,) = reach_consensus(dossier)
    card = score_dossier(dossier)
    assert (agreement.question, card["L04"].value, card["L"].value) == ("L04", Fraction(2), Fraction(2))
    assert recompute(explain(card, "L")).value == card["L"].value

    # The gap is ranked, and a plan that passes the independent checker closes it.
    gaps = find_gaps(card, dossier.targets)
    priorities = rank_gaps(gaps, Importance(framework, dossier.threats))
    assert priorities[0].gap.capability == "L04"
    plan = build_plan(dossier, card, library, today=NOW.date())
    assert check_plan(plan, dossier, card, library) == ()
    assert ("L04", 3) in {(step.capability, step.level) for step in plan.reached}

    # The workbook says the same level in the answer's cell and the same score in the formula's cached result.
    report = build_report(
        dossier, card, gaps, priorities, plan, library,
        language="fr", audience=Audience.ADMINISTRATION, made_at=NOW, program_version="test",
    )  # fmt: skip
    book = load_workbook(BytesIO(write_report(report, "xlsx")), data_only=True)
    rows = [row for sheet in book for row in sheet.iter_rows(max_row=400, max_col=40, values_only=True)]
    assert any("Douanes" in row for row in rows)
    assert any(row_has(row, "L04", 2) for row in rows)


def row_has(row: tuple[object, ...], id: str, value: float) -> bool:
    """Whether a row holds the id and, in another cell, the number."""
    return id in row and any(isinstance(cell, int | float) and cell == value for cell in row)

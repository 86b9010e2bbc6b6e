"""The sheet of self-assessed and validated: the mission's outcomes in blue, and everything that follows from both."""

from __future__ import annotations

from collections.abc import Mapping

from reports.cells import Row
from reports.report import Report
from reports.validation_tables import OUTCOMES, STATES
from reports.workbook.answers import STATE_CODES
from reports.workbook.beside import Beside, BesideColumns, Line
from reports.workbook.beside_questions import outcome_words
from reports.workbook.beside_sheet import BesideCells, finish, row_look
from reports.workbook.beside_totals import write_totals
from reports.workbook.draft import Content, Draft, Live
from reports.workbook.grid import Grid, write_grid
from reports.workbook.text import literal

WIDTHS = {
    **{"name": 46, "section": 8, "part": 12, "seen": 36, "remark": 36, "reply_validated": 15},
    **{"own_outcome": 18, "validated_outcome": 18},
}
SHOWN = BesideColumns("reply_validated", "validated", "value", "like_validated", "like_value")


def validation_beside(report: Report) -> Beside | None:
    """The mission's outcomes beside the group's; None where the mission recorded nothing."""
    if not report.dossier.validated:
        return None
    found = report.validation
    own, seen = found.like
    befores = {question.id: question for question in report.framework.questions}
    return Beside("validation", SHOWN, report.framework, found.card, seen, own, frozenset(found.compared), befores)


def write_validation(draft: Draft) -> None:
    """One row a node or question. The cells in blue, what the mission recorded, may be changed."""
    beside = draft.beside.get("validation")
    lines = {line.row: line for line in beside.lines} if beside else {}
    words = {code: literal(draft.say(f"{STATES}.{OUTCOMES[reply]}")) for reply, code in STATE_CODES.items()}
    blank = literal(draft.say(f"{STATES}.blank"))

    def live(row: Row, number: int) -> Mapping[str, Content]:
        assert beside is not None, "there is a row"
        return _cells(draft, beside, lines[number], row, {**words, "X": "word_not_readable"}, blank)

    grid = Grid(
        working=beside.columns() if beside else (),
        inputs=frozenset({"reply_validated"}),
        inputs_of=lambda row: frozenset({"reply_validated"} if row["own_outcome"] is not None else ()),
        widths=WIDTHS,
        frozen=1,
        sortable=False,
        tabloid=True,
        row_look=row_look,
    )
    sheet = write_grid(draft, "validation", grid, live)
    if beside:
        finish(draft, sheet, beside)
        write_totals(draft, sheet, beside, draft.report.validation.closeness)


def _cells(
    draft: Draft, beside: Beside, line: Line, row: Row, words: Mapping[str, str], blank: str
) -> Mapping[str, Content]:
    shared = BesideCells(draft, beside, line, row)
    own, seen = (shared.at[column] for column in ("like_value", "like_validated"))
    cells = {**shared.all(), "difference": Live(shared.blank_unless_both(f"{seen}-{own}"), row["difference"])}
    if line.question:
        for column, state in (("own_outcome", "own_state"), ("validated_outcome", "state")):
            cells[column] = Live(outcome_words(shared.at[state], words, blank), row[column])
    return cells

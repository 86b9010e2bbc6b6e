"""What the sheets of change and of self and validated have in common: their cells, blue cells, lists and colours."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.worksheet.worksheet import Worksheet

from questionnaire.framework import Framework
from reports.cells import Coded, Row
from reports.workbook.answers import offer
from reports.workbook.beside import Beside, Line
from reports.workbook.beside_nodes import LIKE, REPORTED, NodeSteps
from reports.workbook.beside_questions import QuestionSteps
from reports.workbook.children import row_of
from reports.workbook.colours import colour_levels, mark_states
from reports.workbook.draft import Content, Draft, Live
from reports.workbook.lists import level_list

COUNTS = ("compared", "looked_at", "asked")


class BesideCells:
    """The cells of one row that are the same on both sheets, and the empty steps that it does not have."""

    def __init__(self, draft: Draft, beside: Beside, line: Line, row: Row) -> None:
        self.draft, self.beside, self.line, self.row = draft, beside, line, row
        self.place = draft.places[beside.sheet]
        self.at = {column: self.place.here(column, line.row) for column in self.place.letters}
        self.nodes = NodeSteps(draft, beside, line, self.at)
        self.questions = QuestionSteps(draft, beside, line, self.at)

    def all(self) -> Mapping[str, Content]:
        """Every step and every number of the row."""
        line = self.line
        return {
            **dict.fromkeys((column.id for column in self.beside.columns()), None),
            **(self.questions.all() if line.question or line.before else {}),
            **(self.nodes.all() if line.node else {}),
            **(self._of_node() if line.node else self._of_question()),
            **self._counted(),
        }

    def blank_unless_both(self, then: str) -> str:
        """A formula that is empty where a set has no number like for like."""
        shown = self.beside.shown
        return f'IF(OR(LEN({self.at[shown.like_beside]})=0,LEN({self.at[shown.like_own]})=0),"",{then})'

    @property
    def width(self) -> str:
        """From the lowest to the highest of the scale of the row."""
        ends = ("lowest", "highest") if self.line.node else ("question_lowest", "question_highest")
        lowest, highest = (self.at[one] for one in ends)
        return f"({highest}-{lowest})"

    def _of_node(self) -> Mapping[str, Content]:
        beside, shown, id = self.beside, self.beside.shown, self.line.id
        cells: dict[str, Content] = {
            shown.own: self._from_scores(),
            shown.like_beside: self.nodes.value("like_beside_share", LIKE, beside.like_beside[id]),
            shown.like_own: self.nodes.value("like_own_share", LIKE, beside.like_own[id]),
        }
        if beside.reported:
            cells[shown.beside] = self.nodes.value("all_share", REPORTED, beside.card[id])
        return cells

    def _from_scores(self) -> Live:
        """The score of now, which follows the answers."""
        scores, node = self.draft.places["scores"], self.line.node
        assert node is not None, "the row is that of a node"
        row = scores.first if isinstance(node, Framework) else row_of(self.draft, node.id, node)
        value = scores.cell("value", row)
        return Live(f'IF(LEN({value})=0,"",{value})', self.row[self.beside.shown.own])

    def _of_question(self) -> Mapping[str, Content]:
        at, shown, row = self.at, self.beside.shown, self.row
        cells: dict[str, Content] = {}
        if self.line.before:
            cells[shown.beside] = Live(at["level_beside"], row[shown.beside])
        if self.line.question:
            cells[shown.own] = Live(at["level_own"], row[shown.own])
        if self.line.question and self.line.before:
            for column, level in ((shown.like_beside, "level_beside"), (shown.like_own, "level_own")):
                cells[column] = Live(f'IF({at["pair"]}=0,"",{at[level]})', row[column])
        return cells

    def _counted(self) -> Mapping[str, Content]:
        """How many questions are compared, looked at and asked: those below added up."""
        counts = [one for one in COUNTS if one in self.row]
        if self.line.question is None:
            return {one: self.nodes.summed(one, _count(self.row, one)) for one in counts} if self.line.node else {}
        looked_at = f"IF(AND({self.at['asked']}=1,LEN({self.at['state']})>0),1,0)"
        of_question = {
            "compared": Live(self.at["pair"], self.row["compared"]),
            "looked_at": Live(looked_at, self.row.get("looked_at")),
            "asked": self.questions.asked(),
        }
        return {one: of_question[one] for one in counts}


def _count(row: Row, column: str) -> int:
    found = row[column]
    assert isinstance(found, int), "a count is a whole number"
    return found


def row_look(row: Row) -> str:
    """The whole and the sections stand out."""
    return "bold" if row["part"] in (Coded("reports.part", "whole"), Coded("reports.part", "section")) else "body"


def finish(draft: Draft, sheet: Worksheet, beside: Beside) -> None:
    """Offer the levels in the blue cells, and colour levels and states."""
    place, shown = draft.places[beside.sheet], beside.shown
    by_list: dict[str, list[str]] = {}
    for line in beside.lines:
        if line.before:
            by_list.setdefault(level_list(line.before), []).append(f"{place.letters[shown.reply]}{line.row}")
    for name, cells in by_list.items():
        offer(draft, sheet, f"{name}_and_states", cells)
    for column in (shown.beside, shown.own):
        colour_levels(draft, sheet, place, (column,), by=column)
    first, last = beside.lines[0].row, beside.lines[-1].row
    assert (first, last) == (place.first, place.last), "every row of the table has its line"
    mark_states(draft, sheet, place, (shown.reply,))

"""The sheet of change between rounds: the earlier round's outcomes in blue, and everything that follows from both."""

from __future__ import annotations

from collections.abc import Mapping

from questionnaire.framework import Capability
from reports.cells import Coded, Row
from reports.earlier_words import earlier_said
from reports.report import Report
from reports.workbook.beside import Beside, BesideColumns, Line
from reports.workbook.beside_sheet import BesideCells, finish, row_look
from reports.workbook.beside_totals import put_across, write_totals
from reports.workbook.draft import Content, Draft, Live
from reports.workbook.grid import Grid, write_grid
from reports.workbook.places import SUBTITLE_ROW
from reports.workbook.text import literal
from scoring.change import Apart, QuestionChange, RoundChange
from scoring.counterparts import scored_alike

WIDTHS = {
    **{"name": 58, "section": 8, "part": 12, "apart": 26, "target_before": 11, "progress": 12, "difference_share": 13},
    **{"compared": 11, "asked": 8, "reply_before": 15},
}
SHOWN = BesideColumns("reply_before", "before", "now", "like_before", "like_now")
LIVE_REASONS = {
    Apart.NOT_ASKED_BEFORE: "{asked_code}=0",
    Apart.NOT_ASKED_NOW: "{asked}=0",
    Apart.NO_LEVEL_BEFORE: "LEN({level_beside})=0",
    Apart.NO_LEVEL_NOW: "LEN({level_own})=0",
}
"""When each of the reasons holds that follow what is typed, the first of them that does; the others are fixed."""


def change_beside(report: Report) -> Beside | None:
    """The earlier round beside this one; None where there is none."""
    change = report.change
    if change is None:
        return None
    earlier, framework = change.before.framework, change.like[1].framework
    known = [one for one in change.questions.values() if one.before is not None]
    return Beside(
        "change",
        SHOWN,
        framework,
        change.before,
        *change.like,
        compared=frozenset(change.compared),
        befores={one.question: earlier.question(one.before) for one in known if one.before is not None},
        gone=tuple(earlier.question(one.question) for one in known if one.apart is Apart.DROPPED),
        reported=scored_alike(framework, earlier),
    )


def write_change(draft: Draft) -> None:
    """One row a node or question. The cells in blue may be changed: what the earlier round held, and its targets."""
    beside, change = draft.beside.get("change"), draft.report.change
    lines = {line.row: line for line in beside.lines} if beside else {}

    def live(row: Row, number: int) -> Mapping[str, Content]:
        assert beside is not None, "there is a row"
        assert change is not None, "there is a row"
        return _Cells(draft, beside, change, lines[number], row).all()

    grid = Grid(
        working=beside.columns() if beside else (),
        inputs=frozenset({"reply_before", "target_before"}),
        inputs_of=lambda row: _inputs(draft.report, row),
        widths=WIDTHS,
        frozen=1,
        sortable=False,
        tabloid=True,
        row_look=row_look,
    )
    sheet = write_grid(draft, "change", grid, live)
    if beside and change:
        put_across(draft, sheet, beside, SUBTITLE_ROW, _about(draft), "subtitle prose")
        finish(draft, sheet, beside)
        write_totals(draft, sheet, beside, change.closeness)
    else:
        draft.put(sheet, SUBTITLE_ROW, 1, draft.say("change.none"), "subtitle")


def _about(draft: Draft) -> str:
    """What the sheet is, and with which round it compares."""
    return f"{earlier_said(draft.report)} {draft.say('workbook.about.change')}"


def _inputs(report: Report, row: Row) -> frozenset[str]:
    """What may be changed in a row: an outcome that the earlier round was asked for, a target that it set."""
    change, id = report.change, str(row["node"])
    assert change is not None, "there is a row"
    part = row["part"]
    if part == Coded("reports.part", "question"):
        return frozenset({"reply_before"} if change.questions[id].before else ())
    if part != Coded("reports.part", "capability"):
        return frozenset()
    capability = report.framework.capability(id)
    asked = len(capability.questions) == 1 and change.questions[capability.questions[0].id].before
    return frozenset(
        {*(["reply_before"] if asked else ()), *(["target_before"] if _set_then(report, capability) else ())}
    )


def _set_then(report: Report, capability: Capability) -> bool:
    """Whether the target that is shown is one of the earlier round."""
    assert report.earlier is not None, "there is an earlier round"
    held = report.earlier.targets
    aimed_at = report.framework.main_scale == capability.scale
    return aimed_at and any(id in held for id in (capability.id, *capability.aliases))


class _Cells:
    """The live cells of a row."""

    def __init__(self, draft: Draft, beside: Beside, change: RoundChange, line: Line, row: Row) -> None:
        self.draft, self.change, self.line, self.row = draft, change, line, row
        self.shared = BesideCells(draft, beside, line, row)
        self.at = self.shared.at

    def all(self) -> Mapping[str, Content]:
        """Every cell that is a formula, and those of the working columns."""
        both, at, row = self.shared.blank_unless_both, self.at, self.row
        before, now, target = at["like_before"], at["like_now"], at["target_before"]
        cells: dict[str, Content] = {**self.shared.all()}
        if self.line.node or (self.line.question and self.line.before):
            share = both(f"({now}-{before})/{self.shared.width}")
            cells["difference"] = Live(both(f"{now}-{before}"), row["difference"])
            cells["difference_share"] = Live(share, row["difference_share"])
        if self.line.node:
            way = f'IF({target}-{before}>1E-9,({now}-{before})/({target}-{before}),"")'
            cells["progress"] = Live(both(f'IF(LEN({target})=0,"",{way})'), row["progress"])
        return {**cells, **self._target(), **self._apart()}

    def _target(self) -> Mapping[str, Content]:
        """Where the earlier round set no target, that of now stands, and follows the sheet of gaps."""
        node, report, gaps = self.line.node, self.draft.report, self.draft.places["gaps"]
        aims = isinstance(node, Capability) and node.scale == report.framework.main_scale
        rows = [row["capability"] for row in self.draft.tables["gaps"].rows]
        if not isinstance(node, Capability) or not aims or _set_then(report, node) or node.id not in rows:
            return {}
        found = f"INDEX({gaps.column('target')},MATCH({self.at['node']},{gaps.column('capability')},0))"
        return {"target_before": Live(f'IF(LEN({found})=0,"",{found})', self.row["target_before"])}

    def _apart(self) -> Mapping[str, Content]:
        """Why a question is not compared. New, gone or asked otherwise stays so whatever is typed."""
        if self.line.question is None:
            return {}
        one: QuestionChange = self.change.questions[self.line.question.id]
        if one.apart in (Apart.NEW, Apart.CHANGED):
            return {}
        said = '""'
        for reason, holds in reversed(LIVE_REASONS.items()):
            word = literal(self.draft.say(f"change.apart.{reason}"))
            said = f"IF({holds.format(**self.at)},{word},{said})"
        return {"apart": Live(said, self.row["apart"])}

"""The sheet of the logical framework: outcomes in bands, outputs in bold, activities set in, values from the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.cells import Coded, Row
from reports.logframe_tables import ACTIVITY, OUTCOME, OUTPUT, logframe_outputs
from reports.workbook.draft import Content, Draft, Live
from reports.workbook.grid import Grid, write_grid
from reports.workbook.places import FIRST_ROW
from reports.workbook.text import exactly, literal

ROW_LOOKS = {OUTCOME: "band", OUTPUT: "bold", ACTIVITY: "body"}
MOST_DAYS = 60
"""So many days are compared in one formula: no program takes one of more than 8,192 characters."""
GRID = Grid(
    widths={
        **{"row_kind": 13, "node": 11, "statement": 52, "level": 8, "indicator": 34, "unit": 18},
        **{"baseline_value": 11, "target_value": 11, "verification": 34, "risk": 38},
    },
    frozen=3,
    sortable=False,
    tabloid=True,
    as_is=frozenset({"baseline_value", "target_value"}),
    row_look=lambda row: ROW_LOOKS[_kind(row)],
)
FROM_THE_PLAN = ("baseline_value", "baseline_date", "target_value", "target_date")


def write_logframe(draft: Draft) -> None:
    """Write the sheet. It is read from top to bottom, so its rows stay where they are."""
    rows = draft.tables["logframe"].rows
    needed = _actions_needed(draft)
    outputs: dict[int, list[int]] = {}
    outcome = FIRST_ROW
    for number, row in enumerate(rows, FIRST_ROW):
        outcome = number if _kind(row) == OUTCOME else outcome
        if _kind(row) == OUTPUT:
            outputs.setdefault(outcome, []).append(number)

    def live(row: Row, number: int) -> Mapping[str, Content]:
        if _kind(row) == ACTIVITY:
            return _activity(draft, row, number)
        if _kind(row) == OUTPUT:
            return _output(draft, row, number, needed.get(str(row["node"]), ()))
        return _outcome(draft, row, outputs.get(number, ()))

    sheet = write_grid(draft, "logframe", GRID, live)
    statement = list(draft.places["logframe"].letters).index("statement") + 1
    for number, row in enumerate(rows, FIRST_ROW):
        if _kind(row) == ACTIVITY:
            draft.put(sheet, number, statement, row["statement"], "indented")


def _kind(row: Row) -> str:
    kind = row["row_kind"]
    return kind.code if isinstance(kind, Coded) else ""


def _actions_needed(draft: Draft) -> Mapping[str, Sequence[str]]:
    """The actions that the level of each capability depends on."""
    plan = draft.report.plan
    outputs = logframe_outputs(draft.report, plan) if plan else ()
    return {one.capability: [step.action.id for step in one.serving] for one in outputs}


def _activity(draft: Draft, row: Row, number: int) -> Mapping[str, Content]:
    """The values that are filled in on the plan."""
    place, plan = draft.places["logframe"], draft.places["plan"]
    action = exactly(place.here("node", number), str(row["node"]))
    found = {column: plan.found(column, action, "action") for column in FROM_THE_PLAN}
    return {column: Live(f'IF(LEN({cell})=0,"",{cell})', row[column]) for column, cell in found.items()}


def _output(draft: Draft, row: Row, number: int, actions: Sequence[str]) -> Mapping[str, Content]:
    """The score of today, and the end of the last action that the level needs."""
    place, plan, gaps = (draft.places[one] for one in ("logframe", "plan", "gaps"))
    cells: dict[str, Content] = {}
    if row["node"] is not None:
        score = gaps.found("value", place.here("node", number), "capability")
        cells["baseline_value"] = Live(f'IF(ISNUMBER({score}),{score},"")', row["baseline_value"])
    if 0 < len(actions) <= MOST_DAYS:
        ends = ",".join(plan.found("end", exactly(literal(one), one), "action") for one in actions)
        cells["target_date"] = Live(f"MAX({ends})", row["target_date"])
    return cells


def _outcome(draft: Draft, row: Row, outputs: Sequence[int]) -> Mapping[str, Content]:
    """The day on which the last of the levels below is reached."""
    if row["target_date"] is None or not 0 < len(outputs) <= MOST_DAYS:
        return {}
    place = draft.places["logframe"]
    ends = ",".join(place.here("target_date", number) for number in outputs)
    return {"target_date": Live(f"MAX({ends})", row["target_date"])}

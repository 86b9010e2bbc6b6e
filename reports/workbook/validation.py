"""The sheet of self-assessed and validated: the scores that follow the answers beside those of the mission."""

from __future__ import annotations

from collections.abc import Mapping

from reports.cells import Coded, Row
from reports.workbook.colours import colour_levels
from reports.workbook.draft import Content, Draft, Live
from reports.workbook.grid import Grid, write_grid
from reports.workbook.text import exactly

WIDTHS = {"name": 46, "section": 8, "seen": 36, "remark": 36, "own_outcome": 18, "validated_outcome": 18}


def write_validation(draft: Draft) -> None:
    """One row a node or question. What the group holds follows Scores and Answers; like for like is as it was made."""
    grid = Grid(widths=WIDTHS, frozen=1, sortable=False, tabloid=True, row_look=_look)
    sheet = write_grid(draft, "validation", grid, lambda row, number: _cells(draft, row, number))
    if draft.tables["validation"].rows:
        place = draft.places["validation"]
        for column in ("value", "validated"):
            colour_levels(draft, sheet, place, (column,), by=column)


def _look(row: Row) -> str:
    return "bold" if row["part"] in (Coded("reports.part", "whole"), Coded("reports.part", "section")) else "body"


def _cells(draft: Draft, row: Row, number: int) -> Mapping[str, Content]:
    place, scores, answers = (draft.places[one] for one in ("validation", "scores", "answers"))
    own, seen = (place.here(column, number) for column in ("like_value", "like_validated"))
    difference = Live(f'IF(OR(LEN({own})=0,LEN({seen})=0),"",{seen}-{own})', row["difference"])
    node = exactly(place.here("node", number), str(row["node"]))
    if row["part"] == Coded("reports.part", "question"):
        reply, state, asked = (answers.found(one, node, "question") for one in ("reply", "state", "asked_code"))
        level = f'IF({asked}=0,"",IF({state}="L",{reply},""))'
        return {"value": Live(level, row["value"]), "difference": difference}
    found = scores.found("value", node, "node")
    return {"value": Live(f'IF(LEN({found})=0,"",{found})', row["value"]), "difference": difference}

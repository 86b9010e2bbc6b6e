"""The sheet of change between rounds: the scores that follow the answers beside those of an earlier round."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from reports.cells import Coded, Kind, Row, columns_of
from reports.report import Report
from reports.workbook.colours import colour_levels
from reports.workbook.draft import Content, Draft, Live
from reports.workbook.grid import Grid, write_grid
from reports.workbook.places import SUBTITLE_ROW
from reports.workbook.text import exactly

WORKING = columns_of(width=Kind.NUMBER)
"""From the lowest to the highest of the scale on which a row is compared like for like."""
WIDTHS = {
    **{"name": 58, "section": 8, "part": 12, "apart": 26, "target_before": 11, "progress": 12, "difference_share": 13},
    **{"compared": 11, "asked": 8},
}
QUESTION = Coded("reports.part", "question")


def write_change(draft: Draft) -> None:
    """One row a node or question. What holds now follows Scores and Answers; like for like is as it was made."""
    grid = Grid(working=WORKING, widths=WIDTHS, frozen=1, sortable=False, tabloid=True, row_look=_look)
    sheet = write_grid(draft, "change", grid, lambda row, number: _cells(draft, row, number))
    draft.put(sheet, SUBTITLE_ROW, 1, _about(draft), "subtitle")
    if draft.tables["change"].rows:
        place = draft.places["change"]
        for column in ("before", "now"):
            colour_levels(draft, sheet, place, (column,), by=column)


def _about(draft: Draft) -> str:
    """What the sheet is, and with which round it compares."""
    report, say = draft.report, draft.say
    if report.earlier is None:
        return say("change.none")
    return f"{say('workbook.about.change')} {earlier_said(report)}"


def earlier_said(report: Report) -> str:
    """Which earlier round is compared with, and that it is another administration's where the names differ."""
    assert report.earlier is not None, "there is an earlier round"
    setup, say = report.earlier.setup, report.say
    when = f"{say(f'round.{setup.round.kind}')} {setup.round.year or ''}".strip()
    name = setup.administration.name
    own = report.administration.name
    key = "change.with" if name.strip().casefold() == own.strip().casefold() else "change.with_other"
    return say(key, round=when, name=name or say("change.no_name"))


def _look(row: Row) -> str:
    return "bold" if row["part"] in (Coded("reports.part", "whole"), Coded("reports.part", "section")) else "body"


def _cells(draft: Draft, row: Row, number: int) -> Mapping[str, Content]:
    place = draft.places["change"]
    at = {column: place.here(column, number) for column in place.letters}
    before, now, target = (at[one] for one in ("like_before", "like_now", "target_before"))
    neither = f"OR(LEN({before})=0,LEN({now})=0)"
    way = f'IF({target}-{before}>1E-9,({now}-{before})/({target}-{before}),"")'
    return {
        **_now(draft, row, number),
        "difference": Live(f'IF({neither},"",{now}-{before})', row["difference"]),
        "difference_share": Live(f'IF({neither},"",({now}-{before})/{at["width"]})', row["difference_share"]),
        "progress": Live(f'IF(OR({neither},LEN({target})=0),"",{way})', row["progress"]),
        "width": _width(draft.report, row),
    }


def _now(draft: Draft, row: Row, number: int) -> Mapping[str, Content]:
    """The score or level of now, where it stands on its own sheet; a question that is gone has none."""
    place, scores, answers = (draft.places[one] for one in ("change", "scores", "answers"))
    node = exactly(place.here("node", number), str(row["node"]))
    if row["part"] != QUESTION:
        found = scores.found("value", node, "node")
        return {"now": Live(f'IF(LEN({found})=0,"",{found})', row["now"])}
    if not draft.report.framework.has_question(str(row["node"])):
        return {}
    reply, state, asked = (answers.found(one, node, "question") for one in ("reply", "state", "asked_code"))
    return {"now": Live(f'IF({asked}=0,"",IF({state}="L",{reply},""))', row["now"])}


def _width(report: Report, row: Row) -> Fraction:
    change, id = report.change, str(row["node"])
    assert change is not None, "there is a row"
    if row["part"] != QUESTION:
        return change.nodes[id].scale.width
    framework = report.framework if report.framework.has_question(id) else change.before.framework
    return framework.question(id).scale.width

"""The sheet of progress: the most urgent first, the administration's own word apart from the word from outside."""

from __future__ import annotations

from collections.abc import Mapping

from reports.cells import Row
from reports.workbook.colours import mark_words
from reports.workbook.draft import Content, Draft, Live
from reports.workbook.grid import Grid, offer_list, write_grid
from reports.workbook.text import exactly, literal

GRID = Grid(
    inputs=frozenset({"on_self", "progress_external", "on_external", "waits_for", "spent", "next_review"}),
    widths={
        **{"name": 60, "owner": 18, "lead": 16, "progress_self": 18, "progress_external": 18, "waits_for": 30},
        **{"evidence": 34, "currency": 10, "to_reassess": 24, "off_plan": 13},
    },
    frozen=2,
    tabloid=True,
    pages_wide=2,
)
FLAGS = ("off_plan", "differs", "blocked")
FROM_THE_PLAN = {"start": "start", "one_off": "one_off", "owner": "owner", "progress_self": "progress"}
"""What stands on the plan already is written there only: by column here, the column there."""


def write_tracking(draft: Draft) -> None:
    """One row an action, as it stood when the file was made; what changes meanwhile may be filled in."""
    sheet = write_grid(draft, "tracking", GRID, lambda row, number: _cells(draft, row, number))
    place = draft.places["tracking"]
    for flag in FLAGS:
        mark_words(sheet, place.span(flag), place.here(flag, place.first), literal(draft.say(f"reports.flag.{flag}")))
    if draft.tables["tracking"].rows:
        offer_list(sheet, place.span("progress_external"), "progress_words")


def _cells(draft: Draft, row: Row, number: int) -> Mapping[str, Content]:
    if row["off_plan"]:
        return {}
    place, plan = draft.places["tracking"], draft.places["plan"]
    action = exactly(place.here("action", number), str(row["action"]))
    found = {column: plan.found(there, action, "action") for column, there in FROM_THE_PLAN.items()}
    return {column: Live(f'IF(LEN({cell})=0,"",{cell})', row[column]) for column, cell in found.items()}

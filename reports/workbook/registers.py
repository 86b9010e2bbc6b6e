"""The sheets that only list: criteria, evidence, what was not applicable or not known, and the data dictionary."""

from __future__ import annotations

from reports.workbook.colours import colour_levels
from reports.workbook.draft import Draft
from reports.workbook.grid import Grid, write_grid


def write_criteria(draft: Draft) -> None:
    """One row a criterion. The colour is that of the level at which it stands."""
    widths = {"text": 84, "status": 26, "evidence": 14, "actions": 22, "level": 8}
    sheet = write_grid(draft, "criteria", Grid(widths=widths))
    colour_levels(draft, sheet, draft.places["criteria"], ("level",), by="level")


def write_evidence(draft: Draft) -> None:
    """One row a piece of evidence."""
    widths = {
        "title": 46,
        "kind": 17,
        "strength": 20,
        "where": 36,
        "link": 30,
        "files": 36,
        "questions": 32,
        "criteria": 32,
    }
    write_grid(draft, "evidence", Grid(widths=widths))


def write_unscored(draft: Draft) -> None:
    """One row a reply without a level."""
    write_grid(draft, "unscored", Grid(widths={"text": 60, "state": 16, "reason": 46, "effect": 34}))


def write_signatures(draft: Draft) -> None:
    """One row a signature or reopening, with the whole fingerprint of what was signed."""
    widths = {"name": 30, "role": 20, "statement": 60, "content": 66, "state": 24}
    write_grid(draft, "signatures", Grid(widths=widths, pages_wide=2))


def write_dictionary(draft: Draft) -> None:
    """One row a column of the other sheets."""
    write_grid(draft, "dictionary", Grid(widths={"table": 14, "column": 22, "name": 28, "kind": 20, "means": 100}))

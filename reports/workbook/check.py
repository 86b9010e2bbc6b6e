"""One line of the sheet of checks."""

from __future__ import annotations

from dataclasses import dataclass

from reports.cells import Cell
from reports.workbook.draft import Live


@dataclass(frozen=True)
class Check:
    """Two ways to the same number. `note` marks a line that is no fault when they differ: it is then a NOTE."""

    id: str
    first: Live
    second: Live | Cell
    about: str = ""
    note: bool = False


def changed_cells(typed: str, exported: str) -> str:
    """In how many cells of a column something else stands than in another. To programs an empty cell equals a 0."""
    return f"SUMPRODUCT(1-({typed}={exported})*(LEN({typed})=LEN({exported})))"

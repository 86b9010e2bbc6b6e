"""Where the blocks of the sheet of costs by year and donor stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from openpyxl.utils import get_column_letter

from reports.workbook.draft import Draft
from reports.year_tables import NOBODY, donors_of, plan_years

FREE_ROWS = 3
"""So many rows are left for donors that a reader adds."""
FIRST = 4
BLOCKS = ("planned", "given", "left", "sections", "sides")


@dataclass(frozen=True)
class BudgetPlace:
    """Blocks one below the other: a heading, a row of years, the rows of the block, their total, a free row.

    Years stand side by side from the second column on, the sum over them at the right.
    """

    draft: Draft

    @cached_property
    def years(self) -> Sequence[int]:
        """The calendar years of the plan."""
        plan = self.draft.report.plan
        return list(plan_years(plan)) if plan else []

    @cached_property
    def donors(self) -> Sequence[str]:
        """The donors, then free rows."""
        return [*donors_of(self.draft.report), *[NOBODY] * FREE_ROWS]

    def rows_of(self, block: str) -> int:
        """How many rows a block has, its total left aside."""
        sections = len(self.draft.report.framework.sections)
        return {"planned": len(self.donors) + 1, "sections": sections, "sides": 2}.get(block, len(self.donors))

    def head(self, block: str) -> int:
        """The row of the years of a block; its heading stands above."""
        return FIRST + 1 + sum(self.rows_of(one) + 4 for one in BLOCKS[: BLOCKS.index(block)])

    def first(self, block: str) -> int:
        """The first row of a block."""
        return self.head(block) + 1

    def last(self, block: str) -> int:
        """The last row of a block; its total stands below."""
        return self.head(block) + self.rows_of(block)

    @property
    def letters(self) -> Sequence[str]:
        """The columns of the years."""
        return [get_column_letter(position) for position in range(2, len(self.years) + 2)]

    @property
    def sum_letter(self) -> str:
        """The column of the sums over all years."""
        return get_column_letter(len(self.years) + 2)

    def total(self, block: str) -> str:
        """The cell with the total of a block over all years, from any sheet."""
        return f"{self._sheet}${self.sum_letter}${self.last(block) + 1}"

    def cells(self, block: str) -> str:
        """The cells of a block under its years, from any sheet."""
        return f"{self._sheet}$B${self.first(block)}:${self.letters[-1]}${self.last(block)}"

    @property
    def _sheet(self) -> str:
        return "'" + self.draft.titles["budget"].replace("'", "''") + "'!"

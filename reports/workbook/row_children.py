"""What the formulas of a section and of the whole look at: a block of rows on the sheet of scores itself."""

from __future__ import annotations

from questionnaire.framework import Capability, Framework, Section
from questionnaire.policy import Aggregation
from reports.workbook.children import FAR, Children, row_of
from reports.workbook.draft import Draft
from reports.workbook.places import SheetPlace
from reports.workbook.text import literal


class RowChildren(Children):
    """The rows of the scores below a section or the whole; they stand together and are never sorted."""

    def __init__(self, draft: Draft, node: Framework | Section) -> None:
        super().__init__(draft, node)
        below: tuple[Section | Capability, ...] = node.sections if isinstance(node, Framework) else node.capabilities
        self.below = below
        # Where everything is withheld nothing is below: the formulas look at the blank row under the whole.
        self.first = self.last = self.scores.first + 1
        if below:
            self.first, self.last = row_of(draft, below[0].id, below[0]), row_of(draft, below[-1].id, below[-1])

    def block(self, column: str) -> str:
        """The children's cells of a column."""
        return _here(self.scores, column, self.first, self.last)

    def weighed(self, flag: str, share: str, *, by_width: bool) -> tuple[str, str]:
        """See Children."""
        weight = self.block("weight")
        if by_width:
            weight += f"*({self.block('highest')}-{self.block('lowest')})"
        weights = f"{weight},{self.block(flag)}"
        return f"SUMPRODUCT({weights},{self.block(share)})", f"SUMPRODUCT({weights})"

    def lowest_share(self, quantity: str) -> str:
        """See Children."""
        return f"MIN({self.block(f'{quantity}_share')})"

    def total(self, flag: str) -> str:
        """How many questions below have the flag: what the children count."""
        return f"SUM({self.block({'scored': 'counted', 'applies': 'asked'}[flag])})"

    def any(self, flag: str) -> str:
        """See Children."""
        if self.node.aggregation is Aggregation.STAGED:
            return super().any(flag)
        return f"IF(SUM({self.block(flag)})>0,1,0)"

    def summed_scale(self, end: str) -> str:
        """See Children."""
        return f"SUMPRODUCT({self.block('weight')},{self.block('applies')},{self.block(end)})"

    def leaves(self) -> str:
        """See Children."""
        if isinstance(self.node, Framework):
            return "1"
        return f"({self.answers.column('section')}={literal(self.node.id)})"

    def gates(self) -> tuple[str, ...]:
        """See Children."""
        return tuple(one.id for one in self.below if one.gate)

    def lowest_gate(self) -> str:
        """See Children."""
        if not self.gates():
            return '""'
        return self._first_lowest(f"{self.block('gate_code')}*{self.block('scored')}", self.first, self.last)

    def gate_open(self, word: str) -> str:
        """See Children."""
        conditions = []
        if self.gates():
            conditions.append(f"COUNT({self.gate_cells('value_share')})<{len(self.gates())}")
        if isinstance(self.node, Framework):
            conditions.append(f"SUMPRODUCT(--({self.block('gate_open')}={word}))>0")
        return f'IF(OR({",".join(conditions)}),{word},"")' if conditions else '""'

    def weakest_at(self) -> str:
        """The row of the capability."""
        first, last = self._capabilities()
        return self._first_lowest(_here(self.scores, "scored", first, last), first, last)

    def scored_below(self) -> str:
        """See Children."""
        return f"SUM({_here(self.scores, 'scored', *self._capabilities())})"

    def weakest_named(self, at: str) -> str:
        """See Children."""
        return self.named(at)

    def weakest_value(self, at: str) -> str:
        """See Children."""
        return f"INDEX({self.scores.column('value')},{at}-{self.scores.first}+1)"

    def position(self, weakest: str | None) -> int | None:
        """See Children."""
        return None if weakest is None else row_of(self.draft, weakest)

    def _capabilities(self) -> tuple[int, int]:
        capabilities = self.framework.capabilities
        if isinstance(self.node, Section) or not capabilities:
            return self.first, self.last
        return row_of(self.draft, capabilities[0].id), row_of(self.draft, capabilities[-1].id)

    def _first_lowest(self, among: str, first: int, last: int) -> str:
        lack = _here(self.scores, "value_lack", first, last)
        most = f"SUMPRODUCT(MAX({among}*{lack}))"
        return f"{FAR}-SUMPRODUCT(MAX({among}*({lack}>={most}-1E-9)*({FAR}-ROW({lack}))))"


def _here(place: SheetPlace, column: str, first: int, last: int) -> str:
    letter = place.letters[column]
    return f"${letter}${first}:${letter}${last}"

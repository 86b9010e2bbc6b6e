"""What a capability's formulas look at: its questions on the sheet of answers."""

from __future__ import annotations

from questionnaire.framework import Capability
from reports.workbook.children import FAR, Children
from reports.workbook.draft import Draft


class QuestionChildren(Children):
    """The questions of a capability: found by its id, so that the rows of Answers may be sorted."""

    def __init__(self, draft: Draft, node: Capability, row: int) -> None:
        super().__init__(draft, node)
        self.mine = f"({self.answers.column('capability')}={self.scores.here('node', row)})"

    def weighed(self, flag: str, share: str, *, by_width: bool) -> tuple[str, str]:
        """See Children."""
        column = self.answers.column
        weight = f"{column('weight')}*({column('highest')}-{column('lowest')})" if by_width else column("weight")
        weights = f"--{self.mine},{weight},{column(flag)}"
        return f"SUMPRODUCT({weights},{column(share)})", f"SUMPRODUCT({weights})"

    def lowest_share(self, quantity: str) -> str:
        """See Children."""
        return f"(1-SUMPRODUCT(MAX({self.mine}*{self.answers.column(f'{quantity}_lack')})))"

    def total(self, flag: str) -> str:
        """See Children."""
        return f"SUMPRODUCT(--{self.mine},{self.answers.column(flag)})"

    def summed_scale(self, end: str) -> str:
        """See Children."""
        column = self.answers.column
        return f"SUMPRODUCT(--{self.mine},{column('weight')},{column('applies')},{column(end)})"

    def leaves(self) -> str:
        """See Children."""
        return self.mine

    def weakest_at(self) -> str:
        """The place of the question in the framework's order."""
        column = self.answers.column
        most = f"SUMPRODUCT(MAX({self.mine}*{column('value_lack')}))"
        among = f"{self.mine}*{column('scored')}*({column('value_lack')}>={most}-1E-9)"
        return f"{FAR}-SUMPRODUCT(MAX({among}*({FAR}-{column('order')})))"

    def scored_below(self) -> str:
        """See Children."""
        return self.total("scored")

    def weakest_named(self, at: str) -> str:
        """See Children."""
        return self._of(at, "question")

    def weakest_value(self, at: str) -> str:
        """See Children."""
        lowest, highest, share = (self._of(at, one) for one in ("lowest", "highest", "value_share"))
        return f"{lowest}+{share}*({highest}-{lowest})"

    def position(self, weakest: str | None) -> int | None:
        """See Children."""
        ids = [question.id for question in self.framework.questions]
        return None if weakest is None else ids.index(weakest) + 1

    def _of(self, at: str, column: str) -> str:
        return f"INDEX({self.answers.column(column)},MATCH({at},{self.answers.column('order')},0))"

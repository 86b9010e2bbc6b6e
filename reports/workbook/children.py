"""How a node's formulas look at what lies below it, whatever that is: the rule, the gates, the stages."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

from questionnaire.framework import Capability, Framework, Section
from questionnaire.policy import Aggregation
from reports.workbook.draft import Draft

FAR = 100_000
"""More than any row or stage: turns the lowest into the highest, which every spreadsheet can find in an array."""
FLAGS = {"value": "scored", "evidenced": "scored", "low": "applies", "high": "applies"}
"""Which children count for each quantity: those with a score, or all that apply."""


class Children(ABC):
    """What lies below a node, as formulas."""

    def __init__(self, draft: Draft, node: Framework | Section | Capability) -> None:
        self.draft, self.node = draft, node
        self.framework = draft.report.framework
        self.answers, self.scores = draft.places["answers"], draft.places["scores"]

    @abstractmethod
    def weighed(self, flag: str, share: str, *, by_width: bool) -> tuple[str, str]:
        """The weighted sum of a share and the sum of its weights, over the children that have the flag."""

    @abstractmethod
    def lowest_share(self, quantity: str) -> str:
        """The lowest share."""

    @abstractmethod
    def total(self, flag: str) -> str:
        """How many questions below have the flag."""

    @abstractmethod
    def summed_scale(self, end: str) -> str:
        """What the applying children add up to at this end of their scales."""

    @abstractmethod
    def leaves(self) -> str:
        """An array that is 1 for the questions below the node and 0 for all others."""

    @abstractmethod
    def weakest_at(self) -> str:
        """Where the weakest stands: the first of the lowest."""

    @abstractmethod
    def scored_below(self) -> str:
        """How many of those among which the weakest is looked for have a value."""

    @abstractmethod
    def weakest_named(self, at: str) -> str:
        """The id of what stands there."""

    @abstractmethod
    def weakest_value(self, at: str) -> str:
        """Its value."""

    @abstractmethod
    def position(self, weakest: str | None) -> int | None:
        """Where that node stands, as `weakest_at` counts."""

    def any(self, flag: str) -> str:
        """1 where anything below has the flag, else 0."""
        if self.node.aggregation is Aggregation.STAGED:
            return f"IF({self._staged(flag)}>0,1,0)"
        return f"IF({self.total(flag)}>0,1,0)"

    def combined(self, quantity: str, at: Mapping[str, str]) -> str:
        """The share before any gate."""
        match self.node.aggregation:
            case Aggregation.WEAKEST:
                return self.lowest_share(quantity)
            case Aggregation.STAGED:
                return f"{self._stage_reached(quantity)}/{at['highest']}"
            case rule:
                total, weights = self.weighed(FLAGS[quantity], f"{quantity}_share", by_width=rule is Aggregation.SUM)
                return f"{total}/{weights}"

    def capped(self, share: str, quantity: str) -> str:
        """The share held down by the gates: at most the lowest gate's, plus one step."""
        gates = self.gate_cells(f"{quantity}_share")
        return f"MIN({share},IF(COUNT({gates})=0,1,MIN({gates})+policy_step))" if gates else share

    def scale(self) -> tuple[str | None, str | None]:
        """Formulas for both ends of the scale where they depend on what applies; None where they are fixed."""
        declared = self.node.scale
        match self.node.aggregation:
            case Aggregation.SUM:
                applying = self.total("applies")
                return (
                    f"IF({applying}=0,{float(declared.lowest)!r},{self.summed_scale('lowest')})",
                    f"IF({applying}=0,{float(declared.highest)!r},{self.summed_scale('highest')})",
                )
            case Aggregation.STAGED:
                stages, highest = self._staged("applies"), self._highest_stage()
                return (
                    f"IF({stages}=0,{float(declared.lowest)!r},0)",
                    f"IF({stages}=0,{float(declared.highest)!r},{highest})",
                )
            case _:
                return None, None

    def gates(self) -> tuple[str, ...]:
        """The ids of the gates among the children."""
        return ()

    def gate_cells(self, column: str) -> str:
        """The cells of the gates, as arguments of a function; empty where there is none."""
        rows = self.draft.tables["scores"].rows
        ids = self.gates()
        return ",".join(
            self.scores.here(column, self.scores.first + position)
            for position, row in enumerate(rows)
            if row["node"] in ids
        )

    def gate_position(self, gate: str) -> int:
        """The row of a gate."""
        return row_of(self.draft, gate)

    def lowest_gate(self) -> str:
        """The row of the lowest gate, the first of equals."""
        return '""'

    def named(self, at: str) -> str:
        """The id of the node in that row."""
        return f"INDEX({self.scores.column('node')},{at}-{self.scores.first}+1)"

    def gate_open(self, word: str) -> str:
        """The word where a gate below has no score, else nothing."""
        return '""'

    def blank_stage(self, at: Mapping[str, str]) -> str:
        """Whether a blank stands at or below the stage reached."""
        stage, applies, scored = (self.answers.column(one) for one in ("stage", "applies", "scored"))
        reached = f"{at['before_share']}*{at['highest']}+0.5"
        return f"SUMPRODUCT({self.leaves()}*ISNUMBER({stage})*{applies}*(1-{scored})*({stage}<{reached}))>0"

    def _staged(self, flag: str) -> str:
        return f"SUMPRODUCT({self.leaves()}*ISNUMBER({self.answers.column('stage')})*{self.answers.column(flag)})"

    def _highest_stage(self) -> str:
        stage, applies = self.answers.column("stage"), self.answers.column("applies")
        return f"SUMPRODUCT(MAX({self.leaves()}*ISNUMBER({stage})*{applies}*{stage}))"

    def _stage_reached(self, quantity: str) -> str:
        stage, flag = self.answers.column("stage"), self.answers.column(FLAGS[quantity])
        share = self.answers.column(f"{quantity}_share")
        known = f"{self.leaves()}*ISNUMBER({stage})*{flag}"
        failed = f"({FAR}-SUMPRODUCT(MAX({known}*({share}<policy_stage_met_at-1E-9)*({FAR}-{stage}))))"
        return f"SUMPRODUCT(MAX({known}*({stage}<{failed})*{stage}))"


def row_of(draft: Draft, id: str, node: Section | Capability | None = None) -> int:
    """The row of a node on Scores. Sections stand before capabilities."""
    rows = [position for position, row in enumerate(draft.tables["scores"].rows) if row["node"] == id]
    return draft.places["scores"].first + (rows[0] if isinstance(node, Section) else rows[-1])

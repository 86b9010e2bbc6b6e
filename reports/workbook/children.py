"""How a node's formulas look at what lies below it: a capability at its questions by its id, anything above at a block of rows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

from questionnaire.framework import Capability, Framework, Section
from questionnaire.policy import Aggregation
from reports.workbook.draft import Draft
from reports.workbook.places import Place

FAR = 100_000
"""More than any row or stage: turns the lowest into the highest, which every spreadsheet can find in an array."""
FLAGS = {"value": "scored", "evidenced": "scored", "low": "applies", "high": "applies"}
"""Which children count for each quantity: those with a score, or all that apply."""


def children_of(draft: Draft, node: Framework | Section | Capability, row: int) -> Children:
    """What lies below a node."""
    return Questions(draft, node, row) if isinstance(node, Capability) else Rows(draft, node)


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
            self.scores.here(column, self.scores.first + position) for position, row in enumerate(rows) if row["node"] in ids
        )

    def gate_position(self, gate: str) -> int:
        """The row of a gate."""
        return _row_of(self.draft, gate)

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


class Questions(Children):
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


class Rows(Children):
    """The rows of the scores below a section or the whole; they stand together and are never sorted."""

    def __init__(self, draft: Draft, node: Framework | Section) -> None:
        super().__init__(draft, node)
        below: tuple[Section | Capability, ...] = node.sections if isinstance(node, Framework) else node.capabilities
        self.below = below
        self.first, self.last = _row_of(draft, below[0].id, below[0]), _row_of(draft, below[-1].id, below[-1])

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
        return f"({self.answers.column('section')}=\"{self.node.id}\")"

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
        return None if weakest is None else _row_of(self.draft, weakest)

    def _capabilities(self) -> tuple[int, int]:
        if isinstance(self.node, Section):
            return self.first, self.last
        capabilities = self.framework.capabilities
        return _row_of(self.draft, capabilities[0].id), _row_of(self.draft, capabilities[-1].id)

    def _first_lowest(self, among: str, first: int, last: int) -> str:
        lack = _here(self.scores, "value_lack", first, last)
        most = f"SUMPRODUCT(MAX({among}*{lack}))"
        return f"{FAR}-SUMPRODUCT(MAX({among}*({lack}>={most}-1E-9)*({FAR}-ROW({lack}))))"


def _here(place: Place, column: str, first: int, last: int) -> str:
    letter = place.letters[column]
    return f"${letter}${first}:${letter}${last}"


def _row_of(draft: Draft, id: str, node: Section | Capability | None = None) -> int:
    """The row of a node on Scores. Sections stand before capabilities."""
    rows = [position for position, row in enumerate(draft.tables["scores"].rows) if row["node"] == id]
    return draft.places["scores"].first + (rows[0] if isinstance(node, Section) else rows[-1])

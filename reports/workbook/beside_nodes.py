"""The steps of a node on a sheet of two sets of outcomes: the framework's rules over the rows below, gates included.

A share is 0, not empty, where nothing is scored, and always stands beside a flag that says so: so arrays can be
multiplied. The rows below a node never reach up to it, so no formula looks at itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from questionnaire.framework import Capability, Framework, Section
from questionnaire.policy import Aggregation
from reports.workbook.beside import CAPABILITY_DEPTH, Beside, Line, share_of
from reports.workbook.children import FAR, row_of
from reports.workbook.draft import Content, Draft, Live
from reports.workbook.places import SheetPlace
from scoring.scorecard import Score, ScoreCard

TINY = "1E-9"


@dataclass(frozen=True)
class Names:
    """The columns of one way of scoring: of questions, of nodes, and the shares of either for each set."""

    applies: str
    scored: str
    node_applies: str
    node_scored: str
    lowest: str
    highest: str
    shares: Mapping[str, str]
    """From the column of a node's share to that of a question's."""


LIKE = Names(
    *("pair_applies", "pair", "like_applies", "like_scored", "lowest", "highest"),
    {"like_beside_share": "pair_beside", "like_own_share": "pair_own"},
)
REPORTED = Names(
    *("applies", "scored", "all_applies", "all_scored", "all_lowest", "all_highest"), {"all_share": "value_share"}
)


class NodeSteps:
    """The formulas of one node, each with what the program computed."""

    def __init__(self, draft: Draft, beside: Beside, line: Line, at: Mapping[str, str]) -> None:
        self.draft, self.beside, self.line, self.at = draft, beside, line, at
        self.place: SheetPlace = draft.places[beside.sheet]

    def all(self) -> Mapping[str, Content]:
        """Every step of the node."""
        like = {"like_beside_share": self.beside.like_beside, "like_own_share": self.beside.like_own}
        return {
            "depth": self.line.depth,
            "weight": self._weight(),
            "gate_code": int(isinstance(self.line.node, Section | Capability) and self.line.node.gate),
            **self._scored(LIKE, like),
            **(self._scored(REPORTED, {"all_share": self.beside.card}) if self.beside.reported else {}),
        }

    def value(self, share: str, names: Names, score: Score | None) -> Live:
        """A score on its scale; a blank where nothing is scored."""
        at = self.at
        on_scale = f"{at[names.lowest]}+{at[share]}*({at[names.highest]}-{at[names.lowest]})"
        return Live(f'IF({at[names.node_scored]}=0,"",{on_scale})', score.value if score else None)

    def summed(self, column: str, total: int) -> Live | int:
        """How many questions below are counted in a visible column."""
        if self.line.first > self.line.last:
            return 0
        if self.line.depth == CAPABILITY_DEPTH:
            return Live(f"SUM({self._block(column)})", total)
        return Live(f"SUMPRODUCT({self._mask()},{self._block(column)})", total)

    def _weight(self) -> Content:
        """As on Scores, so that a weight that is changed there is changed here; the whole has none."""
        node, scores = self.line.node, self.draft.places["scores"]
        if node is None or isinstance(node, Framework):
            return None
        return Live(scores.cell("weight", row_of(self.draft, node.id, node)), node.weight)

    def _scored(self, names: Names, cards: Mapping[str, ScoreCard]) -> Mapping[str, Content]:
        """Whether anything below applies and is scored, the scale, and the share in each card."""
        card = next(iter(cards.values()))
        score = card[self.line.id]
        if self.line.first > self.line.last:
            nothing = dict.fromkeys((names.node_applies, names.node_scored, *cards), 0)
            return {**nothing, names.lowest: score.scale.lowest, names.highest: score.scale.highest}
        lowest, highest = self._scale(names)
        return {
            names.node_applies: Live(self._any(names, scored=False), int(score.low is not None)),
            names.node_scored: Live(self._any(names, scored=True), int(score.value is not None)),
            names.lowest: Live(lowest, score.scale.lowest) if lowest else score.scale.lowest,
            names.highest: Live(highest, score.scale.highest) if highest else score.scale.highest,
            **{
                column: Live(
                    f"IF({self.at[names.node_scored]}=0,0,{self._share(names, column)})", share_of(one[self.line.id])
                )
                for column, one in cards.items()
            },
        }

    def _any(self, names: Names, *, scored: bool) -> str:
        leaves = names.scored if scored else names.applies
        if self.line.node and self.line.node.aggregation is Aggregation.STAGED:
            return f"IF(SUMPRODUCT(ISNUMBER({self._block('stage')})*{self._block(leaves)})>0,1,0)"
        return f"IF(SUMPRODUCT({','.join(self._flagged(names, scored=scored))})>0,1,0)"

    def _scale(self, names: Names) -> tuple[str | None, str | None]:
        """Formulas for both ends of the scale where they depend on what applies; None where they are fixed."""
        assert self.line.node is not None, "a node is written"
        declared, applies = self.line.node.scale, self.at[names.node_applies]
        ends = [f"IF({applies}=0,{float(end)!r},{{}})" for end in (declared.lowest, declared.highest)]
        match self.line.node.aggregation:
            case Aggregation.SUM:
                weights = ",".join((*self._flagged(names, scored=False), self._weights()))
                lowest, highest = (f"SUMPRODUCT({weights},{self._block(one)})" for one in self._ends(names))
            case Aggregation.STAGED:
                stage, flag = self._block("stage"), self._block(names.applies)
                lowest, highest = "0", f"SUMPRODUCT(MAX(ISNUMBER({stage})*{flag}*{stage}))"
            case _:
                return None, None
        return ends[0].format(lowest), ends[1].format(highest)

    def _share(self, names: Names, column: str) -> str:
        """The share, held down by the gates below: at most the lowest gate's, plus one step."""
        assert self.line.node is not None, "a node is written"
        share = self._block(self._below(names.shares[column], column))
        flags = self._flagged(names, scored=True)
        match self.line.node.aggregation:
            case Aggregation.WEAKEST:
                combined = _least(flags, share)
            case Aggregation.STAGED:
                combined = f"{self._stage_reached(names, column)}/{self.at[names.highest]}"
            case rule:
                weight = self._weights()
                if rule is Aggregation.SUM:
                    lowest, highest = (self._block(one) for one in self._ends(names))
                    weight += f"*({highest}-{lowest})"
                weighed = ",".join((*flags, weight))
                combined = f"SUMPRODUCT({weighed},{share})/SUMPRODUCT({weighed})"
        if not any(self._gates()):
            return combined
        return f"MIN({combined},{_least((*flags, self._block('gate_code')), share)}+policy_step)"

    def _gates(self) -> tuple[bool, ...]:
        match self.line.node:
            case None | Capability():
                return ()
            case Framework(sections=sections):
                return tuple(one.gate for one in sections)
            case section:
                return tuple(one.gate for one in section.capabilities)

    def _stage_reached(self, names: Names, column: str) -> str:
        stage, share = self._block("stage"), self._block(names.shares[column])
        known = f"ISNUMBER({stage})*{self._block(names.scored)}"
        failed = f"({FAR}-SUMPRODUCT(MAX({known}*({share}<policy_stage_met_at-{TINY})*({FAR}-{stage}))))"
        return f"SUMPRODUCT(MAX({known}*({stage}<{failed})*{stage}))"

    def _flagged(self, names: Names, *, scored: bool) -> tuple[str, ...]:
        """The arrays that are 1 for the children that count: questions of a capability, nodes of all others."""
        if self.line.depth == CAPABILITY_DEPTH:
            return (self._block(names.scored if scored else names.applies),)
        return self._mask(), self._block(names.node_scored if scored else names.node_applies)

    def _mask(self) -> str:
        """1 for the children of the node among all rows below it."""
        return f"--({self._block('depth')}={self.line.depth + 1})"

    def _weights(self) -> str:
        return self._block(self._below("question_weight", "weight"))

    def _ends(self, names: Names) -> tuple[str, str]:
        return self._below("question_lowest", names.lowest), self._below("question_highest", names.highest)

    def _below(self, of_questions: str, of_nodes: str) -> str:
        """The column in which the children have it."""
        return of_questions if self.line.depth == CAPABILITY_DEPTH else of_nodes

    def _block(self, column: str) -> str:
        """The rows below, in a column of this sheet."""
        letter = self.place.letters[column]
        return f"${letter}${self.line.first}:${letter}${self.line.last}"


def _least(flags: tuple[str, ...], share: str) -> str:
    """The lowest share among those with every flag; 1 where there is none."""
    among = "*".join(f"({one.removeprefix('--')})" for one in flags)
    return f"(1-SUMPRODUCT(MAX({among}*(1-{share}))))"

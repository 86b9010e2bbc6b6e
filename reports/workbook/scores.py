"""The sheet of scores: every node computed from its children by the framework's own rule, gates included."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from questionnaire.framework import WHOLE, Capability, Framework, Section
from questionnaire.policy import Aggregation
from reports.cells import Cell, Kind, Row, columns_of
from reports.score_tables import nodes_in_order
from reports.workbook.children import Children
from reports.workbook.colours import colour_levels, mark_words
from reports.workbook.draft import Content, Draft, Live
from reports.workbook.grid import Grid, write_grid
from reports.workbook.places import SheetPlace
from reports.workbook.question_children import QuestionChildren
from reports.workbook.row_children import RowChildren
from reports.workbook.text import literal

WORKING = columns_of(
    weight=Kind.NUMBER,
    gate_code=Kind.COUNT,
    lowest=Kind.NUMBER,
    highest=Kind.NUMBER,
    applies=Kind.COUNT,
    scored=Kind.COUNT,
    before_share=Kind.NUMBER,
    value_share=Kind.NUMBER,
    low_share=Kind.NUMBER,
    high_share=Kind.NUMBER,
    evidenced_share=Kind.NUMBER,
    value_lack=Kind.NUMBER,
    weakest_at=Kind.COUNT,
    capped_at=Kind.COUNT,
    in_order=Kind.COUNT,
)
TINY = "1E-9"
BLANK_IF_UNSCORED = 'IF({scored}=0,"",{then})'


def write_scores(draft: Draft) -> None:
    """Write the sheet."""
    place = draft.places["scores"]
    nodes = nodes_in_order(draft.report.framework)
    grid = Grid(
        working=WORKING,
        widths={
            "name": 58,
            "section": 8,
            "gate": 7,
            "node": 12,
            "part": 14,
            "word": 19,
            "provisional": 13,
            "gate_open": 17,
        },
        frozen=5,
        sortable=False,
        tabloid=True,
        row_look=lambda row: "bold" if row["section"] is None else "body",
    )

    def live(row: Row, number: int) -> Mapping[str, Content]:
        node = nodes[number - place.first]
        children = QuestionChildren(draft, node, number) if isinstance(node, Capability) else RowChildren(draft, node)
        return _Cells(draft, place, node, children, number).all(row)

    sheet = write_grid(draft, "scores", grid, live)
    colour_levels(draft, sheet, place, ("value", "word"), by="value")
    for column in ("provisional", "gate_open"):
        word = literal(draft.say(f"reports.flag.{column}"))
        mark_words(sheet, place.span(column), place.here(column, place.first), word)


class _Cells:
    """The formulas of one node's row, each with what the program computed."""

    def __init__(
        self, draft: Draft, place: SheetPlace, node: Framework | Section | Capability, children: Children, row: int
    ) -> None:
        self.draft, self.place, self.node, self.children = draft, place, node, children
        self.score = draft.report.card[WHOLE if isinstance(node, Framework) else node.id]
        self.at = {column: place.here(column, row) for column in place.letters}

    def all(self, row: Row) -> Mapping[str, Content]:
        """Every live and working cell of the row."""
        return {
            **self._shares(),
            **self._numbers(row),
            **self._weakest(row),
            **self._standing(row),
            "in_order": self._in_order(),
        }

    def _if_scored(self, then: str) -> str:
        return BLANK_IF_UNSCORED.format(scored=self.at["scored"], then=then)

    def _shares(self) -> Mapping[str, Content]:
        at, score, children = self.at, self.score, self.children
        share = score.scale.share
        before = None if score.value is None else share(score.cap.before if score.cap else score.value)
        lowest, highest = children.scale()
        weight = Fraction(1) if isinstance(self.node, Framework) else self.node.weight
        value = None if score.value is None else share(score.value)
        return {
            "weight": weight,
            "gate_code": int(not isinstance(self.node, Framework) and self.node.gate),
            "lowest": Live(lowest, score.scale.lowest) if lowest else score.scale.lowest,
            "highest": Live(highest, score.scale.highest) if highest else score.scale.highest,
            "applies": Live(children.any("applies"), int(score.low is not None)),
            "scored": Live(children.any("scored"), int(score.value is not None)),
            "before_share": Live(self._if_scored(children.combined("value", at)), before),
            "value_share": Live(self._if_scored(children.capped(at["before_share"], "value")), value),
            "low_share": self._range("low"),
            "high_share": self._range("high"),
            "evidenced_share": Live(
                self._if_scored(children.capped(children.combined("evidenced", at), "evidenced")),
                None if score.evidenced is None else share(score.evidenced),
            ),
            "value_lack": Live(
                f"IF({at['scored']}=0,0,1-{at['value_share']})", Fraction(0) if value is None else 1 - value
            ),
        }

    def _range(self, quantity: str) -> Live:
        value: Fraction | None = getattr(self.score, quantity)
        formula = self.children.capped(self.children.combined(quantity, self.at), quantity)
        return Live(
            f'IF({self.at["applies"]}=0,"",{formula})', None if value is None else self.score.scale.share(value)
        )

    def _numbers(self, row: Row) -> Mapping[str, Live]:
        at = self.at

        def on_scale(share: str) -> str:
            return f"{at['lowest']}+{at[share]}*({at['highest']}-{at['lowest']})"

        binds = f"{at['before_share']}-{at['value_share']}>{TINY}"
        return {
            "value": Live(self._if_scored(on_scale("value_share")), row["value"]),
            "low": Live(f'IF({at["applies"]}=0,"",{on_scale("low_share")})', row["low"]),
            "high": Live(f'IF({at["applies"]}=0,"",{on_scale("high_share")})', row["high"]),
            "evidenced": Live(self._if_scored(on_scale("evidenced_share")), row["evidenced"]),
            "not_evidenced": Live(self._if_scored(f"{at['value']}-{at['evidenced']}"), row["not_evidenced"]),
            "word": Live(self._if_scored(self._word()), row["word"]),
            "before_cap": Live(self._if_scored(f'IF({binds},{on_scale("before_share")},"")'), row["before_cap"]),
            "capped_at": Live(self._if_scored(f'IF({binds},{self.children.lowest_gate()},"")'), self._capped_at()),
            "capped_by": Live(f'IF({at["capped_at"]}="","",{self.children.named(at["capped_at"])})', row["capped_by"]),
        }

    def _word(self) -> str:
        main, at = self.draft.report.framework.main_scale, self.at
        word = f"INDEX(level_words,INT(ROUND({at['value']},9))-{main.lowest}+1)"
        if self.node.aggregation in (Aggregation.SUM, Aggregation.STAGED):
            ends = f"ABS({at['lowest']}-{main.lowest})<{TINY},ABS({at['highest']}-{main.highest})<{TINY}"
            return f'IF(AND({ends}),{word},"")'
        return word if self.node.scale == main else '""'

    def _weakest(self, row: Row) -> Mapping[str, Live]:
        at, children = self.at, self.children
        found = f'IF({at["weakest_at"]}="","",{{}})'
        return {
            "weakest_at": Live(
                f'IF({children.scored_below()}=0,"",{children.weakest_at()})', children.position(self.score.weakest)
            ),
            "weakest": Live(found.format(children.weakest_named(at["weakest_at"])), row["weakest"]),
            "weakest_value": Live(found.format(children.weakest_value(at["weakest_at"])), row["weakest_value"]),
        }

    def _in_order(self) -> Live:
        """Whether low, value and high rise, and no more is evidenced than claimed."""
        value, low, high, evidenced = (self.at[f"{one}_share"] for one in ("value", "low", "high", "evidenced"))
        rise = f"{low}<={value}+{TINY},{value}<={high}+{TINY},{evidenced}<={value}+{TINY}"
        return Live(f"IF({self.at['scored']}=0,1,IF(AND({rise}),1,0))", 1)

    def _capped_at(self) -> int | None:
        return self.children.gate_position(self.score.cap.gate) if self.score.cap else None

    def _standing(self, row: Row) -> Mapping[str, Live]:
        at, children = self.at, self.children
        open_word, word = (literal(self.draft.say(f"reports.flag.{one}")) for one in ("gate_open", "provisional"))
        reasons = [
            f"{at['gate_open']}={open_word}",
            f"AND({at['asked']}>0,{at['counted']}<policy_minimum_coverage*{at['asked']}-{TINY})",
        ]
        if self.node.aggregation is Aggregation.STAGED:
            reasons.append(f"IF({at['scored']}=0,FALSE,{children.blank_stage(at)})")
        return {
            "counted": Live(children.total("scored"), row["counted"]),
            "asked": Live(children.total("applies"), row["asked"]),
            "coverage": Live(f'IF({at["asked"]}=0,"",{at["counted"]}/{at["asked"]})', row["coverage"]),
            "gate_open": Live(children.gate_open(open_word), _flag(row["gate_open"])),
            "provisional": Live(f'IF(OR({",".join(reasons)}),{word},"")', _flag(row["provisional"])),
        }


def _flag(cell: Cell) -> Cell:
    return bool(cell)

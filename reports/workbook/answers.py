"""The sheet of answers: the replies that a reader may change, and the shares that every score is made of."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from questionnaire.answers import Disputed, LevelReached, NotApplicable, NotKnown
from questionnaire.framework import Question
from questionnaire.policy import Aggregation, Confidence
from reports.cells import Cell, Column, Kind, Row, columns_of
from reports.report import Report
from reports.workbook.colours import colour_levels, mark_states
from reports.workbook.draft import Content, Draft, Live, exact
from reports.workbook.grid import Grid, write_grid
from reports.workbook.lists import level_list
from reports.workbook.places import SheetPlace
from scoring.scorecard import Score

INPUTS = frozenset({"reply", "disputed_from", "disputed_to", "confidence", "evidence_limit"})
ASKED_CODES = {"asked": 1, "asked_so_far": 2, "hidden_so_far": -1, "hidden": 0}
STATE_CODES = {LevelReached: "L", NotApplicable: "NA", NotKnown: "NK", Disputed: "D"}
WIDTHS = {"gate": 7, "section": 8, "capability": 10, "name": 26, "word": 18, "reason": 26, "comment": 30, "given": 34}
WIDTHS |= {"evidence": 12, "participant": 27, "kind": 14, "asked": 12, "confidence": 11}
QUANTITIES = ("value", "low", "high", "evidenced")

_WORKING = columns_of(
    order=Kind.COUNT,
    weight=Kind.NUMBER,
    stage=Kind.COUNT,
    lowest=Kind.NUMBER,
    highest=Kind.NUMBER,
    asked_code=Kind.COUNT,
    exported=Kind.LEVEL,
    state=Kind.ID,
    shift=Kind.NUMBER,
    applies=Kind.COUNT,
    scored=Kind.COUNT,
    answered=Kind.COUNT,
    value_share=Kind.NUMBER,
    low_share=Kind.NUMBER,
    high_share=Kind.NUMBER,
    evidenced_share=Kind.NUMBER,
    value_lack=Kind.NUMBER,
)
_LACKS = columns_of(low_lack=Kind.NUMBER, high_lack=Kind.NUMBER, evidenced_lack=Kind.NUMBER)


def working_columns(report: Report) -> tuple[Column, ...]:
    """The steps from a reply to its shares.

    What lacks to the top is needed for all four quantities only where a capability is as weak as its weakest question.
    """
    weakest = any(one.aggregation is Aggregation.WEAKEST for one in report.framework.capabilities)
    return (*_WORKING, *(_LACKS if weakest else ()))


def write_answers(draft: Draft) -> None:
    """Write the sheet."""
    place, report = draft.places["answers"], draft.report
    questions = {question.id: question for question in report.framework.questions}
    order = {id: position for position, id in enumerate(questions, 1)}
    working = working_columns(report)
    grid = Grid(
        working=working,
        inputs=INPUTS,
        widths=WIDTHS,
        frozen=1,
        tabloid=True,
        pages_wide=2,
    )

    def live(row: Row, number: int) -> Mapping[str, Content]:
        question = questions[str(row["question"])]
        cells = _Cells(draft, place, question, number).all(order[question.id], row["reply"], row["word"])
        return {column: cells[column] for column in ("word", *(one.id for one in working))}

    sheet = write_grid(draft, "answers", grid, live)
    _offer_lists(draft, sheet, place)
    colour_levels(draft, sheet, place, ("reply", "word"), by="reply", whole=False)
    mark_states(draft, sheet, place, ("reply", "word"))


class _Cells:
    """The formulas of one question's row, each with what the program computed."""

    def __init__(self, draft: Draft, place: SheetPlace, question: Question, row: int) -> None:
        self.draft, self.question = draft, question
        self.report = draft.report
        self.score: Score | None = self.report.card.question_scores.get(question.id)
        self.levels = level_list(question)
        self.at = {column: place.here(column, row) for column in place.letters}

    def all(self, order: int, reply: Cell, said: Cell) -> Mapping[str, Content]:
        """Every live and working cell of the row; `said` is the reply in words."""
        question = self.question
        shares = {f"{quantity}_share": self._share(quantity) for quantity in QUANTITIES}
        return {
            "word": self._word(said),
            "order": order,
            "weight": question.weight,
            "stage": question.stage,
            "lowest": question.scale.lowest,
            "highest": question.scale.highest,
            "asked_code": ASKED_CODES[self.report.asked_as(question)],
            "exported": reply,
            "state": self._state(),
            "shift": self._shift(),
            **self._counts(),
            **shares,
            **{f"{quantity}_lack": self._lack(quantity, shares[f"{quantity}_share"]) for quantity in QUANTITIES},
        }

    def _word(self, said: Cell) -> Live:
        at, main = self.at, self.report.framework.main_scale
        level = (
            f"INDEX(level_words,INT(ROUND({at['reply']},9))-{main.lowest}+1)" if self.question.scale == main else '""'
        )
        formula = (
            f'IF({at["state"]}="L",{level},IF({at["state"]}="NA",word_not_applicable,IF({at["state"]}="NK",word_not_known,'
            f'IF({at["state"]}="D",word_disputed,IF({at["state"]}="X",word_not_readable,word_blank)))))'
        )
        return Live(formula, said)

    def _state(self) -> Live:
        at = self.at
        low, high = at["disputed_from"], at["disputed_to"]
        between = f"AND({low}<{high},{low}>={at['lowest']},{high}<={at['highest']})"
        both = f"AND(ISNUMBER({low}),ISNUMBER({high}))"
        formula = (
            f'IF(ISNUMBER({at["reply"]}),IF(ISNUMBER(MATCH({at["reply"]},{self.levels},0)),"L","X"),'
            f'IF({at["reply"]}="","",IF({at["reply"]}=word_not_applicable,"NA",IF({at["reply"]}=word_not_known,"NK",'
            f'IF({at["reply"]}=word_disputed,IF({both},IF({between},"D","X"),"X"),"X")))))'
        )
        agreement = self.report.card.agreements.get(self.question.id)
        return Live(formula, STATE_CODES[type(agreement.reply)] if agreement else None)

    def _shift(self) -> Live:
        sure = self.at["confidence"]
        otherwise = f"IF({sure}=word_high,policy_shift_high,policy_shift_medium)"
        formula = f"IF({sure}=word_low,policy_shift_low,{otherwise})"
        agreement = self.report.card.agreements.get(self.question.id)
        sureness = (agreement.confidence if agreement else None) or Confidence.MEDIUM
        return Live(formula, self.report.policy.confidence_shift[sureness])

    def _counts(self) -> Mapping[str, Live]:
        at, score = self.at, self.score
        answered = score.coverage.answered if score else 0
        return {
            "applies": Live(
                f'IF(OR({at["asked_code"]}=0,AND({at["state"]}="NA",policy_not_applicable_counts=0)),0,1)',
                int(score is not None and score.low is not None),
            ),
            "scored": Live(
                f'IF(OR({at["applies"]}=0,{at["asked_code"]}=-1),0,IF(OR({at["state"]}="L",{at["state"]}="D",{at["state"]}="NA"),1,'
                f'IF({at["state"]}="NK",policy_not_known_counts,0)))',
                int(score is not None and score.value is not None),
            ),
            "answered": Live(
                f"IF({at['asked_code']}=0,0,IF({at['applies']}=0,1,IF({at['asked_code']}=-1,0,"
                f'IF(OR({at["state"]}="",{at["state"]}="X"),0,1))))',
                answered,
            ),
        }

    def _share(self, quantity: str) -> Live:
        at = self.at
        level, dispute, unknown, blank = _ENDS[quantity](self)
        width = f"({at['highest']}-{at['lowest']})"
        if quantity in ("value", "evidenced"):
            known = f'IF({at["state"]}="NA",policy_not_applicable_share,{unknown})'
            start = f'IF({at["scored"]}=0,"",'
        else:
            known = f'IF({at["state"]}="NA",policy_not_applicable_share,{blank})'
            start = f'IF({at["applies"]}=0,"",IF(OR({at["asked_code"]}=2,{at["asked_code"]}=-1),{blank},'
        formula = (
            f'{start}IF({at["state"]}="L",({level}-{at["lowest"]})/{width},'
            f'IF({at["state"]}="D",({dispute}-{at["lowest"]})/{width},{known}))' + ")" * (start.count("IF("))
        )
        value = getattr(self.score, quantity) if self.score else None
        return Live(formula, None if value is None else self.question.scale.share(value))

    def claimed(self) -> tuple[str, str, str, str]:
        """What value looks at: the level, a dispute's lowest, not known at the lowest."""
        return self.at["reply"], self.at["disputed_from"], "0", "0"

    def evidenced(self) -> tuple[str, str, str, str]:
        """The same, held to what the evidence supports."""
        at = self.at
        capped = "MAX({lowest},MIN({level},{limit}))"
        level, dispute = (
            capped.format(lowest=at["lowest"], level=at[one], limit=at["evidence_limit"])
            for one in ("reply", "disputed_from")
        )
        return level, dispute, "0", "0"

    def lowered(self) -> tuple[str, str, str, str]:
        """As low as the confidence allows; blanks at the lowest."""
        return self._shifted("-"), self.at["disputed_from"], "0", "0"

    def raised(self) -> tuple[str, str, str, str]:
        """As high as the confidence allows; blanks at the highest."""
        return self._shifted("+"), self.at["disputed_to"], "1", "1"

    def _shifted(self, sign: str) -> str:
        """The level moved by so many of the question's own steps: simple where they are equal, else between two."""
        at, steps = self.at, self.question.ordered_levels
        widths = {after - before for before, after in zip(steps, steps[1:], strict=False)}
        if len(widths) == 1 and all(one.denominator == 1 for one in (*steps, *widths)):
            moved = f"{at['reply']}{sign}{at['shift']}*{next(iter(widths))}"
            return f"MAX({steps[0]},{moved})" if sign == "-" else f"MIN({steps[-1]},{moved})"
        last = len(steps) - 1
        position = f"MIN({last},MAX(0,MATCH({at['reply']},{self.levels},0)-1{sign}{at['shift']}))"
        below = f"INT(ROUND({position},9))"
        first = f"INDEX({self.levels},{below}+1)"
        return f"({first}+({position}-{below})*(INDEX({self.levels},MIN({last},{below}+1)+1)-{first}))"

    def _lack(self, quantity: str, share: Live) -> Live:
        at = self.at
        formula = f"IF(ISNUMBER({at[f'{quantity}_share']}),1-{at[f'{quantity}_share']},0)"
        known = exact(share)
        return Live(formula, Fraction(0) if known is None else 1 - known)


_ENDS = {"value": _Cells.claimed, "low": _Cells.lowered, "high": _Cells.raised, "evidenced": _Cells.evidenced}


def _offer_lists(draft: Draft, sheet: Worksheet, place: SheetPlace) -> None:
    """Drop-downs on what may be changed: the levels and states of each question, the words of confidence."""
    by_list: dict[str, list[str]] = {}
    for row, question in enumerate(draft.report.framework.questions, place.first):
        by_list.setdefault(level_list(question), []).append(f"{place.letters['reply']}{row}")
    for name, cells in by_list.items():
        offer(draft, sheet, f"{name}_and_states", cells)
        offer(
            draft, sheet, name, [one.replace(place.letters["reply"], place.letters["disputed_from"]) for one in cells]
        )
        offer(draft, sheet, name, [one.replace(place.letters["reply"], place.letters["disputed_to"]) for one in cells])
    offer(draft, sheet, "confidence_words", [place.span("confidence")])


def offer(draft: Draft, sheet: Worksheet, name: str, cells: list[str]) -> None:
    """Offer a named list in these cells, and refuse what is not in it."""
    offered = DataValidation(type="list", formula1=name, allow_blank=True, showErrorMessage=True)
    offered.errorTitle, offered.error = draft.say("workbook.not_in_list_title"), draft.say("workbook.not_in_list")
    for one in cells:
        offered.add(one)
    sheet.add_data_validation(offered)

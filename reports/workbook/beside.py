"""Two sets of outcomes on one sheet: the group's own of now, and another beside it. What is where, and how it scores.

The sheets of change and of self and validated are both made so. A row of a node holds the steps of the node, a row of a
question those of the question; a capability of one question has one row that holds both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from questionnaire.framework import WHOLE, Capability, Framework, Question, Section
from questionnaire.routing import Routing, asked_questions
from reports.cells import Column, Kind, columns_of
from reports.workbook.places import FIRST_ROW
from scoring.counterparts import asks_the_same
from scoring.scorecard import Score, ScoreCard

OF_QUESTIONS = columns_of(
    question=Kind.ID,
    position=Kind.COUNT,
    stage=Kind.COUNT,
    question_weight=Kind.NUMBER,
    question_lowest=Kind.NUMBER,
    question_highest=Kind.NUMBER,
    asked_code=Kind.COUNT,
    disputed_at=Kind.LEVEL,
    exported=Kind.LEVEL,
    state=Kind.ID,
    own_state=Kind.ID,
    level_beside=Kind.LEVEL,
    level_own=Kind.LEVEL,
    pair=Kind.COUNT,
    pair_applies=Kind.COUNT,
    pair_beside=Kind.NUMBER,
    pair_own=Kind.NUMBER,
)
"""From a reply of the other set to its level, and to the share that both sets have where they are compared."""
OF_NODES = columns_of(
    depth=Kind.COUNT,
    weight=Kind.NUMBER,
    gate_code=Kind.COUNT,
    like_applies=Kind.COUNT,
    like_scored=Kind.COUNT,
    lowest=Kind.NUMBER,
    highest=Kind.NUMBER,
    like_beside_share=Kind.NUMBER,
    like_own_share=Kind.NUMBER,
)
"""From the shares of questions to those of capabilities, sections and the whole, like for like."""
AS_REPORTED = columns_of(
    applies=Kind.COUNT,
    scored=Kind.COUNT,
    value_share=Kind.NUMBER,
    all_applies=Kind.COUNT,
    all_scored=Kind.COUNT,
    all_lowest=Kind.NUMBER,
    all_highest=Kind.NUMBER,
    all_share=Kind.NUMBER,
)
"""The same for all outcomes of the other set, compared or not."""
CAPABILITY_DEPTH = 2


@dataclass(frozen=True)
class BesideColumns:
    """The columns of a sheet that show the two sets: replies and scores of the other, scores of both like for like."""

    reply: str
    beside: str
    own: str
    like_beside: str
    like_own: str


@dataclass(frozen=True)
class Line:
    """A row: its node, its question, or both. `first` to `last` are the rows of what lies below the node.

    Of a capability these are the rows of its questions; there are none where `last` is before `first`. `before` is the
    question as the other set was asked it; None where it was not.
    """

    row: int
    node: Framework | Section | Capability | None
    question: Question | None
    before: Question | None
    first: int
    last: int

    @property
    def depth(self) -> int:
        """How far the node stands below the whole."""
        return CAPABILITY_DEPTH if isinstance(self.node, Capability) else int(isinstance(self.node, Section))

    @property
    def id(self) -> str:
        """The id under which score cards know the node."""
        assert self.node is not None, "the row is that of a node"
        return WHOLE if isinstance(self.node, Framework) else self.node.id


@dataclass(frozen=True, eq=False)
class Beside:
    """What a sheet compares. `framework` is what both are scored by like for like, `card` the other set as reported.

    `like_beside` and `like_own` score both like for like, `compared` are the ids of the questions that count there,
    `befores` those of the questions in the other set, by those of now. `reported` says whether the workbook has all
    that the score as reported is made of.
    """

    sheet: str
    shown: BesideColumns
    framework: Framework
    card: ScoreCard
    like_beside: ScoreCard
    like_own: ScoreCard
    compared: frozenset[str]
    befores: Mapping[str, Question]
    gone: tuple[Question, ...] = ()
    reported: bool = True

    @cached_property
    def routing(self) -> Routing:
        """Which questions the other set asks."""
        return asked_questions(self.card.framework, self.card.agreements.values())

    def asks_the_same(self, question: Question) -> bool:
        """Whether a level means the same in both sets."""
        before = self.befores.get(question.id)
        return before is not None and asks_the_same(question, before)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every row, in the order of the sheet: the whole, sections, capabilities, questions; what is gone last."""
        below = [line for section in self.framework.sections for line in self._of_section(section)]
        lines = _numbered([_Bare(self.framework, len(below)), *below], FIRST_ROW)
        befores = {question.id: self.befores.get(question.id) for question in self.framework.questions}
        known = tuple(
            Line(row, bare.node, bare.question, befores[bare.question.id] if bare.question else None, first, last)
            for row, bare, first, last in lines
        )
        start = FIRST_ROW + len(known)
        return known + tuple(Line(row, None, None, one, row, row) for row, one in enumerate(self.gone, start))

    def _of_section(self, section: Section) -> list[_Bare]:
        below = [bare for capability in section.capabilities for bare in _of_capability(capability)]
        return [_Bare(section, len(below)), *below]

    def columns(self) -> tuple[Column, ...]:
        """The columns of the steps."""
        return (*OF_QUESTIONS, *OF_NODES, *(AS_REPORTED if self.reported else ()))


@dataclass(frozen=True)
class _Bare:
    """A row before it has its place; `below` is how many rows stand under it."""

    node: Framework | Section | Capability | None
    below: int
    question: Question | None = None


def _of_capability(capability: Capability) -> list[_Bare]:
    if len(capability.questions) == 1:
        return [_Bare(capability, 0, capability.questions[0])]
    return [_Bare(capability, len(capability.questions)), *(_Bare(None, 0, one) for one in capability.questions)]


def _numbered(bare: list[_Bare], first: int) -> Iterator[tuple[int, _Bare, int, int]]:
    """Each row with its place and the rows below it; a capability of one question lies above itself."""
    for row, one in enumerate(bare, first):
        alone = one.node is not None and one.question is not None
        yield row, one, row if alone else row + 1, row if alone else row + one.below


def share_of(score: Score | None) -> Fraction:
    """The share of a score as steps hold it: nothing where there is none."""
    return (score.share if score else None) or Fraction(0)

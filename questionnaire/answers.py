"""What can be replied to a question, and the answer that carries the reply.

A reply is one of a closed set of records, so that "not applicable", "not known", a dispute and "nothing yet" can never
be mistaken for a level or for zero. A level is never stored for a checklist or a number: `levels.level_of` derives it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from questionnaire.policy import Confidence
from questionnaire.stages import Function

LONGEST_COMMENT = 20_000
"""How many characters a comment may have."""


@dataclass(frozen=True)
class CriterionNotApplicable:
    """A criterion that cannot apply here, with the reason; it counts as met and is listed."""

    criterion: str
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("a criterion that cannot apply needs a reason")


@dataclass(frozen=True)
class LadderGiven:
    """A reply on a ladder: a chosen level, or ticks only (`level` is None), or both.

    `met` are the ticked criteria; `not_met` those explicitly marked as not met, which is more than not ticked.
    """

    level: int | None = None
    met: frozenset[str] = frozenset()
    not_met: frozenset[str] = frozenset()
    not_applicable: tuple[CriterionNotApplicable, ...] = ()


@dataclass(frozen=True)
class TicksGiven:
    """A reply to a checklist: the items that exist. An empty set says that none does."""

    met: frozenset[str] = frozenset()
    not_applicable: tuple[CriterionNotApplicable, ...] = ()


@dataclass(frozen=True)
class OptionGiven:
    """A reply to a choice: the id of the option."""

    option: str


@dataclass(frozen=True)
class QuantityGiven:
    """A reply to a number: the measured value in the question's unit, and the day it holds for."""

    value: Fraction
    unit: str
    on: date | None = None


Given = LadderGiven | TicksGiven | OptionGiven | QuantityGiven


@dataclass(frozen=True)
class LevelReached:
    """A level, given in one of the forms that the kinds of question allow."""

    given: Given


@dataclass(frozen=True)
class NotApplicable:
    """The question cannot apply here; the reason is required."""

    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("not applicable needs a reason")


@dataclass(frozen=True)
class NotKnown:
    """Asked, and nobody can show it today. The reason may say whom to ask."""

    reason: str = ""


@dataclass(frozen=True)
class Disputed:
    """The room could not agree: both ends of what was held, as values of the question's scale, and why."""

    lowest: Fraction
    highest: Fraction
    reason: str = ""

    def __post_init__(self) -> None:
        if self.lowest >= self.highest:
            raise ValueError("a dispute needs two different levels, the lower one first")


Reply = LevelReached | NotApplicable | NotKnown | Disputed
"""`Disputed` is given only by whoever records for the group."""


@dataclass(frozen=True)
class EvidenceLink:
    """That a registered piece of evidence supports an answer: the whole of it, or the criteria named."""

    evidence: str
    criteria: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Answer:
    """What one participant holds on one question now; the earlier entries stay in the history.

    `comment_shared` says that somebody released the comment: donors may read it then.
    """

    participant: str
    question: str
    reply: Reply | None = None
    confidence: Confidence | None = None
    comment: str = ""
    evidence: tuple[EvidenceLink, ...] = ()
    at: datetime | None = None
    comment_shared: bool = False


class AgreementKind(StrEnum):
    """Whose outcome an agreement is: the group's own, or the validating mission's."""

    SELF = "self"
    VALIDATED = "validated"


@dataclass(frozen=True)
class Dissent:
    """A view that somebody asked to have recorded beside the agreement, by function, not by name."""

    text: str
    function: Function | None = None


@dataclass(frozen=True)
class RecordedAgreement:
    """The outcome that somebody recorded for a question.

    `rationale` says why (the room), or what is remarked (the mission); `seen` is the evidence that the mission saw.
    """

    question: str
    reply: Reply
    confidence: Confidence | None = None
    evidence: tuple[EvidenceLink, ...] = ()
    rationale: str = ""
    dissents: tuple[Dissent, ...] = ()
    seen: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Agreement:
    """The one outcome held for a question. `proposed` marks one that follows from the replies, not yet recorded."""

    question: str
    reply: Reply
    confidence: Confidence | None = None
    evidence: tuple[EvidenceLink, ...] = ()
    rationale: str = ""
    proposed: bool = False

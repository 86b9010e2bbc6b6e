"""Which questions are asked, given what is agreed. An answer to a hidden question is kept, and never scored.

A condition is read twice: as it stands (a blank makes it false, a dispute is read at its lowest), and as what it may
still become. Where the two readings leave it open, the question is undecided: it counts as asked, and as blank in
every range.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

from questionnaire.answers import Agreement, Disputed, Given, LevelReached, NotApplicable, OptionGiven
from questionnaire.conditions import AllOf, AnyOf, Condition, CriterionCondition, LevelCondition, OptionCondition
from questionnaire.framework import Checklist, Choice, Framework, Question
from questionnaire.levels import criteria_up_to, level_of, met_criteria


@dataclass(frozen=True)
class Routing:
    """What is asked now and what is hidden, both in framework order.

    `undecided` are the ids, out of both, whose asking hangs on an answer that is blank, not known or disputed.
    """

    asked: tuple[Question, ...]
    hidden: tuple[Question, ...]
    undecided: frozenset[str]

    @cached_property
    def asked_ids(self) -> frozenset[str]:
        """The ids of the questions asked."""
        return frozenset(question.id for question in self.asked)

    def standing(self, question: str) -> str:
        """How a question stands: "asked", "hidden", or that this may yet change: "asked_so_far", "hidden_so_far"."""
        asked = "asked" if question in self.asked_ids else "hidden"
        return f"{asked}_so_far" if question in self.undecided else asked


@dataclass(frozen=True)
class Truth:
    """A condition as it reads now, and what it may be once everything is known."""

    now: bool
    may_hold: bool
    may_fail: bool


TRUE = Truth(now=True, may_hold=True, may_fail=False)
FALSE = Truth(now=False, may_hold=False, may_fail=True)
OPEN = Truth(now=False, may_hold=True, may_fail=True)


def asked_questions(framework: Framework, agreements: Iterable[Agreement]) -> Routing:
    """Which questions of the framework are asked under these agreements.

    Raises ValueError where conditions run in a circle; `check_framework` finds that before anybody is asked anything.
    """
    conditional = _conditional(framework)
    if not conditional:
        return Routing(framework.questions, (), frozenset())
    reader = _Reader(framework, {one.question: one for one in agreements})
    truths = {question: reader.asked(question) for question in conditional}
    hidden = tuple([question for question, truth in truths.items() if not truth.now])
    return Routing(
        tuple([question for question in framework.questions if question not in hidden]),
        hidden,
        frozenset([question.id for question, truth in truths.items() if truth.may_hold and truth.may_fail]),
    )


@lru_cache(maxsize=1 << 8)
def _conditional(framework: Framework) -> tuple[Question, ...]:
    """The questions that are not always asked, in framework order: only these are looked at for every dossier."""
    return tuple(question for question in framework.questions if question.asked_when)


class _Reader:
    """Reads the conditions of a framework, each question after those it hangs on."""

    def __init__(self, framework: Framework, agreements: Mapping[str, Agreement]) -> None:
        self._framework = framework
        self._agreements = agreements
        self._truths: dict[str, Truth] = {}
        self._under_way: list[str] = []

    def asked(self, question: Question) -> Truth:
        """Whether the question is asked. Each is read once."""
        if question.asked_when is None:
            return TRUE
        if question.id not in self._truths:
            if question.id in self._under_way:
                raise ValueError("conditions run in a circle: " + " -> ".join((*self._under_way, question.id)))
            self._under_way.append(question.id)
            self._truths[question.id] = self._read(question.asked_when)
            self._under_way.pop()
        return self._truths[question.id]

    def _read(self, condition: Condition) -> Truth:
        match condition:
            case AllOf(conditions=parts):
                return _all(tuple(self._read(part) for part in parts))
            case AnyOf(conditions=parts):
                return _any(tuple(self._read(part) for part in parts))
            case LevelCondition(question=id) | OptionCondition(question=id):
                controlling = self._framework.question(id)
            case CriterionCondition(criterion=criterion):
                controlling = self._framework.home_of_criterion[criterion]
        return _all((self.asked(controlling), self._answered(controlling, condition)))

    def _answered(self, controlling: Question, condition: Condition) -> Truth:
        agreement = self._agreements.get(controlling.id)
        match agreement.reply if agreement else None:
            case LevelReached(given=given):
                return TRUE if _holds(controlling, given, condition) else FALSE
            case Disputed() as dispute:
                return _disputed(controlling, dispute, condition)
            case NotApplicable():
                return FALSE
            case _:
                return OPEN


def _all(parts: tuple[Truth, ...]) -> Truth:
    return Truth(
        all(part.now for part in parts), all(part.may_hold for part in parts), any(part.may_fail for part in parts)
    )


def _any(parts: tuple[Truth, ...]) -> Truth:
    return Truth(
        any(part.now for part in parts), any(part.may_hold for part in parts), all(part.may_fail for part in parts)
    )


def _within(condition: LevelCondition, level: Fraction) -> bool:
    above = condition.at_least is None or level >= condition.at_least
    return above and (condition.at_most is None or level <= condition.at_most)


def _disputed(controlling: Question, dispute: Disputed, condition: Condition) -> Truth:
    """A dispute read at its lowest, and at every level of the question between its two ends."""
    if isinstance(controlling.kind, Checklist) and isinstance(condition, CriterionCondition):
        return OPEN  # A level of a checklist does not say which items are ticked.
    levels = {level for level in controlling.ordered_levels if dispute.lowest <= level <= dispute.highest}
    readings = {level: _at_level(controlling, level, condition) for level in levels | {dispute.lowest, dispute.highest}}
    return Truth(readings[dispute.lowest], any(readings.values()), not all(readings.values()))


def _at_level(controlling: Question, level: Fraction, condition: Condition) -> bool:
    match condition:
        case LevelCondition():
            return _within(condition, level)
        case OptionCondition(option=id) if isinstance(controlling.kind, Choice):
            return any(option.id == id and option.value == level for option in controlling.kind.options)
        case CriterionCondition(criterion=id):
            return id in criteria_up_to(controlling, level)
        case _:
            return False


def _holds(controlling: Question, given: Given, condition: Condition) -> bool:
    match condition:
        case LevelCondition():
            return _within(condition, level_of(controlling, given))
        case OptionCondition(option=id):
            return isinstance(given, OptionGiven) and given.option == id
        case CriterionCondition(criterion=id):
            return id in met_criteria(controlling, given)
        case _:
            return False

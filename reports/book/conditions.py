"""The conditions on which questions are asked, in words."""

from __future__ import annotations

from fractions import Fraction

from questionnaire.conditions import AllOf, AnyOf, Condition, CriterionCondition, LevelCondition, OptionCondition
from words.numbers import number
from words.phrases import Phrases


def condition_said(condition: Condition, say: Phrases) -> str:
    """A condition as a clause: "O02 stands at level 1 or above, and L04.3b is met"."""
    match condition:
        case AllOf(conditions=parts):
            return say("book.condition.all").join(_part_said(part, say) for part in parts)
        case AnyOf(conditions=parts):
            return say("book.condition.any").join(_part_said(part, say) for part in parts)
        case CriterionCondition(criterion=criterion):
            return say("book.condition.criterion", criterion=criterion)
        case OptionCondition(question=question, option=option):
            return say("book.condition.option", question=question, option=option)
        case LevelCondition(question=question, at_least=least, at_most=most):
            bounds = (("at_least", least), ("at_most", most))
            return say("book.condition.all").join(
                say(f"book.condition.{name}", question=question, level=_level(bound, say))
                for name, bound in bounds
                if bound is not None
            )


def _part_said(part: Condition, say: Phrases) -> str:
    """A part in brackets where it is joined of parts itself."""
    said = condition_said(part, say)
    return f"({said})" if isinstance(part, AllOf | AnyOf) else said


def _level(bound: Fraction, say: Phrases) -> str:
    return number(bound, say.language, 0 if bound.denominator == 1 else 2)

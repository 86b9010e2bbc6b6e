"""When a question is asked, as an XPath expression over the fields of an XLSForm.

A form knows the replies of the one who fills it in, not what a group agreed: the condition is read on those. Where
nothing is replied yet it does not hold, and a dispute is read at its lowest, as in `questionnaire.routing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from questionnaire.conditions import AllOf, AnyOf, Condition, CriterionCondition, LevelCondition, OptionCondition
from questionnaire.form_layout import BY_CRITERIA, XLSFORM_NAME_OF, XLSFORM_TICK_NAME_OF, field_name, value_name
from questionnaire.framework import Checklist, Choice, Framework, Kind, Ladder, Number, Question
from questionnaire.levels import criteria_up_to, level_of_criterion, option_of

NEVER = "false()"


def field(part: str, question: str) -> str:
    """The name of a field of a question, as in "L04_q2_reply"."""
    return XLSFORM_NAME_OF[part].format(question=field_name(question))


def ref(part: str, question: str) -> str:
    """That field in an expression."""
    return "${" + field(part, question) + "}"


def tick_field(part: str, criterion: str) -> str:
    """The name of a field of a criterion, as in "L04_2a_tick"."""
    return XLSFORM_TICK_NAME_OF[part].format(criterion=field_name(criterion))


def tick_ref(criterion: str) -> str:
    """The tick of a criterion of a ladder in an expression."""
    return "${" + tick_field("tick", criterion) + "}"


def relevance(framework: Framework, condition: Condition) -> str:
    """The expression that holds where the condition does."""
    match condition:
        case AllOf(conditions=parts):
            return _joined(" and ", (relevance(framework, part) for part in parts))
        case AnyOf(conditions=parts):
            return _joined(" or ", (relevance(framework, part) for part in parts))
        case OptionCondition(question=question, option=option):
            asked = framework.question(question)
            chosen, value = f"{ref('reply', question)} = '{field_name(option)}'", _value_of_option(asked, option)
            return _joined(" or ", [chosen, _by_choice("disputed_from", asked, [value])])
        case CriterionCondition(criterion=criterion):
            return _met(framework.home_of_criterion[criterion], criterion)
        case LevelCondition(question=id, at_least=least, at_most=most):
            return _between(framework.question(id), least, most)


def _joined(word: str, parts: Iterable[str]) -> str:
    listed = [part for part in parts if part]
    if not listed:
        return NEVER if word == " or " else "true()"
    return listed[0] if len(listed) == 1 else "(" + word.join(listed) + ")"


def _between(question: Question, least: Fraction | None, most: Fraction | None) -> str:
    """That the level lies within bounds, one of which may be missing."""
    parts = [] if least is None else [_at_least(question, least)]
    if most is not None:
        parts += [_given(question), f"not({_above(question, most)})"]
    return _joined(" and ", parts)


def _given(question: Question) -> str:
    """That anything is replied to the question."""
    return _joined(" or ", [replied(question), f"{ref('disputed_from', question.id)} != ''"])


def replied(question: Question) -> str:
    """That a level is given, in whatever way the question knows."""
    match question.kind:
        case Ladder():
            fields = [ref("reply", question.id), *(tick_ref(one.id) for one in question.criteria)]
        case Checklist():
            fields = [ref("ticks", question.id), ref("excused", question.id)]
        case _:
            fields = [ref("reply", question.id)]
    return _joined(" or ", (f"{one} != ''" for one in fields))


def _above(question: Question, most: Fraction) -> str:
    """That the level is above `most`."""
    above = [level for level in question.ordered_levels if level > most]
    return _at_least(question, above[0]) if above else NEVER


def _at_least(question: Question, least: Fraction) -> str:
    """That the level is `least` or more, or the lowest that was held where people do not agree."""
    given = _AT_LEAST[type(question.kind)](question, least)
    held = _by_choice("disputed_from", question, (value for value in question.ordered_levels if value >= least))
    return _joined(" or ", [given, held])


def _ticked(question: Question, criterion: str) -> str:
    """That a criterion counts as met by its tick: what cannot apply does."""
    if isinstance(question.kind, Checklist):
        either = (f"selected({ref(part, question.id)}, '{field_name(criterion)}')" for part in ("ticks", "excused"))
    else:
        either = (f"{tick_ref(criterion)} = '{tick}'" for tick in ("met", "not_applicable"))
    return _joined(" or ", either)


def _by_choice(part: str, question: Question, values: Iterable[Fraction | int]) -> str:
    """That one of these values was chosen in a field."""
    return _joined(" or ", (f"{ref(part, question.id)} = '{value_name(value)}'" for value in values))


def _by_reply(question: Question, names: Iterable[str]) -> str:
    return _joined(" or ", (f"{ref('reply', question.id)} = '{name}'" for name in names))


def _on_ladder(question: Question, least: Fraction) -> str:
    """By the level that is chosen; where none is, by the ticks: each of that level and of all below it."""
    ladder: Any = question.kind
    chosen = _by_choice("reply", question, (one.value for one in ladder.levels if one.value >= least))
    lowest, *higher = ladder.levels
    if lowest.value >= least:
        return _given(question)
    needed = higher[: next((place for place, one in enumerate(higher, 1) if one.value >= least), 0)]
    if not needed or not all(one.criteria for one in needed):
        return chosen
    ticks = [_ticked(question, criterion.id) for one in needed for criterion in one.criteria]
    none_chosen = _by_reply(question, ("", BY_CRITERIA))
    by_ticks = _joined(" and ", [none_chosen, *ticks])
    return _joined(" or ", [chosen, by_ticks])


def _of_choice(question: Question, least: Fraction) -> str:
    choice: Any = question.kind
    return _by_reply(question, (field_name(one.id) for one in choice.options if one.value >= least))


def _of_checklist(question: Question, least: Fraction) -> str:
    checklist: Any = question.kind
    begins = min((band.begins for band in checklist.bands if band.level >= least), default=None)
    if begins is None:
        return NEVER
    if begins == 0:
        return _given(question)
    ticks = "+".join(f"number({_ticked(question, thing.id)})" for thing in checklist.items)
    return f"({ticks}) >= {begins}"


def _of_number(question: Question, least: Fraction) -> str:
    number: Any = question.kind
    steps = sorted(number.thresholds, key=lambda one: one.level)
    if steps[0].level >= least:
        return _given(question)
    bounds = [one.bound for one in steps if one.level >= least]
    if not bounds:
        return NEVER
    bound, sign = (min(bounds), ">=") if number.higher_is_better else (max(bounds), "<=")
    reply = ref("reply", question.id)
    return f"({reply} != '' and {reply} {sign} {decimal(bound)})"


_AT_LEAST: Mapping[type[Kind], Callable[[Question, Fraction], str]] = {
    Ladder: _on_ladder,
    Choice: _of_choice,
    Checklist: _of_checklist,
    Number: _of_number,
}


def _met(question: Question, criterion: str) -> str:
    """That a criterion is met: by its tick, or by the level that implies it where it is not marked as not met."""
    match question.kind:
        case Ladder():
            either = _joined(" or ", [_ticked(question, criterion), _implied(question, criterion)])
            return _joined(" and ", [either, f"{tick_ref(criterion)} != 'not_met'"])
        case Checklist():
            return _ticked(question, criterion)
        case Choice(options=options):
            having = (field_name(one.id) for one in options if criterion in {each.id for each in one.criteria})
            held = (level for level in question.ordered_levels if criterion in criteria_up_to(question, level))
            return _joined(" or ", [_by_reply(question, having), _by_choice("disputed_from", question, held)])
        case Number():
            return _implied(question, criterion)


def _value_of_option(question: Question, option: str) -> Fraction:
    """What an option stands for."""
    choice: Any = question.kind
    return option_of(choice, option).value


def _implied(question: Question, criterion: str) -> str:
    """That the level at which a criterion stands is reached."""
    level = level_of_criterion(question, criterion)
    return NEVER if level is None else _at_least(question, level)


def decimal(value: Fraction) -> str:
    """A number as XPath writes it."""
    return str(value.numerator) if value.denominator == 1 else f"({value.numerator} div {value.denominator})"

"""A reply in a few words, as minutes and histories say it. Not escaped."""

from __future__ import annotations

from questionnaire.answers import (
    Disputed,
    Given,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    Reply,
)
from questionnaire.framework import Choice, Framework, Question
from questionnaire.levels import fits, level_of, option_of
from words.numbers import number
from words.phrases import Phrases


def reply_said(say: Phrases, framework: Framework, question: Question, reply: Reply | None) -> str:
    """What was replied: "2 Developing", "not known: ask the registry", "disputed, from 1 to 3: ..."."""
    said = state_said(say, framework, question, reply)
    reason = reply.reason if isinstance(reply, NotApplicable | NotKnown | Disputed) else ""
    return say("history.with_reason", said=said, reason=reason) if reason else said


def state_said(say: Phrases, framework: Framework, question: Question, reply: Reply | None) -> str:
    """The same without the reason, as a list of questions shows it."""
    match reply:
        case None:
            return say("answer.state.blank")
        case NotApplicable():
            return say("answer.state.not_applicable")
        case NotKnown():
            return say("answer.state.not_known")
        case Disputed():
            return _dispute_said(say, reply)
        case LevelReached(given=given) if fits(question, reply):
            return _given_said(say, framework, question, given)
        case _:
            return say("answer.state.does_not_fit")


def _dispute_said(say: Phrases, dispute: Disputed) -> str:
    """Both ends of a dispute, without its reason."""
    lowest, highest = (number(one, say.language, 0) for one in (dispute.lowest, dispute.highest))
    return say("answer.state.disputed_between", lowest=lowest, highest=highest)


def _given_said(say: Phrases, framework: Framework, question: Question, given: Given) -> str:
    level, language = level_of(question, given), say.language
    shown = number(level, language, 0 if level.denominator == 1 else 1)
    on_main_scale = question.scale == framework.main_scale and level in {one.value for one in framework.levels}
    named = f"{shown} {framework.level_word(int(level), language)}" if on_main_scale else shown
    match given, question.kind:
        case QuantityGiven(value=value, unit=unit), _:
            amount = number(value, language, 0 if value.denominator == 1 else 1)
            return f"{named} ({amount} {say(f'units.{unit}')})"
        case OptionGiven(option=option), Choice() as choice:
            return f"{named} ({option_of(choice, option).text(language).rstrip('.')})"
        case _:
            return named

"""The real framework with its action library, and an administration that stands at one level everywhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from planning.actions import Library
from planning.catalogue import load_library
from questionnaire.answers import LadderGiven, LevelReached, OptionGiven, QuantityGiven, TicksGiven
from questionnaire.assessment import Dossier
from questionnaire.framework import Checklist, Choice, Framework, Ladder, Number, Question
from questionnaire.framework_file import load_framework
from scoring.scores import score_dossier
from scoring.targets import sound
from tests.examples import answer, dossier

BANK = Path(__file__).parents[2] / "questionnaire" / "bank" / "customs-iwt"


@cache
def bank_framework() -> Framework:
    """The framework of the bank."""
    return load_framework(BANK)


@cache
def bank_library() -> Library:
    """Its actions and unit costs."""
    return load_library(BANK, bank_framework())


@cache
def at_level(level: int) -> Dossier:
    """Every question at this level, or the nearest below that it has; every capability is to become sound."""
    framework = bank_framework()
    recorded = dossier(framework, *(answer(one.id, reply(one, level)) for one in framework.questions))
    aims = sound(score_dossier(recorded))
    return dossier(framework, *recorded.answers.values(), targets=aims)


def reply(question: Question, level: int) -> LevelReached:
    """The reply that puts a question at a level."""
    match question.kind:
        case Ladder():
            return LevelReached(LadderGiven(level))
        case Choice(options=options):
            near = max((one for one in options if one.value <= level), key=lambda one: one.value)
            return LevelReached(OptionGiven(near.id))
        case Checklist(items=items, bands=bands):
            ticks = max(band.begins for band in bands if band.level <= level)
            return LevelReached(TicksGiven(frozenset(item.id for item in items[:ticks])))
        case Number(unit=unit, thresholds=thresholds):
            near_step = max((one for one in thresholds if one.level <= level), key=lambda one: one.level)
            return LevelReached(QuantityGiven(near_step.bound, unit))

"""Many different dossiers of one framework, the same on every run: every kind of reply, confidence and evidence."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import islice

from questionnaire.answers import (
    Answer,
    CriterionNotApplicable,
    Disputed,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    Reply,
    TicksGiven,
)
from questionnaire.assessment import Dossier
from questionnaire.evidence import Evidence
from questionnaire.framework import Checklist, Choice, Framework, Ladder, Number, Question
from questionnaire.policy import Confidence, Strength
from tests.examples import FACILITATOR, NOON, evidence

PIECES = 12
"""Pieces of evidence registered in each dossier."""


def different_dossiers(framework: Framework, count: int, seed: int = 1) -> tuple[Dossier, ...]:
    """So many dossiers, of one facilitator each, no two of which are alike."""
    return tuple(islice(_dossiers(framework, random.Random(seed)), count))


def _dossiers(framework: Framework, chance: random.Random) -> Iterator[Dossier]:
    while True:
        register = {f"E{n}": evidence(f"E{n}", chance.choice(list(Strength))) for n in range(PIECES)}
        answers = (_answer(question, register, chance) for question in framework.questions)
        kept = {(one.participant, one.question): one for one in answers}
        yield Dossier("D", framework, answers=kept, evidence=register)


def _answer(question: Question, register: dict[str, Evidence], chance: random.Random) -> Answer:
    links = tuple(
        EvidenceLink(piece, _some(question, chance) if chance.random() < 0.3 else frozenset())
        for piece in chance.sample(list(register), chance.choice((0, 1, 1, 2)))
    )
    sureness = chance.choice((*Confidence, None))
    return Answer(FACILITATOR, question.id, _reply(question, chance), sureness, "", links, NOON)


def _reply(question: Question, chance: random.Random) -> Reply | None:
    draw = chance.random()
    if draw < 0.05:
        return None
    if draw < 0.10:
        return NotApplicable("no such border")
    if draw < 0.15:
        return NotKnown()
    if draw < 0.20:
        return Disputed(*sorted(chance.sample(question.ordered_levels, 2)))
    return LevelReached(_GIVEN[type(question.kind)](question, chance))


def _some(question: Question, chance: random.Random) -> frozenset[str]:
    """Some of the criteria, each as likely in as out."""
    return frozenset(criterion.id for criterion in question.criteria if chance.random() < 0.5)


def _ladder(question: Question, chance: random.Random) -> LadderGiven:
    """A level alone, a level and ticks, or ticks alone; some criteria not met or not applicable."""
    met = _some(question, chance) if chance.random() < 0.7 else frozenset()
    not_met = _some(question, chance) - met if chance.random() < 0.3 else frozenset()
    excused = chance.sample(question.criteria, 1) if chance.random() < 0.2 and question.criteria else ()
    level = None if met and chance.random() < 0.4 else int(chance.choice(question.ordered_levels))
    return LadderGiven(level, met, not_met, tuple(CriterionNotApplicable(one.id, "no such flow") for one in excused))


def _checklist(question: Question, chance: random.Random) -> TicksGiven:
    return TicksGiven(_some(question, chance))


def _choice(question: Question, chance: random.Random) -> OptionGiven:
    assert isinstance(question.kind, Choice)
    return OptionGiven(chance.choice(question.kind.options).id)


def _number(question: Question, chance: random.Random) -> QuantityGiven:
    assert isinstance(question.kind, Number)
    bounds: Sequence[Fraction] = [step.bound for step in question.kind.thresholds]
    return QuantityGiven(Fraction(chance.randrange(100), 100) * max(bounds), question.kind.unit, date(2027, 1, 31))


_GIVEN = {Ladder: _ladder, Checklist: _checklist, Choice: _choice, Number: _number}

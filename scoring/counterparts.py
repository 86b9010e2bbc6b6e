"""The same question in two versions of a framework: found by its id or an alias, and whether it still asks the same.

A question asks the same where its scale, its levels and the words of its criteria (in the language they were written
in) are what they were. Ids of criteria may differ: with a question's id the ids of its criteria change too.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from questionnaire.answers import Agreement, Given, LadderGiven, LevelReached, OptionGiven, TicksGiven
from questionnaire.framework import (
    Capability,
    Checklist,
    Choice,
    Criterion,
    Framework,
    Kind,
    Ladder,
    Number,
    Question,
    Section,
)
from questionnaire.levels import level_of
from questionnaire.text import Text


def question_before(question: Question, before: Framework) -> Question | None:
    """The question of an earlier framework that this one is: by id, else by an alias; None where it is new."""
    known = (id for id in (question.id, *question.aliases) if before.has_question(id))
    id = next(known, None)
    return None if id is None else before.question(id)


def asks_the_same(question: Question, before: Question) -> bool:
    """Whether scale, levels and criteria are unchanged, so that a level means the same in both."""
    if question is before:
        return True
    return question.scale == before.scale and _asked(question.kind) == _asked(before.kind)


def carried_over(agreement: Agreement, before: Question, question: Question) -> Agreement:
    """An outcome that holds a level, moved to the question as it is asked now, which must ask the same.

    The level is the same; what was ticked and which evidence supports it stay behind where the ids differ.
    """
    reply = agreement.reply
    if question is before or not isinstance(reply, LevelReached):
        return agreement
    given = _given(question.kind, level_of(before, reply.given), reply.given)
    return replace(agreement, question=question.id, reply=LevelReached(given), evidence=())


def with_common_gates(framework: Framework, before: Framework) -> Framework:
    """The framework with as gates only what was a gate before, too; itself where that makes no difference."""
    if framework is before:
        return framework
    sections = tuple(_section(section, before) for section in framework.sections)
    same = all(one is other for one, other in zip(sections, framework.sections, strict=True))
    return framework if same else replace(framework, sections=sections)


def scored_alike(framework: Framework, before: Framework) -> bool:
    """Whether the same outcomes on the same questions asked give the same scores in both, whatever the words say."""
    return framework is before or _makes_scores(framework) == _makes_scores(before)


def _makes_scores(framework: Framework) -> object:
    """All that turns outcomes into scores: parts, weights, rules, gates, stages, scales and policy."""
    return (
        framework.policy,
        [level.value for level in framework.levels],
        (framework.aggregation, framework.scale),
        [
            (
                _rules(section),
                [
                    (_rules(one), [(each.id, each.weight, each.stage, each.scale) for each in one.questions])
                    for one in section.capabilities
                ],
            )
            for section in framework.sections
        ],
    )


def _rules(node: Section | Capability) -> object:
    return node.id, node.weight, node.gate, node.aggregation, node.scale


def _section(section: Section, before: Framework) -> Section:
    kept = section
    capabilities = tuple(_capability(one, before) for one in section.capabilities)
    if any(one is not other for one, other in zip(capabilities, section.capabilities, strict=True)):
        kept = replace(kept, capabilities=capabilities)
    if section.gate and not any(one.id == section.id and one.gate for one in before.sections):
        kept = replace(kept, gate=False)
    return kept


def _capability(capability: Capability, before: Framework) -> Capability:
    ids = {capability.id, *capability.aliases}
    if not capability.gate or any(one.gate and one.id in ids for one in before.capabilities):
        return capability
    return replace(capability, gate=False)


def _asked(kind: Kind) -> object:
    """All that makes a level of this kind, without ids."""
    match kind:
        case Ladder(levels=levels):
            return tuple((one.value, _words(one.summary), _all(one.criteria)) for one in levels)
        case Choice(options=options):
            return tuple((one.value, _words(one.text), _all(one.criteria)) for one in options)
        case Checklist(items=items, bands=bands):
            return _all(items), bands
        case Number():
            steps = ((one.level, one.bound, _all((one.criterion,) if one.criterion else ())) for one in kind.thresholds)
            return kind.unit, kind.higher_is_better, kind.minimum, kind.maximum, tuple(steps)


def _all(criteria: tuple[Criterion, ...]) -> tuple[str, ...]:
    return tuple(_words(one.text) for one in criteria)


def _words(text: Text) -> str:
    """The words as they were written, however their lines were broken."""
    return " ".join(text(text.source).split())


def _given(kind: Kind, level: Fraction, given: Given) -> Given:
    """What gives this level to a question of this kind."""
    match kind:
        case Ladder():
            return LadderGiven(int(level))
        case Choice(options=options):
            return OptionGiven(next(one.id for one in options if one.value == level))
        case Checklist(items=items, bands=bands):
            begins = next(one.begins for one in bands if one.level == level)
            return TicksGiven(frozenset(one.id for one in items[:begins]))
        case Number():
            return given

"""The tables that say how numbers are made: the tree with its rules and weights, the levels, the choices of method.

With them a program that knows none of ours makes every score again from what was answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from questionnaire.conditions import AllOf, AnyOf, Condition, CriterionCondition, LevelCondition, OptionCondition
from questionnaire.framework import (
    WHOLE,
    Capability,
    Checklist,
    Choice,
    Framework,
    Ladder,
    Number,
    Question,
    Section,
)
from reports.cells import Cell, Coded, Column, Kind, Row, Table, columns_of
from reports.report import Report
from scoring.scores import gate_step
from words.phrases import Phrases

STRUCTURE = columns_of(
    order=Kind.COUNT,
    node=Kind.ID,
    part=Kind.CODE,
    parent=Kind.ID,
    rule=Kind.CODE,
    weight=Kind.NUMBER,
    gate=Kind.FLAG,
    lowest=Kind.NUMBER,
    highest=Kind.NUMBER,
    kind=Kind.CODE,
    unit=Kind.ID,
    higher_is_better=Kind.FLAG,
    stage=Kind.COUNT,
    asked_when=Kind.TEXT,
    aliases=Kind.TEXT,
)
LEVELS = columns_of(
    question=Kind.ID,
    level=Kind.LEVEL,
    option=Kind.ID,
    from_ticks=Kind.COUNT,
    bound=Kind.NUMBER,
)
POLICY = columns_of(setting=Kind.ID, value=Kind.ANY, means=Kind.TEXT)


def structure_table(report: Report) -> Table:
    """One row a node, each below its parent: the whole, its sections, their capabilities, their questions."""
    return Table("structure", STRUCTURE, structure_rows(report.framework))


def structure_rows(framework: Framework) -> tuple[Row, ...]:
    """The rows of a framework's nodes, counted from 1 in its order."""
    return tuple({**row, "order": order} for order, row in enumerate(_nodes(framework), 1))


def _nodes(framework: Framework) -> Iterator[Row]:
    yield _node(framework, None)
    for section in framework.sections:
        yield _node(section, WHOLE)
        for capability in section.capabilities:
            yield _node(capability, section.id)
            for question in capability.questions:
                yield _question(question, capability.id)


def _node(node: Framework | Section | Capability, parent: str | None) -> Row:
    whole = isinstance(node, Framework)
    return {
        **_blank(STRUCTURE),
        "node": WHOLE if whole else node.id,
        "part": Coded("reports.part", "whole" if whole else type(node).__name__.lower()),
        "parent": parent,
        "rule": Coded("data.rule", node.aggregation.value),
        "weight": None if isinstance(node, Framework) else node.weight,
        "gate": not isinstance(node, Framework) and node.gate,
        "lowest": node.scale.lowest,
        "highest": node.scale.highest,
        "aliases": ", ".join(node.aliases) or None if isinstance(node, Capability) else None,
    }


def _question(question: Question, parent: str) -> Row:
    kind = question.kind
    return {
        **_blank(STRUCTURE),
        "node": question.id,
        "part": Coded("reports.part", "question"),
        "parent": parent,
        "weight": question.weight,
        "gate": False,
        "lowest": question.scale.lowest,
        "highest": question.scale.highest,
        "kind": Coded("reports.question_kind", type(kind).__name__.lower()),
        "unit": kind.unit if isinstance(kind, Number) else None,
        "higher_is_better": kind.higher_is_better if isinstance(kind, Number) else None,
        "stage": question.stage,
        "asked_when": None if question.asked_when is None else condition_text(question.asked_when),
        "aliases": ", ".join(question.aliases) or None,
    }


def condition_text(condition: Condition) -> str:
    """A condition as programs read it, such as "all(level(L01) >= 2; met(L02.1a))"."""
    match condition:
        case LevelCondition(question=id, at_least=at_least, at_most=at_most):
            ends = (f"level({id}) {sign} {end}" for sign, end in ((">=", at_least), ("<=", at_most)) if end is not None)
            return _joined("all", list(ends))
        case OptionCondition(question=id, option=option):
            return f"option({id}) = {option}"
        case CriterionCondition(criterion=criterion):
            return f"met({criterion})"
        case AllOf(conditions=parts):
            return _joined("all", [condition_text(one) for one in parts])
        case AnyOf(conditions=parts):
            return _joined("any", [condition_text(one) for one in parts])


def _joined(word: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{word}({'; '.join(parts)})"


def levels_table(report: Report) -> Table:
    """One row for each level of a question, or for each option of a choice: what it takes to be there."""
    rows = tuple(row for one in report.framework.questions for row in _levels(one))
    return Table("levels", LEVELS, rows)


def _levels(question: Question) -> Iterator[Row]:
    row = {**_blank(LEVELS), "question": question.id}
    match question.kind:
        case Ladder(levels=levels):
            yield from ({**row, "level": Fraction(one.value)} for one in levels)
        case Choice(options=options):
            yield from ({**row, "level": one.value, "option": one.id} for one in options)
        case Checklist(bands=bands):
            yield from ({**row, "level": Fraction(one.level), "from_ticks": one.begins} for one in bands)
        case Number(thresholds=thresholds):
            yield from ({**row, "level": Fraction(one.level), "bound": one.bound} for one in thresholds)


def policy_table(report: Report) -> Table:
    """One row for each choice of the method, and for when the plan runs."""
    plan = report.plan
    of_plan: Mapping[str, Cell] = {
        "plan_start": plan.start if plan else None,
        "plan_quarters": plan.quarters if plan else None,
    }
    return Table("policy", POLICY, policy_rows(report.say, {**policy_of(report.framework), **of_plan}))


def policy_rows(say: Phrases, settings: Mapping[str, Cell]) -> tuple[Row, ...]:
    """These settings as rows, each with what it means."""
    return tuple({"setting": id, "value": value, "means": say(f"data.policy.{id}")} for id, value in settings.items())


def policy_of(framework: Framework) -> Mapping[str, Cell]:
    """What a framework decides of the method, by name; shifts in steps, caps and bounds as levels of the main scale."""
    policy = framework.policy
    return {
        "framework": framework.id,
        "framework_version": framework.version,
        "main_lowest": framework.main_scale.lowest,
        "main_highest": framework.main_scale.highest,
        "gate_step": gate_step(framework),
        "not_applicable": Coded("data.counts", policy.not_applicable.value),
        "not_applicable_level": policy.not_applicable_level,
        "not_known": Coded("data.counts", policy.not_known.value),
        "minimum_coverage": policy.minimum_coverage,
        **{f"shift_{sure.value}": steps for sure, steps in policy.confidence_shift.items()},
        **{f"cap_{strength.value}": cap for strength, cap in policy.evidence_caps.items()},
        "stage_met_at": policy.stage_met_at,
    }


def _blank(columns: tuple[Column, ...]) -> Row:
    return dict.fromkeys((one.id for one in columns), None)

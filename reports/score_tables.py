"""The tables of what was computed: the summary, the scores of every node, and the gaps as they matter."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from questionnaire.framework import WHOLE, Capability, Framework, Section
from reports.answer_tables import level_word
from reports.cells import Cell, Coded, Kind, Row, Table, columns_of
from reports.plan_tables import not_costed_lines, plan_table, total_of
from reports.report import Report
from reports.support import target_held
from scoring.gaps import Gap, is_plannable
from scoring.priorities import Importance
from scoring.scorecard import Score

SCORES = columns_of(
    node=Kind.ID,
    part=Kind.CODE,
    section=Kind.ID,
    gate=Kind.FLAG,
    name=Kind.TEXT,
    value=Kind.SCORE,
    word=Kind.TEXT,
    low=Kind.SCORE,
    high=Kind.SCORE,
    evidenced=Kind.SCORE,
    not_evidenced=Kind.SCORE,
    weakest=Kind.ID,
    weakest_value=Kind.SCORE,
    counted=Kind.COUNT,
    asked=Kind.COUNT,
    coverage=Kind.SHARE,
    provisional=Kind.FLAG,
    capped_by=Kind.ID,
    before_cap=Kind.SCORE,
    gate_open=Kind.FLAG,
)


def nodes_in_order(framework: Framework) -> tuple[Framework | Section | Capability, ...]:
    """The whole, then all sections, then all capabilities: the rows of the scores."""
    return (framework, *framework.sections, *framework.capabilities)


def scores_table(report: Report) -> Table:
    """One row a node: the whole, the sections, the capabilities."""
    return Table("scores", SCORES, tuple(_score_row(report, one) for one in nodes_in_order(report.framework)))


def _score_row(report: Report, node: Framework | Section | Capability) -> Row:
    score = report.card[WHOLE if isinstance(node, Framework) else node.id]
    homes = report.framework.home_of_capability
    share = score.coverage.share
    return {
        "node": score.node,
        "part": Coded("reports.part", _part(node)),
        "section": homes[node.id].id if isinstance(node, Capability) else None,
        "gate": not isinstance(node, Framework) and node.gate,
        "name": node.name(report.language),
        "value": score.value,
        "word": score_word(report, score),
        "low": score.low,
        "high": score.high,
        "evidenced": score.evidenced,
        "not_evidenced": _difference(score.value, score.evidenced),
        "weakest": score.weakest,
        "weakest_value": score.weakest_value,
        "counted": score.coverage.counted,
        "asked": score.coverage.asked,
        "coverage": share,
        "provisional": score.provisional,
        "capped_by": score.cap.gate if score.cap else None,
        "before_cap": score.cap.before if score.cap else None,
        "gate_open": score.gate_open,
    }


def _part(node: Framework | Section | Capability) -> str:
    return "whole" if isinstance(node, Framework) else type(node).__name__.lower()


def _difference(claimed: Fraction | None, evidenced: Fraction | None) -> Fraction | None:
    return None if claimed is None or evidenced is None else claimed - evidenced


def score_word(report: Report, score: Score) -> str | None:
    """The word of the level that a score on the main scale reaches; None without a score, or on another scale."""
    if score.value is None or score.scale != report.framework.main_scale:
        return None
    return level_word(report, score.value)


SUMMARY = columns_of(fact=Kind.ID, name=Kind.TEXT, value=Kind.ANY)


def summary_table(report: Report) -> Table:
    """The figures that stand first, one row each."""
    facts = {**_whole_facts(report), **_plan_facts(report)}
    return Table(
        "summary",
        SUMMARY,
        tuple(
            {"fact": fact, "name": report.say(f"reports.fact.{fact}"), "value": value} for fact, value in facts.items()
        ),
    )


def _whole_facts(report: Report) -> Mapping[str, Cell]:
    score = report.card[WHOLE]
    cover = score.coverage
    return {
        "value": score.value,
        "word": score_word(report, score),
        "low": score.low,
        "high": score.high,
        "evidenced": score.evidenced,
        "weakest": score.weakest,
        "weakest_value": score.weakest_value,
        "asked": cover.asked,
        "answered": cover.answered,
        "counted": cover.counted,
        "coverage": cover.share,
        "not_applicable": cover.not_applicable,
        "not_known": cover.not_known,
        "disputed": cover.disputed,
        "hidden": cover.hidden,
        "provisional": score.provisional,
        "priorities": len(report.priorities),
    }


def _plan_facts(report: Report) -> Mapping[str, Cell]:
    if report.plan is None:
        return {}
    rows = plan_table(report).rows
    return {
        "actions": len(rows),
        "one_off": total_of(rows, "one_off"),
        "recurrent": total_of(rows, "recurrent"),
        "not_costed": not_costed_lines(rows),
        "levels_reached": len(report.plan.reached),
    }


GAPS = columns_of(
    rank=Kind.COUNT,
    capability=Kind.ID,
    section=Kind.ID,
    gate=Kind.FLAG,
    name=Kind.TEXT,
    value=Kind.SCORE,
    word=Kind.TEXT,
    provisional=Kind.FLAG,
    target=Kind.LEVEL,
    due=Kind.DATE,
    gap=Kind.SCORE,
    capability_weight=Kind.NUMBER,
    section_weight=Kind.NUMBER,
    gate_factor=Kind.COUNT,
    threat=Kind.COUNT,
    gap_share=Kind.SHARE,
    points=Kind.NUMBER,
    first_ten=Kind.SHARE,
    rank_from=Kind.COUNT,
    rank_to=Kind.COUNT,
    levels_planned=Kind.COUNT,
    status=Kind.CODE,
    missing=Kind.TEXT,
    to_verify=Kind.TEXT,
)


def gaps_table(report: Report) -> Table:
    """One row a capability: ranked priorities first, then those at their target, without one, or unanswered."""
    order = {one.id: place for place, one in enumerate(report.framework.capabilities)}
    ranks = {id: one.rank for id, one in report.priority_of.items()}
    last = len(order) + 1
    capabilities = sorted(report.framework.capabilities, key=lambda one: (ranks.get(one.id, last), order[one.id]))
    return Table("gaps", GAPS, tuple(_gap_row(report, one) for one in capabilities))


def _gap_row(report: Report, capability: Capability) -> Row:
    gap = report.gap_of.get(capability.id) or Gap(capability.id)
    priority = report.priority_of.get(capability.id)
    importance = Importance(report.framework, report.dossier.threats)
    section = report.framework.home_of_capability[capability.id]
    score = report.card[capability.id]
    sure = report.certainty_of.get(capability.id)
    target = target_held(report, capability)
    return {
        "rank": priority.rank if priority else None,
        "capability": capability.id,
        "section": section.id,
        "gate": capability.gate,
        "name": capability.name(report.language),
        "value": score.value,
        "word": score_word(report, score),
        "provisional": score.provisional,
        "target": Fraction(target.level) if target else None,
        "due": target.due if target else None,
        "gap": gap.size,
        "capability_weight": capability.weight,
        "section_weight": section.weight,
        "gate_factor": importance.gate_factor(capability.id),
        "threat": importance.threat(capability.id),
        "gap_share": gap.share,
        "points": None if gap.share is None else importance.of(capability.id) * gap.share,
        "first_ten": sure.first_ten if sure else None,
        "rank_from": sure.rank_from if sure else None,
        "rank_to": sure.rank_to if sure else None,
        "levels_planned": _levels_planned(report, capability),
        "status": Coded("reports.gap_status", _gap_status(report, capability, gap)),
        "missing": _criteria_in_words(report, gap),
        "to_verify": ", ".join(one for one in gap.unmet if one in gap.to_verify) or None,
    }


def _levels_planned(report: Report, capability: Capability) -> int | None:
    """How many levels the plan closes in it; those that need a new look only are worth nothing and do not count."""
    if report.plan is None:
        return None
    return sum(one.capability == capability.id and not one.to_reassess for one in report.plan.reached)


def _gap_status(report: Report, capability: Capability, gap: Gap) -> str:
    """In the order in which the workbook's formula looks: a score first, then a target, then a gap."""
    if report.card[capability.id].value is None:
        return "unanswered"
    if not is_plannable(report.framework, capability):
        return "other_scale"
    if gap.size is None:
        return "no_target"
    return "priority" if gap.size else "at_target"


def _criteria_in_words(report: Report, gap: Gap) -> str | None:
    texts = report.framework.criterion_text
    return "\n".join(f"{id} {texts[id](report.language)}" for id in gap.unmet) or None

"""The logical framework of the plan: outcomes, the levels that bring them about, and the actions below each level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from planning.plan import Plan, PlanStep
from reports.cells import Coded, Kind, Row, Table, columns_of
from reports.plan_tables import main_capability, plan_table, steps_in_order
from reports.report import Report

LOGFRAME = columns_of(
    row_kind=Kind.CODE,
    node=Kind.ID,
    statement=Kind.TEXT,
    level=Kind.LEVEL,
    indicator=Kind.TEXT,
    unit=Kind.TEXT,
    baseline_value=Kind.NUMBER,
    baseline_date=Kind.DATE,
    target_value=Kind.NUMBER,
    target_date=Kind.DATE,
    verification=Kind.TEXT,
    risk=Kind.TEXT,
)
OUTCOME, OUTPUT, ACTIVITY = "outcome", "output", "activity"
OF_THE_PLAN = (
    *("indicator", "unit", "baseline_value", "baseline_date", "target_value", "target_date", "verification", "risk"),
)
"""What an activity repeats from its line of the plan."""


@dataclass
class LogframeOutput:
    """A capability with the highest level that the plan reaches in it (None: only criteria), and its own actions.

    `serving` are all actions that the level depends on, those told under another capability included. `until` is the
    day by which the level is there. `to_verify` says that it rests on answers still to be verified.
    """

    capability: str
    level: int | None = None
    steps: list[PlanStep] = field(default_factory=list)
    serving: tuple[PlanStep, ...] = ()
    to_verify: bool = False

    @property
    def until(self) -> date | None:
        """The day by which the actions that the level depends on are finished."""
        return max((step.ends_on for step in self.serving), default=None)

    @property
    def outcome(self) -> str:
        """The letter that most of its actions serve; "" where they serve none."""
        letters = Counter(step.action.vision_2030 for step in self.steps or self.serving if step.action.vision_2030)
        return min(letters, key=lambda one: (-letters[one], one)) if letters else ""


def logframe_table(report: Report) -> Table:
    """One row for each outcome, each capability with the level it reaches below it, and each action below that.

    An action stands once, under the capability that it serves first.
    """
    plan = report.plan
    rows = tuple(_rows(report, plan)) if plan and plan.steps else ()
    return Table("logframe", LOGFRAME, rows)


def logframe_outputs(report: Report, plan: Plan) -> tuple[LogframeOutput, ...]:
    """The outputs by outcome, then in the order of the framework."""
    steps = {step.action.id: step for step in plan.steps}
    found: dict[str, LogframeOutput] = {}
    for reached in plan.reached:
        output = found.setdefault(reached.capability, LogframeOutput(reached.capability))
        output.level = max(output.level or 0, reached.level)
        output.to_verify = output.to_verify or reached.to_verify
    for step in steps_in_order(plan):
        home = main_capability(report, step) or ""
        found.setdefault(home, LogframeOutput(home)).steps.append(step)
    for output in found.values():
        depends = {action for one in plan.reached if one.capability == output.capability for action in one.actions}
        output.serving = tuple(steps[one] for one in steps if one in depends)
    order = {one.id: place for place, one in enumerate(report.framework.capabilities)}
    return tuple(sorted(found.values(), key=lambda one: (one.outcome or "~", order.get(one.capability, len(order)))))


def _rows(report: Report, plan: Plan) -> Iterator[Row]:
    lines = {str(row["action"]): row for row in plan_table(report).rows}
    by_outcome: dict[str, list[LogframeOutput]] = {}
    for output in logframe_outputs(report, plan):
        by_outcome.setdefault(output.outcome, []).append(output)
    for outcome, outputs in by_outcome.items():
        yield _outcome_row(report, outcome, outputs)
        for output in outputs:
            yield _output_row(report, output)
            yield from (_activity_row(lines[step.action.id]) for step in output.steps)


def _outcome_row(report: Report, outcome: str, outputs: Iterable[LogframeOutput]) -> Row:
    """The outcome, measured by how many of the capabilities below it reach the level planned."""
    say, levels = report.say, [one for one in outputs if one.level is not None]
    days = [one.until for one in levels if one.until is not None]
    return {
        **_blank(OUTCOME),
        "node": outcome or None,
        "statement": _outcome_said(report, outcome),
        "indicator": say("reports.logframe.outcome_sign"),
        "unit": say("reports.logframe.outcome_unit"),
        "baseline_value": 0,
        "baseline_date": report.dossier.setup.assessed_on,
        "target_value": len(levels),
        "target_date": max(days, default=None),
        "verification": say("reports.logframe.verification"),
    }


def _outcome_said(report: Report, outcome: str) -> str:
    """The outcome as a statement, so with a capital."""
    said = report.say(f"actions.vision.{outcome}" if outcome else "reports.logframe.no_outcome")
    return said[:1].upper() + said[1:]


def _output_row(report: Report, output: LogframeOutput) -> Row:
    """The level of a capability: today's score, the level that the plan reaches, and by when."""
    say, gap = report.say, report.gap_of.get(output.capability)
    main = report.framework.main_scale
    return {
        **_blank(OUTPUT),
        "node": output.capability or None,
        "statement": _output_said(report, output),
        "level": output.level,
        "indicator": say("reports.logframe.output_sign"),
        "unit": say("reports.logframe.output_unit", lowest=main.lowest, highest=main.highest),
        "baseline_value": gap.value if gap else None,
        "baseline_date": report.dossier.setup.assessed_on,
        "target_value": None if output.level is None else Fraction(output.level),
        "target_date": output.until,
        "verification": say("reports.logframe.verification"),
        "risk": say("reports.logframe.to_verify") if output.to_verify else None,
    }


def _output_said(report: Report, output: LogframeOutput) -> str:
    if not output.capability:
        return report.say("reports.logframe.no_capability")
    name = report.framework.capability(output.capability).name(report.language)
    if output.level is None:
        return report.say("reports.logframe.no_level", name=name)
    word = report.framework.level_word(output.level, report.language)
    return report.say("reports.logframe.reaches", name=name, level=output.level, word=word)


def _activity_row(line: Row) -> Row:
    said: Mapping[str, object] = {id: line[id] for id in OF_THE_PLAN}
    return {**_blank(ACTIVITY), "node": line["action"], "statement": line["name"], **said}  # type: ignore[dict-item]


def _blank(kind: str) -> Row:
    blank: Row = dict.fromkeys((column.id for column in LOGFRAME), None)
    return {**blank, "row_kind": Coded("reports.row_kind", kind)}

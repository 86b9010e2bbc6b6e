"""Which figures a report shows. Drawing is heavy, so charts are loaded here, when the first one is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planning.plan import Plan, PlanStep
from planning.tracking import Board
from questionnaire.framework import WHOLE
from reports.figures import radar_offered, scored_sections
from reports.paper import PaperFigure
from reports.report import Report

CLOSER = 880
"""Pixels drawn across a page by a tall figure that shares its page with a table or a map: it is smaller there."""
MOST_GAPS = 10
"""Gaps in the figure of the widest: with more it would not stand below the table of the first priorities."""
MOST_BARS = 18
"""Actions in one timeline: more do not fit on a page."""


def sections_shown(report: Report, *, with_table: bool = True, in_outline: bool = False) -> Iterator[PaperFigure]:
    """All sections as bars, with the numbers of the results as a table; `in_outline` names no capability."""
    from reports.charts import section_chart  # noqa: PLC0415  drawing is heavy

    if scored_sections(report.card):
        drawn = section_chart(report.card, report.dossier.targets, report.say, in_outline=in_outline)
        yield PaperFigure(drawn, with_table=with_table)


def whole_shown(report: Report) -> Iterator[PaperFigure]:
    """The counts of levels and their map; the radar where it can be read; what is claimed beside what is evidenced.

    The counts stand on the page of the sections' bars, since the map takes the better part of a page.
    """
    from reports.charts import evidenced_chart, levels_chart, map_chart, radar_chart  # noqa: PLC0415  drawing is heavy

    if not scored_sections(report.card):
        return
    yield PaperFigure(levels_chart(report.card, report.say))
    yield PaperFigure(map_chart(report.card, report.say, page=True))
    if radar_offered(report.card):
        yield PaperFigure(radar_chart(report.card, report.say), width=CLOSER)
    if report.card[WHOLE].evidenced != report.card[WHOLE].value:
        yield PaperFigure(evidenced_chart(report.card, report.say))


def validated_shown(report: Report) -> Iterator[PaperFigure]:
    """Self-assessed beside validated, with its table; nothing where the mission recorded nothing."""
    from reports.charts import validation_chart  # noqa: PLC0415  drawing is heavy

    if report.dossier.validated:
        yield PaperFigure(validation_chart(report.card, report.validation, report.say), with_table=True)


def priorities_shown(report: Report) -> Iterator[PaperFigure]:
    """The widest gaps, and how sure the ranks of the first ten priorities are."""
    from reports.charts import certainty_chart, gap_chart  # noqa: PLC0415  drawing is heavy

    if report.priorities:
        yield PaperFigure(gap_chart(report.gaps, report.framework, report.say, most=MOST_GAPS), width=CLOSER)
        certainty = certainty_chart(report.priorities, report.certainty_of, report.framework, report.say)
        yield PaperFigure(certainty, width=CLOSER)


def plan_shown(report: Report) -> Iterator[PaperFigure]:
    """What the plan lifts, and when its actions run: all of them, or those that the first priorities depend on."""
    from reports.charts import plan_map_chart, timeline_chart  # noqa: PLC0415  drawing is heavy

    plan = report.plan
    if plan is None or not plan.steps:
        return
    if plan.reached:
        yield PaperFigure(plan_map_chart(plan, report.card, report.say, page=True))
    steps = shown_steps(report, plan)
    yield PaperFigure(timeline_chart(replace(plan, steps=steps), report.framework, report.say))


def progress_shown(report: Report, held: Board) -> PaperFigure:
    """How far the actions of a plan that is followed are, by word; drawn wide, so that no line of words is cut."""
    from reports.charts import progress_chart  # noqa: PLC0415  drawing is heavy

    return PaperFigure(progress_chart(held, report.framework, report.say), width=CLOSER)


def shown_steps(report: Report, plan: Plan) -> tuple[PlanStep, ...]:
    """The actions of the timeline: all where they fit on a page, else those that the first priorities depend on."""
    if len(plan.steps) <= MOST_BARS:
        return plan.steps
    wanted: list[PlanStep] = []
    for priority in report.priorities:
        serving = (step for step in plan.steps if any(id == priority.capability for id, _ in step.serves))
        wanted += (step for step in serving if step not in wanted)
        if len(wanted) >= MOST_BARS:
            break
    return tuple(wanted[:MOST_BARS]) or plan.steps[:MOST_BARS]


def change_shown(report: Report) -> Iterator[PaperFigure]:
    """The earlier round beside this one, with its table; nothing where nothing can be compared."""
    from reports.change_figures import change_chart  # noqa: PLC0415  drawing is heavy

    if report.change is not None and report.change.compared:
        yield PaperFigure(change_chart(report.change, report.say), with_table=True)

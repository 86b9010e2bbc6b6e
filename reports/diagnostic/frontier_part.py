"""What the next money buys: the frontier with its table, where it was searched; else nothing is said of it."""

from __future__ import annotations

from collections.abc import Iterator

from planning.frontier import budget_of
from planning.making import candidates_for
from planning.plan import RankedBy
from reports.paper import PaperFigure, PaperHeading, PaperPart, PaperText
from reports.report import Report


def next_money(report: Report) -> Iterator[PaperPart]:
    """The best plan at each of many budgets, as on the screen; nothing without a frontier, or where nothing costs."""
    from reports.charts import frontier_chart  # noqa: PLC0415  drawing is heavy

    found, say = report.frontier, report.say
    if found is None or not found.points or not found.points[-1].money:
        return
    dossier = report.dossier
    yield PaperHeading(say("budgets.frontier.title_part"), 2)
    drawn = frontier_chart(found, dossier.setup.currency, say, budget=budget_of(dossier.limits))
    yield PaperFigure(drawn, with_table=True)
    if dossier.limits.donors:
        yield PaperText(say("budgets.frontier.same_donors"), quiet=True)
    wanted = candidates_for(dossier, report.card, report.library, report.made_at.date())
    if wanted.ranked_by is RankedBy.MONTHS:
        yield PaperText(say("budgets.frontier.unpriced"), quiet=True)

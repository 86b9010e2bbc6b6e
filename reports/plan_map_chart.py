"""The capability map after the plan, drawn."""

from __future__ import annotations

from planning.plan import Plan
from reports.chart_style import Drawn
from reports.map_chart import drawn_map
from reports.plan_map_figure import plan_map_figure
from scoring.scorecard import ScoreCard
from words.phrases import Phrases


def plan_map_chart(plan: Plan, card: ScoreCard, say: Phrases, *, phone: bool = False, page: bool = False) -> Drawn:
    """Every capability as a tile in the fill of its level after the plan; what the plan does not lift is pale."""
    return drawn_map(plan_map_figure(plan, card, say), phone=phone, page=page)

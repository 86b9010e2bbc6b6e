"""Every chart by its name, for pages and documents.

Each function decides what its figure says through `figures` and returns it with its chart. The chart bears no title:
the page prints the figure's title and subtitle as text, a document puts them into the caption.
"""

from reports.change_figures import change_chart
from reports.chart_style import Drawn
from reports.frontier_charts import frontier_chart
from reports.gap_charts import gap_chart
from reports.level_charts import levels_chart
from reports.map_chart import map_chart
from reports.plan_charts import timeline_chart
from reports.plan_map_chart import plan_map_chart
from reports.priority_charts import certainty_chart, priority_chart
from reports.score_charts import evidenced_chart, radar_chart, section_chart
from reports.tracking_charts import progress_chart, spent_chart
from reports.validation_figures import validation_chart

__all__ = [
    "Drawn",
    "certainty_chart",
    "change_chart",
    "evidenced_chart",
    "frontier_chart",
    "gap_chart",
    "levels_chart",
    "map_chart",
    "plan_map_chart",
    "priority_chart",
    "progress_chart",
    "radar_chart",
    "section_chart",
    "spent_chart",
    "timeline_chart",
    "validation_chart",
]

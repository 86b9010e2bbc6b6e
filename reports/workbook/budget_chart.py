"""The native chart of the costs by year: what is spent once, and upkeep on top of it."""

from __future__ import annotations

from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.palette import GRID, INK, RULE, SCORE
from reports.workbook.budget_place import BudgetPlace
from reports.workbook.draft import Draft
from reports.workbook.summary_charts import small_text, title_text

HEIGHT, WIDTH = 9.0, 15.0


def draw_chart(draft: Draft, sheet: Worksheet, place: BudgetPlace, at: str) -> None:
    """Draw it beside the first block."""
    chart: Any = BarChart()
    chart.type, chart.grouping, chart.gapWidth, chart.overlap = "col", "stacked", 60, 100
    first, years = place.first("sides"), len(place.years)
    for row, hue in zip((first, first + 1), (SCORE, RULE), strict=True):
        chart.add_data(
            Reference(sheet, min_col=1, max_col=years + 1, min_row=row), from_rows=True, titles_from_data=True
        )
        series = chart.series[-1]
        series.graphicalProperties = GraphicalProperties(solidFill=hue.removeprefix("#"))
        series.graphicalProperties.line = LineProperties(solidFill=INK.removeprefix("#"))
    chart.set_categories(Reference(sheet, min_col=2, max_col=years + 1, min_row=place.head("sides")))
    chart.title = title_text(draft.say("workbook.budget.chart"))
    chart.width, chart.height = WIDTH, HEIGHT
    chart.x_axis.txPr, chart.y_axis.txPr = small_text(), small_text()
    chart.y_axis.number_format = "#,##0"
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=GRID.removeprefix("#")))
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.legend.position = "b"
    chart.style = 2
    sheet.add_chart(chart, at)

"""The native charts of the summary: the sections as bars, the same scores as a radar, the gaps of the first ten."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openpyxl.chart import BarChart, RadarChart, Reference
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.worksheet.worksheet import Worksheet

from reports.figures import AXES_OF_A_RADAR
from reports.palette import BERRY, GRID, INK, RULE, SCORE
from reports.workbook.draft import Draft
from reports.workbook.places import SheetPlace

EVIDENCED = RULE
HEIGHT, BAR_WIDTH, RADAR_WIDTH, GAPS_WIDTH = 10.2, 10.6, 9.4, 7.4
TITLE_SIZE, LABEL_SIZE = 1200, 900
"""Centimetres, and hundredths of a point. Lower than eight centimetres, some programs leave out every other label."""


def draw_charts(draft: Draft, sheet: Worksheet, sections: SheetPlace, at: str) -> None:
    """Draw both beside the facts; the radar only where there are axes enough."""
    sheet.add_chart(_bars(draft, sheet, sections), at)
    if len(draft.report.framework.sections) in AXES_OF_A_RADAR:
        sheet.add_chart(_radar(draft, sheet, sections), "H" + at[1:])


def alt_texts(draft: Draft) -> tuple[str, ...]:
    """What each chart shows, for who cannot see it, in the order in which they are drawn."""
    both = (draft.say("workbook.summary.bars_alt"), draft.say("workbook.summary.radar_alt"))
    shown = both if len(draft.report.framework.sections) in AXES_OF_A_RADAR else both[:1]
    return (*shown, draft.say("workbook.summary.gap_bars_alt"))


def draw_gaps(draft: Draft, sheet: Worksheet, priorities: SheetPlace, at: str) -> None:
    """Draw the score of each of the first ten and the gap on top of it, which end at the target."""
    chart: Any = BarChart()
    chart.type, chart.grouping, chart.gapWidth, chart.overlap = "bar", "stacked", 60, 100
    _add_series(sheet, priorities, chart, {"value": RULE, "gap": BERRY}, {"value": INK, "gap": INK})
    _set_axes(sheet, priorities, chart, names=1)
    chart.title = title_text(draft.say("workbook.summary.gap_bars"))
    chart.width, chart.height = GAPS_WIDTH, HEIGHT
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.crosses = "max"
    main = draft.report.framework.main_scale
    chart.y_axis.scaling.min, chart.y_axis.scaling.max, chart.y_axis.majorUnit = 0, float(main.highest), 1
    sheet.add_chart(chart, at)


def _bars(draft: Draft, sheet: Worksheet, sections: SheetPlace) -> Any:
    chart: Any = BarChart()
    chart.type, chart.grouping, chart.gapWidth, chart.overlap = "bar", "clustered", 60, -5
    _fill(draft, sheet, sections, chart)
    chart.title = title_text(draft.say("workbook.summary.bars"))
    chart.width, chart.height = BAR_WIDTH, HEIGHT
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.crosses = "max"
    chart.dataLabels = DataLabelList(
        showVal=True, showSerName=False, showCatName=False, showLegendKey=False, numFmt="0.0"
    )
    return chart


def _radar(draft: Draft, sheet: Worksheet, sections: SheetPlace) -> Any:
    chart: Any = RadarChart()
    chart.type = "marker"
    _fill(draft, sheet, sections, chart)
    chart.title = title_text(draft.say("workbook.summary.radar"))
    chart.width, chart.height = RADAR_WIDTH, HEIGHT
    return chart


def title_text(text: str) -> Title:
    """A title of the size of a heading; the usual one takes a third of the chart."""
    look = CharacterProperties(sz=TITLE_SIZE, b=True, solidFill=INK.removeprefix("#"))
    line = Paragraph(pPr=ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=text)])
    return Title(tx=Text(rich=RichText(p=[line])), overlay=False)


def small_text() -> RichText:
    """The text of an axis."""
    look = CharacterProperties(sz=LABEL_SIZE, solidFill=INK.removeprefix("#"))
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)])


def _fill(draft: Draft, sheet: Worksheet, sections: SheetPlace, chart: Any) -> None:
    fills = {"value": SCORE, "evidenced": EVIDENCED}
    _add_series(sheet, sections, chart, fills, dict.fromkeys(fills, INK) if chart.tagname == "barChart" else fills)
    _set_axes(sheet, sections, chart, names=2)
    main = draft.report.framework.main_scale
    if all(draft.report.card[one.id].scale == main for one in draft.report.framework.sections):
        chart.y_axis.scaling.min, chart.y_axis.scaling.max = float(main.lowest), float(main.highest)
        chart.y_axis.majorUnit = 1


def _add_series(
    sheet: Worksheet, place: SheetPlace, chart: Any, fills: Mapping[str, str], edges: Mapping[str, str]
) -> None:
    """A series for each of these columns, in its fill and edge."""
    for column, hue in fills.items():
        position = list(place.letters).index(column) + 1
        cells = Reference(sheet, min_col=position, min_row=place.first - 1, max_row=place.last)
        chart.add_data(cells, titles_from_data=True)
        series = chart.series[-1]
        series.graphicalProperties = GraphicalProperties(solidFill=hue.removeprefix("#"))
        series.graphicalProperties.line = LineProperties(solidFill=edges[column].removeprefix("#"))


def _set_axes(sheet: Worksheet, place: SheetPlace, chart: Any, *, names: int) -> None:
    """Axes that are shown, in small text, with the words of column `names` along one of them."""
    words = Reference(sheet, min_col=names, min_row=place.first, max_row=place.last)
    for series in chart.series:
        series.cat = AxDataSource(strRef=StrRef(f=str(words)))
    chart.x_axis.txPr, chart.y_axis.txPr = small_text(), small_text()
    chart.y_axis.number_format = "0"
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=GRID.removeprefix("#")))
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.legend.position = "b"
    chart.style = 2

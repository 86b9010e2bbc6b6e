"""Colours that follow the cells: levels from sand to navy, states by fill, hatch and edge; never without a word."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from reports.palette import BERRY, EDGE, MUTED, NOT_KNOWN, RULE, level_colours
from reports.workbook.draft import Draft
from reports.workbook.looks import colour
from reports.workbook.places import SheetPlace


def colour_levels(
    draft: Draft, sheet: Worksheet, place: SheetPlace, columns: Sequence[str], *, by: str, whole: bool = True
) -> None:
    """Colour the cells of these columns by column `by`: by the level that it reaches, or by the very level it is."""
    main = draft.report.framework.main_scale
    value = place.here(by, place.first)
    for level in draft.report.framework.levels:
        hue, text = level_colours(main.share(Fraction(level.value)))
        reached = (
            f"INT(ROUND({value},9))={level.value}"
            if whole
            else f"AND({value}>={level.value},{value}<{level.value + 1})"
        )
        _rule(sheet, place, columns, f"AND(ISNUMBER({value}),{reached})", _solid(hue, text))


def mark_states(draft: Draft, sheet: Worksheet, place: SheetPlace, columns: Sequence[str]) -> None:
    """Show the states of replies: grey not known, hatched not applicable, berry disputed, dotted nothing.

    Where nothing says how a question stands the row has no reply, and stays as it is.
    """
    state, asked = place.here("state", place.first), place.here("asked_code", place.first)
    hatch = PatternFill("lightUp", fgColor=colour(RULE), bgColor="FFFFFFFF")
    _rule(
        sheet,
        place,
        columns,
        f"AND(ISNUMBER({asked}),{asked}<=0)",
        DifferentialStyle(font=Font(color=colour(MUTED), italic=True)),
    )
    _rule(sheet, place, columns, f'{state}="NK"', DifferentialStyle(fill=_fill(NOT_KNOWN), border=_edge(EDGE, "thin")))
    _rule(sheet, place, columns, f'{state}="NA"', DifferentialStyle(fill=hatch, border=_edge(EDGE, "dashed")))
    berry = DifferentialStyle(font=Font(color=colour(BERRY), bold=True), border=_edge(BERRY, "thin"))
    _rule(sheet, place, columns, f'{state}="D"', berry)
    _rule(sheet, place, columns, f'{state}="X"', _solid(BERRY, "#FFFFFF"))
    nothing = f'AND(ISNUMBER({asked}),{state}="")'
    _rule(sheet, place, columns, nothing, DifferentialStyle(border=_edge(EDGE, "dotted")))


def mark_words(sheet: Worksheet, cells: str, first: str, word: str) -> None:
    """Set a word apart wherever it stands in these cells: bold berry."""
    style = DifferentialStyle(font=Font(color=colour(BERRY), bold=True))
    sheet.conditional_formatting.add(cells, Rule("expression", dxf=style, formula=[f"{first}={word}"]))


def _rule(
    sheet: Worksheet, place: SheetPlace, columns: Sequence[str], condition: str, style: DifferentialStyle
) -> None:
    cells = " ".join(place.span(column) for column in columns)
    sheet.conditional_formatting.add(cells, Rule("expression", dxf=style, formula=[condition]))


def _solid(hue: str, text: str) -> DifferentialStyle:
    return DifferentialStyle(fill=_fill(hue), font=Font(color=colour(text)), border=_edge(EDGE, "thin"))


def _fill(hue: str) -> PatternFill:
    """In a conditional format the background is the colour that is seen."""
    return PatternFill("solid", fgColor=colour(hue), bgColor=colour(hue))


def _edge(hue: str, style: Literal["thin", "dashed", "dotted"]) -> Border:
    side = Side(style=style, color=colour(hue))
    return Border(left=side, right=side, top=side, bottom=side)

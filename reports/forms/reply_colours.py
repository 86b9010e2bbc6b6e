"""Colours that follow what is filled in: a level from sand to navy, a state in grey or berry; never without a word."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from questionnaire.form_layout import STATES
from reports.forms.form_sheet import FIRST_ROW, FormColumn, letter_of
from reports.forms.labels import Labels
from reports.palette import BERRY, EDGE, INK, LEVELS, NOT_KNOWN, WHITE, level_colours, paled
from reports.workbook.looks import colour
from reports.workbook.text import literal

_STATES = {"not_applicable": (WHITE, EDGE), "not_known": (NOT_KNOWN, INK), "disputed": (WHITE, BERRY)}


def colour_replies(sheet: Worksheet, columns: Sequence[FormColumn], rows: int, labels: Labels) -> None:
    """Colour the replies of the sheet of answers."""
    main = labels.framework.main_scale
    for level in labels.framework.levels:
        ground, ink = level_colours(main.share(Fraction(level.value)))
        _colour(sheet, columns, "reply", rows, labels.main_level(level.value), ground, ink)
    for state in STATES:
        _colour(sheet, columns, "reply", rows, labels.say(f"answer.state.{state}"), *_STATES[state])


def colour_ticks(sheet: Worksheet, columns: Sequence[FormColumn], rows: int, labels: Labels) -> None:
    """Colour the ticks of the sheet of criteria."""
    _colour(sheet, columns, "tick", rows, labels.say("forms.tick.met"), paled(LEVELS[2]), INK)
    _colour(sheet, columns, "tick", rows, labels.say("forms.tick.not_met"), WHITE, BERRY)
    _colour(sheet, columns, "tick", rows, labels.say("forms.tick.not_applicable"), WHITE, EDGE)


def _colour(
    sheet: Worksheet, columns: Sequence[FormColumn], column: str, rows: int, word: str, ground: str, ink: str
) -> None:
    """Colour the cells of a column that say a word."""
    if not rows:
        return
    letter = letter_of(columns, column)
    side = Side(style="thin", color=colour(EDGE))
    style = DifferentialStyle(
        fill=PatternFill("solid", fgColor=colour(ground), bgColor=colour(ground)),
        font=Font(color=colour(ink), bold=True),
        border=Border(left=side, right=side, top=side, bottom=side),
    )
    condition = f"${letter}{FIRST_ROW}={literal(word)}"
    cells = f"{letter}{FIRST_ROW}:{letter}{FIRST_ROW + rows - 1}"
    sheet.conditional_formatting.add(cells, Rule("expression", dxf=style, formula=[condition]))

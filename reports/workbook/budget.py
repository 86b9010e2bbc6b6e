"""The sheet of costs by year and donor: what each pays, gives and has left, by section, once and for upkeep, live."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.cells import Cell, Kind
from reports.palette import BERRY
from reports.workbook.budget_chart import draw_chart
from reports.workbook.budget_place import BLOCKS, FIRST, BudgetPlace
from reports.workbook.draft import Content, Draft, Live
from reports.workbook.grid import put_title, set_up_print
from reports.workbook.looks import colour
from reports.workbook.text import literal
from reports.year_tables import NOBODY, given_by, planned_by_donor, together

NAME_WIDTH, YEAR_WIDTH = 46, 15
HEADING = 20


@dataclass(frozen=True)
class BudgetLine:
    """One row of a block: its name, a cell for each year, and how they look."""

    name: Content
    cells: Sequence[Content]
    name_look: str = "body"
    look: str = "body"


def write_budget(draft: Draft) -> None:
    """Write the sheet."""
    sheet, place = draft.sheet("budget"), BudgetPlace(draft)
    put_title(draft, sheet, "budget")
    sheet.column_dimensions["A"].width = NAME_WIDTH
    for letter in (*place.letters, place.sum_letter):
        sheet.column_dimensions[letter].width = YEAR_WIDTH
    sheet.freeze_panes = "B4"
    set_up_print(draft, sheet)
    if not draft.tables["budget"].rows:
        draft.put(sheet, FIRST, 1, draft.say("workbook.no_rows"), "subtitle")
        return
    lines = {"planned": _planned, "given": _given, "left": _left, "sections": _sections, "sides": _sides}
    for block in BLOCKS:
        _write_block(draft, sheet, place, block, list(lines[block](draft, place)))
    _mark_overdrawn(sheet, place)
    beside = get_column_letter(len(place.years) + 4)
    draw_chart(draft, sheet, place, f"{beside}{FIRST}")


def _write_block(draft: Draft, sheet: Worksheet, place: BudgetPlace, block: str, lines: Sequence[BudgetLine]) -> None:
    """The heading, the years, the rows, and their total."""
    head, width = place.head(block), len(place.years) + 2
    for column in range(1, width + 1):
        draft.put(sheet, head - 1, column, None, "heading")
    money = f"{draft.say(f'workbook.budget.{block}')} ({draft.report.dossier.setup.currency})"
    draft.put(sheet, head - 1, 1, money, "heading")
    sheet.row_dimensions[head - 1].height = HEADING
    draft.put(sheet, head, 1, draft.say(f"workbook.budget.heads.{block}"), "head")
    years: tuple[Content, ...] = (*place.years, draft.say("workbook.total"))
    for column, year in enumerate(years, 2):
        draft.put(sheet, head, column, year, "head")
    for row, line in enumerate(lines, place.first(block)):
        _write_line(draft, sheet, place, row, line)
    below, columns = place.last(block) + 1, range(len(place.years))
    totals = [
        _summed(
            f"{place.letters[at]}{place.first(block)}:{place.letters[at]}{place.last(block)}",
            [_value(line.cells[at]) for line in lines],
        )
        for at in columns
    ]
    _write_line(draft, sheet, place, below, BudgetLine(draft.say("workbook.total"), totals, "total", "total"))


def _write_line(draft: Draft, sheet: Worksheet, place: BudgetPlace, row: int, line: BudgetLine) -> None:
    """One row, with its sum over the years."""
    draft.put(sheet, row, 1, line.name, line.name_look)
    for column, content in enumerate(line.cells, 2):
        draft.put(sheet, row, column, content, line.look, Kind.MONEY)
    across = _summed(f"B{row}:{place.letters[-1]}{row}", [_value(one) for one in line.cells])
    bold = "total" if line.look == "total" else "bold"
    draft.put(sheet, row, len(line.cells) + 2, across, bold, Kind.MONEY)


def _value(content: Content) -> Cell:
    return content.value if isinstance(content, Live) else content


def _summed(cells: str, values: Sequence[Cell]) -> Live:
    """A sum; blank where it is nothing but blanks and zeros."""
    formula = f'IF(AND(SUM({cells})=0,COUNT({cells})<COLUMNS({cells})*ROWS({cells})),"",SUM({cells}))'
    return Live(formula, together(*values))


def _planned(draft: Draft, place: BudgetPlace) -> Iterator[BudgetLine]:
    """What the plan takes of each donor, and what nobody pays yet."""
    costs, held = draft.places["costs_by_year"], planned_by_donor(draft.tables["costs_by_year"].rows)
    years, amounts, donors = (costs.column(one) for one in ("year", "amount", "donor"))
    for row, donor in enumerate(place.donors, place.first("planned")):
        cells = []
        for letter, year in zip(place.letters, place.years, strict=True):
            mine = f"--EXACT({donors},$A{row}),--({years}={letter}${place.head('planned')})"
            value = held.get((donor, year), Fraction(0)) if donor else None
            cells.append(Live(f'IF(LEN($A{row})=0,"",SUMPRODUCT({mine},{amounts}))', value))
        yield BudgetLine(donor or None, cells, "input")
    free = f"(LEN({donors})=0)"
    values = [held.get((NOBODY, year), Fraction(0)) for year in place.years]
    yield BudgetLine(draft.say("workbook.budget.nobody"), _from_costs(draft, place, "planned", free, "amount", values))


def _from_costs(
    draft: Draft, place: BudgetPlace, block: str, rows: str, column: str, values: Sequence[Cell]
) -> Sequence[Live]:
    """Sums over some rows of the costs by year; blank where nothing in them has a price."""
    costs = draft.places["costs_by_year"]
    cells = []
    for letter, value in zip(place.letters, values, strict=True):
        mine = f"{rows}*({costs.column('year')}={letter}${place.head(block)})"
        summed = f"SUMPRODUCT({mine},{costs.column(column)})"
        unpriced = f"SUMPRODUCT({mine}*(1-ISNUMBER({costs.column(column)})))"
        cells.append(Live(f'IF(AND({summed}=0,{unpriced}>0),"",{summed})', value))
    return cells


def _repeated_name(place: BudgetPlace, place_of_donor: int) -> Live:
    """The name of a donor, as it stands in the first block."""
    at = f"$A{place.first('planned') + place_of_donor}"
    return Live(f'IF(LEN({at})=0,"",{at})', place.donors[place_of_donor] or None)


def _given(draft: Draft, place: BudgetPlace) -> Iterator[BudgetLine]:
    """What the donors give: to be changed or filled in."""
    for number, donor in enumerate(place.donors):
        given = [given_by(draft.report, donor, year) for year in place.years]
        yield BudgetLine(_repeated_name(place, number), given, look="input")


def _left(draft: Draft, place: BudgetPlace) -> Iterator[BudgetLine]:
    """What the donors give less what the plan takes."""
    held = {(row["donor"], row["year"]): row["left"] for row in draft.tables["budget"].rows}
    for number, donor in enumerate(place.donors):
        given, planned = (place.first(block) + number for block in ("given", "planned"))
        cells = [
            Live(f'IF(ISNUMBER({letter}{given}),{letter}{given}-SUM({letter}{planned}),"")', held.get((donor, year)))
            for letter, year in zip(place.letters, place.years, strict=True)
        ]
        yield BudgetLine(_repeated_name(place, number), cells)


def _sections(draft: Draft, place: BudgetPlace) -> Iterator[BudgetLine]:
    """What each section takes."""
    column = draft.places["costs_by_year"].column("section")
    for section in draft.report.framework.sections:
        values = _found(draft, place, "amount", section.id)
        rows = f"({column}={literal(section.id)})"
        name = f"{section.id} {section.name(draft.report.language)}"
        yield BudgetLine(name, _from_costs(draft, place, "sections", rows, "amount", values))


def _sides(draft: Draft, place: BudgetPlace) -> Iterator[BudgetLine]:
    """What is spent once, and for upkeep."""
    for side in ("one_off", "upkeep"):
        values = _found(draft, place, side)
        every = f"(LEN({draft.places['costs_by_year'].column('action')})>0)"
        cells = _from_costs(draft, place, "sides", every, side, values)
        yield BudgetLine(draft.say(f"workbook.budget.{side}"), cells)


def _found(draft: Draft, place: BudgetPlace, column: str, section: str | None = None) -> Sequence[Cell]:
    """The sum of a column of the costs by year for each year, of one section or of all."""
    by_year: Mapping[int, list[Cell]] = {year: [] for year in place.years}
    for row in draft.tables["costs_by_year"].rows:
        if section in (None, row["section"]) and isinstance(row["year"], int):
            by_year[row["year"]].append(row[column])
    return [together(*amounts) for amounts in by_year.values()]


def _mark_overdrawn(sheet: Worksheet, place: BudgetPlace) -> None:
    """What lies below zero is set apart: bold berry."""
    first = place.first("left")
    cells = f"B{first}:{place.sum_letter}{place.last('left') + 1}"
    style = DifferentialStyle(font=Font(color=colour(BERRY), bold=True))
    below = f"AND(ISNUMBER(B{first}),B{first}<0)"
    sheet.conditional_formatting.add(cells, Rule("expression", dxf=style, formula=[below]))

"""The summary: the figures that stand first, the sections with two charts, the first ten priorities; all live."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl.worksheet.worksheet import Worksheet

from reports.cells import Cell, Column, Kind
from reports.tables import column_name
from reports.workbook.colours import colour_levels, mark_words
from reports.workbook.draft import LINE, Draft, Live
from reports.workbook.grid import flag_word, put_title, set_up_print
from reports.workbook.places import SheetPlace
from reports.workbook.plan import totals, totals_row
from reports.workbook.summary_charts import draw_charts, draw_gaps
from reports.workbook.text import literal

WIDTHS = {"A": 12, "B": 44, "C": 20, "D": 16, "E": 11, "F": 11, "G": 11, "H": 12, "I": 11, "J": 12, "K": 13}
FIRST = 4
PRIORITIES = 10
ROW = 16.0
SECTION_COLUMNS = (
    "node",
    "name",
    "value",
    "word",
    "low",
    "high",
    "evidenced",
    "weakest",
    "weakest_value",
    "coverage",
    "provisional",
)
PRIORITY_COLUMNS = ("capability", "name", "value", "word", "target", "gap", "points", "due")


def write_summary(draft: Draft) -> None:
    """Write the sheet."""
    sheet = draft.sheet("summary")
    put_title(draft, sheet, "summary")
    draft.put(sheet, 2, 1, _about(draft), "subtitle")
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    row = _write_facts(draft, sheet)
    sections = _write_sections(draft, sheet, row + 2)
    draw_charts(draft, sheet, sections, f"D{FIRST - 1}")
    row = _write_priorities(draft, sheet, sections.last + 2)
    _write_key(draft, sheet, row + 2)
    sheet.freeze_panes = "A3"
    set_up_print(draft, sheet)
    sheet.page_setup.fitToHeight = 1


def _about(draft: Draft) -> str:
    """Whose summary it is, of which round, how far agreed, for whom."""
    report, setup, say = draft.report, draft.report.dossier.setup, draft.say
    whom = (setup.administration.name, setup.administration.country, setup.site.name)
    when = f"{say(f'round.{setup.round.kind}')} {setup.round.year or ''}".strip()
    stood = (say(f"stage.{report.dossier.stage}"), say(f"reports.audience.{report.audience}"))
    return " · ".join(filter(None, (*whom, when, *stood)))


def _write_facts(draft: Draft, sheet: Worksheet) -> int:
    formulas = _fact_formulas(draft)
    kinds = {
        "coverage": Kind.SHARE,
        **dict.fromkeys(("value", "low", "high", "evidenced", "weakest_value"), Kind.SCORE),
    }
    kinds |= dict.fromkeys(("one_off", "recurrent"), Kind.MONEY)
    for row, fact in enumerate(draft.tables["summary"].rows, FIRST):
        id = str(fact["fact"])
        value = flag_word(draft, id, fact["value"])
        sheet.row_dimensions[row].height = ROW
        draft.put(sheet, row, 1, id, "id")
        money = f" ({draft.report.dossier.setup.currency})" if kinds.get(id) is Kind.MONEY else ""
        draft.put(sheet, row, 2, f"{fact['name']}{money}", "bold" if id == "value" else "body")
        content = Live(formulas[id], value) if id in formulas else value
        draft.put(sheet, row, 3, content, "bold" if id in ("value", "word") else "body", kinds.get(id, Kind.COUNT))
    return FIRST + len(draft.tables["summary"].rows) - 1


def _fact_formulas(draft: Draft) -> Mapping[str, str]:
    scores, answers, gaps = (draft.places[one] for one in ("scores", "answers", "gaps"))
    own = (
        "value",
        "word",
        "low",
        "high",
        "evidenced",
        "weakest",
        "weakest_value",
        "asked",
        "counted",
        "coverage",
        "provisional",
    )
    states = {"not_applicable": '"NA"', "not_known": '"NK"', "disputed": '"D"'}
    asked = f"({answers.column('asked_code')}=1)+({answers.column('asked_code')}=2)"
    dropped = f"({answers.column('asked_code')}=-1)*({answers.column('applies')}=0)"
    excused = {"not_applicable": "+" + dropped}
    formulas = {
        **{fact: scores.cell(fact, scores.first) for fact in own},
        **{
            fact: f"SUMPRODUCT(({asked}{excused.get(fact, '')})*({answers.column('state')}={state}))"
            for fact, state in states.items()
        },
        "answered": f"SUM({answers.column('answered')})",
        "hidden": f"SUMPRODUCT(ISNUMBER({answers.column('asked_code')})*({answers.column('asked_code')}=0))",
        "priorities": f"COUNT({gaps.column('rank')})",
    }
    if draft.tables["plan"].rows:
        plan, below = draft.places["plan"], totals_row(draft)
        formulas |= {id: plan.cell(id, below) for id in totals(draft) if id in ("one_off", "recurrent", "not_costed")}
        formulas["actions"] = f"SUMPRODUCT(--(LEN({plan.column('action')})>0))"
    return formulas


def _write_sections(draft: Draft, sheet: Worksheet, row: int) -> SheetPlace:
    """The table of sections, as the charts and the colours find it."""
    table, scores = draft.tables["scores"], draft.places["scores"]
    columns = [column for id in SECTION_COLUMNS for column in table.columns if column.id == id]
    letters = dict(zip(SECTION_COLUMNS, "ABCDEFGHIJK", strict=True))
    sections = len(draft.report.framework.sections)
    place = SheetPlace(sheet.title, letters, row + 2, row + 1 + max(sections, 1))
    _heading(draft, sheet, row, "sections")
    _heads(draft, sheet, row + 1, "scores", columns)
    for number in range(place.first, place.first + sections):
        source = scores.first + 1 + number - place.first
        cells = table.rows[source - scores.first]
        sheet.row_dimensions[number].height = ROW
        for position, column in enumerate(columns, 1):
            value = flag_word(draft, column.id, cells[column.id])
            live = column.id not in ("node", "name")
            look = "bold" if column.id in ("name", "value") else "body"
            content = Live(_repeated(scores.cell(column.id, source)), value) if live else value
            draft.put(sheet, number, position, content, look, column.kind)
    colour_levels(draft, sheet, place, ("value", "word"), by="value")
    mark_words(
        sheet,
        place.span("provisional"),
        place.here("provisional", place.first),
        literal(draft.say("reports.flag.provisional")),
    )
    return place


def _repeated(cell: str) -> str:
    """What stands in another cell; nothing where that is empty (a plain reference would say 0)."""
    return f'IF({cell}="","",{cell})'


def _write_priorities(draft: Draft, sheet: Worksheet, row: int) -> int:
    """The first ten by rank, found anew whenever the ranks change."""
    table, gaps = draft.tables["gaps"], draft.places["gaps"]
    columns = [column for id in PRIORITY_COLUMNS for column in table.columns if column.id == id]
    _heading(draft, sheet, row, "priorities")
    _heads(draft, sheet, row + 1, "gaps", columns)
    ranked = {cells["rank"]: cells for cells in table.rows}
    last = row + 1 + min(PRIORITIES, len(table.rows))
    for rank, number in enumerate(range(row + 2, last + 1), 1):
        at = f"MATCH({rank},{gaps.column('rank')},0)"
        for position, column in enumerate(columns, 1):
            found = f"INDEX({gaps.column(column.id)},{at})"
            value: Cell = ranked[rank][column.id] if rank in ranked else None
            formula = f'IFERROR(IF({found}="","",{found}),"")'
            draft.put(sheet, number, position, Live(formula, value), "body", column.kind)
        sheet.row_dimensions[number].height = 2 * LINE + 3  # The name may change, and take two lines.
    letters = dict(zip(PRIORITY_COLUMNS, "ABCDEFGH", strict=True))
    place = SheetPlace(sheet.title, letters, row + 2, max(last, row + 2))
    colour_levels(draft, sheet, place, ("value", "word"), by="value")
    draw_gaps(draft, sheet, place, f"I{row + 1}")
    return last


def _write_key(draft: Draft, sheet: Worksheet, row: int) -> None:
    """The levels with their colours, words and meaning."""
    _heading(draft, sheet, row, "key")
    levels = draft.report.framework.levels
    for number, level in enumerate(levels, row + 1):
        draft.put(sheet, number, 1, level.value, "body", Kind.LEVEL)
        draft.put(sheet, number, 2, level.name(draft.report.language), "body")
        draft.put(sheet, number, 3, level.about(draft.report.language), "plain")
    place = SheetPlace(sheet.title, {"level": "A", "word": "B"}, row + 1, row + len(levels))
    colour_levels(draft, sheet, place, ("level", "word"), by="level")


def _heading(draft: Draft, sheet: Worksheet, row: int, part: str) -> None:
    for column in range(1, len(WIDTHS) + 1):
        draft.put(sheet, row, column, None, "heading")
    draft.put(sheet, row, 1, draft.say(f"workbook.summary.{part}"), "heading")
    sheet.row_dimensions[row].height = 20


def _heads(draft: Draft, sheet: Worksheet, row: int, table: str, columns: Sequence[Column]) -> None:
    for position, column in enumerate(columns, 1):
        draft.put(sheet, row, position, column_name(draft.say, table, column), "head")
    sheet.row_dimensions[row].height = 30

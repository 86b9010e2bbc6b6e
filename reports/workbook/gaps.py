"""The sheet of gaps and priorities: points and ranks follow the scores, the targets and the threats."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reports.cells import Cell, Kind, Row, columns_of
from reports.workbook.colours import colour_levels, mark_words
from reports.workbook.draft import Content, Draft, Live
from reports.workbook.grid import Grid, write_grid
from reports.workbook.places import SUBTITLE_ROW
from reports.workbook.text import literal
from scoring.gaps import is_plannable
from scoring.rank_certainty import DRAWS, SEED
from words.numbers import number

WORKING = columns_of(order=Kind.COUNT, points_key=Kind.NUMBER, gap_key=Kind.NUMBER)
TINY = "1E-9"
WIDTHS = {
    **{"name": 36, "missing": 70, "to_verify": 18, "section": 8, "gate": 7, "rank": 7, "word": 15, "provisional": 12},
    **{"target": 9, "capability_weight": 12, "section_weight": 10, "threat": 9, "status": 17},
}
"""Of the columns whose words are longer or shorter than those of their kind."""


def write_gaps(draft: Draft) -> None:
    """Write the sheet."""
    place = draft.places["gaps"]
    order = {one.id: position for position, one in enumerate(draft.report.framework.capabilities, 1)}
    grid = Grid(working=WORKING, inputs=frozenset({"target", "threat"}), widths=WIDTHS, frozen=2, tabloid=True)

    def live(row: Row, number: int) -> Mapping[str, Content]:
        return _cells(draft, row, number, order[str(row["capability"])])

    sheet = write_grid(draft, "gaps", grid, live)
    _put_note(draft, sheet)
    colour_levels(draft, sheet, place, ("value", "word"), by="value")
    mark_words(sheet, place.span("status"), place.here("status", place.first), _status_word(draft, "unanswered"))
    provisional = literal(draft.say("reports.flag.provisional"))
    mark_words(sheet, place.span("provisional"), place.here("provisional", place.first), provisional)
    for column, name in (("target", "level_values"), ("threat", "threats")):
        offered = DataValidation(type="list", formula1=name, allow_blank=True, showErrorMessage=True)
        offered.errorTitle, offered.error = draft.say("workbook.not_in_list_title"), draft.say("workbook.not_in_list")
        offered.add(place.span(column))
        sheet.add_data_validation(offered)


def _put_note(draft: Draft, sheet: Worksheet) -> None:
    """What was drawn cannot be a formula: say how often it was drawn, and that it does not follow what is changed."""
    draws = number(DRAWS, draft.report.language, 0)
    told = draft.say("workbook.about.gaps_draws", draws=draws, seed=SEED)
    draft.put(sheet, SUBTITLE_ROW, 1, f"{draft.say('workbook.about.gaps')} {told}", "subtitle")


def _cells(draft: Draft, row: Row, number: int, order: int) -> Mapping[str, Content]:
    place, scores = draft.places["gaps"], draft.places["scores"]
    at = {column: place.here(column, number) for column in place.letters}
    capability = draft.report.framework.capability(str(row["capability"]))
    plannable = is_plannable(draft.report.framework, capability)

    def of_scores(column: str) -> str:
        return f"INDEX({scores.column(column)},MATCH({at['capability']},{scores.column('node')},0))"

    return {
        "value": Live(of_scores("value"), row["value"]),
        "word": Live(of_scores("word"), row["word"]),
        "provisional": Live(of_scores("provisional"), bool(row["provisional"])),
        **(_gap(draft, at, row) if plannable else {}),
        "rank": Live(_rank(draft, at), row["rank"]),
        "status": Live(_status(draft, at, plannable), row["status"]),
        "order": order,
        "points_key": Live(f"IF(ISNUMBER({at['points']}),{at['points']},0)", _number(row["points"])),
        "gap_key": Live(f"IF(ISNUMBER({at['gap_share']}),{at['gap_share']},0)", _number(row["gap_share"])),
    }


def _gap(draft: Draft, at: Mapping[str, str], row: Row) -> Mapping[str, Live]:
    width = draft.report.framework.main_scale.highest - draft.report.framework.main_scale.lowest
    known = f"AND(ISNUMBER({at['value']}),ISNUMBER({at['target']}))"
    size = f"IF({at['target']}-{at['value']}<{TINY},0,{at['target']}-{at['value']})"
    factors = "*".join(at[one] for one in ("capability_weight", "section_weight", "gate_factor", "threat", "gap_share"))
    return {
        "gap": Live(f'IF({known},{size},"")', row["gap"]),
        "gap_share": Live(f'IF(ISNUMBER({at["gap"]}),{at["gap"]}/{width},"")', row["gap_share"]),
        "points": Live(f'IF(ISNUMBER({at["gap"]}),{factors},"")', row["points"]),
    }


def _rank(draft: Draft, at: Mapping[str, str]) -> str:
    """One more than how many stand before: by points, then gates, then the larger gap, then the framework's order."""
    place = draft.places["gaps"]
    points, gates, gaps, order = (place.column(one) for one in ("points_key", "gate_factor", "gap_key", "order"))
    mine, gate, gap, own = (at[one] for one in ("points_key", "gate_factor", "gap_key", "order"))
    later = f"({gaps}>{gap}+{TINY})+(ABS({gaps}-{gap})<={TINY})*({order}<{own})"
    tied = f"(ABS({points}-{mine})<={TINY})*(({gates}>{gate})+({gates}={gate})*({later}))"
    return f'IF({mine}<={TINY},"",1+SUMPRODUCT(({points}>{mine}+{TINY})+{tied}))'


def _status(draft: Draft, at: Mapping[str, str], plannable: bool) -> str:
    words = {
        one: _status_word(draft, one) for one in ("unanswered", "other_scale", "no_target", "priority", "at_target")
    }
    then = (
        f"IF(ISNUMBER({at['target']}),IF({at['gap']}>0,{words['priority']},{words['at_target']}),{words['no_target']})"
    )
    return f"IF(ISNUMBER({at['value']}),{then if plannable else words['other_scale']},{words['unanswered']})"


def _status_word(draft: Draft, status: str) -> str:
    return literal(draft.say(f"reports.gap_status.{status}"))


def _number(cell: Cell) -> Fraction:
    """A key that orders rows: a blank stands last, with nothing."""
    return cell if isinstance(cell, Fraction) else Fraction(0)

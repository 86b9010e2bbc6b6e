"""Under a sheet of two sets of outcomes: how close they lie, as formulas, and what of the sheet follows what."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from reports.cells import Kind
from reports.workbook.beside import Beside
from reports.workbook.beside_nodes import TINY
from reports.workbook.draft import LINE, Draft, Live, lines_of
from scoring.closeness import Closeness

ONLY_VALIDATED = ("kappa",)
"""What is shown of two opinions on the same state of things, not of two states of things at different times."""
KINDS = {"mean_difference": Kind.SCORE, "mean_distance": Kind.SCORE, "kappa": Kind.SCORE}
NOTES = ("inputs", "like", "asked")
WIDTH_OF_A_SCREEN = 140.0
"""As wide as a note may be and still be read on a laptop without scrolling, in characters."""
ROWS_OF_A_PAGE = 40
"""With more rows what stands under them has a page of its own, so that it is not cut in two."""


def write_totals(draft: Draft, sheet: Worksheet, beside: Beside, found: Closeness) -> None:
    """Write both under the last row, one row left free; they belong to what is printed."""
    place = draft.places[beside.sheet]
    names = list(place.letters)
    name, value = (names.index(one) + 1 for one in ("name", beside.shown.reply))
    top = place.last + 2
    for column in range(name, value + 1):
        draft.put(sheet, top, column, None, "total")
    draft.put(sheet, top, name, draft.say(f"beside.{beside.sheet}.title"), "total")
    counts = tuple(_counts(draft, beside, found))
    for row, (id, live) in enumerate(counts, top + 1):
        said = draft.say(f"beside.{beside.sheet}.{id}")
        draft.put(sheet, row, name, said)
        sheet.row_dimensions[row].height = (
            LINE * lines_of(said, sheet.column_dimensions[place.letters["name"]].width) + 3
        )
        draft.put(sheet, row, value, live, "body", KINDS.get(id, Kind.COUNT))
    notes = tuple(_notes(draft, beside))
    below = top + len(counts) + 2
    for row, text in enumerate(notes, below):
        put_across(draft, sheet, beside, row, text, "prose")
    if place.last - place.first > ROWS_OF_A_PAGE:
        sheet.row_breaks.append(Break(id=place.last))
    sheet.print_area = f"A1:{get_column_letter(len(draft.tables[beside.sheet].columns))}{below + len(notes) - 1}"


def put_across(draft: Draft, sheet: Worksheet, beside: Beside, row: int, text: str, look: str) -> None:
    """A text over as many columns as a laptop shows, on as many lines as it needs."""
    shown = len(draft.tables[beside.sheet].columns)
    widths = [sheet.column_dimensions[letter].width for letter in list(draft.places[beside.sheet].letters.values())]
    across = next((at for at in range(1, shown) if sum(widths[:at]) >= WIDTH_OF_A_SCREEN), shown)
    draft.put(sheet, row, 1, text, look)
    draft.join(sheet, row, 1, across)
    sheet.row_dimensions[row].height = LINE * lines_of(text, sum(widths[:across])) + 4


def _counts(draft: Draft, beside: Beside, found: Closeness) -> Iterator[tuple[str, Live]]:
    """Each number with its formula, over the rows of questions; rows without one count as nothing."""
    span = draft.places[beside.sheet].span
    pair, other, own = (span(one) for one in ("pair", "pair_beside", "pair_own"))
    first, second = (other, own) if beside.sheet == "change" else (own, other)
    number, main = f"SUM({pair})", draft.report.framework.main_scale
    width = f"{float(main.width)!r}"
    squares = f"(SUMPRODUCT({pair},{first},{first})+SUMPRODUCT({pair},{second},{second}))/{number}"
    by_chance = f"({squares}-2*SUMPRODUCT({pair},{first})*SUMPRODUCT({pair},{second})/{number}/{number})"
    apart = f"SUMPRODUCT({pair},({second}-{first})*({second}-{first}))/{number}"
    formulas = {
        "compared": number,
        "same": f"SUMPRODUCT({pair}*(ABS({second}-{first})<={TINY}))",
        "higher": f"SUMPRODUCT({pair}*({second}-{first}>{TINY}))",
        "lower": f"SUMPRODUCT({pair}*({first}-{second}>{TINY}))",
        "within_one": f"SUMPRODUCT({pair}*(ABS({second}-{first})<=policy_step+{TINY}))",
        "mean_difference": f'IF({number}=0,"",SUMPRODUCT({pair},{second}-{first})/{number}*{width})',
        "mean_distance": f'IF({number}=0,"",SUMPRODUCT({pair},ABS({second}-{first}))/{number}*{width})',
        "kappa": f'IF({number}=0,"",IF({by_chance}<={TINY},"",1-{apart}/{by_chance}))',
    }
    for id, formula in formulas.items():
        if beside.sheet == "validation" or id not in ONLY_VALIDATED:
            value: int | Fraction | None = getattr(found, id)
            yield id, Live(formula, value)


def _notes(draft: Draft, beside: Beside) -> Iterator[str]:
    """What follows what, and what cannot: said once, where it is looked for."""
    say = draft.say
    for note in NOTES:
        yield say(f"beside.{beside.sheet}.{note}")
    for note in ("disputed", "levels"):
        yield say(f"beside.note.{note}")
    if not beside.reported:
        yield say("beside.note.other_framework")
    if beside.sheet == "validation":
        yield say("beside.note.own_counts")
        yield say("beside.note.kappa")

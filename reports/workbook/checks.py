"""The sheet of checks: every total made twice in two ways, every line OK or PROBLEM, and what a reader has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from openpyxl.worksheet.worksheet import Worksheet

from questionnaire.framework import WHOLE, Section
from questionnaire.policy import Aggregation
from reports.cells import Kind
from reports.workbook.beside_checks import checks_of_comparisons
from reports.workbook.check import Check, changed_cells
from reports.workbook.colours import mark_words
from reports.workbook.draft import LINE, Draft, Live, exact, lines_of
from reports.workbook.grid import put_title, set_up_print
from reports.workbook.places import FIRST_ROW, HEAD_ROW, ID_ROW, SheetPlace
from reports.workbook.plan_checks import checks_of_plan
from reports.workbook.text import literal

COLUMNS = (("check", 12.0), ("what", 86.0), ("first", 16.0), ("second", 16.0), ("result", 14.0))
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("money", "cost_lines", "years", "budget", "overdrawn", "proven_cost"), Kind.PRICE),
    **dict.fromkeys(("section", "points", "worth", "shares"), Kind.NUMBER),
    "exported": Kind.SCORE,
}
"""How the numbers of a check are written; the others count something."""
TINY = "1E-9"
"""The share of an amount, or of one, by which two ways to it may differ: what is lost where numbers are not exact."""
WITH_FORMULAS = (
    *(
        "answers",
        "scores",
        "gaps",
        "plan",
        "costs_by_year",
        "timeline",
        "logframe",
        "cost_lines",
        "unit_costs",
        "tracking",
        "change",
        "validation",
    ),
)


def write_checks(draft: Draft) -> None:
    """Write the sheet. It comes last, for it counts what had to be cut in all the others."""
    sheet, say = draft.sheet("checks"), draft.say
    put_title(draft, sheet, "checks")
    for position, (id, width) in enumerate(COLUMNS, 1):
        draft.put(sheet, ID_ROW, position, id, "id")
        draft.put(sheet, HEAD_ROW, position, say(f"workbook.checks.columns.{id}"), "head")
        sheet.column_dimensions["ABCDE"[position - 1]].width = width
    words = {one: say(f"workbook.checks.{one}") for one in ("ok", "problem", "note")}
    checks = tuple(all_checks(draft))
    last = FIRST_ROW + len(checks) - 1
    for row, check in enumerate(checks, FIRST_ROW):
        said = say(f"workbook.checks.lines.{check.id}", about=check.about)
        sheet.row_dimensions[row].height = LINE * lines_of(said, COLUMNS[1][1]) + 3
        draft.put(sheet, row, 1, check.id, "body", Kind.TEXT)
        draft.put(sheet, row, 2, said)
        draft.put(sheet, row, 3, check.first, "body", KINDS.get(check.id, Kind.COUNT))
        draft.put(sheet, row, 4, check.second, "body", KINDS.get(check.id, Kind.COUNT))
        failed = words["note" if check.note else "problem"]
        near = f"ABS(C{row}-D{row})<={TINY}*MAX(1,ABS(C{row}),ABS(D{row}))"
        judged = f"IF({near},{literal(words['ok'])},{literal(failed)})"
        result = Live(f"IFERROR({judged},{literal(words['problem'])})", words["ok"] if _agree(check) else failed)
        draft.put(sheet, row, 5, result, "bold", Kind.FLAG)
    _put_total(draft, sheet, last, sum(not _agree(one) and not one.note for one in checks), words)
    for word in ("problem", "note"):
        mark_words(sheet, f"E{FIRST_ROW}:E{last + 2}", f"$E{FIRST_ROW}", literal(words[word]))
    sheet.row_dimensions[ID_ROW].height = 10
    sheet.freeze_panes = f"A{FIRST_ROW}"
    sheet.print_title_rows = f"{ID_ROW}:{HEAD_ROW}"
    set_up_print(draft, sheet)


def _put_total(draft: Draft, sheet: Worksheet, last: int, problems: int, words: Mapping[str, str]) -> None:
    """How many lines say PROBLEM, under them all."""
    row, ok, problem = last + 2, literal(words["ok"]), literal(words["problem"])
    draft.put(sheet, row, 2, draft.say("workbook.checks.problems"), "total")
    draft.put(sheet, row, 3, Live(f"SUMPRODUCT(--(E{FIRST_ROW}:E{last}={problem}))", problems), "total", Kind.COUNT)
    draft.put(sheet, row, 4, None, "total")
    result = Live(f"IF(C{row}=0,{ok},{problem})", words["problem" if problems else "ok"])
    draft.put(sheet, row, 5, result, "total", Kind.FLAG)


def _agree(check: Check) -> bool:
    first, second = (exact(one) or Fraction(0) for one in (check.first, check.second))
    return abs(first - second) <= Fraction(1, 10**9) * max(Fraction(1), abs(first), abs(second))


def all_checks(draft: Draft) -> Iterator[Check]:
    """Every check, in the order of the sheet."""
    yield from _of_answers(draft)
    yield from _of_scores(draft)
    yield from _of_gaps(draft)
    yield from checks_of_comparisons(draft)
    yield from checks_of_plan(draft)
    yield from _of_file(draft)


def _of_answers(draft: Draft) -> Iterator[Check]:
    place, rows = draft.places["answers"], len(draft.report.framework.questions)
    if rows:  # Where everything is withheld there is no row to count, only a line that says so.
        yield from _of_rows(place, rows)
    asked, counted = draft.report.card[WHOLE].coverage.asked, draft.report.card[WHOLE].coverage.counted
    whole = draft.places["scores"]
    yield Check("asked", Live(whole.cell("asked", whole.first), asked), Live(f"SUM({place.column('applies')})", asked))
    yield Check(
        "counted", Live(whole.cell("counted", whole.first), counted), Live(f"SUM({place.column('scored')})", counted)
    )


def _of_rows(place: SheetPlace, rows: int) -> Iterator[Check]:
    """Every question has its row, and what stands there can be read."""
    state = place.column("state")
    yield Check("questions", Live(f"SUMPRODUCT(--(LEN({place.column('question')})>0))", rows), rows)
    states = (
        "+".join(f'COUNTIF({state},"{one}")' for one in ("L", "NA", "NK", "D")) + f"+SUMPRODUCT(--(LEN({state})=0))"
    )
    yield Check("readable", Live(states, rows), rows)
    confidence = place.column("confidence")
    words = "+".join(f"COUNTIF({confidence},word_{one})" for one in ("low", "medium", "high"))
    yield Check("confidence", Live(f"{words}+SUMPRODUCT(--(LEN({confidence})=0))", rows), rows)


def _of_scores(draft: Draft) -> Iterator[Check]:
    place, framework = draft.places["scores"], draft.report.framework
    rows = len(draft.tables["scores"].rows)
    yield Check("in_order", Live(f"SUM({place.column('in_order')})", rows), rows)
    for row, section in enumerate(framework.sections, place.first + 1):
        if section.aggregation in (Aggregation.MEAN, Aggregation.SUM):
            yield _second_way(draft, section, row)


def _second_way(draft: Draft, section: Section, row: int) -> Check:
    """A section once from its block of rows, once from every row that names it."""
    place, score = draft.places["scores"], draft.report.card[section.id]
    column = place.column
    mine = f'--({column("section")}="{section.id}")'
    width = f"*({column('highest')}-{column('lowest')})" if section.aggregation is Aggregation.SUM else ""
    weights = f"{mine},{column('weight')}{width},{column('scored')}"
    before = None if score.value is None else score.scale.share(score.cap.before if score.cap else score.value)
    scored = place.cell("scored", row)
    return Check(
        "section",
        Live(f"IF({scored}=0,0,{place.cell('before_share', row)})", before or Fraction(0)),
        Live(
            f"IF({scored}=0,0,SUMPRODUCT({weights},{column('value_share')})/SUMPRODUCT({weights}))",
            before or Fraction(0),
        ),
        section.name(draft.report.language),
    )


def _of_gaps(draft: Draft) -> Iterator[Check]:
    place, ranked = draft.places["gaps"], len(draft.report.priorities)
    rank, column = place.column("rank"), place.column
    triangle = ranked * (ranked + 1) // 2
    yield Check("ranks", Live(f"SUM({rank})", triangle), Live(f"COUNT({rank})*(COUNT({rank})+1)/2", triangle))
    points = sum((one.points for one in draft.report.priorities), Fraction(0))
    factors = ",".join(
        column(one) for one in ("capability_weight", "section_weight", "gate_factor", "threat", "gap_share")
    )
    yield Check("points", Live(f"SUM({column('points')})", points), Live(f"SUMPRODUCT({factors})", points))


def _of_file(draft: Draft) -> Iterator[Check]:
    for id in WITH_FORMULAS:
        place = draft.places[id]
        first, last = (list(place.letters.values())[end] for end in (0, -1))
        cells = f"{place.sheet}${first}${place.first}:${last}${place.last}"
        yield Check("errors", Live(f"SUMPRODUCT(--ISERROR({cells}))", 0), 0, draft.titles[id])
    yield Check("cut", Live(str(draft.cut), draft.cut), 0, note=True)
    answers = draft.places["answers"]
    changed = changed_cells(answers.column("reply"), answers.column("exported"))
    yield Check("changed", Live(changed, 0), 0, note=True)
    scores, value = draft.places["scores"], draft.report.card[WHOLE].value
    shown = scores.cell("value", scores.first)
    yield Check(
        "exported", Live(f"IF(ISNUMBER({shown}),{shown},0)", value or Fraction(0)), value or Fraction(0), note=True
    )

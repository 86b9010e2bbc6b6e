"""The plan: what it does and costs, its actions, who pays when, what is left out and why, what to think about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from planning.plan import LeftOut, Plan, Reason
from planning.plan_warnings import plan_warnings
from reports.cells import Cell, Coded, Row
from reports.diagnostic.frontier_part import next_money
from reports.diagnostic.plan_findings import plan_cost, plan_doubts, plan_finding, plan_quality
from reports.diagnostic.plan_progress import progress
from reports.diagnostic.shown_figures import plan_shown, shown_steps
from reports.diagnostic.wording import clipped, counted, dash, lined, listed, paragraph, sentence, tally
from reports.paper import (
    PaperColumn,
    PaperHeading,
    PaperList,
    PaperNote,
    PaperNoteKind,
    PaperPart,
    PaperTable,
    PaperText,
)
from reports.plan_tables import plan_table
from reports.report import Audience, Report
from reports.year_tables import NOBODY, budget_table, plan_years, together
from scoring.gaps import current_level
from words.numbers import month, number
from words.phrases import Phrases

TEXT, NUMBER = PaperColumn.TEXT, PaperColumn.NUMBER
TELLING = (
    Reason.FORCED_OUT,
    Reason.MONEY,
    Reason.NO_CAPACITY,
    Reason.NO_TIME,
    Reason.LEVEL_BLOCKED,
    Reason.PREREQUISITE_MISSING,
    Reason.NOT_CHOSEN,
)
"""Reasons for which a reader wants to know which actions they are; of the others the number is enough."""
MOST_NAMED, LONGEST_PAYER = 4, 80
UNNEEDED = "unneeded"
NOT_NEEDED = frozenset({Reason.NOT_NEEDED, Reason.DOMINATED, Reason.ALREADY_MET})
"""Reasons that are told as one: what the action does is not needed, or is done without it."""


def plan_chapter(report: Report) -> Iterator[PaperPart]:
    """All about the plan; nothing where it holds no action: `plan_finding` says why."""
    say, plan = report.say, report.plan
    if plan is None or not plan.steps:
        return
    yield PaperHeading(say("diagnostic.chapter.plan"), new_page=True)
    yield PaperText(plan_finding(report), lead=True)
    yield PaperText(paragraph((*plan_doubts(report), plan_cost(report))))
    yield PaperText(plan_quality(report))
    if report.outdated:
        yield PaperNote(say("diagnostic.plan.outdated"), PaperNoteKind.WARNING)
    if len(shown_steps(report, plan)) < len(plan.steps):
        yield PaperText(say("diagnostic.plan.shown", n=len(shown_steps(report, plan))), quiet=True)
    yield from plan_shown(report)
    yield from progress(report)
    yield PaperHeading(say("diagnostic.plan.costs"), 2)
    yield from costs(report, plan)
    yield from next_money(report)
    yield from missed(report, plan)
    yield from left_out(report, plan)
    yield from warnings(report, plan)
    yield PaperHeading(say("diagnostic.plan.actions"), 2)
    yield _steps(report)


def _steps(report: Report) -> PaperTable:
    """Every action with who leads it, when, what it costs and who pays."""
    say, rows = report.say, plan_table(report).rows
    with_donor = any(row["donor"] for row in rows)
    columns = ["action", "lead", "when", "one_off", "upkeep", *(["donor"] if with_donor else [])]
    heads = tuple(say(f"diagnostic.head.{one}") for one in columns)
    cells = tuple(_step_row(report, row, with_donor=with_donor) for row in rows)
    widths = (32, 15, 13, 9, 9, 22) if with_donor else (46, 18, 14, 11, 11)
    kinds = (TEXT, TEXT, TEXT, NUMBER, NUMBER, *((TEXT,) if with_donor else ()))
    about = say("diagnostic.plan.amounts", currency=report.plan.currency if report.plan else "")
    return PaperTable(heads, cells, widths, about, kinds)


def _step_row(report: Report, row: Row, *, with_donor: bool) -> tuple[str, ...]:
    say = report.say
    lead = row["owner"] or _word(report, row["lead"])
    marks = f" [{say('plan.to_verify')}]" if row["to_verify"] is True else ""
    days = (row["start"], row["end"])
    when = " \u2013 ".join(month(on, say.language, short=True) for on in days if isinstance(on, date))
    name = f"{row['action']} {row['name']}{marks}"
    cells = (name, str(lead), when, _money(report, row, "one_off"), _money(report, row, "recurrent"))
    return (*cells, dash(str(row["donor"] or ""))) if with_donor else cells


def _word(report: Report, cell: Cell) -> str:
    """The word of a code; the code itself where the phrases do not have it."""
    if not isinstance(cell, Coded):
        return str(cell or "")
    return report.say(cell.key) if cell.key in report.say else cell.code


def _money(report: Report, row: Row, column: str) -> str:
    amount = row[column]
    return amount_said(report, amount if isinstance(amount, Fraction) else None)


def amount_said(report: Report, amount: Fraction | None) -> str:
    """An amount in a table whose head names the currency; a dash where nothing in it has a price."""
    return number(amount, report.language, 0)


def costs(report: Report, plan: Plan, most: int | None = None) -> Iterator[PaperPart]:
    """What is to be paid in which calendar year, and by whom; with `most` the largest payers, the others as one."""
    say = report.say
    rows, years = budget_table(report).rows, tuple(plan_years(plan))
    by_donor: dict[str, dict[int, Cell]] = {}
    for row in rows:
        year = row["year"]
        assert isinstance(year, int), "every row has its year"
        by_donor.setdefault(str(row["donor"] or ""), {})[year] = row["planned"]
    paying = {donor: amounts for donor, amounts in by_donor.items() if any(amounts.values())}
    if not paying:
        yield PaperText(say("diagnostic.plan.no_money_needed"), quiet=True)
        return
    told = "by_year" if plan.recurrent.amount else "amounts"
    yield PaperText(say(f"diagnostic.plan.{told}", currency=plan.currency), quiet=True)
    lines = [_cost_line(report, name, one, years) for name, one in _payers(report, paying, most)]
    totals: frozenset[int] = frozenset()
    if len(lines) > 1:
        sums = {year: together(*(one.get(year) for one in paying.values())) for year in years}
        lines.append(_cost_line(report, say("diagnostic.head.total"), sums, years))
        totals = frozenset({len(lines) - 1})
    heads = (say("diagnostic.head.donor"), *map(str, years), say("diagnostic.head.total"))
    widths = (34, *len(years) * (round(66 / (len(years) + 1)),), round(66 / (len(years) + 1)))
    kinds = (TEXT, *(len(years) + 1) * (NUMBER,))
    yield PaperTable(heads, tuple(lines), widths, say("diagnostic.plan.costs"), kinds, totals)


def _payers(
    report: Report, paying: Mapping[str, Mapping[int, Cell]], most: int | None
) -> Iterator[tuple[str, Mapping[int, Cell]]]:
    """Who pays, by name; with `most` those who pay most, the others in one line of how many. Nobody stays last."""
    donors = [donor for donor in paying if donor != NOBODY]
    kept = donors
    if most is not None and len(donors) > most:
        largest = sorted(donors, key=lambda donor: together(*paying[donor].values()) or Fraction(0), reverse=True)
        kept = [donor for donor in donors if donor in largest[: most - 1]]
    for donor in kept:
        yield donor if most is None else clipped(donor, LONGEST_PAYER), paying[donor]
    if others := [paying[donor] for donor in donors if donor not in kept]:
        years = dict.fromkeys(year for one in others for year in one)
        name = counted("telling.briefing.payers", len(others), report.say)
        yield (
            sentence(name).rstrip("."),
            {year: together(*(one.get(year, Fraction(0)) for one in others)) for year in years},
        )
    if NOBODY in paying:
        yield report.say("workbook.budget.nobody"), paying[NOBODY]


def _cost_line(report: Report, name: str, amounts: Mapping[int, Cell], years: Iterable[int]) -> tuple[str, ...]:
    held = [amounts.get(year, Fraction(0)) for year in years]
    whole = together(*held)
    return (
        name,
        *(amount_said(report, one if isinstance(one, Fraction) else None) for one in held),
        amount_said(report, whole),
    )


def missed(report: Report, plan: Plan) -> Iterator[PaperPart]:
    """The targets that the plan does not reach, and what stands in the way."""
    say = report.say
    steps = [one for one in plan.missed if not one.to_reassess]
    ids = list(dict.fromkeys(one.capability for one in steps))
    if not ids:
        return
    yield PaperHeading(say("diagnostic.plan.missed"), 2)
    heads = tuple(say(f"diagnostic.head.{one}") for one in ("capability", "step", "brings", "why"))
    yield PaperTable(heads, tuple(_missed_row(report, plan, id) for id in ids), (34, 12, 16, 38), heads[0])


def _missed_row(report: Report, plan: Plan, id: str) -> tuple[str, str, str, str]:
    say, target = report.say, report.dossier.targets[id]
    now = current_level(report.card, id)
    brings = max((one.level for one in plan.reached if one.capability == id), default=None)
    step = say("priorities.from_to", value=dash(None if now is None else str(now)), target=target.level)
    return (
        lined(report, id),
        step,
        say("plan.missed_nothing") if brings is None else str(brings),
        _why(report, plan, id),
    )


def _why(report: Report, plan: Plan, id: str) -> str:
    """What no action can meet in time; else why the actions that could help are left out."""
    say, steps = report.say, [one for one in plan.missed if one.capability == id]
    blocked = list(dict.fromkeys(name for one in steps for name in one.blocked_by))
    if blocked:
        return say("plan.missed_blocked", what=", ".join(blocked))
    wanted = {criterion for one in steps for criterion in one.criteria}
    known = report.library.actions
    helping = (one for one in plan.left_out if one.action in known and wanted.intersection(known[one.action].meets))
    reasons = dict.fromkeys(say(f"plan.reason_short.{one.reason.value}") for one in helping)
    return say("telling.semicolon").join(reasons) or say("plan.missed_limits")


def left_out(report: Report, plan: Plan) -> Iterator[PaperPart]:
    """How many actions are not in the plan for which reason, the telling ones by name."""
    if not plan.left_out:
        return
    say = report.say
    by_reason: dict[Reason, list[LeftOut]] = {}
    for one in plan.left_out:
        by_reason.setdefault(one.reason, []).append(one)
    rows = tuple(_reason_row(report, one, by_reason[one]) for one in Reason if one in by_reason)
    yield PaperHeading(say("diagnostic.plan.left_out"), 2)
    yield PaperText(sentence(left_out_told(by_reason, say)))
    heads = tuple(say(f"diagnostic.head.{one}") for one in ("reason", "how_many", "which"))
    yield PaperTable(heads, rows, (40, 12, 48), say("diagnostic.plan.left_out"), (TEXT, NUMBER, TEXT))


def left_out_told(by_reason: Mapping[Reason, Sequence[LeftOut]], say: Phrases) -> str:
    """How many actions are not in the plan, and which reason is the most frequent: of all, of most, or of so many."""
    kinds: dict[str, int] = {}
    for reason, found in by_reason.items():
        kind = UNNEEDED if reason in NOT_NEEDED else reason.value
        kinds[kind] = kinds.get(kind, 0) + len(found)
    n = sum(kinds.values())
    told = counted("diagnostic.plan.left_out_told", n, say)
    most = max(kinds.values())
    first = [kind for kind, many in kinds.items() if many == most]
    if n == 1 or len(first) > 1:
        return told  # the table says it
    how = "all" if most == n else "most" if 2 * most > n else "often"
    why = say(f"telling.left_out.why.{first[0]}")
    return told + say(f"telling.left_out.{how}", why=why, count=tally(most, say))


def _reason_row(report: Report, reason: Reason, found: list[LeftOut]) -> tuple[str, str, str]:
    say = report.say
    names = [_action_named(report, one.action) for one in found] if reason in TELLING else []
    which = listed(names, say, most=MOST_NAMED) if names else dash(None)
    return say(f"plan.reason_bare.{reason.value}"), str(len(found)), which


def _action_named(report: Report, id: str) -> str:
    known = report.library.actions.get(id)
    return f"{known.name(report.language)} ({id})" if known else id


def warnings(report: Report, plan: Plan) -> Iterator[PaperPart]:
    """What a colleague would say before the plan goes out: for the administration alone."""
    if report.audience is not Audience.ADMINISTRATION:
        return
    found = plan_warnings(plan, report.dossier.limits)
    if found:
        yield PaperHeading(report.say("diagnostic.plan.warnings"), 2)
        yield PaperList(tuple(one.sentence(report.say) for one in found))

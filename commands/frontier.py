"""frontier FILE: the best plan at each of many budgets, so that everybody sees what the next money buys."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from time import monotonic

from commands.command import Command, Json, Told
from commands.opening import Opened
from commands.planning_inputs import SECONDS, ask_for_plan, counted, opened_for_plan
from commands.showing import Shown, exact, table_text, terminal_width
from planning.frontier import POINTS, Frontier, budget_of, frontier, with_plan
from planning.making import candidates_for
from planning.plan import Plan, RankedBy
from questionnaire.plan_history import changed_since_made
from reports.cells import Kind, Row
from words.numbers import money
from words.phrases import Phrases

MOST_POINTS = 200
_COLUMNS = {
    "money": Kind.MONEY,
    "levels": Kind.COUNT,
    "worth": Kind.NUMBER,
    "spent": Kind.MONEY,
    "actions": Kind.COUNT,
    "more": Kind.NUMBER,
    "sign": Kind.TEXT,
}


def _arguments(parser: argparse.ArgumentParser, say: Phrases) -> None:
    ask_for_plan(parser, say)
    parser.add_argument("--points", type=_points, default=POINTS, help=say("cli.argument.points", n=POINTS))


def frontier_beside(one: Opened, plan: Plan, told: Callable[[int, int], None]) -> Frontier:
    """The frontier as it stands beside a plan that is kept; `told` hears how many points of all are done."""

    def heard(done: int, of: int) -> bool:
        told(done, of)
        return False

    candidates = candidates_for(one.dossier, one.card, one.library, date.today())
    found = frontier(candidates, clock=monotonic, seconds=SECONDS, told=heard)
    budget = budget_of(one.dossier.limits)
    if budget is None or changed_since_made(one.file.entries):
        return found
    return with_plan(found, plan, budget)


def _points(written: str) -> int:
    points = int(written)
    if not 2 <= points <= MOST_POINTS:
        raise ValueError(written)
    return points


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    one = opened_for_plan(asked, say)
    candidates = candidates_for(one.dossier, one.card, one.library, date.today())
    told = counted(say, "cli.frontier.counted")
    found = frontier(candidates, asked.points, clock=monotonic, seconds=asked.seconds, told=told)
    columns = {name: Shown(say(f"cli.frontier.column.{name}"), kind) for name, kind in _COLUMNS.items()}
    text = [table_text(columns, _rows(found, say), say, width=terminal_width()), say("cli.frontier.not_nested")]
    currency = one.dossier.setup.currency
    if found.knee is not None:
        knee = money(found.points[found.knee].money, currency, say.language)
        text.append(say("cli.frontier.knee", money=knee))
    if candidates.ranked_by is RankedBy.MONTHS:
        text.append(say("budgets.frontier.unpriced"))
    if not found.calendar:
        text.append(say("cli.frontier.no_calendar"))
    return Told(_data(found, currency), "\n\n".join(text), one.notices)


def _rows(found: Frontier, say: Phrases) -> list[Row]:
    rows: list[Row] = []
    for place, point in enumerate(found.points):
        before = found.points[place - 1] if place else None
        signs = [say("cli.frontier.today")] if point.money == found.today else []
        signs += [say("cli.frontier.knee_sign")] if place == found.knee else []
        signs += [] if point.proven else [say("cli.frontier.open")]
        rows.append(
            {
                "money": point.money,
                "levels": point.levels,
                "worth": point.value,
                "spent": point.spent,
                "actions": len(point.actions),
                "more": None if before is None else point.value - before.value,
                "sign": ", ".join(signs),
            }
        )
    return rows


def _data(found: Frontier, currency: str) -> Json:
    return {
        "currency": currency,
        "calendar": found.calendar,
        "today": exact(found.today),
        "knee": found.knee,
        "points": [
            {
                "money": exact(point.money),
                "value": exact(point.value),
                "levels": point.levels,
                "spent": exact(point.spent),
                "proven": point.proven,
                "actions": sorted(point.actions),
            }
            for point in found.points
        ],
    }


FRONTIER = Command("frontier", _arguments, _run)

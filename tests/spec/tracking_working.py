"""How the examples of following are worked: a plan that was kept, the reports on it, a day; the real board."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from planning.board_lines import BoardLine
from planning.follow_up import plan_from
from planning.plan import Plan
from planning.rule_of_thumb import build_plan
from planning.tracking import board
from questionnaire.assessment import Dossier
from questionnaire.following import ProgressReport, ProgressWord, Rater
from questionnaire.intentions import Limits, PlannedStart
from scoring.scores import score_dossier
from tests import examples
from tests.spec.tables import NOTHING, Example, Table, filled, written

FIRST_DAY = date(2027, 1, 1)


def followed(example: Example) -> Table:
    """Each action as it stands on the board on the day that the example names."""
    rows = example.given.records()
    starts = tuple(PlannedStart(row["action"], int(row.get("starts") or 0)) for row in rows)
    held = _dossier(example, starts)
    card = score_dossier(held)
    actions = examples.library(*(_action(row) for row in rows))
    plan = plan_from(held, card, actions, starts, FIRST_DAY)
    lines = board(plan, held, card, date.fromisoformat(example.policy.get("day", "2027-01-01"))).lines
    by_id = {line.action: (place, line) for place, line in enumerate(lines, 1)}

    def cell(row: Mapping[str, str], column: str) -> str:
        place, line = by_id[row["action"]]
        return str(place) if column == "place" else _CELLS[column](line) or NOTHING

    return filled(example, cell)


def planned_anew(example: Example) -> Table:
    """When each action runs in the plan that was kept, and in the one that is made on the day of the example."""
    rows = example.given.records()
    starts = tuple(PlannedStart(row["action"], int(row["starts"])) for row in rows)
    held = _dossier(example, starts)
    card, actions = score_dossier(held), examples.library(*(_action(row) for row in rows))
    today = date.fromisoformat(example.policy["day"])
    # Quarters of the kept plan are those of its table: nothing that was reported since moves them.
    kept = plan_from(replace(held, progress={}), card, actions, starts, FIRST_DAY)
    plans = {"kept plan": kept, "planned anew": build_plan(held, card, actions, today=today)}
    return filled(example, lambda row, column: _runs(plans[column], row["action"]))


def _runs(plan: Plan, action: str) -> str:
    return next((f"{one.start} to {one.end}" for one in plan.steps if one.action.id == action), NOTHING)


def _dossier(example: Example, starts: tuple[PlannedStart, ...]) -> Dossier:
    stands = [part.split() for part in example.policy.get("levels", "A1 0, A2 0").split(", ")]
    tree = examples.framework(examples.section("A", *(examples.capability(id) for id, _ in stands)))
    reports = [report for row in example.given.records() for report in _reports(row)]
    return examples.dossier(
        tree,
        *(examples.answer(id, int(level)) for id, level in stands),
        targets=examples.targets(**{id: 4 for id, _ in stands}),
        limits=Limits(start=FIRST_DAY),
        planned=starts,
        progress={(one.action, one.rater): one for one in reports},
    )


def _action(row: Mapping[str, str]) -> examples.Action:
    months = int(row.get("quarters") or 1) * 3
    after = tuple(row.get("after", "").split())
    meets = row.get("meets", "A1.1a").split()
    return examples.action(row["action"], *meets, months=months, after=after, money=int(row.get("planned") or 0))


def _reports(row: Mapping[str, str]) -> Iterator[ProgressReport]:
    """The own report of a row and the one from outside, where it has them."""
    for rater, column in ((Rater.SELF, "own word"), (Rater.EXTERNAL, "word from outside")):
        if row.get(column):
            spent = row.get("spent" if rater is Rater.SELF else "spent, from outside")
            review = row.get("review") if rater is Rater.SELF else ""
            yield ProgressReport(
                row["action"],
                rater,
                ProgressWord(row[column].replace(" ", "_")),
                FIRST_DAY,
                waits_for=row.get("waits for", ""),
                spent=Fraction(spent) if spent else None,
                next_review=date.fromisoformat(review) if review else None,
            )


_CELLS: Mapping[str, Callable[[BoardLine], str]] = {
    "stands among": lambda line: line.urgency.value,
    "days overdue": lambda line: written(line.overdue),
    "days late to start": lambda line: written(line.late_to_start),
    "blocked by": lambda line: " ".join(filter(None, (line.waits_for, *line.waits_for_actions))),
    "finished": lambda line: "yes" if line.finished else "no",
    "they differ": lambda line: "yes" if line.differs else "no",
    "spent": lambda line: written(line.spent),
    "over": lambda line: written(line.over),
    "to assess again": lambda line: " ".join(line.to_reassess),
}

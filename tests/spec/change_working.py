"""How the examples of a changed plan are worked: the starts of two plans, through the real code, to what differs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from planning.actions import Action
from planning.plan_change import PlanChange, plan_change
from planning.plan_trial import TrialGround
from questionnaire.intentions import Limits, PlannedStart, Target
from scoring.scores import score_dossier
from tests import examples
from tests.spec.tables import NOTHING, Example, Table, filled, written

TODAY = date(2027, 2, 3)


def _ground(example: Example, column: str) -> TrialGround:
    """The plan whose starts stand in a column; all capabilities stand at 0 and are to reach level 4."""
    rows = example.given.records()
    ids = sorted({criterion.split(".")[0] for row in rows for criterion in row["meets"].split()})
    framework = examples.framework(examples.section("A", *(examples.capability(id) for id in ids)))
    limits = Limits(
        quarters=int(example.policy.get("quarters", "12")), at_once_default=int(example.policy.get("at once", "2"))
    )
    dossier = examples.dossier(
        framework,
        *(examples.answer(id, 0) for id in ids),
        targets={id: Target(id, 4) for id in ids},
        limits=limits,
        planned=tuple(PlannedStart(action, quarter) for action, quarter in _starts(example, column).items()),
    )
    library = examples.library(*(_action(row) for row in rows), price=None if example.policy.get("prices") else 1)
    return TrialGround(dossier, score_dossier(dossier), library, TODAY)


def _starts(example: Example, column: str) -> Mapping[str, int]:
    return {row["action"]: int(row[column]) for row in example.given.records() if row[column]}


def _action(row: Mapping[str, str]) -> Action:
    return examples.action(
        row["action"],
        *row["meets"].split(),
        after=tuple(row.get("after", "").split()),
        money=int(row.get("money") or 0),
        upkeep=int(row.get("upkeep") or 0),
    )


def _change(example: Example) -> PlanChange:
    then, now = _ground(example, "then"), _ground(example, "now")
    return plan_change(then.tried(then.starts).plan, now.tried(now.starts).plan)


def told(example: Example) -> Table:
    """For each action what became of it."""
    change = _change(example)
    moved = {one.action: f"moved from {one.before.start} to {one.after.start}" for one in change.moved}
    words = {"added": change.added, "dropped": change.dropped, "kept": change.kept}
    became = {one: word for word, actions in words.items() for one in actions} | moved
    return filled(example, lambda row, column: became.get(row["action"], NOTHING))


def amounts(example: Example) -> Table:
    """Levels, money and worth, before and after."""
    change = _change(example)
    numbers = {"one-off cost": change.one_off, "upkeep": change.recurrent, "value": change.value}
    levels = {"levels gained": change.levels_gained, "levels lost": change.levels_lost}

    def cell(row: Mapping[str, str], column: str) -> str:
        if row["what"] in levels:
            found = ", ".join(f"{capability} at {level}" for capability, level in levels[row["what"]])
            return (found or NOTHING) if column == "now" else ""
        one = numbers[row["what"]]
        found_in: Mapping[str, Callable[[], Fraction | None]] = {
            "then": lambda: one.before,
            "now": lambda: one.after,
            "difference": lambda: one.difference,
        }
        return written(found_in[column]())

    return filled(example, cell)


def trials(example: Example) -> Table:
    """For each start that is tried, with the others left where they are, what is broken that was not before."""
    here = _ground(example, "kept")

    def cell(row: Mapping[str, str], column: str) -> str:
        action, _, quarter = row["tried"].partition(" in ")
        starts = dict(here.starts)
        if quarter == "no quarter":
            del starts[action]
        else:
            starts[action] = int(quarter)
        codes = dict.fromkeys(one.code.replace("_", " ") for one in here.tried(starts).breaches)
        return ", ".join(codes) or "nothing: it is kept"

    return filled(example, cell)

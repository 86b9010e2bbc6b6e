"""How the examples of the plan are worked: a table of actions, through the real planner, to what it says of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from planning.actions import Action, CostLine
from planning.costing import own_days_of, quantities_of
from planning.plan import LevelStep, Plan
from planning.rule_of_thumb import build_plan
from questionnaire.intentions import Limits, Target
from scoring.scores import score_dossier
from tests import examples
from tests.spec.tables import NOTHING, Example, Table, filled, written


def quantities(example: Example) -> Table:
    """What each cost line uses, and the days of own staff."""
    lines = {row["line"]: _line(row["line"]) for row in example.given.records()}

    def cell(row: Mapping[str, str], column: str) -> str:
        line = lines[row["line"]]
        if column == "own days":
            return written(own_days_of(line))
        return ", ".join(f"{written(units)} {price}" for price, units in quantities_of(line)) or NOTHING

    return filled(example, cell)


def _line(text: str) -> CostLine:
    """A line in words: "meeting: participants 12, days 3", "staff lawyer existing: persons 2, days 10"."""
    head, _, rest = text.partition(": ")
    block, *more = head.split(" ")
    found = dict(part.rsplit(" ", 1) for part in rest.split(", "))
    amounts = {key.replace(" ", "_"): Fraction(many) for key, many in found.items()}
    name = " ".join(word for word in more if word != "existing")
    return CostLine(block, amounts, name, "existing" in more)


def plan_of(example: Example) -> Plan:
    """The plan for the actions of the table, with the levels, targets and limits that the example names."""
    words = example.policy
    stands = [part.split() for part in words["levels"].split(", ")]
    framework = examples.framework(examples.section("A", *(examples.capability(id) for id, *_ in stands)))
    dossier = examples.dossier(
        framework,
        *(examples.answer(id, int(level)) for id, level, *_ in stands),
        targets={id: Target(id, int(more[1])) for id, _, *more in stands if more},
        limits=limits_of(words),
    )
    library = examples.library(*(action_of(row) for row in example.given.records()))
    return build_plan(dossier, score_dossier(dossier), library, today=date(2027, 2, 3))


def limits_of(words: Mapping[str, str]) -> Limits:
    """The limits that an example names in words."""
    return Limits(
        quarters=int(words.get("quarters", "12")),
        at_once_default=int(words.get("at once", "2")),
        money=Fraction(words["money"]) if "money" in words else None,
        forced_in=frozenset(words.get("forced in", "").split()),
        forced_out=frozenset(words.get("forced out", "").split()),
    )


def action_of(row: Mapping[str, str]) -> Action:
    """The action of a row."""
    requires = row.get("requires", "").split(" at ")
    return examples.action(
        row["action"],
        *row["meets"].split(),
        months=int(row.get("months") or 3),
        after=tuple(row.get("after", "").split()),
        requires={requires[0]: int(requires[1])} if len(requires) == 2 else {},
        lead=row.get("lead") or "legal",
        money=int(row.get("money") or 0),
        upkeep=int(row.get("upkeep") or 0),
    )


def plans(example: Example) -> Table:
    """For each action its quarters, what it serves, or why it is left out."""
    plan = plan_of(example)
    placed = {step.action.id: step for step in plan.steps}
    out = {one.action: one for one in plan.left_out}

    def cell(row: Mapping[str, str], column: str) -> str:
        id = row["action"]
        match column:
            case "quarters":
                return f"{placed[id].start} to {placed[id].end}" if id in placed else NOTHING
            case "serves":
                return ", ".join(f"{c} at {m}" for c, m in placed[id].serves) or NOTHING if id in placed else NOTHING
            case _:
                return (
                    f"{out[id].reason.replace('_', ' ')} {' '.join(out[id].because)}".strip() if id in out else NOTHING
                )

    return filled(example, cell)


def steps(example: Example) -> Table:
    """Each level step: reached or missed, by which actions."""
    plan = plan_of(example)
    found = {f"{one.capability} at {one.level}": one for one in (*plan.reached, *plan.missed)}
    reached = {id(one) for one in plan.reached}
    cells: Mapping[str, Callable[[LevelStep], str]] = {
        "reached": lambda one: "yes" if id(one) in reached else "no",
        "criteria": lambda one: " ".join(one.criteria) or NOTHING,
        "by": lambda one: " ".join(one.actions) or NOTHING,
        "blocked by": lambda one: " ".join(one.blocked_by) or NOTHING,
    }
    return filled(example, lambda row, column: cells[column](found[row["step"]]))

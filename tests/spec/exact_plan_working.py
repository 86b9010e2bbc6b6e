"""How the examples of the best plan are worked: a table of actions, through the search, to what it says of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from planning.best_plan import best_starts
from planning.candidates import Candidates
from planning.contradictions import contradiction
from planning.counterfactuals import why_not
from planning.frontier import frontier
from planning.making import candidates_for
from planning.rule_of_thumb import rule_of_thumb_starts
from planning.starts import effort_of, worth_of
from questionnaire.assessment import Dossier
from questionnaire.intentions import Donor, Target
from scoring.scores import score_dossier
from tests import examples
from tests.spec.planning_working import action_of, limits_of
from tests.spec.tables import NOTHING, Example, Table, filled, written

TODAY = date(2027, 2, 3)
FOREVER = 10**6
"""The examples are so small that every search comes to its end; no clock is looked at."""


def candidates(example: Example) -> Candidates:
    """What the table of actions offers, within the limits that the example names."""
    dossier = _dossier(example)
    library = examples.library(*(action_of(row) for row in example.given.records()))
    return candidates_for(dossier, score_dossier(dossier), library, TODAY)


def _dossier(example: Example) -> Dossier:
    words = example.policy
    stands = [part.split() for part in words["levels"].split(", ")]
    sections = sorted({id[0] for id, *_ in stands})
    framework = examples.framework(
        *(examples.section(one, *(examples.capability(id) for id, *_ in stands if id[0] == one)) for one in sections)
    )
    limits = replace(
        limits_of(words),
        start=date(2027, 7, 1),
        donors=tuple(_donor(part) for part in words.get("donors", "").split("; ") if part),
        upkeep=Fraction(words["upkeep"]) if "upkeep" in words else None,
        pinned={id: int(quarter) for id, quarter in _pairs(words.get("pinned", ""))},
        required={id: int(level) for id, level in _pairs(words.get("required", ""))},
    )
    return examples.dossier(
        framework,
        *(examples.answer(id, int(level)) for id, level, *_ in stands),
        targets={id: Target(id, int(more[1])) for id, _, *more in stands if more},
        threats={id: int(level) for id, level in _pairs(words.get("threats", ""))},
        limits=limits,
    )


def _pairs(text: str) -> list[list[str]]:
    return [part.split(" at ") for part in text.split(", ") if part]


def _donor(text: str) -> Donor:
    """A donor in words: "Ministry: 2027 6, 2028 4, for A"."""
    name, _, rest = text.partition(": ")
    parts = [part.split() for part in rest.split(", ")]
    return Donor(
        name,
        {int(year): Fraction(amount) for year, amount in parts if year != "for"},
        frozenset(section for word, section in parts if word == "for"),
    )


def starts(example: Example) -> Table:
    """For each action the quarter in which it starts: in the best plan, and in others for comparison."""
    made = candidates(example)
    found = {
        "best plan": best_starts(made, clock=lambda: 0, seconds=FOREVER).starts or {},
        "rule of thumb": rule_of_thumb_starts(made),
        "highest priority first": _highest_first(made),
    }

    def cell(row: Mapping[str, str], column: str) -> str:
        chosen = found[column]
        match row["action"]:
            case "worth":
                return written(worth_of(made, chosen))
            case "cost":
                return written(effort_of(made, chosen))
            case action:
                return str(chosen[action]) if action in chosen else NOTHING

    return filled(example, cell)


def _highest_first(made: Candidates) -> Mapping[str, int]:
    """The capability with the highest importance first, with its cheapest action, while the money lasts."""
    situation, left = made.situation, made.situation.limits.money or Fraction(0)
    chosen: dict[str, int] = {}
    for level in sorted(situation.step_of, key=lambda one: -situation.step_of[one].importance):
        cheapest = min(situation.helpers(level), key=lambda one: effort_of(made, [one]))
        if effort_of(made, [cheapest]) <= left:
            left -= effort_of(made, [cheapest])
            chosen[cheapest] = 0
    return chosen


def contradicting(example: Example) -> Table:
    """The limits that leave no plan together."""
    made = candidates(example)
    situation = made.situation
    named = contradiction(situation.dossier, situation.card, situation.library, TODAY, clock=lambda: 0, seconds=FOREVER)
    told = {f"{wish.kind.value.replace('_', ' ')} {wish.name}".strip() for wish in named}
    return filled(example, lambda row, column: "yes" if row["limit"] in told else "no")


def left_out(example: Example) -> Table:
    """For each action left out, what it would take to have it."""
    made = candidates(example)
    chosen = best_starts(made, clock=lambda: 0, seconds=FOREVER).starts or {}
    asked = {row["action"]: why_not(made, chosen, row["action"], clock=lambda: 0) for row in example.expected.records()}

    def cell(row: Mapping[str, str], column: str) -> str:
        answer = asked[row["action"]]
        match column:
            case "lost":
                return written(answer.lost)
            case "more money":
                by_year = answer.more_by_year.items()
                return ", ".join(f"{year}: {written(more)}" if year else written(more) for year, more in by_year) or (
                    NOTHING
                )
            case _:
                return " ".join(answer.hindered_by) or NOTHING

    return filled(example, cell)


def budgets(example: Example) -> Table:
    """The best plan at each budget."""
    made = candidates(example)
    rows = example.expected.records()
    points = frontier(made, len(rows) - 1, clock=lambda: 0, seconds=FOREVER).points
    by_money = {written(point.money): point for point in points}

    def cell(row: Mapping[str, str], column: str) -> str:
        point = by_money[row["budget"]]
        return written(point.value) if column == "worth" else " ".join(sorted(point.actions)) or NOTHING

    return filled(example, cell)

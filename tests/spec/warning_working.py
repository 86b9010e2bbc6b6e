"""How the examples of the warnings are worked: actions placed as the table says, through the real rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from planning.actions import Action
from planning.follow_up import plan_from
from planning.plan_warnings import plan_warnings
from questionnaire.intentions import Limits, PlannedStart
from scoring.scores import score_dossier
from tests import examples
from tests.spec.tables import NOTHING, Example, Table, filled


def warnings(example: Example) -> Table:
    """Which actions each warning is about."""
    words, rows = example.policy, example.given.records()
    limits = Limits(quarters=int(words.get("quarters", "12")), at_once_default=int(words.get("at once", "9")))
    framework = examples.framework(examples.section("A", examples.capability("A1")))
    dossier = examples.dossier(framework, examples.answer("A1", 0), limits=limits)
    library = examples.library(*map(_action, rows))
    starts = [PlannedStart(row["action"], int(row["quarters"].split(" to ")[0])) for row in rows]
    plan = plan_from(dossier, score_dossier(dossier), library, starts, date(2027, 2, 3))
    found = {one.code: " ".join(action.id for action in one.actions) for one in plan_warnings(plan, limits)}

    def cell(row: Mapping[str, str], column: str) -> str:
        del column
        return found.pop(row["warning"].replace(" ", "_"), NOTHING)

    table = filled(example, cell)
    return Table(table.columns, (*table.rows, *((code.replace("_", " "), about) for code, about in found.items())))


def _action(row: Mapping[str, str]) -> Action:
    start, end = map(int, row["quarters"].split(" to "))
    return examples.action(
        row["action"],
        type=row.get("type") or "review",
        lead=row.get("lead") or "legal",
        months=3 * (end - start + 1),
        money=int(row.get("money") or 0),
        upkeep=int(row.get("upkeep") or 0),
        indicator=examples.words(row.get("sign of effect", "")),
        verification=examples.words(row.get("seen in", "")),
    )

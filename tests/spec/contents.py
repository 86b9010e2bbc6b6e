"""All groups of worked examples, in the order in which they are read, and the page that they make."""

from __future__ import annotations

from tests.spec import (
    certainty_rules,
    change_rules,
    exact_plan_rules,
    group_rules,
    level_rules,
    own_rules,
    plan_rules,
    planning_rules,
    rank_rules,
    round_rules,
    routing_rules,
    score_rules,
    site_rules,
    tracking_rules,
    validation_rules,
    warning_rules,
    withheld_rules,
)
from tests.spec.tables import Example, Group, Table

GROUPS: tuple[Group, ...] = (
    level_rules.GROUP,
    routing_rules.GROUP,
    score_rules.AGGREGATION,
    score_rules.ABSENT,
    score_rules.GATES,
    certainty_rules.RANGE,
    certainty_rules.EVIDENCE,
    group_rules.GROUP,
    group_rules.OUTCOMES,
    group_rules.ROOM,
    validation_rules.GROUP,
    round_rules.GROUP,
    site_rules.GROUP,
    plan_rules.REASONS,
    plan_rules.GAPS,
    plan_rules.PRIORITIES,
    rank_rules.GROUP,
    planning_rules.COSTS,
    planning_rules.PLAN,
    planning_rules.LEFT_OUT,
    exact_plan_rules.GROUP,
    change_rules.GROUP,
    own_rules.GROUP,
    tracking_rules.GROUP,
    warning_rules.GROUP,
    withheld_rules.GROUP,
)

OPENING = """# The method, by worked examples

This page is generated from `tests/spec`: every table below is run by the tests, as it stands. Do not edit it; run
`python -m tests.spec` after a change there.

A framework has sections, a section capabilities, a capability questions. In the tables "A" is a section, "A1"
one of its capabilities, "A1.q1" one of its questions; a capability without such rows has one question. Unless
an example says otherwise, a question is a ladder with the levels 0 to 4 and one criterion a level (1a, 2a,
3a, 4a), weights are 1, children make their parent by weighted mean, and the policy is the one shipped: "not
applicable" is dropped, "not known" counts as the lowest. A line "Settings" names what is otherwise, and in the
chapters on plans the levels and limits. An en dash says that there is no number. All arithmetic is exact.
"""


def page() -> str:
    """The whole page in Markdown."""
    return "\n".join((OPENING, *(_group(number, group) for number, group in enumerate(GROUPS, 1))))


def _group(number: int, group: Group) -> str:
    examples = (_example(f"{number}.{place}", example) for place, example in enumerate(group.examples, 1))
    return "\n".join((f"## {number}. {group.title}\n", f"{group.about}\n", *examples))


def _example(number: str, example: Example) -> str:
    policy = "; ".join(f"{name}: {rule}" for name, rule in example.policy.items())
    said = [f"### {number} {example.title}\n", f"{example.rule}\n"]
    if policy:
        said.append(f"Settings: {policy}.\n")
    return "\n".join((*said, "Given:\n", _table(example.given), "Then:\n", _table(example.expected)))


def _table(table: Table) -> str:
    width = len(table.columns)
    rows = [table.columns, ("---",) * width, *((*row, *("",) * (width - len(row))) for row in table.rows)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n"

"""How the examples of two rounds are worked: two columns of replies, maybe a framework that changed between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from questionnaire.assessment import Dossier
from questionnaire.framework import WHOLE
from scoring.change import NodeChange, RoundChange, compare_rounds
from tests import examples
from tests.spec.reading import framework_of, reply_of
from tests.spec.tables import NOTHING, Example, Table, filled, written

FIELDS = ("kind", "weight", "gate", "rule", "asked when")
"""What a column may say of one round alone, as in "weight before"."""


def _round(example: Example, column: str) -> Dossier:
    """One round. A row that is "only" in the other one is no part of its framework."""
    rows = [row for row in example.given.records() if row.get("only", "") in ("", column)]
    read = [{**row, **{field: row.get(f"{field} {column}") or row.get(field, "") for field in FIELDS}} for row in rows]
    names = tuple(dict.fromkeys((*example.given.columns, *FIELDS)))
    given = Table(names, tuple(tuple(row.get(name, "") for name in names) for row in read))
    framework = framework_of(replace(example, given=given))
    answers = [
        examples.answer(row["node"], reply_of(framework.question(row["node"]), row.get(column, "")))
        for row in rows
        if framework.has_question(row["node"])
    ]
    aims = {row["node"]: int(row["target"]) for row in rows if row.get("target")} if column == "before" else {}
    return examples.dossier(framework, *answers, targets=examples.targets(**aims))


def _change(example: Example) -> RoundChange:
    return compare_rounds(_round(example, "before"), _round(example, "now"))


def rounds(example: Example) -> Table:
    """Two rounds beside each other, by node."""
    found = _change(example).nodes

    def cell(row: Mapping[str, str], column: str) -> str:
        node: NodeChange = found[WHOLE if row["node"] == "whole" else row["node"]]
        return {
            "before": written(node.before),
            "now": written(node.now),
            "before, like for like": written(node.like_before),
            "now, like for like": written(node.like_now),
            "difference": written(node.difference),
            "share": written(node.share),
            "progress": written(node.progress),
            "compared": f"{node.compared} of {node.asked}" if node.asked else NOTHING,
        }[column]

    return filled(example, cell)


def reasons(example: Example) -> Table:
    """For each question why it is not compared."""
    found = _change(example).questions

    def cell(row: Mapping[str, str], _: str) -> str:
        why = found[row["question"]].apart
        return "compared" if why is None else why.value.replace("_", " ")

    return filled(example, cell)

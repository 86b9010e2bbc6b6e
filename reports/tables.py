"""Every table of a report by its id. One generator makes the rows for workbook, CSV, JSON and screen alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reports.answer_tables import answers_table, criteria_table, evidence_table, unscored_table
from reports.cells import Column, Kind, Table, columns_of
from reports.change_tables import change_table
from reports.cost_tables import cost_lines_table, unit_costs_table
from reports.earlier_tables import earlier_answers_table, earlier_policy_table, earlier_structure_table
from reports.exact_table import exact_table
from reports.given_tables import given_table
from reports.limits_tables import donors_table, limits_table
from reports.logframe_tables import logframe_table
from reports.plan_tables import plan_table
from reports.proof_tables import proof_table
from reports.reply_tables import replies_table
from reports.report import Audience, Report
from reports.score_tables import gaps_table, scores_table, summary_table
from reports.signature_tables import signatures_table
from reports.structure_tables import levels_table, policy_table, structure_table
from reports.timeline_tables import timeline_table
from reports.tracking_tables import tracking_table
from reports.validation_tables import validation_table
from reports.year_tables import budget_table, costs_by_year_table
from words.phrases import Phrases

TABLES: Mapping[str, Callable[[Report], Table]] = {
    "summary": summary_table,
    "scores": scores_table,
    "answers": answers_table,
    "replies": replies_table,
    "criteria": criteria_table,
    "evidence": evidence_table,
    "unscored": unscored_table,
    "gaps": gaps_table,
    "plan": plan_table,
    "proof": proof_table,
    "limits": limits_table,
    "donors": donors_table,
    "budget": budget_table,
    "costs_by_year": costs_by_year_table,
    "timeline": timeline_table,
    "logframe": logframe_table,
    "cost_lines": cost_lines_table,
    "unit_costs": unit_costs_table,
    "tracking": tracking_table,
    "change": change_table,
    "validation": validation_table,
    "signatures": signatures_table,
    "policy": policy_table,
    "structure": structure_table,
    "levels": levels_table,
    "given": given_table,
    "earlier_policy": earlier_policy_table,
    "earlier_structure": earlier_structure_table,
    "earlier_answers": earlier_answers_table,
}

OF_THE_ADMINISTRATION = frozenset({"replies"})
"""Tables that nobody else gets: who replied what."""

FOR_PROGRAMS = frozenset(
    {"policy", "structure", "levels", "given", "earlier_policy", "earlier_structure", "earlier_answers", "exact"}
)
"""Tables of the data files alone: by them a program makes every number again. A workbook does so by its formulas."""

DICTIONARY = columns_of(table=Kind.ID, column=Kind.ID, name=Kind.TEXT, kind=Kind.TEXT, means=Kind.TEXT)


def all_tables(report: Report) -> Mapping[str, Table]:
    """All tables of a report that its audience gets; last what decimals cannot say, and the dictionary of columns."""
    inside = report.audience is Audience.ADMINISTRATION
    tables = {id: make(report) for id, make in TABLES.items() if inside or id not in OF_THE_ADMINISTRATION}
    tables["exact"] = exact_table(tables)
    return {**tables, "dictionary": dictionary_table(report.say, tuple(tables.values()))}


def dictionary_table(say: Phrases, tables: tuple[Table, ...]) -> Table:
    """What every column of these tables is called and means."""
    own = Table("dictionary", DICTIONARY, ())
    rows = tuple(
        {
            "table": table.id,
            "column": column.id,
            "name": column_name(say, table.id, column),
            "kind": say(f"reports.kind.{column.kind}"),
            "means": column_meaning(say, table.id, column),
        }
        for table in (*tables, own)
        for column in table.columns
    )
    return Table("dictionary", DICTIONARY, rows)


def column_name(say: Phrases, table: str, column: Column) -> str:
    """The heading of a column."""
    return say(_key(say, table, column, "name"))


def column_meaning(say: Phrases, table: str, column: Column) -> str:
    """What a column says, in one sentence."""
    return say(_key(say, table, column, "means"))


def _key(say: Phrases, table: str, column: Column, what: str) -> str:
    own = f"reports.columns.{table}.{column.id}.{what}"
    return own if own in say else f"reports.columns.any.{column.id}.{what}"

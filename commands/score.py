"""score FILE: the scores of the whole, its sections and capabilities, with what limits how far they can be trusted."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from commands.command import Command, Told
from commands.opening import ask_for_dossier, opened, report_on
from commands.showing import terminal_width
from commands.tables import chosen_columns, shown_table
from questionnaire.framework import WHOLE
from reports.cells import Coded
from reports.plain import records
from reports.score_tables import scores_table
from reports.validation_tables import validation_table
from words import numbers
from words.phrases import Phrases

SHOWN = ("node", "name", "value", "word", "low", "high", "evidenced", "coverage", "weakest", "capped_by", "provisional")
BESIDE = (
    "node",
    "part",
    "name",
    "value",
    "validated",
    "like_value",
    "like_validated",
    "difference",
    "compared",
    "asked",
)
QUESTION = Coded("reports.part", "question")


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    one = opened(asked, say)
    report = report_on(one, say.language)
    table = scores_table(report)
    whole = one.card[WHOLE]
    setup = one.dossier.setup
    head = say(
        "cli.score.head",
        name=setup.administration.name or one.dossier.id,
        counted=whole.coverage.counted,
        asked=whole.coverage.asked,
        not_applicable=whole.coverage.not_applicable,
        not_known=whole.coverage.not_known,
        disputed=whole.coverage.disputed,
        coverage=numbers.percent(whole.coverage.share, say.language),
    )
    data: dict[str, Any] = {"assessment": one.dossier.id, "draft": one.card.proposals, "scores": records(table)}
    parts = [head, shown_table(table, chosen_columns(table, SHOWN), report.say, terminal_width())]
    if one.dossier.validated:
        beside = validation_table(report)
        data["validation"] = records(beside)
        # A question is longer than any screen is wide; each of them is in the JSON and the workbook.
        beside = replace(beside, rows=tuple(row for row in beside.rows if row["part"] != QUESTION))
        parts += [say("validation.told"), shown_table(beside, chosen_columns(beside, BESIDE), say, terminal_width())]
    return Told(data, "\n\n".join(parts), one.notices)


SCORE = Command("score", ask_for_dossier, _run)

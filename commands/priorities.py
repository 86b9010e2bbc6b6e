"""priorities FILE: the gaps in the order in which they matter, each with its points part by part."""

from __future__ import annotations

import argparse

from commands.command import Command, Told
from commands.opening import ask_for_dossier, ask_for_targets, opened, report_on
from commands.showing import terminal_width
from commands.tables import chosen_columns, shown_table
from reports.cells import Table
from reports.plain import records
from reports.score_tables import gaps_table
from scoring.rank_certainty import DRAWS, SEED
from words.numbers import number
from words.phrases import Phrases

SHOWN = (
    *("rank", "capability", "name", "value", "provisional", "target", "gap"),
    *(
        "capability_weight",
        "gate_factor",
        "threat",
        "gap_share",
        "points",
        "first_ten",
        "rank_from",
        "rank_to",
        "to_verify",
    ),
)


def _arguments(parser: argparse.ArgumentParser, say: Phrases) -> None:
    ask_for_dossier(parser, say)
    ask_for_targets(parser, say)


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    one = opened(asked, say)
    report = report_on(one, say.language)
    table = gaps_table(report)
    ranked = Table(table.id, table.columns, tuple(row for row in table.rows if row["rank"] is not None))
    unanswered = [gap.capability for gap in report.gaps if gap.unanswered]
    notices = one.notices
    if unanswered:
        notices = (*notices, say("cli.priorities.unanswered", n=len(unanswered), ids=", ".join(unanswered)))
    drawn = {"draws": DRAWS, "seed": SEED}
    found = {"priorities": records(ranked), "unanswered": unanswered, "rank_draws": drawn}
    if not ranked.rows:
        return Told(found, say("cli.priorities.none"), notices)
    text = shown_table(ranked, chosen_columns(ranked, SHOWN), say, terminal_width())
    draws = number(DRAWS, say.language, 0)
    return Told(found, text, (*notices, say("cli.priorities.drawn", draws=draws, seed=SEED)))


PRIORITIES = Command("priorities", _arguments, _run)

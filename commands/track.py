"""track FILE: how far the plan that was kept is, what needs attention first; with --record, reports written into it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from commands.command import Command, Json, Told, WrongUse
from commands.opening import Opened, ask_for_dossier, facilitator, kept_plan, opened, read_bytes, report_on
from commands.reports_file import Known, read_reports
from commands.showing import exact, terminal_width
from commands.tables import chosen_columns, shown_table
from commands.writing import ask_for_force, check_free, write_whole
from planning.plan import Plan
from planning.tracking import Board, board
from questionnaire.entries import Address, progress_of
from questionnaire.following import ProgressReport
from reports.plain import records
from reports.tracking_tables import tracking_table
from scoring.scores import score_dossier
from storage.arrival import receive
from storage.dossier_file import dossier_bytes
from storage.memory_repository import MemoryRepository
from words import numbers
from words.phrases import Phrases

SHOWN = (
    *("action", "name", "start", "end", "progress_self", "on_self", "progress_external"),
    *("overdue", "late_to_start", "blocked", "next_review", "spent", "one_off"),
)
DOSSIER = ".dossier"


def _arguments(parser: argparse.ArgumentParser, say: Phrases) -> None:
    ask_for_dossier(parser, say)
    parser.add_argument("--record", metavar="REPORTS.yaml", type=Path, help=say("cli.argument.record"))
    parser.add_argument("--to", metavar="OUT.dossier", type=Path, help=say("cli.argument.record_to"))
    ask_for_force(parser, say)


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    _check_use(asked)
    one = opened(asked, say)
    plan = _plan(one, asked.file)
    notices = list(one.notices)
    if asked.record is not None:
        reports = read_reports(read_bytes(asked.record), asked.record.name, _known(one, plan))
        one = _recorded(one, reports, asked.to, force=asked.force)
        plan = _plan(one, asked.file)
        notices += [say("cli.track.recorded", n=len(reports)), say("cli.written", path=asked.to)]
    held = board(plan, one.dossier, one.card, date.today())
    table = tracking_table(report_on(one, say.language, plan=plan))
    shown = shown_table(table, chosen_columns(table, SHOWN), say, terminal_width())
    return Told({"actions": records(table), **_data(held)}, f"{_summary(held, say)}\n\n{shown}", tuple(notices))


def _check_use(asked: argparse.Namespace) -> None:
    """Raises WrongUse where reports have no place to go to, or a file is asked for without any."""
    if (asked.record is None) != (asked.to is None):
        raise WrongUse("record_to")
    if asked.to is not None:
        if not asked.to.name.endswith(DOSSIER) or asked.to.name == DOSSIER:
            raise WrongUse("extension", path=asked.to, known=DOSSIER)
        check_free(asked.to, force=asked.force)


def _plan(one: Opened, path: Path) -> Plan:
    plan = kept_plan(one)
    if plan is None:
        raise WrongUse("no_plan_kept", path=path)
    return plan


def _known(one: Opened, plan: Plan) -> Known:
    """What a report may name: every action of the library, and those of the plan that it does not have any more."""
    return Known(frozenset((*one.library.actions, *plan.unknown)), frozenset(one.dossier.evidence), date.today())


def _recorded(one: Opened, reports: Sequence[ProgressReport], to: Path, *, force: bool) -> Opened:
    """The dossier with the reports as one more revision, written to its file."""
    repository = MemoryRepository()
    id = receive(repository, one.file).id
    repository.save_all(id, _changes(repository, id, reports), by=facilitator(one.file), at=datetime.now(UTC))
    write_whole(to, dossier_bytes(repository, id, one.file.files), force=force)
    dossier = repository.open(id, one.dossier.whole or one.dossier.framework)
    return replace(one, dossier=dossier, card=score_dossier(dossier))


def _changes(
    repository: MemoryRepository, id: str, reports: Sequence[ProgressReport]
) -> Sequence[tuple[Address, Any, int]]:
    """Each report on top of the last one of its rater on its action."""
    addressed = [(progress_of(one.action, one.rater.value), one) for one in reports]
    held = {address: repository.entry(id, address) for address, _ in addressed}
    return [(address, one, entry.stamp if (entry := held[address]) else 0) for address, one in addressed]


def _summary(held: Board, say: Phrases) -> str:
    pressing = sum(line.needs_attention for line in held.lines)
    parts = [say("cli.track.summary", n=pressing, all=len(held.lines), today=held.today.isoformat())]
    if held.sums.spent is not None:
        amounts = {
            "spent": numbers.money(held.sums.spent, held.currency, say.language),
            "planned": numbers.money(held.sums.planned, held.currency, say.language),
        }
        parts.append(say("cli.track.spent", **amounts))
    return " ".join(parts)


def _data(held: Board) -> Json:
    sums = held.sums
    words: Mapping[str, Mapping[Any, int]] = {"self": sums.own, "external": sums.external}
    return {
        "today": held.today.isoformat(),
        "currency": held.currency,
        "attention": [line.action for line in held.lines if line.needs_attention],
        "words": {
            rater: {word.value if word else "none": many for word, many in counts.items()}
            for rater, counts in words.items()
        },
        "spent": exact(sums.spent),
        "planned": exact(sums.planned),
        "planned_for_these": exact(sums.planned_for_these),
        "funding": [
            {"funding": one.funding, "actions": one.actions, "planned": exact(one.planned)} for one in sums.funding
        ],
    }


TRACK = Command("track", _arguments, _run)

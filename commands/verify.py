"""verify FILE: whether what was signed is what the file holds: every fingerprint made anew from its history."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence

from commands.command import Command, Json, Told
from commands.opening import Opened, ask_for_dossier, opened, report_on
from commands.showing import terminal_width
from commands.tables import chosen_columns, shown_table
from questionnaire.problems import Problem
from questionnaire.stage_moves import reached_by
from questionnaire.stages import Stage
from reports.plain import records
from reports.signature_tables import signatures_table
from storage.signature_checks import SignatureCheck, SignatureState, check_signatures
from words.phrases import Phrases

SHOWN = ("number", "act", "stage", "left", "name", "role", "day", "revision", "state")
PLACES_NAMED = 10
"""So many of the places that were written since a signature are named; all of them stand in the JSON."""


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    one = opened(asked, say)
    checks = check_signatures(one.file.entries, one.dossier.signatures)
    problems = (*_unsigned(asked.file.name, one, say), *_problems(asked.file.name, checks, say))
    table = signatures_table(report_on(one, say.language))
    data: Json = {
        "assessment": one.dossier.id,
        "stage": one.dossier.stage.value,
        "revision": one.dossier.revision,
        "signatures": [_with_check(row, checks) for row in records(table)],
        "as_signed": not problems,
    }
    parts = [_head(one, checks, say)]
    if checks:
        parts.append(shown_table(table, chosen_columns(table, SHOWN), say, terminal_width()))
    return Told(data, "\n\n".join(parts), one.notices, problems)


def _head(one: Opened, checks: Mapping[int, SignatureCheck], say: Phrases) -> str:
    stage = say(f"stage.{one.dossier.stage.value}")
    holding = sum(check.state is SignatureState.AS_SIGNED for check in checks.values())
    return say("cli.verify.head", n=len(checks), holding=holding, stage=stage)


def _unsigned(file: str, one: Opened, say: Phrases) -> Iterator[Problem]:
    """A stage is reached by signing alone: one for which no signature stands was lost, or never given."""
    stage = one.dossier.stage
    if stage is not Stage.DRAFT and reached_by(one.dossier.signatures, stage) is None:
        yield Problem("stage_not_signed", file, facts={"stage": say(f"stage.{stage.value}")})


def _problems(file: str, checks: Mapping[int, SignatureCheck], say: Phrases) -> Iterator[Problem]:
    """What cannot be relied on: a fingerprint that the history does not give, and a change under what still stands."""
    for place, check in checks.items():
        facts = {"number": place, "stage": say(f"stage.{check.signature.stage.value}")}
        if check.state is SignatureState.NOT_MATCHING:
            yield Problem("signature_not_matching", file, facts={**facts, "revision": check.signature.revision})
        elif check.state is SignatureState.CHANGED:
            found = _named([str(one) for one in check.changed])
            yield Problem("signature_changed", file, facts={**facts, "n": len(check.changed), "found": found})


def _named(places: Sequence[str]) -> str:
    return ", ".join((*places[:PLACES_NAMED], *(("\u2026",) if len(places) > PLACES_NAMED else ())))


def _with_check(row: Mapping[str, Json], checks: Mapping[int, SignatureCheck]) -> Json:
    check = checks.get(row["number"])
    return {**row, "changed": None if check is None else [str(one) for one in check.changed]}


VERIFY = Command("verify", ask_for_dossier, _run)

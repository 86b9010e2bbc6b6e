"""The earlier round that a document compares with: another dossier file, read by the same framework."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from commands.opening import Opened, read_bytes
from questionnaire.assessment import Dossier
from questionnaire.problems import InputFault, Problem
from questionnaire.rounds import is_later, is_same_state
from reports.earlier_words import doubts_said, round_named
from storage.dossier_file import read_dossier
from words.phrases import Phrases


@dataclass(frozen=True, eq=False)
class EarlierRound:
    """The dossier of an earlier round, None where none was named, and what is worth saying of it."""

    dossier: Dossier | None = None
    notices: tuple[str, ...] = ()


def ask_for_earlier(parser: argparse.ArgumentParser, say: Phrases) -> None:
    """The argument of a command whose document can compare two rounds."""
    parser.add_argument("--earlier", metavar="FILE", type=Path, help=say("earlier.argument"))


def earlier_round(asked: argparse.Namespace, one: Opened, say: Phrases) -> EarlierRound:
    """The round that was named. Raises InputFault (another framework, or no earlier round) or WrongUse."""
    if asked.earlier is None:
        return EarlierRound()
    file = read_dossier(read_bytes(asked.earlier), one.dossier.whole or one.dossier.framework)
    setup, own = file.dossier.setup, one.dossier.setup
    if is_same_state(file.dossier, one.dossier):
        raise InputFault([Problem("earlier_same", str(asked.earlier))])
    if is_later(setup, own):
        facts = {"earlier": round_named(setup, say), "now": round_named(own, say)}
        raise InputFault([Problem("earlier_later", str(asked.earlier), facts=facts)])
    notices = [say("earlier.notice", path=asked.earlier, notice=notice.sentence(say)) for notice in file.notices]
    return EarlierRound(file.dossier, (*notices, *doubts_said(setup, own, say)))

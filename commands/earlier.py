"""The earlier round that a document compares with: another dossier file, read by the same framework."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from commands.opening import Opened, read_bytes
from questionnaire.assessment import Dossier
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
    """The round that was named. Raises InputFault (a file of another framework is refused) or WrongUse."""
    if asked.earlier is None:
        return EarlierRound()
    file = read_dossier(read_bytes(asked.earlier), one.dossier.whole or one.dossier.framework)
    names = [of.setup.administration.name.strip() for of in (file.dossier, one.dossier)]
    notices = [say("earlier.notice", path=asked.earlier, notice=notice.sentence(say)) for notice in file.notices]
    if names[0].casefold() != names[1].casefold():
        notices.append(say("earlier.other_name", earlier=names[0] or "–", name=names[1] or "–"))
    return EarlierRound(file.dossier, tuple(notices))

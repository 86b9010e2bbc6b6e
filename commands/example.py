"""example OUT.dossier: a filled assessment of a fictional administration, to look around in."""

from __future__ import annotations

import argparse
from pathlib import Path

from commands.command import Command, Told, WrongUse
from commands.opening import ROOT, read_bytes
from commands.writing import ask_for_force, write_whole
from words.phrases import Phrases

WHICH = ("weak", "uneven", "strong")


def _arguments(parser: argparse.ArgumentParser, say: Phrases) -> None:
    parser.add_argument("out", metavar="OUT.dossier", type=Path, help=say("cli.argument.out_dossier"))
    parser.add_argument("--which", choices=WHICH, default="uneven", help=say("cli.argument.which"))
    ask_for_force(parser, say)


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    if asked.out.suffix != ".dossier":
        raise WrongUse("extension", path=asked.out, known=".dossier")
    write_whole(asked.out, read_bytes(ROOT / "examples" / f"{asked.which}.dossier"), force=asked.force)
    return Told({"file": str(asked.out), "which": asked.which}, say("cli.written", path=asked.out))


EXAMPLE = Command("example", _arguments, _run)

"""book FOLDER --to OUT: a framework and its actions as one text that a person reads from beginning to end."""

from __future__ import annotations

import argparse
from pathlib import Path

from commands.command import Command, Told
from commands.writing import ask_for_force, check_free, write_whole
from planning.catalogue import load_bank
from reports.book.book import framework_book
from words.phrases import Phrases


def _arguments(parser: argparse.ArgumentParser, say: Phrases) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=Path, help=say("cli.argument.folder"))
    parser.add_argument("--to", metavar="OUT", type=Path, required=True, help=say("cli.argument.book_to"))
    ask_for_force(parser, say)


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    check_free(asked.to, force=asked.force)
    text = framework_book(*load_bank(asked.folder), say)
    write_whole(asked.to, text.encode(), force=asked.force)
    return Told({"file": str(asked.to), "language": say.language}, say("cli.written", path=asked.to))


BOOK = Command("book", _arguments, _run)

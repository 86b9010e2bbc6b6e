"""diff A B: what differs between two copies of an assessment, place by place, with both sides and who wrote them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from commands.command import Command, Told
from commands.copies import Copies, block, read_copies, side_data
from questionnaire.dossier import fold
from questionnaire.incoming import Side
from reports.history_words import HistoryTeller
from reports.incoming_words import teller_of, value_said, what_said
from storage.merging.comparing import share_a_past
from storage.merging.counting import said_of
from storage.merging.differences import Difference, Differences, differences
from storage.merging.writings import by_address
from words.phrases import Phrases


def _arguments(parser: argparse.ArgumentParser, say: Phrases) -> None:
    parser.add_argument("a", metavar="A", type=Path, help=say("merging.argument.a"))
    parser.add_argument("b", metavar="B", type=Path, help=say("merging.argument.b"))
    parser.add_argument("--framework", metavar="FOLDER", type=Path, help=say("cli.argument.framework"))


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    copies = read_copies((asked.a, asked.b), asked.framework, say)
    one, other = copies.files
    found = differences(one.entries, other.entries, copies.framework)
    teller = _teller(copies, found, say)
    notices = [*copies.notices, *(note.sentence(say) for note in said_of(found.ids, by_address(other.entries)))]
    if not share_a_past(one.entries, other.entries):
        notices.append(say("merging.strangers"))
    count = len(found.found)
    head = say("merging.differ", n=count, alike=found.alike) if count else say("merging.alike", n=found.alike)
    blocks = [_told(difference, teller) for difference in found.found]
    data = {"differences": [_data(difference, teller) for difference in found.found], "alike": found.alike}
    return Told(data, "\n\n".join((head, *blocks)), tuple(notices))


def _teller(copies: Copies, found: Differences, say: Phrases) -> HistoryTeller:
    """Who tells it: with the names of the people of both copies."""
    one, other = copies.files
    there = fold(copies.framework, other.dossier.id, (found.ids.entry(entry) for entry in other.entries))
    return teller_of(one.dossier, say, library=copies.library, people=there.participants)


def _sides(one: Difference, teller: HistoryTeller) -> dict[str, tuple[Side, str]]:
    """Each side with its words; of a record of many fields only those in which it differs."""
    against = {"before": one.other, "a": one.other, "b": one.one}
    sides = {"before": one.before, "a": one.one, "b": one.other}
    return {
        name: (side, value_said(one.address, side.value, teller, against=against[name].value))
        for name, side in sides.items()
    }


def _what(one: Difference, teller: HistoryTeller) -> str:
    known = (side.value for side in (one.other, one.one, one.before) if side.value is not None)
    return what_said(one.address, teller, value=next(known, None))


def _told(one: Difference, teller: HistoryTeller) -> str:
    sides = _sides(one, teller)
    shown = {name: side for name, side in sides.items() if name != "before" or one.before.value is not None}
    return block(_what(one, teller), teller.say(f"merging.changed.{one.changed.value}"), shown, teller)


def _data(one: Difference, teller: HistoryTeller) -> dict[str, Any]:
    sides = {name: side_data(one.address, side, said) for name, (side, said) in _sides(one, teller).items()}
    return {"address": str(one.address), "what": _what(one, teller), "changed": one.changed.value, **sides}


DIFF = Command("diff", _arguments, _run)

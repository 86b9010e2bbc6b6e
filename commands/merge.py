"""merge BASE A B --to OUT: two copies of an assessment brought together; what both wrote differently is listed."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from commands.command import Command, Told, WrongUse
from commands.copies import Copies, block, changes_named, read_copies, side_data
from commands.opening import facilitator
from commands.showing import working
from commands.writing import ask_for_force, check_free, write_whole
from questionnaire.dossier import fold
from questionnaire.entries import Address
from questionnaire.incoming import ChangeStanding, ProposedChange, Side
from questionnaire.problems import InputFault, Problem
from reports.history_words import HistoryTeller
from reports.incoming_words import change_said, teller_of
from storage.arrival import receive
from storage.carried_files import CarriedFiles
from storage.dossier_file import DossierFile, dossier_bytes
from storage.memory_repository import MemoryRepository
from storage.merging.comparing import Merge, merge_proposed, share_a_past
from storage.merging.taking import apply_merge
from storage.repository import StorageFault
from words.phrases import Phrases

DOSSIER = ".dossier"
NO_BASE = "-"
"""What is given for BASE where the histories in the files tell themselves where they went apart."""


@dataclass(frozen=True, eq=False)
class _Met:
    """Two copies held against each other, and who tells of it."""

    copies: Copies
    merge: Merge
    say: Phrases

    @property
    def files(self) -> tuple[DossierFile, DossierFile]:
        """A and B, whether there is a base before them or not."""
        a, b = self.copies.files[-2:]
        return a, b

    @cached_property
    def teller(self) -> HistoryTeller:
        """Who tells it: with the names of the people of both copies."""
        a, b = self.files
        there = fold(self.copies.framework, b.dossier.id, (self.merge.ids.entry(entry) for entry in b.entries))
        return teller_of(a.dossier, self.say, library=self.copies.library, people=there.participants)


def _arguments(parser: argparse.ArgumentParser, say: Phrases) -> None:
    parser.add_argument("base", metavar="BASE", help=say("merging.argument.base"))
    parser.add_argument("a", metavar="A", type=Path, help=say("merging.argument.a"))
    parser.add_argument("b", metavar="B", type=Path, help=say("merging.argument.b"))
    parser.add_argument("--to", metavar="OUT.dossier", type=Path, required=True, help=say("merging.argument.to"))
    parser.add_argument("--take-conflicts", choices=("a", "b"), help=say("merging.argument.take_conflicts"))
    parser.add_argument("--framework", metavar="FOLDER", type=Path, help=say("cli.argument.framework"))
    ask_for_force(parser, say)


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    if not asked.to.name.endswith(DOSSIER) or asked.to.name == DOSSIER:
        raise WrongUse("extension", path=asked.to, known=DOSSIER)
    check_free(asked.to, force=asked.force)
    met = _met(asked, say)
    incoming = met.merge.incoming
    undecided = () if asked.take_conflicts else incoming.conflicts
    problems = (*incoming.problems, *(Problem("merge.conflict", str(one.address)) for one in undecided))
    notices = (*met.copies.notices, *(note.sentence(say) for note in incoming.notices))
    if left := _left_out(met, asked.take_conflicts):
        notices = (*notices, say("merging.left_out", what=changes_named(incoming, left, met.teller)))
    if not problems:
        with working(say("cli.working.writing")):
            write_whole(asked.to, _together(met, asked.take_conflicts), force=asked.force)
        notices = (*notices, say("cli.written", path=asked.to))
    data = {
        "changes": [_data(one, met.teller) for one in incoming.changes],
        "same": incoming.same,
        "conflicts": len(incoming.conflicts),
        "written": None if problems else str(asked.to),
    }
    return Told(data, _text(met), notices, problems)


def _met(asked: argparse.Namespace, say: Phrases) -> _Met:
    """The copies, compared. Raises InputFault where they are not copies of one assessment."""
    base = () if asked.base == NO_BASE else (Path(asked.base),)
    copies = read_copies((*base, asked.a, asked.b), asked.framework, say)
    *before, a, b = copies.files
    alike = before and len({file.manifest.dossier.id for file in copies.files}) == 1
    if not alike and not share_a_past(a.entries, b.entries):
        raise InputFault([Problem("merge.nothing_in_common")])
    began = before[0].entries if before else None
    return _Met(copies, merge_proposed(a.entries, b.entries, copies.framework, began), say)


def _together(met: _Met, side: str | None) -> bytes:
    """A with all that B brings, as a dossier file; the conflicts decided for that side. Raises InputFault."""
    a, b = met.files
    repository = MemoryRepository()
    id = receive(repository, a).id
    conflicts = {one.address for one in met.merge.incoming.conflicts}
    taken = {one.address for one in met.merge.incoming.clean} | (conflicts if side == "b" else set())
    taken -= _left_out(met, side)
    kept = conflicts if side == "a" else ()
    apply_merge(repository, id, met.merge, taken, kept=kept, by=facilitator(a), at=datetime.now(UTC))
    try:
        return dossier_bytes(repository, id, CarriedFiles({**b.files.by_content, **a.files.by_content}))
    except StorageFault as fault:
        raise InputFault([Problem("merge.too_large")]) from fault


def _left_out(met: _Met, side: str | None) -> frozenset[Address]:
    """What of B makes no sense without the conflicts that are decided for A: it comes up again the next time."""
    incoming = met.merge.incoming
    return incoming.leaning_on({one.address for one in incoming.conflicts}) if side == "a" else frozenset()


def _text(met: _Met) -> str:
    """The changes that B brings, conflicts first, each with both sides and who wrote them."""
    incoming, say = met.merge.incoming, met.say
    if not incoming.changes:
        return say("merging.nothing_new", n=incoming.same)
    head = say("merging.brings", n=len(incoming.changes), conflicts=len(incoming.conflicts), same=incoming.same)
    return "\n\n".join((head, *(_told(one, met.teller) for one in (*incoming.conflicts, *incoming.clean))))


def _told(one: ProposedChange, teller: HistoryTeller) -> str:
    said = change_said(one, teller.dossier, teller.say, library=teller.library)
    sides = {"before": (one.base, said.base), "a": (one.here, said.here), "b": (one.incoming, said.incoming)}
    if one.standing is ChangeStanding.UNITED:
        sides["together"] = (Side(one.written), said.written)
    elif one.standing is not ChangeStanding.CONFLICTING:
        del sides["before"]  # it is what A still says
    return block(said.what, teller.say(f"merging.standing.{one.standing.value}"), sides, teller)


def _data(one: ProposedChange, teller: HistoryTeller) -> dict[str, Any]:
    said = change_said(one, teller.dossier, teller.say, library=teller.library)
    return {
        "address": str(one.address),
        "what": said.what,
        "standing": one.standing.value,
        "before": side_data(one.address, one.base, said.base),
        "a": side_data(one.address, one.here, said.here),
        "b": side_data(one.address, one.incoming, said.incoming),
    }


MERGE = Command("merge", _arguments, _run)

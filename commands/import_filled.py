"""import FILE FILLED: what a filled workbook, submissions, or another copy would change; with --apply it is written."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from commands.command import Command, Told, WrongUse
from commands.copies import Copies, block, changes_named, read_copies, side_data
from commands.opening import facilitator, read_bytes
from commands.showing import working
from commands.writing import ask_for_force, check_free, write_whole
from questionnaire.dossier import fold
from questionnaire.entries import Address
from questionnaire.incoming import ChangeStanding, Incoming, ProposedChange, Side
from questionnaire.problems import InputFault, Problem
from reports.history_words import HistoryTeller
from reports.incoming_words import change_said, teller_of
from storage.arrival import receive
from storage.carried_files import CarriedFiles
from storage.dossier_file import DossierFile, dossier_bytes, read_dossier
from storage.intake.reading import read_incoming
from storage.intake.workbook_gate import FileKind, kind_of_file
from storage.memory_repository import MemoryRepository
from storage.merging.comparing import merge_proposed, share_a_past
from storage.merging.taking import apply_merge
from storage.repository import StorageFault
from words.phrases import Phrases

DOSSIER = ".dossier"


@dataclass(frozen=True, eq=False)
class _Brought:
    """What the file would do, who tells it, and how chosen changes are written into a repository."""

    incoming: Incoming
    teller: HistoryTeller
    write: Callable[[MemoryRepository, str, Collection[Address]], None]
    files: CarriedFiles


def _arguments(parser: argparse.ArgumentParser, say: Phrases) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help=say("cli.argument.file"))
    parser.add_argument("filled", metavar="FILLED", type=Path, help=say("bringing.argument.filled"))
    parser.add_argument("--framework", metavar="FOLDER", type=Path, help=say("cli.argument.framework"))
    parser.add_argument("--participant", metavar="P", help=say("bringing.argument.participant"))
    parser.add_argument("--apply", action="store_true", help=say("bringing.argument.apply"))
    parser.add_argument("--take", metavar="ADDRESS", nargs="+", default=(), help=say("bringing.argument.take"))
    parser.add_argument("--section", metavar="L", nargs="+", default=(), help=say("bringing.argument.section"))
    parser.add_argument("--all-clean", action="store_true", help=say("bringing.argument.all_clean"))
    parser.add_argument("--out", metavar="NEW.dossier", type=Path, help=say("bringing.argument.out"))
    ask_for_force(parser, say)


def _run(asked: argparse.Namespace, say: Phrases) -> Told:
    _check_use(asked)
    copies = read_copies((asked.file,), asked.framework, say)
    (file,) = copies.files
    content = read_bytes(asked.filled)
    with working(say("cli.working.reading")):
        brought = _brought(asked, copies, content, say)
    incoming = brought.incoming
    told = (*incoming.unknown, *incoming.notices)
    notices = (*copies.notices, *(note.sentence(say) for note in told))
    taken: set[Address] = set()
    if asked.apply:
        chosen = _taken(asked, incoming, copies)
        taken = {*incoming.with_needed(chosen)}
        notices = (*notices, *_together_told(brought, chosen, taken))
        out = asked.out or asked.file
        with working(say("cli.working.writing")):
            write_whole(out, _with_changes(file, brought, taken), force=asked.force)
        notices = (*notices, say("bringing.taken", n=len(taken)), say("cli.written", path=out))
    return Told(_data(brought, taken), _text(brought), notices, incoming.problems)


def _check_use(asked: argparse.Namespace) -> None:
    """Raises WrongUse where changes have no place to go to, or are chosen without being taken."""
    if not asked.apply and (asked.take or asked.section or asked.all_clean or asked.out):
        raise WrongUse("import_without_apply")
    if asked.out is not None and (not asked.out.name.endswith(DOSSIER) or asked.out.name == DOSSIER):
        raise WrongUse("extension", path=asked.out, known=DOSSIER)
    if asked.apply:
        check_free(asked.out or asked.file, force=asked.force)


def _brought(asked: argparse.Namespace, copies: Copies, content: bytes, say: Phrases) -> _Brought:
    """The file, read. Raises InputFault where nothing of it can be."""
    (file,) = copies.files
    if kind_of_file(content) is FileKind.DOSSIER:
        return _copy_brought(copies, content, say)
    by, at = asked.participant or facilitator(file), datetime.now(UTC)
    incoming = read_incoming(
        content,
        asked.filled.name,
        framework=copies.framework,
        entries=file.entries,
        dossier_id=file.dossier.id,
        participant=asked.participant,
        by=by,
        at=at,
    )

    def write(repository: MemoryRepository, id: str, taken: Collection[Address]) -> None:
        repository.save_all(id, incoming.changes_for(taken), by=by, at=at)

    return _Brought(incoming, teller_of(file.dossier, say, library=copies.library), write, file.files)


def _copy_brought(copies: Copies, content: bytes, say: Phrases) -> _Brought:
    """Another copy of the dossier, compared by both histories. Raises InputFault where it is none."""
    (file,) = copies.files
    other = read_dossier(content, copies.framework)
    if not share_a_past(file.entries, other.entries):
        raise InputFault([Problem("merge.nothing_in_common")])
    merge = merge_proposed(file.entries, other.entries, copies.framework)
    there = fold(copies.framework, other.dossier.id, (merge.ids.entry(entry) for entry in other.entries))
    by, at = facilitator(file), datetime.now(UTC)

    def write(repository: MemoryRepository, id: str, taken: Collection[Address]) -> None:
        apply_merge(repository, id, merge, taken, by=by, at=at)

    teller = teller_of(file.dossier, say, library=copies.library, people=there.participants)
    files = CarriedFiles({**other.files.by_content, **file.files.by_content})
    return _Brought(merge.incoming, teller, write, files)


def _taken(asked: argparse.Namespace, incoming: Incoming, copies: Copies) -> set[Address]:
    """The changes that were chosen; every one without a conflict where nothing was said. Raises WrongUse."""
    by_name = {str(one.address): one.address for one in incoming.changes}
    for name in asked.take:
        if name not in by_name:
            raise WrongUse("import_take", found=name)
    for section in asked.section:
        if section not in {one.id for one in copies.framework.sections}:
            raise WrongUse("import_section", found=section)
    taken = {by_name[name] for name in asked.take}
    taken |= {one.address for one in incoming.ready if one.section in asked.section}
    if asked.all_clean or not (asked.take or asked.section):
        taken |= {one.address for one in incoming.ready}
    return taken


def _together_told(brought: _Brought, chosen: set[Address], taken: set[Address]) -> Iterator[str]:
    """That more is taken than was chosen, as that needs it; and what waits for a decision on something else."""
    incoming, teller = brought.incoming, brought.teller
    if along := taken - chosen:
        yield teller.say("bringing.along", what=changes_named(incoming, along, teller))
    waiting = incoming.leaning_on({one.address for one in incoming.conflicts} - taken) - taken
    if waiting := waiting - {one.address for one in incoming.conflicts}:
        yield teller.say("bringing.waiting", what=changes_named(incoming, waiting, teller))


def _with_changes(file: DossierFile, brought: _Brought, taken: Collection[Address]) -> bytes:
    """The dossier file with these changes, all of them or none. Raises InputFault where it would be too large."""
    repository = MemoryRepository()
    id = receive(repository, file).id
    brought.write(repository, id, taken)
    try:
        return dossier_bytes(repository, id, brought.files)
    except StorageFault as fault:
        raise InputFault([Problem("merge.too_large")]) from fault


def _text(brought: _Brought) -> str:
    """The changes, conflicts first, each with its sides and where it was found."""
    incoming, say = brought.incoming, brought.teller.say
    if not incoming.changes:
        return say("bringing.nothing_new", n=incoming.same)
    counts = [
        say(f"bringing.count.{standing.value}", n=n)
        for standing in ChangeStanding
        if (n := sum(one.standing is standing for one in incoming.changes))
    ]
    head = say("bringing.found", n=len(incoming.changes), counts=", ".join(counts), same=incoming.same)
    return "\n\n".join((head, *(_told(one, brought.teller) for one in (*incoming.conflicts, *incoming.clean))))


def _told(one: ProposedChange, teller: HistoryTeller) -> str:
    say = teller.say
    said = change_said(one, teller.dossier, say, library=teller.library)
    sides = {"before": (one.base, said.base), "here": (one.here, said.here), "file": (one.incoming, said.incoming)}
    if one.standing is ChangeStanding.UNITED:
        sides["together"] = (Side(one.written), said.written)
    elif one.standing is not ChangeStanding.CONFLICTING:
        del sides["before"]  # it is what is here still
    remark = say(f"merging.standing.{one.standing.value}")
    where = "; ".join(part for part in (str(one.address), one.place) if part)
    return block(said.what, say("bringing.remark", standing=remark, where=where), sides, teller)


def _data(brought: _Brought, taken: Collection[Address]) -> dict[str, Any]:
    incoming = brought.incoming
    return {
        "base_revision": incoming.base_revision,
        "same": incoming.same,
        "changes": [_change_data(one, brought.teller) for one in incoming.changes],
        "unknown": [note.sentence(brought.teller.say) for note in incoming.unknown],
        "taken": sorted(map(str, taken)),
    }


def _change_data(one: ProposedChange, teller: HistoryTeller) -> dict[str, Any]:
    said = change_said(one, teller.dossier, teller.say, library=teller.library)
    return {
        "address": str(one.address),
        "what": said.what,
        "standing": one.standing.value,
        "section": one.section,
        "place": one.place,
        "before": side_data(one.address, one.base, said.base),
        "here": side_data(one.address, one.here, said.here),
        "file": side_data(one.address, one.incoming, said.incoming),
        "written": side_data(one.address, Side(one.written), said.written),
    }


IMPORT_FILLED = Command("import", _arguments, _run)

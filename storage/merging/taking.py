"""What of another copy is taken, and written here: in one transaction or not at all, under the names of who wrote it.

A change that is taken brings its own past along, writing by writing, with the author and the moment of each. Where a
person decided a conflict for what is here, the losing writing joins the history too, and the winning one is written
once more above it, by whoever decided. So nothing is lost, and the next merge knows that both were looked at. Where
names come that nobody here knew, it is recorded who brought them in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from questionnaire.bringing import Bringing
from questionnaire.entries import PLANNED, PROOF, Address, Entry, Subject, brought_at
from questionnaire.incoming import ProposedChange
from questionnaire.problems import Problem
from storage.archive import MEGABYTE
from storage.bringing_shapes import MOST_WRITERS
from storage.carried_files import CarriedFiles, named_files
from storage.evidence_store import LARGEST_TOTAL, EvidenceStore
from storage.merging.comparing import Merge
from storage.repository import Repository


def apply_merge(
    repository: Repository,
    id: str,
    merge: Merge,
    taken: Collection[Address],
    *,
    kept: Collection[Address] = (),
    by: str,
    at: datetime,
) -> tuple[Entry, ...]:
    """Write the changes at the addresses `taken` and what they need; the rest is proposed again the next time.

    `kept` are conflicts decided for what is here: they are not proposed again. `by` decided all this, `at` that moment.
    Gives what was written.
    Raises StaleDossier where anything was saved since the merge was looked at, BadValue where something cannot be kept,
    StorageFault. Before, `keep_attached` keeps the files that come along: what is written never names one that is not.
    """
    written = merged_entries(merge, taken, kept=kept, by=by, at=at)
    if written:
        repository.extend(id, written, expect=merge.revision)
    return written


def keep_attached(
    repository: Repository, id: str, files: CarriedFiles, store: EvidenceStore, coming: Iterable[Entry] = ()
) -> tuple[Problem, ...]:
    """Keep the attached files of the other copy that the evidence here names; gives those that have no room.

    `coming` are entries that are written next. What is said about a file without room stays, and its copy is in the
    file that it came in. Raises StorageFault.
    """
    named = named_files((*repository.entries(id), *coming))
    refused = []
    for content in missing_files(named, id, files, store):
        data = files.by_content[content]
        if store.size(id) + len(data) <= LARGEST_TOTAL:
            store.keep(id, content, data)
        else:
            refused.append(Problem("merge.no_room", named[content][0].name, facts={"most": LARGEST_TOTAL // MEGABYTE}))
    return tuple(refused)


def missing_files(named: Collection[str], id: str, files: CarriedFiles, store: EvidenceStore) -> tuple[str, ...]:
    """Which of the files that evidence names are in the other copy and not here, by their SHA-256."""
    return tuple(one for one in files.by_content if one in named and not store.has(id, one))


def merged_entries(
    merge: Merge, taken: Collection[Address], *, kept: Collection[Address] = (), by: str, at: datetime
) -> tuple[Entry, ...]:
    """The entries that a merge adds: those of the other copy in the order of its revisions, the decisions last."""
    incoming = merge.incoming
    chosen = incoming.with_needed(taken)
    decided = {one.address: one for one in incoming.changes if one.address in chosen}
    held = {address for address in kept if address not in chosen}
    held |= {PLANNED, PROOF} if {PLANNED, PROOF} & held else set()
    refused = {one.address: one for one in incoming.conflicts if one.address in held - decided.keys()}
    changes = decided | refused
    came = [entry for address in changes for entry in merge.writings[address]]
    entries = _renumbered(came, changes.values(), merge.revision)
    last = max((one.revision for one in entries), default=merge.revision) + 1
    stamps = {one.address: one.stamp for one in entries}
    for address, change in changes.items():
        value, who, when = _decision(change, address in refused, by, at)
        if value != merge.writings[address][-1].value or address in refused:
            entries.append(Entry(address, stamps[address] + 1, value, who, when, last))
    if unknown := merge.unknown_writers(changes):
        entries.append(Entry(brought_at(last), 1, Bringing(unknown[:MOST_WRITERS]), by, at, last))
    return tuple(entries)


def _renumbered(came: Iterable[Entry], changes: Iterable[ProposedChange], revision: int) -> list[Entry]:
    """The writings under stamps and revisions of here; what was written in one revision there is in one here."""
    ordered: Sequence[Entry] = sorted(came, key=lambda one: (one.revision, str(one.address), one.stamp))
    revisions = {one: revision + n for n, one in enumerate(sorted({entry.revision for entry in ordered}), start=1)}
    stamps = {one.address: one.stamp for one in changes}
    entries = []
    for entry in ordered:
        stamps[entry.address] += 1
        entries.append(replace(entry, stamp=stamps[entry.address], revision=revisions[entry.revision]))
    return entries


def _decision(change: ProposedChange, refused: bool, by: str, at: datetime) -> tuple[Any, str, datetime]:
    """What holds in the end, who wrote it and when. A report keeps its writer: nobody decides which one is later."""
    if refused:
        return change.here.value, by, at
    if change.address.subject is Subject.PROGRESS and change.written == change.here.value:
        return change.written, change.here.by, change.here.at or at
    return change.written, by, at

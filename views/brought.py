"""A file that somebody brought back, compared with the open assessment; and the writing of what is taken of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from hashlib import sha256

from questionnaire.assessment import Participant
from questionnaire.entries import Address, Subject
from questionnaire.incoming import Incoming
from questionnaire.problems import InputFault, Problem
from storage.archive import MEGABYTE
from storage.carried_files import named_files
from storage.dossier_file import BOUNDS, DossierFile, framework_named_in, read_dossier
from storage.intake.reading import read_incoming
from storage.intake.workbook_gate import FileKind, kind_of_file
from storage.merging.comparing import Merge, merge_proposed, share_a_past
from storage.merging.taking import apply_merge, keep_attached, merged_entries, missing_files
from views.desk import Desk
from views.memo import evidence_store, once

LARGEST = BOUNDS.upload


@dataclass(frozen=True, eq=False)
class Brought:
    """What came: what it proposes, and where it is another copy of the dossier, the copy and how it compares.

    `key` tells this reading from others: the file, whose answers they are, and the state of the assessment.
    """

    key: tuple[object, ...]
    incoming: Incoming
    file: DossierFile | None = None
    merge: Merge | None = None

    @property
    def of_file(self) -> tuple[object, ...]:
        """The file and whose answers they are, whatever was saved here since."""
        return (*self.key[:2], *self.key[3:])

    @property
    def people(self) -> tuple[Participant, ...]:
        """The participants that the other copy knows, by the ids that they have here."""
        if self.file is None or self.merge is None:
            return ()
        ids = self.merge.ids
        return tuple(replace(one, id=ids.of(Subject.PARTICIPANT, one.id)) for one in self.file.dossier.participants)


def is_copy(content: bytes) -> bool:
    """Whether a file is another copy of a dossier, by what is in it."""
    return kind_of_file(content) is FileKind.DOSSIER


def brought_file(desk: Desk, name: str, content: bytes, whose: str | None) -> Brought:
    """The file, read and compared once for each state of the assessment. Raises InputFault with all problems."""
    key = ("brought", desk.dossier_id, desk.dossier.edition, sha256(content).hexdigest(), whose, desk.participant)
    return once(key, lambda: _read(desk, name, content, whose, key))


def _read(desk: Desk, name: str, content: bytes, whose: str | None, key: tuple[object, ...]) -> Brought:
    if len(content) > LARGEST:
        raise InputFault([Problem("file.too_large", name, facts=_sizes(len(content)))])
    dossier = desk.dossier
    entries = desk.repository.entries(dossier.id)
    if is_copy(content):
        return _other_copy(desk, name, content, key)
    incoming = read_incoming(
        content,
        name,
        framework=desk.whole,
        entries=entries,
        dossier_id=dossier.id,
        participant=whose,
        by=desk.participant,
        at=desk.now(),
    )
    return Brought(key, incoming)


def _sizes(size: int) -> dict[str, str]:
    return {"size": f"{size / MEGABYTE:.1f}", "most": f"{LARGEST / MEGABYTE:.1f}"}


def _other_copy(desk: Desk, name: str, content: bytes, key: tuple[object, ...]) -> Brought:
    """Another copy of the dossier. Raises InputFault where it is one of another assessment."""
    named = framework_named_in(content)
    if named is not None and named != desk.whole.id:
        raise InputFault([Problem("merge.other_framework", name, facts={"found": named, "known": desk.whole.id})])
    file = read_dossier(content, desk.whole)
    entries = desk.repository.entries(desk.dossier.id)
    if not share_a_past(entries, file.entries):
        raise InputFault([Problem("merge.other_dossier", name)])
    merge = merge_proposed(entries, file.entries, desk.whole)
    return Brought(key, merge.incoming, file, merge)


def keep_taken(
    desk: Desk, brought: Brought, taken: Collection[Address], kept: Collection[Address]
) -> tuple[Problem, ...]:
    """Write the changes at the addresses `taken`, all of them or none; what could not come along besides is given.

    `kept` are conflicts decided for what is here. Raises StaleEntry or StaleDossier where somebody saved meanwhile,
    StorageFault.
    """
    if brought.merge is None or brought.file is None:
        desk.save_all(brought.incoming.changes_for(taken))
        return ()
    merge, file, by, at = brought.merge, brought.file, desk.participant, desk.now()
    coming = merged_entries(merge, taken, kept=kept, by=by, at=at)
    # The files first: where one cannot be kept nothing is written, and the same press may be made again.
    left = desk.written(lambda id: keep_attached(desk.repository, id, file.files, evidence_store(), coming))
    desk.written(lambda id: apply_merge(desk.repository, id, merge, taken, kept=kept, by=by, at=at))
    return left


def files_lacking(desk: Desk, brought: Brought) -> int:
    """How many files that evidence here names came along in the copy and are not kept here."""
    if brought.file is None:
        return 0
    named = named_files(desk.repository.entries(desk.dossier.id))
    return len(missing_files(named, desk.dossier.id, brought.file.files, evidence_store()))


def keep_files(desk: Desk, brought: Brought) -> tuple[Problem, ...]:
    """Keep the files that are lacking; gives those that have no room. Raises StorageFault."""
    assert brought.file is not None, "another copy came"
    files = brought.file.files
    return desk.written(lambda id: keep_attached(desk.repository, id, files, evidence_store()))

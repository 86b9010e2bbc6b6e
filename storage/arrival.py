"""A dossier file comes in: what keeping it would do, and keeping it. Nothing kept before is ever overwritten.

A dossier carries its id wherever it goes, so the same one may come back from another machine:

| the dossier here          | what happens                                                            |
|---------------------------|-------------------------------------------------------------------------|
| is not known              | it is kept under its own id                                             |
| has the same history      | nothing: it is here already                                             |
| goes further than the file| nothing: the file is an earlier state of it                             |
| is an earlier state of it | the later entries are added, as they were made: the history goes on     |
| holds all that it says    | nothing: it was merged; only stamps and revisions differ                |
| went another way          | the file is kept beside it as a copy with an id of its own              |
| is not the reader's       | the same: whose it is, and that it is here, is not told                 |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from questionnaire.entries import Address, Entry
from questionnaire.framework import Framework
from storage.dossier_file import DossierFile
from storage.evidence_store import EvidenceStore
from storage.histories import new_id
from storage.merging.comparing import merge_proposed
from storage.repository import Repository, StaleDossier, TakenId, UnknownDossier


class Arrival(StrEnum):
    """How a dossier in a file stands to the dossier of the same id that is kept."""

    NEW = "new"
    SAME = "same"
    EARLIER = "earlier"
    LATER = "later"
    APART = "apart"


@dataclass(frozen=True)
class Received:
    """Where the dossier of the file is now, and how it stood to what was kept."""

    id: str
    arrival: Arrival


def arrival_of(repository: Repository, file: DossierFile) -> Arrival:
    """What `receive` would do; changes nothing."""
    try:
        kept = _by_place(repository.entries(file.manifest.dossier.id))
    except UnknownDossier:
        return Arrival.NEW
    came = _by_place(file.entries)
    if kept == came:
        return Arrival.SAME
    if came.items() <= kept.items():
        return Arrival.EARLIER
    revision = max((one.revision for one in kept.values()), default=0)
    goes_on = all(came.get(place) == entry for place, entry in kept.items()) and all(
        entry.revision > revision for place, entry in came.items() if place not in kept
    )
    if goes_on:
        return Arrival.LATER
    framework = file.dossier.whole or file.dossier.framework
    merged = merge_proposed(kept.values(), file.entries, framework).says_nothing_new
    return Arrival.EARLIER if merged else Arrival.APART


def receive(repository: Repository, file: DossierFile, store: EvidenceStore | None = None) -> Received:
    """Keep what came in the file, as the table above says; in one transaction, or not at all.

    The attached files that came along are kept in `store`; also where the dossier is here already, but lacks them.
    Raises StorageFault.
    """
    id = file.manifest.dossier.id
    arrival = arrival_of(repository, file)
    if arrival is Arrival.LATER:
        expect = repository.revision(id)
        try:
            repository.extend(id, [one for one in file.entries if one.revision > expect], expect=expect)
        except StaleDossier:
            # Somebody saved between looking and writing, so the two histories have just gone apart.
            arrival = Arrival.APART
    if arrival is Arrival.NEW:
        try:
            _create(repository, file, id)
        except TakenId:
            # By a dossier that this person may not see. Its files are not touched either.
            arrival = Arrival.APART
    if arrival is Arrival.APART:
        id = new_id()
        _create(repository, file, id)
    if store is not None and arrival is not Arrival.EARLIER:
        # After the entries: only they tell whose the id is. A file that is missing comes when the same is read again.
        for content, data in file.files.by_content.items():
            store.keep(id, content, data)
    return Received(id, arrival)


def _create(repository: Repository, file: DossierFile, id: str) -> None:
    mark = file.manifest.dossier
    repository.create(_as_made(file), file.entries, id=id, example=mark.example, created_at=mark.created_at)


def _as_made(file: DossierFile) -> Framework:
    """The framework under the version that the dossier was made with: that is what stays written beside it."""
    mark = file.manifest.framework
    return replace(file.dossier.whole or file.dossier.framework, version=mark.version, content_hash=mark.content_hash)


def _by_place(entries: tuple[Entry, ...]) -> Mapping[tuple[Address, int], Entry]:
    return {(entry.address, entry.stamp): entry for entry in entries}

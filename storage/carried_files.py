"""The attached files that travel in a dossier file, each as a member `evidence/<SHA-256>`; what is checked of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

from questionnaire.dossier import latest
from questionnaire.entries import Entry, Subject
from questionnaire.evidence import AttachedFile
from questionnaire.problems import Problem, Severity
from storage.evidence_store import LARGEST_FILE
from storage.file_kinds import kind_of
from storage.repository import StorageFault

FOLDER = "evidence/"


class AttachedFiles(Protocol):
    """Where attached files are read from: an `EvidenceStore`, or a dossier file that was read."""

    def has(self, dossier: str, content: str) -> bool:
        """Whether there is a file of that SHA-256."""
        ...

    def open(self, dossier: str, content: str) -> bytes:
        """The file of that SHA-256. Raises StorageFault."""
        ...


@dataclass(frozen=True)
class CarriedFiles:
    """The files that came in a dossier file, by their SHA-256; of one dossier, whatever it is called here."""

    by_content: Mapping[str, bytes] = field(default_factory=dict)

    def has(self, dossier: str, content: str) -> bool:
        """Whether there is a file of that SHA-256."""
        return content in self.by_content

    def open(self, dossier: str, content: str) -> bytes:
        """The file of that SHA-256. Raises StorageFault."""
        if content not in self.by_content:
            raise StorageFault("storage.fault.file_missing", place=content)
        return self.by_content[content]


def named_files(entries: Iterable[Entry]) -> Mapping[str, tuple[AttachedFile, ...]]:
    """The files that the evidence of today names, by the SHA-256 of each: two pieces may name one file."""
    named: dict[str, tuple[AttachedFile, ...]] = {}
    for entry in latest(one for one in entries if one.address.subject is Subject.EVIDENCE).values():
        for file in entry.value.files if entry.value is not None else ():
            named[file.content] = (*named.get(file.content, ()), file)
    return named


def members(dossier: str, entries: Iterable[Entry], files: AttachedFiles | None) -> Mapping[str, bytes]:
    """The members of a dossier file for the files that are there. One that was lost must not keep the rest from it."""
    if files is None:
        return {}
    found: dict[str, bytes] = {}
    for content in sorted(named_files(entries)):
        try:
            if files.has(dossier, content):
                found[FOLDER + content] = files.open(dossier, content)
        except StorageFault as fault:
            if fault.code not in ("storage.fault.file_missing", "storage.fault.file_damaged"):
                raise
    return found


def read_members(parts: Mapping[str, bytes], entries: Iterable[Entry]) -> tuple[CarriedFiles, tuple[Problem, ...]]:
    """The files among the members of a dossier file, and everything that is wrong with them or is missing (a note)."""
    named = named_files(entries)
    problems = [problem for name in sorted(parts) for problem in _wrong_with(name, parts[name], named)]
    carried = {name.removeprefix(FOLDER): data for name, data in parts.items()}
    problems += [
        Problem("file.attached_missing", file.name, severity=Severity.NOTE)
        for content, files in sorted(named.items())
        if content not in carried
        for file in files
    ]
    return CarriedFiles(carried), tuple(problems)


def _wrong_with(name: str, data: bytes, named: Mapping[str, tuple[AttachedFile, ...]]) -> Iterator[Problem]:
    """A member is kept under its name, so it must be what its name and the evidence say."""
    content = name.removeprefix(FOLDER)
    if content not in named:
        yield Problem("file.unknown_member", name)
        return
    for file in named[content]:
        kind, wrong = kind_of(file.name, data) if len(data) <= LARGEST_FILE else ("", "too_large")
        if wrong or (kind, len(data), sha256(data).hexdigest()) != (file.kind, file.size, content):
            yield Problem("file.attached_differs", name)

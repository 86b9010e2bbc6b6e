"""One dossier as one file: a zip of readable JSON that opens in any later version of this program.

    manifest.json   format, program, framework, dossier, the SHA-256 of the other parts
    dossier.json    every entry with its whole history, one a line, sorted: two files can be compared line by line
    README.txt      what this is, for a person who finds it, in every language of the program
    evidence/       the files attached to evidence, where they were written along, each under its SHA-256

The same dossier makes the same bytes. A file comes from people we do not know: it is read within bounds, checked to the
last value, and refused with all problems at once; nothing is stored by reading it. `arrival` stores it.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from questionnaire.assessment import Assessment, Dossier
from questionnaire.dossier import fold
from questionnaire.entries import Entry
from questionnaire.framework import Framework
from questionnaire.problems import InputFault, Problem, Severity
from questionnaire.profile import FULL
from storage.archive import MEGABYTE, Bounds, Unpacked, unpack
from storage.bad_values import BadValue
from storage.carried_files import FOLDER, AttachedFiles, CarriedFiles, members, read_members
from storage.entry_lines import entry_from_json, entry_to_json
from storage.evidence_store import LARGEST_TOTAL, MOST_FILES
from storage.faults import system_fault_code
from storage.histories import checked_history
from storage.manifest import FORMAT, DossierMark, FrameworkMark, Manifest, manifest_from_json, manifest_to_json
from storage.repository import Repository, StorageFault, UnknownDossier
from storage.shapes import Json, described
from storage.strict_json import loads
from words.phrases import LANGUAGES, load_phrases

PROGRAM = "1"
"""The version of this program, as it is written into the files that it makes."""

MANIFEST, ENTRIES, README = "manifest.json", "dossier.json", "README.txt"
MOST_ENTRIES = 100_000
BOUNDS = Bounds(upload=10 * MEGABYTE + LARGEST_TOTAL, members=100 + MOST_FILES, folder=FOLDER, in_folder=LARGEST_TOTAL)
"""What is read of a file: as much as an archive without attached files may have, and beside it what those may take."""

MOST_PROBLEMS = 100
"""How many problems are listed; how many more there are is said in one line."""

Upgrader = Callable[[Mapping[str, Json]], Mapping[str, Json]]

UPGRADERS: Mapping[int, Upgrader] = {}
"""From each earlier format to the one after it: takes and gives the JSON of the parts, by name. None is before 1."""


class UnreadableDossier(InputFault):
    """A file that is refused, with everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        shown = list(problems[:MOST_PROBLEMS])
        if len(problems) > len(shown):
            shown.append(Problem("file.more_problems", facts={"count": len(problems) - len(shown)}))
        super().__init__(shown)


@dataclass(frozen=True)
class DossierFile:
    """A file that was read: its manifest, its entries (oldest first), the dossier they make, what is worth saying.

    `files` are the attached files that came along.
    """

    manifest: Manifest
    entries: tuple[Entry, ...]
    dossier: Dossier
    notices: tuple[Problem, ...]
    files: CarriedFiles = CarriedFiles()


def dossier_bytes(repository: Repository, id: str, files: AttachedFiles | None = None) -> bytes:
    """The dossier as a file, with the attached files that its evidence names now and that are in `files`.

    Raises UnknownDossier; StorageFault where it is larger than any program would open.
    """
    line = _line_about(repository, id)
    entries = repository.entries(id)
    attached = members(id, entries, files)
    parts = {ENTRIES: _entries_text(entries).encode(), README: _readme_text(line).encode(), **attached}
    manifest = Manifest(
        FORMAT,
        PROGRAM,
        FrameworkMark(line.framework_id, line.framework_version, line.framework_hash),
        DossierMark(id, max((one.revision for one in entries), default=0), line.created_at, line.example),
        {name: sha256(content).hexdigest() for name, content in parts.items()},
    )
    about = (json.dumps(manifest_to_json(manifest), ensure_ascii=False, indent=1) + "\n").encode()
    # A text that repeats itself a thousand times shrinks like a bomb, and would be refused: it is stored as it is.
    for compression in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
        written = _zipped({MANIFEST: about, **parts}, compression)
        if not unpack(written, BOUNDS).problems:
            return written
    raise StorageFault("storage.fault.dossier_too_large", place=id)


def write_dossier(repository: Repository, id: str, path: Path, files: AttachedFiles | None = None) -> None:
    """Write the file: whole, or not at all. Raises as `dossier_bytes` does."""
    written = dossier_bytes(repository, id, files)
    part = path.with_name(f"{path.name}.part-{os.getpid()}")
    try:
        part.write_bytes(written)
        part.replace(path)
    except OSError as error:
        raise StorageFault(system_fault_code(error), place=str(path)) from error
    finally:
        part.unlink(missing_ok=True)


def _line_about(repository: Repository, id: str) -> Assessment:
    for line in repository.assessments():
        if line.id == id:
            return line
    raise UnknownDossier(id)


def _entries_text(entries: tuple[Entry, ...]) -> str:
    """All entries as JSON, one a line, by address and stamp."""
    ordered = sorted(entries, key=lambda one: (str(one.address), one.stamp))
    lines = (json.dumps(entry_to_json(one), ensure_ascii=False) for one in ordered)
    return '{"entries": [\n' + ",\n".join(lines) + "\n]}\n"


def _readme_text(line: Assessment) -> str:
    facts = {"framework": line.framework_id, "version": line.framework_version, "id": line.id}
    return "\n".join(load_phrases(language)("storage.readme", **facts) for language in sorted(LANGUAGES))


def _zipped(parts: Mapping[str, bytes], compression: int) -> bytes:
    """The archive, without the hour and the machine: the same parts make the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            member.create_system, member.external_attr = 3, 0o644 << 16
            # Pictures and documents are compressed as they are: trying again would take long and gain nothing.
            member.compress_type = zipfile.ZIP_STORED if name.startswith(FOLDER) else compression
            archive.writestr(member, content, compresslevel=9)
    return held.getvalue()


def framework_named_in(data: bytes) -> str | None:
    """The id of the framework that a file says it was made with; None where it cannot be read. Nothing is trusted."""
    manifest = _read_pages(unpack(data, BOUNDS)).get(MANIFEST)
    mark = manifest.get("framework") if isinstance(manifest, dict) else None
    id = mark.get("id") if isinstance(mark, dict) else None
    return id if isinstance(id, str) else None


def read_dossier(data: bytes, framework: Framework) -> DossierFile:
    """Read a file, trusting nothing in it. Raises UnreadableDossier with all problems; stores nothing.

    A file of another version of the framework opens: what no longer fits is among the orphans of the dossier, and the
    difference among the notices. A file of another framework is refused: nothing of it would fit.
    """
    unpacked = unpack(data, BOUNDS)
    pages = _read_pages(unpacked)
    _refuse_format(pages.get(MANIFEST), unpacked)
    pages = _upgraded(pages)
    manifest = _read_manifest(pages, unpacked)
    if manifest is not None:
        _check_sums(manifest, unpacked)
    entries = _read_entries(pages, unpacked)
    if manifest is not None and not unpacked.problems:
        _check_agreement(manifest, entries, framework, unpacked)
    files, said = _read_attached(unpacked, entries)
    if unpacked.problems or manifest is None:
        raise UnreadableDossier(unpacked.problems)
    dossier = fold(framework, manifest.dossier.id, entries, created_at=manifest.dossier.created_at)
    return DossierFile(manifest, entries, dossier, (*_differences(manifest, dossier), *said), files)


def _read_attached(unpacked: Unpacked, entries: tuple[Entry, ...]) -> tuple[CarriedFiles, Iterable[Problem]]:
    """The attached files, and what is worth saying of them. Where the rest is broken, nothing can be said of them."""
    if unpacked.problems:
        return CarriedFiles(), ()
    parts = {name: content for name, content in unpacked.parts.items() if name.startswith(FOLDER)}
    files, found = read_members(parts, entries)
    unpacked.problems += (one for one in found if one.severity is Severity.ERROR)
    return files, (one for one in found if one.severity is Severity.NOTE)


def _read_pages(unpacked: Unpacked) -> Mapping[str, Json]:
    """The JSON of the two parts that are JSON, where it can be read at all."""
    pages: dict[str, Json] = {}
    for name in (MANIFEST, ENTRIES):
        if name not in unpacked.parts:
            if name not in unpacked.unread:
                unpacked.report("part_missing", name)
            continue
        try:
            pages[name] = loads(unpacked.parts[name].decode("utf-8"), name)
        except UnicodeDecodeError:
            unpacked.report("not_utf8", name)
        except BadValue as broken:
            unpacked.problems += broken.problems
    return pages


def _refuse_format(manifest: Json, unpacked: Unpacked) -> None:
    """Stop at a format that is not known: every other complaint about it would be noise."""
    number = manifest.get("format") if isinstance(manifest, dict) else None
    if type(number) is not int or number == FORMAT or number in UPGRADERS:
        return
    facts = {"found": str(number), "known": str(FORMAT)}
    if number > FORMAT:
        unpacked.report("newer_format", **facts)
    else:
        unpacked.report("unknown_format", **facts)
    raise UnreadableDossier(unpacked.problems)


def _upgraded(pages: Mapping[str, Json]) -> Mapping[str, Json]:
    """The pages as the newest format has them."""
    manifest = pages.get(MANIFEST)
    number = manifest.get("format") if isinstance(manifest, dict) else None
    while type(number) is int and number in UPGRADERS:
        pages = UPGRADERS[number](pages)
        number += 1
    return pages


def _read_manifest(pages: Mapping[str, Json], unpacked: Unpacked) -> Manifest | None:
    if MANIFEST not in pages:
        return None
    try:
        return manifest_from_json(pages[MANIFEST])
    except BadValue as broken:
        unpacked.problems += broken.problems
        return None


def _check_sums(manifest: Manifest, unpacked: Unpacked) -> None:
    """Every part is listed, present, and as it was when it was written."""
    listed, present = manifest.parts, unpacked.parts
    for name in sorted({ENTRIES, README} - set(listed)):
        unpacked.report("no_checksum", name)
    for name in sorted(set(listed) - set(present) - unpacked.unread - {ENTRIES}):
        unpacked.report("part_missing", described(name))
    for name in sorted(set(present) - {MANIFEST, ENTRIES, README}):
        if not name.startswith(FOLDER):
            unpacked.report("unknown_member", described(name))
        elif name not in listed:
            unpacked.report("no_checksum", described(name))
    for name in sorted(set(listed) & set(present)):
        if sha256(present[name]).hexdigest() != listed[name]:
            unpacked.report("wrong_checksum", described(name))


def _read_entries(pages: Mapping[str, Json], unpacked: Unpacked) -> tuple[Entry, ...]:
    if ENTRIES not in pages:
        return ()
    page = pages[ENTRIES]
    if not isinstance(page, dict) or set(page) != {"entries"} or not isinstance(page["entries"], list):
        unpacked.report("no_entries", ENTRIES)
        return ()
    if len(page["entries"]) > MOST_ENTRIES:
        unpacked.report("too_many_entries", ENTRIES, found=str(len(page["entries"])), most=str(MOST_ENTRIES))
        return ()
    read: list[Entry] = []
    before = len(unpacked.problems)
    for number, line in enumerate(page["entries"], start=2):
        try:
            read.append(entry_from_json(line, f"{ENTRIES} {number}"))
        except BadValue as broken:
            unpacked.problems += broken.problems
    if len(unpacked.problems) > before:
        return ()
    try:
        return checked_history(read)
    except BadValue as broken:
        unpacked.problems += broken.problems
        return ()


def _check_agreement(manifest: Manifest, entries: tuple[Entry, ...], framework: Framework, unpacked: Unpacked) -> None:
    """The manifest speaks of these entries, and of a framework that this program has."""
    revision = max((one.revision for one in entries), default=0)
    if manifest.dossier.revision != revision:
        unpacked.report("other_revision", MANIFEST, said=str(manifest.dossier.revision), found=str(revision))
    if manifest.framework.id != framework.id:
        unpacked.report("other_framework", found=described(manifest.framework.id), known=framework.id)


def _differences(manifest: Manifest, dossier: Dossier) -> tuple[Problem, ...]:
    """What is worth saying: that the framework is not the one the dossier was made with, and what no longer fits."""
    made, here = manifest.framework, dossier.whole or dossier.framework
    said: list[Problem] = []
    if made.version != here.version:
        said.append(_note("other_version", found=made.version, known=here.version))
    elif made.content_hash != here.content_hash:
        said.append(_note("other_content", version=made.version))
    if dossier.setup.profile not in {one.id for one in here.profiles} | {FULL}:
        said.append(_note("unknown_profile", found=described(dossier.setup.profile)))
    said += [_note("orphan", str(one.address)) for one in dossier.orphans]
    return tuple(said)


def _note(code: str, place: str = "", **facts: str) -> Problem:
    return Problem(f"file.{code}", place, facts=facts, severity=Severity.NOTE)

"""A zip file from people we do not know, read within bounds: looked at before it is inflated, and never written."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from questionnaire.problems import Problem
from storage.shapes import described

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Bounds:
    """How much of an archive is read: bytes of the file, bytes unpacked, members.

    Members below `folder` have `in_folder` bytes to themselves, so that the rest has no more room because of them.
    """

    upload: int = 10 * MEGABYTE
    inflated: int = 64 * MEGABYTE
    members: int = 400
    folder: str = ""
    in_folder: int = 0

    @property
    def headers(self) -> int:
        """How often the sign of a member may stand anywhere in the file: archives within it have members too."""
        return 100 * self.members if self.folder else self.members


USUAL = Bounds()
HIGHEST_RATIO = 200
"""How much larger than its compressed form a member above a megabyte may be: text grows 5 to 20 times, bombs 1000."""

_CENTRAL_HEADER = b"PK\x01\x02"
BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What Python's reader raises for a file that was cut, edited or made to hurt."""


@dataclass
class Unpacked:
    """The members that could be read, by name; the names of those that could not; everything that is wrong."""

    parts: dict[str, bytes] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def report(self, code: str, place: str = "", **facts: str) -> None:
        """Add a problem. `code` is the last part of its key, below "problems.file"."""
        self.problems.append(Problem(f"file.{code}", place, facts=facts))


def unpack(data: bytes, bounds: Bounds = USUAL) -> Unpacked:
    """Read every member that may be read. Never raises for what is in the file: all of it is in `problems`."""
    found = Unpacked()
    if len(data) > bounds.upload:
        found.report("too_large", size=_megabytes(len(data)), most=_megabytes(bounds.upload))
    elif data.count(_CENTRAL_HEADER) > bounds.headers:
        # Counted before the reader makes a record of each of them.
        found.report("too_many_members", most=str(bounds.members))
    else:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                _read_members(archive, bounds, found)
        except BROKEN_ARCHIVE:
            found.report("no_archive")
    return found


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}"


def _read_members(archive: zipfile.ZipFile, bounds: Bounds, found: Unpacked) -> None:
    members = archive.infolist()
    if len(members) > bounds.members:
        found.report("too_many_members", most=str(bounds.members))
        return
    found.problems += _doubles(members)
    rooms = {False: bounds.inflated, True: bounds.in_folder}
    for member in members:
        where = described(member.orig_filename)
        inside = bool(bounds.folder) and member.filename.startswith(bounds.folder)
        room = rooms[inside]
        wrong = [Problem(code, where) for code, is_so in _MEMBER_FAULTS.items() if is_so(member)]
        found.problems += wrong
        before = len(found.problems)
        most = bounds.in_folder if inside else bounds.inflated
        content = b"" if wrong or room < 0 else _inflate(archive, member, room, most, found)
        rooms[inside] = room = room - len(content)
        if wrong or room < 0 or len(found.problems) > before:
            found.unread.add(member.filename)
        else:
            found.parts[member.filename] = content


def _doubles(members: Iterable[zipfile.ZipInfo]) -> Iterator[Problem]:
    """Names given twice, also where only capitals differ: two programs would read two different files."""
    for name, times in Counter(member.orig_filename.casefold() for member in members).items():
        if times > 1:
            yield Problem("file.member_twice", described(name))


def _climbs(name: str) -> bool:
    """Whether a name could lead out of a folder on any system, or hides something."""
    return (
        not name
        or name.startswith("/")
        or "\\" in name
        or ":" in name
        or any(letter < " " or letter == "\x7f" for letter in name)
        or any(part in ("", ".", "..") for part in name.rstrip("/").split("/"))
    )


_MEMBER_FAULTS: Mapping[str, Callable[[zipfile.ZipInfo], bool]] = {
    "file.name_climbs": lambda member: _climbs(member.orig_filename),
    "file.symlink": lambda member: stat.S_ISLNK(member.external_attr >> 16),
    "file.encrypted": lambda member: bool(member.flag_bits & 0x1),
    "file.compression": lambda member: member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED),
}
"""What makes a member one that is not even opened."""


def _inflate(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: int, most: int, found: Unpacked) -> bytes:
    """The content, counted while it streams: what the file says of its own size is not believed."""
    content = bytearray()
    where = described(member.filename)
    bomb = max(MEGABYTE, member.compress_size * HIGHEST_RATIO)
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(65536):
                content += chunk
                if len(content) > room:
                    found.report("inflates_too_far", where, most=_megabytes(most))
                    break
                if len(content) > bomb:
                    found.report("bomb", where, ratio=str(HIGHEST_RATIO))
                    break
    except BROKEN_ARCHIVE:
        found.report("damaged_member", where)
    return bytes(content)

"""By what a piece of evidence is known in every copy: its number may be another piece elsewhere, its first writing not.

Copies that go on apart count on from the same number. So a form says of each piece that was registered when it was
made, how it was first written, by whom and when, as a short mark: whoever reads it back knows which pieces are meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256

from questionnaire.entries import Entry, Subject
from questionnaire.evidence import Evidence

LONGEST = 30_000
"""How much a form says of its register, in characters: what is longer than a cell would be cut."""
_SAID = "register"
_LINE = re.compile("([0-9a-f]{12}) (.+)")


def register_marks(entries: Iterable[Entry]) -> Mapping[str, str]:
    """The mark of each piece that was ever registered, by its id; `entries` are the whole history."""
    first: dict[str, Entry] = {}
    for entry in entries:
        if entry.address.subject is Subject.EVIDENCE:
            (id,) = entry.address.parts
            if id not in first or entry.stamp < first[id].stamp:
                first[id] = entry
    return {id: _mark(entry) for id, entry in first.items()}


def _mark(entry: Entry) -> str:
    """Several pieces may be written at one moment, so what was written tells them apart; not the number."""
    one = entry.value
    said = (one.title, one.kind, one.strength, one.where, one.dated, one.link) if isinstance(one, Evidence) else ()
    parts = (f"{entry.at.timestamp():.6f}", entry.by, *map(str, said))
    return sha256("\0".join(parts).encode()).hexdigest()[:12]


def marks_said(marks: Mapping[str, str]) -> str:
    """The marks as a fact of a form; nothing where they are more than a cell holds."""
    said = "\n".join((_SAID, *(f"{mark} {id}" for id, mark in marks.items())))
    return said if len(said) <= LONGEST else ""


def marks_read(said: str) -> Mapping[str, str] | None:
    """The marks that a form says, by id; None where it says nothing of its register."""
    head, *lines = said.split("\n")
    if head.strip() != _SAID:
        return None
    found = (_LINE.fullmatch(line.strip("\r")) for line in lines)
    return {one[2]: one[1] for one in found if one is not None}

"""Rows that can be typed into, each saved by itself: what stood there, what stands there now, what a row means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from questionnaire.entries import Address, Subject
from storage.repository import StaleEntry
from views.desk import Desk

Row = Mapping[str, Any]
"""A row as the table shows it: `item`, the id of what it is about, `name`, its words, and its other cells."""


@dataclass(frozen=True)
class RowStanding:
    """One record as it stood when the table was made, and as it stands now, each with the stamp of its entry."""

    shown: Any = None
    shown_stamp: int = 0
    held: Any = None
    stamp: int = 0


@dataclass(frozen=True)
class RowKind:
    """What rows are about: where they are recorded, which cells can be typed into, what record a row means.

    `read` raises UnreadableRow; `refused` is the key of the sentence that somebody else was first.
    """

    address: Callable[[str], Address]
    typed: tuple[str, ...]
    read: Callable[[Row], Any]
    refused: str


class UnreadableRow(ValueError):
    """A row that means nothing that can be recorded; `code` is the key of the sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def standings_of(desk: Desk, subject: Subject, revision: int, always: Iterable[str]) -> dict[str, RowStanding]:
    """Those that `always` have a row, and any other recorded by that revision."""
    found = {one: RowStanding() for one in always}
    for entry in desk.repository.entries(desk.dossier.id):  # the oldest first, so that the latest holds
        if entry.address.subject is not subject:
            continue
        (name,) = entry.address.parts
        if entry.revision <= revision:
            found[name] = RowStanding(entry.value, entry.stamp, entry.value, entry.stamp)
        elif name in found:
            found[name] = replace(found[name], held=entry.value, stamp=entry.stamp)
    return found


def blank(value: Any) -> Any:
    """None for what a table calls empty."""
    return None if value is None or value != value else value  # noqa: PLR0124  NaN is what differs from itself


def exact(typed: float) -> Fraction:
    """The number as a person typed it: 0.1 is a tenth."""
    return Fraction(repr(float(typed)))


def changed(kind: RowKind, before: Row, after: Row) -> bool:
    """Whether a person changed the row."""
    return any(blank(before[name]) != blank(after[name]) for name in kind.typed)


def keep_rows(
    desk: Desk,
    kind: RowKind,
    standings: Mapping[str, RowStanding],
    mine: dict[str, int],
    before: Sequence[Row],
    after: Sequence[Row],
) -> tuple[list[str], bool]:
    """Save every row that means another record than is held, on top of the stamp that this tab has seen.

    `before` are the rows as the table was made, `after` as they are on screen; `mine` the stamps of this tab's own last
    savings, which are added to it. Gives the sentences about what was not saved, and whether somebody else's record
    came in, so that the table must be made anew.
    """
    told: list[str] = []
    overtaken = False
    for old, new in zip(before, after, strict=True):
        name = str(old["item"])
        now, edited = standings[name], changed(kind, old, new)
        try:
            wanted = kind.read({**new, "item": name}) if edited else now.shown
        except UnreadableRow as unreadable:
            told.append(desk.say(unreadable.code, name=old["name"]))
            continue
        if wanted == now.held:
            continue
        if now.stamp in (now.shown_stamp, mine.get(name)) and _saved(desk, kind.address(name), wanted, now.stamp, mine):
            continue
        overtaken = True
        if edited:
            told.append(desk.say(kind.refused, name=old["name"]))
    return told, overtaken


def _saved(desk: Desk, address: Address, value: Any, stamp: int, mine: dict[str, int]) -> bool:
    """Save one record. False: somebody else was first."""
    try:
        mine[address.parts[-1]] = desk.save(address, value, expect=stamp).stamp
    except StaleEntry:
        return False
    return True

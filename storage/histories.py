"""What makes a set of entries a whole history, checked before it is kept; and what a list of dossiers says of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from secrets import token_hex
from typing import Any

from questionnaire.assessment import Assessment, Setup
from questionnaire.dossier import latest
from questionnaire.entries import Address, Entry, Subject
from questionnaire.problems import Problem
from questionnaire.stages import Stage
from storage.bad_values import BadValue, wrong_value
from storage.entry_lines import checked
from storage.shapes import identifier


def new_id() -> str:
    """An id that no other dossier has, in this memory or another."""
    return token_hex(8)


def checked_id(id: str) -> str:
    """The id. Raises BadValue where it cannot be one."""
    identifier.read(id, "id")
    return id


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries, oldest first."""
    return tuple(sorted(entries, key=lambda one: (one.revision, str(one.address), one.stamp)))


def checked_history(entries: Iterable[Entry], before: Iterable[Entry] = (), *, after: int = 0) -> tuple[Entry, ...]:
    """The entries, oldest first, each one checked; those without a revision get revision 1.

    They must be whole: at each address the stamps 1, 2, 3 ..., or where those kept `before` leave off, with revisions
    that never fall and lie above `after`. Raises BadValue with all problems.
    """
    found: list[Entry] = []
    problems: list[Problem] = []
    for entry in entries:
        try:
            found.append(checked(entry if entry.revision else replace(entry, revision=1)))
        except BadValue as broken:
            problems += broken.problems
    if not problems:
        problems += _breaks(found, latest(before), after)
    if problems:
        raise BadValue(problems)
    return in_order(found)


def _breaks(entries: Iterable[Entry], before: Mapping[Address, Entry], after: int) -> Iterable[Problem]:
    """Every place where a stamp is missing or given twice, or a revision falls."""
    held = {address: (entry.stamp, entry.revision) for address, entry in before.items()}
    for entry in sorted(entries, key=lambda one: one.stamp):
        stamp, revision = held.get(entry.address, (0, 0))
        facts = {"stamp": str(entry.stamp), "before": str(stamp), "revision": str(entry.revision)}
        if entry.stamp != stamp + 1:
            yield wrong_value("stamp_gap", str(entry.address), **facts)
        elif entry.revision < revision or entry.revision <= after:
            yield wrong_value("revision_falls", str(entry.address), **facts)
        held[entry.address] = (entry.stamp, entry.revision)


def front_page(
    held: Iterable[Entry], *, replies: int, created_at: datetime, saved_at: datetime | None, **row: Any
) -> Assessment:
    """The line about a dossier in a list: its set-up and stage from the entries that hold, the rest as given."""
    setup: dict[str, Any] = {}
    stage = Stage.DRAFT
    for entry in held:
        if entry.address.subject is Subject.SETUP and entry.value is not None:
            setup[entry.address.parts[0]] = entry.value
        elif entry.address.subject is Subject.STAGE and entry.value is not None:
            stage = entry.value
    return Assessment(
        setup=Setup(**setup),
        stage=stage,
        replies=replies,
        created_at=created_at,
        saved_at=saved_at or created_at,
        **row,
    )


def by_saving(assessments: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """The one saved last first."""
    return tuple(sorted(assessments, key=lambda one: (one.saved_at, one.id), reverse=True))


def is_reply(address: Address) -> bool:
    """Whether a reply is recorded there."""
    return address.subject is Subject.ANSWER and address.parts[2:] == ("reply",)


def nothing_there(address: Address, at: datetime) -> Entry:
    """The entry that stands for an address where nothing was recorded yet."""
    return Entry(address, 0, None, "", at)

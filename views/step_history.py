"""Who changed what about one action of the plan, and when: gathered from the entries, nothing is written for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from fractions import Fraction
from itertools import pairwise
from typing import Any

from questionnaire.entries import PLANNED, Address, Entry, details_of, own_action_at, progress_of
from questionnaire.following import Funding, Rater, StepDetails
from views.desk import Desk
from views.plan_by_hand import planned_start
from views.step_rows import funding_said, quarter_said
from words.numbers import day, number


@dataclass(frozen=True)
class Happening:
    """One thing that was changed: when, by whom (in words), and what, in words."""

    at: datetime
    who: str
    what: str


def step_history(desk: Desk, action: str, first: date) -> tuple[Happening, ...]:
    """All that happened to an action, the latest first. `first` is the first day of the plan of now."""
    found = (
        *_moves(desk, action, first),
        *_details(desk, action),
        *_progress(desk, action),
        *_own(desk, action),
    )
    told = sorted(found, key=lambda one: one[0].revision, reverse=True)
    return tuple(Happening(entry.at, called_by(desk, entry.by), what) for entry, what in told)


def called_by(desk: Desk, participant: str) -> str:
    """A participant by name; by id where there is none."""
    known = next((one for one in desk.dossier.participants if one.id == participant), None)
    return known.name or participant if known else participant


def _entries(desk: Desk, address: Address) -> tuple[Entry, ...]:
    return desk.repository.history(desk.dossier.id, address)


def _moves(desk: Desk, action: str, first: date) -> Iterator[tuple[Entry, str]]:
    """When the action came into the plan, moved and left it; the plan made anew counts too."""
    before: int | None = None
    for entry in _entries(desk, PLANNED):
        now = planned_start(entry.value, action)
        if now != before:
            yield entry, _move_said(desk, before, now, first)
        before = now


def _move_said(desk: Desk, before: int | None, now: int | None, first: date) -> str:
    if now is None:
        return desk.say("plan_edit.happened.taken_out")
    start = quarter_said(desk, first, now)
    if before is None:
        return desk.say("plan_edit.happened.put_in", start=start)
    return desk.say("plan_edit.happened.moved", before=quarter_said(desk, first, before), start=start)


def _details(desk: Desk, action: str) -> Iterator[tuple[Entry, str]]:
    """The fields that each entry changed, with what they said before."""
    blank = StepDetails(action)
    entries = _entries(desk, details_of(action))
    values = [blank, *(entry.value or blank for entry in entries)]
    for entry, (before, after) in zip(entries, pairwise(values), strict=True):
        changes = [one.name for one in fields(StepDetails) if getattr(before, one.name) != getattr(after, one.name)]
        if changes:
            said = (_field_said(desk, name, getattr(before, name), getattr(after, name)) for name in changes)
            yield entry, "; ".join(said)


def _field_said(desk: Desk, name: str, before: Any, after: Any) -> str:
    column = f"plan_edit.column.{name}"
    head = desk.say(column if column in desk.say else f"plan_edit.{name}")
    now = value_said(desk, after)
    if before in ("", None):
        return desk.say("plan_edit.happened.field", field=head, after=now)
    return desk.say("plan_edit.happened.field_from", field=head, after=now, before=value_said(desk, before))


def value_said(desk: Desk, value: Any) -> str:
    """A value of a line in words; that it is blank where it is."""
    match value:
        case Funding():
            return funding_said(desk, value) or ""
        case Fraction():
            return number(value, desk.language, 0 if value.denominator == 1 else 2)
        case date():
            return day(value, desk.language)
        case _:
            return str(value) if value else desk.say("plan_edit.blank")


def _progress(desk: Desk, action: str) -> Iterator[tuple[Entry, str]]:
    for rater in Rater:
        for entry in _entries(desk, progress_of(action, rater.value)):
            if entry.value is not None:
                word = desk.say(f"actions.progress.{entry.value.word.value}")
                said_by = desk.say(f"plan_edit.rater.{rater.value}")
                yield entry, desk.say("plan_edit.happened.progress", rater=said_by, word=word)


def _own(desk: Desk, action: str) -> Iterator[tuple[Entry, str]]:
    for entry in _entries(desk, own_action_at(action)):
        yield entry, desk.say("plan_edit.happened.withdrawn" if entry.value is None else "plan_edit.happened.own")

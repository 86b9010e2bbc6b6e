"""The table of the plan that people edit: what stands in a row, what a changed row means, what of it can be kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from planning.timetable import quarter_begins, quarter_ends
from questionnaire.entries import PLANNED, Entry, Subject, details_of
from questionnaire.following import Funding, StepDetails
from views.desk import Desk
from views.kept_rows import Row, RowKind, RowStanding, UnreadableRow, keep_rows, standings_of
from views.plan_by_hand import ByHand, ground, keep_change, tried
from views.plan_words import action_said, breaches_said
from words.numbers import month

LONGEST: Mapping[str, int] = {"owner": 500, "partner": 500, "donor": 500, "notes": 5_000}
"""How many characters each text may have."""
TYPED = ("owner", "partner", "funding", "donor", "notes")
PLAN = "the plan"
"""Under which name a tab remembers the stamp of its own last change of starts; no action is called so."""


@dataclass(frozen=True)
class PlanStanding:
    """The starts of the plan when the table was made and now, with their stamps; the details of every line likewise.

    `first` is the first day of the plan.
    """

    first: date
    shown: Mapping[str, int]
    shown_stamp: int
    held: Mapping[str, int]
    stamp: int
    details: Mapping[str, RowStanding] = field(default_factory=dict)


def plan_standing(desk: Desk, revision: int) -> PlanStanding:
    """The plan as of a revision, earliest action first, beside the plan of now. Raises ValueError without one."""
    here = ground(desk)
    if here is None:
        raise ValueError("no plan is kept")
    history = desk.repository.history(desk.dossier.id, PLANNED)
    shown = next((one for one in reversed(history) if one.revision <= revision), None)
    starts, place = _starts(desk, shown), {id: place for place, id in enumerate(desk.library.actions)}
    order = sorted(starts, key=lambda action: (starts[action], place[action]))
    details = standings_of(desk, Subject.STEP, revision, order)
    return PlanStanding(
        here.first_day,
        {one: starts[one] for one in order},
        shown.stamp if shown else 0,
        _starts(desk, history[-1]),
        history[-1].stamp,
        {one: details[one] for one in order},
    )


def _starts(desk: Desk, entry: Entry | None) -> Mapping[str, int]:
    """The starts of the actions that the library has."""
    lines = entry.value or () if entry else ()
    return {one.action: one.quarter for one in lines if one.action in desk.library.actions}


# --- rows -----------------------------------------------------------------------------------------------------


def step_row(desk: Desk, standing: PlanStanding, action: str) -> Row:
    """One line of the plan as a row: `item` (the action), `name`, `starts`, `ends`, and what was decided about it."""
    known, quarter = standing.details[action].shown or StepDetails(action), standing.shown[action]
    last = quarter + desk.library.actions[action].quarters - 1
    return {
        "item": action,
        "name": action_said(desk, action),
        "starts": quarter_said(desk, standing.first, quarter),
        "ends": month(quarter_ends(standing.first, last), desk.language, short=True),
        "owner": known.owner,
        "partner": known.partner,
        "funding": funding_said(desk, known.funding),
        "donor": known.donor,
        "notes": known.notes,
    }


def quarter_said(desk: Desk, first: date, quarter: int) -> str:
    """The month in which a quarter of a plan begins, counted from its first day: "Jul 2027"."""
    return month(quarter_begins(first, quarter), desk.language, short=True)


def quarters_offered(desk: Desk, first: date, starts: Iterable[int]) -> dict[str, int]:
    """Every quarter in which an action can start, by its month; those in use stay, also outside the horizon."""
    last = max((desk.dossier.limits.quarters - 1, *starts))
    return {quarter_said(desk, first, quarter): quarter for quarter in range(last + 1)}


def funding_said(desk: Desk, funding: Funding | None) -> str | None:
    """Whether the money is there, in a word; None where nobody said."""
    return None if funding is None else desk.say(f"plan_edit.funding.{funding.value}")


def details_in(desk: Desk, row: Row) -> StepDetails | None:
    """What a row says, beside the values that the table does not show; None for nothing. Raises UnreadableRow."""
    if any(len(row[name] or "") > most for name, most in LONGEST.items()):
        raise UnreadableRow("plan_edit.too_long")
    action = str(row["item"])
    words = {funding_said(desk, one): one for one in Funding}
    texts: dict[str, Any] = {name: (row[name] or "").strip() for name in LONGEST}
    held = desk.dossier.details.get(action, StepDetails(action))
    wanted = replace(held, funding=words.get(row["funding"]), **texts)
    return None if wanted == StepDetails(action) else wanted


# --- keeping --------------------------------------------------------------------------------------------------


def keep_step_rows(
    desk: Desk, standing: PlanStanding, mine: dict[str, int], before: Sequence[Row], after: Sequence[Row]
) -> tuple[list[str], bool]:
    """Save every row that says something else than is recorded, on top of the stamps that this tab has seen.

    `before` are the rows as the table was made, `after` as they are on screen; `mine` the stamps of this tab's own last
    savings, which are added to it. Gives the sentences about what was not saved, and whether the table must be made
    anew: somebody else's words came in, or an action moved or could not.
    """
    kind = RowKind(details_of, TYPED, partial(details_in, desk), "plan_edit.row_refused")
    told, overtaken = keep_rows(desk, kind, standing.details, mine, before, after)
    refused, moved = _keep_moves(desk, standing, mine, _moves(desk, standing, before, after))
    return [*told, *refused], overtaken or moved


def _moves(desk: Desk, standing: PlanStanding, before: Sequence[Row], after: Sequence[Row]) -> Mapping[str, int]:
    """Which actions people moved, and to which quarter. A month that is none of the plan moves nothing."""
    offered = quarters_offered(desk, standing.first, (*standing.shown.values(), *standing.held.values()))
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if new["starts"] != old["starts"]]
    return {str(old["item"]): offered[new["starts"]] for old, new in pairs if new["starts"] in offered}


def _keep_moves(
    desk: Desk, standing: PlanStanding, mine: dict[str, int], moves: Mapping[str, int]
) -> tuple[list[str], bool]:
    """Move actions: all at once where that breaks nothing, since one may make room for another; else one by one."""
    left = {action: quarter for action, quarter in moves.items() if standing.held.get(action) != quarter}
    if standing.stamp not in (standing.shown_stamp, mine.get(PLAN)):
        return [desk.say("plan_edit.move_overtaken", action=action) for action in left], True
    if not left:
        return [], standing.held != standing.shown
    if not (why := _not_moved(desk, mine, left)):
        return [], True
    if len(left) == 1:
        return [_refusal(desk, standing, left, why)], True
    alone = [({action: quarter}, _not_moved(desk, mine, {action: quarter})) for action, quarter in left.items()]
    return [_refusal(desk, standing, one, why) for one, why in alone if why], True


def _not_moved(desk: Desk, mine: dict[str, int], moves: Mapping[str, int]) -> str:
    """Try these moves and keep them. Gives why they were not kept; empty where they were."""
    here = ground(desk)
    if here is None:
        return desk.say("plan.not_saved")
    kept = keep_change(desk, tried(desk, here, {**here.starts, **moves}))
    if kept.result is not ByHand.KEPT:
        return " ".join(breaches_said(desk, kept.breaches)) or desk.say("plan.not_saved")
    entry = desk.repository.entry(desk.dossier.id, PLANNED)
    mine[PLAN] = entry.stamp if entry else 0
    return ""


def _refusal(desk: Desk, standing: PlanStanding, moves: Mapping[str, int], why: str) -> str:
    ((action, quarter),) = moves.items()
    return desk.say("plan_edit.move_refused", action=action, start=quarter_said(desk, standing.first, quarter), why=why)

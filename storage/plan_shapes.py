"""The shapes of what is recorded about the plan: limits, starts, what is known of it, its lines and their progress."""

from __future__ import annotations

from questionnaire.following import Funding, ProgressReport, ProgressWord, Rater, StepDetails
from questionnaire.intentions import (
    FIRST_START,
    LAST_START,
    Alternative,
    Donor,
    ExchangeRate,
    Limits,
    PlannedStart,
    Proof,
    Stop,
)
from questionnaire.own_actions import LEADS, LONGEST_NAME, LONGEST_TEXT, MOST_LINKS, OWN_PREFIX, TYPES, OwnAction
from storage.record_shapes import FieldShape, amounts_by_year, many, numbers_by_id, record
from storage.shapes import Shape, among, day, day_between, exact, identifier, matching, one_of, text, whole, yes_no

PLACES_ASIDE = ("1", "2", "3")
"""How many plans can stand aside for comparison with the one that is kept: four columns are what a screen holds."""

_NAME, _ROLE, _LONG = text(500), text(500), text(5_000)
_IDS, _NO_IDS = many(identifier, frozenset), frozenset[str]()
_ID_LIST = many(identifier, tuple)
_QUARTER = whole(0, 400)
_CURRENCY = matching(r"[A-Z]{3}", "not_currency")
_EXACT, _MONEY = exact(), exact(0)

_donor = record(
    Donor,
    {
        "name": FieldShape(text(200, shortest=1)),
        "amounts": FieldShape(amounts_by_year(_MONEY), {}),
        "sections": FieldShape(_IDS, _NO_IDS),
        "blocks": FieldShape(_IDS, _NO_IDS),
    },
)

LIMITS_SHAPE = record(
    Limits,
    {
        "start": FieldShape(day_between(FIRST_START, LAST_START), None),
        "quarters": FieldShape(whole(1, 400)),
        "at_once_default": FieldShape(whole(0, 1000)),
        "at_once": FieldShape(numbers_by_id(whole(0, 1000)), {}),
        "money": FieldShape(_MONEY, None),
        "forced_in": FieldShape(_IDS, _NO_IDS),
        "forced_out": FieldShape(_IDS, _NO_IDS),
        "donors": FieldShape(many(_donor, tuple, most=50), ()),
        "one_donor_each": FieldShape(yes_no, False),
        "upkeep": FieldShape(_MONEY, None),
        "pinned": FieldShape(numbers_by_id(_QUARTER), {}),
        "required": FieldShape(numbers_by_id(whole(-1000, 1000)), {}),
    },
)

PLANNED_SHAPE = many(record(PlannedStart, {"action": FieldShape(identifier), "quarter": FieldShape(_QUARTER)}), tuple)

PROOF_SHAPE = record(
    Proof,
    {
        "value": FieldShape(_MONEY),
        "value_bound": FieldShape(_MONEY, None),
        "cost": FieldShape(_MONEY, None),
        "cost_bound": FieldShape(_MONEY, None),
        "in_months": FieldShape(yes_no, False),
        "finish": FieldShape(whole(0, 10**6), None),
        "finish_bound": FieldShape(whole(0, 10**6), None),
        "one_of_several": FieldShape(yes_no, None),
        "stop": FieldShape(one_of(Stop)),
        "solver": FieldShape(text(100), ""),
        "seconds": FieldShape(_MONEY, None),
    },
)

ALTERNATIVE_SHAPE = record(
    Alternative,
    {
        "name": FieldShape(text(200, shortest=1)),
        "limits": FieldShape(LIMITS_SHAPE),
        "starts": FieldShape(PLANNED_SHAPE),
        "proof": FieldShape(PROOF_SHAPE, None),
    },
)


def rate_shape(currency: str) -> Shape:
    """The exchange rate of a currency."""
    fields = {
        "rate": FieldShape(_MONEY),
        "on": FieldShape(day, None),
        "source": FieldShape(text(1_000), ""),
        "into": FieldShape(_CURRENCY, ""),
    }
    return record(ExchangeRate, fields, currency=currency)


def own_action_shape(id: str) -> Shape | None:
    """An action of the administration's own; None where the id could be one of a library."""
    if not id.startswith(OWN_PREFIX):
        return None
    links = many(identifier, tuple, most=MOST_LINKS)
    fields = {
        "name": FieldShape(text(LONGEST_NAME, shortest=1)),
        "type": FieldShape(among(TYPES)),
        "lead": FieldShape(among(LEADS)),
        "months": FieldShape(whole(1, 1200)),
        "meets": FieldShape(links, ()),
        "after": FieldShape(links, ()),
        "one_off": FieldShape(_MONEY, None),
        "recurrent": FieldShape(_MONEY, None),
        "currency": FieldShape(_CURRENCY, ""),
        **{name: FieldShape(text(LONGEST_TEXT), "") for name in ("steps", "indicator", "verification", "risk")},
    }
    return record(OwnAction, fields, id=id)


def details_shape(action: str) -> Shape:
    """What people decided about one line of the plan."""
    fields = {
        "owner": FieldShape(_ROLE, ""),
        "partner": FieldShape(_ROLE, ""),
        "funding": FieldShape(one_of(Funding), None),
        "donor": FieldShape(_NAME, ""),
        "notes": FieldShape(_LONG, ""),
        "baseline": FieldShape(_EXACT, None),
        "baseline_on": FieldShape(day, None),
        "goal": FieldShape(_EXACT, None),
        "goal_on": FieldShape(day, None),
    }
    return record(StepDetails, fields, action=action)


def progress_shape(action: str, rater: str) -> Shape | None:
    """A report of a rater on an action; None where there is no such rater."""
    if rater not in set(Rater):
        return None
    fields = {
        "word": FieldShape(one_of(ProgressWord)),
        "on": FieldShape(day),
        "note": FieldShape(_LONG, ""),
        "waits_for": FieldShape(_LONG, ""),
        "evidence": FieldShape(_ID_LIST, ()),
        "spent": FieldShape(_MONEY, None),
        "next_review": FieldShape(day, None),
    }
    return record(ProgressReport, fields, action=action, rater=Rater(rater))

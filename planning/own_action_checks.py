"""What is wrong with an action that an administration adds, before it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from planning.actions import Library
from planning.costing import is_currency
from questionnaire.circles import in_circle
from questionnaire.framework import Framework
from questionnaire.own_actions import (
    LEADS,
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_LINKS,
    OWN_PREFIX,
    TYPES,
    OwnAction,
)
from questionnaire.problems import Problem

MOST_MONTHS = 120
MOST_MONEY = 10**12
"""What an amount may be at most, in any currency: more is a slip of the hand."""


def own_action_problems(action: OwnAction, library: Library, framework: Framework) -> tuple[Problem, ...]:
    """Everything that is wrong with it, at once.

    `library` holds what it can come after: the actions of the framework and the own ones; an earlier form of the
    action itself may be among them. Each problem has the field of `OwnAction` that it is about as the fact "field".
    """
    return (*_words(action), *_work(action), *_links(action, library, framework), *_money(action))


def _words(action: OwnAction) -> Iterator[Problem]:
    problem = partial(_problem, action)
    if not action.id.startswith(OWN_PREFIX) or len(action.id) == len(OWN_PREFIX):
        yield problem("own_action_id", "id", found=action.id)
    if not action.name.strip():
        yield problem("own_action_name", "name")
    for field in ("name", "steps", "indicator", "verification", "risk"):
        most, length = LONGEST_NAME if field == "name" else LONGEST_TEXT, len(getattr(action, field))
        if length > most:
            yield problem("own_action_long", field, length=length, most=most)


def _work(action: OwnAction) -> Iterator[Problem]:
    problem = partial(_problem, action)
    if action.type not in TYPES:
        yield problem("own_action_type", "type", found=action.type)
    if action.lead not in LEADS:
        yield problem("own_action_lead", "lead", found=action.lead)
    if not 1 <= action.months <= MOST_MONTHS:
        yield problem("own_action_months", "months", found=action.months, most=MOST_MONTHS)


def _links(action: OwnAction, library: Library, framework: Framework) -> Iterator[Problem]:
    problem = partial(_problem, action)
    for criterion in dict.fromkeys(action.meets):
        if criterion not in framework.home_of_criterion:
            yield problem("own_action_unknown_criterion", "meets", found=criterion)
    for before in dict.fromkeys(action.after):
        if before != action.id and before not in library.actions:
            yield problem("own_action_unknown_prerequisite", "after", found=before)
    after = {one.id: one.after for one in library.actions.values()}
    if in_circle(action.id, {**after, action.id: action.after}):
        yield problem("own_action_circle", "after")
    for field in ("meets", "after"):
        if len(getattr(action, field)) > MOST_LINKS:
            yield problem("own_action_links", field, most=MOST_LINKS)


def _money(action: OwnAction) -> Iterator[Problem]:
    problem = partial(_problem, action)
    for field in ("one_off", "recurrent"):
        amount = getattr(action, field)
        if amount is not None and not 0 <= amount <= MOST_MONEY:
            yield problem("own_action_money", field, most=MOST_MONEY)
    priced = action.one_off is not None or action.recurrent is not None
    if (priced or action.currency) and not is_currency(action.currency):
        yield problem("own_action_currency", "currency", found=action.currency)


def _problem(action: OwnAction, code: str, field: str, **facts: object) -> Problem:
    """One thing that is wrong with the action, and in which field."""
    return Problem(code, action.id, facts={**facts, "field": field})

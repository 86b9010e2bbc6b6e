"""The library with the administration's own actions in it: planned, costed and left out like every other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from planning.actions import Action, CostLine, Library, UnitCost
from questionnaire.assessment import Dossier
from questionnaire.circles import in_circle
from questionnaire.framework import Framework
from questionnaire.own_actions import OWN_PREFIX, OwnAction
from questionnaire.text import NO_TEXT, Text

ONCE, YEARLY = "once", "yearly"
"""The two sides of what an own action costs, as its price lines end: "OWN-1 once", "OWN-1 yearly"."""


def with_own_actions(library: Library, dossier: Dossier) -> Library:
    """The library with the own actions of a dossier after its own. The library itself where there are none.

    An own action meets what is asked and comes after actions that are there; what closes a circle is left off. Its
    money is one thing bought once and one bought every year, at prices that can be entered over it like any other; a
    side that nobody priced is not costed. Where the library has an action of the same id, that one holds.
    """
    setup = dossier.setup
    own = tuple(dossier.own_actions[id] for id in sorted(dossier.own_actions, key=own_order))
    return _extended(library, own, dossier.framework, setup.language, setup.currency) if own else library


def own_order(id: str) -> tuple[int, str]:
    """What own actions are sorted by: OWN-2 stands before OWN-10."""
    number = id.removeprefix(OWN_PREFIX)
    return (int(number) if number.isdecimal() and len(number) < 10 else 10**9, id)


def price_line(action: str, side: str) -> str:
    """The price line of one side (`ONCE` or `YEARLY`) of an own action."""
    return f"{action} {side}"


def own_price(line: str) -> tuple[str, str] | None:
    """The own action and the side that a price line is for; None where it is a line of the library."""
    action, _, side = line.rpartition(" ")
    return (action, side) if action.startswith(OWN_PREFIX) and side in (ONCE, YEARLY) else None


@lru_cache(maxsize=16)
def _extended(
    library: Library, own: tuple[OwnAction, ...], framework: Framework, language: str, currency: str
) -> Library:
    added = [one for one in own if one.id not in library.actions]
    after = _without_circles(added, library.actions)
    actions = {one.id: _action(one, framework, after[one.id], language) for one in added}
    costs = (cost for one in added for cost in _unit_costs(one, currency))
    names = {line: _text(one.name, language) for one in added for line in _lines(one.id)}
    return replace(
        library,
        actions={**library.actions, **actions},
        unit_costs={**library.unit_costs, **{cost.item: cost for cost in costs}},
        goods={**library.goods, **names},
    )


def _without_circles(own: Collection[OwnAction], known: Mapping[str, Action]) -> Mapping[str, tuple[str, ...]]:
    """What each own action waits for: of what is there, without the links that would close a circle.

    Two people may each add one half of a circle, so it cannot always be refused when it is entered. No action of the
    library waits for an own one, so circles run through own actions alone.
    """
    ids = {one.id for one in own}
    waits: dict[str, tuple[str, ...]] = {}
    for one in own:
        for before in dict.fromkeys(one.after):
            tried = {**waits, one.id: (*waits.get(one.id, ()), before)}
            if (before in known or before in ids) and not in_circle(one.id, tried):
                waits = tried
    return {id: waits.get(id, ()) for id in ids}


def _action(own: OwnAction, framework: Framework, after: tuple[str, ...], language: str) -> Action:
    once, yearly = _lines(own.id)
    return Action(
        id=own.id,
        name=_text(own.name, language),
        type=own.type,
        lead=own.lead,
        meets=tuple(dict.fromkeys(one for one in own.meets if one in framework.home_of_criterion)),
        months=own.months,
        after=after,
        requires={},
        steps=_text(own.steps, language),
        indicator=_text(own.indicator, language),
        verification=_text(own.verification, language),
        risk=_text(own.risk, language),
        one_off=(_bought(once),),
        recurrent=(_bought(yearly),),
    )


def _bought(line: str) -> CostLine:
    return CostLine("procurement", {"quantity": Fraction(1)}, line)


def _lines(id: str) -> tuple[str, str]:
    return price_line(id, ONCE), price_line(id, YEARLY)


def _unit_costs(own: OwnAction, currency: str) -> Iterable[UnitCost]:
    for line, amount in zip(_lines(own.id), (own.one_off, own.recurrent), strict=True):
        yield UnitCost(line, amount, own.currency or currency, per="", assumption=False)


def _text(said: str, language: str) -> Text:
    """Words in the language of the administration, shown as they are in every other."""
    return Text({language: said}, language) if said else NO_TEXT

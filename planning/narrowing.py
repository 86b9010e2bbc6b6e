"""The action library as far as a profile asks: what it does not ask is met by nobody and required of nobody."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache

from planning.actions import Action, Library
from planning.own_actions import own_price
from questionnaire.assessment import Dossier
from questionnaire.framework import Framework
from questionnaire.intentions import Limits
from questionnaire.withholding import evidence_told


@lru_cache(maxsize=16)
def narrowed(library: Library, framework: Framework) -> Library:
    """The library for a framework that asks only a part. The library itself where everything is asked.

    An action meets what is asked. Levels that it requires of other capabilities cannot be looked up, so they become
    `assumes`. What then meets nothing and comes before nothing that does is left out. So is all that tells of
    capabilities that were withheld from the framework.
    """
    if framework.uncut is not None:
        return without_withheld(narrowed(library, framework.uncut), framework)
    if framework.profile.asks_everything:
        return library
    kept = {id: _narrowed(action, framework) for id, action in library.actions.items()}
    wanted = {id for id, action in kept.items() if action.meets}
    waiting = list(wanted)
    while waiting:
        for before in kept[waiting.pop()].after:
            if before not in wanted:
                wanted.add(before)
                waiting.append(before)
    return replace(library, actions={id: action for id, action in kept.items() if id in wanted})


def _narrowed(action: Action, framework: Framework) -> Action:
    asked = {capability.id for capability in framework.capabilities}
    requires = action.requires or {}
    return replace(
        action,
        meets=tuple(one for one in action.meets if one in framework.home_of_criterion),
        requires={id: level for id, level in requires.items() if id in asked},
        assumes={id: level for id, level in requires.items() if id not in asked},
    )


@lru_cache(maxsize=16)
def without_withheld(library: Library, framework: Framework) -> Library:
    """The library of the uncut framework without what serves only capabilities that were withheld, told by nothing.

    An action that is named for such a capability goes too, whatever else it serves: its very id and name would tell.
    Nothing waits for such an action, and no level of such a capability is required or taken for granted. What meets
    nothing itself goes with all those that wait for it.
    """
    untold = _untold(framework)
    told = {id: one for id, one in library.actions.items() if untold.isdisjoint(id.split("-"))}
    kept = {id: one for id, one in told.items() if not one.meets or _meets_told(one, framework)}
    while idle := _idle(library, kept):
        kept = {id: one for id, one in kept.items() if id not in idle}
    asked = {capability.id for capability in framework.capabilities}
    return replace(library, actions={id: _told(one, framework, kept, asked) for id, one in kept.items()})


def _untold(framework: Framework) -> frozenset[str]:
    """The capabilities that were withheld."""
    uncut = framework.uncut.capabilities if framework.uncut else ()
    return frozenset(one.id for one in uncut) - {one.id for one in framework.capabilities}


def _idle(library: Library, kept: Mapping[str, Action]) -> frozenset[str]:
    """The actions that meet nothing and come only before actions that are not kept."""
    waited_for = {before for one in kept.values() for before in one.after}
    had_use = {before for one in library.actions.values() for before in one.after}
    return frozenset(id for id, one in kept.items() if not one.meets and id in had_use - waited_for)


def _meets_told(action: Action, framework: Framework) -> bool:
    return any(one in framework.home_of_criterion for one in action.meets)


def _told(action: Action, framework: Framework, kept: Collection[str], asked: Collection[str]) -> Action:
    untold = _untold(framework)
    return replace(
        action,
        meets=tuple(one for one in action.meets if one in framework.home_of_criterion),
        after=tuple(one for one in action.after if one in kept),
        requires={id: level for id, level in (action.requires or {}).items() if id not in untold},
        assumes={id: level for id, level in (action.assumes or {}).items() if id not in untold},
    )


def with_actions_told(dossier: Dossier, library: Library) -> Dossier:
    """The dossier without what is recorded of actions that the library does not have.

    For who is not told all: an action that is missing there was lost or is withheld, and which of the two would tell.
    """
    actions = library.actions
    progress = {key: one for key, one in dossier.progress.items() if one.action in actions}
    told = replace(
        dossier,
        planned=None if dossier.planned is None else tuple(one for one in dossier.planned if one.action in actions),
        limits=_limits_told(dossier.limits, actions),
        details={id: one for id, one in dossier.details.items() if id in actions},
        progress=progress,
        prices={id: one for id, one in dossier.prices.items() if (own := own_price(id)) is None or own[0] in actions},
    )
    evidence = evidence_told(told)
    return replace(
        told,
        evidence=evidence,
        progress={
            key: replace(one, evidence=tuple(id for id in one.evidence if id in evidence))
            for key, one in progress.items()
        },
    )


def _limits_told(limits: Limits, actions: Collection[str]) -> Limits:
    return replace(
        limits,
        forced_in=frozenset(one for one in limits.forced_in if one in actions),
        forced_out=frozenset(one for one in limits.forced_out if one in actions),
        pinned={id: quarter for id, quarter in limits.pinned.items() if id in actions},
    )

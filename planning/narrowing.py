"""The action library as far as a profile asks: what it does not ask is met by nobody and required of nobody."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from planning.actions import Action, Library
from questionnaire.framework import Framework


@lru_cache(maxsize=16)
def narrowed(library: Library, framework: Framework) -> Library:
    """The library for a framework that asks only a part. The library itself where everything is asked.

    An action meets what is asked. Levels that it requires of other capabilities cannot be looked up, so they become
    `assumes`. What then meets nothing and comes before nothing that does is left out.
    """
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

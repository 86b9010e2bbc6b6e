"""A limit of the plan, as it is named where limits contradict each other."""

from __future__ import annotations

from planning.actions import Library
from planning.contradictions import Wish, WishKind
from questionnaire.assessment import Dossier
from words.phrases import Phrases


def wish_said(wish: Wish, dossier: Dossier, library: Library, say: Phrases) -> str:
    """What a limit asks for: "A-E05-1 … must be in the plan". Not escaped."""
    limits = dossier.limits
    match wish.kind:
        case WishKind.REQUIRED:
            capability = dossier.framework.capability(wish.name)
            name = f"{capability.id} {capability.short(say.language)}"
            return say("budgets.wish.required", name=name, level=limits.required.get(wish.name, 0))
        case WishKind.AT_ONCE:
            most = limits.at_once.get(wish.name, limits.at_once_default)
            key = f"actions.lead.{wish.name}"
            return say("budgets.wish.at_once", name=say(key) if key in say else wish.name, most=most)
        case WishKind.HORIZON:
            return say("budgets.wish.horizon", quarters=limits.quarters)
        case WishKind.FORCED_IN | WishKind.FORCED_OUT | WishKind.PINNED:
            action = library.actions.get(wish.name)
            name = f"{wish.name} {action.name(say.language)}" if action else wish.name
            return say(f"budgets.wish.{wish.kind.value}", name=name)
        case _:
            return say(f"budgets.wish.{wish.kind.value}", name=wish.name)

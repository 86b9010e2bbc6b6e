"""Which pages a role has any use for. The memory refuses what is not allowed; this keeps the menu honest."""

from __future__ import annotations

from collections.abc import Mapping

from access.permissions import TABLE, Action, allowed
from questionnaire.stages import Role, Stage

SECTION = "section"
"""What stands for the pages of all sections."""

USES: Mapping[str, frozenset[Action]] = {
    "setup": frozenset({Action.RECORD}),
    SECTION: frozenset({Action.RECORD}),
    "interview": frozenset({Action.RECORD}),
    "sites": frozenset({Action.RECORD}),
    "evidence": frozenset({Action.RECORD, Action.VALIDATE, Action.FOLLOW}),
    "room": frozenset({Action.RECORD}),
    "projector": frozenset({Action.RECORD}),
    "vote": frozenset({Action.REPLY}),
    "results": frozenset({Action.READ}),
    "explain": frozenset({Action.READ}),
    "priorities": frozenset({Action.READ}),
    "budgets": frozenset({Action.PRIORITISE}),
    "plan": frozenset({Action.READ}),
    "tracking": frozenset({Action.READ}),
    "documents": frozenset({Action.EXPORT}),
    "minutes": frozenset({Action.READ_REPLIES}),
    "history": frozenset({Action.READ_REPLIES}),
    "validate": frozenset({Action.VALIDATE, Action.READ_REPLIES}),
    "sign": frozenset({Action.READ_REPLIES, Action.REPLY}),
    "people": frozenset({Action.INVITE}),
    "settings": frozenset({Action.READ}),
}
"""A page is there for whoever may do one of these at some stage, and may read the assessment now."""


def has_page(role: Role | None, stage: Stage, page: str) -> bool:
    """Whether the page is there for somebody in that role, at that stage."""
    if role is None or not allowed(role, stage, Action.READ):
        return False
    uses = USES[SECTION if page.startswith("section ") else page]
    return any(TABLE[action].get(role) for action in uses)

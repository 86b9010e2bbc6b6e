"""Which pages a role has any use for. The memory refuses what is not allowed; this keeps the menu honest."""

from __future__ import annotations

from collections.abc import Mapping

from access.permissions import TABLE, Right, allowed
from questionnaire.stages import Role, Stage

SECTION = "section"
"""What stands for the pages of all sections."""

USES: Mapping[str, frozenset[Right]] = {
    "setup": frozenset({Right.RECORD}),
    SECTION: frozenset({Right.RECORD}),
    "interview": frozenset({Right.RECORD}),
    "sites": frozenset({Right.RECORD}),
    "evidence": frozenset({Right.RECORD, Right.VALIDATE, Right.FOLLOW}),
    "room": frozenset({Right.RECORD}),
    "projector": frozenset({Right.RECORD}),
    "vote": frozenset({Right.REPLY}),
    "results": frozenset({Right.READ}),
    "explain": frozenset({Right.READ}),
    "priorities": frozenset({Right.READ}),
    "budgets": frozenset({Right.PRIORITISE}),
    "plan": frozenset({Right.READ}),
    "tracking": frozenset({Right.READ}),
    "documents": frozenset({Right.EXPORT}),
    "bring_back": frozenset({Right.RECORD}),
    "minutes": frozenset({Right.READ_REPLIES}),
    "history": frozenset({Right.READ_REPLIES}),
    "validate": frozenset({Right.VALIDATE, Right.READ_REPLIES}),
    "sign": frozenset({Right.READ_REPLIES, Right.REPLY}),
    "people": frozenset({Right.INVITE}),
    "settings": frozenset({Right.READ}),
}
"""A page is there for whoever may do one of these at some stage, and may read the assessment now."""


def has_page(role: Role | None, stage: Stage, page: str) -> bool:
    """Whether the page is there for somebody in that role, at that stage."""
    if role is None or not allowed(role, stage, Right.READ):
        return False
    uses = USES[SECTION if page.startswith("section ") else page]
    return any(TABLE[action].get(role) for action in uses)

"""Who may do what at which stage: one table, read by the guarded repository, the pages and the routes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from questionnaire.stages import Role, Stage


class Right(StrEnum):
    """What can be done with an assessment."""

    READ = "read"
    """See questions, outcomes, scores, plan and how far it is."""
    READ_REPLIES = "read_replies"
    """See who replied what, once it is revealed, and the history."""
    REPLY = "reply"
    """Reply for oneself: hidden until the room reveals it."""
    RECORD = "record"
    """Run the room: ask, reveal, record outcomes, type for people without a phone, register evidence, set up."""
    INVITE = "invite"
    """Let people in, give roles, put them out."""
    AGREE = "agree"
    """Sign what the group agreed."""
    VALIDATE = "validate"
    """Record the mission's own levels, evidence seen and remarks; sign them."""
    PRIORITISE = "prioritise"
    """Set targets, threats, prices, limits; make and change the plan."""
    APPROVE = "approve"
    """Sign for the administration."""
    SHARE = "share"
    """Let donors read it."""
    FOLLOW = "follow"
    """Report on the progress of the plan."""
    EXPORT = "export"
    """Take documents away."""
    COPY = "copy"
    """Take the whole assessment away as a file, and read its full history."""
    BRAND = "brand"
    """Give the Word files of the assessment an organisation's look, or take it away."""
    REOPEN = "reopen"
    """Go back to an earlier stage, with a reason."""
    DELETE = "delete"
    """Delete the assessment with everything in it."""


_ALL = frozenset(Stage)
_DRAFT = frozenset({Stage.DRAFT})
_AGREED = frozenset({Stage.AGREED})
_BEFORE_APPROVAL = frozenset({Stage.DRAFT, Stage.AGREED, Stage.VALIDATED})
_AFTER_DRAFT = _ALL - _DRAFT
_VALIDATED = frozenset({Stage.VALIDATED})
_APPROVED = frozenset({Stage.APPROVED})
_SHARED = frozenset({Stage.SHARED})
_PLAN_HOLDS = frozenset({Stage.APPROVED, Stage.SHARED})

TABLE: Mapping[Right, Mapping[Role, frozenset[Stage]]] = {
    Right.READ: {
        **{role: _ALL for role in Role if role is not Role.DONOR_READER},
        Role.DONOR_READER: _SHARED,
    },
    Right.READ_REPLIES: dict.fromkeys((Role.OWNER, Role.FACILITATOR, Role.VALIDATOR, Role.MANAGER), _ALL),
    Right.REPLY: dict.fromkeys((Role.OWNER, Role.FACILITATOR, Role.ASSESSOR, Role.MANAGER), _DRAFT),
    Right.RECORD: dict.fromkeys((Role.OWNER, Role.FACILITATOR), _DRAFT),
    Right.INVITE: dict.fromkeys((Role.OWNER, Role.FACILITATOR), _ALL),
    Right.AGREE: dict.fromkeys((Role.OWNER, Role.FACILITATOR), _DRAFT),
    Right.VALIDATE: dict.fromkeys((Role.OWNER, Role.VALIDATOR), _AGREED),
    Right.PRIORITISE: dict.fromkeys((Role.OWNER, Role.FACILITATOR, Role.MANAGER), _BEFORE_APPROVAL),
    Right.APPROVE: dict.fromkeys((Role.OWNER, Role.MANAGER), _VALIDATED),
    Right.SHARE: dict.fromkeys((Role.OWNER, Role.MANAGER), _APPROVED),
    Right.FOLLOW: {
        **dict.fromkeys((Role.OWNER, Role.FACILITATOR, Role.MANAGER), _ALL),
        Role.VALIDATOR: _PLAN_HOLDS,
    },
    Right.EXPORT: {
        **dict.fromkeys((Role.OWNER, Role.FACILITATOR, Role.MANAGER, Role.VALIDATOR), _ALL),
        Role.DONOR_READER: _SHARED,
    },
    Right.COPY: dict.fromkeys((Role.OWNER, Role.FACILITATOR), _ALL),
    Right.BRAND: dict.fromkeys((Role.OWNER, Role.FACILITATOR, Role.MANAGER), _ALL),
    Right.REOPEN: {Role.OWNER: _AFTER_DRAFT, Role.MANAGER: _AFTER_DRAFT},
    Right.DELETE: {Role.OWNER: _ALL},
}
"""For every action the roles that may do it, and at which stages. What is not there is not allowed."""


def allowed(role: Role, stage: Stage, action: Right) -> bool:
    """Whether somebody in that role may do that at that stage."""
    return stage in TABLE[action].get(role, frozenset())


class NotAllowed(Exception):
    """Somebody tried what their role does not allow, or what the stage has locked. `locked`: it is the stage."""

    def __init__(self, action: Right, *, role: Role | None, stage: Stage | None) -> None:
        super().__init__(f"{action} by {role} at {stage}")
        self.action, self.role, self.stage = action, role, stage

    @property
    def locked(self) -> bool:
        """Whether the role may do it at another stage."""
        return self.role is not None and bool(TABLE[self.action].get(self.role))

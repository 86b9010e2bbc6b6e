"""The table of permissions: what must hold for every role, stage and action."""

from __future__ import annotations

from itertools import product

import pytest

from access.permissions import TABLE, NotAllowed, Right, allowed
from questionnaire.stages import Role, Stage

EVERY = tuple(product(Role, Stage))
READING = (Right.READ, Right.READ_REPLIES, Right.EXPORT, Right.COPY)


def test_every_action_has_its_line() -> None:
    assert set(TABLE) == set(Right)


@pytest.mark.parametrize("role", [Role.DONOR_READER, Role.OBSERVER])
def test_donors_and_observers_only_look(role: Role) -> None:
    may = {action for stage in Stage for action in Right if allowed(role, stage, action)}
    assert may <= {Right.READ, Right.EXPORT}


def test_donors_see_nothing_before_it_is_shared_with_them() -> None:
    assert {stage for stage in Stage if allowed(Role.DONOR_READER, stage, Right.READ)} == {Stage.SHARED}


@pytest.mark.parametrize(("role", "stage"), EVERY)
def test_who_may_do_anything_may_read(role: Role, stage: Stage) -> None:
    assert allowed(role, stage, Right.READ) or not any(allowed(role, stage, one) for one in Right)


@pytest.mark.parametrize("action", [Right.REPLY, Right.RECORD, Right.AGREE])
@pytest.mark.parametrize("role", list(Role))
def test_what_the_group_agreed_is_locked_for_everybody(role: Role, action: Right) -> None:
    assert {stage for stage in Stage if allowed(role, stage, action)} <= {Stage.DRAFT}


@pytest.mark.parametrize("role", list(Role))
def test_each_stage_locks_the_one_before(role: Role) -> None:
    """What is written at a stage is not written at a later one, but for following the plan and letting people in."""
    for action in set(Right) - {*READING, Right.FOLLOW, Right.INVITE, Right.BRAND, Right.DELETE, Right.REOPEN}:
        stages = [stage for stage in Stage if allowed(role, stage, action)]
        assert Stage.SHARED not in stages
        assert Stage.APPROVED not in stages or action is Right.SHARE


def test_only_who_validates_validates_and_only_the_administration_approves() -> None:
    assert set(TABLE[Right.VALIDATE]) == {Role.OWNER, Role.VALIDATOR}
    assert set(TABLE[Right.APPROVE]) == {Role.OWNER, Role.MANAGER}


def test_deleting_is_the_owners() -> None:
    assert set(TABLE[Right.DELETE]) == {Role.OWNER}


def test_a_refusal_tells_the_stage_from_the_role() -> None:
    assert NotAllowed(Right.RECORD, role=Role.FACILITATOR, stage=Stage.AGREED).locked
    assert not NotAllowed(Right.RECORD, role=Role.ASSESSOR, stage=Stage.DRAFT).locked
    assert not NotAllowed(Right.RECORD, role=None, stage=Stage.DRAFT).locked

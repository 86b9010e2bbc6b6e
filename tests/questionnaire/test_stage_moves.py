from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.entries import STAGE, Entry, signature_at
from questionnaire.signatures import Reopening, Signature
from questionnaire.stage_moves import (
    SIGNED_AS,
    STAGES,
    Change,
    before,
    following,
    has_reached,
    next_number,
    reached_by,
    reopening,
    signing,
    standing,
)
from questionnaire.stages import Role, Stage

AT = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


def signed(stage: Stage, name: str = "Ada") -> Signature:
    return Signature(stage, name, Role.OWNER, "We agree.", 7, "0" * 64, AT)


def reopened(left: Stage, to: Stage) -> Reopening:
    return Reopening(left, to, "Ada", Role.OWNER, "An error was found", AT)


def written(entries: list[Entry], changes: tuple[Change, ...]) -> list[Entry]:
    """The entries after these changes, each on top of the stamp that it expects."""
    stamps = {one.address: one.stamp for one in entries}
    for address, _, expect in changes:
        assert stamps.get(address, 0) == expect
    return [*entries, *(Entry(address, expect + 1, value, "P1", AT) for address, value, expect in changes)]


def test_each_stage_but_the_draft_is_reached_by_an_act() -> None:
    assert set(SIGNED_AS) == set(Stage) - {Stage.DRAFT}
    assert [following(stage) for stage in STAGES] == [*STAGES[1:], None]


def test_what_comes_before() -> None:
    assert before(Stage.DRAFT) == ()
    assert before(Stage.APPROVED) == (Stage.DRAFT, Stage.AGREED, Stage.VALIDATED)
    assert has_reached(Stage.VALIDATED, Stage.AGREED)
    assert not has_reached(Stage.DRAFT, Stage.AGREED)


def test_the_first_signature_moves_the_stage() -> None:
    assert signing(signed(Stage.AGREED), []) == (
        (STAGE, Stage.AGREED, 0),
        (signature_at(1), signed(Stage.AGREED), 0),
    )


def test_a_second_signature_of_the_same_stage_is_a_co_signature() -> None:
    entries = written([], signing(signed(Stage.AGREED), []))
    assert signing(signed(Stage.AGREED, "Bob"), entries) == ((signature_at(2), signed(Stage.AGREED, "Bob"), 0),)


def test_no_stage_is_skipped_and_a_draft_is_not_signed() -> None:
    with pytest.raises(ValueError, match="validated"):
        signing(signed(Stage.VALIDATED), [])
    with pytest.raises(ValueError, match="draft"):
        signing(signed(Stage.DRAFT), [])


def test_reopening_goes_back_to_any_earlier_stage() -> None:
    entries: list[Entry] = []
    for stage in STAGES[1:4]:
        entries = written(entries, signing(signed(stage), entries))
    back = reopened(Stage.APPROVED, Stage.AGREED)
    assert reopening(back, entries) == ((STAGE, Stage.AGREED, 3), (signature_at(4), back, 0))
    with pytest.raises(ValueError, match="shared"):
        reopening(reopened(Stage.APPROVED, Stage.SHARED), entries)
    with pytest.raises(ValueError, match="validated"):
        reopening(reopened(Stage.VALIDATED, Stage.DRAFT), entries)


def test_a_reopening_without_a_reason_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="reason"):
        replace(reopened(Stage.AGREED, Stage.DRAFT), reason="  ")


def test_numbers_leave_no_trace_overwritten() -> None:
    holes = [Entry(signature_at(number), 1, None, "P1", AT) for number in (1, 4)]
    assert next_number(holes) == 5


def test_a_reopening_takes_the_later_signatures_with_it() -> None:
    agreed, validated = signed(Stage.AGREED), signed(Stage.VALIDATED, "Bob")
    history = (agreed, validated, reopened(Stage.VALIDATED, Stage.AGREED))
    assert standing(history) == (agreed,)
    assert reached_by(history, Stage.VALIDATED) is None
    again = signed(Stage.VALIDATED, "Eve")
    assert reached_by((*history, again), Stage.VALIDATED) == again
    assert standing((agreed, reopened(Stage.AGREED, Stage.DRAFT))) == ()


@given(st.lists(st.sampled_from(STAGES), max_size=12))
def test_a_walk_through_the_stages_leaves_every_trace(walk: list[Stage]) -> None:
    """Whatever is signed and reopened: the stage is the one moved to last, and each stage before it stands signed."""
    entries: list[Entry] = []
    history: list[Signature | Reopening] = []
    stage = Stage.DRAFT
    for wanted in walk:
        goes_back = wanted in before(stage)
        target = wanted if goes_back else (following(stage) or stage)
        move: Signature | Reopening = reopened(stage, target) if goes_back else signed(target)
        changes = reopening(move, entries) if isinstance(move, Reopening) else signing(move, entries)
        entries = written(entries, changes)
        history.append(move)
        stage = target
        assert next_number(entries) == len(history) + 1
        stands = {one.stage for one in standing(history)}
        assert stands == set(before(stage)[1:]) | ({stage} - {Stage.DRAFT})

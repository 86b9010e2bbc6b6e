from __future__ import annotations

from datetime import UTC, datetime

from questionnaire.answers import LadderGiven, LevelReached
from questionnaire.entries import Address, Entry, reply_of, target_of
from questionnaire.intentions import Target
from questionnaire.signatures import Reopening, Signature
from questionnaire.stages import Role, Stage
from storage.signature_checks import SignatureState, check_signatures
from storage.signed_content import signed_content

AT = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
REPLY = reply_of("P1", "L01")


def entry(address: Address, value: object, revision: int, stamp: int = 1) -> Entry:
    return Entry(address, stamp, value, "P1", AT, revision)


FIRST = [entry(REPLY, LevelReached(LadderGiven(2)), 1)]


def signed(stage: Stage = Stage.AGREED, content: str = "") -> Signature:
    made = content or signed_content(FIRST, stage)
    return Signature(stage, "Ada", Role.OWNER, "We agree.", 1, made, AT)


BACK = Reopening(Stage.AGREED, Stage.DRAFT, "Ada", Role.OWNER, "An error", AT)


def state(entries: list[Entry], *signatures: Signature | Reopening) -> SignatureState:
    return check_signatures(entries, signatures)[1].state


def test_nothing_changed() -> None:
    assert state(FIRST, signed()) is SignatureState.AS_SIGNED


def test_what_it_covers_changed() -> None:
    later = [*FIRST, entry(REPLY, LevelReached(LadderGiven(3)), 3, 2)]
    assert state(later, signed()) is SignatureState.CHANGED
    assert check_signatures(later, [signed()])[1].changed == (REPLY,)


def test_what_it_does_not_cover_may_change() -> None:
    later = [*FIRST, entry(target_of("L01"), Target("L01", 3), 3)]
    assert state(later, signed()) is SignatureState.AS_SIGNED
    assert state(later, signed(Stage.APPROVED)) is SignatureState.CHANGED


def test_a_fingerprint_of_something_else_is_told_even_where_it_stands_no_more() -> None:
    assert state(FIRST, signed(content="0" * 64)) is SignatureState.NOT_MATCHING
    assert state(FIRST, signed(content="0" * 64), BACK) is SignatureState.NOT_MATCHING


def test_reopened_it_stands_no_more_and_may_be_given_again() -> None:
    checks = check_signatures(FIRST, [signed(), BACK, signed()])
    assert {place: one.state for place, one in checks.items()} == {
        1: SignatureState.AS_SIGNED,
        3: SignatureState.AS_SIGNED,
    }
    assert state(FIRST, signed(), BACK) is SignatureState.VOID

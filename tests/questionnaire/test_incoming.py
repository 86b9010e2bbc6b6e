"""What somebody brings back: what is clean, what is in doubt, what would be written, where it belongs."""

from __future__ import annotations

import pytest

from questionnaire.entries import (
    LIMITS,
    Address,
    Entry,
    Subject,
    agreement_of,
    comment_of,
    hands_for,
    homework_at,
    participant_at,
    registered,
    reply_of,
    target_of,
    threat_to,
)
from questionnaire.incoming import ChangeStanding, Incoming, ProposedChange, Side, section_of, side_of
from tests.examples import NOON, at_level, capability, framework, question, section

TINY = framework(section("L", capability("L01", question("L01.q1"))), section("O", capability("O01")))
A, B, C = (reply_of("P1", id) for id in ("L01.q1", "O01", "O02"))


def change(address: Address, standing: ChangeStanding, stamp: int) -> ProposedChange:
    nothing, level = Side(None), at_level(stamp)
    return ProposedChange(address, standing, nothing, nothing, Side(level), level, stamp)


BROUGHT = Incoming(
    (change(A, ChangeStanding.ADDED, 0), change(B, ChangeStanding.CONFLICTING, 3), change(C, ChangeStanding.UNITED, 2)),
)


def test_only_a_conflict_needs_a_person() -> None:
    assert [one.address for one in BROUGHT.clean] == [A, C]
    assert [one.address for one in BROUGHT.conflicts] == [B]


@pytest.mark.parametrize(
    ("taken", "written"),
    [
        (set(), ()),
        ({A}, ((A, at_level(0), 0),)),
        ({C, B}, ((B, at_level(3), 3), (C, at_level(2), 2))),
        ({comment_of("P1", "O01")}, ()),
    ],
)
def test_exactly_what_is_taken_is_written(taken: set[Address], written: tuple[object, ...]) -> None:
    assert BROUGHT.changes_for(taken) == written


def test_a_side_is_what_was_written_by_whom_and_when() -> None:
    assert side_of(None) == Side(None, "", None)
    assert side_of(Entry(A, 4, at_level(1), "P2", NOON, 9)) == Side(at_level(1), "P2", NOON)


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        (A, "L"),
        (B, "O"),
        (agreement_of("validated", "L01.q1"), "L"),
        (hands_for("O01"), "O"),
        (homework_at("L01.q1"), "L"),
        (target_of("L01"), "L"),
        (threat_to("O01"), "O"),
        (target_of("GONE"), ""),
        (reply_of("P1", "GONE"), ""),
        (registered("L01.q1"), ""),
        (participant_at("P1"), ""),
        (Address(Subject.PRICE, ("L01",)), ""),
        (LIMITS, ""),
    ],
)
def test_where_an_address_belongs(address: Address, wanted: str) -> None:
    assert section_of(TINY, address) == wanted

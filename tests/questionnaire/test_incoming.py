"""What somebody brings back: what is clean, what is in doubt, what would be written, where it belongs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from questionnaire.answers import EvidenceLink
from questionnaire.assessment import Participant
from questionnaire.ballots import Group
from questionnaire.entries import (
    LIMITS,
    PLANNED,
    PROOF,
    Address,
    Entry,
    Subject,
    agreement_of,
    comment_of,
    evidence_for,
    group_at,
    hands_for,
    homework_at,
    participant_at,
    registered,
    reply_of,
    target_of,
    threat_to,
)
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.incoming import ChangeStanding, Incoming, ProposedChange, Side, section_of, side_of
from questionnaire.intentions import PlannedStart
from questionnaire.policy import Strength
from questionnaire.stages import Role
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
def test_what_is_taken_is_written_and_nothing_else(taken: set[Address], written: tuple[object, ...]) -> None:
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


EVIDENCE, LINKED, TOLD = registered("E7"), evidence_for("P1", "O01"), comment_of("P3", "O01")
PIECE = Evidence("E7", "Register", EvidenceKind.REGISTER, Strength.STATED)
LINKS = (EvidenceLink("E7"),)


def proposal(
    address: Address, before: Any, after: Any, standing: ChangeStanding = ChangeStanding.ADDED
) -> ProposedChange:
    return ProposedChange(address, standing, Side(None), Side(before), Side(after), after, 0)


def test_a_link_takes_the_evidence_along_that_comes_with_the_file() -> None:
    incoming = Incoming(
        (proposal(EVIDENCE, None, PIECE), proposal(LINKED, None, LINKS), change(A, ChangeStanding.ADDED, 0))
    )
    assert incoming.with_needed({LINKED}) == {LINKED, EVIDENCE}
    assert incoming.with_needed({EVIDENCE, A}) == {EVIDENCE, A}
    assert incoming.leaning_on({EVIDENCE}) == {LINKED}
    assert {address for address, _, _ in incoming.changes_for({LINKED})} == {LINKED, EVIDENCE}
    assert {address for address, _, _ in incoming.changes_for({A})} == {A}


def test_evidence_that_is_here_already_is_needed_by_nothing() -> None:
    incoming = Incoming((proposal(EVIDENCE, PIECE, replace(PIECE, title="New")), proposal(LINKED, None, LINKS)))
    assert incoming.needs == {}


def test_what_is_needed_by_what_is_needed_comes_along_too() -> None:
    person = proposal(participant_at("P3"), None, Participant("P3", Role.ASSESSOR, group="G2"))
    group = proposal(group_at("G2"), None, Group("G2", "Ports"))
    incoming = Incoming((group, person, proposal(TOLD, None, "x")))
    assert incoming.with_needed({TOLD}) == {TOLD, person.address, group.address}
    assert incoming.leaning_on({group.address}) == {TOLD, person.address}


def test_a_piece_is_taken_out_only_with_the_links_to_it() -> None:
    cleared = ChangeStanding.CLEARED
    incoming = Incoming((proposal(EVIDENCE, PIECE, None, cleared), proposal(LINKED, LINKS, None, cleared)))
    assert incoming.with_needed({EVIDENCE}) == {EVIDENCE, LINKED}
    assert incoming.with_needed({LINKED}) == {LINKED}
    assert incoming.leaning_on({LINKED}) == {EVIDENCE}


def test_what_leans_on_a_conflict_waits_for_its_decision() -> None:
    doubtful = proposal(EVIDENCE, None, PIECE, ChangeStanding.CONFLICTING)
    incoming = Incoming((doubtful, proposal(LINKED, None, LINKS), change(A, ChangeStanding.ADDED, 0)))
    assert [one.address for one in incoming.clean] == [LINKED, A]
    assert [one.address for one in incoming.ready] == [A]


def test_a_plan_and_what_is_known_of_it_need_each_other() -> None:
    plan = proposal(PLANNED, (PlannedStart("A", 0),), (PlannedStart("B", 0),), ChangeStanding.CHANGED)
    proof = proposal(PROOF, None, None, ChangeStanding.CLEARED)
    assert Incoming((plan, proof)).with_needed({PROOF}) == {PLANNED, PROOF}
    assert Incoming((plan,)).with_needed({PLANNED}) == {PLANNED}

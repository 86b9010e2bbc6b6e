from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.entries import (
    LIMITS,
    PLANNED,
    PROOF,
    ROOM,
    STAGE,
    WITHHELD,
    Address,
    Subject,
    agreement_of,
    alternative_at,
    ballot_of,
    brought_at,
    comment_of,
    comment_shared_of,
    confidence_of,
    details_of,
    evidence_for,
    group_at,
    hands_for,
    homework_at,
    own_action_at,
    parked_at,
    participant_at,
    presence_of,
    price_of,
    progress_of,
    rate_of,
    registered,
    reply_of,
    setup_field,
    signature_at,
    target_of,
    threat_to,
    vote_of,
)

EVERY = {
    "setup/language": setup_field("language"),
    "answer/P1/L04/reply": reply_of("P1", "L04"),
    "answer/P1/L04/confidence": confidence_of("P1", "L04"),
    "answer/P1/L04/comment": comment_of("P1", "L04"),
    "answer/P1/L04/evidence": evidence_for("P1", "L04"),
    "answer/P1/L04/comment_shared": comment_shared_of("P1", "L04"),
    "evidence/E1": registered("E1"),
    "participant/P1": participant_at("P1"),
    "target/L04": target_of("L04"),
    "threat/L04": threat_to("L04"),
    "price/per diem": price_of("per diem"),
    "limits": LIMITS,
    "planned": PLANNED,
    "proof": PROOF,
    "alternative/1": alternative_at("1"),
    "rate/EUR": rate_of("EUR"),
    "own_action/OWN-1": own_action_at("OWN-1"),
    "step/A-L04-1": details_of("A-L04-1"),
    "progress/A-L04-1/self": progress_of("A-L04-1", "self"),
    "stage": STAGE,
    "agreement/self/L04": agreement_of("self", "L04"),
    "room": ROOM,
    "group/G1": group_at("G1"),
    "ballot/all": ballot_of("all"),
    "hands/L04": hands_for("L04"),
    "parked/1": parked_at("1"),
    "present/P1/2027-03-15": presence_of("P1", "2027-03-15"),
    "homework/L04": homework_at("L04"),
    "signature/1": signature_at(1),
    "withheld": WITHHELD,
    "brought/12": brought_at(12),
    "vote/P1/L04/1/reply": vote_of("P1", "L04", 1, "reply"),
}


@pytest.mark.parametrize("written", EVERY)
def test_an_address_is_written_and_read(written: str) -> None:
    assert str(EVERY[written]) == written
    assert Address.read(written) == EVERY[written]


def test_every_subject_has_an_address() -> None:
    assert {address.subject for address in EVERY.values()} == set(Subject)


parts = st.lists(st.text(st.characters(blacklist_characters="/"), min_size=1), max_size=4).map(tuple)


@given(st.sampled_from(Subject), parts)
def test_any_ids_survive_being_written(subject: Subject, ids: tuple[str, ...]) -> None:
    assert Address.read(str(Address(subject, ids))) == Address(subject, ids)


def test_an_unknown_subject_is_refused() -> None:
    with pytest.raises(ValueError, match="opinion"):
        Address.read("opinion/P1")

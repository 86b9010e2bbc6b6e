"""What is signed is told apart from everything it could become: the laws of the checksum under a signature."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaire.answers import RecordedAgreement
from questionnaire.assessment import Participant
from questionnaire.ballots import HandCount, ParkedPoint
from questionnaire.entries import (
    LIMITS,
    STAGE,
    Address,
    Entry,
    Subject,
    agreement_of,
    hands_for,
    parked_at,
    participant_at,
    reply_of,
    setup_field,
    threat_to,
)
from questionnaire.intentions import Limits
from questionnaire.stages import Role, Stage
from storage.entry_lines import entry_from_json, entry_to_json
from storage.signed_content import changed_since, content_at, covers, signed_content
from tests.examples import NOON, at_level
from tests.storage.values import as_history, few_ids, histories, writings

SIGNED = [stage for stage in Stage if stage is not Stage.DRAFT]
stages = st.sampled_from(SIGNED)
quick = settings(max_examples=30, deadline=None)


def written(address: Address, value: Any, stamp: int = 1, revision: int = 1) -> Entry:
    return Entry(address, stamp, value, "P1", NOON, revision)


def outcome(kind: str) -> Entry:
    return written(agreement_of(kind, "C1"), RecordedAgreement("C1", at_level(2)))


@pytest.mark.parametrize(
    ("entry", "first"),
    [
        (written(setup_field("currency"), "XAF"), Stage.AGREED),
        (written(reply_of("P1", "C1"), at_level(1)), Stage.AGREED),
        (written(hands_for("C1"), HandCount({"2": 3})), Stage.AGREED),
        (outcome("self"), Stage.AGREED),
        (outcome("validated"), Stage.VALIDATED),
        (written(threat_to("C1"), 2), Stage.APPROVED),
        (written(LIMITS, Limits()), Stage.APPROVED),
        (written(STAGE, Stage.AGREED), None),
        (written(participant_at("P1"), Participant("P1", Role.OWNER)), None),
        (written(parked_at("1"), ParkedPoint("1", "later")), None),
    ],
)
def test_each_stage_covers_what_was_decided_by_then(entry: Entry, first: Stage | None) -> None:
    covered = [stage for stage in Stage if covers(stage, entry.address)]
    assert covered == (SIGNED[SIGNED.index(first) :] if first else [])
    for stage in Stage:
        assert (signed_content([entry], stage) != signed_content([], stage)) is (stage in covered)


@quick
@given(stage=stages, before=stages, address=st.builds(lambda written: written[0], writings()))
def test_a_later_stage_covers_all_that_an_earlier_one_does(stage: Stage, before: Stage, address: Address) -> None:
    if SIGNED.index(before) <= SIGNED.index(stage) and covers(before, address):
        assert covers(stage, address)


@quick
@given(history=histories, written=writings(few_ids), stage=stages)
def test_a_later_writing_changes_it_where_it_is_covered_and_nowhere_else(
    history: tuple[Entry, ...], written: tuple[Address, Any], stage: Stage
) -> None:
    address, value = written
    stamp = max((one.stamp for one in history if one.address == address), default=0)
    revision = max((one.revision for one in history), default=0)
    # Also one that writes again what was there: it is another writing, and perhaps of another person.
    after = (*history, Entry(address, stamp + 1, value, "P2", NOON, revision + 1))
    changed = signed_content(after, stage) != signed_content(history, stage)
    assert changed is covers(stage, address)
    assert changed_since(after, stage, revision) == ((address,) if changed else ())
    assert content_at(after, stage, revision) == signed_content(history, stage)


@quick
@given(history=histories, stage=stages, data=st.data())
def test_the_order_of_entries_does_not_matter(history: tuple[Entry, ...], stage: Stage, data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(history))
    assert signed_content(shuffled, stage) == signed_content(history, stage)
    revision = data.draw(st.integers(0, len(history)))
    assert changed_since(shuffled, stage, revision) == changed_since(history, stage, revision)
    assert content_at(shuffled, stage, revision) == content_at(history, stage, revision)


@quick
@given(history=histories, stage=stages, data=st.data())
def test_earlier_states_are_told_from_the_history(
    history: tuple[Entry, ...], stage: Stage, data: st.DataObject
) -> None:
    revision = data.draw(st.integers(0, len(history)))
    assert content_at(history, stage, revision) == signed_content(history[:revision], stage)
    same = content_at(history, stage, revision) == signed_content(history, stage)
    assert same is (changed_since(history, stage, revision) == ())


@quick
@given(history=histories, stage=stages)
def test_it_survives_a_journey_in_a_file(history: tuple[Entry, ...], stage: Stage) -> None:
    there = [entry_from_json(entry_to_json(one), "") for one in history]
    assert signed_content(there, stage) == signed_content(history, stage)


def test_a_change_that_is_taken_back_is_still_a_change() -> None:
    history = as_history([(reply_of("P1", "C1"), at_level(n)) for n in (2, 3, 2)])
    assert content_at(history, Stage.AGREED, 1) != signed_content(history, Stage.AGREED)
    assert changed_since(history, Stage.AGREED, 1) == (reply_of("P1", "C1"),)


def test_the_checksum_is_the_same_in_every_version() -> None:
    # Written down once: a change of it would make every signature kept anywhere look broken.
    history = as_history(
        [(reply_of("P1", "Ç1"), at_level(2)), (setup_field("currency"), "XAF"), (setup_field("language"), None)]
    )
    assert signed_content(history, Stage.AGREED) == "6446d0e1e072239e13105e5a91f2e5e4259d457ddb694571a6c92cb30913a759"


def test_who_wrote_it_and_when_are_under_the_signature_too() -> None:
    entry = written(reply_of("P1", "C1"), at_level(2))
    content = signed_content([entry], Stage.AGREED)
    assert signed_content([replace(entry, by="P2")], Stage.AGREED) != content
    assert signed_content([replace(entry, at=NOON + timedelta(minutes=1))], Stage.AGREED) != content
    assert signed_content([replace(entry, at=NOON.astimezone(timezone(timedelta(hours=3))))], Stage.AGREED) == content


def test_nothing_is_signed_in_a_draft() -> None:
    history = as_history([(reply_of("P1", "C1"), at_level(2))])
    assert signed_content(history, Stage.DRAFT) == signed_content([], Stage.APPROVED)
    assert changed_since(history, Stage.DRAFT, 0) == ()
    assert {subject for subject in Subject if covers(Stage.DRAFT, Address(subject, ("self", "C1")))} == set()

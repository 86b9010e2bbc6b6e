"""What became of a plan since it was made."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from questionnaire.answers import LadderGiven, LevelReached
from questionnaire.assessment import Setup
from questionnaire.entries import (
    LIMITS,
    PLANNED,
    PROOF,
    Address,
    Entry,
    Subject,
    comment_of,
    details_of,
    price_of,
    rate_of,
    reply_of,
    setup_field,
    target_of,
    threat_to,
)
from questionnaire.following import StepDetails
from questionnaire.intentions import ExchangeRate, Limits, PlannedStart, Proof, Target, UnitPrice
from questionnaire.plan_history import changed_by_hand, changed_since_made, plan_made

PLAN, OTHER = (PlannedStart("A-1", 0),), (PlannedStart("A-1", 1),)


def history(*revisions: dict[Address, Any]) -> tuple[Entry, ...]:
    """One revision after the other, each a day later."""
    first = datetime(2027, 1, 1, tzinfo=UTC)
    stamps: dict[Address, int] = {}
    entries = []
    for revision, values in enumerate(revisions, 1):
        for address, value in values.items():
            stamps[address] = stamps.get(address, 0) + 1
            at = first + timedelta(days=revision)
            entries.append(Entry(address, stamps[address], value, "P1", at, revision))
    return tuple(entries)


MADE = {PLANNED: PLAN, PROOF: Proof(Fraction(1), Fraction(1))}
BY_HAND = {PLANNED: OTHER, PROOF: None}


class TestByHand:
    @pytest.mark.parametrize(
        ("revisions", "changed"),
        [
            ([], False),
            ([MADE], False),
            ([MADE, BY_HAND], True),
            ([MADE, BY_HAND, MADE], False),
            ([MADE, BY_HAND, BY_HAND], True),
            ([{PLANNED: PLAN}], False),
            ([MADE, {PLANNED: None, PROOF: None}], False),
        ],
    )
    def test_a_change_by_hand_clears_the_proof_in_the_same_revision(
        self, revisions: list[dict[Address, Any]], changed: bool
    ) -> None:
        entries = history(*revisions)
        assert changed_by_hand(entries) is changed
        assert changed_by_hand(reversed(entries)) is changed

    def test_the_entry_of_the_making_is_found_behind_changes_by_hand(self) -> None:
        made = plan_made(history({LIMITS: Limits()}, MADE, BY_HAND))
        assert made is not None
        assert (made.revision, made.value) == (2, PLAN)

    def test_a_plan_that_is_no_longer_kept_was_not_made(self) -> None:
        assert plan_made(history(MADE, {PLANNED: None})) is None


REPLY = reply_of("P1", "L01")


class TestChanges:
    @pytest.mark.parametrize(
        ("address", "value", "kind"),
        [
            (REPLY, LevelReached(LadderGiven(2)), "replies"),
            (target_of("L01"), Target("L01", 3), "targets"),
            (threat_to("L01"), 3, "threats"),
            (price_of("per diem"), UnitPrice("per diem", Fraction(9), "USD"), "prices"),
            (rate_of("EUR"), ExchangeRate("EUR", Fraction(2), date(2027, 1, 1)), "prices"),
            (LIMITS, Limits(quarters=4), "limits"),
            (setup_field("currency"), "EUR", "currency"),
            (setup_field("profile"), "rapid", "profile"),
            (Address(Subject.OWN_ACTION, ("X-1",)), "an action", "own_actions"),
        ],
    )
    def test_what_a_plan_rests_on_counts_by_kind(self, address: Address, value: Any, kind: str) -> None:
        assert changed_since_made(history(MADE, {address: value})) == {kind: 1}
        assert changed_since_made(history({address: value}, MADE)) == {}
        assert changed_since_made(history({address: value, **MADE})) == {}

    @pytest.mark.parametrize(
        ("address", "value"),
        [
            (comment_of("P1", "L01"), "seen"),
            (details_of("A-1"), StepDetails("A-1", owner="head")),
            (setup_field("priority_posts"), "a port"),
            (setup_field("assessed_on"), Setup().assessed_on),
        ],
    )
    def test_what_no_plan_rests_on_does_not(self, address: Address, value: Any) -> None:
        assert changed_since_made(history(MADE, {address: value})) == {}

    def test_there_and_back_is_no_change(self) -> None:
        first, other = LevelReached(LadderGiven(1)), LevelReached(LadderGiven(2))
        entries = history({REPLY: first}, MADE, {REPLY: other}, {REPLY: first})
        assert changed_since_made(entries) == {}
        assert changed_since_made(entries[:-1]) == {"replies": 1}

    def test_without_a_plan_nothing_counts(self) -> None:
        assert changed_since_made(history({REPLY: LevelReached(LadderGiven(1))})) == {}

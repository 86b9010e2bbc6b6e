"""What another copy holds comes in under other people's names: only who could write it all, and take it all away."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from access.guarded_repository import GuardedRepository
from access.permissions import NotAllowed
from questionnaire.ballots import WHOLE_ROOM, Ballot, BallotState
from questionnaire.bringing import Bringing, UnknownWriter
from questionnaire.entries import (
    STAGE,
    Address,
    Entry,
    Subject,
    agreement_of,
    ballot_of,
    brought_at,
    comment_of,
    reply_of,
    setup_field,
    signature_at,
    target_of,
)
from questionnaire.intentions import Target
from questionnaire.signatures import Reopening
from questionnaire.stages import Role, Stage
from storage.repository import StaleDossier, UnknownDossier
from tests.access.test_guarded_repository import AT, DOSSIER, LEVEL, PEOPLE, kept, seat_of

REOPENED = Reopening(Stage.AGREED, Stage.DRAFT, "Ada", Role.OWNER, "a mistake", AT)


def extend(
    participant: str,
    stage: Stage,
    *added: tuple[Address, Any],
    expect: int = 1,
    by: str = "P9",
    at: datetime = AT,
    vouched: bool = True,
) -> None:
    """Somebody adds what P9 wrote in another copy, or what is said to be written by somebody else.

    P1 and P2 have seats of their own; nobody here knows P9, so whoever adds it records that they brought it in.
    """
    if vouched and by == "P9":
        added = (*added, (brought_at(2), Bringing((UnknownWriter("P9", "Binta", len(added)),))))
    memory = kept(stage)
    repository = GuardedRepository(memory, seat_of(participant), seated=lambda dossier: frozenset({"P1", "P2"}))
    entries = [
        Entry(
            address,
            1 + (memory.entry(DOSSIER, address) is not None),
            value,
            participant if address.subject is Subject.BROUGHT else by,
            at,
            2,
        )
        for address, value in added
    ]
    before = memory.entries(DOSSIER)
    try:
        repository.extend(DOSSIER, entries, expect=expect)
    except NotAllowed:
        assert memory.entries(DOSSIER) == before
        raise
    assert set(memory.entries(DOSSIER, since=1)) == set(entries)


@pytest.mark.parametrize("participant", ["P1", "P2"])
def test_who_runs_the_room_brings_copies_together(participant: str) -> None:
    added = [(setup_field("currency"), "XAF"), (reply_of("P9", "L01.q1"), LEVEL), (target_of("L01"), Target("L01", 3))]
    extend(participant, Stage.DRAFT, *added)


@pytest.mark.parametrize(
    "participant", [id for id, role in PEOPLE.items() if role not in (Role.OWNER, Role.FACILITATOR)]
)
def test_nobody_else_does(participant: str) -> None:
    with pytest.raises((NotAllowed, UnknownDossier)):
        extend(participant, Stage.DRAFT, (comment_of(participant, "L01.q1"), "as said at home"))


@pytest.mark.parametrize(
    ("address", "value"),
    [
        (STAGE, Stage.AGREED),
        (signature_at(1), REOPENED),
        (ballot_of(WHOLE_ROOM), Ballot(WHOLE_ROOM, "L01.q1", 1, BallotState.REVEALED, AT)),
        (agreement_of("validated", "L01.q1"), None),
        (reply_of("P1", "L01.q1"), LEVEL),
    ],
)
def test_a_facilitator_adds_nothing_that_is_not_theirs_to_write(address: Address, value: Any) -> None:
    with pytest.raises(NotAllowed):
        extend("P2", Stage.DRAFT, (setup_field("currency"), "XAF"), (address, value))


def test_a_facilitator_adds_nothing_new_in_the_name_of_somebody_who_has_a_seat() -> None:
    """Who has a seat writes for themselves; what they did write here may be written anew above another's writing."""
    currency = (setup_field("currency"), "XAF")
    with pytest.raises(NotAllowed):
        extend("P2", Stage.DRAFT, currency, by="P1")
    extend("P2", Stage.DRAFT, currency, by="P2")
    extend("P1", Stage.DRAFT, currency, by="P2")
    held = kept(Stage.DRAFT).entry(DOSSIER, setup_field("administration"))
    assert held is not None and held.by == "P1"
    extend("P2", Stage.DRAFT, (held.address, held.value), by=held.by, at=held.at)


def test_a_facilitator_brings_in_names_that_nobody_knows_only_by_standing_in_for_them() -> None:
    currency = (setup_field("currency"), "XAF")
    with pytest.raises(NotAllowed):
        extend("P2", Stage.DRAFT, currency, vouched=False)
    another = (brought_at(2), Bringing((UnknownWriter("P10", "Somebody else", 1),)))
    with pytest.raises(NotAllowed):
        extend("P2", Stage.DRAFT, currency, another, vouched=False)
    extend("P2", Stage.DRAFT, currency)
    extend("P2", Stage.DRAFT, currency, by="P8", vouched=False)  # a participant of here
    extend("P1", Stage.DRAFT, currency, vouched=False)  # the owner may bring in a later state whole


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.DRAFT])
def test_a_facilitator_adds_nothing_once_it_is_signed(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        extend("P2", stage, (target_of("L01"), Target("L01", 3)))


def test_the_owner_adds_a_later_state_whole() -> None:
    extend("P1", Stage.AGREED, (STAGE, Stage.DRAFT), (signature_at(1), REOPENED))


def test_what_moved_on_since_is_looked_at_again() -> None:
    with pytest.raises(StaleDossier):
        extend("P2", Stage.DRAFT, (setup_field("currency"), "XAF"), expect=0)

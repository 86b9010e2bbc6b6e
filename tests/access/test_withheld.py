"""What donors who sign in are not told: no page, entry or number of theirs has it, and not everybody decides on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from itertools import product

import pytest

from access.guarded_repository import GuardedRepository
from access.permissions import NotAllowed, Right, allowed
from access.seats import Place, Seat
from planning.actions import Library
from questionnaire.assessment import Participant
from questionnaire.entries import (
    LIMITS,
    PLANNED,
    STAGE,
    WITHHELD,
    Entry,
    comment_of,
    comment_shared_of,
    participant_at,
    reply_of,
    setup_field,
    target_of,
    threat_to,
)
from questionnaire.framework import WHOLE
from questionnaire.intentions import Limits, PlannedStart, Target
from questionnaire.profile import Profile
from questionnaire.stages import Role, Stage
from questionnaire.text import NO_TEXT
from questionnaire.withholding import withheld_count
from scoring.scores import score_dossier
from storage.memory_repository import MemoryRepository
from storage.repository import UnknownDossier
from storage.signed_content import covers
from tests.examples import action, at_level, capability, framework, library, section
from views.desk import Desk
from words.phrases import load_phrases

AT = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
DOSSIER = "D1"
MARKED = framework(section("L", capability("L01"), replace(capability("L02"), sensitive=True)))
ACTIONS: Library = library(action("A-1", "L01.2a"), action("A-2", "L02.2a", "L02.3a"))


def memory(stage: Stage = Stage.SHARED, withheld: tuple[str, ...] | None = None) -> MemoryRepository:
    values = {
        STAGE: stage,
        WITHHELD: withheld,
        participant_at("P1"): Participant("P1", Role.FACILITATOR, "Ada"),
        reply_of("P1", "L01"): at_level(1),
        reply_of("P1", "L02"): at_level(4),
        comment_of("P1", "L01"): "released words",
        comment_shared_of("P1", "L01"): True,
        comment_of("P1", "L02"): "inner words",
        comment_shared_of("P1", "L02"): True,
        target_of("L01"): Target("L01", 2),
        target_of("L02"): Target("L02", 4),
        threat_to("L02"): 3,
        LIMITS: Limits(forced_in=frozenset({"A-1", "A-2"})),
        PLANNED: (PlannedStart("A-1", 0), PlannedStart("A-2", 0)),
    }
    kept = MemoryRepository()
    kept.create(MARKED, [Entry(one, 1, value, "P1", AT, 1) for one, value in values.items()], id=DOSSIER)
    return kept


def seat(role: Role) -> Seat:
    return Seat("S", "", places={DOSSIER: Place("P9", role)})


def donors(kept: MemoryRepository) -> GuardedRepository:
    return GuardedRepository(kept, seat(Role.DONOR_READER))


def test_a_donor_who_signs_in_sees_the_smaller_assessment() -> None:
    dossier = donors(memory()).open(DOSSIER, MARKED)
    assert [one.id for one in dossier.framework.capabilities] == ["L01"]
    assert withheld_count(dossier.framework) == 1
    assert score_dossier(dossier)[WHOLE].value == 1
    assert {one.question for one in dossier.answers.values()} == {"L01"}
    assert "inner words" not in repr(dossier)


def test_the_administration_decides_what_is_withheld() -> None:
    assert withheld_count(donors(memory(withheld=())).open(DOSSIER, MARKED).framework) == 0
    dossier = donors(memory(withheld=("L01",))).open(DOSSIER, MARKED)
    assert [one.id for one in dossier.framework.capabilities] == ["L02"]


def test_a_released_comment_is_read_without_who_wrote_it() -> None:
    dossier = donors(memory()).open(DOSSIER, MARKED)
    (answer,) = dossier.answers.values()
    assert (answer.comment, answer.reply, answer.participant) == ("released words", None, "1")
    assert dossier.participants == ()


def test_no_entry_tells_a_donor_what_is_withheld() -> None:
    repository = donors(memory())
    for _ in ("before it was opened", "after"):
        told = {entry.address for entry in repository.entries(DOSSIER)}
        assert not told & {target_of("L02"), threat_to("L02"), LIMITS, PLANNED, WITHHELD}
        assert repository.entry(DOSSIER, target_of("L02")) is None
        assert repository.history(DOSSIER, PLANNED) == ()
        repository.open(DOSSIER, MARKED)
    assert repository.entry(DOSSIER, target_of("L01")) is not None


def test_where_nothing_is_withheld_donors_read_what_they_did() -> None:
    repository = donors(memory(withheld=()))
    repository.open(DOSSIER, MARKED)
    assert {target_of("L02"), LIMITS, PLANNED} <= {entry.address for entry in repository.entries(DOSSIER)}


def test_a_donors_desk_names_no_action_that_serves_only_what_is_withheld() -> None:
    desk = Desk(donors(memory()), MARKED, ACTIONS, load_phrases("en"), {}, DOSSIER, seat=seat(Role.DONOR_READER))
    assert list(desk.library.actions) == ["A-1"]
    assert desk.dossier.planned == (PlannedStart("A-1", 0),)
    assert desk.dossier.limits.forced_in == {"A-1"}


@pytest.mark.parametrize(("role", "stage"), list(product(Role, Stage)))
def test_who_may_set_priorities_or_share_decides_what_is_withheld(role: Role, stage: Stage) -> None:
    repository = GuardedRepository(memory(stage), seat(role))
    if allowed(role, stage, Right.PRIORITISE) or allowed(role, stage, Right.SHARE):
        assert repository.save(DOSSIER, WITHHELD, ("L01",), by="P9", at=AT, expect=1).value == ("L01",)
    else:
        with pytest.raises((NotAllowed, UnknownDossier)):
            repository.save(DOSSIER, WITHHELD, ("L01",), by="P9", at=AT, expect=1)


def test_whoever_shares_signs_what_is_withheld() -> None:
    # The head may still change it after approval, so that signature is not under it; the one that shares is.
    assert [stage for stage in Stage if covers(stage, WITHHELD)] == [Stage.SHARED]


def test_what_another_profile_asked_is_not_told_entry_by_entry() -> None:
    # L02 is marked and not asked any more: its target and what is planned are still among the entries.
    profiles = tuple(
        Profile(id, NO_TEXT, NO_TEXT, Fraction(1), capabilities=held)
        for id, held in (("full", ("L01", "L02")), ("short", ("L01",)))
    )
    chosen = replace(MARKED, profiles=profiles)
    kept = memory()
    kept.save(DOSSIER, setup_field("profile"), "short", by="P1", at=AT, expect=0)
    repository = donors(kept)
    dossier = repository.open(DOSSIER, chosen)
    assert [one.id for one in dossier.framework.capabilities] == ["L01"]
    told = {entry.address for entry in repository.entries(DOSSIER)}
    assert not told & {target_of("L02"), threat_to("L02"), LIMITS, PLANNED}
    assert target_of("L01") in told

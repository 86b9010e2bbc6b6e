"""Copies whose frameworks are of other versions: what was renamed meets under the id of today, and nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from questionnaire.answers import RecordedAgreement
from questionnaire.entries import Address, agreement_of, comment_of, reply_of, setup_field, target_of
from questionnaire.incoming import ChangeStanding
from questionnaire.intentions import Target
from storage.arrival import Arrival, arrival_of
from storage.dossier_file import dossier_bytes, read_dossier
from storage.memory_repository import MemoryRepository
from storage.merging.differences import ChangedIn, differences
from storage.repository import Repository
from tests.examples import at_level, capability, framework, question, section
from tests.storage.merging.copies import bring, dossier, looked_at, write

NEW = framework(
    section("L", capability("N1", question("N1.q1", aliases=("C1", "B1")), aliases=("C1",)), capability("C2"))
)
"""What was called C1, and B1 before that, is called N1.q1 now."""
OLD, NOW = reply_of("P1", "C1"), reply_of("P1", "N1.q1")
Edits = Sequence[tuple[Address, Any]]
BEGUN: Edits = ((OLD, at_level(1)),)


def copies(ours: Edits, theirs: Edits, begun: Edits = BEGUN) -> tuple[Repository, Repository]:
    """Two copies that went on from one, each with what was written in it."""
    start = MemoryRepository()
    start.create(NEW, id="D1")
    write(start, [(setup_field("currency"), "USD"), *begun])
    found = []
    for edits in (ours, theirs):
        copy = MemoryRepository()
        copy.create(NEW, start.entries("D1"), id="D1")
        write(copy, edits)
        found.append(copy)
    return found[0], found[1]


def standings(here: Repository, there: Repository) -> dict[str, ChangeStanding]:
    return {str(one.address): one.standing for one in looked_at(here, there, NEW).incoming.changes}


def reply(copy: Repository) -> Any:
    return dossier(copy, NEW).answers["P1", "N1.q1"].reply


@pytest.mark.parametrize(("ours", "theirs"), [(NOW, OLD), (OLD, NOW), (NOW, NOW), (OLD, OLD)])
def test_both_sides_wrote_under_whatever_id(ours: Address, theirs: Address) -> None:
    here, there = copies([(ours, at_level(2))], [(theirs, at_level(3))])
    (change,) = looked_at(here, there, NEW).incoming.changes
    assert (change.address, change.standing) == (NOW, ChangeStanding.CONFLICTING)
    assert (change.base.value, change.here.value, change.incoming.value) == (at_level(1), at_level(2), at_level(3))
    assert change.stamp == (1 if ours is NOW else 0)
    bring(here, there, NEW, take={NOW})
    assert reply(here) == at_level(3)
    assert looked_at(here, there, NEW).says_nothing_new
    # The other copy takes the decision without being asked again.
    assert not looked_at(there, here, NEW).incoming.conflicts
    bring(there, here, NEW)
    assert reply(there) == at_level(3)


@pytest.mark.parametrize(("ours", "theirs"), [(NOW, OLD), (OLD, NOW)])
def test_a_conflict_that_is_kept_keeps_the_losing_side_on_record(ours: Address, theirs: Address) -> None:
    here, there = copies([(ours, at_level(2))], [(theirs, at_level(3))])
    bring(here, there, NEW, keep={NOW})
    assert reply(here) == at_level(2)
    assert at_level(3) in [one.value for one in here.entries("D1")]
    assert looked_at(here, there, NEW).says_nothing_new


@pytest.mark.parametrize(("first", "then"), [(OLD, NOW), (NOW, OLD)])
def test_what_one_side_went_on_with_is_a_clean_change(first: Address, then: Address) -> None:
    here, there = copies([], [(then, at_level(4))], begun=[(first, at_level(1))])
    # Also where somebody with an older program wrote last: what they wrote is not passed over.
    assert standings(here, there) == {str(NOW): ChangeStanding.CHANGED}
    bring(here, there, NEW)
    assert reply(here) == at_level(4)
    assert [one.stamp for one in here.history("D1", NOW)] == ([1] if first is OLD else [1, 2])
    assert looked_at(here, there, NEW).says_nothing_new


def test_what_nobody_touched_says_nothing_under_either_id() -> None:
    here, there = copies([(NOW, at_level(1))], [])
    assert standings(here, there) == {}
    assert looked_at(here, there, NEW).says_nothing_new


def test_two_earlier_ids_are_one_past() -> None:
    begun = [(reply_of("P1", "B1"), at_level(0)), (OLD, at_level(1))]
    here, there = copies([(NOW, at_level(2))], [(comment_of("P1", "B1"), "seen at the port")], begun=begun)
    assert standings(here, there) == {"answer/P1/N1.q1/comment": ChangeStanding.ADDED}
    bring(here, there, NEW)
    assert (reply(here), dossier(here, NEW).answers["P1", "N1.q1"].comment) == (at_level(2), "seen at the port")


def test_outcomes_and_targets_follow_their_ids() -> None:
    outcome = lambda id, level: (agreement_of("self", id), RecordedAgreement(id, at_level(level)))  # noqa: E731
    target = lambda id, level: (target_of(id), Target(id, level))  # noqa: E731
    here, there = copies([outcome("N1.q1", 2), target("N1", 3)], [outcome("C1", 3), target("C1", 4)])
    assert standings(here, there) == {
        "agreement/self/N1.q1": ChangeStanding.CONFLICTING,
        "target/N1": ChangeStanding.CONFLICTING,
    }
    bring(here, there, NEW, take={agreement_of("self", "N1.q1"), target_of("N1")})
    held = dossier(here, NEW)
    assert held.agreed["N1.q1"].reply == at_level(3) and held.targets["N1"] == Target("N1", 4)


def test_comments_under_both_ids_are_united() -> None:
    here, there = copies([(comment_of("P1", "N1.q1"), "ours")], [(comment_of("P1", "C1"), "theirs")])
    assert standings(here, there) == {"answer/P1/N1.q1/comment": ChangeStanding.UNITED}
    bring(here, there, NEW)
    assert dossier(here, NEW).answers["P1", "N1.q1"].comment == "ours\ntheirs"


def test_what_differs_is_told_once_under_the_id_of_today() -> None:
    here, there = copies([(NOW, at_level(2))], [(OLD, at_level(3))])
    (one,) = differences(here.entries("D1"), there.entries("D1"), NEW).found
    assert (one.address, one.changed) == (NOW, ChangedIn.BOTH)
    assert (one.before.value, one.one.value, one.other.value) == (at_level(1), at_level(2), at_level(3))
    same, other = copies([(NOW, at_level(1))], [])
    assert differences(same.entries("D1"), other.entries("D1"), NEW).found == ()


def test_a_merged_copy_is_an_earlier_state_although_it_stands_under_another_id() -> None:
    here, there = copies([(NOW, at_level(2))], [(OLD, at_level(3))])
    file = read_dossier(dossier_bytes(there, "D1"), NEW)
    assert arrival_of(here, file) is Arrival.APART
    bring(here, there, NEW, take={NOW})
    assert arrival_of(here, file) is Arrival.EARLIER

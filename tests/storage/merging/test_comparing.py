"""What another copy would do here, subject by subject: proposed, told, or left where it is. Nothing is passed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from questionnaire.answers import EvidenceLink
from questionnaire.ballots import Ballot, BallotState
from questionnaire.entries import (
    LIMITS,
    PLANNED,
    PROOF,
    STAGE,
    Address,
    agreement_of,
    ballot_of,
    comment_of,
    evidence_for,
    progress_of,
    reply_of,
    setup_field,
    signature_at,
    target_of,
)
from questionnaire.following import ProgressReport, ProgressWord, Rater
from questionnaire.incoming import ChangeStanding
from questionnaire.intentions import Limits, PlannedStart, Proof, Target
from questionnaire.signatures import Reopening, Signature
from questionnaire.stages import Role, Stage
from storage.memory_repository import MemoryRepository
from storage.merging.comparing import merge_proposed, share_a_past
from storage.repository import Repository
from tests.examples import at_level, capability, framework, section
from tests.storage.merging.copies import LATER, bring, looked_at, write

TINY = framework(section("L", capability("L01"), capability("L02")), section("O", capability("O01")))
BEGUN: list[tuple[Address, Any]] = [(setup_field("currency"), "USD"), (reply_of("P1", "L01"), at_level(1))]
Edits = Sequence[tuple[Address, Any]]


def copies(*edits: Edits, begun: Edits = tuple(BEGUN)) -> list[Repository]:
    start = MemoryRepository()
    start.create(TINY, id="D1")
    write(start, begun)
    found: list[Repository] = []
    for edit in edits:
        copy = MemoryRepository()
        copy.create(TINY, start.entries("D1"), id="D1")
        write(copy, edit)
        found.append(copy)
    return found


def standings(here: Repository, there: Repository) -> dict[str, str]:
    return {str(one.address): one.standing.value for one in looked_at(here, there, TINY).incoming.changes}


def notices(here: Repository, there: Repository) -> list[str]:
    return [one.code for one in looked_at(here, there, TINY).incoming.notices]


def test_both_sides_are_shown_with_who_wrote_when() -> None:
    here, there = copies([(reply_of("P1", "L01"), at_level(2))], [])
    write(there, [(reply_of("P1", "L01"), at_level(3))], by="P7")
    (change,) = looked_at(here, there, TINY).incoming.conflicts
    assert (change.base.value, change.here.value, change.incoming.value) == (at_level(1), at_level(2), at_level(3))
    assert (change.here.by, change.incoming.by, change.section, change.stamp) == ("P1", "P7", "L", 2)
    assert None not in (change.base.at, change.here.at, change.incoming.at)
    assert looked_at(here, there, TINY).incoming.base_revision == 2


def test_comments_and_evidence_are_united_and_the_rest_is_decided() -> None:
    ours = [(comment_of("P1", "L01"), "ours"), (evidence_for("P1", "L01"), (EvidenceLink("E1"),))]
    theirs = [(comment_of("P1", "L01"), "theirs"), (evidence_for("P1", "L01"), (EvidenceLink("E2"),))]
    here, there = copies([*ours, (LIMITS, Limits(quarters=4))], [*theirs, (LIMITS, Limits(quarters=8))])
    assert standings(here, there) == {
        "answer/P1/L01/comment": "united",
        "answer/P1/L01/evidence": "united",
        "limits": "conflicting",
    }


def test_more_links_than_one_place_holds_are_decided_by_a_person() -> None:
    many = lambda sign: tuple(EvidenceLink(f"{sign}{n}") for n in range(150))  # noqa: E731
    here, there = copies([(evidence_for("P1", "L01"), many("E"))], [(evidence_for("P1", "L01"), many("F"))])
    (change,) = looked_at(here, there, TINY).incoming.changes
    assert (change.standing, change.written) == (ChangeStanding.CONFLICTING, many("F"))


def report(day: int, note: str) -> tuple[Address, Any]:
    said = ProgressReport("A-1", Rater.SELF, ProgressWord.ON_TRACK, date(2027, 6, day), note)
    return progress_of("A-1", "self"), said


@pytest.mark.parametrize(
    ("ours", "theirs", "counts"),
    [
        ((5, "ours"), (9, "theirs"), "theirs"),
        ((9, "ours"), (5, "theirs"), "ours"),
        ((5, "ours"), (5, "later"), "later"),
    ],
)
def test_of_two_reports_the_later_counts_and_none_is_lost(
    ours: tuple[int, str], theirs: tuple[int, str], counts: str
) -> None:
    here, there = copies([report(1, "first"), report(*ours)], [report(*theirs)])
    assert standings(here, there) == {"progress/A-1/self": "united"}
    bring(here, there, TINY)
    told = [one.value.note for one in here.history("D1", progress_of("A-1", "self"))]
    assert told[-1] == counts and {"first", ours[1], theirs[1]} <= set(told)
    assert looked_at(here, there, TINY).says_nothing_new
    bring(there, here, TINY)
    latest = there.entry("D1", progress_of("A-1", "self"))
    assert latest is not None and latest.value.note == counts


def test_a_report_that_was_withdrawn_is_decided_by_a_person() -> None:
    begun = [*BEGUN, report(1, "first")]
    here, there = copies([(progress_of("A-1", "self"), None)], [report(3, "later")], begun=begun)
    assert standings(here, there) == {"progress/A-1/self": "conflicting"}


def test_a_plan_and_what_is_known_of_it_are_in_doubt_together() -> None:
    plan = lambda action: (PLANNED, (PlannedStart(action, 0),))  # noqa: E731
    proof = lambda value: (PROOF, Proof(value))  # noqa: E731
    here, there = copies([proof(1)], [plan("B"), proof(2)], begun=[*BEGUN, plan("A"), proof(0)])
    assert standings(here, there) == {"planned": "conflicting", "proof": "conflicting"}
    clean, other = copies([], [plan("B"), proof(2)], begun=[*BEGUN, plan("A"), proof(0)])
    assert standings(clean, other) == {"planned": "changed", "proof": "changed"}
    bring(clean, other, TINY, take={PLANNED})
    kept = clean.entry("D1", PROOF)
    assert kept is not None and kept.value == Proof(2)  # type: ignore[arg-type]


SIGNED = Signature(Stage.AGREED, "Ada", Role.OWNER, "We agree.", 2, "0" * 64, LATER)
REOPENED = Reopening(Stage.AGREED, Stage.DRAFT, "Ada", Role.OWNER, "a mistake", LATER)
HELD = Ballot("all", "L02", 1, BallotState.REVEALED, LATER)


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ([(STAGE, Stage.AGREED), (signature_at(1), SIGNED)], ["stage.agreed", "signature"]),
        (
            [(STAGE, Stage.AGREED), (signature_at(1), SIGNED), (STAGE, Stage.DRAFT), (signature_at(2), REOPENED)],
            ["signature", "reopening", "stage.draft"],
        ),
        ([(ballot_of("all"), HELD)], ["ballot"]),
        ([(ballot_of("all"), Ballot("all", "L02", 1, BallotState.OPEN, LATER))], []),
    ],
)
def test_what_is_said_of_one_copy_stays_with_it_and_is_told(edits: Edits, told: list[str]) -> None:
    here, there = copies([], [*edits, (reply_of("P1", "L02"), at_level(2))])
    assert standings(here, there) == {"answer/P1/L02/reply": "added"}
    assert sorted(notices(here, there)) == sorted(f"merge.stays.{one}" for one in told)
    before = here.entries("D1")
    bring(here, there, TINY)
    written = [one.address for one in here.entries("D1") if one not in before]
    assert written == [reply_of("P1", "L02")]
    assert looked_at(here, there, TINY).says_nothing_new is (not told)


def test_what_is_under_a_signature_here_is_not_taken() -> None:
    theirs: Edits = [(reply_of("P1", "L02"), at_level(2)), (target_of("L01"), Target("L01", 3))]
    here, there = copies([(STAGE, Stage.AGREED), (signature_at(1), SIGNED)], theirs)
    incoming = looked_at(here, there, TINY).incoming
    assert [(one.code, one.place) for one in incoming.problems] == [("merge.signed", "answer/P1/L02/reply")]
    assert [str(one.address) for one in incoming.changes] == ["target/L01"]
    write(here, [(STAGE, Stage.DRAFT), (signature_at(2), REOPENED)])
    assert looked_at(here, there, TINY).incoming.problems == ()


def test_what_the_framework_does_not_know_comes_over_too() -> None:
    gone = agreement_of("self", "GONE"), reply_of("P1", "GONE")
    here, there = copies([], [(gone[1], at_level(2))])
    (change,) = looked_at(here, there, TINY).incoming.changes
    assert (change.address, change.standing, change.section) == (gone[1], ChangeStanding.ADDED, "")
    bring(here, there, TINY)
    assert [one.address for one in here.open("D1", TINY).orphans] == [gone[1]]


def test_every_address_of_the_other_copy_is_accounted_for() -> None:
    theirs: Edits = [
        (reply_of("P1", "L01"), at_level(3)),
        (comment_of("P1", "L02"), "theirs"),
        (STAGE, Stage.AGREED),
        (ballot_of("all"), HELD),
    ]
    here, there = copies([(reply_of("P1", "L01"), at_level(2))], theirs)
    incoming = looked_at(here, there, TINY).incoming
    accounted = len(incoming.changes) + incoming.same + len(incoming.problems) + len(incoming.notices)
    assert accounted == len({one.address for one in there.entries("D1")})


def test_a_base_is_taken_from_its_file_where_the_histories_do_not_tell() -> None:
    def alone(*edits: tuple[Address, Any]) -> Repository:
        copy = MemoryRepository()
        copy.create(TINY, id="D1")
        write(copy, edits)
        return copy

    base = alone((reply_of("P1", "L01"), at_level(1)), (reply_of("P1", "L02"), at_level(1)))
    here = alone((reply_of("P1", "L01"), at_level(2)), (reply_of("P1", "L02"), at_level(1)))
    there = alone((reply_of("P1", "L01"), at_level(1)), (reply_of("P1", "L02"), at_level(4)))
    assert not share_a_past(here.entries("D1"), there.entries("D1"))
    blind = merge_proposed(here.entries("D1"), there.entries("D1"), TINY).incoming
    assert len(blind.conflicts) == 2 and blind.base_revision is None
    seen = merge_proposed(here.entries("D1"), there.entries("D1"), TINY, base.entries("D1")).incoming
    assert [(str(one.address), one.standing) for one in seen.changes] == [
        ("answer/P1/L02/reply", ChangeStanding.CHANGED)
    ]


def test_what_went_further_here_is_not_proposed_again() -> None:
    here, there = copies([], [(reply_of("P1", "L01"), at_level(3))])
    bring(here, there, TINY)
    write(here, [(reply_of("P1", "L01"), at_level(4))])
    assert looked_at(here, there, TINY).says_nothing_new
    assert standings(there, here) == {"answer/P1/L01/reply": "changed"}


def test_a_decision_on_each_side_is_a_conflict_again() -> None:
    address = reply_of("P1", "L01")
    here, there = copies([(address, at_level(2))], [(address, at_level(3))])
    was_here, was_there = ([*one.entries("D1")] for one in (here, there))
    bring(here, there, TINY, keep={address})
    other = MemoryRepository()
    other.create(TINY, was_there, id="D1")
    first = MemoryRepository()
    first.create(TINY, was_here, id="D1")
    bring(other, first, TINY, keep={address})
    assert standings(here, other) == standings(other, here) == {"answer/P1/L01/reply": "conflicting"}

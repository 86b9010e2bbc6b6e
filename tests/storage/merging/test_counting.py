"""Numbers given by counting: the same one for different things is changed on the incoming side, and all follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaire.answers import EvidenceLink, RecordedAgreement
from questionnaire.assessment import Participant
from questionnaire.ballots import Group, ParkedPoint
from questionnaire.entries import (
    LIMITS,
    PLANNED,
    Address,
    Subject,
    agreement_of,
    alternative_at,
    details_of,
    evidence_for,
    group_at,
    own_action_at,
    parked_at,
    participant_at,
    presence_of,
    price_of,
    progress_of,
    registered,
    reply_of,
    setup_field,
)
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.following import ProgressReport, ProgressWord, Rater, StepDetails
from questionnaire.intentions import Alternative, Limits, PlannedStart, UnitPrice
from questionnaire.own_actions import OwnAction
from questionnaire.policy import Strength
from questionnaire.stages import Role
from storage.entry_lines import checked
from storage.memory_repository import MemoryRepository
from storage.merging.renumbering import COUNTED, Renumbering
from storage.repository import Repository
from tests.examples import at_level, capability, framework, section
from tests.storage.merging.copies import LATER, bring, looked_at, write
from tests.storage.values import as_history, writings

TINY = framework(section("L", capability("L01"), capability("L02")))
BEGUN = [
    (setup_field("currency"), "USD"),
    (registered("E1"), Evidence("E1", "Act", EvidenceKind.REPORT, Strength.STATED)),
]


def evidence(id: str, title: str) -> tuple[Address, Any]:
    return registered(id), Evidence(id, title, EvidenceKind.REPORT, Strength.STATED)


def person(id: str, name: str, group: str = "") -> tuple[Address, Any]:
    return participant_at(id), Participant(id, Role.ASSESSOR, name, group=group)


def own(id: str, name: str, *after: str) -> tuple[Address, Any]:
    return own_action_at(id), OwnAction(id, name, "training", "training", 3, after=after)


def copies(*edits: Sequence[tuple[Address, Any]]) -> list[Repository]:
    begun = MemoryRepository()
    begun.create(TINY, id="D1")
    write(begun, BEGUN)
    found: list[Repository] = []
    for edit in edits:
        copy = MemoryRepository()
        copy.create(TINY, begun.entries("D1"), id="D1")
        write(copy, edit)
        found.append(copy)
    return found


def held(repository: Repository, address: Address) -> Any:
    entry = repository.entry("D1", address)
    return entry.value if entry else None


def codes(merge: Any) -> set[tuple[str, str, str]]:
    return {
        (one.code.removeprefix("merge.renumbered."), one.facts["found"], one.facts["became"])
        for one in merge.incoming.notices
        if one.code.startswith("merge.renumbered.")
    }


def test_another_piece_under_the_same_number_gets_the_next_one_and_all_follows() -> None:
    report = ProgressReport("A-L01-1", Rater.SELF, ProgressWord.ON_TRACK, LATER.date(), evidence=("E2", "E1"))
    outcome = RecordedAgreement("L01", at_level(2), evidence=(EvidenceLink("E2"),))
    here, there = copies(
        [evidence("E2", "Circular"), evidence("E3", "Note")],
        [
            evidence("E2", "Register"),
            (evidence_for("P1", "L01"), (EvidenceLink("E2", frozenset({"L01.1a"})), EvidenceLink("E1"))),
            (agreement_of("self", "L01"), outcome),
            (progress_of("A-L01-1", "self"), report),
        ],
    )
    merge = bring(here, there, TINY)
    assert codes(merge) == {("evidence", "E2", "E4")}
    assert [held(here, registered(f"E{n}")).title for n in (1, 2, 3, 4)] == ["Act", "Circular", "Note", "Register"]
    assert held(here, registered("E4")).id == "E4"
    assert held(here, evidence_for("P1", "L01")) == (EvidenceLink("E4", frozenset({"L01.1a"})), EvidenceLink("E1"))
    assert held(here, agreement_of("self", "L01")).evidence == (EvidenceLink("E4"),)
    assert held(here, progress_of("A-L01-1", "self")).evidence == ("E4", "E1")


def test_what_both_sides_say_alike_stays_one() -> None:
    here, there = copies([evidence("E2", "Register")], [evidence("E2", "Register"), evidence("E3", "Note")])
    merge = bring(here, there, TINY)
    assert codes(merge) == set()
    assert [str(one.address) for one in merge.incoming.changes] == ["evidence/E3"]


def test_a_piece_that_both_had_is_changed_not_renumbered() -> None:
    here, there = copies([evidence("E1", "Act of 2019")], [evidence("E1", "Act of 2021")])
    merge = looked_at(here, there, TINY)
    assert codes(merge) == set()
    assert [str(one.address) for one in merge.incoming.conflicts] == ["evidence/E1"]


def test_people_and_groups_follow_with_all_that_is_theirs() -> None:
    here, there = copies(
        [(group_at("G1"), Group("G1", "Law")), person("P2", "Ada", "G1")],
        [
            (group_at("G1"), Group("G1", "Ports")),
            person("P2", "Binta", "G1"),
            (reply_of("P2", "L01"), at_level(3)),
            (presence_of("P2", "2027-03-15"), True),
        ],
    )
    write(there, [(reply_of("P2", "L02"), at_level(1))], by="P2")
    assert codes(bring(here, there, TINY)) == {("group", "G1", "G2"), ("participant", "P2", "P3")}
    assert held(here, participant_at("P3")) == Participant("P3", Role.ASSESSOR, "Binta", group="G2")
    assert held(here, participant_at("P2")).name == "Ada"
    assert held(here, reply_of("P3", "L01")) == at_level(3)
    assert held(here, presence_of("P3", "2027-03-15")) is True
    entry = here.entry("D1", reply_of("P3", "L02"))
    assert entry is not None and entry.by == "P3"
    assert here.entry("D1", reply_of("P2", "L01")) is None


def test_own_actions_follow_into_plan_limits_prices_and_progress() -> None:
    limits = Limits(forced_in=frozenset({"OWN-1", "A-1"}), forced_out=frozenset({"OWN-2"}), pinned={"OWN-1": 2})
    here, there = copies(
        [own("OWN-1", "Kennel")],
        [
            own("OWN-1", "Radio"),
            own("OWN-2", "Training", "OWN-1", "A-1"),
            (LIMITS, limits),
            (PLANNED, (PlannedStart("OWN-1", 0), PlannedStart("A-1", 1))),
            (details_of("OWN-1"), StepDetails("OWN-1", owner="post")),
            (price_of("OWN-1 once"), UnitPrice("OWN-1 once", 5, "USD")),  # type: ignore[arg-type]
            (alternative_at("1"), Alternative("cheap", limits, (PlannedStart("OWN-1", 4),))),
        ],
    )
    assert codes(bring(here, there, TINY)) == {("own_action", "OWN-1", "OWN-3")}
    assert held(here, own_action_at("OWN-2")).after == ("OWN-3", "A-1")
    changed = replace(limits, forced_in=frozenset({"OWN-3", "A-1"}), pinned={"OWN-3": 2})
    assert held(here, LIMITS) == changed
    assert held(here, PLANNED) == (PlannedStart("OWN-3", 0), PlannedStart("A-1", 1))
    assert held(here, details_of("OWN-3")) == StepDetails("OWN-3", owner="post")
    assert held(here, details_of("OWN-1")) is None
    assert held(here, price_of("OWN-3 once")).item == "OWN-3 once"
    assert held(here, alternative_at("1")) == Alternative("cheap", changed, (PlannedStart("OWN-3", 4),))


def test_points_put_aside_are_all_there() -> None:
    point = lambda n, text: (parked_at(n), ParkedPoint(n, text))  # noqa: E731
    here, there = copies([point("1", "ours")], [point("1", "theirs"), point("2", "more")])
    assert codes(bring(here, there, TINY)) == {("parked", "1", "3")}
    assert [held(here, parked_at(n)).text for n in ("1", "2", "3")] == ["ours", "more", "theirs"]


def test_a_plan_put_aside_goes_to_a_free_place_while_there_is_one() -> None:
    aside = lambda n, name: (alternative_at(n), Alternative(name, Limits(), ()))  # noqa: E731
    here, there = copies([aside("1", "ours")], [aside("1", "theirs")])
    assert codes(bring(here, there, TINY)) == {("alternative", "1", "2")}
    full, other = copies([aside(n, f"ours {n}") for n in "123"], [aside("2", "theirs")])
    merge = looked_at(full, other, TINY)
    assert [str(one.address) for one in merge.incoming.conflicts] == ["alternative/1"]


def test_what_was_withdrawn_on_the_other_side_makes_no_noise() -> None:
    here, there = copies([evidence("E2", "Circular")], [evidence("E2", "Register"), (registered("E2"), None)])
    merge = looked_at(here, there, TINY)
    assert merge.says_nothing_new


def test_copies_that_meet_again_know_the_numbers_they_gave() -> None:
    here, there = copies(
        [evidence("E2", "Circular"), person("P2", "Ada")],
        [evidence("E2", "Register"), person("P2", "Binta"), (evidence_for("P2", "L01"), (EvidenceLink("E2"),))],
    )
    bring(here, there, TINY)
    assert looked_at(here, there, TINY).says_nothing_new
    write(there, [evidence("E2", "Register of 2026"), evidence("E3", "Photo"), (reply_of("P2", "L02"), at_level(2))])
    merge = bring(here, there, TINY)
    assert not merge.incoming.conflicts
    assert [held(here, registered(f"E{n}")).title for n in (2, 3, 4)] == ["Circular", "Register of 2026", "Photo"]
    assert held(here, reply_of("P3", "L02")) == at_level(2)
    # And the other way round: each side keeps its own numbers, and nothing comes twice.
    bring(there, here, TINY)
    titles = [held(there, registered(f"E{n}")) for n in range(1, 7)]
    assert sorted(one.title for one in titles if one) == ["Act", "Circular", "Photo", "Register of 2026"]
    for one, other in ((here, there), (there, here)):
        assert looked_at(one, other, TINY).says_nothing_new


def test_three_copies_with_one_number_each_for_something_else() -> None:
    for order in ((0, 1, 2), (2, 0, 1), (1, 2, 0)):
        found = copies(
            *(
                [evidence("E2", title), (evidence_for("P1", id), (EvidenceLink("E2"),))]
                for title, id in (("a", "L01"), ("b", "L02"), ("c", "L03"))
            )
        )
        first, *others = (found[n] for n in order)
        for other in others:
            assert not bring(first, other, TINY).incoming.conflicts
        titles = {
            id: held(first, registered(held(first, evidence_for("P1", id))[0].evidence)).title
            for id in ("L01", "L02", "L03")
        }
        assert titles == {"L01": "a", "L02": "b", "L03": "c"}


@pytest.mark.parametrize("id", ["E999999999", "E" + "9" * 90, "E", "é1", "X" * 100, "0", "E007"])
def test_strange_numbers_find_a_free_one_too(id: str) -> None:
    here, there = copies([evidence(id, "ours"), evidence("E5", "x")], [evidence(id, "theirs")])
    bring(here, there, TINY)
    titles = [entry.value.title for entry in here.entries("D1") if entry.address.subject is Subject.EVIDENCE]
    assert sorted(titles) == ["Act", "ours", "theirs", "x"]
    assert looked_at(here, there, TINY).says_nothing_new


NAMES = st.sampled_from(["A1", "OWN-1", "P1"])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(writings(NAMES))
def test_every_record_can_still_be_kept_under_its_new_numbers(written: tuple[Address, Any]) -> None:
    ids = {
        subject: {"A1": "A7", "OWN-1": "OWN-9", "P1": "P5"} for subject in COUNTED if subject is not Subject.ALTERNATIVE
    }
    (entry,) = as_history([written])
    moved = Renumbering(ids).entry(entry)
    assert checked(moved) == moved
    back = {subject: {now: was for was, now in known.items()} for subject, known in ids.items()}
    assert Renumbering(back).entry(moved) == entry

"""Hidden votes, in every kind of memory: hidden until the reveal, turned into answers by it, never lost unseen."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import NotKnown
from questionnaire.ballots import WHOLE_ROOM, Ballot, BallotState, next_round
from questionnaire.entries import STAGE, Address, Entry, ballot_of, comment_of, reply_of, vote_of
from questionnaire.policy import Confidence
from questionnaire.stages import Stage
from storage.arrival import receive
from storage.bad_values import BadValue
from storage.dossier_file import dossier_bytes, read_dossier
from storage.entry_lines import entry_from_json, entry_to_json
from storage.memory_repository import MemoryRepository
from storage.repository import Given, Repository, StaleDossier, StaleEntry, UnknownDossier
from storage.votes import Poll, all_votes
from tests import examples
from tests.examples import NOON, at_level
from tests.storage.test_repository import anything
from words.phrases import load_phrases

# The name of a question may hold what JSON and LIKE read in their own way.
ODD = 'C"2_%\\'
FRAMEWORK = examples.framework(examples.section("S", *(examples.capability(id) for id in ("C1", "C2", "C3"))))
ROOM = ballot_of(WHOLE_ROOM)


def ballot(state: BallotState, question: str = "C1", round: int = 1, group: str = WHOLE_ROOM) -> Ballot:
    return Ballot(group, question, round, state, NOON)


def vote(
    repository: Repository,
    id: str,
    who: str,
    value: Any,
    expect: int = 0,
    *,
    question: str = "C1",
    round: int = 1,
    part: str = "reply",
    by: str | None = None,
) -> Entry:
    return repository.save(
        id, vote_of(who, question, round, part), value, by=by or who, at=NOON + timedelta(minutes=expect), expect=expect
    )


def ask(repository: Repository, id: str, question: str = "C1", round: int = 1, expect: int = 0) -> Entry:
    opened = ballot(BallotState.OPEN, question, round)
    return repository.save(id, ROOM, opened, by="P1", at=NOON, expect=expect)


def reveal(repository: Repository, id: str, question: str = "C1", round: int = 1, expect: int = 1) -> tuple[Entry, ...]:
    changes = [(ROOM, ballot(BallotState.REVEALED, question, round), expect)]
    return repository.reveal(id, question, round, changes, by="P1", at=NOON + timedelta(hours=1))


@pytest.fixture
def asked(repository: Repository) -> tuple[Repository, str]:
    id = repository.create(FRAMEWORK)
    ask(repository, id)
    return repository, id


def test_a_vote_is_read_by_its_voter_and_is_nowhere_else(asked: tuple[Repository, str]) -> None:
    repository, id = asked
    before = (repository.revision(id), repository.entries(id), repository.assessments(), repository.open(id, FRAMEWORK))
    cast = vote(repository, id, "P2", at_level(3))
    assert cast == Entry(vote_of("P2", "C1", 1, "reply"), 1, at_level(3), "P2", NOON, 0)
    assert repository.entry(id, cast.address) == cast
    assert repository.history(id, cast.address) == ()
    after = (repository.revision(id), repository.entries(id), repository.assessments(), repository.open(id, FRAMEWORK))
    assert after == before
    file = read_dossier(dossier_bytes(repository, id), FRAMEWORK)
    assert [entry.address for entry in file.entries] == [ROOM]


def test_a_vote_may_be_changed_and_its_earlier_states_read(asked: tuple[Repository, str]) -> None:
    repository, id = asked
    cast = [vote(repository, id, "P2", value, stamp) for stamp, value in enumerate((at_level(1), None, at_level(2)))]
    assert [repository.entry(id, cast[0].address, stamp) for stamp in (1, 2, 3)] == cast
    assert repository.entry(id, cast[0].address) == cast[2]
    assert repository.entry(id, cast[0].address, 4) is None


@pytest.mark.parametrize("expect", [0, 2, 5])
def test_a_vote_keeps_the_rule_of_stamps(asked: tuple[Repository, str], expect: int) -> None:
    repository, id = asked
    held = vote(repository, id, "P2", at_level(1))
    with pytest.raises(StaleEntry) as refused:
        vote(repository, id, "P2", at_level(4), expect)
    assert refused.value.held == held
    with pytest.raises(StaleEntry) as refused:
        vote(repository, id, "P3", at_level(4), 7)
    assert refused.value.held.stamp == 0


def test_who_has_replied_is_told_and_since_when(asked: tuple[Repository, str]) -> None:
    repository, id = asked
    vote(repository, id, "P2", at_level(1))
    vote(repository, id, "P2", at_level(2), 1)
    vote(repository, id, "P3", NotKnown())
    vote(repository, id, "P4", at_level(2))
    vote(repository, id, "P4", None, 1)
    vote(repository, id, "P5", "not sure", part="comment")
    vote(repository, id, "P6", at_level(2), question="C2")
    vote(repository, id, "P7", at_level(2), round=2)
    assert repository.votes(id, "C1", 1) == {"P2": NOON + timedelta(minutes=1), "P3": NOON}
    assert repository.votes(id, "C3", 1) == {}


def test_several_parts_of_a_vote_are_saved_all_or_none(asked: tuple[Repository, str]) -> None:
    repository, id = asked
    reply, comment = vote_of("P2", "C1", 1, "reply"), vote_of("P2", "C1", 1, "comment")
    saved = repository.save_all(id, [(reply, at_level(2), 0), (comment, "why", 0)], by="P2", at=NOON)
    assert [(entry.stamp, entry.revision) for entry in saved] == [(1, 0), (1, 0)]
    with pytest.raises(StaleEntry):
        repository.save_all(id, [(reply, at_level(3), 1), (comment, "no", 0)], by="P2", at=NOON)
    assert repository.entry(id, reply) == saved[0]
    assert repository.revision(id) == 1


def test_votes_are_not_mixed_with_entries(asked: tuple[Repository, str]) -> None:
    repository, id = asked
    with pytest.raises(ValueError, match="by themselves"):
        repository.save_all(
            id, [(vote_of("P2", "C1", 1, "reply"), at_level(2), 0), (comment_of("P2", "C1"), "a", 0)], by="P2", at=NOON
        )
    assert (repository.votes(id, "C1", 1), repository.revision(id)) == ({}, 1)


@pytest.mark.parametrize("address", [vote_of("P2", "C1", 0, "reply"), vote_of("P2", "C1", 1, "evidence")])
def test_a_vote_that_is_none_is_refused(asked: tuple[Repository, str], address: Address) -> None:
    repository, id = asked
    with pytest.raises(BadValue):
        repository.save(id, address, at_level(1), by="P2", at=NOON, expect=0)
    with pytest.raises(BadValue):
        vote(repository, id, "P2", 3)


def test_no_history_from_elsewhere_brings_votes(asked: tuple[Repository, str]) -> None:
    repository, id = asked
    hidden = Entry(vote_of("P2", "C1", 1, "reply"), 1, at_level(2), "P2", NOON, 2)
    with pytest.raises(BadValue) as refused:
        repository.create(FRAMEWORK, [hidden])
    assert [one.code for one in refused.value.problems] == ["value.hidden_vote"]
    with pytest.raises(BadValue):
        repository.extend(id, [hidden], expect=1)
    assert repository.votes(id, "C1", 1) == {}


def test_an_unknown_dossier_has_no_votes(repository: Repository) -> None:
    calls = [
        lambda: vote(repository, "none", "P2", at_level(1)),
        lambda: repository.votes("none", "C1", 1),
        lambda: repository.entry("none", vote_of("P2", "C1", 1, "reply")),
        lambda: reveal(repository, "none"),
    ]
    for call in calls:
        with pytest.raises(UnknownDossier):
            call()


def test_a_reveal_turns_votes_into_answers(asked: tuple[Repository, str]) -> None:
    repository, id = asked
    earlier = repository.save(id, reply_of("P2", "C1"), at_level(0), by="P2", at=NOON, expect=0)
    vote(repository, id, "P2", at_level(1))
    vote(repository, id, "P2", at_level(3), 1)
    vote(repository, id, "P2", Confidence.HIGH, part="confidence")
    vote(repository, id, "P2", "seen it", part="comment")
    vote(repository, id, "P3", NotKnown(), by="P1")
    vote(repository, id, "P4", at_level(2))
    vote(repository, id, "P4", None, 1)
    vote(repository, id, "P4", "", part="comment")
    vote(repository, id, "P5", at_level(4), question="C2")
    written = reveal(repository, id)
    revision = earlier.revision + 1
    assert written[0] == Entry(ROOM, 2, ballot(BallotState.REVEALED), "P1", NOON + timedelta(hours=1), revision)
    assert set(written[1:]) == {
        Entry(reply_of("P2", "C1"), 2, at_level(3), "P2", NOON + timedelta(minutes=1), revision),
        Entry(
            replace(reply_of("P2", "C1"), parts=("P2", "C1", "confidence")), 1, Confidence.HIGH, "P2", NOON, revision
        ),
        Entry(comment_of("P2", "C1"), 1, "seen it", "P2", NOON, revision),
        Entry(reply_of("P3", "C1"), 1, NotKnown(), "P1", NOON, revision),
    }
    assert set(repository.entries(id, since=earlier.revision)) == set(written)
    assert repository.revision(id) == revision
    dossier = repository.open(id, FRAMEWORK)
    assert {key: one.reply for key, one in dossier.answers.items()} == {
        ("P2", "C1"): at_level(3),
        ("P3", "C1"): NotKnown(),
    }
    assert repository.votes(id, "C1", 1) == {}
    assert repository.entry(id, vote_of("P2", "C1", 1, "reply")) is None
    assert set(repository.votes(id, "C2", 1)) == {"P5"}


def test_a_vote_after_the_reveal_is_refused(asked: tuple[Repository, str]) -> None:
    repository, id = asked
    vote(repository, id, "P2", at_level(1))
    reveal(repository, id)
    for who, expect in (("P2", 1), ("P2", 0), ("P3", 0)):
        with pytest.raises(StaleEntry) as refused:
            vote(repository, id, who, at_level(4), expect)
        assert (refused.value.held.stamp, refused.value.held.value) == (0, None)
    ask(repository, id, round=2, expect=2)
    vote(repository, id, "P2", at_level(2), round=2)
    assert set(repository.votes(id, "C1", 2)) == {"P2"}
    reveal(repository, id, round=2, expect=3)
    history = repository.history(id, reply_of("P2", "C1"))
    assert [entry.value for entry in history] == [at_level(1), at_level(2)]
    ballots = tuple(entry.value for entry in repository.history(id, ROOM))
    assert next_round(ballots, "C1") == 3


def test_a_dossier_from_elsewhere_knows_which_rounds_were_revealed(repository: Repository) -> None:
    entries = [
        Entry(ballot_of("G1"), 1, ballot(BallotState.REVEALED, ODD, group="G1"), "P1", NOON, 1),
        Entry(ballot_of("G1"), 2, ballot(BallotState.OPEN, "C2", group="G1"), "P1", NOON, 2),
        Entry(ballot_of("G2"), 1, ballot(BallotState.WITHDRAWN, "C3", group="G2"), "P1", NOON, 3),
        Entry(comment_of("P1", "C1"), 1, f'"revealed" {ODD}', "P1", NOON, 4),
    ]
    id = repository.create(FRAMEWORK, entries)
    with pytest.raises(StaleEntry):
        vote(repository, id, "P2", at_level(1), question=ODD)
    for question, round in ((ODD, 2), ("C1", 1), ("C2", 1), ("C3", 1)):
        vote(repository, id, "P2", at_level(1), question=question, round=round)


def test_two_reveals_at_once_are_one(asked: tuple[Repository, str]) -> None:
    repository, id = asked
    vote(repository, id, "P2", at_level(1))
    reveal(repository, id)
    before = repository.entries(id)
    with pytest.raises(StaleEntry):
        reveal(repository, id)
    assert repository.entries(id) == before


def test_a_reveal_that_fails_hides_as_before(asked: tuple[Repository, str]) -> None:
    repository, id = asked
    cast = vote(repository, id, "P2", at_level(1))
    with pytest.raises(StaleEntry):
        reveal(repository, id, expect=0)
    assert repository.entry(id, cast.address) == cast
    assert repository.revision(id) == 1
    vote(repository, id, "P2", at_level(2), 1)


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [(ROOM, ballot(BallotState.OPEN), 1)],
        [(ROOM, ballot(BallotState.REVEALED, round=2), 1)],
        [(ROOM, ballot(BallotState.REVEALED), 1), (vote_of("P2", "C1", 1, "reply"), at_level(1), 0)],
    ],
)
def test_a_reveal_that_says_no_reveal_is_refused(
    asked: tuple[Repository, str], changes: Sequence[tuple[Address, Any, int]]
) -> None:
    repository, id = asked
    with pytest.raises(ValueError, match="reveal"):
        repository.reveal(id, "C1", 1, changes, by="P1", at=NOON)
    assert repository.revision(id) == 1


def test_a_deleted_dossier_takes_its_votes_along(asked: tuple[Repository, str]) -> None:
    repository, id = asked
    vote(repository, id, "P2", at_level(1))
    repository.delete(id)
    repository.create(FRAMEWORK, id=id)
    assert repository.votes(id, "C1", 1) == {}
    assert vote(repository, id, "P2", at_level(1)).stamp == 1


def test_forty_voters_and_a_reveal_at_once_lose_nothing(asked: tuple[Repository, str]) -> None:
    repository, id = asked
    voters = [f"P{number}" for number in range(2, 42)]
    start = Barrier(len(voters) + 1)

    def press(who: str) -> list[Any]:
        start.wait()
        kept: list[Any] = []
        for stamp in range(8):
            try:
                kept.append(vote(repository, id, who, at_level(stamp % 5), stamp).value)
            except StaleEntry:
                break
        return kept

    def show() -> tuple[Entry, ...]:
        start.wait()
        while len(repository.votes(id, "C1", 1)) < 20:
            pass
        return reveal(repository, id)

    with ThreadPoolExecutor(len(voters) + 1) as pool:
        pressed = {who: pool.submit(press, who) for who in voters}
        revealed = pool.submit(show).result()
        kept = {who: one.result() for who, one in pressed.items()}
    shown = {entry.address.parts[0]: entry.value for entry in revealed[1:]}
    # What was acknowledged last is what was shown; who was too late was told so.
    assert shown == {who: values[-1] for who, values in kept.items() if values}
    assert len(shown) >= 20
    assert repository.votes(id, "C1", 1) == {}


@anything
@given(
    casts=st.lists(
        st.tuples(
            st.sampled_from(["P1", "P2", "P3"]),
            st.sampled_from(["C1", "C2"]),
            st.sampled_from([None, at_level(1), at_level(3), NotKnown("ask")]),
        ),
        max_size=15,
    )
)
def test_any_voting_is_shown_as_it_was_left(repository: Repository, casts: list[tuple[str, str, Any]]) -> None:
    id = repository.create(FRAMEWORK)
    ask(repository, id)
    stamps: dict[tuple[str, str], int] = {}
    last: dict[tuple[str, str], Any] = {}
    for who, question, value in casts:
        stamp = stamps.get((who, question), 0)
        vote(repository, id, who, value, stamp, question=question)
        stamps[who, question] = stamp + 1
        last[who, question] = value
    reveal(repository, id)
    dossier = repository.open(id, FRAMEWORK)
    expected = {key: value for key, value in last.items() if key[1] == "C1" and value is not None}
    assert {key: answer.reply for key, answer in dossier.answers.items()} == expected
    hidden = {who for (who, question), value in last.items() if question == "C2" and value is not None}
    assert set(repository.votes(id, "C2", 1)) == hidden


def test_a_line_of_a_file_that_is_a_vote_is_refused() -> None:
    hidden = Entry(vote_of("P2", "C1", 1, "reply"), 1, at_level(2), "P2", NOON, 1)
    line = {**entry_to_json(replace(hidden, address=reply_of("P2", "C1"))), "address": str(hidden.address)}
    with pytest.raises(BadValue) as refused:
        entry_from_json(line, "dossier.json 2")
    (problem,) = refused.value.problems
    assert "dossier.json 2" in problem.sentence(load_phrases("fr"))


def test_votes_are_told_from_entries() -> None:
    hidden = vote_of("P2", "C1", 3, "reply")
    votes, others = [(hidden, at_level(1), 0)], [(ROOM, ballot(BallotState.OPEN), 0)]
    assert (Poll.of(hidden), all_votes(votes * 2), all_votes(others), all_votes([])) == (
        Poll("C1", 3),
        True,
        False,
        False,
    )


def test_a_ballot_is_not_revealed_by_the_way(asked: tuple[Repository, str]) -> None:
    repository, id = asked
    cast = vote(repository, id, "P2", at_level(1))
    with pytest.raises(ValueError, match="reveal"):
        repository.save(id, ROOM, ballot(BallotState.REVEALED), by="P1", at=NOON, expect=1)
    assert repository.entry(id, cast.address) == cast
    assert repository.revision(id) == 1


def test_a_reveal_rests_on_the_stage_that_allowed_it(asked: tuple[Repository, str]) -> None:
    repository, id = asked
    cast = vote(repository, id, "P2", at_level(1))
    repository.save(id, STAGE, Stage.AGREED, by="P1", at=NOON, expect=0)
    changes = [(ROOM, ballot(BallotState.REVEALED), 1)]
    for given_then in (Given(0), Given(1, 1)):
        with pytest.raises(StaleDossier):
            repository.reveal(id, "C1", 1, changes, by="P1", at=NOON, given=given_then)
    assert repository.entry(id, cast.address) == cast
    assert repository.revision(id) == 2
    assert len(repository.reveal(id, "C1", 1, changes, by="P1", at=NOON, given=Given(1, 2))) == 2


def test_a_copy_that_comes_back_brings_no_votes() -> None:
    here, there = MemoryRepository(), MemoryRepository()
    id = here.create(FRAMEWORK)
    ask(here, id)
    vote(here, id, "P2", at_level(1))
    came = receive(there, read_dossier(dossier_bytes(here, id), FRAMEWORK))
    assert there.votes(came.id, "C1", 1) == {}

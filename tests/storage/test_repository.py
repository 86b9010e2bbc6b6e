"""The contract of the memory, kept by all its kinds: what is saved is there, nothing is overwritten unseen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from threading import Barrier
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaire.answers import NotKnown
from questionnaire.assessment import Administration
from questionnaire.ballots import BallotState
from questionnaire.dossier import fold
from questionnaire.entries import LIMITS, STAGE, Address, Entry, Subject, comment_of, reply_of, setup_field, threat_to
from questionnaire.framework import Framework
from questionnaire.intentions import Limits
from questionnaire.stages import Stage
from storage.bad_values import BadValue
from storage.repository import Repository, StaleDossier, StaleEntry, UnknownDossier
from tests import examples
from tests.examples import NOON, at_level
from tests.storage.conftest import NewRepository
from tests.storage.values import few_ids, histories, writings

FRAMEWORK = examples.framework(examples.section("S", *(examples.capability(id) for id in ("C1", "C2", "C3"))))
REPLY = reply_of("P1", "C1")
COMMENT = comment_of("P1", "C1")
anything = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def save(repository: Repository, id: str, address: Address, value: Any, expect: int = 0) -> Entry:
    return repository.save(id, address, value, by="P1", at=NOON, expect=expect)


def test_a_new_dossier_is_empty(repository: Repository) -> None:
    id = repository.create(FRAMEWORK)
    dossier = repository.open(id, FRAMEWORK)
    assert (dossier.id, dossier.revision, dossier.answers) == (id, 0, {})
    assert repository.revision(id) == 0
    assert repository.entries(id) == ()


def test_each_dossier_tells_the_framework_that_it_was_made_with(repository: Repository) -> None:
    other = replace(FRAMEWORK, id="other")
    first, second = repository.create(FRAMEWORK), repository.create(other)
    save(repository, second, REPLY, at_level(1))
    assert (repository.framework_id(first), repository.framework_id(second)) == ("tiny", "other")
    repository.delete(first)
    for gone in (first, "never"):
        with pytest.raises(UnknownDossier):
            repository.framework_id(gone)


def test_what_is_saved_is_there(repository: Repository) -> None:
    id = repository.create(FRAMEWORK)
    saved = save(repository, id, REPLY, at_level(3))
    assert saved == Entry(REPLY, 1, at_level(3), "P1", NOON, 1)
    assert repository.entry(id, REPLY) == saved
    assert repository.open(id, FRAMEWORK).answers["P1", "C1"].reply == at_level(3)


def test_every_saving_is_the_next_revision(repository: Repository) -> None:
    id = repository.create(FRAMEWORK)
    revisions = [save(repository, id, REPLY, at_level(n), n).revision for n in range(3)]
    assert revisions == [1, 2, 3]
    assert repository.revision(id) == repository.open(id, FRAMEWORK).revision == 3


def test_earlier_entries_stay(repository: Repository) -> None:
    id = repository.create(FRAMEWORK)
    made = tuple(save(repository, id, REPLY, at_level(n), n) for n in range(3))
    save(repository, id, COMMENT, "why")
    assert repository.history(id, REPLY) == made
    assert repository.entry(id, REPLY, 2) == made[1]
    assert repository.entry(id, REPLY, 9) is None


def test_nothing_recorded_is_none(repository: Repository) -> None:
    id = repository.create(FRAMEWORK)
    assert repository.entry(id, REPLY) is None
    assert repository.history(id, REPLY) == ()


def test_clearing_is_an_entry(repository: Repository) -> None:
    id = repository.create(FRAMEWORK)
    save(repository, id, REPLY, at_level(3))
    cleared = save(repository, id, REPLY, None, 1)
    assert (cleared.stamp, cleared.value) == (2, None)
    assert repository.open(id, FRAMEWORK).answers["P1", "C1"].reply is None
    assert [entry.value for entry in repository.history(id, REPLY)] == [at_level(3), None]


@pytest.mark.parametrize("expect", [0, 2, 7])
def test_a_stamp_that_is_not_the_last_is_refused(repository: Repository, expect: int) -> None:
    id = repository.create(FRAMEWORK)
    held = save(repository, id, REPLY, at_level(1))
    with pytest.raises(StaleEntry) as refused:
        save(repository, id, REPLY, at_level(4), expect)
    assert refused.value.held == held
    assert repository.entries(id) == (held,)
    assert repository.revision(id) == 1


def test_a_stamp_where_nothing_is_recorded_is_refused(repository: Repository) -> None:
    id = repository.create(FRAMEWORK)
    with pytest.raises(StaleEntry) as refused:
        save(repository, id, REPLY, at_level(4), 3)
    assert (refused.value.held.stamp, refused.value.held.value) == (0, None)
    assert repository.revision(id) == 0


def test_several_values_are_one_revision(repository: Repository) -> None:
    id = repository.create(FRAMEWORK)
    changes = [(REPLY, at_level(2), 0), (COMMENT, "why", 0), (COMMENT, "because", 1)]
    saved = repository.save_all(id, changes, by="P1", at=NOON)
    assert [entry.revision for entry in saved] == [1, 1, 1]
    assert set(repository.entries(id)) == set(saved)
    assert repository.entry(id, COMMENT) == saved[2]


def test_several_values_are_saved_all_or_none(repository: Repository) -> None:
    id = repository.create(FRAMEWORK)
    held = save(repository, id, COMMENT, "first")
    with pytest.raises(StaleEntry) as refused:
        repository.save_all(id, [(REPLY, at_level(2), 0), (COMMENT, "second", 0)], by="P1", at=NOON)
    assert refused.value.held == held
    assert repository.entries(id) == (held,)
    assert repository.revision(id) == 1


def test_no_changes_are_no_revision(repository: Repository) -> None:
    id = repository.create(FRAMEWORK)
    assert repository.save_all(id, [], by="P1", at=NOON) == ()
    assert repository.revision(id) == 0


@pytest.mark.parametrize(
    ("address", "value"),
    [
        (REPLY, 3),
        (REPLY, at_level(3).given),
        (COMMENT, "x" * 20_001),
        (COMMENT, "\ud800"),
        (threat_to("C1"), 4),
        (threat_to("C1"), True),
        (setup_field("colour"), "red"),
        (Address(Subject.THREAT, ("a/b",)), 1),
        (LIMITS, Limits(quarters=0)),
    ],
)
def test_what_cannot_be_recorded_is_refused(repository: Repository, address: Address, value: Any) -> None:
    id = repository.create(FRAMEWORK)
    with pytest.raises(BadValue):
        save(repository, id, address, value)
    with pytest.raises(BadValue):
        repository.create(FRAMEWORK, [Entry(address, 1, value, "P1", NOON)], id="new")
    assert repository.entries(id) == ()
    assert [line.id for line in repository.assessments()] == [id]


@pytest.mark.parametrize(("by", "at"), [("P1\n", NOON), ("x" * 201, NOON), ("P1", datetime(2027, 3, 1))])
def test_who_and_when_are_checked(repository: Repository, by: str, at: datetime) -> None:
    id = repository.create(FRAMEWORK)
    with pytest.raises(BadValue):
        repository.save(id, REPLY, at_level(1), by=by, at=at, expect=0)


def test_a_moment_is_kept_whatever_its_zone(repository: Repository) -> None:
    id = repository.create(FRAMEWORK)
    at = datetime(2027, 3, 1, 23, 30, 15, 123456, tzinfo=timezone(timedelta(hours=9)))
    repository.save(id, REPLY, at_level(1), by="Zoë 😀", at=at, expect=0)
    kept = repository.entry(id, REPLY)
    assert kept is not None
    assert (kept.at, kept.by) == (at, "Zoë 😀")


def test_text_is_kept_to_the_letter(repository: Repository) -> None:
    id = repository.create(FRAMEWORK)
    comment = "É\u0000\u000b\r\n\t'\";--%s {x} 😀 \u202e \U0010ffff" + "x" * 1000
    save(repository, id, COMMENT, comment)
    assert repository.open(id, FRAMEWORK).answers["P1", "C1"].comment == comment


def test_an_unknown_dossier_is_said(repository: Repository) -> None:
    calls = [
        lambda: repository.open("none", FRAMEWORK),
        lambda: repository.revision("none"),
        lambda: repository.entries("none"),
        lambda: repository.history("none", REPLY),
        lambda: repository.entry("none", REPLY),
        lambda: save(repository, "none", REPLY, at_level(1)),
        lambda: repository.delete("none"),
        lambda: repository.extend("none", [], expect=0),
    ]
    for call in calls:
        with pytest.raises(UnknownDossier):
            call()


def test_entries_since_a_revision(repository: Repository) -> None:
    id = repository.create(FRAMEWORK)
    made = [save(repository, id, REPLY, at_level(n), n) for n in range(4)]
    assert repository.entries(id, since=2) == tuple(made[2:])
    assert repository.entries(id, since=4) == ()


def test_a_dossier_from_elsewhere_keeps_its_history(repository: Repository) -> None:
    entries = (
        Entry(COMMENT, 1, "a", "P1", NOON, 3),
        Entry(COMMENT, 2, "b", "P2", NOON, 8),
        Entry(STAGE, 1, Stage.AGREED, "P1", NOON, 8),
    )
    begun = datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)
    id = repository.create(FRAMEWORK, reversed(entries), id="D-7", example=True, created_at=begun)
    assert (id, repository.revision(id)) == ("D-7", 8)
    assert repository.entries(id) == entries
    assert repository.open(id, FRAMEWORK).created_at == begun
    assert save(repository, id, COMMENT, "c", 2).revision == 9


def test_entries_made_by_hand_get_the_first_revision(repository: Repository) -> None:
    id = repository.create(FRAMEWORK, [Entry(REPLY, 1, at_level(1), "P1", NOON), Entry(COMMENT, 1, "a", "P1", NOON)])
    assert {entry.revision for entry in repository.entries(id)} == {1}
    assert repository.revision(id) == 1


@pytest.mark.parametrize("stamps", [(2,), (1, 3), (1, 1), (0,)])
def test_a_history_with_holes_is_refused(repository: Repository, stamps: tuple[int, ...]) -> None:
    with pytest.raises(BadValue):
        repository.create(FRAMEWORK, [Entry(COMMENT, stamp, "a", "P1", NOON, stamp + 1) for stamp in stamps])
    assert repository.assessments() == ()


def test_a_taken_id_is_refused(repository: Repository) -> None:
    id = repository.create(FRAMEWORK, [Entry(COMMENT, 1, "a", "P1", NOON)])
    before = repository.entries(id)
    with pytest.raises(ValueError, match=id):
        repository.create(FRAMEWORK, id=id)
    assert repository.entries(id) == before


@pytest.mark.parametrize("id", ["", "a/b", "x" * 101, "a\nb"])
def test_an_id_that_is_none_is_refused(repository: Repository, id: str) -> None:
    with pytest.raises(BadValue):
        repository.create(FRAMEWORK, id=id)


def test_a_history_goes_on(repository: Repository) -> None:
    id = repository.create(FRAMEWORK)
    first = save(repository, id, COMMENT, "a")
    repository.open(id, FRAMEWORK)
    later = (Entry(COMMENT, 2, "b", "P2", NOON, 2), Entry(REPLY, 1, at_level(1), "P2", NOON, 5))
    repository.extend(id, later, expect=1)
    assert repository.entries(id) == (first, *later)
    assert (repository.revision(id), repository.open(id, FRAMEWORK).revision) == (5, 5)


def test_a_history_goes_on_from_where_it_is_only(repository: Repository) -> None:
    id = repository.create(FRAMEWORK)
    save(repository, id, COMMENT, "a")
    with pytest.raises(StaleDossier):
        repository.extend(id, [Entry(COMMENT, 2, "b", "P2", NOON, 2)], expect=0)
    for entry in (Entry(COMMENT, 3, "b", "P2", NOON, 2), Entry(REPLY, 1, at_level(1), "P2", NOON, 1)):
        with pytest.raises(BadValue):
            repository.extend(id, [entry], expect=1)
    assert (repository.revision(id), len(repository.entries(id))) == (1, 1)


def test_a_deleted_dossier_is_gone(repository: Repository) -> None:
    id, other = repository.create(FRAMEWORK), repository.create(FRAMEWORK)
    save(repository, id, COMMENT, "a")
    save(repository, other, COMMENT, "b")
    repository.open(id, FRAMEWORK)
    repository.delete(id)
    with pytest.raises(UnknownDossier):
        repository.open(id, FRAMEWORK)
    assert [line.id for line in repository.assessments()] == [other]
    repository.create(FRAMEWORK, id=id)
    save(repository, id, COMMENT, "new")
    assert repository.open(id, FRAMEWORK).answers["P1", "C1"].comment == "new"


def test_the_list_tells_each_dossier_without_opening_it(repository: Repository) -> None:
    first = repository.create(FRAMEWORK, example=True)
    second = repository.create(FRAMEWORK)
    repository.save_all(
        second,
        [
            (setup_field("administration"), Administration("Customs", "Freedonia"), 0),
            (setup_field("currency"), "XAF", 0),
            (setup_field("currency"), None, 1),
            (REPLY, at_level(1), 0),
            (reply_of("P1", "C2"), NotKnown(), 0),
            (reply_of("P1", "C3"), at_level(1), 0),
            (reply_of("P1", "C3"), None, 1),
        ],
        by="P1",
        at=NOON + timedelta(days=9000),
    )
    save(repository, second, STAGE, Stage.AGREED)
    top, bottom = repository.assessments()
    assert (top.id, bottom.id) == (second, first)
    assert (top.setup.administration.name, top.setup.currency, top.stage) == ("Customs", "USD", Stage.AGREED)
    assert (top.replies, top.revision, top.saved_at) == (2, 2, NOON + timedelta(days=9000))
    assert (top.framework_id, top.framework_version, top.framework_hash) == ("tiny", "1", "tiny")
    assert (bottom.example, top.example, bottom.replies) == (True, False, 0)
    assert bottom.saved_at == bottom.created_at


def test_another_framework_folds_the_same_entries(repository: Repository) -> None:
    id = repository.create(FRAMEWORK)
    save(repository, id, REPLY, at_level(1))
    other: Framework = examples.framework(examples.section("S", examples.capability("X")))
    assert repository.open(id, FRAMEWORK).orphans == ()
    assert [entry.address for entry in repository.open(id, other).orphans] == [REPLY]
    assert repository.open(id, FRAMEWORK).orphans == ()


def test_two_writers_at_once_one_saves_and_the_other_is_told(repository: Repository) -> None:
    id = repository.create(FRAMEWORK)
    rounds = 30
    start = Barrier(2)

    def write(who: str) -> list[tuple[bool, Entry]]:
        outcomes = []
        for stamp in range(rounds):
            start.wait()
            try:
                entry = repository.save(id, COMMENT, f"{who} {stamp}", by=who, at=NOON, expect=stamp)
                outcomes.append((True, entry))
            except StaleEntry as stale:
                outcomes.append((False, stale.held))
        return outcomes

    with ThreadPoolExecutor(2) as pool:
        ada, bob = (one.result() for one in [pool.submit(write, who) for who in ("Ada", "Bob")])
    for (ada_saved, ada_saw), (bob_saved, bob_saw) in zip(ada, bob, strict=True):
        assert ada_saved != bob_saved
        assert ada_saw == bob_saw
    assert repository.history(id, COMMENT) == tuple(saw for _, saw in ada)


def test_many_writers_of_different_answers_lose_nothing(repository: Repository) -> None:
    id = repository.create(FRAMEWORK)

    def write(number: int) -> None:
        for stamp in range(10):
            save(repository, id, comment_of(f"P{number}", "C1"), str(stamp), stamp)
            repository.open(id, FRAMEWORK)

    with ThreadPoolExecutor(12) as pool:
        for done in [pool.submit(write, number) for number in range(12)]:
            done.result()
    assert repository.revision(id) == 120
    assert sorted(entry.revision for entry in repository.entries(id)) == list(range(1, 121))
    assert repository.open(id, FRAMEWORK).answers.keys() == {(f"P{number}", "C1") for number in range(12)}


@anything
@given(history=histories)
def test_any_history_comes_back_as_it_was(repository: Repository, history: tuple[Entry, ...]) -> None:
    id = repository.create(FRAMEWORK, history)
    assert repository.entries(id) == history
    assert repository.open(id, FRAMEWORK) == fold(
        FRAMEWORK, id, history, created_at=repository.open(id, FRAMEWORK).created_at
    )


# A ballot becomes revealed by a reveal alone; tests/storage/test_votes.py looks at that.
savings = writings(few_ids).filter(lambda one: getattr(one[1], "state", None) is not BallotState.REVEALED)


@anything
@given(steps=st.lists(st.tuples(savings, st.sampled_from(["save", "open", "stale"])), max_size=20))
def test_any_interleaving_of_saving_and_opening_gives_the_fold(
    repository: Repository, steps: list[tuple[tuple[Address, Any], str]]
) -> None:
    id = repository.create(FRAMEWORK)
    history: list[Entry] = []
    stamps: dict[Address, int] = {}
    for (address, value), doing in steps:
        stamp = stamps.get(address, 0)
        if doing == "stale":
            with pytest.raises(StaleEntry):
                save(repository, id, address, value, stamp + 1)
        else:
            history.append(save(repository, id, address, value, stamp))
            stamps[address] = stamp + 1
        if doing == "open":
            dossier = repository.open(id, FRAMEWORK)
            assert dossier == fold(FRAMEWORK, id, history, created_at=dossier.created_at)
    dossier = repository.open(id, FRAMEWORK)
    assert dossier == fold(FRAMEWORK, id, history, created_at=dossier.created_at)


def test_all_kinds_start_anew(new_repository: NewRepository) -> None:
    first, second = new_repository(), new_repository()
    first.create(FRAMEWORK)
    assert second.assessments() == ()
    assert replace(first.assessments()[0]).revision == 0

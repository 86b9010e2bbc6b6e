"""The memory as one person may use it: the whole table walked through it, and what nobody may do by any way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from access.guarded_repository import GuardedRepository
from access.permissions import NotAllowed, Right, allowed
from access.rules import STEPS
from access.seats import LOCAL, Place, Seat
from questionnaire.answers import Dissent, LadderGiven, LevelReached, RecordedAgreement
from questionnaire.assessment import Administration, Assessment, Participant
from questionnaire.ballots import (
    WHOLE_ROOM,
    Ballot,
    BallotState,
    Disclosure,
    Group,
    HandCount,
    Homework,
    ParkedPoint,
    RoomRules,
)
from questionnaire.entries import (
    LIMITS,
    PLANNED,
    ROOM,
    STAGE,
    Address,
    Entry,
    agreement_of,
    ballot_of,
    comment_of,
    details_of,
    group_at,
    hands_for,
    homework_at,
    parked_at,
    participant_at,
    presence_of,
    price_of,
    progress_of,
    registered,
    reply_of,
    setup_field,
    signature_at,
    target_of,
    threat_to,
    vote_of,
)
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.following import ProgressReport, ProgressWord, Rater, StepDetails
from questionnaire.intentions import Limits, Target, UnitPrice
from questionnaire.policy import Strength
from questionnaire.signatures import Reopening, Signature
from questionnaire.stages import Function, Role, Stage
from storage.arrival import Arrival, receive
from storage.dossier_file import dossier_bytes, read_dossier
from storage.evidence_store import EvidenceStore
from storage.memory_repository import MemoryRepository
from storage.repository import Given, StaleDossier, StaleEntry, UnknownDossier
from storage.signed_content import signed_content
from tests.views.one_page import TINY

AT = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
DOSSIER = "D1"
PEOPLE = {
    "P1": Role.OWNER,
    "P2": Role.FACILITATOR,
    "P3": Role.ASSESSOR,
    "P4": Role.VALIDATOR,
    "P5": Role.MANAGER,
    "P6": Role.DONOR_READER,
    "P7": Role.OBSERVER,
    "P8": Role.ASSESSOR,
}
BY_ROLE = {role: id for id, role in reversed(PEOPLE.items())}
LEVEL = LevelReached(LadderGiven(2))


def kept(stage: Stage = Stage.DRAFT, *more: tuple[Address, Any]) -> MemoryRepository:
    """A memory with one dossier at that stage: eight people, a reply with a comment, a register."""
    values: dict[Address, Any] = {
        setup_field("administration"): Administration("Douanes", "Congo"),
        STAGE: stage,
        registered("E1"): Evidence("E1", "Act", EvidenceKind.LEGAL_TEXT, Strength.DOCUMENT_SEEN),
        reply_of("P8", "L01.q1"): LEVEL,
        comment_of("P8", "L01.q1"): "the chief does not know",
        details_of("A1"): StepDetails("A1", notes="said in confidence"),
    }
    values |= {participant_at(id): Participant(id, role, f"Name of {id}") for id, role in PEOPLE.items()}
    values |= dict(more)
    memory = MemoryRepository()
    memory.create(TINY, [Entry(one, 1, value, "P1", AT, 1) for one, value in values.items()], id=DOSSIER)
    return memory


def seat_of(participant: str, role: Role | None = None) -> Seat:
    return Seat(f"S-{participant}", "", places={DOSSIER: Place(participant, role or PEOPLE[participant])})


def guarded(memory: MemoryRepository, participant: str, **more: Any) -> GuardedRepository:
    return GuardedRepository(memory, seat_of(participant), seated=lambda dossier: frozenset(PEOPLE), **more)


def save(repository: GuardedRepository, address: Address, value: Any, *, by: str, expect: int = 0) -> Entry:
    return repository.save(DOSSIER, address, value, by=by, at=AT, expect=expect)


# --- the whole table, through the memory -----------------------------------------------------------------------

WRITINGS: dict[Right, list[tuple[Address, Any]]] = {
    Right.RECORD: [
        (setup_field("currency"), "XAF"),
        (agreement_of("self", "L01.q1"), RecordedAgreement("L01.q1", LEVEL)),
        (ROOM, RoomRules()),
        (group_at("G1"), Group("G1", "Law")),
        (ballot_of(WHOLE_ROOM), Ballot(WHOLE_ROOM, "L01.q1", 1, BallotState.OPEN, AT)),
        (hands_for("L01.q1"), HandCount({"2": 3})),
    ],
    Right.VALIDATE: [(agreement_of("validated", "L01.q1"), RecordedAgreement("L01.q1", LEVEL))],
    Right.INVITE: [(participant_at("P9"), Participant("P9", Role.ASSESSOR))],
    Right.PRIORITISE: [
        (target_of("L01"), Target("L01", 3)),
        (threat_to("L01"), 2),
        (price_of("gloves"), UnitPrice("gloves", Fraction(2), "USD")),
        (LIMITS, Limits()),
        (PLANNED, ()),
    ],
}


@pytest.mark.parametrize(("participant", "stage"), list(product(PEOPLE, Stage)))
def test_what_may_be_written_is_what_the_table_says(participant: str, stage: Stage) -> None:
    role = PEOPLE[participant]
    for action, writings in WRITINGS.items():
        for address, value in writings:
            repository = guarded(kept(stage), participant)
            if allowed(role, stage, action):
                assert save(repository, address, value, by=participant).value == value
            else:
                with pytest.raises((NotAllowed, UnknownDossier)):
                    save(repository, address, value, by=participant)


@pytest.mark.parametrize(("participant", "stage"), list(product(PEOPLE, Stage)))
def test_a_vote_is_ones_own_and_only_while_replies_are_taken(participant: str, stage: Stage) -> None:
    address = vote_of(participant, "L01.q1", 1, "reply")
    if allowed(PEOPLE[participant], stage, Right.REPLY):
        assert save(guarded(kept(stage), participant), address, LEVEL, by=participant).stamp == 1
    else:
        with pytest.raises((NotAllowed, UnknownDossier)):
            save(guarded(kept(stage), participant), address, LEVEL, by=participant)


@pytest.mark.parametrize(("participant", "rater"), list(product(PEOPLE, Rater)))
def test_the_own_word_and_the_outside_one_are_kept_apart(participant: str, rater: Rater) -> None:
    role, memory = PEOPLE[participant], kept(Stage.SHARED)
    report = ProgressReport("A1", rater, ProgressWord.ON_TRACK, AT.date())
    may = {
        Rater.SELF: {Role.OWNER, Role.FACILITATOR, Role.MANAGER},
        Rater.EXTERNAL: {Role.OWNER, Role.FACILITATOR, Role.VALIDATOR},
    }[rater]
    if role in may:
        save(guarded(memory, participant), progress_of("A1", rater.value), report, by=participant)
    else:
        with pytest.raises(NotAllowed):
            save(guarded(memory, participant), progress_of("A1", rater.value), report, by=participant)


# --- stages and signatures -------------------------------------------------------------------------------------


def step(
    memory: MemoryRepository, to: Stage, role: Role, *, content: str | None = None
) -> list[tuple[Address, Any, int]]:
    held = memory.entries(DOSSIER)
    signature = Signature(to, "Name", role, "I sign", 1, content or signed_content(held, to), AT)
    return [(STAGE, to, 1), (signature_at(1), signature, 0)]


@pytest.mark.parametrize(("participant", "stage", "to"), list(product(PEOPLE, Stage, Stage)))
def test_a_stage_is_left_only_by_who_may_and_only_by_one_step(participant: str, stage: Stage, to: Stage) -> None:
    memory, role = kept(stage), PEOPLE[participant]
    one_on = list(Stage).index(to) == list(Stage).index(stage) + 1
    changes = step(memory, to, role)
    if one_on and allowed(role, stage, STEPS[to]):
        guarded(memory, participant).save_all(DOSSIER, changes, by=participant, at=AT)
        assert memory.open(DOSSIER, TINY).stage is to
    else:
        with pytest.raises((NotAllowed, UnknownDossier)):
            guarded(memory, participant).save_all(DOSSIER, changes, by=participant, at=AT)
        assert memory.open(DOSSIER, TINY).stage is stage


@pytest.mark.parametrize(("participant", "stage", "to"), list(product(PEOPLE, Stage, Stage)))
def test_reopening_leads_back_only_and_leaves_a_trace(participant: str, stage: Stage, to: Stage) -> None:
    memory, role = kept(stage), PEOPLE[participant]
    trace = Reopening(stage, to, "Name", role, "a law was passed", AT)
    back = list(Stage).index(to) < list(Stage).index(stage)
    changes = [(STAGE, to, 1), (signature_at(1), trace, 0)]
    if back and allowed(role, stage, Right.REOPEN):
        guarded(memory, participant).save_all(DOSSIER, changes, by=participant, at=AT)
        assert memory.open(DOSSIER, TINY).signatures == (trace,)
    else:
        with pytest.raises((NotAllowed, UnknownDossier)):
            guarded(memory, participant).save_all(DOSSIER, changes, by=participant, at=AT)


def test_a_stage_does_not_move_without_a_signature() -> None:
    with pytest.raises(NotAllowed):
        save(guarded(kept(), "P1"), STAGE, Stage.AGREED, by="P1", expect=1)


def test_nobody_signs_what_does_not_stand_there() -> None:
    memory = kept()
    with pytest.raises(NotAllowed):
        guarded(memory, "P2").save_all(
            DOSSIER, step(memory, Stage.AGREED, Role.FACILITATOR, content="0" * 64), by="P2", at=AT
        )


def test_nobody_but_the_owner_signs_in_another_role() -> None:
    memory = kept(Stage.VALIDATED)
    with pytest.raises(NotAllowed):
        guarded(memory, "P5").save_all(DOSSIER, step(memory, Stage.APPROVED, Role.OWNER), by="P5", at=AT)
    guarded(memory, "P1").save_all(DOSSIER, step(memory, Stage.APPROVED, Role.MANAGER), by="P1", at=AT)
    assert memory.open(DOSSIER, TINY).stage is Stage.APPROVED


def test_somebody_of_the_room_signs_beside_the_first() -> None:
    memory = kept(Stage.AGREED)
    (_, signature, expect) = step(memory, Stage.AGREED, Role.ASSESSOR)[1]
    guarded(memory, "P3").save_all(DOSSIER, [(signature_at(1), signature, expect)], by="P3", at=AT)
    (_, donor, _) = step(memory, Stage.AGREED, Role.OBSERVER)[1]
    with pytest.raises(NotAllowed):
        guarded(memory, "P7").save_all(DOSSIER, [(signature_at(2), donor, 0)], by="P7", at=AT)


# --- hidden votes ----------------------------------------------------------------------------------------------


def voted() -> MemoryRepository:
    memory = kept()
    save(guarded(memory, "P3"), vote_of("P3", "L01.q1", 1, "reply"), LEVEL, by="P3")
    return memory


@pytest.mark.parametrize("participant", sorted(PEOPLE.keys() - {"P3"}))
def test_nobody_reads_a_hidden_reply_of_another(participant: str) -> None:
    memory, address = voted(), vote_of("P3", "L01.q1", 1, "reply")
    repository = guarded(memory, participant)
    if PEOPLE[participant] is Role.DONOR_READER:
        with pytest.raises(UnknownDossier):
            repository.entry(DOSSIER, address)
        return
    assert repository.entry(DOSSIER, address) is None
    assert repository.entry(DOSSIER, address, 1) is None
    assert repository.history(DOSSIER, address) == ()
    assert all(one.address != address for one in repository.entries(DOSSIER))
    assert ("P3", "L01.q1") not in repository.open(DOSSIER, TINY).answers


def test_ones_own_hidden_reply_is_read() -> None:
    entry = guarded(voted(), "P3").entry(DOSSIER, vote_of("P3", "L01.q1", 1, "reply"))
    assert entry is not None
    assert entry.value == LEVEL


@pytest.mark.parametrize("participant", ["P1", "P2", "P8"])
def test_nobody_replies_for_somebody_who_has_a_seat(participant: str) -> None:
    for address in (vote_of("P3", "L01.q1", 1, "reply"), reply_of("P3", "L01.q1")):
        with pytest.raises(NotAllowed):
            save(guarded(kept(), participant), address, LEVEL, by=participant)


def test_who_runs_the_room_types_for_people_without_a_seat() -> None:
    memory = kept()
    repository = GuardedRepository(memory, seat_of("P2"), seated=lambda dossier: frozenset({"P1", "P2"}))
    save(repository, vote_of("P3", "L01.q1", 1, "reply"), LEVEL, by="P2")
    assert repository.entry(DOSSIER, vote_of("P3", "L01.q1", 1, "reply")) is not None
    with pytest.raises(NotAllowed):
        save(guarded(memory, "P8"), vote_of("P7", "L01.q1", 1, "reply"), LEVEL, by="P8")


def test_who_is_put_out_keeps_their_hidden_reply_to_themselves() -> None:
    memory, address = voted(), vote_of("P3", "L01.q1", 1, "reply")
    for seat in (seat_of("P1"), seat_of("P2"), LOCAL):
        runs = GuardedRepository(memory, seat, seated=lambda dossier: frozenset({"P1", "P2"}))
        by = "P2" if seat == seat_of("P2") else "P1"
        assert runs.entry(DOSSIER, address) is None
        with pytest.raises(NotAllowed):
            save(runs, address, LEVEL, by=by, expect=1)


def test_nobody_learns_a_hidden_reply_by_being_too_late() -> None:
    class Quicker(MemoryRepository):
        def save_all(self, id: str, changes: Any, *, by: str, at: datetime, given: Any = None) -> tuple[Entry, ...]:
            if by == "P2":
                super().save_all(id, changes, by="P3", at=at)
            return super().save_all(id, changes, by=by, at=at, given=given)

    runs = GuardedRepository(Quicker(kept()._kept), seat_of("P2"), seated=lambda dossier: frozenset({"P2"}))
    with pytest.raises(StaleEntry) as refused:
        save(runs, vote_of("P3", "L01.q1", 1, "reply"), LEVEL, by="P2")
    assert (refused.value.held.stamp, refused.value.held.value) == (1, None)


def test_only_who_runs_the_room_reveals() -> None:
    memory = voted()
    ballot = Ballot(WHOLE_ROOM, "L01.q1", 1, BallotState.REVEALED, AT)
    changes = [(ballot_of(WHOLE_ROOM), ballot, 0)]
    for participant in ("P3", "P4", "P5", "P7"):
        with pytest.raises(NotAllowed):
            guarded(memory, participant).reveal(DOSSIER, "L01.q1", 1, changes, by=participant, at=AT)
    guarded(memory, "P2").reveal(DOSSIER, "L01.q1", 1, changes, by="P2", at=AT)
    assert memory.open(DOSSIER, TINY).answers["P3", "L01.q1"].reply == LEVEL


# --- who sees whom ---------------------------------------------------------------------------------------------


def test_another_assessment_does_not_exist() -> None:
    memory = kept()
    stranger = GuardedRepository(memory, Seat("S9", "", places={"D2": Place("P1", Role.OWNER)}))
    assert stranger.assessments() == ()
    for call in (
        lambda: stranger.open(DOSSIER, TINY),
        lambda: stranger.entries(DOSSIER),
        lambda: stranger.entry(DOSSIER, STAGE),
        lambda: stranger.history(DOSSIER, STAGE),
        lambda: stranger.revision(DOSSIER),
        lambda: stranger.framework_id(DOSSIER),
        lambda: stranger.votes(DOSSIER, "L01.q1", 1),
        lambda: stranger.delete(DOSSIER),
        lambda: stranger.extend(DOSSIER, (), expect=1),
        lambda: save(stranger, STAGE, Stage.AGREED, by="P1", expect=1),
    ):
        with pytest.raises(UnknownDossier):
            call()


def test_the_room_sees_functions_not_names() -> None:
    dossier = guarded(kept(), "P3").open(DOSSIER, TINY)
    assert not [one.name for one in dossier.participants if one.name]
    assert dossier.answers["P8", "L01.q1"].comment == ""
    assert guarded(kept(), "P3").entry(DOSSIER, participant_at("P8")) is None
    assert guarded(kept(), "P3").entry(DOSSIER, comment_of("P8", "L01.q1")) is None


def test_the_room_sees_names_where_it_chose_so() -> None:
    memory = kept(Stage.DRAFT, (ROOM, RoomRules(Disclosure.NAMES)))
    assert all(one.name for one in guarded(memory, "P3").open(DOSSIER, TINY).participants)
    assert guarded(memory, "P3").entry(DOSSIER, participant_at("P8")) is not None


def test_the_room_sees_no_function_and_no_remark_where_it_chose_to_show_nothing() -> None:
    lost = (comment_of("P8", "gone.q1"), "the chief is wrong")
    for rules, shown in ((RoomRules(Disclosure.NOTHING), {None}), (RoomRules(), {None, Function.LEGAL})):
        memory = kept(Stage.DRAFT, (ROOM, rules), lost)
        memory.save(
            DOSSIER,
            participant_at("P8"),
            Participant("P8", Role.ASSESSOR, "Name", function=Function.LEGAL),
            by="P1",
            at=AT,
            expect=1,
        )
        seen = guarded(memory, "P3").open(DOSSIER, TINY)
        assert {one.function for one in seen.participants} == shown
        assert "chief" not in repr(seen)
        assert "chief" in repr(guarded(memory, "P2").open(DOSSIER, TINY).orphans)


def test_a_donor_sees_outcomes_and_nobody() -> None:
    memory = kept(
        Stage.SHARED,
        (
            agreement_of("self", "L01.q2"),
            RecordedAgreement("L01.q2", LEVEL, rationale="P8 said so", dissents=(Dissent("no"),)),
        ),
        (parked_at("1"), ParkedPoint("1", "the chief")),
        (homework_at("L01.q1"), Homework("L01.q1", "ask P8", Function.LEGAL)),
        (presence_of("P3", "2027-03-01"), True),
    )
    donor = guarded(memory, "P6")
    dossier = donor.open(DOSSIER, TINY)
    assert "P8" not in repr(dossier)
    assert "Name" not in repr(dossier)
    assert "chief" not in repr(dossier)
    assert "confidence" not in repr({**dossier.details})
    assert dossier.agreed["L01.q2"].reply == LEVEL
    for entry in donor.entries(DOSSIER):
        assert "P8" not in repr(entry.value)
        assert "chief" not in repr(entry.value)


def test_editions_for_other_eyes_are_never_mixed_up() -> None:
    memory = kept(Stage.SHARED)
    editions = {guarded(memory, id).open(DOSSIER, TINY).edition for id in ("P1", "P3", "P6", "P8")}
    assert len(editions) == 3


# --- other ways in ---------------------------------------------------------------------------------------------


def test_nobody_writes_in_the_name_of_another() -> None:
    with pytest.raises(NotAllowed):
        save(guarded(kept(), "P2"), setup_field("currency"), "XAF", by="P1")


def test_a_role_written_into_the_dossier_gives_no_right() -> None:
    memory = kept()
    with pytest.raises(NotAllowed):
        save(guarded(memory, "P3"), participant_at("P3"), Participant("P3", Role.OWNER), by="P3", expect=1)
    memory.save(DOSSIER, participant_at("P3"), Participant("P3", Role.OWNER), by="P1", at=AT, expect=1)
    with pytest.raises(NotAllowed):
        save(guarded(memory, "P3"), setup_field("currency"), "XAF", by="P3")


def test_presence_is_ones_own_word_or_the_facilitators() -> None:
    save(guarded(kept(), "P3"), presence_of("P3", "2027-03-01"), True, by="P3")
    save(guarded(kept(), "P2"), presence_of("P3", "2027-03-01"), True, by="P2")
    with pytest.raises(NotAllowed):
        save(guarded(kept(), "P3"), presence_of("P8", "2027-03-01"), True, by="P3")


def test_the_register_grows_later_but_what_outcomes_rest_on_stays() -> None:
    piece = Evidence("E2", "Report", EvidenceKind.REPORT, Strength.STATED)
    save(guarded(kept(Stage.SHARED), "P5"), registered("E2"), piece, by="P5")
    with pytest.raises(NotAllowed):
        save(guarded(kept(Stage.SHARED), "P5"), registered("E1"), None, by="P5", expect=1)


def test_whoever_makes_an_assessment_owns_it() -> None:
    granted: list[tuple[str, Place]] = []
    account = Seat("S1", "", account="A1", creates=True)
    repository = GuardedRepository(MemoryRepository(), account, grant=lambda id, place: granted.append((id, place)))
    id = repository.create(TINY)
    assert granted == [(id, Place("P1", Role.OWNER))]
    assert repository.open(id, TINY).id == id
    with pytest.raises(NotAllowed):
        guarded(kept(), "P1").create(TINY)


def test_a_file_of_an_assessment_that_is_somebody_elses_becomes_a_copy(tmp_path: Path) -> None:
    memory, files = kept(), EvidenceStore(tmp_path)
    attached = files.put("D2", "act.txt", b"the act")
    piece = Evidence("E1", "Act", EvidenceKind.LEGAL_TEXT, Strength.DOCUMENT_SEEN, files=(attached,))
    elsewhere = kept(Stage.DRAFT, (registered("E1"), piece))
    copies = MemoryRepository()
    copies.create(TINY, elsewhere.entries(DOSSIER), id="D2")
    file = read_dossier(dossier_bytes(copies, "D2", files), TINY)
    file = replace(file, manifest=replace(file.manifest, dossier=replace(file.manifest.dossier, id=DOSSIER)))
    stranger = GuardedRepository(memory, Seat("S9", "", account="A9", creates=True))
    before = memory.entries(DOSSIER)
    received = receive(stranger, file, files)
    assert received.arrival is Arrival.APART
    assert received.id != DOSSIER
    assert memory.entries(DOSSIER) == before
    assert not files.has(DOSSIER, attached.content)
    assert files.has(received.id, attached.content)
    assert [one.id for one in stranger.assessments()] == [received.id]


def test_who_works_alone_does_everything_but_what_a_stage_locks() -> None:
    alone = GuardedRepository(kept(), LOCAL)
    save(alone, setup_field("currency"), "XAF", by="P1")
    locked = GuardedRepository(kept(Stage.AGREED), LOCAL)
    with pytest.raises(NotAllowed) as refused:
        save(locked, setup_field("currency"), "XAF", by="P1")
    assert refused.value.locked
    locked.delete(DOSSIER)


# --- what happens in between ------------------------------------------------------------------------------------


class Overtaken(MemoryRepository):
    """A memory in which somebody else writes just before each of the next writings."""

    def __init__(self, before: MemoryRepository, *writings: tuple[Address, Any, int]) -> None:
        super().__init__(before._kept)
        self.writings = list(writings)

    def save_all(self, id: str, changes: Any, *, by: str, at: datetime, given: Any = None) -> tuple[Entry, ...]:
        if self.writings:
            super().save_all(id, [self.writings.pop()], by="P1", at=AT)
        return super().save_all(id, changes, by=by, at=at, given=given)


def test_a_writing_that_a_signature_overtakes_is_refused() -> None:
    memory = Overtaken(kept(), (STAGE, Stage.AGREED, 1))
    with pytest.raises(NotAllowed) as refused:
        save(guarded(memory, "P2"), setup_field("currency"), "XAF", by="P2")
    assert refused.value.locked
    assert memory.entry(DOSSIER, setup_field("currency")) is None


def test_a_vote_that_a_signature_overtakes_is_refused() -> None:
    memory = Overtaken(kept(), (STAGE, Stage.AGREED, 1))
    with pytest.raises(NotAllowed):
        save(guarded(memory, "P3"), vote_of("P3", "L01.q1", 1, "reply"), LEVEL, by="P3")
    assert memory.votes(DOSSIER, "L01.q1", 1) == {}


def test_a_reveal_that_a_signature_overtakes_is_refused() -> None:
    class Signed(MemoryRepository):
        def reveal(self, *about: Any, **named: Any) -> tuple[Entry, ...]:
            if self.open(DOSSIER, TINY).stage is Stage.DRAFT:
                self.save(DOSSIER, STAGE, Stage.AGREED, by="P1", at=AT, expect=1)
            return super().reveal(*about, **named)

    memory = Signed(voted()._kept)
    changes = [(ballot_of(WHOLE_ROOM), Ballot(WHOLE_ROOM, "L01.q1", 1, BallotState.REVEALED, AT), 0)]
    with pytest.raises(NotAllowed) as refused:
        guarded(memory, "P2").reveal(DOSSIER, "L01.q1", 1, changes, by="P2", at=AT)
    assert refused.value.locked
    assert set(memory.votes(DOSSIER, "L01.q1", 1)) == {"P3"}
    with pytest.raises(StaleDossier):
        given = Given(2, 1)
        guarded(Signed(voted()._kept), "P2").reveal(DOSSIER, "L01.q1", 1, changes, by="P2", at=AT, given=given)


def test_a_signature_is_written_once_and_alone() -> None:
    memory = kept()
    signer = guarded(memory, "P2")
    changes = step(memory, Stage.AGREED, Role.FACILITATOR)
    with pytest.raises(NotAllowed):
        signer.save_all(DOSSIER, [*changes, (setup_field("currency"), "XAF", 0)], by="P2", at=AT)
    signer.save_all(DOSSIER, changes, by="P2", at=AT)
    held = memory.entries(DOSSIER)
    also = Signature(
        Stage.AGREED, "Name", Role.FACILITATOR, "I too", held[-1].revision, signed_content(held, Stage.AGREED), AT
    )
    for more in ([(signature_at(1), also, 1)], [(signature_at(number), also, 0) for number in (2, 3)]):
        with pytest.raises(NotAllowed):
            signer.save_all(DOSSIER, more, by="P2", at=AT)
    assert signer.save_all(DOSSIER, [(signature_at(2), also, 0)], by="P2", at=AT)


def test_nobody_signs_over_what_came_meanwhile() -> None:
    memory = Overtaken(kept(), (setup_field("currency"), "XAF", 0))
    with pytest.raises(StaleDossier):
        guarded(memory, "P2").save_all(DOSSIER, step(memory, Stage.AGREED, Role.FACILITATOR), by="P2", at=AT)
    assert memory.open(DOSSIER, TINY).stage is Stage.DRAFT


def test_a_writing_goes_on_where_what_came_meanwhile_does_not_matter() -> None:
    memory = Overtaken(kept(), (target_of("L02"), Target("L02", 3), 0))
    save(guarded(memory, "P2"), setup_field("currency"), "XAF", by="P2")
    assert memory.open(DOSSIER, TINY).setup.currency == "XAF"


class DeletedMeanwhile(MemoryRepository):
    """A memory in which somebody deletes everything as soon as it was listed."""

    def assessments(self) -> tuple[Assessment, ...]:
        found = super().assessments()
        for one in found:
            self.delete(one.id)
        return found


def test_what_is_deleted_while_a_donor_asks_for_the_list_is_not_in_it() -> None:
    memory = kept(Stage.SHARED)
    gone = DeletedMeanwhile(_kept=memory._kept)
    assert guarded(gone, "P6").assessments() == ()

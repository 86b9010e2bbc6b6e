"""What is taken keeps its writer and its moment; all of it is written, or nothing; the losing side stays on record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from questionnaire.assessment import Participant
from questionnaire.bringing import Bringing, UnknownWriter
from questionnaire.entries import (
    Address,
    Entry,
    brought_at,
    comment_of,
    participant_at,
    registered,
    reply_of,
    setup_field,
    target_of,
)
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.intentions import Target
from questionnaire.policy import Strength
from questionnaire.stages import Role
from storage.arrival import Arrival, arrival_of, receive
from storage.dossier_file import dossier_bytes, read_dossier
from storage.evidence_store import LARGEST_TOTAL, EvidenceStore
from storage.merging.comparing import merge_proposed
from storage.merging.taking import apply_merge, keep_attached
from storage.repository import Repository, StaleDossier
from tests.examples import at_level
from tests.storage.merging.copies import LATER, looked_at, write
from tests.storage.merging.test_comparing import TINY, copies

REPLY, COMMENT = reply_of("P1", "L01"), comment_of("P1", "L02")


def here_in(repository: Repository, copy: Repository) -> Repository:
    """The copy, in a memory of the kind that is tested."""
    repository.create(TINY, copy.entries("D1"), id="D1")
    return repository


def take(here: Repository, there: Repository, *addresses: Address, keep: tuple[Address, ...] = ()) -> Any:
    return apply_merge(here, "D1", looked_at(here, there, TINY), addresses, kept=keep, by="P9", at=LATER)


def told(repository: Repository, address: Address) -> list[tuple[Any, str]]:
    return [(one.value, one.by) for one in repository.history("D1", address)]


def test_a_change_brings_its_past_along_under_the_names_of_its_writers(repository: Repository) -> None:
    copy, there = copies([], [])
    write(there, [(REPLY, at_level(2))], by="P2")
    write(there, [(REPLY, at_level(3))], by="P3")
    here = here_in(repository, copy)
    *written, bringing = take(here, there, REPLY)
    came = there.history("D1", REPLY)[1:]
    assert [(one.value, one.by, one.at) for one in written] == [(one.value, one.by, one.at) for one in came]
    assert told(here, REPLY) == [(at_level(1), "P1"), (at_level(2), "P2"), (at_level(3), "P3")]
    assert here.entries("D1")[:-1] == there.entries("D1")
    assert here.entries("D1")[-1] == bringing


def test_who_brought_in_names_that_nobody_here_knew_is_on_record(repository: Repository) -> None:
    """A file may say that anybody wrote anything: whoever brings it in stands in for that."""
    copy, there = copies([], [(participant_at("P5"), Participant("P5", Role.ASSESSOR, "Binta"))])
    write(there, [(REPLY, at_level(2)), (COMMENT, "from the port")], by="P5")
    write(there, [(REPLY, at_level(3))], by="P77")
    here = here_in(repository, copy)
    merge = looked_at(here, there, TINY)
    told = [(one.facts["who"], one.facts["n"]) for one in merge.incoming.notices if "unknown" in one.code]
    assert told == [("Binta (P5)", 2), ("P77", 1)]
    assert merge.unknown_writers({COMMENT}) == (UnknownWriter("P5", "Binta", 1),)
    assert merge.unknown_writers({participant_at("P5")}) == ()
    taken = {COMMENT, REPLY, participant_at("P5")}
    last = apply_merge(here, "D1", merge, taken, by="P1", at=LATER)[-1]
    assert last == Entry(brought_at(last.revision), 1, last.value, "P1", LATER, here.revision("D1"))
    assert last.value == Bringing((UnknownWriter("P5", "Binta", 2), UnknownWriter("P77", "", 1)))
    # They are known from then on; and the record stays with the copy of which it is said.
    write(there, [(COMMENT, "once more")], by="P77")
    again = looked_at(here, there, TINY)
    assert again.strangers == {} and len(again.incoming.changes) == 1
    assert looked_at(there, here, TINY).incoming.changes == ()
    assert read_dossier(dossier_bytes(here, "D1"), TINY).entries == here.entries("D1")


def test_nothing_is_recorded_of_who_brings_in_what_people_of_here_wrote(repository: Repository) -> None:
    copy, there = copies([(participant_at("P5"), Participant("P5", Role.ASSESSOR, "Binta"))], [])
    write(there, [(COMMENT, "from the port")], by="P5")
    here = here_in(repository, copy)
    assert [one.address for one in take(here, there, COMMENT)] == [COMMENT]


def test_what_was_one_revision_there_is_one_here(repository: Repository) -> None:
    copy, there = copies([(setup_field("language"), "fr")], [])
    there.save_all("D1", [(REPLY, at_level(3), 1), (COMMENT, "together", 0)], by="P1", at=LATER)
    there.save("D1", target_of("L01"), Target("L01", 3), by="P1", at=LATER, expect=0)
    here = here_in(repository, copy)
    take(here, there, REPLY, COMMENT, target_of("L01"))
    revisions = {str(one.address): one.revision for one in here.entries("D1", since=3)}
    assert revisions == {"answer/P1/L01/reply": 4, "answer/P1/L02/comment": 4, "target/L01": 5}


def test_the_losing_side_of_a_conflict_stays_on_record(repository: Repository) -> None:
    copy, there = copies([(REPLY, at_level(2))], [])
    write(there, [(REPLY, at_level(3))], by="P2")
    here = here_in(repository, copy)
    take(here, there, keep=(REPLY,))
    assert told(here, REPLY) == [(at_level(1), "P1"), (at_level(2), "P1"), (at_level(3), "P2"), (at_level(2), "P9")]
    assert looked_at(here, there, TINY).says_nothing_new


def test_the_incoming_side_of_a_conflict_is_taken_as_it_was_written(repository: Repository) -> None:
    copy, there = copies([(REPLY, at_level(2))], [])
    write(there, [(REPLY, at_level(3))], by="P2")
    here = here_in(repository, copy)
    take(here, there, REPLY, keep=(REPLY,))
    assert told(here, REPLY)[1:] == [(at_level(2), "P1"), (at_level(3), "P2")]


def test_what_both_said_is_written_by_whoever_brought_them_together(repository: Repository) -> None:
    copy, there = copies([(COMMENT, "ours")], [])
    write(there, [(COMMENT, "theirs")], by="P2")
    here = here_in(repository, copy)
    take(here, there, COMMENT)
    assert told(here, COMMENT) == [("ours", "P1"), ("theirs", "P2"), ("ours\ntheirs", "P9")]


def test_what_is_neither_taken_nor_decided_comes_up_again(repository: Repository) -> None:
    copy, there = copies([(REPLY, at_level(2))], [(REPLY, at_level(3)), (COMMENT, "theirs")])
    here = here_in(repository, copy)
    before = here.entries("D1")
    assert take(here, there) == ()
    assert take(here, there, setup_field("currency"), keep=(COMMENT,)) == ()  # neither proposed, nor in conflict
    assert here.entries("D1") == before
    assert {str(one.address) for one in looked_at(here, there, TINY).incoming.changes} == {
        "answer/P1/L01/reply",
        "answer/P1/L02/comment",
    }


def test_all_of_it_or_nothing(repository: Repository) -> None:
    copy, there = copies([], [(REPLY, at_level(3)), (COMMENT, "theirs")])
    here = here_in(repository, copy)
    merge = looked_at(here, there, TINY)
    here.save("D1", setup_field("language"), "fr", by="P1", at=LATER, expect=0)
    before = here.entries("D1")
    with pytest.raises(StaleDossier):
        apply_merge(here, "D1", merge, {REPLY, COMMENT}, by="P1", at=LATER)
    assert here.entries("D1") == before


def test_after_a_merge_the_same_file_says_nothing_new(repository: Repository) -> None:
    copy, there = copies([(REPLY, at_level(2))], [(COMMENT, "theirs")])
    here = here_in(repository, copy)
    file = read_dossier(dossier_bytes(there, "D1"), TINY)
    assert arrival_of(here, file) is Arrival.APART
    take(here, there, COMMENT)
    assert arrival_of(here, file) is Arrival.EARLIER
    assert receive(here, file).id == "D1"
    assert len(here.assessments()) == 1


def test_what_was_taken_in_part_is_still_apart(repository: Repository) -> None:
    copy, there = copies([(REPLY, at_level(2))], [(COMMENT, "theirs"), (target_of("L01"), Target("L01", 3))])
    here = here_in(repository, copy)
    take(here, there, COMMENT)
    assert arrival_of(here, read_dossier(dossier_bytes(there, "D1"), TINY)) is Arrival.APART


# --- attached files ---------------------------------------------------------------------------------------------


def attached(tmp_path: Path, where: str, data: bytes, title: str) -> tuple[EvidenceStore, tuple[Address, Any]]:
    store = EvidenceStore(tmp_path / where)
    file = store.put("D1", f"{title}.txt", data)
    piece = Evidence("E1", title, EvidenceKind.REPORT, Strength.STATED, files=(file,))
    return store, (registered("E1"), piece)


def test_attached_files_come_along(tmp_path: Path) -> None:
    ours, mine = attached(tmp_path, "here", b"ours", "ours")
    theirs, other = attached(tmp_path, "there", b"theirs", "theirs")
    here, there = copies([mine], [other])
    file = read_dossier(dossier_bytes(there, "D1", theirs), TINY)
    merge = merge_proposed(here.entries("D1"), file.entries, TINY)
    assert keep_attached(here, "D1", file.files, ours) == ()
    content = other[1].files[0].content
    assert not ours.has("D1", content)  # nothing here names it yet
    apply_merge(here, "D1", merge, {one.address for one in merge.incoming.changes}, by="P1", at=LATER)
    assert keep_attached(here, "D1", file.files, ours) == ()
    assert ours.open("D1", content) == b"theirs"
    entry = here.entry("D1", registered("E2"))
    assert entry is not None and entry.value == replace(other[1], id="E2")


def test_a_file_without_room_is_named_and_what_is_said_about_it_stays(tmp_path: Path) -> None:
    class Full(EvidenceStore):
        """Everything that an assessment keeps is kept already."""

        def size(self, dossier: str) -> int:
            return LARGEST_TOTAL

    theirs, other = attached(tmp_path, "there", b"theirs", "theirs")
    here, there = copies([], [other])
    file = read_dossier(dossier_bytes(there, "D1", theirs), TINY)
    apply_merge(here, "D1", looked_at(here, there, TINY), {registered("E1")}, by="P1", at=LATER)
    ours = Full(tmp_path / "here")
    assert [(one.code, one.place) for one in keep_attached(here, "D1", file.files, ours)] == [
        ("merge.no_room", "theirs.txt")
    ]
    assert not ours.has("D1", other[1].files[0].content)

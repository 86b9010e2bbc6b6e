"""Laws of bringing copies together, on real dossiers: nothing clashes unseen, nothing is lost, nothing comes twice."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from questionnaire.answers import Answer
from questionnaire.assessment import Dossier
from questionnaire.entries import PLANNED, PROOF, Address, Entry, Subject
from questionnaire.incoming import ChangeStanding
from storage.arrival import Arrival, arrival_of
from storage.dossier_file import dossier_bytes, read_dossier
from storage.merging.comparing import STAYS
from storage.merging.renumbering import COUNTED
from storage.merging.writings import by_address, known_to
from storage.repository import Repository
from storage.sql_repository import SqlRepository
from tests.storage.merging.copies import Edit, bank, bring, copy_of, dossier, example, looked_at, values, write
from tests.storage.values import writings

FRAMEWORK = bank()
BASES = {name: example(name) for name in ("uneven", "weak")}
QUESTIONS = sorted(question.id for question in FRAMEWORK.questions)[:6]
NAMES = st.sampled_from([*QUESTIONS, "O01", "P1", "P2", "E1", "E2", "OWN-1", "GONE"])
_SILENT = (None, "", ())
PLAN = {PLANNED, PROOF}
SLOW = settings(
    max_examples=20,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # an example takes long: none is made smaller for minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def place(address: Address) -> object:
    """What two edits must not both touch: an address; the plan and what is known of it are one place."""
    return "plan" if address in PLAN else address


def exchanged(edit: Edit) -> bool:
    """Whether it comes over as it is: nothing that stays with its copy, and no number given by counting."""
    return edit[0].subject not in {*STAYS, *COUNTED}


edits = st.lists(writings(NAMES).filter(exchanged), max_size=9)


@st.composite
def apart(draw: st.DrawFn, copies: int = 2) -> list[list[Edit]]:
    """Edits for each copy, so that no place is touched in two of them."""
    every = draw(edits)
    owner: dict[object, int] = {}
    shares: list[list[Edit]] = [[] for _ in range(copies)]
    for edit in every:
        at = owner.setdefault(place(edit[0]), draw(st.integers(0, copies - 1)))
        shares[at].append(edit)
    return shares


def worked(base: Sequence[Entry], edits: Sequence[Edit]) -> Repository:
    copy = copy_of(base, FRAMEWORK)
    write(copy, edits)
    return copy


@SLOW
@given(st.sampled_from(sorted(BASES)), apart())
def test_edits_in_other_places_merge_cleanly_in_either_order(base: str, shares: list[list[Edit]]) -> None:
    results = []
    written = [worked(BASES[base], share).entries("D1") for share in shares]
    for first, second in ((0, 1), (1, 0)):
        copies = [copy_of(entries, FRAMEWORK) for entries in written]
        merge = bring(copies[first], copies[second], FRAMEWORK)
        assert not merge.incoming.conflicts
        assert not merge.incoming.problems and not merge.incoming.unknown
        results.append(copies[first])
        assert looked_at(copies[first], copies[second], FRAMEWORK).says_nothing_new
    assert _said_in(results[0]) == _said_in(results[1])
    before = _said_in(copy_of(BASES[base], FRAMEWORK))
    held, also_held = (
        {address: entry for address, entry in values(copy).items() if entry[0] not in (*_SILENT, before.get(address))}
        for copy in results
    )
    assert held == also_held  # with who wrote it, and when
    one, other = (_plain(dossier(copy, FRAMEWORK)) for copy in results)
    assert one == other


def _plain(one: Dossier) -> Dossier:
    """The dossier up to revisions, stamps and the moments of writings that changed nothing."""
    answers = {key: replace(answer, at=None) for key, answer in one.answers.items()}
    said = {key: answer for key, answer in answers.items() if answer != Answer(*key)}
    agreed, validated = (
        {id: replace(outcome, at=None) for id, outcome in held.items()} for held in (one.agreed, one.validated)
    )
    orphans = tuple(
        sorted((replace(entry, stamp=0, revision=0) for entry in one.orphans if entry.value not in _SILENT), key=str)
    )
    return replace(
        one, revision=0, saved_at=None, answers=said, orphans=orphans, agreed=agreed, validated=validated, set_aside={}
    )


@SLOW
@given(st.sampled_from(sorted(BASES)), apart(3))
def test_three_copies_come_together_in_any_order(base: str, shares: list[list[Edit]]) -> None:
    results = []
    written = [worked(BASES[base], share).entries("D1") for share in shares]
    for order in itertools.permutations(range(3)):
        copies = [copy_of(entries, FRAMEWORK) for entries in written]
        first, second, third = (copies[n] for n in order)
        for other in (second, third):
            assert not bring(first, other, FRAMEWORK).incoming.conflicts
        results.append(_said_in(first))
    assert all(one == results[0] for one in results)


@SLOW
@given(st.sampled_from(sorted(BASES)), edits, edits)
def test_edits_of_the_same_place_are_always_reported(base: str, ours: list[Edit], theirs: list[Edit]) -> None:
    here, there = worked(BASES[base], ours), worked(BASES[base], theirs)
    before = {address: entry[0] for address, entry in values(copy_of(BASES[base], FRAMEWORK)).items()}
    mine, others = (
        {address: entry[0] for address, entry in values(copy).items() if entry[0] != before.get(address)}
        for copy in (here, there)
    )
    merge = looked_at(here, there, FRAMEWORK)
    reported = {one.address: one for one in merge.incoming.changes}
    for address in mine.keys() & others.keys():
        if mine[address] != others[address] and not _empty(address, mine[address], others[address]):
            united = reported.get(address)
            if united is None:  # what either said is here already
                assert address.parts[2:] in (("comment",), ("evidence",))
            else:
                assert united.standing in (ChangeStanding.CONFLICTING, ChangeStanding.UNITED)
                assert (united.here.value, united.incoming.value) == (mine[address], others[address])


def _empty(address: Address, *said: object) -> bool:
    """Whether none of these says anything: an empty comment and none at all are one."""
    return address.subject is Subject.ANSWER and all(one in _SILENT for one in said)


@SLOW
@given(st.sampled_from(sorted(BASES)), edits, edits, st.booleans())
def test_nothing_is_lost_and_nothing_comes_twice(base: str, ours: list[Edit], theirs: list[Edit], takes: bool) -> None:
    here, there = worked(BASES[base], ours), worked(BASES[base], theirs)
    merge = looked_at(here, there, FRAMEWORK)
    conflicts = {one.address for one in merge.incoming.conflicts}
    clean = {one.address for one in merge.incoming.clean}
    before = here.entries("D1")
    bring(here, there, FRAMEWORK, take=clean | conflicts if takes else clean, keep=() if takes else conflicts)
    after = here.entries("D1")
    assert after[: len(before)] == before
    histories = by_address(after)
    for change in merge.incoming.changes:
        assert all(known_to(histories[change.address], one) for one in merge.writings[change.address])
    again = looked_at(here, there, FRAMEWORK)
    assert again.incoming.changes == () and again.says_nothing_new
    assert arrival_of(here, read_dossier(dossier_bytes(there, "D1"), FRAMEWORK)) is not Arrival.APART
    # The other copy takes what was decided here without being asked again, and both say the same from then on.
    back = looked_at(there, here, FRAMEWORK)
    assert not back.incoming.conflicts
    bring(there, here, FRAMEWORK)
    assert _said_in(here) == _said_in(there)


def _said_in(copy: Repository) -> dict[Address, object]:
    return {address: entry[0] for address, entry in values(copy).items() if entry[0] not in _SILENT}


@settings(SLOW, max_examples=8)
@given(st.sampled_from(sorted(BASES)), edits, edits)
def test_a_database_merges_as_the_memory_does(base: str, ours: list[Edit], theirs: list[Edit]) -> None:
    there = worked(BASES[base], theirs)
    memory = worked(BASES[base], ours)
    with TemporaryDirectory() as folder:
        database = SqlRepository.at(f"sqlite:///{Path(folder) / 'a.sqlite3'}")
        try:
            copy_of(memory.entries("D1"), FRAMEWORK, database)
            merges = [looked_at(one, there, FRAMEWORK) for one in (memory, database)]
            assert merges[0].incoming == merges[1].incoming
            for one in (memory, database):
                bring(one, there, FRAMEWORK)
            held, kept = (
                [(entry.address, entry.stamp, entry.value, entry.by, entry.revision) for entry in one.entries("D1")]
                for one in (memory, database)
            )
            assert held == kept
        finally:
            database.close()


@SLOW
@given(st.sampled_from(sorted(BASES)), st.lists(edits, min_size=2, max_size=4), st.lists(edits, min_size=2, max_size=4))
def test_copies_that_meet_again_and_again_find_their_base(
    base: str, ours: list[list[Edit]], theirs: list[list[Edit]]
) -> None:
    """After a merge both go on; at the next meeting only what was written since is in doubt.

    And where both had written the same, each on their own: nothing came over then, so neither has the other's writing.
    """
    alike: set[object] = set()
    here, there = copy_of(BASES[base], FRAMEWORK), copy_of(BASES[base], FRAMEWORK)
    for mine, others in zip(ours, theirs, strict=False):
        write(here, mine)
        write(there, others)
        touched = {place(address) for address, _ in mine} & {place(address) for address, _ in others}
        merge = looked_at(here, there, FRAMEWORK)
        assert {place(one.address) for one in merge.incoming.conflicts} <= touched | alike
        alike |= touched - {place(one.address) for one in merge.incoming.changes}
        bring(here, there, FRAMEWORK, keep={one.address for one in merge.incoming.conflicts})
        bring(there, here, FRAMEWORK)
        assert _said_in(here) == _said_in(there)


@pytest.mark.parametrize("base", sorted(BASES))
def test_a_copy_that_nobody_touched_says_nothing(base: str) -> None:
    here = copy_of(BASES[base], FRAMEWORK)
    merge = looked_at(here, copy_of(BASES[base], FRAMEWORK), FRAMEWORK)
    assert merge.says_nothing_new and merge.incoming.same == len(by_address(here.entries("D1"))) - _staying(base)


def _staying(base: str) -> int:
    return sum(address.subject in STAYS for address in by_address(BASES[base]))

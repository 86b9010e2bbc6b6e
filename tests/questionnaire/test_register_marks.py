from __future__ import annotations

from datetime import timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from questionnaire.entries import Entry, comment_of, registered
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.policy import Strength
from questionnaire.register_marks import LONGEST, marks_read, marks_said, register_marks
from tests.examples import NOON

LATER = NOON + timedelta(hours=1)


def written(id: str, stamp: int, *, by: str = "P1", title: str = "Law", late: bool = False) -> Entry:
    piece = Evidence(id, title, EvidenceKind.LEGAL_TEXT, Strength.STATED)
    return Entry(registered(id), stamp, piece, by, LATER if late else NOON, stamp)


def test_a_piece_keeps_its_mark_whatever_is_said_of_it_later_and_whatever_its_number() -> None:
    first = register_marks([written("E1", 1)])
    assert register_marks([written("E1", 2, title="Act", by="P2", late=True), written("E1", 1)]) == first
    assert register_marks([written("E1", 1), Entry(registered("E1"), 2, None, "P2", LATER, 2)]) == first
    assert [*register_marks([written("E9", 1)]).values()] == [*first.values()]
    there = NOON.astimezone(timezone(timedelta(hours=5)))
    (one,) = [written("E1", 1)]
    assert register_marks([Entry(one.address, 1, one.value, one.by, there, 1)]) == first


def test_another_moment_or_another_writer_is_another_piece() -> None:
    marks = {register_marks([one])["E1"] for one in (written("E1", 1), written("E1", 1, by="P2"))}
    marks |= {register_marks([written("E1", 1, late=True)])["E1"]}
    marks |= {register_marks([written("E1", 1, title="written at the same moment")])["E1"]}
    assert len(marks) == 4


def test_only_evidence_has_a_mark() -> None:
    assert register_marks([Entry(comment_of("P1", "L01"), 1, "x", "P1", NOON, 1)]) == {}


ids = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/"), min_size=1, max_size=100)


@given(st.lists(ids, unique=True, max_size=5))
def test_what_a_form_says_of_its_register_is_read_again(names: list[str]) -> None:
    marks = register_marks(written(id, 1) for id in names)
    assert marks_read(marks_said(marks)) == marks


def test_no_register_is_not_an_empty_one() -> None:
    assert marks_read("") is None
    assert marks_read("register of everything") is None
    assert marks_read(marks_said({})) == {}
    assert marks_read("register\nnonsense\n0123456789ab E1\r\n") == {"E1": "0123456789ab"}


def test_more_than_a_cell_holds_is_not_said_by_halves() -> None:
    assert marks_said({f"E{n}": "0" * 12 for n in range(LONGEST // 10)}) == ""

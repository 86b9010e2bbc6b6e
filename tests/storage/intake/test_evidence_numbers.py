"""Numbers of evidence that a form and the dossier counted apart: nothing is overwritten, links mean what they did."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from openpyxl import Workbook

from questionnaire.answers import EvidenceLink
from questionnaire.entries import Address, Entry, evidence_for, registered
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.incoming import ChangeStanding, Incoming
from questionnaire.policy import Strength
from tests.storage.intake.any_dossier import AT
from tests.storage.intake.bringing import edited, form, put, read, sheet_of, taken
from tests.storage.intake.test_answers import answers, history, value_at

LINKS = evidence_for("P1", "L02")
LAW = Evidence("E1", "Law", EvidenceKind.LEGAL_TEXT, Strength.STATED)
BEGUN = history((registered("E1"), LAW))


def piece(id: str, title: str) -> Evidence:
    return Evidence(id, title, EvidenceKind.REPORT, Strength.STATED)


def on(before: tuple[Entry, ...], *written: tuple[Address, Any], by: str, hours: int) -> tuple[Entry, ...]:
    """The history after somebody wrote these, each at a revision of its own."""
    revision = max(one.revision for one in before)
    at: datetime = AT + timedelta(hours=hours)
    more = []
    for number, (address, value) in enumerate(written, 1):
        stamp = 1 + sum(one.address == address for one in (*before, *more))
        more.append(Entry(address, stamp, value, by, at + timedelta(minutes=number), revision + number))
    return (*before, *more)


HERE = on(BEGUN, (registered("E2"), piece("E2", "Circular of here")), by="P2", hours=1)
THERE = on(
    BEGUN,
    (registered("E2"), piece("E2", "Register of there")),
    (LINKS, (EvidenceLink("E1"), EvidenceLink("E2", frozenset({"L02.1a"})))),
    by="P1",
    hours=2,
)
"""Two copies that both counted E2, for different documents."""


def renumbered(incoming: Incoming) -> list[tuple[object, object]]:
    return [(one.facts["id"], one.facts["new"]) for one in incoming.notices if one.code == "intake.evidence_renumbered"]


@pytest.mark.parametrize("marked", [True, False])
def test_what_the_other_copy_registered_gets_a_number_of_its_own_and_links_follow(marked: bool) -> None:
    incoming = read(form(THERE, marked=marked), HERE)
    assert renumbered(incoming) == [("E2", "E3")]
    assert {str(one.address): one.standing for one in incoming.changes} == {
        "evidence/E3": ChangeStanding.ADDED,
        "answer/P1/L02/evidence": ChangeStanding.ADDED,
    }
    assert value_at(incoming, registered("E3")) == piece("E3", "Register of there")
    assert value_at(incoming, LINKS) == (EvidenceLink("E1"), EvidenceLink("E3", frozenset({"L02.1a"})))
    after = taken(HERE, incoming)
    again = read(form(THERE, marked=marked), after)
    assert (again.changes, again.problems) == ((), ())


def test_a_piece_that_both_copies_know_stays_one_even_where_its_title_was_changed_in_the_form() -> None:
    data = put(form(THERE), ("evidence", "title", {"evidence": "E1"}, "Wildlife Act"))
    incoming = read(data, HERE)
    assert value_at(incoming, registered("E1")) == replace(LAW, title="Wildlife Act")
    assert renumbered(incoming) == [("E2", "E3")]


def test_a_form_without_marks_goes_by_titles_and_overwrites_nothing() -> None:
    data = put(form(THERE, marked=False), ("evidence", "title", {"evidence": "E1"}, "Wildlife Act"))
    incoming = read(data, HERE)
    assert renumbered(incoming) == [("E1", "E3"), ("E2", "E4")]
    assert all(one.standing is not ChangeStanding.CONFLICTING for one in incoming.changes)
    same = put(form(THERE, marked=False), ("evidence", "where", {"evidence": "E1"}, "the archive"))
    assert read(same, HERE).conflicts[0].address == registered("E1")


def test_a_row_that_was_typed_into_the_form_of_another_copy_is_new_whatever_its_number() -> None:
    typed = {"title": "Photo", "kind": "photograph", "strength": "stated"}
    here = on(HERE, (registered("E3"), piece("E3", "Minutes of here")), by="P2", hours=3)
    cells = [("evidence", name, {"evidence": "E3"}, text) for name, text in typed.items()]
    incoming = read(put(form(THERE), *cells, *answers("L02", evidence="E2; E3")), here)
    assert renumbered(incoming) == [("E2", "E4"), ("E3", "E5")]
    assert value_at(incoming, LINKS) == (EvidenceLink("E4"), EvidenceLink("E5"))


def test_what_came_over_in_a_merge_is_found_under_the_number_that_it_got_then() -> None:
    (came,) = (one for one in THERE if one.address == registered("E2"))
    moved = replace(came, address=registered("E7"), value=replace(came.value, id="E7"), stamp=1, revision=9)
    incoming = read(put(form(THERE), ("evidence", "where", {"evidence": "E2"}, "the office")), (*HERE, moved))
    assert value_at(incoming, registered("E7")) == replace(piece("E7", "Register of there"), where="the office")
    assert value_at(incoming, LINKS) == (EvidenceLink("E1"), EvidenceLink("E7", frozenset({"L02.1a"})))
    assert renumbered(incoming) == [("E2", "E7")]


def test_a_link_to_a_piece_whose_row_was_removed_never_means_another_piece() -> None:
    def remove(book: Workbook) -> None:
        sheet = sheet_of(book, "evidence")
        for row in sheet.iter_rows():
            if any(cell.value == "E2" for cell in row):
                sheet.delete_rows(row[0].row)
                return

    incoming = read(edited(form(THERE), remove), HERE)
    assert [one.code for one in incoming.problems] == ["intake.evidence_unknown"]
    assert LINKS in {one.address for one in incoming.changes}
    assert value_at(incoming, LINKS) == (EvidenceLink("E1"),)


def test_a_piece_that_cannot_be_read_lends_its_number_to_nothing() -> None:
    before = form(BEGUN)
    cells = [("evidence", "title", {"evidence": "E2"}, "Photo"), ("evidence", "kind", {"evidence": "E2"}, "nonsense")]
    incoming = read(put(before, *cells, *answers("L02", evidence="E1; E2")), HERE)
    assert "intake.evidence_unknown" in [one.code for one in incoming.problems]
    assert value_at(incoming, LINKS) == (EvidenceLink("E1"),)


def test_the_number_of_a_piece_that_was_taken_out_is_not_given_again() -> None:
    """Other things may still name it: they would mean another document all at once."""
    gone = on(HERE, (registered("E2"), None), by="P2", hours=2)
    typed = {"title": "Photo", "kind": "photograph", "strength": "stated"}
    cells = [("evidence", name, {"evidence": "E2"}, text) for name, text in typed.items()]
    incoming = read(put(form(gone), *cells), gone)
    assert renumbered(incoming) == [("E2", "E3")]
    assert value_at(incoming, registered("E3")).title == "Photo"


def test_a_piece_that_is_not_here_cannot_be_taken_out() -> None:
    incoming = read(put(form(THERE), ("evidence", "title", {"evidence": "E2"}, "clear")), HERE)
    assert registered("E2") not in {one.address for one in incoming.changes}

"""A filled workbook: every value by its id, what is wrong beside what is right, and three sides of each change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from openpyxl import Workbook

from questionnaire.answers import (
    CriterionNotApplicable,
    Disputed,
    EvidenceLink,
    LadderGiven,
    LevelReached,
    NotApplicable,
    NotKnown,
    OptionGiven,
    QuantityGiven,
    TicksGiven,
)
from questionnaire.assessment import Participant
from questionnaire.entries import (
    STAGE,
    Address,
    Entry,
    comment_of,
    confidence_of,
    evidence_for,
    participant_at,
    registered,
    reply_of,
)
from questionnaire.evidence import Evidence, EvidenceKind
from questionnaire.incoming import ChangeStanding, Incoming
from questionnaire.policy import Confidence, Strength
from questionnaire.problems import InputFault
from questionnaire.stages import Role, Stage
from storage.intake.marked_sheets import SaidCell
from storage.intake.sheet_cells import column_letters, day_of
from tests.hostile.seeds import book, marked
from tests.storage.intake.any_dossier import AT, kinds
from tests.storage.intake.bringing import cell_at, edited, form, put, read, sheet_of, taken
from words.phrases import load_phrases


def history(*written: tuple[Address, Any]) -> tuple[Entry, ...]:
    """A dossier of two people with these values, each at revision 1; a second value of an address at revision 2."""
    people = [(participant_at(id), Participant(id, Role.ASSESSOR)) for id in ("P1", "P2")]
    stamps: dict[Address, int] = {}
    entries = []
    for address, value in (*people, *written):
        stamps[address] = stamps.get(address, 0) + 1
        entries.append(Entry(address, stamps[address], value, "P1", AT, stamps[address]))
    return tuple(entries)


def answers(question: str, **cells: Any) -> list[tuple[str, str, dict[str, str], Any]]:
    """Cells of the row of P1 and a question."""
    return [("answers", name, {"participant": "P1", "question": question}, value) for name, value in cells.items()]


def tick(criterion: str, value: Any, reason: Any = None) -> list[tuple[str, str, dict[str, str], Any]]:
    """The tick of P1 at a criterion."""
    row = {"participant": "P1", "criterion": criterion}
    more = [("criteria", "reason", row, reason)] if reason is not None else []
    return [("criteria", "tick", row, value), *more]


def said(cells: Iterable[Any], here: tuple[Entry, ...] = history(), **more: Any) -> Incoming:
    """What a form of these people says once those cells are filled in."""
    return read(put(form(here), *cells), here, **more)


def value_at(incoming: Incoming, address: Address) -> Any:
    (change,) = (one for one in incoming.changes if one.address == address)
    return change.incoming.value


def codes(incoming: Incoming) -> list[str]:
    return [one.code for one in incoming.problems]


@pytest.mark.parametrize(
    ("question", "cells", "reply"),
    [
        ("L02", {"reply": "3"}, LevelReached(LadderGiven(3))),
        ("L02", {"reply": 3}, LevelReached(LadderGiven(3))),
        ("L02", {"reply": "3 Established"}, LevelReached(LadderGiven(3))),
        ("L02", {"reply": "established"}, LevelReached(LadderGiven(3))),
        ("L02", {"reply": "3 - établi"}, LevelReached(LadderGiven(3))),
        ("L02", {"reply": "By the criteria"}, LevelReached(LadderGiven())),
        ("L02", {"reply": "D'après les critères / By the criteria"}, LevelReached(LadderGiven())),
        ("O01.q2", {"reply": "c"}, LevelReached(OptionGiven("c"))),
        ("O01.q2", {"reply": "C Another…"}, LevelReached(OptionGiven("c"))),
        ("O01.q2", {"reply": "Another office."}, LevelReached(OptionGiven("c"))),
        ("O01.q1", {"reply": "12,5"}, LevelReached(QuantityGiven(Fraction("12.5"), "percent"))),
        ("O01.q1", {"reply": 12.3}, LevelReached(QuantityGiven(Fraction("12.3"), "percent"))),
        ("O01.q1", {"reply": "1/3"}, LevelReached(QuantityGiven(Fraction(1, 3), "percent"))),
        ("O01.q1", {"reply": "12,5 %"}, LevelReached(QuantityGiven(Fraction("12.5"), "percent"))),
        (
            "O01.q1",
            {"reply": "7", "measured_on": date(2027, 1, 31)},
            LevelReached(QuantityGiven(Fraction(7), "percent", date(2027, 1, 31))),
        ),
        (
            "O01.q1",
            {"reply": "7", "measured_on": "31/01/2027"},
            LevelReached(QuantityGiven(Fraction(7), "percent", date(2027, 1, 31))),
        ),
        ("L02", {"reply": "Sans objet", "reason": "none here"}, NotApplicable("none here")),
        ("L01", {"reply": "NOT KNOWN"}, NotKnown()),
        (
            "L02",
            {"reply": "Désaccord / Disputed", "disputed_from": "1 Initial", "disputed_to": 3, "reason": "two posts"},
            Disputed(Fraction(1), Fraction(3), "two posts"),
        ),
    ],
)
def test_a_reply_is_read_however_it_is_written(question: str, cells: dict[str, Any], reply: Any) -> None:
    incoming = said(answers(question, **cells))
    assert incoming.problems == ()
    assert value_at(incoming, reply_of("P1", question)) == reply
    assert incoming.changes[0].section == question[0]


@pytest.mark.parametrize(
    ("question", "cells", "code", "column"),
    [
        ("L02", {"reply": "9"}, "no_such_level", "reply"),
        ("L02", {"reply": "3 or 4"}, "not_level", "reply"),
        ("L02", {"reply": "3.5"}, "not_level", "reply"),
        ("L02", {"reply": "good"}, "not_level", "reply"),
        ("L01", {"reply": "3"}, "checklist_reply", "reply"),
        ("O01.q2", {"reply": "By the criteria"}, "not_option", "reply"),
        ("O01.q2", {"reply": "d"}, "not_option", "reply"),
        ("O01.q1", {"reply": "many"}, "not_number", "reply"),
        ("O01.q1", {"reply": date(2027, 5, 12)}, "not_number", "reply"),
        ("O01.q1", {"reply": "101"}, "number_outside", "reply"),
        ("O01.q1", {"reply": "7", "measured_on": "05/03/2027"}, "not_day", "measured_on"),
        ("L02", {"reply": "Not applicable"}, "reason_missing", "reply"),
        ("L02", {"reply": "Disputed", "disputed_from": "1"}, "dispute_ends", "reply"),
        ("L02", {"reply": "Disputed", "disputed_from": "3", "disputed_to": "1"}, "dispute_order", "disputed_to"),
        ("L02", {"reply": "Disputed", "disputed_from": "1", "disputed_to": "7"}, "dispute_levels", "disputed_from"),
        ("L02", {"reply": "3", "reason": "because"}, "beside_reply", "reason"),
        ("L02", {"reason": "because"}, "beside_reply", "reason"),
        ("L02", {"confidence": "maybe"}, "not_confidence", "confidence"),
        ("L02", {"evidence": "E77"}, "evidence_unknown", "evidence"),
        ("L02", {"reply": "#REF!"}, "cell_fault", "reply"),
        ("L02", {"comment": "=1+1"}, "cell_fault", "comment"),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_cell(
    question: str, cells: dict[str, Any], code: str, column: str
) -> None:
    here = history()
    data = put(form(here), *answers(question, **cells), *answers("O02", reply="2"))
    incoming = read(data, here)
    (problem,) = incoming.problems
    assert problem.code == f"intake.{code}"
    places: list[str] = []
    edited(data, lambda book: places.append(_place(book, question, column)))
    assert problem.place == places[0]
    for language in ("en", "fr"):
        assert problem.place in problem.sentence(load_phrases(language))
    # What is right is offered all the same.
    assert value_at(incoming, reply_of("P1", "O02")) == LevelReached(LadderGiven(2))


def _place(book: Workbook, question: str, column: str) -> str:
    cell = cell_at(book, "answers", column, participant="P1", question=question)
    return f"{cell.parent.title}!{cell.coordinate}"


def test_blank_ticks_keep_those_of_the_base_and_a_tick_is_laid_over() -> None:
    given = LadderGiven(
        2, frozenset({"L02.1a", "L02.2a"}), frozenset({"L02.3a"}), (CriterionNotApplicable("L02.4a", "none"),)
    )
    here = history((reply_of("P1", "L02"), LevelReached(given)))
    cells = [
        *tick("L02.1a", None),
        *tick("L02.2a", "(take the tick away)"),
        *tick("L02.3a", None),
        *tick("L02.2b", "x"),
    ]
    incoming = said(cells, here)
    assert incoming.problems == ()
    assert value_at(incoming, reply_of("P1", "L02")) == LevelReached(
        replace(given, met=frozenset({"L02.1a", "L02.2b"}))
    )


def test_without_its_level_a_ladder_keeps_its_ticks() -> None:
    here = history((reply_of("P1", "L02"), LevelReached(LadderGiven(2, frozenset({"L02.1a"})))))
    incoming = said(answers("L02", reply="By the criteria"), here)
    assert incoming.problems == ()
    assert value_at(incoming, reply_of("P1", "L02")) == LevelReached(LadderGiven(None, frozenset({"L02.1a"})))


@pytest.mark.parametrize(
    ("cell", "met", "not_met"),
    [
        ("Met + Not met", True, True),
        ("Rempli / Met+Non rempli / Not met", True, True),
        ("met + met", True, False),
        ("Not met", False, True),
    ],
)
def test_what_is_said_at_once_is_kept(cell: str, met: bool, not_met: bool) -> None:
    """Two rooms may have said two things of the same criterion: a form shows both, and takes back both."""
    incoming = said(tick("L02.1a", cell))
    both = [frozenset({"L02.1a"}) if there else frozenset[str]() for there in (met, not_met)]
    assert incoming.problems == ()
    assert value_at(incoming, reply_of("P1", "L02")) == LevelReached(LadderGiven(None, *both))


@pytest.mark.parametrize(
    ("criterion", "cell"),
    [("L02.1a", "Met +"), ("L02.1a", "+"), ("L02.1a", "Met + (take the tick away)"), ("L01.a", "Met + Not met")],
)
def test_what_cannot_be_said_at_once_is_told(criterion: str, cell: str) -> None:
    incoming = said(tick(criterion, cell))
    assert (codes(incoming), incoming.changes) == (["intake.not_tick"], ())


def test_a_checklist_is_answered_by_ticks_and_none_of_them_is_an_answer() -> None:
    met = said([*tick("L01.a", "Rempli"), *tick("L01.b", "Cannot apply", "no border")])
    assert value_at(met, reply_of("P1", "L01")) == LevelReached(
        TicksGiven(frozenset({"L01.a"}), (CriterionNotApplicable("L01.b", "no border"),))
    )
    none = said(tick("L01.a", "Not met"))
    assert value_at(none, reply_of("P1", "L01")) == LevelReached(TicksGiven())
    assert said(tick("L01.a", "unticked")).changes == ()


def test_clear_takes_away_and_a_blank_does_not() -> None:
    here = history(
        (reply_of("P1", "L02"), LevelReached(LadderGiven(2, frozenset({"L02.1a"})))),
        (comment_of("P1", "L02"), "a comment"),
        (confidence_of("P1", "L02"), Confidence.LOW),
        (registered("E1"), Evidence("E1", "Law", EvidenceKind.LEGAL_TEXT, Strength.STATED)),
        (evidence_for("P1", "L02"), (EvidenceLink("E1"),)),
    )
    blank = said(answers("L02", reply=None, comment=None, confidence=None, evidence=None), here)
    assert blank.changes == ()
    clear = "(retirer) / (take away)"
    cleared = said(answers("L02", reply=clear, comment="clear", confidence="(take away)", evidence=clear), here)
    assert cleared.problems == ()
    assert {one.standing for one in cleared.changes} == {ChangeStanding.CLEARED}
    assert {one.address.parts[2] for one in cleared.changes} == {"reply", "comment", "confidence", "evidence"}


def test_both_sides_since_the_base() -> None:
    before = history((reply_of("P1", "L02"), LevelReached(LadderGiven(1))), (comment_of("P1", "L02"), "first"))
    since = (
        Entry(reply_of("P1", "L02"), 2, LevelReached(LadderGiven(4)), "P2", AT, 2),
        Entry(comment_of("P1", "L02"), 2, "first\nhere", "P2", AT, 2),
    )
    data = put(form(before), *answers("L02", reply="3", comment="first\nthere"), *answers("O02", reply="2"))
    incoming = read(data, (*before, *since))
    found = {one.address: one for one in incoming.changes}
    assert found[reply_of("P1", "L02")].standing is ChangeStanding.CONFLICTING
    assert found[reply_of("P1", "L02")].stamp == 2
    assert found[comment_of("P1", "L02")].standing is ChangeStanding.UNITED
    assert found[reply_of("P1", "O02")].standing is ChangeStanding.ADDED
    assert incoming.base_revision == 1
    # Somebody else's later change is nothing that the file says.
    assert read(form(before), (*before, *since)).changes == ()


def test_a_form_made_from_nothing_or_from_elsewhere_has_no_base() -> None:
    here = history((reply_of("P1", "L02"), LevelReached(LadderGiven(1))))
    data = put(form(None), ("answers", "reply", {"question": "L02"}, "3"))
    assert codes(read(data, here)) == ["intake.participant_missing"]
    incoming = read(data, here, participant="P1")
    assert [one.standing for one in incoming.changes] == [ChangeStanding.CONFLICTING]
    assert incoming.base_revision is None
    elsewhere = read(form(here), here, dossier_id="D2")
    assert [one.code for one in elsewhere.notices] == ["intake.other_dossier"]
    assert elsewhere.changes == ()
    later = read(form((*here, Entry(comment_of("P1", "L02"), 1, "x", "P1", AT, 9))), here)
    assert [one.code for one in later.notices] == ["intake.later_revision"]


def test_a_form_of_a_copy_that_went_on_apart_has_no_base_here() -> None:
    """Both copies are at revision 2, and say something else by it: nothing of here may be undone unseen."""
    before = history((reply_of("P1", "L02"), LevelReached(LadderGiven(1))))
    reply, comment = reply_of("P1", "L02"), comment_of("P1", "O02")
    here = (*before, Entry(reply, 2, LevelReached(LadderGiven(4)), "P1", AT + timedelta(hours=1), 2))
    there = (*before, Entry(comment, 1, "from there", "P1", AT + timedelta(hours=2), 2))
    incoming = read(form(there), here)
    assert [one.code for one in incoming.notices] == ["intake.other_copy"]
    assert incoming.base_revision is None
    assert {one.address: one.standing for one in incoming.changes} == {
        reply: ChangeStanding.CONFLICTING,
        comment: ChangeStanding.ADDED,
    }


def test_a_file_that_is_read_again_registers_nothing_twice() -> None:
    """Blank forms all begin with E1: the second group's piece gets another number, and keeps it."""
    here = history()
    forms = []
    for title in ("of one", "of another"):
        piece = {"title": title, "kind": "instruction", "strength": "stated"}
        cells = [("evidence", name, {"evidence": "E1"}, value) for name, value in piece.items()]
        forms.append(put(form(here), *cells, *answers("L02", evidence="E1")))
    for data in forms:
        here = taken(here, read(data, here))
    for data in (*forms, forms[1]):
        again = read(data, here)
        assert (again.changes, again.problems) == ((), ())


def test_a_new_piece_of_evidence_that_is_another_one_here_gets_the_next_number() -> None:
    before = history((registered("E1"), Evidence("E1", "Law", EvidenceKind.LEGAL_TEXT, Strength.STATED)))
    law = {"title": "Circular", "kind": "instruction", "strength": "Document vu", "dated": "2026-05-01"}
    cells = [("evidence", name, {"evidence": "E2"}, value) for name, value in law.items()]
    data = put(form(before), *cells, *answers("L02", evidence="E1; E2 [L02.1a]"))
    piece = Evidence("E2", "Circular", EvidenceKind.INSTRUCTION, Strength.DOCUMENT_SEEN, dated=date(2026, 5, 1))
    alone = read(data, before)
    assert value_at(alone, registered("E2")) == piece
    other = Evidence("E2", "Something else", EvidenceKind.OTHER, Strength.NONE)
    there = (*before, Entry(registered("E2"), 1, other, "P2", AT, 2))
    incoming = read(data, there)
    assert value_at(incoming, registered("E3")) == replace(piece, id="E3")
    links = (EvidenceLink("E1"), EvidenceLink("E3", frozenset({"L02.1a"})))
    assert value_at(incoming, evidence_for("P1", "L02")) == links
    assert [one.code for one in incoming.notices] == ["intake.evidence_renumbered"]
    # The same piece, registered here meanwhile, is no other one.
    same = (*before, Entry(registered("E2"), 1, piece, "P2", AT, 2))
    assert [one.address for one in read(data, same).changes] == [evidence_for("P1", "L02")]


def test_rows_that_say_two_things_or_nothing_known() -> None:
    here = history()

    def change(book: Workbook) -> None:
        sheet = sheet_of(book, "answers")
        cell_at(book, "answers", "reply", participant="P1", question="L02").value = "3"
        row = [cell.value for cell in cell_at(book, "answers", "reply", participant="P1", question="L02").parent[5]]
        first = next(cells for cells in sheet.iter_rows() if cells[0].value == "#iwt")
        places = {cell.value: number for number, cell in enumerate(first) if number != 1}

        def add(participant: str, question: str, reply: str) -> None:
            line: list[Any] = [None] * len(row)
            line[places["participant"]], line[places["question"]] = participant, question
            line[places["reply"]] = reply
            sheet.append(line)

        add("P1", "L02", "2")
        add("P1", "Z99", "4")
        add("P9", "L02", "1")
        add("P1", "O02", "2")
        add("P1", "", "lost")

    incoming = read(edited(form(here), change), here)
    assert codes(incoming) == ["intake.row_twice", "intake.row_without_id"]
    assert [one.code for one in incoming.unknown] == ["intake.question_unknown", "intake.participant_unknown"]
    assert [one.address for one in incoming.changes] == [reply_of("P1", "O02")]
    assert "4" in incoming.unknown[0].sentence(load_phrases("fr"))


def test_of_rows_that_differ_none_counts_however_many_there_are() -> None:
    """Also where the third row says again what the first did, and where the rows are of the register."""

    def again(sheet_id: str, *lines: dict[str, str]) -> Any:
        def change(book: Workbook) -> None:
            sheet = sheet_of(book, sheet_id)
            ids = next([cell.value for cell in cells] for cells in sheet.iter_rows() if cells[0].value == "#iwt")
            places = {id: place for place, id in enumerate(ids) if place != 1}
            for line in lines:
                row: list[Any] = [None] * len(ids)
                for name, value in line.items():
                    row[places[name]] = value
                sheet.append(row)

        return change

    here = history()
    ticks = [{"participant": "P1", "criterion": "L02.1a", "tick": word} for word in ("met", "not_met", "met")]
    found = read(edited(form(here), again("criteria", *ticks)), here)
    assert (codes(found), found.changes) == (["intake.row_twice"], ())
    piece = {"evidence": "E7", "title": "one", "kind": "other", "strength": "none"}
    found = read(edited(form(here), again("evidence", piece, {**piece, "title": "another"})), here)
    assert (codes(found), found.changes) == (["intake.row_twice"], ())


def test_what_is_signed_is_not_changed() -> None:
    here = (*history(), Entry(STAGE, 1, Stage.APPROVED, "P1", AT, 1))
    incoming = said(answers("L02", reply="3"), here)
    assert codes(incoming) == ["merge.signed"]
    assert incoming.changes == ()


@pytest.mark.parametrize(
    ("fact", "value", "code"),
    [
        ("format", "other", "other_format"),
        ("version", "2", "newer_version"),
        ("version", "x", "unknown_version"),
        ("framework", "elsewhere", "other_framework"),
    ],
)
def test_a_form_of_another_kind_is_refused(fact: str, value: str, code: str) -> None:
    data = put(form(history()), ("about", "value", {"fact": fact}, value))
    with pytest.raises(InputFault) as refused:
        read(data, history())
    assert [one.code for one in refused.value.problems] == [f"intake.{code}"]


def test_an_earlier_id_of_a_question_is_read_as_the_one_of_today() -> None:
    entries = history((reply_of("P1", "L02"), LevelReached(LadderGiven(1))))
    data = put(form(entries), *answers("L02", reply="3"))
    renamed = _renamed()
    incoming = read(data, entries, framework=renamed)
    (change,) = incoming.changes
    assert change.address == reply_of("P1", "L02.q1")
    assert (change.base.value, change.stamp) == (LevelReached(LadderGiven(1)), 0)
    assert change.standing is ChangeStanding.CHANGED


def _renamed() -> Any:
    """The framework after the question L02 was given another id."""
    framework = kinds()
    sections = tuple(
        replace(
            section,
            capabilities=tuple(
                replace(
                    capability,
                    questions=tuple(
                        replace(one, id="L02.q1", aliases=("L02",)) if one.id == "L02" else one
                        for one in capability.questions
                    ),
                )
                for capability in section.capabilities
            ),
        )
        for section in framework.sections
    )
    return replace(framework, sections=sections)


def test_of_a_formula_its_result_is_read() -> None:
    cell = '<row r="2"><c r="D2" t="inlineStr"><is><t>L02</t></is></c><c r="E2" t="{}"><f>X</f><v>{}</v></c></row>'
    for sort, result in (("n", "3"), ("str", "3 Established")):
        incoming = read(book(marked(cell.format(sort, result))), history(), participant="P1")
        assert value_at(incoming, reply_of("P1", "L02")) == LevelReached(LadderGiven(3))


def test_a_column_that_is_called_as_its_sheet_may_stand_beside_the_mark() -> None:
    here = history((registered("E1"), Evidence("E1", "Law", EvidenceKind.LEGAL_TEXT, Strength.STATED)))

    def swap(book: Workbook) -> None:
        sheet = sheet_of(book, "evidence")
        for row in sheet.iter_rows():
            row[1].value, row[2].value = row[2].value, row[1].value

    moved = edited(put(form(here), ("evidence", "title", {"evidence": "E1"}, "Act")), swap)
    incoming = read(moved, here)
    assert incoming.problems == ()
    assert value_at(incoming, registered("E1")).title == "Act"


def test_a_column_that_is_called_as_another_sheet_may_stand_beside_the_mark() -> None:
    here = history()

    def swap(book: Workbook) -> None:
        sheet = sheet_of(book, "answers")
        ids = next(row for row in sheet.iter_rows() if row[0].value == "#iwt")
        place = next(number for number, cell in enumerate(ids) if cell.value == "evidence")
        for row in sheet.iter_rows():
            row[1].value, row[place].value = row[place].value, row[1].value

    incoming = read(edited(put(form(here), *answers("L02", reply="3")), swap), here)
    assert (incoming.problems, incoming.notices) == ((), ())
    assert value_at(incoming, reply_of("P1", "L02")) == LevelReached(LadderGiven(3))


@pytest.mark.parametrize("sign", ["#iwt", "#head"])
def test_the_signs_of_rows_are_a_comment_where_people_write_them(sign: str) -> None:
    assert value_at(said(answers("L02", comment=sign)), comment_of("P1", "L02")) == sign


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (16_384, "XFD")])
def test_columns_have_letters(column: int, letters: str) -> None:
    assert column_letters(column) == letters


def test_days_are_counted_as_programs_count_them() -> None:
    assert day_of(46_112) == date(2026, 3, 31)
    assert day_of(44_650, from_1904=True) == date(2026, 3, 31)
    assert day_of(10) is None
    assert SaidCell("x", "A!B1").text == "x"
